"""Whether a figure is a change, and in which direction: "411 fewer", "fell by 12", "a 10% drop"."""

import re

from kg.extract.figures.numbers import either
from kg.extract.figures.tables import changes

BESIDE = re.compile(rf" ({either(changes('beside'))})\b(?! than (?:half|an?|one|two|three|\d|£)\b)")
NOUN_AFTER = re.compile(rf"(?: (?:further|real-terms|overall))? ({either(changes('noun'))})\b")
BY = re.compile(rf"\b({either(changes('verb'))})\b[^.;:,]{{0,45}}? by $", re.IGNORECASE)
UP = re.compile(r"\b(?:is|are|was|were|now|went|gone|and) (up|down) $", re.IGNORECASE)
OF = re.compile(rf"\b({either(changes('noun'))}) of $", re.IGNORECASE)
HINGES = {"by": (BY, "verb"), "of": (OF, "noun"), "up": (UP, "verb"), "down": (UP, "verb")}


def beside(text: str, end: int, limit: int) -> re.Match[str] | None:
    """Return the match of "fewer", "more" and the like right after a number."""
    return BESIDE.match(text, end, limit)


def direction(found: re.Match[str]) -> int:
    """Return 1 or -1 for a match of `beside`."""
    return changes("beside")[found[1]]


def sign(text: str, begin: int, end: int, first: int, limit: int) -> int | None:
    """Return 1 or -1 where the words around a span say that it is a change, else None.

    >>> sign("crime fell by 12%", 14, 17, 0, 17)
    -1
    """
    after = NOUN_AFTER.match(text, end, limit)
    if after:
        return changes("noun")[after[1]]
    window = text[max(first, begin - 70) : begin]
    tail = window[:-1].rpartition(" ")[2].lower()
    if tail in changes("before"):
        return changes("before")[tail]
    pattern, place = HINGES.get(tail, (None, ""))
    found = pattern.search(window) if pattern else None
    return changes(place)[found[1].lower()] if found else None
