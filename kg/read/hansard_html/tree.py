"""The debates of a page as they contain one another, each with the items that are its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.errors import FormError
from kg.model import Contribution, Debate, Division, Procedure, Rejection, Venue
from kg.read.api_json.divisions import Spool
from kg.read.api_json.fields import Fields
from kg.read.api_json.items import Item, Place, role_of
from kg.read.api_json.section import Section
from kg.read.api_json.titles import title_of
from kg.read.documents import Document
from kg.read.hansard_html.address import Address, address_of
from kg.read.hansard_html.classes import Unknown, brief, hrs_tag, name_of, place_of
from kg.read.hansard_html.divisions import Divided
from kg.read.hansard_html.head import Head
from kg.read.hansard_html.items import read_item
from kg.read.hansard_html.pieces import Piece
from kg.read.html import Element, html_words
from kg.read.words import paragraph

MOST = 1 << 26
"""How many characters the items of one page may have: a whole day of a House is a tenth of that."""
IDENTIFIED = ("data-debate-id", "data-external-id", "data-debate-section-id")


@dataclass
class Node:
    """A debate of the page: `parent` is the place in the list of all of the one that contains it."""

    parent: int | None
    where: str
    title: str = ""
    tag: str = ""
    identifier: str = ""
    url: str | None = None
    items: list[Item | Divided | None] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)

    def columns(self) -> Iterator[str | None]:
        for item in self.items:
            if isinstance(item, Item):
                yield item.words.opens or item.words.column


class Tree:
    """The state of one page: the debates so far, and which of them are open."""

    def __init__(self, document: Document, head: Head) -> None:
        self.document, self.head = document, head
        self.unknown = Unknown()
        self.nodes = [Node(None, "the page")]
        self.open = [0]
        self.size = 0

    def take(self, piece: Piece) -> Iterator[Rejection]:
        """Take in the next piece of the main part; yield what of it is not carried over."""
        node = self.nodes[self.open[-1]]
        if piece.kind == "opens":
            self._begin(piece.element)
        elif piece.kind == "closes":
            self.open = self.open[:-1] or [0]
        elif piece.kind == "heading":
            yield from self._heading(node, piece.element)
        elif piece.kind == "furniture":
            self.unknown.press(piece.element)
        elif piece.kind == "stray":
            node.items.append(None)
            reason = f"{name_of(piece.element)} holds words outside of any item: “{brief(piece.words)}”"
            yield Rejection("words", place_of(piece.element), reason)
        else:
            yield from self._item(node, piece.element)

    def debates(self) -> Iterator[Debate | Rejection]:
        """Yield the debates, each before those that it contains, and what of them is not carried over."""
        head, root = self.head, self.nodes[0]
        root.title, address = head.title or root.title, head.address or _own(root.addresses)
        if address:
            root.identifier, root.url = address.identifier, address.url if address.identifier else None
        self._unwrap()
        place = head.place(column for node in self.nodes for column in node.columns())
        yield from _Debates(self, place).all()

    def _unwrap(self) -> None:
        """Where all that a page has is one debate of its own title, that is the page's debate and not one in it."""
        root, inner = self.nodes[0], [node for node in self.nodes if node.parent == 0]
        if len(inner) == 1 and not root.items and inner[0].title.casefold() == root.title.casefold():
            inner[0].identifier = inner[0].identifier or root.identifier
            inner[0].url, root.title = inner[0].url or root.url, ""

    def _begin(self, element: Element) -> None:
        identifier = next(filter(None, (element.get(name, "").strip() for name in IDENTIFIED)), "")
        self.nodes.append(Node(self.open[-1], place_of(element), tag=hrs_tag(element), identifier=identifier))
        self.open = [*self.open, len(self.nodes) - 1]

    def _heading(self, node: Node, element: Element) -> Iterator[Rejection]:
        words = paragraph(html_words(element))
        if words and node.title and words != node.title:
            reason = f"{name_of(element)} is a second title, of “{brief(node.title)}”: “{brief(words)}”"
            yield Rejection("words", place_of(element), reason)
        elif words:
            node.title, node.tag = words, node.tag or hrs_tag(element)
            linked = filter(None, (address_of(link.get("href", "")) for link in element.iter("a")))
            node.addresses[:0] = [each for each in linked if each.identifier]

    def _item(self, node: Node, element: Element) -> Iterator[Rejection]:
        read = read_item(element, self.unknown)
        self.size += sum(len(item.value) for item in read.items if isinstance(item, Item)) + len(read.items)
        if self.size > MOST:
            raise FormError(f"holds more than {MOST:,} characters", where=self.document.where, mend="give less at once")
        node.items += read.items
        node.addresses += read.addresses
        yield from read.rejections


class _NoDivisions(Spool):
    """The divisions that a page has besides its debates: none, so that no file is needed for them."""

    def __init__(self) -> None:
        self.at, self.of = {}, {}


def _own(addresses: list[Address]) -> Address | None:
    """Return the debate that addresses are of, where they are of one."""
    found = {each.identifier.casefold(): each for each in reversed(addresses)}
    return next(iter(found.values())) if len(found) == 1 else None


class _Debates:
    """The debates of a page in their order, with the numbers that they get."""

    def __init__(self, tree: Tree, place: Place) -> None:
        self.tree, self.place, self.ordinal = tree, place, 0

    def all(self) -> Iterator[Debate | Rejection]:
        above: dict[int | None, int | None] = {}
        answering: dict[int | None, set[str]] = {}
        for at, node in enumerate(self.tree.nodes):
            parent = above.get(node.parent)
            section = self._section(node, answering.setdefault(node.parent, set()))
            yield from self._filled(section, node)
            sitting = self.tree.head.is_place(node.title) or role_of("heading", node.tag) == "sitting"
            unheard = self.place.venue is None or ((sitting or not node.title) and not section.holds_anything)
            above[at] = parent if unheard else None
            if self.place.venue is None:
                yield from _placeless(section, node, self.place.reason)
            elif not unheard:
                yield self._debate(section, node, parent)
                above[at] = None if sitting else self.ordinal

    def _section(self, node: Node, answering: set[str]) -> Section:
        if node.parent is not None:
            own, root = _own(node.addresses), self.tree.nodes[0].identifier
            if own and own.identifier.casefold() != root.casefold():
                node.identifier, node.url = node.identifier or own.identifier, own.url
        venue = self.place.venue or Venue.COMMONS
        return Section(
            venue=venue,
            written=self.place.written,
            on=self.tree.head.day,
            url=node.url or self._above(node),
            oral=venue is Venue.COMMONS,
            answering=answering,
            spool=_NoDivisions(),
        )

    def _above(self, node: Node) -> str | None:
        """Return the page on which a debate stands that has none of its own."""
        nodes, parent = self.tree.nodes, node.parent
        while parent is not None:
            if nodes[parent].url:
                return nodes[parent].url
            parent = nodes[parent].parent
        return None

    def _filled(self, section: Section, node: Node) -> Iterator[Rejection]:
        """Yield what of a debate's items is not carried over. After words that were rejected, others without a name
        are whoever's those were.
        """
        lost = False
        for item in node.items:
            if not isinstance(item, Item):
                section.close()
                lost = item is None
                if item is not None:
                    _divide(section, item)
            elif lost and _goes_on(item):
                yield Rejection("words", item.path, f"whose they are is not known: “{brief(item.words.text)}”")
            else:
                lost = lost and not item.words.paragraphs
                yield from (_placed(each) for each in section.take(item))
            if isinstance(item, Item) and item.words.pictures:
                yield Rejection("element", item.path, f"it holds {item.words.pictures} pictures")
        section.close()

    def _debate(self, section: Section, node: Node, parent: int | None) -> Debate:
        self.ordinal += 1
        title, chair = title_of(Fields({"Title": node.title}, node.where, self.tree.document.where))
        debate = section.debate(title, chair, self.ordinal, parent, node.identifier, self.tree.head.volume)
        return replace(debate, url=section.url)


def _goes_on(item: Item) -> bool:
    """Tell whether a paragraph belongs to whoever spoke before it."""
    return item.role == "words" and not item.named and bool(item.words.paragraphs) and not item.words.italic


def _divide(section: Section, divided: Divided) -> None:
    follows = len(section.contributions)
    time = divided.time or section.time
    section.divisions.append(
        Division(
            number=divided.number,
            ayes=divided.counts.get(True),
            noes=divided.counts.get(False),
            votes=tuple(divided.votes),
            follows=follows,
            column=section.column,
            time=time,
            identifiers=(divided.identifier,) if divided.identifier else (),
            url=section.url,
        )
    )
    section.procedures += [Procedure(words, section.column, time) for words in divided.words]


def _placed(rejection: Rejection) -> Rejection:
    return replace(rejection, where=rejection.where.partition(".")[0])


def _placeless(section: Section, node: Node, reason: str) -> Iterator[Rejection]:
    """Yield what a debate holds that is held where the graph has no place."""
    held: list[tuple[str, Contribution | Division]] = [("contribution", each) for each in section.contributions]
    held += [("division", each) for each in section.divisions]
    for what, each in held:
        yield Rejection(what, " ".join((node.where, *each.identifiers)), reason)
    yield Rejection("matter", node.where, reason)
