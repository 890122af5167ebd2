"""HTML as a stream of elements, safe against hostile pages: nothing is fetched, nothing kept, nothing lost in silence.

Whatever a page is, it is parsed as browsers parse it (XHTML too), one block at a time. Named and numbered characters
become characters; a page's own entities are words, never expanded. What words stand in none of the elements asked for
come as elements too, in their place, so that a reader can count what it does not carry over.
"""

import codecs
import re
from collections.abc import Collection, Iterator
from contextlib import suppress

from lxml import etree

from kg.errors import FormError
from kg.read.documents import Document

BLOCK = 1 << 16
DEPTH = 200
"""How deep elements may nest: beyond 256 the parser drops what follows without a word."""
STRETCH = 1 << 20
"""How many characters may stand together in which no element begins or ends."""
LARGEST = 2 << 20
"""How many characters one element that is handed out may take."""

BARE = "bare-words"
"""The tag of an element made for words that stand in none of those asked for."""

Element = etree._Element

SILENT = frozenset(("script", "style"))
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DECLARED = re.compile(
    rb"""<(?:\?xml\s[^>]{0,200}encoding|meta\s[^>]{0,200}charset)\s*=\s*["']?(?P<name>[\w-]+)""", re.IGNORECASE
)
ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-15": "iso8859-15",
}
"""What browsers take a declared encoding for (WHATWG Encoding, 4.2); any other is found out from the bytes."""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BEYOND = re.compile(r"[\x80-\x9f]")
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or " " for code in range(0x80, 0xA0)}
"""Numbers that no character has, taken as browsers take them: &#146; is an apostrophe (HTML, 13.2.5.80)."""


def html_elements(document: Document, tags: Collection[str]) -> Iterator[Element]:
    """Yield the outermost elements with one of `tags`, whole, in document order; then let go of them.

    Words outside of all of these come as an element with the tag `BARE`. The ancestors of an element are there to be
    asked, the elements before it are gone. Raises FormError where the page is cut off before `</html>`, is in an
    encoding other than it says, or nests or runs on beyond all measure.
    """
    flow = _Flow(frozenset(tags))
    parser = _parser()
    for block in _blocks(document):
        parser.feed(block.encode("utf-8", "replace"))
        flow.measure(len(block))
        yield from _taken(flow, parser)
        if flow.excess:
            raise FormError(flow.excess, where=document.where, mend="give the page as it is published")
    with suppress(etree.XMLSyntaxError):
        parser.close()
    yield from _taken(flow, parser)
    yield from flow.settle()


def _taken(flow: "_Flow", parser: etree.HTMLPullParser) -> Iterator[Element]:
    for event, element in parser.read_events():
        if isinstance(element, Element) and not flow.within(event, element):
            yield from flow.take(event, element)


def html_words(element: Element) -> str:
    """Return the words of an element and all in it; a break in a line is a blank."""
    parts: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "end":
            parts.append((part.tail or "") if part is not element else "")
        elif part.tag not in SILENT:
            parts.append(" " if part.tag == "br" else part.text or "")
    return characters("".join(parts))


def characters(words: str) -> str:
    """Return words with the numbers that Windows has for characters put right."""
    return words if words.isascii() or not BEYOND.search(words) else words.translate(WINDOWS)


class _Flow:
    """Which element is held and how deep we are, from event to event.

    What follows an element up to the next tag is known only with the next event: so it is `last` until then.
    """

    def __init__(self, tags: frozenset[str]) -> None:
        self.tags = tags
        self.depth = self.size = self.quiet = 0
        self.held: Element | None = None
        self.last: tuple[str, Element] | None = None
        self.excess: str | None = None

    def within(self, event: str, element: Element) -> bool:
        """Take note of an event; tell whether it is about the element that is held, or one in it."""
        self.quiet = 0
        self.depth += 1 if event == "start" else -1
        if self.depth > DEPTH:
            self.excess = f"nests elements more than {DEPTH} deep"
        if self.held is None:
            return False
        if element is self.held and event == "end":
            self.held, self.last = None, (event, element)
        return True

    def take(self, event: str, element: Element) -> Iterator[Element]:
        """Take in an event outside of what is held; yield what is whole by then."""
        yield from self.settle()
        if event == "start" and element.tag in self.tags:
            self.held, self.size = element, 0
        else:
            self.last = (event, element)

    def settle(self) -> Iterator[Element]:
        """Yield the element that the last event was about, where it is asked for, and the bare words after it."""
        if self.last is None:
            return
        (event, element), self.last = self.last, None
        if event == "end" and element.tag in self.tags:
            yield element
        words = element.tail if event == "end" else None if element.tag in SILENT else element.text
        if words and words.strip():
            bare = etree.Element(BARE)
            bare.text = words
            yield bare
        if event == "end":
            _let_go(element)

    def measure(self, length: int) -> None:
        """Take note that so many characters more were read."""
        self.quiet += length
        if self.quiet > STRETCH:
            self.excess = f"has more than {STRETCH:,} characters without a tag"
        self.size = self.size + length if self.held is not None else 0
        if self.held is not None and self.size > LARGEST:
            self.excess = f"has a <{self.held.tag}> of more than {LARGEST:,} characters"


def _let_go(element: Element) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _parser() -> etree.HTMLPullParser:
    return etree.HTMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )


def _blocks(document: Document) -> Iterator[str]:
    """Yield the characters of a page. Raises FormError where it is no whole page, or no text."""
    ended, before = False, ""
    decoder = codecs.getincrementaldecoder(_encoding(document))()
    with document.open() as file:
        while True:
            raw = file.read(BLOCK)
            try:
                block = CONTROLS.sub(" ", decoder.decode(raw, final=not raw).removeprefix("\ufeff"))
            except UnicodeDecodeError as error:
                raise FormError(
                    f"holds bytes that are no {error.encoding}", where=document.where, mend="save the page again"
                ) from error
            ended = ended or "</html" in (before + block).lower()
            before = block[-8:]
            if block:
                yield block
            if not raw:
                break
    if not ended:
        raise FormError("ends before </html>", where=document.where, mend="download the page again")


def _encoding(document: Document) -> str:
    """Return the codec of a page: its byte order mark, else what it declares, else UTF-8, else windows-1252."""
    head = document.head()
    for mark, codec in MARKS:
        if head.startswith(mark):
            return codec
    declared = DECLARED.search(head)
    if declared and (codec := ENCODINGS.get(declared["name"].decode("ascii", "ignore").lower(), "")):
        return codec
    decoder = codecs.getincrementaldecoder("utf-8")()
    with document.open() as file:
        try:
            while raw := file.read(BLOCK):
                decoder.decode(raw)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"
