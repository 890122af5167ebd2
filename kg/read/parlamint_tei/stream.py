"""A TEI document as a stream of blocks: an utterance, a note, a heading, a person at a time, then let go of."""

from collections.abc import Collection, Iterator

from kg.read.documents import Document
from kg.read.elements import Element, events, let_go


def blocks(document: Document, whole: Collection[str]) -> Iterator[Element]:
    """Yield each outermost element whose local name is in `whole`, with all in it, and every element that stands in
    none of these, when it ends; then let go of what is in it. Words after an element stay until the next one ends.

    Nothing is fetched, no entity is expanded. Raises FormError where the XML is broken or cut off.
    """
    inside: Element | None = None
    for event, element in events(document):
        if event == "start":
            if inside is None and local(element) in whole:
                inside = element
        elif inside is None or inside is element:
            inside = None
            yield element
            let_go(element)


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def xml_id(element: Element) -> str | None:
    return element.get("{http://www.w3.org/XML/1998/namespace}id") or None
