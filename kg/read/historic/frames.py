"""The parts of a volume that hold others, and what is known of one while it is open."""

from dataclasses import dataclass

from kg.model import Venue
from kg.read.elements import Element
from kg.read.historic.debates import Gathered, Sitting

VENUES = {
    "housecommons": Venue.COMMONS,
    "houselords": Venue.LORDS,
    "westminsterhall": Venue.WESTMINSTER_HALL,
    "grandcommitteereport": Venue.GRAND_COMMITTEE,
}
HOUSES = frozenset(("housecommons", "houselords"))
WRITINGS = frozenset(("writtenanswers", "writtenstatements"))
ROOTS = frozenset(("hansard", *VENUES, *WRITINGS))
TITLED = frozenset(("section", "group", "oralquestions", "grandcommitteereport"))
CONTAINERS = frozenset((*ROOTS, *TITLED, "debates", "body"))
MATTER = frozenset(("titlepage", "frontmatter", "index", "tablecontents", "session", "appendix"))
PARTS = CONTAINERS | MATTER


@dataclass(eq=False)
class Frame:
    """A part of the volume that is open, and the debate that its title began; `headed` where it is that of a list of votes."""

    element: Element
    tag: str
    sitting: Sitting | None
    debate: Gathered | None = None
    title: str = ""
    oral: bool = False
    headed: bool = False


def contains(above: Frame, frame: Frame) -> bool:
    """Tell whether what stands in a part belongs to its debate: oral questions end where other business begins."""
    return above is not frame and (above.tag != "oralquestions" or frame.oral)


def house_titled(title: str) -> Venue | None:
    """Return the House that a title names. It is printed, and wins over the mark-up, which takes one for the other.

    >>> house_titled("HOUSE OF LORDS.")
    <Venue.LORDS: 'lords'>
    """
    words = title.upper()
    if words.startswith("HOUSE OF LORDS"):
        return Venue.LORDS
    return Venue.COMMONS if words.startswith("HOUSE OF COMMONS") else None
