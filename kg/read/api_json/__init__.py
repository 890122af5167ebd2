"""Answers of Hansard's own API (hansard-api.parliament.uk) in JSON: a debate, a division, a list of them, JSON Lines.

The structure is that of the API's specification (Swagger 2.0): a Debate has an Overview, its Items, and ChildDebates
with items of their own, which the answer for a container repeats. What the fields hold the specification does not
say; it was learnt from what public projects on GitHub say of answers that they have seen: readers of the API in five
languages and their tests (ItemType Contribution, Timestamp, Division, Amendment; the HRSTags; the classes of column
markers; who is named on the first paragraph of a speech only; a division as a line between bars), and ParlParse,
which reads the XML of the same system with the same tags. No answer itself was at hand. So what is not known is
never passed over: it is refused, or rejected with the JSON path and the value that was met.

A debate that stands twice in a document is read once. The sitting itself ("Commons Chamber") is no debate; where its
answer has words of its own they are those of one.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from kg.model import Debate, Rejection, Venue
from kg.read.api_json.answers import answers, recognises
from kg.read.api_json.divisions import Listed, Spool, listed, unknown
from kg.read.api_json.fields import Fields
from kg.read.api_json.items import in_order, item_of, place_of, role_of, wordless
from kg.read.api_json.moments import day_of
from kg.read.api_json.section import Section
from kg.read.api_json.titles import page_of, title_of
from kg.read.documents import Document
from kg.read.elements import holds

__all__ = ["read_api_json", "recognises"]

VOTED = (b'"AyeMembers"', b'"NoeMembers"')


def read_api_json(document: Document) -> Iterator[Debate | Rejection]:
    """Yield the debates of a document, each before those that it contains, and what of it is not carried over.

    A division that stands alone goes to its debate where the document has that, else to a debate of its own.
    Raises UnknownForm where the document is another answer of the API, and FormError where it breaks its form.
    """
    reading = _Reading(document)
    yielded = False
    for item in reading.items():
        yielded = True
        yield item
    if not yielded:
        yield Rejection("matter", document.name, "it holds no words and no division")


@dataclass(frozen=True, slots=True)
class _Node:
    """A debate of an answer: `parent` is the place of the one that contains it in the list of all."""

    fields: Fields
    overview: Fields
    parent: int | None

    @property
    def identifier(self) -> str:
        return self.overview.text("ExtId").strip()

    @property
    def is_sitting(self) -> bool:
        """Tell whether this is the whole sitting: the House, or its chamber without a tag."""
        tag, title = self.overview.text("HRSTag"), self.overview.text("Title").strip()
        location = self.overview.text("Location").strip()
        return role_of("heading", tag) == "sitting" or (not tag and title.casefold() == location.casefold())


@dataclass
class _Reading:
    """The state of one document: the debates that it has had, by ExtId, and the divisions that stand alone."""

    document: Document
    spool: Spool = field(default_factory=Spool)
    ordinal: int = 0
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)

    def items(self) -> Iterator[Debate | Rejection]:
        if any(holds(self.document, mark) for mark in VOTED):
            yield from self._divisions()
        for kind, fields in answers(self.document):
            if kind == "debate":
                yield from self._answer(list(_nodes(fields)))
        for debate in self.spool.debates():
            if several := tuple(self.spool.rest_of(debate)):
                yield self._of_divisions(several)

    def _divisions(self) -> Iterator[Rejection]:
        for kind, fields in answers(self.document):
            for item in listed(fields) if kind == "division" else ():
                if isinstance(item, Rejection):
                    yield item
                elif not self.spool.put(item):
                    yield Rejection("division", fields.path, "it stands twice in the document")

    def _answer(self, nodes: Sequence[_Node]) -> Iterator[Debate | Rejection]:
        """Yield the debates of one answer. What a container holds of a debate below it is that debate's."""
        copies = {at for at, node in enumerate(nodes) if self._is_copy(node)}
        owners = _owners(nodes, copies)
        above: dict[int | None, int | None] = {}
        answering: dict[int | None, set[str]] = {}
        for at, node in enumerate(nodes):
            if at in copies:
                above[at] = self.ordinals.get(node.identifier.casefold())
                yield from self._differing(node)
                continue
            items = [item for item in node.fields.objects("Items") if owners.get(_key(item), at) == at]
            parent = above.get(node.parent)
            done = self._debate(node, items, parent, answering.setdefault(node.parent, set()))
            yield from (item for item in done if isinstance(item, Rejection))
            debate = next((item for item in done if isinstance(item, Debate)), None)
            if debate:
                yield debate
            above[at] = debate.ordinal if debate and not node.is_sitting else None

    def _is_copy(self, node: _Node) -> bool:
        """Tell whether the document has had this debate; note it where not."""
        key = node.identifier.casefold()
        if not key or key in self.seen:
            return bool(key)
        self.seen[key] = node.fields.path, _digest(node)
        return False

    def _differing(self, node: _Node) -> Iterator[Rejection]:
        """Yield what a second copy of a debate says where it does not say the same."""
        path, digest = self.seen[node.identifier.casefold()]
        if digest != _digest(node):
            reason = f"its debate {node.identifier} is read from {path}, and says something else here"
            for fields in node.fields.objects("Items"):
                item = item_of(fields)
                yield Rejection("contribution" if item.named else "element", item.path, reason)

    def _debate(
        self, node: _Node, items: list[Fields], parent: int | None, answering: set[str]
    ) -> list[Debate | Rejection]:
        overview, place, on = node.overview, place_of(node.overview), day_of(node.overview, "Date")
        title, chair = title_of(overview)
        url = page_of(place.venue, on, node.identifier, title)
        section = Section(
            venue=place.venue or Venue.COMMONS,
            written=place.written,
            on=on,
            url=url,
            oral=role_of("heading", overview.text("HRSTag")) == "oral" and place.venue is Venue.COMMONS,
            answering=answering,
            spool=self.spool,
        )
        found: list[Debate | Rejection] = [*unknown(node.fields, "debate"), *unknown(overview, "overview")]
        for fields in in_order(items):
            item = item_of(fields)
            found += (*wordless(fields, item), *section.take(item))
        section.close()
        section.join(self.spool.rest_of(node.identifier) if node.identifier else ())
        if place.venue is None:
            return [*found, *_placeless(section, node, place.reason)]
        if node.is_sitting and not section.holds_anything:
            return found
        self.ordinal += 1
        self.ordinals[node.identifier.casefold()] = self.ordinal
        volume = overview.number("VolumeNo")
        return [
            *found,
            section.debate(title, chair, self.ordinal, parent, node.identifier, str(volume) if volume else None),
        ]

    def _of_divisions(self, several: tuple[Listed, ...]) -> Debate:
        first, self.ordinal = several[0], self.ordinal + 1
        url = page_of(first.venue, first.date, first.debate, first.title)
        return Debate(
            venue=first.venue,
            date=first.date,
            title=first.title,
            ordinal=self.ordinal,
            divisions=tuple(replace(one.division, url=url) for one in several),
            identifiers=tuple(filter(None, (first.debate,))),
            url=url,
        )


def _nodes(fields: Fields) -> Iterator[_Node]:
    """Yield a debate and all below it, each before those that it contains. No depth recurses."""
    waiting: list[tuple[Fields, int | None]] = [(fields, None)]
    count = 0
    while waiting:
        own, parent = waiting.pop()
        yield _Node(own, own.object("Overview"), parent)
        waiting += [(child, count) for child in own.objects("ChildDebates")][::-1]
        count += 1


def _key(item: Fields) -> tuple[str, int] | None:
    number = item.number("ItemId")
    return (item.text("ItemType"), number) if number else None


def _owners(nodes: Sequence[_Node], copies: set[int]) -> dict[tuple[str, int] | None, int]:
    """Return which debate each item belongs to that a container repeats: the innermost that holds it."""
    owners: dict[tuple[str, int] | None, int] = {}
    for at, node in enumerate(nodes):
        if at in copies:
            continue
        around = set(_around(nodes, at))
        for item in node.fields.objects("Items"):
            key = _key(item)
            if key and owners.get(key, at) in around:
                owners[key] = at
    return owners


def _around(nodes: Sequence[_Node], at: int) -> Iterator[int]:
    """Yield the place of a debate and of each that contains it."""
    above: int | None = at
    while above is not None:
        yield above
        above = nodes[above].parent


def _digest(node: _Node) -> str:
    items = node.fields.values.get("Items")
    return sha256(json.dumps(items, sort_keys=True, default=str).encode()).hexdigest()


def _placeless(section: Section, node: _Node, reason: str) -> Iterator[Rejection]:
    """Yield what a debate holds that is held where the graph has no place."""
    where = f"{node.fields.path}, {node.identifier}"
    for contribution in section.contributions:
        yield Rejection("contribution", f"{where}, contribution {contribution.index}", reason)
    for division in section.divisions:
        yield Rejection("division", f"{where}, division {division.number}", reason)
    yield Rejection("matter", where, reason)
