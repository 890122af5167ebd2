"""Divisions, put together from where the record has them: a line that states the counts, and lists of votes.

The counts stand before the lists or, where a page turned, after them. A list that a page cut goes on in a later
table, among other words, even below another title. A division stands where its counts are stated, else where its
list begins.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import Division, Position, Vote
from kg.read.historic.lists import FIRST, Entry, Head, Tellers

DIVIDED = re.compile(
    r"(?:^|\n)(?:(?:On|Upon|Question|Amendment|Motion|And)\b[^\n]{0,400}[?.:—–-]\s*)?"
    r"(?:The |the )?(?:House|Committee|Grand Committee|Their Lordships|their Lordships)(?: having)? divided\s*[:;,.—–-]*\s*"
)
FEW = 3
COUNT = r"(?:were|was)?[\s,:.;—–-]*(?P<{0}>\d{{1,3}})"
COUNTS = re.compile(
    r"(?:For the )?(?:Ayes?|Contents?)\s*" + COUNT.format("ayes") + r"\s*[;,.:—–-]*\s*(?:and\s+)?"
    r"(?:(?:Against|For) the )?(?:Noes|No(?:t|n)[ -]Contents?)\s*" + COUNT.format("noes"),
    re.IGNORECASE,
)
ONE_COUNT = re.compile(r"(?:Ayes?|Contents?)\s*" + COUNT.format("ayes"), re.IGNORECASE)


@dataclass(eq=False)
class Tally:
    """A division that is still being put together; `after` is the turn that it follows."""

    after: object | None
    column: str | None
    number: str | None = None
    time: str | None = None
    stated: bool = False
    ayes: int | None = None
    noes: int | None = None
    side: Position | None = None
    sides: set[Position] = field(default_factory=set)
    votes: list[Vote] = field(default_factory=list)
    passed: bool = False

    @property
    def both(self) -> bool:
        return len(self.sides) > 1

    @property
    def lacks(self) -> bool:
        """Tell whether a list is still to come, as far as the division itself says."""
        listed = [sum(v.position is side and not v.teller for v in self.votes) for side in sorted(self.sides)]
        counts = [count for count in (self.ayes, self.noes) if count is not None]
        return not self.both or not self.stated or (len(counts) > 1 and sum(listed) < sum(counts))

    def may_have(self, ayes: int | None, noes: int | None) -> bool:
        """Tell whether counts stated after the lists are those of this division. Where both lists are there and
        somebody has spoken since, it takes as many votes as are counted, but for a few that the scan lost.
        """
        if self.stated or not self.votes:
            return False
        plain = [vote for vote in self.votes if not vote.teller]
        first = sum(vote.position in FIRST for vote in plain)
        left = [count - listed for count, listed in ((ayes, first), (noes, len(plain) - first)) if count is not None]
        if self.both and self.passed:
            return all(-FEW <= lost <= FEW for lost in left)
        return all(lost >= -FEW for lost in left)

    def begins_anew(self, head: Head) -> bool:
        """Tell whether a heading belongs to another division than this one."""
        if head.number:
            return self.number is not None or bool(self.votes)
        if head.side is None:
            return False
        return bool(self.sides) and head.side is not self.side and (head.side in self.sides or head.side in FIRST)

    def made(self, follows: int) -> Division:
        return Division(
            number=self.number,
            ayes=self.ayes,
            noes=self.noes,
            votes=tuple(self.votes),
            follows=follows,
            column=self.column,
            time=self.time,
        )


def counts(text: str) -> tuple[int | None, int | None] | None:
    r"""Return the counts of a division that a text states, or None where it states none.

    >>> counts("On Question?\nTheir Lordships divided:—Contents, 18; Not-contents, 59.")
    (18, 59)
    >>> counts("The House divided: Ayes, 256; Noes,")
    (256, None)
    """
    if "divided" not in text:
        return None
    for line in DIVIDED.finditer(text):
        rest = text[line.end() : line.end() + 160]
        if match := COUNTS.match(rest):
            return int(match["ayes"]), int(match["noes"])
        if match := ONE_COUNT.match(rest):
            return int(match["ayes"]), None
    return None


def first_side(found: Iterable[Entry]) -> Position | None:
    """Return whose list votes without a heading above them are, as their tellers or the next heading say."""
    for entry in found:
        if isinstance(entry, Tellers):
            return entry.side
        if isinstance(entry, Head) and entry.side:
            return {Position.NO: Position.AYE, Position.NOT_CONTENT: Position.CONTENT}.get(entry.side)
    return None
