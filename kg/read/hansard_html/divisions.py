"""A division on a page, by its words alone: no public source tells how the site marks one up.

Read are "Division 45", a time of day, "Ayes: 291", "Noes 209" (in the Lords "Content", "Not Content"), "Tellers for
the Ayes", and below such a heading a name to a line of a list, with a link to the member or without. A line that is
none of these is a rejection.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kg.model import Position, Rejection, Vote
from kg.read.api_json.moments import clock
from kg.read.api_json.speakers import printed
from kg.read.hansard_html.address import address_of, member_of
from kg.read.hansard_html.classes import brief, is_furniture, name_of, place_of
from kg.read.html import Element, characters
from kg.read.words import paragraph

LINES = ("p", "div", "li", "td", "th", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "section",
         "ul", "ol", "dl", "table", "tbody", "thead", "header", "article")  # fmt: skip
LISTED = ("li", "td")
NUMBER = re.compile(
    r"^\[?Division\s+(?:No\.?\s*)?(?P<number>\d{1,4})\]?(?:\s*[:,]?\s*(?P<time>\d{1,2}[.:]\d\d ?[ap]\.?m\.?))?$",
    re.IGNORECASE,
)
SIDE = re.compile(
    r"^(?P<tellers>Tellers\s+for\s+the\s+)?(?:Members\s+voting\s+)?(?P<side>Ayes?|Noes?|Contents?|Not[- ]Contents?)"
    r"\s*:?\s*\(?(?P<count>\d{1,4})?\)?$",
    re.IGNORECASE,
)
PROXY = re.compile(r"\s*\(Proxy vote cast by (?P<proxy>[^()]{2,80}(?:\([^()]{1,60}\))?)\)$", re.IGNORECASE)
TELLER = re.compile(r"\s*[\[(]?\bTeller\b[\])]?$", re.IGNORECASE)
FURNITURE = re.compile(r"^(?:View (?:details|division)|Download CSV(?: file)?|Hide|Show)$", re.IGNORECASE)
PROCEDURE = re.compile(r"^(?:The (?:House|Committee) (?:having )?divided\b.{0,20}|Question .{1,80}\.)$")
POSITIONS = {"a": Position.AYE, "no": Position.NO, "c": Position.CONTENT, "not": Position.NOT_CONTENT}
POSITIVE = (Position.AYE, Position.CONTENT)


@dataclass(slots=True)
class Divided:
    """A division as the page prints it, and the words of the record around it."""

    where: str
    number: str | None = None
    counts: dict[bool, int] = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)
    time: str | None = None
    identifier: str = ""
    words: list[str] = field(default_factory=list)


def divided(element: Element) -> tuple[Divided | None, list[Rejection]]:
    """Return the division of an element, None where it states neither number nor counts, and what is not read."""
    found, rejected = Divided(place_of(element)), []
    found.identifier = element.get("data-division-id", "").strip()
    side: tuple[Position, bool] | None = None
    for line, words in _lines(element):
        for link in line.iter("a"):
            address = address_of(link.get("href", ""))
            found.identifier = address.identifier if address and address.kind == "division" else found.identifier
        if match := SIDE.match(words):
            side = _position(match["side"]), bool(match["tellers"])
            if match["count"] and not side[1]:
                found.counts[side[0] in POSITIVE] = int(match["count"])
        elif not _states(found, words):
            vote = _vote(line, words, side) if side else None
            if vote:
                found.votes.append(vote)
            else:
                what = "vote" if side else "words"
                reason = f"{name_of(line)} in a division is not known: “{brief(words)}”"
                rejected.append(Rejection(what, place_of(line), reason))
    if found.number is None and not found.counts:
        reason = f"{name_of(element)} states neither number nor counts in a way that is known"
        return None, [*rejected, Rejection("division", found.where, reason)]
    return found, rejected


def _states(found: Divided, words: str) -> bool:
    """Take in a line that says something of the division itself."""
    if match := NUMBER.match(words):
        found.number = match["number"]
        found.time = clock(match["time"] or "") or found.time
    elif at := clock(words):
        found.time = at
    elif PROCEDURE.match(words):
        found.words.append(words)
    else:
        return bool(FURNITURE.match(words))
    return True


def _position(side: str) -> Position:
    lower = side.lower()
    return POSITIONS["not" if lower.startswith("not") else "no" if lower.startswith("no") else lower[0]]


def _vote(line: Element, words: str, side: tuple[Position, bool]) -> Vote | None:
    """A name is a line of a list, or has a link to a member."""
    links = (*line.iter("a"), *line.iterancestors("a"))
    hrefs = (link.get("href", "") for link in links)
    member = next((found for href in hrefs if (found := member_of(href)) is not None), None)
    if member is None and line.tag not in LISTED and next(line.iterancestors(*LISTED), None) is None:
        return None
    proxy = PROXY.search(words)
    words = PROXY.sub("", words)
    teller = bool(TELLER.search(words))
    who = printed(TELLER.sub("", words), member)
    if who is None or not who.name:
        return None
    return Vote(side[0], who, side[1] or teller, proxy["proxy"] if proxy else None)


def _lines(element: Element) -> Iterator[tuple[Element, str]]:
    """Yield the innermost blocks with their words; a block's words beside those of blocks in it are its own."""
    for block in element.iter(*LINES):
        if is_furniture(block) or any(is_furniture(above) for above in block.iterancestors()):
            continue
        if words := paragraph(characters("".join(_own(block)))):
            yield block, words


def _own(block: Element) -> Iterator[str]:
    """Yield the words of a block that stand in none of the blocks in it."""
    walker = etree.iterwalk(block, events=("start", "end"))
    for event, part in walker:
        if event == "end":
            yield (part.tail or "") if part is not block else ""
        elif part is not block and (part.tag in LINES or is_furniture(part)):
            walker.skip_subtree()
        else:
            yield part.text or ""
