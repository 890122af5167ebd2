"""The time that a figure is said of, in its own words: "in the last eight years", "Since 2013", "a week"."""

import re

from kg.extract.figures.numbers import SPELT, either
from kg.extract.figures.tables import words

MONTH = f"(?-i:{either(words('month'))})"
YEAR = r"(?:1[5-9]|20)\d\d(?:[-–/]\d{2,4})?"
DATE = rf"(?:(?:\d{{1,2}} )?{MONTH}(?: {YEAR})?|(?:early |late |mid-)?{YEAR})\b"
SPAN = r"(?:years?|months?|weeks?|days?|hours?|decades?|quarters?|Parliament|Session|century)\b"
NAMED = "(?:year|month|week|quarter|Parliament|Session)"
COUNT = rf"(?:\d+|{SPELT}|few|couple of|several|half a)"
RELATIVE = r"(?:last|past|next|previous|coming|following|first|final|preceding|current|calendar|financial)"
DURING = r"(?:in|over|during|for|within|throughout|across|by)"

COMPARED = "".join(rf"(?<!\b{word} )" for word in ("on", "than", "with", "from", "to"))

PERIOD = re.compile(
    rf"\b(?:{DURING} (?:just )?(?:the|this) {RELATIVE} (?:{COUNT} )?{SPAN}(?: alone)?"
    rf"|{DURING} (?:a|the|that|one|a single) (?:year|month|week|day)(?: alone| to {DATE})?(?! of)\b"
    rf"|between {DATE} and {DATE}|from {DATE} to {DATE}"
    rf"|(?:in|since|by|until|before|during|as of|at|on|for|up to|to|from) (?:the end of |the year )?{DATE}"
    rf"|{COMPARED}(?:(?:earlier|later|so far) )?(?:this|last|next) {NAMED}(?: alone)?\b)",
    re.IGNORECASE,
)
NEEDED = re.compile(
    rf"year|month|week|day|hour|decade|quarter|parliament|session|century|{MONTH}|(?:1[5-9]|20)\d\d", re.IGNORECASE
)
"""Every period holds one of these: a stretch without them is passed over in a tenth of the time."""
UNIT_TIME = "(?:year|month|week|day|hour|night|quarter)"
RATE = re.compile(rf" (?:(?:a|per|each|every) {UNIT_TIME}|per annum|annually|daily|weekly|monthly)\b")


def rate(text: str, begin: int, limit: int) -> re.Match[str] | None:
    """Return the match of "a week", "per annum" right at `begin`."""
    return RATE.match(text, begin, limit)


def periods(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the periods named in a stretch of text.

    >>> periods("Since 2013, as in the last eight years", 0, 38)
    [(0, 10), (15, 38)]
    """
    if not NEEDED.search(text, begin, end):
        return []
    return [found.span() for found in PERIOD.finditer(text, begin, end)]


def nearest(text: str, span: tuple[int, int], within: tuple[int, int], taken: int = -1) -> str | None:
    """Return the period of a clause that is said of the figure at `span`: the nearest, right after it first.

    A period that begins at `taken`, right after another figure, is that figure's own.
    """
    begin, end = span
    found = [p for p in periods(text, *within) if p[0] >= end or (p[1] <= begin and p[0] != taken)]
    chosen = min(found, key=lambda p: (p[0] > end + 1, p[0] - end if p[0] >= end else begin - p[1]), default=None)
    return text[chosen[0] : chosen[1]] if chosen else None
