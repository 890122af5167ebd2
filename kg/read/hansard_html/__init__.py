"""Pages of hansard.parliament.uk: a debate, or one that contains others (oral questions, a department, a question).

No page was at hand. What is known of them comes from public projects on GitHub that read them (in Python, R and
JavaScript, 2017 to 2026) and their tests: the classes hero-banner-debate, breadcrumb, primary-content,
child-debate-list, child-debate, debate-item with its kinds contributiondebateitem, otherdebateitem and columnnumber,
contribution with data-contribution-id, header, attributed-to-details (a link with memberId), primary-text,
secondary-text, content, share-bar; hs_Para and its like on paragraphs and data-tag, which are the HRSTags of Hansard's
API; Question and QuestionText as elements; "Volume 636: debated on ..."; and what marks a column. How a division is
marked up none of them says: it is read by its words. The table of classes says of each whether it was seen or is
inferred from the names of its like.

An item of a page is an item of Hansard's API, and becomes contributions, procedure and divisions as those do: so a
debate is the same from both. What is not known is never passed over: it is refused, or rejected with its element and
class, its line and its first words. The older design of the site (before about 2020) is refused.
"""

import re
from collections.abc import Iterator

from kg.model import Debate, Rejection
from kg.read.documents import Document
from kg.read.elements import is_markup
from kg.read.hansard_html.address import saved_from
from kg.read.hansard_html.head import Head
from kg.read.hansard_html.pieces import pieces
from kg.read.hansard_html.tree import Tree

__all__ = ["read_hansard_html", "recognises"]

HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
MARKS = re.compile(
    rb"""class\s*=\s*["'][^"'<>]{0,200}\b(?:hero-banner-debate|child-debate|debate-item-[a-z]{4,40}|attributed-to-details)\b"""
    rb"""|(?:rel\s*=\s*["']?canonical|og:url|saved\sfrom\surl)[^<>]{0,80}hansard\.parliament\.uk/(?:commons|lords)/\d{4}-""",
    re.IGNORECASE,
)
SIGNS = (
    b"hero-banner-debate",
    b"child-debate",
    b"debate-item-",
    b"attributed-to-details",
    b"hansard.parliament.uk/",
)
"""What stands in each of the marks, in small letters: without any of it nothing need be searched."""
TITLE = re.compile(rb"<title>[^<]{0,300}-\s*Hansard\s*-\s*UK\s+Parliament", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    """Tell the form by the classes of the site, by an address of it, or by its name in the title."""
    head = head.replace(b"\0", b"")
    if not is_markup(head) or not HTML.search(head[:2048]):
        return False
    small = head.lower()
    return bool(TITLE.search(head)) or (any(sign in small for sign in SIGNS) and bool(MARKS.search(head)))


def read_hansard_html(document: Document) -> Iterator[Debate | Rejection]:
    """Yield the debates of a page, each before those that it contains, and what of it is not carried over.

    Raises FormError where the page is cut off, has no main part, or tells neither its House, its place nor its day:
    it is refused whole. A page of a division alone, or with no item at all, holds no debate: it is one rejection.
    """
    head = Head(document.where, saved_from(document.head()))
    tree = Tree(document, head)
    rejections: list[Rejection] = []
    for piece in pieces(document):
        if piece.kind == "about":
            head.about(piece.element)
        elif piece.kind == "hero":
            head.hero(piece.element)
        elif piece.kind == "trail":
            head.trail(piece.element)
        else:
            rejections += tree.take(piece)
    rejections += tree.unknown.rejections()
    if head.address and head.address.kind == "division":
        yield Rejection("division", document.name, "a page of a division alone is not read: give that of its debate")
    elif len(tree.nodes) == 1 and not tree.nodes[0].items:
        yield from rejections
        yield Rejection("matter", document.name, "it holds no item of a debate")
    else:
        debates = list(tree.debates())
        yield from rejections
        yield from debates
