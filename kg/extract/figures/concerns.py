"""Whom a figure is said of, by two clear rules; else nobody is named."""

import re
from collections.abc import Sequence

from kg.model import Ref

VERB = re.compile(r" (?:have|has|had|is|are|was|were|will|would|can|could|did|[a-z]+ed|[a-z]+s)\b")
RECEIVING = re.compile(r" (?:in|into|to|for) (?:the |our |all )?$")
OPENING = re.compile(r"^[\s“‘]*(?:[^,]*, ?)?(?:(?:the|our|local|these|those|all|and|but|that)\s?)*$", re.IGNORECASE)

Span = tuple[int, int, Ref]


def concern(text: str, begin: int, end: int, clause: tuple[int, int], spans: Sequence[Span], money: bool) -> Ref | None:
    """Return what receives the money ("£140 million in ROCU"), else the subject that opens the clause."""
    inside = [span for span in spans if clause[0] <= span[0] and span[1] <= clause[1]]
    received = [ref for b, _, ref in inside if money and b >= end and RECEIVING.fullmatch(text, end, b)]
    subjects = [ref for b, e, ref in inside if e <= begin and _opens(text, clause[0], b, e)]
    return next(iter((*received, *subjects)), None)


def _opens(text: str, first: int, begin: int, end: int) -> bool:
    return bool(OPENING.match(text[first:begin]) and VERB.match(text, end))
