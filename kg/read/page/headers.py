"""Where a debate begins on a page: its title, date, volume, and the House that the page does not print."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kg.errors import FormError
from kg.model import House, Venue
from kg.read.page.lines import table_rows

DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Z][a-z]+),? (?P<year>\d{4})"
HANSARD = re.compile(rf"^Volume (?P<volume>\d{{1,4}})(?:WH)?\s*:\s*debated on {DAY}\.?$")
TWFY = re.compile(
    rf"^(?:(?P<section>.+?) [–—-] )?(?:in )?(?:the )?(?P<house>House of Commons|House of Lords|Westminster Hall|Grand Committee)"
    rf"(?: at (?P<time>[\d:.]+ ?[ap]\.?m\.?))?,? (?:on )?{DAY}\.?$"
)
TWFY_WRITTEN = re.compile(
    rf"^(?P<section>[^–—]{{1,200}}?) (?:written question|written statement)\s*[–—-]\s*(?:answered|made)[^–—]{{0,200}} on {DAY}\.?$"
)
DATED = re.compile(rf"^{DAY}(?: \(.*\))?$")
CHAMBER = re.compile(r"^(?:Commons Chamber|Lords Chamber|Westminster Hall|Grand Committee)$")
VENUES = {
    "House of Commons": Venue.COMMONS,
    "House of Lords": Venue.LORDS,
    "Westminster Hall": Venue.WESTMINSTER_HALL,
    "Grand Committee": Venue.GRAND_COMMITTEE,
    "Commons Chamber": Venue.COMMONS,
    "Lords Chamber": Venue.LORDS,
}
LORDS_SPEAK = re.compile(
    r"\b[Mm]y Lords\b|\b(?:[Mm]y|the) noble (?:and \w+ )?(?:Friend|Lord|Baroness|Lady|Earl|Viscount)\b"
)
COMMONS_SPEAK = re.compile(r"\b(?:[Mm]y|[Tt]he) (?:right )?hon\. (?:and \w+ )?(?:Friend|Gentleman|Lady|Member)\b")
IN_THE_CHAIR = re.compile(r"^\[(?!Mr Speaker|Madam (?:Deputy )?Speaker|Mr Deputy Speaker).{3,60} in the Chair\.?\]$")


@dataclass(frozen=True, slots=True)
class Header:
    """The head of one debate: the line after it is the first of its body."""

    title: str
    on: date
    body: int
    title_line: int
    venue: Venue | None = None
    volume: str | None = None
    section: str | None = None


def find_headers(lines: Sequence[str], where: str) -> list[Header]:
    """Return the heads of all debates in a page, in order. Raises FormError where a date is none in the calendar."""
    return list(_headers(lines, where))


def _headers(lines: Sequence[str], where: str) -> Iterator[Header]:
    for at, line in enumerate(lines):
        if at == 0 or not ends_with_year(line):
            continue
        if match := HANSARD.match(line):
            yield Header(lines[at - 1], day_of(match, where), at + 1, at - 1, volume=match["volume"])
        elif match := TWFY.match(line):
            yield Header(
                lines[at - 1],
                day_of(match, where),
                at + 1,
                at - 1,
                venue=VENUES[match["house"]],
                section=_department(match["section"]),
            )
        elif match := TWFY_WRITTEN.match(line):
            yield Header(
                lines[at - 1],
                day_of(match, where),
                at + 1,
                at - 1,
                Venue.COMMONS_WRITTEN,
                section=match["section"],
            )


def ends_with_year(line: str) -> bool:
    """Tell whether a line ends as every one does that dates a debate: the cheapest sign of it."""
    return line[-5:].removesuffix(".")[-4:].isdecimal()


def is_dated(line: str) -> bool:
    """Tell whether a line is one that stands below the title of a debate and dates it."""
    return ends_with_year(line) and bool(HANSARD.match(line) or TWFY.match(line) or TWFY_WRITTEN.match(line))


def _department(section: str | None) -> str | None:
    """Return the department of "Oral Answers to Questions — Home Department"."""
    return section.split("—")[-1].strip() if section and "—" in section else section


def find_dated_title(lines: Sequence[str], where: str) -> Header | None:
    """Return the head of a page that only has a title and, soon after, a line with a date and perhaps a chamber."""
    for at, line in enumerate(lines[:15]):
        if at and (match := DATED.match(line)):
            chamber = next((each for each in lines[: at + 3] if CHAMBER.match(each)), None)
            body = at + 1 + (len(lines) > at + 1 and lines[at + 1] == chamber)
            return Header(lines[0], day_of(match, where), body, 0, venue=VENUES.get(chamber or ""))
    return None


def day_of(match: re.Match[str], where: str) -> date:
    words = f"{match['day']} {match['month']} {match['year']}"
    try:
        return datetime.strptime(words, "%d %B %Y").date()
    except ValueError as error:
        raise FormError(f"“{words}” is no day of the calendar", where=where, mend="mend the date line") from error


def venue_of(header: Header, body: Sequence[str]) -> Venue:
    """Return where a debate was held, which a page of hansard.parliament.uk does not say: by how Members speak, else
    by which House's volumes had that number then.
    """
    if header.venue:
        return header.venue
    lords = sum(bool(LORDS_SPEAK.search(line)) for line in body if "Lords" in line or "noble" in line)
    commons = sum(bool(COMMONS_SPEAK.search(line)) for line in body if "hon." in line)
    if lords > commons:
        return Venue.LORDS
    if any(line == "Westminster Hall" for line in body[:5]) or (body and IN_THE_CHAIR.match(body[0])):
        return Venue.WESTMINSTER_HALL
    if not commons and header.volume:
        return Venue.LORDS if house_of_volume(int(header.volume), header.on) is House.LORDS else Venue.COMMONS
    return Venue.COMMONS


def house_of_volume(volume: int, on: date) -> House:
    """Return the House whose volumes had this number on a day, by the nearest known day.

    >>> house_of_volume(631, date(2017, 11, 20)).value, house_of_volume(786, date(2017, 11, 21)).value
    ('Commons', 'Lords')
    """
    rows = [(date.fromisoformat(day), int(commons), int(lords)) for day, commons, lords in table_rows("volumes")]
    _, commons, lords = min(rows, key=lambda row: abs(row[0] - on))
    return House.COMMONS if abs(volume - commons) <= abs(volume - lords) else House.LORDS
