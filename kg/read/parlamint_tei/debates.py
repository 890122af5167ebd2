"""A debate of a ParlaMint document while it is read, and what its headings and utterances say."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.model import Contribution, Debate, Printed, Procedure, Turn, Venue
from kg.read.elements import Element
from kg.read.page.names import hansard
from kg.read.parlamint_tei.stream import local, xml_id
from kg.read.turns import OralTurns, opening_turn
from kg.read.twfy_xml import CHAIR_AFTER, CHAIR_BEFORE


@dataclass
class OpenDebate:
    """A debate that is being read, and the element that holds it."""

    holder: Element
    ordinal: int
    parent: int | None
    venue: Venue
    date: date
    volume: str | None
    url: str | None
    title: str | None = None
    identifiers: list[str] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    turns: OralTurns | None = None

    def closed(self) -> Debate:
        return Debate(
            venue=self.venue,
            date=self.date,
            title=self.title or "Untitled",
            ordinal=self.ordinal,
            contributions=tuple(self.contributions),
            procedures=tuple(self.procedures),
            parent=self.parent,
            identifiers=tuple(self.identifiers),
            volume=self.volume,
            url=self.url,
        )

    def entitle(self, words: str, own: str | None) -> None:
        """Take a heading as title; a note of who is in the Chair that it carries besides is procedure."""
        for pattern in (CHAIR_AFTER, CHAIR_BEFORE):
            match = pattern.search(words)
            if match and match.group() != words:
                words = pattern.sub("", words)
                self.procedures.append(Procedure(match["chair"]))
                break
        self.title = words or None
        self.identifiers.extend([own] if own else [])

    def turn(self, spoken: Element, printed: Printed | None, text: str, *, asks: bool) -> tuple[Turn, bool]:
        """A debate that opens with a question of the order paper is one of oral questions, the others are none."""
        if asks and not self.contributions:
            self.turns = OralTurns(set())
        if self.turns is None:
            return opening_turn(text), False
        chair = "The Chair" if "#chair" in spoken.get("ana", "").split() else printed and printed.office
        speaker = printed and (printed.identifier or printed.name or printed.office)
        return self.turns.next(speaker or "", chair or None, text, asks)


def holders(element: Element) -> list[Element]:
    """Return the `div`s that hold an element, the outermost first; outside of any, what holds it."""
    divs = [holder for holder in element.iterancestors() if local(holder) == "div"]
    parent = element.getparent()
    return divs[::-1] or ([] if parent is None else [parent])


def common(open_debates: Sequence[OpenDebate], held_by: Sequence[Element]) -> int:
    """Return how many of the open debates, from the outermost, still hold what comes next."""
    same = 0
    for debate, holder in zip(open_debates, held_by, strict=False):
        if debate.holder is not holder:
            break
        same += 1
    return same


def begun(
    holder: Element, ordinal: int, parent: int | None, sitting: tuple[Venue, date], volume: str | None, url: str | None
) -> OpenDebate:
    """Return a new debate; the id of the `div` that holds it is its own."""
    own = xml_id(holder) if local(holder) == "div" else None
    return OpenDebate(holder, ordinal, parent, *sitting, volume, url, identifiers=[own] if own else [])


def printed_as(meant: Printed | None, named: str | None) -> Printed | None:
    """Return who speaks: as a note before the words prints it, where one does, with the id that they point to.

    >>> printed_as(Printed("Benjamin Wallace", "mnis/1539"), "The Minister for Security (Mr Ben Wallace):")
    Printed(name='Mr Ben Wallace', identifier='mnis/1539', office='The Minister for Security', constituency=None, party=None)
    """
    if not named:
        return meant
    words = named.rstrip(" :")
    taken = hansard([words], 0)
    printed = taken[0] if taken else Printed(words)
    identifier = meant.identifier if meant else None
    return Printed(printed.name, identifier, printed.office, printed.constituency, printed.party)
