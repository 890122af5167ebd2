"""A TEI document as a stream of blocks: an utterance, a note, a heading, a person at a time, then let go of."""

from collections.abc import Collection, Iterator

from lxml import etree

from kg.errors import FormError
from kg.read.documents import Document
from kg.read.elements import BLOCK, Element


def blocks(document: Document, whole: Collection[str]) -> Iterator[Element]:
    """Yield each outermost element whose local name is in `whole`, with all in it, and every element that stands in
    none of these, when it ends; then let go of what is in it. Words after an element stay until the next one ends.

    Nothing is fetched, no entity is expanded. Raises FormError where the XML is broken or cut off.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    gathered = _Gathered(whole)
    with document.open() as file:
        try:
            while block := file.read(BLOCK):
                parser.feed(block)
                yield from gathered.ended(parser)
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            what = f"broken XML: {str(error).split(chr(10))[0] or 'it ends too early'}"
            raise FormError(what, where=document.where, mend="download the file again") from error


class _Gathered:
    """Which element is being gathered whole."""

    def __init__(self, whole: Collection[str]) -> None:
        self.whole = whole
        self.inside: Element | None = None

    def ended(self, parser: etree.XMLPullParser) -> Iterator[Element]:
        for event, element in parser.read_events():
            if not isinstance(element, Element):
                continue
            if event == "start":
                if self.inside is None and local(element) in self.whole:
                    self.inside = element
            elif self.inside is None or self.inside is element:
                self.inside = None
                yield element
                _let_go(element)


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def xml_id(element: Element) -> str | None:
    return element.get("{http://www.w3.org/XML/1998/namespace}id") or None


def _let_go(element: Element) -> None:
    element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs are older than lxml
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
