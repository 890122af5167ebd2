"""The time that a figure is said of, in its own words: "in the last eight years", "Since 2013", "a week"."""

import re

from kg.extract.figures.numbers import SPELT, either
from kg.extract.figures.tables import words

MONTH = either(words("month"))
YEAR = r"(?:1[5-9]|20)\d\d(?:[-–/]\d{2,4})?"
DATE = rf"(?:(?:\d{{1,2}} )?{MONTH}(?: {YEAR})?|(?:early |late |mid-)?{YEAR})\b"
SPAN = r"(?:years?|months?|weeks?|days?|hours?|decades?|quarters?|Parliament|Session|century)\b"
COUNT = rf"(?:\d+|{SPELT}|few|couple of|several|half a)"
RELATIVE = r"(?:last|past|next|previous|coming|following|first|final|preceding|current|calendar|financial)"
DURING = r"(?:in|over|during|for|within|throughout|across|by)"

PERIOD = re.compile(
    rf"\b(?:{DURING} (?:just )?(?:the|this) {RELATIVE} (?:{COUNT} )?{SPAN}(?: alone)?"
    rf"|{DURING} (?:a|the|that|one|a single) (?:year|month|week|day)(?: alone| to {DATE})?(?! of)\b"
    rf"|between {DATE} and {DATE}|from {DATE} to {DATE}"
    rf"|(?:in|since|by|until|before|during|as of|at|on|for|up to|to|from) (?:the end of |the year )?{DATE}"
    rf"|(?:(?:earlier|later|so far) )?(?:this|last|next) (?:year|month|week|quarter|Parliament|Session)(?: alone)?\b)",
    re.IGNORECASE,
)
RATE = re.compile(
    r" (?:(?:a|per|each|every) (?:year|month|week|day|hour|night|quarter)|per annum|annually|daily|weekly|monthly)\b"
)
SPACE = re.compile(" ")


def rate(text: str, begin: int, limit: int) -> re.Match[str] | None:
    """Return the match of "a week", "per annum" right at `begin`."""
    return RATE.match(text, begin, limit)


def periods(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the periods named in a stretch of text.

    >>> [said[b:e] for said in ["Since 2013, as in the last eight years"] for b, e in periods(said, 0, len(said))]
    ['Since 2013', 'in the last eight years']
    """
    return [found.span() for found in PERIOD.finditer(text, begin, end)]


def nearest(text: str, span: tuple[int, int], within: tuple[int, int]) -> str | None:
    """Return the period of a clause that is said of the figure at `span`: the next after it, else the last before."""
    found = periods(text, *within)
    after = [p for p in found if p[0] >= span[1]]
    earlier = [p for p in found if p[1] <= span[0]]
    chosen = after[:1] or earlier[-1:]
    return text[chosen[0][0] : chosen[0][1]] if chosen else None
