"""The only writer of domain triples: readings, register, vocabulary and provenance as N-Quads, one line a quad."""

from kg.triples.people import HistoricPerson, historic_people, historic_person_quads, one_each
from kg.triples.provenance import Origin, Versions, activity_of, activity_quads, also_quads, provenance_quads
from kg.triples.reading import reading_quads, sitting_quads
from kg.triples.register import register_quads
from kg.triples.vocabulary import vocabulary_quads

__all__ = [
    "HistoricPerson",
    "Origin",
    "Versions",
    "activity_of",
    "activity_quads",
    "also_quads",
    "historic_people",
    "historic_person_quads",
    "one_each",
    "provenance_quads",
    "reading_quads",
    "register_quads",
    "sitting_quads",
    "vocabulary_quads",
]
