"""An item of a page as the items that Hansard's API has for it: one a paragraph, the first of them naming who speaks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kg.model import Printed, Rejection
from kg.read.api_json.items import Item, role_of
from kg.read.api_json.speakers import printed
from kg.read.api_json.value import Words, words_of
from kg.read.hansard_html.address import Address, address_of, member_of
from kg.read.hansard_html.blocks import Block, blocks_of, column_of
from kg.read.hansard_html.classes import (
    Unknown,
    brief,
    first_words,
    hrs_tag,
    is_furniture,
    name_of,
    place_of,
    roles_of,
    worded,
)
from kg.read.hansard_html.divisions import Divided, divided
from kg.read.html import Element, html_words
from kg.read.words import paragraph

CONTRIBUTION = "contribution-"
WORDS, PROCEDURE = "hs_Para", "hs_Procedure"


@dataclass(slots=True)
class Read:
    """What an item of a page holds, and the addresses that it gives for itself.

    None stands where words are rejected: what follows without a name does not go on with what is before.
    """

    items: list[Item | Divided | None] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)

    def reject(self, what: str, element: Element, reason: str) -> None:
        self.items.append(None)
        self.rejections.append(Rejection(what, place_of(element), reason))


def read_item(element: Element, unknown: Unknown) -> Read:
    """Return what an item holds; one of a kind that is not known is a rejection that names it."""
    read, roles = Read(), _roles(element)
    if "division-item" in roles or "division" in roles:
        division, rejections = divided(element)
        read.items.append(division)
        read.rejections += rejections
    elif "column-item" in roles:
        _column(element, read)
    elif "time-item" in roles:
        read.items.append(_item(element, "Timestamp", WORDS, words_of(html_words(element))))
    elif "contribution" in roles or "turn" in roles:
        _Contribution(element, unknown, read).read()
    elif "other" in roles:
        _other(element, unknown, read)
    elif worded(element):
        what = "contribution" if _find(element, "who") is not None else "words"
        reason = f"{name_of(element)} is no kind of item that is known: “{first_words(element)}”"
        read.reject(what, element, reason)
    return read


def _roles(element: Element) -> set[str]:
    """Return the roles of an item's own classes; one without a kind of its own is what it holds."""
    own = set(roles_of(element))
    if own == {"item"}:
        inner = (
            set(roles_of(part)) & {"turn", "division"} for part in element.iterdescendants("div", "section", "article")
        )
        return own | next(filter(None, inner), set())
    return own


def _column(element: Element, read: Read) -> None:
    column = next(filter(None, map(column_of, (element, *element.iterdescendants()))), None)
    if column:
        read.items.append(_item(element, "Contribution", "hs_ColumnNumber", Words((), column, column)))
    elif worded(element):
        reason = f"{name_of(element)} names no column in a way that is known: “{first_words(element)}”"
        read.reject("element", element, reason)


def _other(element: Element, unknown: Unknown, read: Read) -> None:
    """Words that are nobody's: a paragraph of them goes on with no turn."""
    own = next(filter(None, map(hrs_tag, (element, *element.iterdescendants("div")))), "")
    identifier = _identifier(element)
    for block in blocks_of(element, unknown):
        tag = block.tag or own
        role = role_of("item", tag) if tag else "words"
        tag = PROCEDURE if role == "words" else tag or block.name
        item = _item(element, "Contribution", tag, words_of(block.value), identifier=identifier, where=block.where)
        read.items.append(item)
        identifier = ""


class _Contribution:
    """A turn of the page: its header says who speaks, its content what."""

    def __init__(self, element: Element, unknown: Unknown, read: Read) -> None:
        self.element, self.unknown, self.read_ = element, unknown, read
        turn = element if "turn" in roles_of(element) else _find(element, "turn")
        self.turn = element if turn is None else turn
        self.identifier = _identifier(self.turn) or _identifier(element)

    def read(self) -> None:
        self._links()
        headers, contents = self._parts()
        names, details, hrefs = self._named(headers)
        attributed = paragraph(" ".join([*names, *details]))
        if not attributed and any(map(worded, headers)):
            self._refuse(headers)
            return
        member = next((found for href in hrefs if (found := member_of(href)) is not None), None)
        blocks = [block for content in contents for block in blocks_of(content, self.unknown)]
        self._items(attributed, member, blocks)

    def _parts(self) -> tuple[list[Element], list[Element]]:
        """Return the headers and contents, and note what stands in neither."""
        headers: list[Element] = []
        contents: list[Element] = []
        walker = etree.iterwalk(self.element, events=("start", "end"))
        for event, part in walker:
            words = part.text if event == "start" else part.tail if part is not self.element else None
            if event == "start" and (goes := self._part(part)):
                {"header": headers, "who": headers, "words": contents}.get(goes, []).append(part)
                walker.skip_subtree()
            elif words and words.strip():
                self._stray(part if event == "start" else part.getparent(), words)
        return headers, contents

    def _part(self, part: Element) -> str | None:
        """Return what a part is that is taken whole: its words are looked at by whoever takes it."""
        roles = roles_of(part)
        goes = next((role for role in roles if role in ("header", "who", "words", "column")), None)
        if self._besides(part, roles):
            return "besides"
        if goes == "column":
            _column(part, self.read_)
        elif goes is None and part.tag == "p":
            self._stray(part, html_words(part))
            return "stray"
        return goes

    def _stray(self, part: Element | None, words: str) -> None:
        if part is not None and words.strip():
            reason = f"{name_of(part)} stands in a contribution outside of its header and content: “{brief(words)}”"
            self.read_.reject("words", part, reason)

    def _named(self, headers: list[Element]) -> tuple[list[str], list[str], list[str]]:
        """Return names, what is said of them, and their links; note other words of the headers."""
        names: list[str] = []
        details: list[str] = []
        hrefs: list[str] = []
        walker = (pair for header in headers for pair in self._header(header, names, details))
        for part, words in walker:
            if part.tag == "a" and part.get("href"):
                hrefs.append(part.get("href", ""))
            if words.strip():
                self.unknown.note(part, words, kept=False)
        return names, details, hrefs

    def _header(self, header: Element, names: list[str], details: list[str]) -> Iterator[tuple[Element, str]]:
        """Yield the parts of a header with the words that they have besides names and details."""
        walker = etree.iterwalk(header, events=("start", "end"))
        for event, part in walker:
            if event == "end":
                yield from [] if part is header else [(part.getparent(), part.tail or "")]
                continue
            roles = roles_of(part)
            kept = names if "name" in roles else details if "detail" in roles else None
            if kept is not None:
                kept.append(html_words(part))
            if kept is not None or self._besides(part, roles):
                walker.skip_subtree()
                yield part, ""
            else:
                yield part, part.text or ""

    def _besides(self, part: Element, roles: tuple[str, ...]) -> bool:
        """Take a button or a time of day; tell whether a part was one."""
        if is_furniture(part):
            self.unknown.press(part)
        elif "time" in roles:
            self.read_.items.append(_item(part, "Timestamp", WORDS, words_of(html_words(part))))
        return is_furniture(part) or "time" in roles

    def _refuse(self, headers: list[Element]) -> None:
        words = brief(" ".join(map(html_words, headers)))
        reason = f"{name_of(headers[0])} names nobody in a way that is known: “{words}”"
        self.read_.reject("contribution", self.element, reason)

    def _links(self) -> None:
        """Take note of the addresses that the item gives for itself, as those to share it do."""
        for link in self.element.iter("a"):
            address = address_of(link.get("href", ""))
            if address and self.identifier and address.fragment == CONTRIBUTION + self.identifier:
                self.read_.addresses.append(address)

    def _items(self, attributed: str, member: int | None, blocks: list[Block]) -> None:
        who, identifier = printed(attributed, member), self.identifier
        if not blocks and who is not None:
            blocks = [Block("", "", place_of(self.element))]
        for block in blocks:
            words = words_of(block.value)
            item = _item(
                self.element, "Contribution", self._tag(block), words, identifier=identifier, where=block.where,
                who=who, attributed=attributed,
            )  # fmt: skip
            self.read_.items.append(item)
            if words.paragraphs:
                who, attributed, identifier = None, "", ""

    def _tag(self, block: Block) -> str:
        """A paragraph of a contribution is the speaker's, unless it is marked as something that is known."""
        if block.tag and role_of("item", block.tag):
            return block.tag
        return WORDS


def _item(
    element: Element, kind: str, tag: str, words: Words, *, identifier: str = "", where: str = "",
    who: Printed | None = None,
    attributed: str = "",
) -> Item:  # fmt: skip
    return Item(
        path=where or place_of(element),
        type=kind,
        tag=tag,
        role=role_of("item", tag),
        value=words.text,
        words=words,
        who=who,
        attributed=attributed,
        timecode="",
        uin=None,
        identifier=identifier,
    )


def _find(element: Element, role: str) -> Element | None:
    return next((part for part in element.iterdescendants() if role in roles_of(part)), None)


def _identifier(element: Element) -> str:
    """Return the id of a contribution, the ExternalId of Hansard's API, as the site prints it."""
    own = element.get("data-contribution-id", "").strip()
    return own or (
        element.get("id", "").strip().removeprefix(CONTRIBUTION)
        if element.get("id", "").startswith(CONTRIBUTION)
        else ""
    )
