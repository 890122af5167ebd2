"""Sums in pounds, shillings and pence: "£7 10s.", "5l. 10s. 6d.", "2½d.", "sixpence", "half a crown".

Twenty shillings made a pound and twelve pence a shilling until 15 February 1971 (Decimal Currency Act 1969,
section 1). Hansard of the nineteenth century writes pounds as "l.".
"""

import re
from datetime import date
from decimal import Decimal

from kg.extract.figures.numbers import either, tidy
from kg.extract.figures.tables import coins, numerals

DECIMAL_DAY = date(1971, 2, 15)
PENCE = re.compile(r"(?: pence|p)$")
GLYPH = "[½¼¾]"
PENNIES = rf"(?:(?P<%s>\d{{1,3}}{GLYPH}?|{GLYPH})d(?:\.|\b))"
SUM = re.compile(
    rf"(?:£ ?(?P<l>\d[\d,]*) (?P<s>\d{{1,2}})s\b\.?(?: ?{PENNIES % 'd'})?"
    rf"|(?P<L>\d[\d,]*) ?l\.(?: (?P<ls>\d{{1,2}})s\.(?: ?{PENNIES % 'ld'})?)?"
    rf"|(?P<S>\d{{1,3}})s\.(?: ?{PENNIES % 'D'})?|(?P<P>\d{{1,3}}{GLYPH}?|{GLYPH})d\."
    rf"|(?P<coin>(?i:{either(coins())}))\b)(?!\w)"
)
TO = re.compile(r" to |[-–]")
FROM = re.compile(r"\b[Ff]rom $")
AGE = re.compile(r"(?:\b(?:the|early|late|mid|his|her|their|my)[ -]|[’'‘])$")
"""Before "60s." these make it the years or the age of somebody."""
PRICED = re.compile(r"\b(?:of|at|than|paid|was|is|for|about|only) $")
TENS = re.compile(r"[2-9]0")
GOES_ON = re.compile(r" [a-z(]|[,;]")


def sterling(text: str, begin: int) -> tuple[int, Decimal, Decimal | None] | None:
    """Return where the sum that starts at `begin` ends, in pounds; its upper end too where it is a range.

    >>> sterling("5l. 10s. a year", 0)
    (8, Decimal('5.5'), None)
    >>> sterling("5s. to 7s. a week", 0)
    (10, Decimal('0.25'), Decimal('0.35'))
    """
    found = SUM.match(text, begin)
    if not found or (found["S"] and not found["D"] and _years(text, found)):
        return None
    hinge = TO.match(text, found.end())
    second = SUM.match(text, hinge.end()) if hinge and not FROM.search(text, max(0, begin - 6), begin) else None
    return (second.end(), _pounds(found), _pounds(second)) if second else (found.end(), _pounds(found), None)


def _years(text: str, found: re.Match[str]) -> bool:
    """Say whether "60s." means years: by the word before it, or as it ends a sentence and no price leads to it."""
    begin = found.start()
    if AGE.search(text, max(0, begin - 8), begin):
        return True
    tens = TENS.fullmatch(found["S"]) is not None
    return tens and not (GOES_ON.match(text, found.end()) or PRICED.search(text, max(0, begin - 8), begin))


def _pounds(found: re.Match[str]) -> Decimal:
    if found["coin"]:
        return coins()[found["coin"].lower()]
    pounds = _whole(found["l"] or found["L"])
    shillings = _whole(found["s"] or found["ls"] or found["S"])
    pence = _pence(found["d"] or found["ld"] or found["D"] or found["P"])
    return tidy((pounds + shillings / 20 + pence / 240).quantize(Decimal("0.0001")))


def _whole(digits: str | None) -> Decimal:
    return Decimal((digits or "").replace(",", "") or 0)


def _pence(written: str | None) -> Decimal:
    glyph = (written or "")[-1:]
    part = numerals("glyph").get(glyph)
    return _whole(written) if part is None or not written else _whole(written[:-1]) + part


def old_pence(words: str, on: date | None) -> Decimal | None:
    """Return by what "10 pence" is to be multiplied on a day before the decimal pound, else None.

    >>> old_pence("10 pence", date(1889, 8, 21)) == Decimal(100) / 240
    True
    """
    return Decimal(100) / 240 if on and on < DECIMAL_DAY and PENCE.search(words) else None
