"""Historic Hansard as XML: the volumes of 1803 to 2005, as the Millbank digitisation marked them up.

A titled section is a debate, whatever it is nested in; the titles of oral questions and of a group of written
answers are debates too, that of a House or of all its written answers is none. A paragraph that marks a member
begins a turn; the paragraphs after it go on with it, unless they are lines of procedure: italics throughout,
brackets, or wording that the record always uses (procedure.csv). Such a line ends the turn.
"""

import re
from collections.abc import Iterator

from kg.model import Debate, Rejection
from kg.read.documents import Document
from kg.read.elements import events, is_markup
from kg.read.historic.day import Day
from kg.read.historic.frames import PARTS, ROOTS

__all__ = ["read_historic_xml", "recognises"]

FIRST = re.compile(rb"<(?P<tag>[A-Za-z][\w.-]{0,40})[\s/>]")
NOT_ROOT = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?[^>]*>", re.DOTALL)
OWN = re.compile(rb"<(?:titlepage|frontmatter|tablecontents|housecommons|houselords|session)\b|hansard_v\d")


def recognises(head: bytes) -> bool:
    """Tell whether a document is of this form: by its root, and where that is the bare `hansard` that others use
    too, by what stands in it.
    """
    plain = head.replace(b"\0", b"")
    if not is_markup(head):
        return False
    root = FIRST.search(NOT_ROOT.sub(b"", plain))
    if root is None or root["tag"].decode("ascii") not in ROOTS:
        return False
    return root["tag"] != b"hansard" or bool(OWN.search(plain))


def read_historic_xml(document: Document) -> Iterator[Debate | Rejection]:
    """Yield the debates of a volume or a part of one in the order of the document, each top one with those below it
    when it is whole. Raises FormError where the XML is broken or declares entities of its own making.
    """
    day = Day(document)
    held = False
    for event, part in events(document, tags=PARTS):
        for item in day.take(event, part):
            held = True
            yield item
    for item in day.close():
        held = True
        yield item
    if not held:
        yield Rejection("matter", document.name, "it holds no debate")
