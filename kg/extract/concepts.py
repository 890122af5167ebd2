"""Find the agencies, places and issues that a contribution names, by the written forms of the vocabulary."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kg.extract.forms import Found, WrittenForms, is_bounded_or_joined, longest_first
from kg.extract.guards import Allowed, guards_of, names_an_office
from kg.extract.places import names_a_place, places_settled
from kg.extract.spans import of_one_or_many
from kg.model import Contribution, Kind, Mention
from kg.vocabulary import Concept, Vocabulary


def concepts(vocabulary: Vocabulary) -> Callable[[Contribution], Iterator[Mention]]:
    """Return an extractor of the agencies, places and issues in `vocabulary`.

    The longest form wins over all three kinds: the "fraud" of "Serious Fraud Office" is no issue. Of several
    bodies with one name, the one that existed on the day is meant; where that leaves more than one, or where
    none existed and there are several, the mention is ambiguous and keeps them as candidates.
    """
    by_form: dict[str, list[Concept]] = defaultdict(list)
    for concept in vocabulary.concepts.values():
        for form in concept.forms:
            by_form[form].append(concept)
    forms = WrittenForms(by_form, is_bounded_or_joined)
    guards = guards_of(vocabulary)
    settled = places_settled(vocabulary)

    def stands(found: Found[Concept], text: str) -> bool:
        kinds = {concept.kind for concept in found.meanings}
        if kinds == {Kind.PLACE} and not names_a_place(found, text):
            return False
        if kinds == {Kind.ISSUE} and names_an_office(text, found.begin):
            return False
        tests = [guards[found.form, kind] for kind in kinds if (found.form, kind) in guards]
        return all(test(text, found.begin, found.end) for test in tests)

    def extract(contribution: Contribution) -> Iterator[Mention]:
        text = contribution.text
        every = forms.all(text)
        standing = [found for found in every if stands(found, text)]
        for found in longest_first(settled(every, standing, text)):
            rule = "guarded-form" if _guarded(found, guards) else "written-form"
            yield from _mentions(found, contribution.date, rule)

    return extract


def _guarded(found: Found[Concept], guards: Mapping[tuple[str, Kind], Allowed]) -> bool:
    return any((found.form, concept.kind) in guards for concept in found.meanings)


def _mentions(found: Found[Concept], on: date, rule: str) -> Iterator[Mention]:
    for kind in sorted({concept.kind for concept in found.meanings}, key=list(Kind).index):
        meant = [concept for concept in found.meanings if concept.kind is kind]
        living = [concept for concept in meant if concept.existed(on)] or meant
        refs = tuple(sorted(concept.ref for concept in living))
        yield of_one_or_many(found.begin, found.end, kind, rule, refs)
