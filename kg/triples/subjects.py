"""What a debate is about as quads: stated where its title names it, else worked out; how much it was raised always is."""

from collections.abc import Iterator, Mapping

from kg import iris
from kg.iris import BASE
from kg.model import Clue, Kind, Reading, Ref, Status, Subject
from kg.triples.nquads import LABEL, TYPE, Lines, decimal, integer, term, text

SUBJECT, ABOUT, POSITION = term("dcterms:subject"), term("schema:about"), term("schema:position")
DEBATE, SCORE, EVIDENCE = term("hkg:debate"), term("hkg:score"), term("hkg:evidence")
STATUS, RULE, ANCHOR = term("hkg:status"), term("hkg:rule"), term("nif:anchorOf")

Spans = Mapping[tuple[int, int, int, Kind | str], Ref]
"""The IRI of each mention: by the index of its contribution, its span, its kind."""


def subject_quads(reading: Reading, key: Ref, spans: Spans, base: str = BASE) -> Iterator[str]:
    """Yield the quads of what a debate is about, `key` its path."""
    stated, inferred = (Lines(base, graph(key), []) for graph in (iris.stated_graph, iris.inferred_graph))
    for subject in reading.subjects:
        lines = stated if subject.status is Status.STATED else inferred
        about = iris.subject(key, subject.means)
        lines.say(key, (SUBJECT, lines.iri(subject.means)))
        _subject(lines, subject, about, key, reading.debate.title)
        inferred.say(
            about,
            (SCORE, decimal(subject.score) if subject.score is not None else None),
            *((EVIDENCE, inferred.iri(spans[_place(clue)])) for clue in subject.evidence),
        )
    yield from stated.lines
    yield from inferred.lines


def _place(clue: Clue) -> tuple[int, int, int, Kind | str]:
    return clue.contribution, clue.begin, clue.end, clue.kind


def _subject(lines: Lines, subject: Subject, about: Ref, key: Ref, title: str) -> None:
    words = title[slice(*subject.words)] if subject.words else None
    lines.say(
        about,
        (TYPE, term("hkg:DebateSubject")),
        (LABEL, text(subject.label)),
        (DEBATE, lines.iri(key)),
        (ABOUT, lines.iri(subject.means)),
        (POSITION, integer(subject.position)),
        (ANCHOR, text(words) if words else None),
        (STATUS, term(f"hkg:{subject.status}")),
        (RULE, f"<{iris.rule(subject.rule)}>"),
    )
