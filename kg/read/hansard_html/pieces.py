"""A page as a stream of pieces: its head, its trail, its titles, and each item of a debate whole.

Elements that only lay out the page are passed through. Words in its main part that stand in no item are pieces too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from kg.errors import FormError
from kg.read.documents import Document
from kg.read.hansard_html.classes import is_furniture, roles_of
from kg.read.html import DEPTH, LARGEST, SILENT, STRETCH, Element, _blocks, _parser

Kind = Literal["about", "hero", "trail", "heading", "item", "opens", "closes", "stray", "furniture"]
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ABOUT = ("link", "meta", "title")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page. `element` is whole, but of "opens" and "closes"; `words` are those of a stray piece alone."""

    kind: Kind
    element: Element
    words: str = ""


def pieces(document: Document) -> Iterator[Piece]:
    """Yield the pieces of a page in its order; an element is let go of when the next piece is asked for.

    Raises FormError where the page is cut off, nests or runs on beyond all measure, or has no main part.
    """
    flow, parser = _Flow(document), _parser()
    for block in _blocks(document):
        parser.feed(block.encode("utf-8", "replace"))
        flow.measure(len(block))
        yield from _taken(flow, parser)
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise flow.refused("is no HTML") from error
    yield from _taken(flow, parser)
    yield from flow.settle()
    flow.finish()


def _taken(flow: "_Flow", parser: etree.HTMLPullParser) -> Iterator[Piece]:
    for event, element in parser.read_events():
        if isinstance(element, Element):
            yield from flow.take(event, element)


class _Flow:
    """Where in the page we are. What follows an element up to the next tag is known with the next event alone."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.depth = self.quiet = self.size = 0
        self.content: Element | None = None
        self.found = False
        self.met: list[str] = []
        self.held: tuple[Kind, Element] | None = None
        self.last: tuple[str, Element, Piece | None] | None = None

    def take(self, event: str, element: Element) -> Iterator[Piece]:
        self.quiet = 0
        self.depth += 1 if event == "start" else -1
        if self.depth > DEPTH:
            raise self.refused(f"nests elements more than {DEPTH} deep")
        if self.held is not None and not (event == "end" and element is self.held[1]):
            return
        yield from self.settle()
        if event == "start":
            yield from self._start(element)
        else:
            self._end(element)

    def settle(self) -> Iterator[Piece]:
        """Yield the piece that the last event ended, and the stray words after it."""
        if self.last is None:
            return
        (event, element, piece), self.last = self.last, None
        if piece is not None:
            yield piece
        words = element.tail if event == "end" else None if element.tag in SILENT else element.text
        parent = element if event == "start" else element.getparent()
        if self.content is not None and parent is not None and words and words.strip():
            yield Piece("stray", parent, words)
        if event == "end":
            _let_go(element)

    def measure(self, length: int) -> None:
        """Take note that so many characters more were read."""
        self.quiet += length
        self.size = self.size + length if self.held is not None else 0
        if self.quiet > STRETCH:
            raise self.refused(f"has more than {STRETCH:,} characters without a tag")
        if self.held is not None and self.size > LARGEST:
            raise self.refused(f"has a <{self.held[1].tag}> of more than {LARGEST:,} characters")

    def finish(self) -> None:
        """Raises FormError where the page had no main part."""
        if not self.found:
            met = ", ".join(self.met[:8]) or "no class at all"
            raise self.refused(f'has no <div class="primary-content"> (its classes: {met})')

    def refused(self, what: str) -> FormError:
        return FormError(what, where=self.document.where, mend="save the page again; if it stays so, report this line")

    def _start(self, element: Element) -> Iterator[Piece]:
        kind = self._kind(element)
        if kind in ("opens", None):
            if kind == "opens":
                yield Piece("opens", element)
            if self.content is None and "content" in roles_of(element):
                self.content, self.found = element, True
            self._meet(element)
            self.last = ("start", element, None)
        else:
            self.held, self.size = (kind, element), 0

    def _kind(self, element: Element) -> Kind | None:
        """Return as which piece an element comes whole, "opens" where a debate begins, None where it is passed through."""
        roles = roles_of(element)
        if self.content is None:
            if element.tag in ABOUT:
                return "about"
            return "hero" if "hero" in roles else "trail" if "trail" in roles else None
        if {"item", "turn", "division"} & set(roles):
            return "item"
        if "debate" in roles:
            return "opens"
        if is_furniture(element):
            return "furniture"
        return "heading" if element.tag in HEADINGS else None

    def _end(self, element: Element) -> None:
        piece = None
        if self.held is not None:
            piece, self.held = Piece(*self.held), None
        elif self.content is not None and "debate" in roles_of(element):
            piece = Piece("closes", element)
        if element is self.content:
            self.content = None
        self.last = ("end", element, piece)

    def _meet(self, element: Element) -> None:
        own = element.get("class", "").strip()
        if own and len(self.met) < 8 and own not in self.met:
            self.met.append(own)


def _let_go(element: Element) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
