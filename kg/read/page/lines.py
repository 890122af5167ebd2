"""The lines of a copied page: decoded, without the site's own furniture."""

import csv
import re
from functools import cache
from pathlib import Path

from kg.errors import FormError
from kg.read.documents import Document
from kg.read.words import paragraph

LARGEST = 64 << 20
"""A page of more bytes is no page."""

LONGEST_MARK = 600
"""Furniture and procedure are short; a longer line is speech."""


def page_lines(document: Document) -> list[str]:
    """Return the lines of a page that hold anything, white space run together, the site's furniture left out.

    Raises FormError where the page is empty, too large, or no text.
    """
    where = str(document.path)
    if document.size > LARGEST:
        raise FormError(f"has {document.size >> 20} MB, which no page has", where=where, mend="give one page a file")
    with document.open() as file:
        text = decoded(file.read(), where)
    lines = (paragraph(line) for line in text.splitlines())
    return [line for line in lines if line and not is_furniture(line)]


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
    with (Path(__file__).parent / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file))[1:]


def is_furniture(line: str) -> bool:
    return len(line) <= LONGEST_MARK and any(pattern.search(line) for pattern in patterns("furniture"))


def is_procedure(line: str) -> bool:
    """Tell whether a line is of the record and nobody's speech.

    >>> is_procedure("The Secretary of State was asked—"), is_procedure("I asked the Secretary of State.")
    (True, False)
    """
    return len(line) <= LONGEST_MARK and any(pattern.search(line) for pattern in patterns("procedure"))
