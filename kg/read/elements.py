"""XML as a stream of elements, safe against hostile documents: nothing is fetched, expanded or kept.

Entities are not resolved by the parser: those that HTML names become characters, any other is refused.
"""

import html
import re
from collections.abc import Collection, Iterator

from lxml import etree

from kg.errors import FormError
from kg.read.documents import Document

BLOCK = 1 << 16
SOURCE_NAME = re.compile(r"\s*\(<?string>?, line \d+\)$")

Element = etree._Element


def elements(document: Document, tags: Collection[str]) -> Iterator[Element]:
    """Yield each element with one of `tags` when it ends, and any other that stands in none of them; then let go of it.

    Raises FormError where the XML is broken or cut off. Elements before the break have been yielded by then: whoever
    reads the document refuses it whole, so that half a day is never taken for a day.
    """
    parser = etree.XMLPullParser(
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    with document.open() as file:
        try:
            while block := file.read(BLOCK):
                parser.feed(block)
                yield from _ended(parser, tags)
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            raise FormError(_broken(error), where=document.where, mend="download the file again") from error


def holds(document: Document, mark: bytes) -> bool:
    """Tell whether a document has `mark` anywhere, reading it block by block."""
    before = b""
    with document.open() as file:
        while block := file.read(BLOCK):
            if mark in before + block:
                return True
            before = block[-len(mark) :]
    return False


def _ended(parser: etree.XMLPullParser, tags: Collection[str]) -> Iterator[Element]:
    for _, element in parser.read_events():
        if isinstance(element, Element) and not _is_part(element, tags):
            yield element
            _let_go(element)


def _is_part(element: Element, tags: Collection[str]) -> bool:
    """Tell whether an element goes with another: it is inside one with such a tag, or it is the root."""
    if element.tag in tags:
        return False
    return element.getparent() is None or any(above.tag in tags for above in element.iterancestors())


def _let_go(element: Element) -> None:
    element.clear()
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
