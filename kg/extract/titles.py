"""Find the concepts that the title of a debate names by forms that are theirs in titles alone."""

from collections import defaultdict
from collections.abc import Iterator

from kg.extract.forms import WrittenForms
from kg.model import Ref
from kg.vocabulary import Vocabulary


def forms_of_titles(vocabulary: Vocabulary) -> WrittenForms[Ref]:
    """Return the forms of titles alone; they match in any case, for older titles stand in capitals."""
    by_form: dict[str, list[Ref]] = defaultdict(list)
    for concept in vocabulary.concepts.values():
        for form in concept.title_forms:
            by_form[form.lower()].append(concept.ref)
    return WrittenForms(by_form)


def by_title_form(title: str, forms: WrittenForms[Ref]) -> Iterator[tuple[int, int, Ref]]:
    """Yield what `title` names by a form of titles alone, where that form means one thing: begin, end and concept.

    >>> from kg.model import Kind
    >>> from kg.vocabulary import Concept
    >>> prisons = Concept("issue/prisons", Kind.ISSUE, ("Issue",), "prisons", ("prisons",), title_forms=("Prisoners",))
    >>> list(by_title_form("PRISONERS: Kent", forms_of_titles(Vocabulary({prisons.ref: prisons}, (), ()))))
    [(0, 9, 'issue/prisons')]
    """
    for found in forms.find(title):
        if len(found.meanings) == 1:
            yield found.begin, found.end, found.meanings[0]
