"""Divisions: an answer of its own with its votes, and an item of a debate that states number, time and counts.

The item's Value is a line of fields between bars: number, time, ayes, noes, the words before and after. Its ExternalId
is that of the answer /debates/division/ID.json, which names the debate that it belongs to in DebateSectionExtId.
"""

import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.model import Division, House, Position, Printed, Rejection, Venue, Vote
from kg.read.api_json.fields import Fields, brief
from kg.read.api_json.moments import clock, day_of
from kg.read.api_json.value import words_of
from kg.read.words import paragraph

HOUSES = {"Commons": Venue.COMMONS, "Lords": Venue.LORDS}
"""Nobody divides in Westminster Hall or in Grand Committee, whose business is by leave or unanimous."""
POSITIONS = {
    House.COMMONS: (Position.AYE, Position.NO),
    House.LORDS: (Position.CONTENT, Position.NOT_CONTENT),
}
FEWEST, WITH_WORDS = 4, 6
NAMES = ("DisplayAs", "HistoricalMemberName", "ListAs", "FullTitle")


@dataclass(frozen=True, slots=True)
class Listed:
    """A division that stands alone as an answer, and the debate that it says it belongs to."""

    division: Division
    debate: str
    title: str
    venue: Venue
    date: date


def listed(fields: Fields) -> Iterator[Listed | Rejection]:
    """Yield the division of an answer, and each vote and field of it that is not carried over."""
    house = fields.text("House")
    if house not in HOUSES:
        raise fields.wrong("House", "a House")
    yield from (unknown(fields, "division"))
    venue, votes = HOUSES[house], []
    for key, position in zip(("AyeMembers", "NoeMembers"), POSITIONS[venue.house], strict=True):
        for member in fields.objects(key):
            vote = _vote(member, position, venue.house)
            if isinstance(vote, Vote):
                votes.append(vote)
                continue
            yield vote
    if fields.flag("IsCommitteeDivision"):
        yield Rejection("division", fields.path, "it is of a committee, a sitting that the graph has no place for")
        return
    yield Listed(
        Division(
            number=fields.text("Number").strip() or None,
            ayes=fields.number("AyesCount"),
            noes=fields.number("NoesCount"),
            votes=tuple(votes),
            time=clock(fields.text("Time")) if fields.values.get("DivisionHasTime", True) else None,
            identifiers=tuple(filter(None, (fields.text("ExternalId"),))),
        ),
        fields.text("DebateSectionExtId"),
        paragraph(fields.text("DebateSection")) or "Untitled",
        venue,
        day_of(fields, "Date"),
    )


def _vote(member: Fields, position: Position, house: House) -> Vote | Rejection:
    name = next((paragraph(member.text(key)) for key in NAMES if paragraph(member.text(key))), None)
    number = member.number("MemberId")
    if not name and not (number and number > 0):
        return Rejection("vote", member.path, "it has neither a name nor a MemberId")
    who = Printed(
        name,
        f"mnis/{number}" if number and number > 0 else None,
        constituency=(paragraph(member.text("MemberFrom")) or None) if house is House.COMMONS else None,
        party=paragraph(member.text("Party")) or None,
    )
    return Vote(position, who, teller=member.flag("IsTeller"))


def stated(
    value: str, path: str, follows: int, column: str | None, external: str
) -> tuple[Division | Rejection, tuple[str, ...]]:
    """Return the division that an item's Value states, and the words of the record before and after it.

    >>> line = "45|14:31|291|209|The House divided:|Question agreed to."
    >>> division, words = stated(line, "$", 3, "90", "A-1")
    >>> division.number, division.ayes, division.noes, division.time, words
    ('45', 291, 209, '14:31:00', ('The House divided:', 'Question agreed to.'))
    """
    parts = [part.strip() for part in value.split("|")]
    if len(parts) < FEWEST or not all(each.isdecimal() and len(each) < FEWEST + 1 for each in (parts[0], *parts[2:4])):
        reason = f"its Value {brief(value)} is not number|time|ayes|noes|…"
        return Rejection("division", path, reason), ()
    words = tuple(text for part in parts[FEWEST:WITH_WORDS] for text in words_of(part).paragraphs)
    identifiers = (external,) if external else ()
    division = Division(parts[0], int(parts[2]), int(parts[3]), (), follows, column, clock(parts[1]), identifiers)
    return division, words


def unknown(fields: Fields, object_: str) -> Iterator[Rejection]:
    """Yield a rejection for each field that the specification does not have."""
    for key in fields.unknown(object_):
        reason = f"the field holds {brief(fields.values[key])} and is none of the API's specification"
        yield Rejection("element", f"{fields.path}.{key}", reason)


class Spool:
    """The divisions that a document has besides its debates, on disk until the debate comes that they belong to."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 (it is gone when nobody holds it)
        self.at: dict[str, int] = {}
        self.of: dict[str, list[str]] = {}

    def put(self, one: Listed) -> bool:
        """Take in a division, unless one of its id is there."""
        key = self.key_of(one)
        if key in self.at:
            return False
        self.at[key] = self.file.seek(0, 2)
        self.of.setdefault(one.debate.casefold(), []).append(key)
        pickle.dump(one, self.file)
        return True

    def key_of(self, one: Listed) -> str:
        own = one.division.identifiers
        return own[0].casefold() if own else f"{one.debate.casefold()}#{one.division.number}"

    def take(self, external: str) -> Listed | None:
        """Hand out the division with this id, once."""
        at = self.at.pop(external.casefold(), None)
        return None if at is None else self._load(at)

    def rest_of(self, debate: str) -> Iterator[Listed]:
        """Hand out what is left of a debate, in the order of the document."""
        for key in self.of.pop(debate.casefold(), ()):
            if one := self.take(key):
                yield one

    def debates(self) -> tuple[str, ...]:
        return tuple(self.of)

    def _load(self, at: int) -> Listed:
        self.file.seek(at)
        one: Listed = pickle.load(self.file)
        return one
