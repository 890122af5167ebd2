"""Where and when: what a page says of House, venue, date, column and volume, as the reader comes to it."""

import re

from kg.errors import FormError
from kg.model import House, Venue
from kg.read.documents import Document
from kg.read.publications_html.blocks import Block, dated
from kg.read.publications_html.tables import letters_venues, place, place_within

LETTERS = re.compile(r"(?P<before>[A-Z]*)\d+(?P<after>[A-Z]*)$")
HOUSES = (
    (House.LORDS, re.compile(r"\b(?:House of )?Lords (?:Hansard|Debates)|House of Lords\b")),
    (House.COMMONS, re.compile(r"\b(?:House of )?Commons (?:Hansard|Debates)|House of Commons\b")),
)
LINKS = (
    (House.LORDS, re.compile(r"/ldhansrd/|/ld\d{6}/|hansard/lords\b")),
    (
        House.COMMONS,
        re.compile(r"/cmhansrd/|/cm\d{6}/|hansard/commons\b|/(?:deb|corr|petn|wms|hall?|wh|writ|stat)i?ndx/"),
    ),
)
VOLUME = re.compile(r"Volume:?\s*(?:No\.?\s*)?(?P<volume>\d{1,4})\b", re.IGNORECASE)
CHAMBERS = {House.COMMONS: Venue.COMMONS, House.LORDS: Venue.LORDS}
WRITTEN = {House.COMMONS: Venue.COMMONS_WRITTEN, House.LORDS: Venue.LORDS_WRITTEN}


class Sitting:
    """What is known so far. Letters of a column tell most, then the title of a part, then what the page calls itself."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.column: str | None = None
        self.date: str | None = None
        self.volume: str | None = None
        self.page: str | None = None
        self.house: House | None = None
        self.said: str | None = None
        self.part: str | None = None

    def take(self, block: Block) -> None:
        """Take note of a block that tells where or when."""
        if block.kind == "column":
            self.column = block.words
        elif block.kind == "date":
            self.date = block.words
        elif block.kind == "about":
            self._about(*block.words.split(": ", 1))
        elif block.kind == "link":
            self.house = self.house or next((house for house, link in LINKS if link.search(block.words)), None)

    def _about(self, name: str, words: str = "") -> None:
        if name == "canonical":
            self.page = words or None
        if name == "Date":
            self.date = self.date or dated(words)
        if volume := VOLUME.search(words):
            self.volume = self.volume or volume["volume"]
        if name.lower() == "title" or name == "Source":
            self.house = self.house or next((house for house, title in HOUSES if title.search(words)), None)
            self.said = self.said or place_within(words)
            self.date = self.date or dated(words)

    def begin_part(self, title: str) -> bool:
        """Tell whether a title is that of a House or a part of its record, and if so, be there from now on."""
        sure = self.column and self.said != "written"
        venue = place(title, self._letters().strip("-") if sure else None)
        if venue is None:
            return False
        self.part = venue
        if venue in CHAMBERS.values():
            self.house = Venue(venue).house
        return True

    def _letters(self) -> str:
        match = LETTERS.match(self.column or "")
        before, after = (match["before"], match["after"]) if match else ("", "")
        return f"{before}-{after}" if before or after else ""

    def venue(self) -> Venue:
        """Return the venue. Raises FormError where the page does not say in which House it is."""
        lettered = letters_venues().get(self._letters())
        if self.column and self._letters() and lettered:
            return lettered
        called = self.part or self.said
        if called in (Venue.WESTMINSTER_HALL, Venue.GRAND_COMMITTEE):
            return Venue(called)
        if self.house is None:
            raise self._refused("does not say in which House it is")
        if called == "written":
            return WRITTEN[self.house]
        return CHAMBERS[self.house]

    def on(self) -> str:
        """Return the date in its ISO form. Raises FormError where the page has not named one."""
        if self.date is None:
            raise self._refused("names no date")
        return self.date

    @property
    def letters(self) -> str:
        """The letters of the column: W, WS, WA, WH, GC, P, MC, none in a chamber."""
        return self._letters().strip("-")

    def url(self, anchors: tuple[str, ...]) -> str | None:
        """Return the address of an anchor, where the page says what its own is."""
        if not self.page:
            return None
        return f"{self.page.partition('#')[0]}#{anchors[0]}" if anchors else self.page

    def _refused(self, what: str) -> FormError:
        return FormError(what, where=self.document.where, mend="give the whole page as the site publishes it")
