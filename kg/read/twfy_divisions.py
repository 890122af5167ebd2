"""Divisions of TheyWorkForYou's XML: the stated counts, and a list of members for each side."""

import re
from collections.abc import Iterator

from kg.model import Division, Position, Printed, Rejection, Vote
from kg.read.documents import Document
from kg.read.elements import Element, words_of
from kg.read.words import clock, paragraph

LISTS = ("mplist", "lordlist")
POSITIONS = {
    "aye": Position.AYE,
    "no": Position.NO,
    "content": Position.CONTENT,
    "not-content": Position.NOT_CONTENT,
}
TELLER = re.compile(r"\s*\[Teller\]", re.IGNORECASE)
PROXY = re.compile(r"\s*\(Proxy vote cast by (?P<name>[^()]{1,80})\)", re.IGNORECASE)
SEAT = re.compile(r"\s*\((?P<seat>[^()]{1,80})\)$")
DIGITS = 4


def read_division(element: Element, document: Document, follows: int) -> tuple[Division, tuple[Rejection, ...]]:
    """Return the division of a `<division>` after the contribution `follows`, and each vote that cannot be read."""
    found = list(_votes(element, document))
    division = Division(
        number=element.get("divnumber") or None,
        ayes=_count(element, "ayes", "content"),
        noes=_count(element, "noes", "not-content"),
        votes=tuple(one for one in found if isinstance(one, Vote)),
        follows=follows,
        column=element.get("colnum") or None,
        time=clock(element.get("time")),
        identifiers=tuple(filter(None, [element.get("id")])),
        url=element.get("url") or None,
    )
    return division, tuple(one for one in found if isinstance(one, Rejection))


def _count(element: Element, *names: str) -> int | None:
    """Return a count of the element `divisioncount`, by the name that it has in one House or the other. No House has
    so many members that it takes more than `DIGITS`.
    """
    stated = element.find("divisioncount")
    words = [stated.get(name, "") for name in names] if stated is not None else []
    return next((int(one) for one in words if one.isdecimal() and len(one) <= DIGITS), None)


def _votes(element: Element, document: Document) -> Iterator[Vote | Rejection]:
    for members in element.iter(*LISTS):
        for member in members:
            voted = member.get("vote") or members.get("vote") or ""
            name = paragraph(words_of(member, document))
            if voted not in POSITIONS:
                yield Rejection("vote", f"{element.get('id')}: {name}", f"{voted!r} is no side of a division here")
            elif vote := _vote(member, POSITIONS[voted], name):
                yield vote
            else:
                yield Rejection("vote", f"{element.get('id')}", "it names nobody")


def _vote(member: Element, position: Position, words: str) -> Vote | None:
    """Return a member's vote: the name as printed, what stands in brackets beside it in fields of its own."""
    proxy = PROXY.search(words)
    name = PROXY.sub("", TELLER.sub("", words)).strip()
    seat = SEAT.search(name)
    identifier = member.get("person_id") or member.get("id")
    if not name and not identifier:
        return None
    return Vote(
        position,
        Printed(SEAT.sub("", name) or None, identifier, constituency=seat["seat"] if seat else None),
        teller=member.get("teller") == "yes" or bool(TELLER.search(words)),
        proxy=member.get("proxy") or (proxy["name"] if proxy else None),
    )
