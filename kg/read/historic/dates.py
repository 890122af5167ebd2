"""On which day, in which House and in which volume a part of the record stands, as the record itself says."""

import re
from datetime import date

from kg.model import Venue

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(DAYS)})\b", re.IGNORECASE)
DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|d|th)?\s+(?P<month>{'|'.join(MONTHS)})|(?P<month2>{'|'.join(MONTHS)})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|d|th)?)\b\.?,?(?:\s+(?P<year>1[89]\d\d|20\d\d)\b)?",
    re.IGNORECASE,
)
SOURCE = re.compile(r"^S(?P<series>\d)(?P<house>[LC]?)V(?P<volume>\d{4})")
SERIES = re.compile(rb"\bS[56](?P<house>[LC])V\d{4}")
COLUMN_LORDS, COLUMN_COMMONS = re.compile(r"^(?:WA|WS)\s*\d"), re.compile(r"\d\s*(?:W|WS)$")


def sitting_date(form: str | None, printed: str) -> date | None:
    """Return the day of a sitting by the form that the mark-up gives and the words that are printed.

    The words win where the day of the week shows that the form slipped: it is the one part that nobody keys twice.

    >>> sitting_date("1887-08-21", "Wednesday, 21st August, 1889.")
    datetime.date(1889, 8, 21)
    >>> sitting_date("1922-05-09", "[From Minutes of May 9.]")
    datetime.date(1922, 5, 9)
    """
    try:
        formal = date.fromisoformat(form or "")
    except ValueError:
        formal = None
    weekday = WEEKDAY.search(printed)
    said = printed_date(printed, formal.year if formal else None)
    if formal is None or said is None or weekday is None:
        return formal or said
    named = DAYS.index(weekday["weekday"].lower())
    return said if formal.weekday() != named and said.weekday() == named else formal


def printed_date(printed: str, year: int | None = None) -> date | None:
    """Return the day that words name, or None where they name none of the calendar."""
    match = DAY.search(printed)
    if not match or not (match["year"] or year):
        return None
    month = MONTHS.index((match["month"] or match["month2"]).lower()) + 1
    try:
        return date(int(match["year"] or year or 0), month, int(match["day"] or match["day2"]))
    except ValueError:
        return None


def volume_of(source: str | None) -> str | None:
    """Return the number of a volume within its series, by the name of a scanned page.

    >>> volume_of("S6CV0089P0I0010")
    '89'
    """
    match = SOURCE.match(source or "")
    return str(int(match["volume"])) if match else None


def written_venue(head: bytes) -> Venue:
    """Return of which House written answers or statements are that stand in neither: by the series of their pages
    or ids, the style of their columns ("WA 12" and "WS 29" are the Lords', "12W" and "31WS" the Commons').

    Where nothing says it they are the Commons': written answers of the Lords begin in the series that say it.
    """
    plain = head.replace(b"\0", b"")
    if match := SERIES.search(plain):
        return Venue.LORDS_WRITTEN if match["house"] == b"L" else Venue.COMMONS_WRITTEN
    columns = [c.decode("ascii", "ignore").strip() for c in re.findall(rb"<col>([^<]{1,20})</col>", plain)]
    if any(COLUMN_LORDS.search(column) for column in columns):
        return Venue.LORDS_WRITTEN
    return Venue.COMMONS_WRITTEN
