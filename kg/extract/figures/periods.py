"""The time that a figure is said of, in its own words: "in the last eight years", "Since 2013", "since then".

A period is given to a figure where the words show it: right after it; or at the opening of its clause; or else the
nearest after or before it that nothing between them takes for itself ("published in May", "who came in 2010").
"""

import re

from kg.extract.figures.dates import MONTH
from kg.extract.figures.numbers import SPELT, either
from kg.extract.figures.tables import words

YEAR = r"(?:1[5-9]|20)\d\d(?:[-–/]\d{2,4})?"
DAY = r"(?:(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? )"
ONE_DATE = (
    rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, {YEAR}| last)?(?![\d,]*\d)|{DAY}?{MONTH}(?: last year| this year|,? {YEAR}| last)?"
    rf"|(?:early |late |mid-)?{YEAR})\b"
)
DATE = rf"{ONE_DATE}(?:(?:, {YEAR})*,? and {YEAR}\b)?"
SPAN = r"(?:years?|months?|weeks?|days?|hours?|decades?|quarters?|Parliament|Session|century)\b"
NAMED = "(?:year|month|week|quarter|Parliament|Session)"
COUNT = rf"(?:\d+|{SPELT}|few|couple of|several|half a)"
RELATIVE = r"(?:last|past|next|previous|coming|following|first|final|preceding|current|calendar|financial)"


def _opening(forms: str) -> str:
    """Return a pattern of words that may open a sentence: a pattern that ignores case costs twice the time."""
    return "(?:" + "|".join(f"[{form[0].upper()}{form[0]}]{form[1:]}" for form in forms.split("|")) + ")"


DURING = _opening("in|over|during|for|within|throughout|across|by")
DATED = _opening("on or before|on or after|in|since|by|until|before|during|as of|as at|at|on|for|up to|to|from")
ANNUAL = r"(?:financial|academic|school|tax|calendar) year"

COMPARED = "".join(rf"(?<!\b{word} )" for word in ("on", "than", "with", "from", "to"))

PERIOD = re.compile(
    rf"\b(?:{DURING} the (?:financial |calendar )?(?:year|week|month|\w+ months|quarter|half-year) "
    rf"(?:leading up to|up to|to|ending|ended)(?: in| on)? (?:the end of )?{DATE}"
    rf"|{DURING} the {COUNT} {SPAN} (?:up to|to|before|since|from|after) (?:{DATE}|then\b)"
    rf"|{DURING} (?:just )?(?:the|this) {RELATIVE} (?:{COUNT} )?{SPAN}(?: {YEAR}| alone)?"
    rf"|{DURING} (?:the |this )(?:(?:current |present )?financial year)\b(?! \d)|{DURING} (?:the )?(?:{ANNUAL} {YEAR}\b|{YEAR} {ANNUAL}\b)"
    rf"|{DURING} (?:the )?(?:(?:early|late|mid)[ -])?{YEAR}s\b"
    rf"|{DURING} (?:a|the|that|one|a single) (?:year|month|week|day)(?: alone)?(?! of| or two|\w|[’']s| {YEAR})\b"
    rf"|{_opening('between')} {ONE_DATE} and {ONE_DATE}|{_opening('from')} {ONE_DATE} to {ONE_DATE}"
    rf"|{DATED} (?:the end of |the year )?{DATE}"
    rf"|{_opening('since|before|until|by')} then\b|{_opening('at')} (?:that time\b|the time\b(?! of))"
    rf"|{COMPARED}(?:{_opening('earlier|later|so far')} )?{_opening('this|last|next')} {NAMED}(?: alone)?\b)"
)
NEEDED = (
    *["year", "month", "week", "day", "hour", "decade", "quarter", "arliament", "ession", "century", "then", "time"],
    *words("month"),
)
"""Every period holds one of these or a year: a stretch without them is passed over in a tenth of the time."""
ANY_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")

Span = tuple[int, int]


def periods(text: str, begin: int, end: int) -> list[Span]:
    """Return the spans of the periods named in a stretch of text.

    >>> periods("Since 2013, as in the last eight years", 0, 38)
    [(0, 10), (15, 38)]
    """
    stretch = text[begin:end]
    if not (any(map(stretch.__contains__, NEEDED)) or ANY_YEAR.search(stretch)):
        return []
    return [found.span() for found in PERIOD.finditer(text, begin, end)]


def said_of(text: str, span: Span, within: Span, taken: int = -1) -> Span | None:
    """Return the span of the period of a clause that is said of the figure at `span`.

    A period that begins at `taken`, right after another figure, is that figure's own.

    >>> said = "The survey published in May found 10% in 2016."
    >>> said[slice(*said_of(said, (34, 37), (0, len(said))))]
    'in 2016'
    """
    begin, end = span
    found = periods(text, *within)
    ranked = [
        *((0, p[0], p) for p in found if p[0] >= end and _follows(text, end, p[0])),
        *((1, 0, p) for p in found if p[1] <= begin and p[0] != taken and _opens(text, within[0], p, begin)),
        *((2, p[0], p) for p in found if p[0] >= end and _reaches_on(text, end, p[0])),
        *((3, -p[1], p) for p in found if p[1] <= begin and p[0] != taken and _reaches_back(text, within[0], p, begin)),
    ]
    chosen = min(ranked, default=None)
    return chosen[2] if chosen else None


EVENTS = re.compile(rf"\b(?:{either(words('event'))})(?: here| there| back)? $", re.IGNORECASE)
REPORTED = re.compile(rf"\b(?:that|{either(words('reporting'))})\b")
OWN_CLAUSE = re.compile(r"\b(?:who|whom|whose|which|that|where|when|because|if|although|after|before|until)\b")
COMPARES = re.compile(r"\b(?:or|from|compared|than|against|instead|versus|as)\b")
OTHER_VERB = re.compile(r"\band (?:then |also )?(?:have|has|had|is|are|was|were|will|would|[a-z]+ed)\b[^\d£]*$")
OPENING = re.compile(
    r"(?:[\s“‘\"(]|\b(?:that is why|and|but|so|yet|because|while|whereas|indeed|however|overall|just)\b,?)*"
)
BARRED = re.compile(r"\b(?:than|as|from|to|with|like|of) $", re.IGNORECASE)
ASIDE = re.compile(r", (?:[A-Z][a-z]+ (?!and\b|or\b)[a-z]+ |with|as|while|despite|although|so|including|[a-z]+ing)")
GOVERNED = re.compile(
    r"\b(?:from|since|compared with|than|after|before|like|who|whose|which|that) (?:[\w’']+ ){1,4}$", re.IGNORECASE
)
DIGITS = re.compile(r"\d")


def _follows(text: str, end: int, begin: int) -> bool:
    return text[end:begin] in {" ", ", ", " (", " alone ", " altogether "}


def _opens(text: str, first: int, period: Span, begin: int) -> bool:
    opening = OPENING.match(text, first, period[0])
    starts = opening is not None and not text[opening.end() : period[0]].strip(" ,")
    return starts and not REPORTED.search(text, period[1], begin)


def _reaches_on(text: str, end: int, begin: int) -> bool:
    between = text[end:begin]
    compared = COMPARES.search(between) and DIGITS.search(between)
    if ASIDE.search(between) or BARRED.search(between):
        return False
    return not (EVENTS.search(between) or OWN_CLAUSE.search(between) or OTHER_VERB.search(between) or compared)


def _reaches_back(text: str, first: int, period: Span, begin: int) -> bool:
    before, between = text[max(first, period[0] - 48) : period[0]], text[period[1] : begin]
    taken = EVENTS.search(before) or BARRED.search(before) or GOVERNED.search(before)
    return not (taken or REPORTED.search(between) or OWN_CLAUSE.search(between) or DIGITS.search(between))
