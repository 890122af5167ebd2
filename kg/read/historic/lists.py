"""Tables of votes: who is on which list, as it is printed down the columns of a page.

A name too long for its column goes on in the cell below, or at the head of the next column: "Campbell, rh Sir
Menzies (NE" and "Fife)". The tellers stand at the end of their list: a line that says whose they are, and below
it, in one cell or several, their names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Position, Printed, Vote
from kg.read.documents import Document
from kg.read.elements import Element
from kg.read.historic import lines
from kg.read.historic.names import is_office
from kg.read.historic.text import Words, in_line

HEAD = re.compile(
    r"^(?P<side>AYES?|NOES|NO(?:T|N)[ -]?CONTENTS?|CONTENTS?)\b[\s.:,;—–-]*(?:\(?cont(?:inued|d)?\.?\)?)?$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\[?Division\s+(?:List\s*[—–-]*\s*)?No\.?\s*(?P<number>\d{1,4})\s*[.,]?\s*[\])]?", re.IGNORECASE)
TIME = re.compile(r"\[\s*(?P<time>\d{1,2}(?:\s?[.:·]\s?\d{1,2})?\s?[ap]\.?\s?m\b\.?)[\]>)]*", re.IGNORECASE)
TELLERS = re.compile(
    r"^tellers?\s+for\s+the\s+(?P<side>ayes?|noes|no(?:t|n)[ -]?contents?|contents?)\b[\s.:,;—–-]*", re.IGNORECASE
)
TELLER = re.compile(r"\s*[\[(]\s*tellers?\.?\s*[\])]", re.IGNORECASE)
IN_BRACKETS = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<words>.*?)\)?[.,;:]*$")
LISTED = re.compile(r"^[^,]{1,40},\s*\S")
TITLED = re.compile(
    r"^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Viscount|Earl|Captain|Capt|Colonel|Col|Major|Lieut|The)\b\.?-?\s?\w"
)
LONGEST = 200
"""A name with all that stands behind it is shorter: what is longer is no vote."""

FIRST = (Position.AYE, Position.CONTENT)


@dataclass(frozen=True)
class Head:
    """A list begins, or the number or time of a division stands above it."""

    side: Position | None = None
    number: str | None = None
    time: str | None = None


@dataclass(frozen=True)
class Tellers:
    """A line that says whose tellers follow."""

    side: Position


@dataclass(frozen=True)
class Listed:
    """A vote as its cell gives it; its side is that of its list, but that of tellers is said with them."""

    printed: Printed
    teller: bool = False
    side: Position | None = None

    def vote(self, side: Position) -> Vote:
        return Vote(self.side or side, self.printed, self.teller)


@dataclass(frozen=True)
class Unread:
    """A cell that is no vote that can be read."""

    words: str


Entry = Head | Tellers | Listed | Unread


def side_of(words: str) -> Position | None:
    """Return which list a heading begins, or None where it is none of a list.

    >>> side_of("NOT-CONTENTS.")
    <Position.NOT_CONTENT: 'NotContent'>
    """
    match = HEAD.match(words.strip())
    return _side(match["side"]) if match else None


def _side(words: str) -> Position:
    words = words.lower()
    if words.startswith("ay"):
        return Position.AYE
    if words.startswith("co"):
        return Position.CONTENT
    return Position.NOT_CONTENT if "content" in words else Position.NO


def is_list(table: Element, document: Document) -> bool:
    """Tell whether a table that stands by itself is a list of votes: its first row with words has a list's head."""
    for row in _rows(table, document):
        if any(row):
            return any(side_of(cell) or NUMBER.match(cell) for cell in row)
    return False


def entries(table: Element, document: Document) -> Iterator[Entry]:
    """Yield what a table of votes says, list by list, each down its columns."""
    block: list[Sequence[str]] = []
    for row in _rows(table, document):
        heads = list(_heads(row))
        if not heads:
            block.append(row)
            continue
        yield from _columns(block)
        block = []
        sides = {head.side for head in heads if head.side}
        if len(sides) > 1:
            yield Unread("two lists side by side")
        yield from heads
    yield from _columns(block)


def _rows(table: Element, document: Document) -> Iterator[list[str]]:
    words = Words(document)
    for row in table.iter("tr"):
        cells = []
        for cell in row:
            if cell.tag in ("td", "th"):
                words.add(cell)
                cells.append(in_line(words.take()))
        yield cells


def _heads(row: Sequence[str]) -> Iterator[Head]:
    for cell in row:
        number, time = NUMBER.search(cell), TIME.search(cell)
        rest = TIME.sub("", NUMBER.sub("", cell)) if number or time else cell
        if number or time:
            yield Head(number=number["number"] if number else None, time=lines.clock(time["time"]) if time else None)
        if side := side_of(rest):
            yield Head(side=side)


def _columns(block: Sequence[Sequence[str]]) -> Iterator[Entry]:
    pending = ""
    for at in range(max(map(len, block), default=0)):
        side: Position | None = None
        names: list[str] = []
        for cell in (row[at] for row in block if at < len(row)):
            if match := TELLERS.match(cell):
                yield from _listed(pending)
                yield from _tellers(side, names)
                pending, side, names = "", _side(match["side"]), [cell[match.end() :]]
                yield Tellers(side)
            elif side and not _is_listed(cell):
                names.append(cell)
            elif _goes_on(pending, cell):
                pending = f"{pending} {cell}"
            else:
                yield from _tellers(side, names)
                yield from _listed(pending)
                pending, side, names = cell, None, []
        yield from _tellers(side, names)
    yield from _listed(pending)


def _is_listed(cell: str) -> bool:
    return bool(LISTED.match(cell)) and not TITLED.match(cell) and " and " not in cell


def _goes_on(pending: str, cell: str) -> bool:
    """Tell whether a cell ends what the one before it began."""
    if not pending or not cell:
        return False
    if cell.startswith("(") and "(" not in pending:
        return True
    opened = pending.count("(") > pending.count(")")
    closes = ")" in cell and "(" not in cell[: cell.index(")")]
    return opened and closes


def _listed(cell: str) -> Iterator[Entry]:
    if len(cell) > LONGEST:
        yield Unread(cell)
        return
    words = TELLER.sub("", cell).strip(" ,;:*.—–-\t") if cell else ""
    if not any(map(str.isalpha, words)):
        if any(map(str.isalnum, words)):
            yield Unread(cell)
        return
    printed = _voter(TELLER.sub("", cell).strip(" ,;:*—–-"))
    named = printed.name or ""
    if len(named) < 2 or named[0] == "(" or not (named[0].isupper() or "," in named) or TITLED.match(named):
        yield Unread(cell)
    else:
        yield Listed(printed, teller=bool(TELLER.search(cell)))


def _voter(cell: str) -> Printed:
    """Part a name from the seat or office in its brackets; another title of a peer stays with the name.

    >>> _voter("Norfolk, D. (E. Marshal.)").office, _voter("Dawnay, L. (V. Downe.)").name
    ('E. Marshal', 'Dawnay, L. (V. Downe.)')
    """
    match = IN_BRACKETS.match(cell)
    if not match:
        return Printed(cell.strip())
    name, words = match["name"].strip(" ,;"), match["words"].strip()
    if is_office(words):
        return Printed(name, office=words.rstrip("."))
    if PEER.search(name):
        return Printed(cell)
    return Printed(name, constituency=words or None)


PEER = re.compile(r"[,.]\s*(?:D|M|E|V|L|B|Bp|Abp|L\. Bp|L\. Abp)\.?$")


def _tellers(side: Position | None, cells: Sequence[str]) -> Iterator[Entry]:
    words = " ".join(filter(None, cells))
    if side is None or not words:
        return
    if len(words) > LONGEST:
        yield Unread(words)
        return
    names = [name.strip(" ,;:.") for name in re.split(r"\s+(?:and|&)\s+", words) if name.strip(" ,;:.")]
    for name in names if len(names) <= 2 else ():
        yield Listed(Printed(name), teller=True, side=side)
    if len(names) > 2:
        yield Unread(words)
