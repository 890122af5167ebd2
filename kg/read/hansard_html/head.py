"""What a page is of: its House and place, its day, its title, volume and address.

The place is that of the trail of links above the title ("Commons Chamber", "Westminster Hall"), else what the address
says, else what the letters after a column's number say (Hansard numbers the columns of each place apart: 224WH).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

from kg.errors import FormError
from kg.model import House
from kg.read.api_json.fields import Fields
from kg.read.api_json.items import HERE as API
from kg.read.api_json.items import Place, place_of
from kg.read.hansard_html.address import Address, address_of
from kg.read.hansard_html.classes import brief
from kg.read.hansard_html.pieces import HEADINGS
from kg.read.html import Element, html_words
from kg.read.page.headers import DAY
from kg.read.words import paragraph
from kg.tables import table

DATED = re.compile(rf"\b{DAY}\b")
VOLUME = re.compile(r"\bVolume (?P<volume>\d{1,4})\b")
LETTERS = re.compile(r"^[A-Z]{0,3}\d{1,5}(?P<letters>[A-Z]{0,3})$")
HOUSES = {
    "house of commons": House.COMMONS,
    "house of lords": House.LORDS,
    "commons": House.COMMONS,
    "lords": House.LORDS,
}
MEND = "save the page again; if it stays so, report this line"


@dataclass
class Head:
    """What the page has said of itself so far."""

    where: str
    address: Address | None = None
    title: str = ""
    subtitle: str = ""
    texts: list[str] = field(default_factory=list)
    links: list[Address] = field(default_factory=list)

    def about(self, element: Element) -> None:
        """Take in an element of the page's own head: its address, where it says that."""
        says = element.get("rel") == "canonical" or element.get("property") == "og:url"
        found = address_of(element.get("href") or element.get("content") or "") if says else None
        self.address = self.address or found

    def hero(self, element: Element) -> None:
        """Take in the head of the debate: its title in the first heading, its day and volume in the second."""
        headings = [paragraph(html_words(each)) for each in element.iter(*HEADINGS)]
        self.title = self.title or (headings[0] if headings else "")
        self.subtitle = self.subtitle or next(filter(DATED.search, headings[1:]), "")
        self.trail(element)

    def trail(self, element: Element) -> None:
        """Take in what names the place: the words and links of an element."""
        self.texts += filter(None, (paragraph(str(words)) for words in element.itertext()))
        self.links += filter(None, (address_of(link.get("href", "")) for link in element.iter("a")))

    @property
    def day(self) -> date:
        """The day. Raises FormError where the page says none, or two."""
        match = DATED.search(self.subtitle)
        said = self._day(match) if match else None
        days = {said, self.address.date if self.address else None} - {None}
        if len(days) != 1:
            told = " and ".join(sorted(map(str, days))) or "no day"
            raise self.refused(f"says {told} (its second heading is “{brief(self.subtitle)}”)")
        return next(day for day in days if day)

    @property
    def volume(self) -> str | None:
        match = VOLUME.search(self.subtitle)
        return match["volume"] if match else None

    @property
    def house(self) -> House:
        """The House. Raises FormError where neither address nor trail says it."""
        if self.address:
            return self.address.house
        linked = {link.house for link in self.links}
        named = {House(row["house"]) for row in _locations() if self._names(row["location"])}
        for houses in (linked, named, {HOUSES[text.casefold()] for text in self.texts if text.casefold() in HOUSES}):
            if len(houses) == 1:
                return houses.pop()
        raise self.refused(f"names no House (its trail is “{brief(' > '.join(self.texts))}”)")

    def place(self, columns: Iterable[str | None]) -> Place:
        """Return where it was held. Raises FormError where neither trail nor address nor columns say it."""
        house = self.house
        named = [row["location"] for row in _locations() if row["house"] == house and self._names(row["location"])]
        kind = self.address.kind if self.address else ""
        named += [row["location"] for row in table(Path(__file__).parent / "kinds.csv") if row["kind"] == kind]
        column = next(filter(None, columns), None)
        named += [each] if column and (each := _location_of(house, column)) else []
        if not named:
            trail = brief(" > ".join(self.texts))
            raise self.refused(f"names no place (its trail is “{trail}”, its first column {column})")
        return place_of(Fields({"House": house.value, "Location": named[0]}, "the page", self.where))

    def is_place(self, title: str) -> bool:
        """Tell whether a title is that of a whole sitting."""
        return (title.casefold().startswith("house of ") and title.casefold() in HOUSES) or title.casefold() in {
            row["location"].casefold() for row in _locations()
        }

    def refused(self, what: str) -> FormError:
        return FormError(what, where=self.where, mend=MEND)

    def _names(self, location: str) -> bool:
        return location.casefold() in (text.casefold() for text in (*self.texts, self.title))

    def _day(self, match: re.Match[str]) -> date:
        try:
            return datetime.strptime(f"{match['day']} {match['month']} {match['year']}", "%d %B %Y").date()
        except ValueError as error:
            raise self.refused(f"{match.group()} is no day of the calendar") from error


def _location_of(house: House, column: str) -> str | None:
    match = LETTERS.match(column)
    rows = table(Path(__file__).parent / "columns.csv")
    return next(
        (row["location"] for row in rows if match and (row["house"], row["letters"]) == (house, match["letters"])), None
    )


@cache
def _locations() -> tuple[dict[str, str], ...]:
    return tuple(dict(row) for row in table(API / "locations.csv"))
