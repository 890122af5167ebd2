"""What follows from the IRI of a span: where it begins and ends, in which contribution, and the words there."""

from typing import Protocol

from kg.model import Ref
from kg.triples.nquads import LABEL, Lines, integer, term, text

ANCHOR, BEGIN, END = term("nif:anchorOf"), term("nif:beginIndex"), term("nif:endIndex")
CONTEXT = term("nif:referenceContext")


class Span(Protocol):
    @property
    def begin(self) -> int: ...
    @property
    def end(self) -> int: ...


def place_span(lines: Lines, about: Ref, contribution: Ref, words: str, span: Span) -> None:
    """Say of a span of `words`, those of a contribution, where it stands and what is written there."""
    if lines.compact:
        return
    anchor = text(words[span.begin : span.end])
    lines.say(
        about,
        (LABEL, anchor),
        (ANCHOR, anchor),
        (BEGIN, integer(span.begin)),
        (END, integer(span.end)),
        (CONTEXT, lines.iri(contribution)),
    )
