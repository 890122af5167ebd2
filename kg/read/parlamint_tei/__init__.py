"""ParlaMint's TEI of a day (`<TEI>`, `<teiCorpus>`): one debate a `div`, one contribution a `u`.

The parts of the form as ParlaMint's guidelines have them (https://clarin-eric.github.io/ParlaMint/): `u` is one
utterance, its `seg`s the paragraphs; notes, incidents, gestures and sounds are procedure, wherever they stand. The
form marks no procedure inside a `seg`: "Question put and agreed to." at the end of a turn stays in its words.

Two `u` in a row of one speaker are two contributions. A `div` in a `div` is a debate of that debate.
"""

import re
from collections.abc import Iterator

from kg.errors import FormError
from kg.model import Debate, Rejection
from kg.read.documents import Document
from kg.read.elements import is_markup
from kg.read.parlamint_tei.day import DOCUMENTS, WHOLE, Day
from kg.read.parlamint_tei.stream import blocks, local

NAMESPACE = b"http://www.tei-c.org/ns/1.0"
ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]{0,40}:)?(?:TEI|teiCorpus|listPerson|listOrg|taxonomy)[\s>/]")
LISTS = {
    "listPerson": "lists persons and holds no debate",
    "listOrg": "lists organisations and holds no debate",
    "taxonomy": "lists terms and holds no debate",
}


def recognises(head: bytes) -> bool:
    plain = head.replace(b"\0", b"")
    return is_markup(head) and NAMESPACE in plain and ROOT.search(plain) is not None


def read_parlamint_tei(document: Document) -> Iterator[Debate | Rejection]:
    """Yield the debates of a document in its order, each when the `div` ends that holds it, and what is not read.

    A list of persons that lies beside the document or up to two folders above tells who its ids mean. Lists alone,
    and a corpus that only includes other files (which are not opened), are a rejection each. Raises FormError where
    the XML is broken or names no House or date: the document is refused whole.
    """
    day, yielded, root = Day(document), 0, ""
    for element in blocks(document, WHOLE):
        root = root or local(element.getroottree().getroot())
        for item in day.take(element):
            yielded += 1
            yield item
    if root in LISTS:
        yield Rejection("matter", document.name, LISTS[root])
    elif root not in DOCUMENTS:
        raise FormError("is no document of ParlaMint", where=document.where, mend="give a day's file of ParlaMint-GB")
    elif day.includes:
        what = f"includes other files ({day.includes}), which are to be given themselves"
        yield Rejection("matter", document.name, what)
    elif not yielded:
        yield Rejection("matter", document.name, "holds no debate")
