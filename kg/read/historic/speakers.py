"""Who speaks in a paragraph: the marks of its members, what stands before them, and whom they only mention."""

from dataclasses import dataclass

from kg.read.documents import Document
from kg.read.elements import Element
from kg.read.historic import lines, lists, names
from kg.read.historic.text import TURN, Words, in_line

MANY, FEW = 20, 20
"""Names are in capitals by custom where at least so many are, and at most one in so many is not."""


@dataclass(frozen=True)
class Segment:
    """A name as it is marked, the words after it, and the column in which it stands where the paragraph says."""

    name: str
    gathered: str
    column: str | None


@dataclass(frozen=True)
class Marked:
    """A paragraph taken apart at the names that begin a turn: what stands before the first, and each with its words."""

    before: str
    segments: tuple[Segment, ...]
    column: str | None


def marked(p: Element, document: Document) -> Marked:
    """Take apart a paragraph. A member marked within a sentence is spoken of, and no turn begins there."""
    words = Words(document)
    words.parts.append(p.text or "")
    before, segments = "", list[Segment]()
    name: str | None = None
    column: str | None = None

    def end() -> None:
        nonlocal before
        gathered = words.take()
        if name is None:
            before = in_line(gathered)
        else:
            segments.append(Segment(name, gathered, column))

    for child in p:
        if child.tag == "member" and (name is None or not lines.is_cut(words.last())):
            end()
            column = words.columns[-1] if words.columns else None
            words.add(child)
            name = in_line(words.take())
        elif not (child.tag == "table" and lists.is_list(child, document)):
            words.add_part(child)
        words.parts.append(child.tail or "")
    end()
    return Marked(before, tuple(segments), words.columns[-1] if words.columns else None)


def lead(before: str, name: str) -> tuple[str | None, str | None]:
    """Return the number of a question and the whole name, by what stands before the mark of the name.

    The name is None where other words do: then it is spoken of within them.

    >>> lead("12 and 13.", "Mr. Douglas"), lead("E", "ARL ROBERTS"), lead("Moved by", "Mr. Douglas")
    (('12 and 13', 'Mr. Douglas'), (None, 'EARL ROBERTS'), (None, None))
    """
    plain = before.strip("*†‡ ,")
    if not plain:
        return None, name
    if match := names.NUMBER.match(plain):
        return match["number"], name
    if len(plain) == 1 and plain.isupper():
        return None, plain + name
    if name.startswith("(") and names.is_office(plain):
        return None, f"{plain} {name}"
    if names.LEAD.match(plain):
        return None, f"{plain}—{name}"
    return None, None


class Custom:
    """How a volume prints the names of those who speak: whether in capitals, as is seen by the names so far."""

    def __init__(self) -> None:
        self.capitals = self.others = 0

    def only_mentions(self, name: str, gathered: str) -> bool:
        """Tell whether a name that begins a paragraph is of somebody of whom the speaker goes on to speak.

        It is where it is no name at all ("The noble Earl"), and where it stands in ordinary type before words that
        go on, though those who speak are printed in capitals in this volume.
        """
        if names.is_spoken_of(name):
            return True
        if names.in_capitals(name):
            self.capitals += 1
            return False
        custom = self.capitals >= MANY and self.others * FEW <= self.capitals
        goes_on = gathered.lstrip(" \n\t" + TURN)[:1]
        if custom and not name.rstrip().endswith(":") and (goes_on.islower() or goes_on == ","):
            return True
        self.others += 1
        return False
