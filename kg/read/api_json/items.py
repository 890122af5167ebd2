"""An item of a debate, with its types checked and its words read, and the tables of what tags and places mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import Printed, Rejection, Venue
from kg.read.api_json.divisions import unknown
from kg.read.api_json.fields import Fields
from kg.read.api_json.speakers import printed
from kg.read.api_json.value import Words, words_of
from kg.read.words import paragraph
from kg.tables import table

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Item:
    """An item: `role` is what the table says of its HRSTag, "" where the tag is not known."""

    path: str
    type: str
    tag: str
    role: str
    value: str
    words: Words
    who: Printed | None
    attributed: str
    timecode: str
    uin: str | None
    identifier: str

    @property
    def identifiers(self) -> tuple[str, ...]:
        return (self.identifier,) if self.identifier else ()

    @property
    def named(self) -> bool:
        """Tell whether somebody is named, be it as a crowd ("Hon. Members") or by an id alone."""
        return self.who is not None


def item_of(fields: Fields) -> Item:
    """Return an item. Raises FormError where a field is of another type than the API gives it."""
    value, attributed = fields.text("Value"), paragraph(fields.text("AttributedTo"))
    uin = fields.text("UIN").strip().strip("[]()").strip()
    return Item(
        path=fields.path,
        type=fields.text("ItemType"),
        tag=fields.text("HRSTag"),
        role=role_of("item", fields.text("HRSTag")),
        value=value,
        words=words_of(value),
        who=printed(attributed, fields.number("MemberId")),
        attributed=attributed,
        timecode=fields.text("Timecode"),
        uin=uin if uin.strip("0") else None,
        identifier=fields.text("ExternalId").strip(),
    )


def wordless(fields: Fields, item: Item) -> Iterator[Rejection]:
    """Yield what an item has besides its words and the fields that are known."""
    yield from unknown(fields, "item")
    if item.words.pictures:
        yield Rejection("element", f"{fields.path}.Value", f"it holds {item.words.pictures} pictures")


def in_order(items: list[Fields]) -> list[Fields]:
    """Return items by OrderInSection where every one has it, else as they stand."""
    orders = [item.number("OrderInSection") or 0 for item in items]
    if not all(order > 0 for order in orders):
        return items
    return [item for _, item in sorted(zip(orders, items, strict=True), key=lambda pair: pair[0])]


def role_of(on: str, tag: str) -> str:
    """Return the role of a tag; the API puts "ERR_" before one that its own conversion did not place.

    >>> role_of("item", "hs_Para"), role_of("item", "ERR_Question"), role_of("item", "hs_Unheard")
    ('words', 'question', '')
    """
    return _roles(on).get(tag.casefold().removeprefix("err_").replace(" ", ""), "")


@cache
def _roles(on: str) -> dict[str, str]:
    return {row["tag"].casefold(): row["role"] for row in table(HERE / "tags.csv") if row["on"] == on}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a debate is held, or that the model has no place for it; `written` is what is put in writing there."""

    venue: Venue | None
    written: str = ""
    reason: str = ""


def place_of(overview: Fields) -> Place:
    """Return the place of a debate; one that is not in the table has a reason that names it."""
    house, location = paragraph(overview.text("House")), paragraph(overview.text("Location"))
    for row in table(HERE / "locations.csv"):
        if (row["house"].casefold(), row["location"].casefold()) == (house.casefold(), location.casefold()):
            if row["venue"]:
                return Place(Venue(row["venue"]), row["written"])
            return Place(None, "", f"the graph has no place for “{location}” of the {house}: {row['what']}")
    return Place(None, "", f"{overview.path}.Location “{location}” of the House “{house}” is not known")
