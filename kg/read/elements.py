"""XML as a stream of elements, safe against hostile documents: nothing is fetched, expanded or kept.

Entities are not resolved by the parser: those that HTML names become characters, any other is refused.
"""

import html
import re
from collections.abc import Collection, Iterator
from typing import Literal

from lxml import etree

from kg.errors import FormError
from kg.read.documents import Document

BLOCK = 1 << 16
UNTYPED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\s+version=[\"']1\.\d[\"'](?:\s+encoding=[\"'](?i:utf-8)[\"'])?\s*\?>)?"
    rb"(?>\s+|<!--(?:[^-]|-(?!->))*+-->)*+<[A-Za-z_:]"
)
"""UTF-8 in which the root begins before any document type declaration, which may then no longer come (XML 1.0, 22)."""
SOURCE_NAME = re.compile(r"\s*\(<?string>?, line \d+\)$")

Element = etree._Element


def is_markup(head: bytes) -> bool:
    """Tell whether a document is XML or HTML: nothing but white space and a byte order mark stand before the first tag."""
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def events(
    document: Document,
    kinds: tuple[Literal["start", "end"], ...] = ("start", "end"),
    tags: Collection[str] | None = None,
) -> Iterator[tuple[str, Element]]:
    """Yield each event of `kinds` with its element, of those with one of `tags`, as the document is parsed.

    The words of an element are whole at its end, those after it at the next event. Whoever asks lets go of what is
    read. Raises FormError where the XML is broken or cut off: what came before the break has been yielded by then, and
    whoever reads the document refuses it whole, so that half a day is never taken for a day.
    """
    with document.open() as file:
        block = file.read(BLOCK)
        parser = _parser(kinds, tags, untyped=UNTYPED.match(block) is not None)
        try:
            while block:
                parser.feed(block)
                yield from _read(parser)
                block = file.read(BLOCK)
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            raise FormError(_broken(error), where=document.where, mend="download the file again") from error
        yield from _read(parser)


def _parser(
    kinds: tuple[Literal["start", "end"], ...], tags: Collection[str] | None, *, untyped: bool
) -> etree.XMLPullParser:
    """Return a parser. The ids that it collects it never forgets, and every word of ParlaMint has one; but to be told
    not to makes it load the DTD that a document names, so that only one that surely is `untyped` goes without.
    """
    return etree.XMLPullParser(
        events=kinds,
        tag=None if tags is None else tuple(tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=not untyped,
        remove_comments=True,
        remove_pis=True,
    )


def _read(parser: etree.XMLPullParser) -> Iterator[tuple[str, Element]]:
    for event, element in parser.read_events():
        if isinstance(element, Element):
            yield event, element


def elements(document: Document, tags: Collection[str]) -> Iterator[Element]:
    """Yield each element with one of `tags` when it ends, and any other that stands in none of them; then let go of it.

    Raises FormError where the XML is broken or cut off.
    """
    for _, element in events(document, ("end",)):
        if not _is_part(element, tags):
            yield element
            let_go(element)


def holds(document: Document, mark: bytes) -> bool:
    """Tell whether a document has `mark` anywhere, reading it block by block."""
    before = b""
    with document.open() as file:
        while block := file.read(BLOCK):
            if mark in before + block:
                return True
            before = block[-len(mark) :]
    return False


def _is_part(element: Element, tags: Collection[str]) -> bool:
    """Tell whether an element goes with another: it is inside one with such a tag, or it is the root."""
    if element.tag in tags:
        return False
    return element.getparent() is None or any(above.tag in tags for above in element.iterancestors())


def let_go(element: Element) -> None:
    """Forget what an element holds, and all before it; the words after it stay."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs are older than lxml
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _broken(error: Exception) -> str:
    return f"broken XML: {SOURCE_NAME.sub('', str(error).split(chr(10))[0]) or 'it ends too early'}"


def words_of(element: Element, document: Document) -> str:
    """Return the words of an element and all in it; a named character becomes that character.

    Raises FormError for an entity that is none of HTML's: its words would be the document's own making.
    """
    parts = [element.text or ""]
    for child in element:
        parts.append(words_of_part(child, document))
        parts.append(child.tail or "")
    return "".join(parts)


def words_of_part(part: Element, document: Document) -> str:
    """Return the words of what stands inside an element: another element, or a named character."""
    return _character(part, document) if part.tag is etree.Entity else words_of(part, document)


def _character(entity: Element, document: Document) -> str:
    name = entity.text or ""
    character = html.unescape(name)
    if character == name:
        raise FormError(f"uses the entity {name}", where=document.where, mend="give plain characters")
    return character
