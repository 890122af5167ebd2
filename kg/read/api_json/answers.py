"""A document of the Hansard API as a stream of answers: one, a list of them, or one a line (JSON Lines).

One answer at a time is held, and refused beyond `MOST_BYTES`; nothing here recurses on the depth of the input.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import BinaryIO

import ijson  # type: ignore[import-untyped]

from kg.errors import FormError, UnknownForm
from kg.read.api_json.fields import Fields, Json
from kg.read.documents import Document
from kg.tables import table

MOST_DEPTH = 64
"""A debate in a debate takes two levels, and a sitting has four of them."""
MOST_BYTES = 1 << 26
"""64 MB for one answer: a whole day of a House is a tenth of that."""
BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")
MARK = b"\xef\xbb\xbf"
LONGEST = 12
ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
AGAIN = "download it again"


def recognises(head: bytes) -> bool:
    """Tell whether a document begins as JSON with a field that only the API's answers have, in UTF-8 or not."""
    plain = head.replace(b"\0", b"").removeprefix(MARK).lstrip(b"\xff\xfe \t\r\n")
    return plain.startswith((b"{", b"[")) and any(mark in plain for mark in _marks())


@cache
def _marks() -> tuple[bytes, ...]:
    return tuple(f'"{row["field"]}"'.encode() for row in _kinds() if row["tells"] == "yes")


def _kinds() -> tuple[dict[str, str], ...]:
    return tuple(dict(row) for row in table(Path(__file__).parent / "answers.csv"))


def answers(document: Document) -> Iterator[tuple[str, Fields]]:
    """Yield what each answer is ("debate", "division") and its fields, in the order of the document.

    Raises UnknownForm where the document holds another answer of the API, saying which it seems to be, and FormError
    where the JSON is broken, cut off, too deep, of another encoding than UTF-8 (RFC 8259, 8.1), or says a name twice.
    """
    for path, value in _values(document):
        if not isinstance(value, dict):
            raise FormError(f"{path} is no answer but {type(value).__name__}", where=document.where, mend=AGAIN)
        yield _kind(value, path, document), Fields(value, path, document.where)


def _kind(value: dict[str, Json], path: str, document: Document) -> str:
    for row in _kinds():
        if row["field"] in value:
            if row["read"]:
                return row["read"]
            what = f"{path} is {row['what']}, which holds no debate"
            raise UnknownForm(what, where=document.where, mend="ask the API for /debates/debate/ID.json")
    names = ", ".join(sorted(value)[:5]) or "no field at all"
    what = f"{path} has {names}, which is no answer of the Hansard API that is known"
    raise UnknownForm(what, where=document.where, mend="ask the API for /debates/debate/ID.json")


@dataclass(slots=True)
class _Open:
    """An object or a list that has begun: what it holds so far, and in an object the name that comes next."""

    held: dict[str, Json] | list[Json]
    key: str = ""
    count: int = 0

    @property
    def step(self) -> str:
        return f".{self.key}" if isinstance(self.held, dict) else f"[{self.count}]"


@dataclass(slots=True)
class _Building:
    """The values of a document as they are put together; the outermost lists let go of what they hold."""

    where: str
    root: str = "$"
    count: int = 0
    opened: list[_Open] = field(default_factory=list)

    def take(self, event: str, value: Json) -> tuple[str, Json] | None:
        """Take in one event of the parser; return the answer that it ends, with its path."""
        if event == "map_key":
            self._name(str(value))
            return None
        if event in ("start_map", "start_array"):
            self._begin({} if event == "start_map" else [])
            return None
        if event in ("end_map", "end_array"):
            value = self.opened.pop().held
            if not self.opened and isinstance(value, list):
                self._next()
                return None
        return self._place(value)

    def _begin(self, held: dict[str, Json] | list[Json]) -> None:
        if len(self.opened) >= MOST_DEPTH:
            raise FormError(
                f"is nested more than {MOST_DEPTH} deep", where=self.where, mend="give an answer of the API"
            )
        self.opened.append(_Open(held))

    def _name(self, name: str) -> None:
        above = self.opened[-1]
        if name in above.held:
            raise FormError(f"{self.path} says the name {name!r} twice", where=self.where, mend=AGAIN)
        above.key = name

    def _place(self, value: Json) -> tuple[str, Json] | None:
        if not self.opened:
            done = self.root, value
            self._next()
            return done
        above = self.opened[-1]
        if len(self.opened) == 1 and isinstance(above.held, list):
            done = self.path, value
            above.count += 1
            return done
        if isinstance(above.held, dict):
            above.held[above.key] = value
        else:
            above.held.append(value)
            above.count += 1
        return None

    def _next(self) -> None:
        self.count += 1
        self.root = f"answer {self.count + 1} $"

    @property
    def path(self) -> str:
        return self.root + "".join(each.step for each in self.opened)


def _values(document: Document) -> Iterator[tuple[str, Json]]:
    building = _Building(document.where)
    with document.open() as file:
        source = _Utf8(file, document.where)
        try:
            for event, value in ijson.basic_parse(source, multiple_values=True):
                if done := building.take(event, value):
                    yield done
                    source.begun = source.given
        except (ijson.JSONError, ValueError, SystemError) as error:
            raise FormError(_broken(error), where=document.where, mend=AGAIN) from error


def _broken(error: Exception) -> str:
    """Return what is wrong in one line; the parser shows the place in further ones, and what it says may be bytes."""
    words = str(error).removeprefix("b'").removeprefix('b"').replace("\\n", "\n").split("\n")[0]
    return (
        f"broken JSON: {words}" if isinstance(error, ijson.JSONError) else "broken JSON: a number is out of all bounds"
    )


class _Utf8:
    """A file for the parser, without a byte order mark; half a surrogate pair is U+FFFD, where the parser puts “?”."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self.file, self.where = file, where
        self.held = b""
        self.begun = self.given = 0

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        block = self.file.read(size)
        if not self.given and not self.held:
            block = self._without_mark(block)
        whole = self._cut(self.held + block, last=not block)
        self.given += len(whole)
        if self.given - self.begun > MOST_BYTES + size:
            raise FormError(
                f"has an answer of more than {MOST_BYTES >> 20} MB", where=self.where, mend="give less at once"
            )
        return whole or (self.read(size) if block else b"")

    def _without_mark(self, block: bytes) -> bytes:
        if block.startswith(BYTE_ORDER) or b"\0" in block[:4]:
            raise FormError("is JSON in UTF-16 or UTF-32", where=self.where, mend="save it as UTF-8")
        return block.removeprefix(MARK)

    def _cut(self, words: bytes, *, last: bool) -> bytes:
        """Return the words up to where no escape is cut in two, its halves mended; hold the rest."""
        safe = len(words) if last else max(0, len(words) - LONGEST)
        end, half = safe, False
        for match in ESCAPE.finditer(words):
            if match.start() >= safe:
                break
            end, half = max(safe, match.end()), half or match["half"] is not None
        whole, self.held = words[:end], words[end:]
        return ESCAPE.sub(_mended, whole) if half else whole


def _mended(match: re.Match[bytes]) -> bytes:
    return b"\\ufffd" if match["half"] is not None else match.group()
