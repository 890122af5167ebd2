"""The days of a period, where its words and the date of the debate fix them: "in 2016", "in the last eight years".

Nothing is guessed: "in May" and "in 2016-17" of anything but money or a financial year stay words. The end is the
day after the last, as everywhere. "By 2030" ends with that year; "before 1979" at its start.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from kg.extract.figures.numbers import SPELT, either, number

Days = tuple[date | None, date | None]
NOT_FIXED: Days = (None, None)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH = either(MONTHS)
YEAR = r"(?:1[5-9]|20)\d\d"
POINT = re.compile(
    rf"(?:(?P<first>{MONTH}) (?P<then>\d{{1,2}})(?:st|nd|rd|th)?, (?P<last>{YEAR})|"
    rf"(?:(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?:(?P<month>{MONTH}),? )?(?P<year>{YEAR})(?![-–/\d]|s\b))"
)


def days(words: str, on: date | None, *, money: bool = False) -> Days:
    """Return the first day of a period and the day after its last, each None where it is not fixed.

    >>> days("in the last eight years", date(2017, 11, 20))
    (datetime.date(2009, 11, 20), datetime.date(2017, 11, 20))
    >>> days("since 2013", None)
    (datetime.date(2013, 1, 1), None)
    >>> days("in May", date(2017, 11, 20))
    (None, None)
    """
    for pattern, read in READERS:
        found = pattern.fullmatch(words)
        read_days = _ordered(read(found, on, money)) if found else NOT_FIXED
        if read_days != NOT_FIXED:
            return read_days
    return NOT_FIXED


def _ordered(found: Days) -> Days:
    start, end = found
    return NOT_FIXED if start and end and start >= end else found


def point(words: str) -> Days:
    """Return the first day of a year, a month of a year or a day, and the day after its last.

    >>> point("31st March, 1889")
    (datetime.date(1889, 3, 31), datetime.date(1889, 4, 1))
    """
    found = POINT.fullmatch(words)
    if not found or (found["day"] and not found["month"]):
        return NOT_FIXED
    name, on = found["first"] or found["month"], found["then"] or found["day"]
    year, month = int(found["last"] or found["year"]), MONTHS.index(name) + 1 if name else 0
    if not month:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if not on:
        return date(year, month, 1), months_on(date(year, month, 1), 1)
    try:
        day = date(year, month, int(on))
    except ValueError:
        return NOT_FIXED
    return day, day + timedelta(days=1)


def months_on(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of a shorter month.

    >>> months_on(date(2016, 3, 31), -1)
    datetime.date(2016, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def _at(found: re.Match[str], on: date | None, money: bool) -> Days:
    return point(found["at"])


def _since(found: re.Match[str], on: date | None, money: bool) -> Days:
    return point(found["at"])[0], None


def _by(found: re.Match[str], on: date | None, money: bool) -> Days:
    return None, point(found["at"])[1]


def _before(found: re.Match[str], on: date | None, money: bool) -> Days:
    return None, point(found["at"])[0]


def _between(found: re.Match[str], on: date | None, money: bool) -> Days:
    start, end = point(found["from"])[0], point(found["to"])[1]
    return (start, end) if start and end else NOT_FIXED


def _decade(found: re.Match[str], on: date | None, money: bool) -> Days:
    year = int(found["decade"])
    return date(year, 1, 1), date(year + 10, 1, 1)


def _financial(found: re.Match[str], on: date | None, money: bool) -> Days:
    """Return a financial year, 1 April to 31 March: one that is called so, or one in which money is spent."""
    year, following = int(found["year"]), found["next"]
    named = "financial" in found[0].lower() or money
    if not named or int(following) != (year + 1) % 10 ** len(following):
        return NOT_FIXED
    return date(year, 4, 1), date(year + 1, 4, 1)


def _this_financial(found: re.Match[str], on: date | None, money: bool) -> Days:
    if not on:
        return NOT_FIXED
    year = on.year - (on.month < 4) + SHIFTS.get((found["which"] or "this").lower(), 0)
    return date(year, 4, 1), date(year + 1, 4, 1)


def _years_beside(found: re.Match[str], on: date | None, money: bool) -> Days:
    """Return "in the five years before 1979", "in the ten years to March 2008"."""
    first, last = point(found["at"])
    count = _count(found["count"])
    end = first if found["side"] == "before" else last
    return (months_on(end, -12 * count), end) if end and count else NOT_FIXED


def _year_to(found: re.Match[str], on: date | None, money: bool) -> Days:
    end = point(found["at"])[1]
    return (months_on(end, -12), end) if end else NOT_FIXED


MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


def _back_or_on(found: re.Match[str], on: date | None, money: bool) -> Days:
    """Return "in the last eight years", "over the next two weeks", counted from the day of the debate."""
    if not on:
        return NOT_FIXED
    count = _count(found["count"])
    if count is None:
        return NOT_FIXED
    forward = found["which"].lower() in {"next", "coming", "following"}
    other = _moved(on, count if forward else -count, found["unit"].lower().removesuffix("s"))
    return (on, other) if forward else (other, on)


def _moved(day: date, count: int, unit: str) -> date:
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    return months_on(day, count * MONTHS_OF[unit])


def _count(words: str | None) -> int | None:
    read = number(words.strip(), 0) if words else None
    if not words:
        return 1
    return (
        int(read.value)
        if read and read.value == read.value.to_integral_value() and read.value <= Decimal(200)
        else None
    )


SHIFTS = {"last": -1, "this": 0, "next": 1}


def _calendar(found: re.Match[str], on: date | None, money: bool) -> Days:
    """Return "last year", "this month": of the calendar."""
    if not on:
        return NOT_FIXED
    shift, monthly = SHIFTS[found["which"].lower()], found["unit"].lower() == "month"
    start = months_on(on.replace(day=1), shift) if monthly else date(on.year + shift, 1, 1)
    return start, months_on(start, 1 if monthly else 12)


ANY = r"[\w ,]+?"
PREPOSED = r"(?:in|on|at|during|for|throughout|within|as of|as at)"
READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None, bool], Days]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"{PREPOSED} (?:the year )?(?P<at>{ANY})", _at),
        (
            rf"(?:in|over|during) the (?P<count>\d+|{SPELT}) years (?P<side>before|to|up to) (?P<at>{ANY})",
            _years_beside,
        ),
        (rf"since (?:the year )?(?P<at>{ANY})", _since),
        (rf"(?:by|on or before) (?:the end of )?(?P<at>{ANY})", _by),
        (rf"before (?P<at>{ANY})", _before),
        (rf"(?:between|from) (?P<from>{ANY}) (?:and|to) (?P<to>{ANY})", _between),
        (r"(?:in|during|throughout) the (?P<decade>(?:1[5-9]|20)\d0)s", _decade),
        (
            rf"{PREPOSED} (?:the )?(?:financial year )?(?P<year>{YEAR})[-–/](?P<next>\d\d(?:\d\d)?)(?: financial year)?",
            _financial,
        ),
        (
            rf"(?:in|for|during|over) the (?:financial )?(?:year|(?:12|twelve) months) "
            rf"(?:leading up to|up to|to|ending|ended)(?: in| on)?(?: the)? (?:end of )?(?P<at>{ANY})",
            _year_to,
        ),
        (
            rf"(?:in|over|during|for|within|throughout|across) (?:just )?(?:the|this) (?P<which>last|past|next|coming|previous|following) "
            rf"(?P<count>(?:\d+|{SPELT}) )?(?P<unit>years?|months?|weeks?|days?|decades?|quarters?)(?: alone)?",
            _back_or_on,
        ),
        (
            r"(?:in|during|for) (?:the |this )?(?P<which>this|last|next|current|present)? ?financial year",
            _this_financial,
        ),
        (r"(?:(?:earlier|later|so far) )?(?P<which>this|last|next) (?P<unit>year|month)(?: alone)?", _calendar),
    )
)
