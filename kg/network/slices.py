"""Parts of time: months, sessions and Parliaments, and the days that a word such as "2016-05" means."""

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kg.errors import UsageError
from kg.tables import table

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, order=True)
class Period:
    """Days from `since` to `until`, both included, and what they are called."""

    since: date
    until: date
    name: str = ""


def period(words: str) -> Period:
    """Return the days of a year, a month or a day.

    >>> period("2016-02").until
    datetime.date(2016, 2, 29)
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", words)
    try:
        if not match:
            raise ValueError(words)
        year, month, day = (int(part) if part else None for part in match.groups())
        first = date(int(year or 0), month or 1, day or 1)
        last_month = month or 12
        last = date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    except ValueError as error:
        raise UsageError(f"{words!r} is no year, month or day", mend="write 2016, 2016-05 or 2016-05-09") from error
    return Period(first, last, words)


def months(since: date, until: date) -> Iterator[Period]:
    """Yield the months from one day to another."""
    first = since.replace(day=1)
    while first <= until:
        yield (one := period(f"{first:%Y-%m}"))
        first = one.until + timedelta(days=1)


def sessions(since: date, until: date) -> Iterator[Period]:
    """Yield the sessions: each from its opening, the first of a Parliament from its summons, to the next one's eve."""
    yield from _between(_listed("sessions.csv"), since, until)


def parliaments(since: date, until: date) -> Iterator[Period]:
    """Yield the Parliaments of the United Kingdom, each to the eve of the next one's summons."""
    yield from _between(_listed("parliaments.csv"), since, until)


SLICES: Mapping[str, Callable[[date, date], Iterable[Period]]] = {
    "month": months,
    "session": sessions,
    "parliament": parliaments,
}


def slices(every: str, since: date, until: date) -> list[Period]:
    """Return the slices of a kind that hold days from `since` to `until`. Raises UsageError where there are none."""
    if every not in SLICES:
        raise UsageError(f"there are no slices {every!r}", mend=f"take one of: {', '.join(SLICES)}")
    found = list(SLICES[every](since, until))
    if not found or found[0].since > since:
        raise UsageError(
            f"the {every}s before {found[0].since if found else until} are not listed",
            mend="add --from, or take months",
        )
    return found


def _listed(name: str) -> list[Period]:
    rows = table(DATA / name)
    begins = [date.fromisoformat(row["begins"]) for row in rows]
    ends = [begin - timedelta(days=1) for begin in begins[1:]] + [date.max]
    return [Period(begin, end, row["name"]) for row, begin, end in zip(rows, begins, ends, strict=True)]


def _between(periods: Iterable[Period], since: date, until: date) -> Iterator[Period]:
    return (one for one in periods if one.since <= until and one.until >= since)
