"""Find the agencies, places and issues that a contribution names, by the written forms of the vocabulary."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg import iris
from kg.extract.forms import Found, WrittenForms, is_bounded_or_joined, longest_first
from kg.extract.guards import (
    Allowed,
    OnDay,
    another_body,
    days_of,
    guards_of,
    holds_an_office_of,
    names_an_office,
    part_of_a_title,
)
from kg.extract.own_names import NamePattern, name_patterns, own_name_at
from kg.extract.places import is_of_places, names_a_place, places_settled
from kg.extract.spans import KINDS, Spans, of_one_or_many
from kg.extract.written import other_forms
from kg.model import Contribution, Kind, Mention, OwnName, Status
from kg.vocabulary import Concept, Vocabulary

PLANNED = timedelta(days=3 * 365)
"""A body is spoken of by its full name while its Bill is before the House: three years and no more before it begins."""


def written_forms(vocabulary: Vocabulary) -> WrittenForms[Concept | NamePattern]:
    """Return all forms of the concepts in `vocabulary`, their other forms too, and the words of bodies' kinds."""
    by_form: dict[str, list[Concept | NamePattern]] = defaultdict(list)
    for concept in vocabulary.concepts.values():
        for form in concept.forms:
            by_form[form].append(concept)
    listed = set(by_form)
    for concept in vocabulary.concepts.values():
        for form in other_forms(concept):
            if form not in listed and concept not in by_form[form]:
                by_form[form].append(concept)
    for form, pattern in name_patterns().items():
        by_form[form].append(pattern)
    return WrittenForms(by_form, is_bounded_or_joined)


def concepts(vocabulary: Vocabulary) -> Callable[[Contribution], Iterator[Mention]]:
    """Return an extractor of the agencies, places and issues in `vocabulary`.

    The longest form wins over all three kinds: the "fraud" of "Serious Fraud Office" is no issue. A body or place that
    an issue's own words name is named too: the EU in "leaving the EU". Of several
    bodies with one name, the one that existed on the day is meant; where that leaves more than one, or where
    none existed and there are several, the mention is ambiguous and keeps them as candidates. A body that the
    vocabulary lacks may name its own kind ("Snaresbrook Crown Court").
    """
    forms = written_forms(vocabulary)
    guards, days = guards_of(vocabulary), days_of(vocabulary)
    settled, councils = places_settled(vocabulary), _by_name(vocabulary)

    def extract(contribution: Contribution) -> Iterator[Mention]:
        text = contribution.text
        found = forms.all(text)
        listed = [one for one in _of_concepts(found) if _of_the_day(one, contribution.date, days)]
        standing = list(_standing(listed, text, guards))
        every: list[Found[Concept | OwnName]] = [
            *_councils(settled(listed, standing, text), listed, text, councils),
            *_own_names(found, standing, text),
        ]
        longest = longest_first(every)
        for one in [*longest, *_named_within(longest, every)]:
            if isinstance(own := one.meanings[0], OwnName):
                yield _own_mention(one.begin, one.end, own)
            else:
                rule = "guarded-form" if _guarded(one, guards) else "written-form"
                yield from _mentions(one, contribution.date, rule)

    return extract


OF_COUNCILS = re.compile(
    r"\b(?:authorit(?:y|ies)|councils?)(?: in places)?,? (?:such as|like|including|namely) (?:[A-Z][\w’'-]*(?:, | and |,? or ))*$"
)
"""Right before a place these name its council: "local authorities, such as Calderdale"."""


NAME = r"[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|on|upon|and|of))*?"
TYPE = r"(?:[Cc]ounty [Bb]orough|[Bb]orough|[Cc]ounty|[Cc]ity|[Dd]istrict)"
COUNCILS = re.compile(rf"(?:, {NAME})*,? and {NAME} {TYPE} [Cc]ouncils\b")
"""Right after a place: "Thurrock and Southend-on-Sea borough councils"."""
COUNCIL = re.compile(rf" (?:{TYPE} [Cc]ouncils|local authority)\b")
"""Right after a place these are a part of its council's name."""


def _councils(
    standing: Sequence[Found[Concept]], found: Sequence[Found[Concept]], text: str, named: Mapping[str, Concept]
) -> Iterator[Found[Concept]]:
    """Yield what stands, with its council in a place's stead where the words beside it say so: of all places that are found
    where they go on to be a part of its name.
    """
    for one in standing:
        council = _council_of(one, named)
        said = council and (
            OF_COUNCILS.search(text, max(0, one.begin - 120), one.begin) or COUNCILS.match(text, one.end)
        )
        yield replace(one, meanings=(council,)) if council and said else one
    for one in found:
        council, suffix = _council_of(one, named), COUNCIL.match(text, one.end)
        if council and suffix:
            yield replace(one, end=suffix.end(), meanings=(council,))


def _council_of(found: Found[Concept], named: Mapping[str, Concept]) -> Concept | None:
    if not is_of_places(found):
        return None
    return named.get(f"{found.form} council") or named.get(f"{found.form} Council")


def _by_name(vocabulary: Vocabulary) -> Mapping[str, Concept]:
    """Return the council of each form of a council's name that no other bears."""
    named: dict[str, list[Concept]] = defaultdict(list)
    for body in vocabulary.of(Kind.AGENCY):
        for form in body.forms:
            if form.endswith((" council", " Council")):
                named[form].append(body)
    return {form: bodies[0] for form, bodies in named.items() if len(bodies) == 1}


INSTRUMENT = re.compile(
    r"(?:agreement|protocol|treaty|directive|convention|regulation|backstop|accord)s?$", re.IGNORECASE
)
"""The last word of an issue that is the name of an instrument: what it names is a part of the name."""


def _named_within(
    longest: Sequence[Found[Concept | OwnName]], every: Sequence[Found[Concept | OwnName]]
) -> Iterator[Found[Concept | OwnName]]:
    """Yield the bodies and places that the words of an issue name: the EU in "leaving the EU"."""
    issues = [one for one in longest if _kinds(one) == {Kind.ISSUE} and not INSTRUMENT.search(one.form)]
    holders = Spans((one.begin, one.end) for one in issues)
    inside = [one for one in every if holders.hold_more_than((one.begin, one.end)) and _kinds(one) <= NAMES]
    yield from longest_first(inside)


NAMES = {Kind.AGENCY, Kind.PLACE}


def _kinds(found: Found[Concept | OwnName]) -> set[Kind]:
    return {one.kind if isinstance(one, Concept) else Kind.AGENCY for one in found.meanings}


def _of_concepts(found: Sequence[Found[Concept | NamePattern]]) -> Iterator[Found[Concept]]:
    for one in found:
        meant = tuple(each for each in one.meanings if isinstance(each, Concept))
        if meant:
            yield Found(one.begin, one.end, one.form, meant)


def _of_the_day(found: Found[Concept], on: date, days: Mapping[tuple[str, Kind], OnDay]) -> bool:
    tests = (days.get((found.form, concept.kind)) for concept in found.meanings)
    return all(test is None or test(on) for test in tests)


def _standing(
    found: Iterable[Found[Concept]], text: str, guards: Mapping[tuple[str, Kind], Allowed]
) -> Iterator[Found[Concept]]:
    """Yield what stands in `text`: of a form that names things of several kinds, those whose kind its surroundings allow."""
    for one in found:
        kinds = {concept.kind for concept in one.meanings}
        allowed = {kind for kind in kinds if _is_allowed(one, kind, text, guards)}
        if allowed == kinds and _stands(one, kinds, text):
            yield one
        elif allowed:
            left = replace(one, meanings=tuple(concept for concept in one.meanings if concept.kind in allowed))
            if _stands(left, allowed, text):
                yield left


def _is_allowed(found: Found[Concept], kind: Kind, text: str, guards: Mapping[tuple[str, Kind], Allowed]) -> bool:
    guard = guards.get((found.form, kind))
    return guard is None or guard(text, found.begin, found.end)


def _stands(found: Found[Concept], kinds: set[Kind], text: str) -> bool:
    if kinds == {Kind.PLACE}:
        return names_a_place(found, text)
    if kinds == {Kind.AGENCY}:
        return not another_body(text, found.begin, found.end) and not holds_an_office_of(text, found.begin)
    if kinds == {Kind.ISSUE}:
        in_a_title = part_of_a_title(found.form, text, found.begin, found.end)
        return not in_a_title and not names_an_office(text, found.begin)
    return True


def _own_names(
    found: Sequence[Found[Concept | NamePattern]], standing: Sequence[Found[Concept]], text: str
) -> Iterator[Found[OwnName]]:
    """Yield the bodies that name their own kind; where the vocabulary has a name in that place, it is that one."""
    listed: dict[int, int] = {}
    until: dict[int, int] = {}
    for one in standing:
        if any(concept.kind is Kind.AGENCY for concept in one.meanings):
            listed[one.end] = min(one.begin, listed.get(one.end, one.begin))
            until[one.begin] = max(one.end, until.get(one.begin, one.end))
    for each in found:
        for pattern in each.meanings:
            if isinstance(pattern, NamePattern) and (whole := own_name_at(text, each.begin, each.end, pattern)):
                begin, end, own = whole
                is_listed = listed.get(end, end) < each.begin if pattern.before else until.get(begin, 0) > each.end
                if not is_listed:
                    yield Found(begin, end, "", (own,))


def _own_mention(begin: int, end: int, own: OwnName) -> Mention:
    return Mention(begin, end, Kind.AGENCY, "named-by-pattern", means=iris.agency(own.label), own_name=own)


def _guarded(found: Found[Concept | OwnName], guards: Mapping[tuple[str, Kind], Allowed]) -> bool:
    return any((found.form, concept.kind) in guards for concept in _concepts_of(found))


def _concepts_of(found: Found[Concept | OwnName]) -> list[Concept]:
    return [one for one in found.meanings if isinstance(one, Concept)]


def _mentions(found: Found[Concept | OwnName], on: date, rule: str) -> Iterator[Mention]:
    listed = _concepts_of(found)
    for kind in sorted({concept.kind for concept in listed}, key=KINDS.__getitem__):
        meant = [concept for concept in listed if concept.kind is kind]
        living = [concept for concept in meant if concept.existed(on)]
        begins = [concept.start for concept in meant if concept.start and on < concept.start]
        if len(begins) == len(meant):
            yield _not_yet(found, meant, min(begins), on)
        else:
            refs = tuple(sorted(concept.ref for concept in living or meant))
            yield of_one_or_many(found.begin, found.end, kind, rule, refs)


def _not_yet(found: Found[Concept | OwnName], meant: Sequence[Concept], begins: date, on: date) -> Mention:
    """Return the mention of a body that did not exist yet: it may be the one that is planned, and is never stated."""
    unknown = Mention(found.begin, found.end, meant[0].kind, "before-it-began", status=Status.UNKNOWN)
    if len(meant) == 1 and begins - on <= PLANNED and " " in found.form:
        why = f"began on {begins}: the body as it was planned"
        return replace(unknown, means=meant[0].ref, status=Status.INFERRED, constraint=why)
    return replace(unknown, constraint=f"no body of that name is known before {begins}")
