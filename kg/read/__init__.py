"""Read Hansard: a file goes in, debates come out, one at a time. Each form is a module, all of them in one table.

A form is told by its content, never by a file's name. Other packages add readers through the entry-point group
`kg.readers`: each entry a `Reader`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from kg.errors import UnknownForm
from kg.model import Debate, Rejection
from kg.read import api_json, hansard_html, historic, page, parlamint_tei, publications_html, twfy_xml
from kg.read.documents import Document, find_documents
from kg.read.parlamint_tei import people
from kg.read.publications_html import pages
from kg.read.twfy_xml import redirects_of, version_of

__all__ = [
    "READERS",
    "Document",
    "Reader",
    "find_documents",
    "read",
    "read_with",
    "reader_for",
    "readers",
    "redirects_of",
    "version_of",
]


def nothing(_: Document) -> tuple[Path, ...]:
    return ()


@dataclass(frozen=True)
class Reader:
    """A form of Hansard: its name, its title for people, how it ranks where a debate comes in several, how it is
    told from the first 64 KB, how it is read, and with which files that lie in its folder or up to two above.
    """

    name: str
    title: str
    rank: int
    recognises: Callable[[bytes], bool]
    read: Callable[[Document], Iterator[Debate | Rejection]]
    beside: Callable[[Document], tuple[Path, ...]] = nothing


READERS = (
    Reader("api-json", "Hansard API JSON", 1, api_json.recognises, api_json.read_api_json),
    Reader("twfy-xml", "TheyWorkForYou XML", 2, twfy_xml.recognises, twfy_xml.read_twfy_xml),
    Reader("historic-xml", "historic Hansard XML", 2, historic.recognises, historic.read_historic_xml),
    Reader(
        "parlamint-tei",
        "ParlaMint TEI",
        2,
        parlamint_tei.recognises,
        parlamint_tei.read_parlamint_tei,
        people.beside,
    ),
    Reader("hansard-html", "HTML of hansard.parliament.uk", 3, hansard_html.recognises, hansard_html.read_hansard_html),
    Reader(
        "publications-html",
        "HTML of publications.parliament.uk",
        3,
        publications_html.recognises,
        publications_html.read_publications_html,
        pages.beside,
    ),
    Reader("page-named", "page text with speakers' names", 4, page.recognises_named, page.read_page),
    Reader("page", "page text without names", 5, page.recognises_unnamed, page.read_page),
)


@cache
def readers() -> tuple[Reader, ...]:
    """Return our readers, and after them those of other packages by name."""
    others = sorted(entry_points(group="kg.readers"), key=lambda entry: entry.name)
    return (*READERS, *(entry.load() for entry in others))


NOT_HANSARD = (
    (b"%PDF", "is a PDF", "copy the debate's text from its page"),
    (b"PK\x03\x04", "is a zip archive", "unpack it and give the files"),
    (b"\x1f\x8b", "is a gzip archive", "unpack it and give the file"),
    (b"\x89PNG", "is a picture", "copy the debate's text from its page"),
)


def reader_for(document: Document) -> Reader:
    """Return the reader of a document. Raises UnknownForm, saying what it seems to be, where none reads it."""
    head, where = document.head(), document.where
    if not head.strip():
        raise UnknownForm("the file is empty", where=where, mend="copy or download it again")
    for mark, what, mend in NOT_HANSARD:
        if head.startswith(mark):
            raise UnknownForm(what, where=where, mend=mend)
    for reader in readers():
        if reader.recognises(head):
            return reader
    raise UnknownForm(*_why_not(head), where=where, mend="give a form of Hansard that the README lists")


def _why_not(head: bytes) -> tuple[str]:
    if head.lstrip().startswith(b"<"):
        return ("is XML or HTML in no form of Hansard that is read",)
    if b"\0" in head[:4096] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("is a binary file",)
    return ("has no title with a line like “Volume 631: debated on Monday 20 November 2017” below it",)


def read(document: Document) -> Iterator[Debate | Rejection]:
    """Yield the debates of a document in its order, and what of it is not carried over.

    Every contribution that the document holds is in a debate or in a rejection. Raises FormError where the document
    is in no form that is read, or breaks its own.
    """
    yield from reader_for(document).read(document)


def read_with(document: Document) -> tuple[Path, ...]:
    """Return the files besides its own that a document is read with. Raises SourceError where they cannot be looked for."""
    try:
        return tuple(path for path in reader_for(document).beside(document) if path != document.path)
    except UnknownForm:
        return ()
