"""Divisions: the counts that the record states, and the lists of names that follow them, line by line."""

import re
from dataclasses import dataclass, field

from kg.model import Division, Position, Printed, Rejection, Vote

COUNTS = re.compile(
    r"\b(?P<yes>Ayes|Contents),? (?P<ayes>\d{1,3})\s*[,;.]\s*(?P<no>Noes|(?i:Not[- ]Contents)),? (?P<noes>\d{1,3})\b"
)
NUMBER = re.compile(r"Division No\.? ?(?P<number>\d{1,4})\s*\]?\s*")
CLOCK = re.compile(r"\[?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{1,2}))?\s*(?P<half>[ap])\.?m\.?\]?$", re.IGNORECASE)
NOON = re.compile(r"\[?(?:12\s+)?(?P<which>noon|midday|midnight)\.?\]?$", re.IGNORECASE)
SIDES = {
    "AYES": Position.AYE,
    "NOES": Position.NO,
    "CONTENTS": Position.CONTENT,
    "NOT CONTENTS": Position.NOT_CONTENT,
}
TELLERS = re.compile(r"Tellers? for the (?P<side>Ayes|Noes|Contents|Not[- ]Contents)\s*[:.—–-]*\s*", re.IGNORECASE)
TELLER = re.compile(r"\s*[\[(]Teller\.?[\])]", re.IGNORECASE)
PROXY = re.compile(r"\s*\((?:Proxy|proxy) vote cast by (?P<name>[^()]{1,80})\)")
SEAT = re.compile(r"\((?P<seat>[^()]{2,60})\)$")
MEMBER = re.compile(r"[^\W\d_][^,\d:;?!]{1,45}, [^,\d:;?!]{1,60}$")
AND = re.compile(r"\s+and$|\s+and\s+")
LONGEST = 400
"""Two tellers with all that stands behind them take less: what is longer is no line of a list."""
AND_SEAT = re.compile(r"\s*\([^()]{2,60}\)$")


def time_of(words: str) -> str | None:
    """Return the time of day that some words are, None where they are none.

    >>> time_of("9.59 pm"), time_of("[3.2 pm"), time_of("12 noon"), time_of("12.34 am"), time_of("2 o’clock")
    ('21:59:00', '15:02:00', '12:00:00', '00:34:00', None)
    """
    words = words.strip()
    if noon := NOON.match(words):
        return "00:00:00" if noon["which"].lower() == "midnight" else "12:00:00"
    match = CLOCK.match(words)
    if not match or not 1 <= int(match["hour"]) <= 12 or int(match["minute"] or 0) > 59:
        return None
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return f"{hour:02}:{int(match['minute'] or 0):02}:00"


def begins_list(words: str) -> bool:
    """Tell whether a line begins the list of a division: its number, or the name of a side."""
    return bool(NUMBER.match(words)) or _side(words) is not None


def is_member(line: str) -> bool:
    """Tell whether a line names a member as lists do: "Ainsworth, rh Mr Bob", "Addington, L. [Teller]"."""
    return bool(MEMBER.match(AND_SEAT.sub("", TELLER.sub("", PROXY.sub("", line)))))


def table_lines(cells: tuple[tuple[str, ...], ...]) -> list[str]:
    """Return the lines of a table: down each column between the rows that hold one cell alone."""
    lines: list[str] = []
    columns: dict[int, list[str]] = {}
    for row in cells:
        filled = {at: cell.split("\n") for at, cell in enumerate(row) if cell.strip()}
        if len(filled) == 1:
            lines += [line for column in sorted(columns) for line in columns[column]]
            columns = {}
            lines += next(iter(filled.values()))
            continue
        for at, cell in filled.items():
            columns.setdefault(at, []).extend(cell)
    return lines + [line for column in sorted(columns) for line in columns[column]]


def _side(words: str) -> Position | None:
    return SIDES.get(" ".join(words.replace("-", " ").rstrip(":.").split())) if words.isupper() else None


@dataclass
class Dividing:
    """A division whose counts, or list, are being read; `column` and `anchors` are where it begins."""

    where: str
    column: str | None = None
    anchors: tuple[str, ...] = ()
    ayes: int | None = None
    noes: int | None = None
    number: str | None = None
    time: str | None = None
    listed: bool = False
    position: Position | None = None
    tellers: int = 0
    votes: list[Vote] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)

    def count(self, words: str) -> bool:
        """Take the counts that some words state; tell whether they state any."""
        match = COUNTS.search(words)
        if match:
            self.ayes, self.noes = int(match["ayes"]), int(match["noes"])
        return bool(match)

    def take(self, line: str) -> bool:
        """Take a line of the list; tell whether it is one: a number, a time, a side, tellers, a seat, a member."""
        line = " ".join(line.split())
        if len(line) > LONGEST:
            return False
        if match := NUMBER.match(line):
            self.number, self.listed, line = match["number"], True, line[match.end() :]
        if not line:
            return True
        if side := _side(line):
            self.position, self.tellers, self.listed = side, 0, True
        elif at := time_of(line):
            self.time = at
        elif match := TELLERS.match(line):
            self.position, self.tellers = SIDES[match["side"].upper().replace("-", " ")], 2
            return self.take(line[match.end() :])
        elif self.tellers:
            self._teller(line)
        else:
            return self._member(line)
        return True

    def _teller(self, line: str) -> None:
        if self._seat(line):
            return
        for name in filter(None, (part.strip(" .,") for part in AND.split(line))):
            self.tellers = max(self.tellers - 1, 0)
            self._vote(name, teller=True)

    def _member(self, line: str) -> bool:
        if self._seat(line):
            return True
        if self.position is None or not is_member(line):
            return False
        self._vote(line, teller=bool(TELLER.search(line)))
        return True

    def _vote(self, line: str, *, teller: bool) -> None:
        proxy = PROXY.search(line)
        name = TELLER.sub("", PROXY.sub("", line)).strip()
        seat = SEAT.search(name)
        name = name[: seat.start()].strip() if seat else name
        if self.position:
            printed = Printed(name, constituency=seat["seat"] if seat else None)
            self.votes.append(Vote(self.position, printed, teller, proxy["name"] if proxy else None))

    def _seat(self, line: str) -> bool:
        """Take a seat that stands in a line of its own below the member who holds it."""
        seat = SEAT.fullmatch(line)
        if not seat or not self.votes:
            return False
        last = self.votes[-1]
        self.votes[-1] = Vote(
            last.position, Printed(last.printed.name, constituency=seat["seat"]), last.teller, last.proxy
        )
        return True

    def goes_on_with(self, lines: list[str]) -> bool:
        """Tell whether lines are more of this division, and not the list of the next one."""
        return not (self.votes and any(map(NUMBER.match, lines)))

    def reject(self, line: str) -> None:
        """Note that a line of the list names nobody that can be read."""
        self.rejected.append(Rejection("vote", self.where, f"{line[:60]!r} is no member’s name as a list prints it"))

    def done(self, follows: int, identifiers: tuple[str, ...], url: str | None) -> Division:
        return Division(
            number=self.number,
            ayes=self.ayes,
            noes=self.noes,
            votes=tuple(self.votes),
            follows=follows,
            column=self.column,
            time=self.time,
            identifiers=identifiers,
            url=url,
        )
