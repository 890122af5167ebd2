"""How else a concept is written than its vocabulary says: in the other number, in small letters, its quarter in small, its initials in capitals."""

import re
from collections.abc import Iterator

from kg.extract.inflections import inflected
from kg.model import Kind
from kg.vocabulary import Concept

LEAST_WORDS_OF_A_BODY = 4
"""So many words are nobody's but the body's, however they are written: "the Medicines and Healthcare products ... Agency"."""
OFFICE_HOLDERS = ("Commissioner", "Ombudsman", "Adjudicator", "Inspectorate")
"""A body that ends so is written in small letters too where it has three words: "the small business commissioner"."""
LEAST_WORDS_OF_AN_OFFICE_HOLDER = 3
ACRONYM = re.compile(r"(?=.*[a-z])(?:[A-Z][a-z]?){2,5}")
QUARTER = re.compile(r"(?:North|South|East|West|Central|Mid|Northern|Southern|Eastern|Western)(?=[ -][A-Z])")

FEATURE = re.compile(
    r".*[a-z’] (?:Valleys?|Estuary|Peninsula|Coast|Islands|Isles|Sea|Ocean|Channel|Straits?|Canal|Gulf|Desert|Delta|Basin"
    r"|Corridor|Triangle|Strip|Heights|Forest|Republic)"
)
"""Hansard writes the last word of these in small letters in some years: "the Thames valley", "the North sea"."""


def other_forms(concept: Concept) -> Iterator[str]:
    """Yield the forms in which a concept is written besides its own.

    >>> list(other_forms(Concept("place/south-wales", Kind.PLACE, ("Place",), "South Wales", ("South Wales",))))
    ['south Wales']
    """
    for form in concept.forms:
        if concept.kind is Kind.ISSUE or "AgencyKind" in concept.classes:
            yield from inflected(form)[1:]
        elif concept.kind is Kind.PLACE and QUARTER.match(form):
            yield form[0].lower() + form[1:]
        elif concept.kind is Kind.PLACE and FEATURE.fullmatch(form):
            name, _, feature = form.rpartition(" ")
            yield f"{name} {feature.lower()}"
        elif concept.kind is Kind.AGENCY and form.count(" ") >= _least_words(form) - 1:
            yield form.lower()
        elif concept.kind is Kind.AGENCY and ACRONYM.fullmatch(form):
            yield form.upper()


def _least_words(form: str) -> int:
    return LEAST_WORDS_OF_AN_OFFICE_HOLDER if form.endswith(OFFICE_HOLDERS) else LEAST_WORDS_OF_A_BODY
