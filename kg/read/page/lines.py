"""The lines of a copied page: decoded, without the site's own furniture."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import tables
from kg.errors import FormError
from kg.read.documents import Document
from kg.read.words import paragraph

LARGEST = 16 << 20
"""A page of more bytes is no page."""

COLUMN = re.compile(r"\d+[A-Z]*")
TIME = re.compile(r"^(?P<hour>\d{1,2})[.:](?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[AaPp])?")
NAMED_TIMES = {"12 noon": "12:00:00", "noon": "12:00:00", "midnight": "00:00:00"}

LONGEST_MARK = 600
"""Furniture and procedure are short; a longer line is speech."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, the column it stands in and the time last printed above it, where the page gives them."""

    text: str
    column: str | None = None
    time: str | None = None


def page_lines(document: Document) -> list[Line]:
    """Return the lines of a page that hold anything, white space run together, the site's furniture left out.

    Raises FormError where the page is empty, too large, or no text.
    """
    where = document.where
    if document.size > LARGEST:
        raise FormError(f"has {document.size >> 20} MB, which no page has", where=where, mend="give one page a file")
    with document.open() as file:
        return list(_placed(decoded(file.read(), where).splitlines()))


def _placed(lines: Iterable[str]) -> Iterator[Line]:
    column = time = None
    for line in map(paragraph, lines):
        match furniture(line):
            case "a column number":
                column = "".join(COLUMN.findall(line)) or column
            case "a time":
                time = clock(line) or time
            case None if line:
                yield Line(line, column, time)


def decoded(content: bytes, where: str) -> str:
    """Return a page's text: UTF-8, UTF-16 with its mark, or Windows-1252, as the bytes show."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
        if b"\0" in content:
            raise FormError("holds NUL bytes and is no text", where=where, mend="give the page as plain text")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FormError("is in no encoding that pages come in", where=where, mend="save it as UTF-8")


@cache
def patterns(table: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a table of this room, in its order."""
    return tuple(re.compile(row[0]) for row in table_rows(table))


@cache
def table_rows(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.values()) for row in tables.table(Path(__file__).parent / f"{table}.csv"))


def furniture(line: str) -> str | None:
    """Return what a line is of the site's own: a link, a button, a column number, a time; None for any other.

    >>> furniture("Column 722"), furniture("I thank the hon. Lady.")
    ('a column number', None)
    """
    if len(line) > LONGEST_MARK:
        return None
    rows = zip(patterns("furniture"), table_rows("furniture"), strict=True)
    return next((what for pattern, (_, what) in rows if pattern.search(line)), None)


def clock(words: str) -> str | None:
    """Return a time as a page prints it, in 24 hours.

    >>> clock("2.36 pm"), clock("12 noon"), clock("14:30:00"), clock("12.05 am")
    ('14:36:00', '12:00:00', '14:30:00', '00:05:00')
    """
    if words.lower() in NAMED_TIMES:
        return NAMED_TIMES[words.lower()]
    match = TIME.match(words)
    if not match:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "Pp" else 0)
    return f"{hour:02}:{match['minute']}:{match['second'] or '00'}"


def is_procedure(line: str) -> bool:
    """Tell whether a line is of the record and nobody's speech.

    >>> is_procedure("The Secretary of State was asked—"), is_procedure("I asked the Secretary of State.")
    (True, False)
    """
    return len(line) <= LONGEST_MARK and any(pattern.search(line) for pattern in patterns("procedure"))
