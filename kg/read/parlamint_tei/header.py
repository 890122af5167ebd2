"""Which House sat, where and when, as the header of a ParlaMint document says.

Which reference of a `meeting`, and which place, means which House or venue stands in `meetings.csv`: a corpus of
another spelling needs a row there, and no code.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.errors import FormError
from kg.model import Venue
from kg.read.documents import Document
from kg.read.elements import Element, words_of
from kg.read.parlamint_tei.stream import local
from kg.read.words import paragraph
from kg.tables import table

VENUES = {
    (row["stands_in"], row["reference"]): Venue(row["venue"]) for row in table(Path(__file__).with_name("meetings.csv"))
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
VOLUME = re.compile(r"\bVolume (?P<volume>\d{1,4})\b")
NAME = re.compile(r"_(?P<day>\d{4}-\d{2}-\d{2})-(?P<house>[a-z]+)")
DATES = ("meeting", "bibl", "setting", "name")
"""Where a document says the date; the first that says any is believed."""
PLACES = ("meeting", "place", "name")


@dataclass
class Header:
    """What a header has said so far."""

    venues: dict[str, set[Venue]] = field(default_factory=lambda: {place: set() for place in PLACES})
    dates: dict[str, set[str]] = field(default_factory=lambda: {place: set() for place in DATES})
    volume: str | None = None

    def take(self, element: Element, document: Document) -> None:
        """Take in an element of the header; most say nothing of where and when."""
        name, parent = local(element), element.getparent()
        inside = "" if parent is None else local(parent)
        if name == "meeting":
            self._meets(element)
        elif name == "date" and inside in DATES:
            self._dated(inside, element.get("when") or "")
        elif name == "name" and inside == "setting" and element.get("type") == "place":
            self._means("place", paragraph(words_of(element, document)))
        elif name == "title" and inside == "bibl":
            volume = VOLUME.search(words_of(element, document))
            self.volume = volume["volume"] if volume else self.volume

    @property
    def nameless(self) -> bool:
        """Tell whether nothing has said where or when so far."""
        return not any(self.venues.values()) or not any(self.dates.values())

    def named(self, identifier: str | None) -> None:
        """Take in the document's own id, which ParlaMint makes of the day and the House: a header may be left out."""
        match = NAME.search(identifier or "")
        if match:
            self._means("name", match["house"])
            self._dated("name", match["day"])

    def _meets(self, meeting: Element) -> None:
        for reference in f"{meeting.get('corresp', '')} {meeting.get('ana', '')}".split():
            self._means("meeting", reference)
        self._dated("meeting", meeting.get("n") or "")

    def _means(self, where: str, reference: str) -> None:
        venue = VENUES.get((where, reference))
        if venue:
            self.venues[where].add(venue)

    def _dated(self, where: str, words: str) -> None:
        if DAY.fullmatch(words):
            self.dates[where].add(words)

    def sitting(self, document: Document) -> tuple[Venue, date]:
        """Return where and when. Raises FormError where the header names none, or several."""
        return self._venue(document), self._date(document)

    def _venue(self, document: Document) -> Venue:
        """A meeting says the House, a place in that House the venue."""
        said = next((venues for venues in self.venues.values() if venues), set())
        houses = {venue.house for venue in said}
        if len(houses) != 1:
            what = "several Houses" if houses else "no House of Parliament that is read"
            raise _refused(document, f"the header names {what}")
        house = houses.pop()
        for where in ("place", "meeting", "name"):
            venues = {venue for venue in self.venues[where] if venue.house is house}
            if len(venues) == 1:
                return venues.pop()
        raise _refused(document, "the header names several places of sitting")

    def _date(self, document: Document) -> date:
        days = next((said for said in self.dates.values() if said), set())
        if len(days) != 1:
            raise _refused(document, f"the header names {'several days' if days else 'no date'}")
        (day,) = days
        try:
            return date.fromisoformat(day)
        except ValueError as error:
            raise _refused(document, f"{day} is no day of the calendar") from error


def _refused(document: Document, what: str) -> FormError:
    return FormError(what, where=document.where, mend="give a day's file of ParlaMint-GB, header and all")
