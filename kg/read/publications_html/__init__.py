"""HTML of publications.parliament.uk, 2006 to 2015: one debate a title, one contribution a name in bold.

The site cuts a day into pages: those that lie beside one another are read as one. A page alone may begin in the middle
of a debate, whose title is then not on it ("Untitled"), and in the middle of a turn, whose speaker is then not named. Columns are stamped into the text and taken out of it.
What is all in italics nobody speaks; a step of the House ("Question put", "Amendment 62 agreed") ends the turn before
it, and what follows is nobody's until the next name.
"""

import re
from collections.abc import Iterator

from kg.model import Debate, Rejection
from kg.read.documents import Document
from kg.read.elements import is_markup
from kg.read.publications_html.blocks import blocks
from kg.read.publications_html.day import Day
from kg.read.publications_html.pages import page_before, pages_from

__all__ = ["read_publications_html", "recognises"]

HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
MARKS = re.compile(rb"<notus-date\b|\bname\s*=\s*[\"']?column_[A-Z]{0,3}\d|\bclass\s*=\s*[\"']anchor\b", re.IGNORECASE)
SIGNS = (b"<notus-date", b"column_", b"anchor")
"""What stands in each of the marks, in small letters: without any of it nothing need be searched."""
TITLE = re.compile(rb"<title>[^<]{0,200}\b(?:Hansard|(?:Commons|Lords)\s+debates\s+by\s+date)\b", re.IGNORECASE)
OTHER_SITE = b"hansard.parliament.uk"


def recognises(head: bytes) -> bool:
    """Tell the form by the marks of its columns and anchors, an index of the site by its title."""
    head = head.replace(b"\0", b"")
    if not is_markup(head) or not HTML.search(head[:2048]) or b"<publicwhip" in head:
        return False
    return _is_marked(head) or (OTHER_SITE not in head and bool(TITLE.search(head)))


def _is_marked(head: bytes) -> bool:
    small = head.lower()
    return any(sign in small for sign in SIGNS) and bool(MARKS.search(head))


def read_publications_html(document: Document) -> Iterator[Debate | Rejection]:
    """Yield the debates of a page, and of those that go on from it and lie beside it, in their order. An index or a list
    of links is one rejection, and so is a page that goes on from another beside it: it is read with that.

    Raises FormError where a page is cut off, nests or runs on beyond all measure, or tells neither its House nor
    its date: the document is refused whole.
    """
    if before := page_before(document):
        yield Rejection("matter", document.name, f"goes on from a page beside it, {before}, and is read with that")
        return
    day = Day(document)
    for page in pages_from(document):
        day.turn_to(page)
        for block in blocks(page):
            yield from day.take(block)
    yield from day.end()
