"""A volume as it comes: where each part of it begins and ends. What stands between is read when it is whole.

Only the parts that hold others are events; the words in them lie in the tree until the part, or one inside it,
begins or ends, and are let go of then. Nothing is fetched or expanded: the parser is that of kg.read.elements.
"""

from collections.abc import Collection, Iterator

from lxml import etree

from kg.errors import FormError
from kg.read.documents import Document
from kg.read.elements import BLOCK, Element


def parts(document: Document, tags: Collection[str]) -> Iterator[tuple[str, Element]]:
    """Yield ("start", element) and ("end", element) of each element with one of `tags`.

    Raises FormError where the XML is broken or cut off.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=tuple(tags),
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
                yield from _read(parser)
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            what = str(error).split("\n")[0] or "it ends too early"
            raise FormError(f"broken XML: {what}", where=document.where, mend="download the file again") from error
        yield from _read(parser)


def _read(parser: etree.XMLPullParser) -> Iterator[tuple[str, Element]]:
    for event, element in parser.read_events():
        if isinstance(element, Element):
            yield event, element
