"""What a debate is called, and the page of hansard.parliament.uk on which a person reads it."""

import re
from datetime import date

from kg.model import Venue
from kg.read.api_json.fields import Fields
from kg.read.words import paragraph

GUID = re.compile(r"^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")
CHAIR = re.compile(r"\s*[-–—]?\s*(?P<chair>\[[^\[\]]*in the Chair\])$", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z0-9]+")
SPOKEN = (Venue.COMMONS, Venue.WESTMINSTER_HALL, Venue.LORDS, Venue.GRAND_COMMITTEE)


def title_of(overview: Fields) -> tuple[str, str | None]:
    """Return the title of a debate, and the note of who is in the Chair where it carries one besides."""
    words = paragraph(overview.text("Title"))
    match = CHAIR.search(words)
    if match and match.start():
        return words[: match.start()], match["chair"]
    return words or "Untitled", None


def page_of(venue: Venue | None, on: date, identifier: str, title: str) -> str | None:
    """Return the page of a debate that is spoken and has the id of one; of any other the address is not certain.

    >>> page_of(Venue.COMMONS, date(2017, 11, 20), "B64D87A1-1942-4568-AFC0-4A93274A187F", "County Lines")
    'https://hansard.parliament.uk/Commons/2017-11-20/debates/B64D87A1-1942-4568-AFC0-4A93274A187F/CountyLines'
    """
    if venue not in SPOKEN or venue is None or not GUID.match(identifier):
        return None
    name = "".join(word[0].upper() + word[1:] for word in WORD.findall(title)) or "Debate"
    return f"https://hansard.parliament.uk/{venue.house}/{on.isoformat()}/debates/{identifier}/{name}"
