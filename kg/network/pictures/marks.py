"""Which colour and shape a node has in a picture: a colour for its party or community, a shape for its kind."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import networkx as nx

from kg.network.colours import NO_PARTY, OTHER_PARTIES, OTHERS, PLAIN, Colour, community_colours, party_colours
from kg.network.measures import MEASURES
from kg.network.pictures.shown import Shown
from kg.tables import table

HERE = Path(__file__).parent
PARTIES_NAMED = 8
BETWEEN = "#7C8791"
"""The colour of an edge between two colours."""


@dataclass(frozen=True)
class Shape:
    """A regular polygon by its corners (0: a circle) and its turn in degrees, the kind that it means, and how many nodes have it."""

    corners: int = 0
    turn: int = 0
    means: str = ""
    count: int = 0

    @property
    def stretch(self) -> float:
        """How far its corners are from its centre, in the radius of a circle of the same area."""
        return math.sqrt(2 * math.pi / (self.corners * math.sin(2 * math.pi / self.corners))) if self.corners else 1.0

    @property
    def reach(self) -> float:
        """How far it reaches up, down or aside, in the same."""
        angles = [math.radians(self.turn + 360 * corner / self.corners) for corner in range(self.corners)]
        return self.stretch * max((max(abs(math.sin(one)), abs(math.cos(one))) for one in angles), default=1.0)


def shapes(made: "nx.Graph[str]", parts: Shown) -> Mapping[str, Shape]:
    """Return the shape of each kind that is shown, in the order of the table; unknown kinds are circles."""
    counted = Counter(made.nodes[node].get("kind", "") for node in parts.nodes)
    known = {row["kind"]: row for row in table(HERE / "kinds.csv")}
    order = [kind for kind in known if kind in counted] + sorted(counted.keys() - known.keys())
    return {
        kind: Shape(
            int(known[kind]["corners"]) if kind in known else 0,
            int(known[kind]["turn"]) if kind in known else 0,
            _called(kind, counted[kind]),
            counted[kind],
        )
        for kind in order
    }


def _called(kind: str, count: int) -> str:
    row = next((row for row in table(HERE / "kinds.csv") if row["kind"] == kind), None)
    if row is None:
        return kind.lower() or ("node" if count == 1 else "nodes")
    return row["one"] if count == 1 else row["many"]


def counted(count: int, kind: str) -> str:
    """Return how many there are of a kind.

    >>> counted(1106, "Issue")
    '1,106 issues'
    """
    return f"{count:,} {_called(kind, count)}"


def party_of(said: Mapping[str, str]) -> str:
    """Return the party that a node is or has, the first of several; empty where there is none."""
    return said.get("label", "") if said.get("kind") == "Party" else said.get("party", "").split("; ")[0]


def colours(made: "nx.Graph[str]", parts: Shown) -> tuple[str, Mapping[str, Colour]]:
    """Return what colours mean in this picture ("party" or "community") and the colour of each node shown."""
    if any(party_of(made.nodes[node]) for node in parts.nodes):
        return "party", _by_party(made, parts)
    return "community", _by_community(made, parts)


def _by_party(made: "nx.Graph[str]", parts: Shown) -> Mapping[str, Colour]:
    known = party_colours()
    group = {
        node: party_of(made.nodes[node]) or NO_PARTY
        for node in parts.nodes
        if made.nodes[node].get("kind") in ("Person", "Party") or party_of(made.nodes[node])
    }
    many = Counter(party if party in known else OTHER_PARTIES for party in group.values())
    named = {party for party, _ in sorted(many.items(), key=lambda item: (-item[1], item[0]))[:PARTIES_NAMED]}
    group = {node: party if party in named | {NO_PARTY} else OTHER_PARTIES for node, party in group.items()}
    counts = Counter(group.values())
    return {
        node: replace(known[group[node]], means=group[node], count=counts[group[node]]) if node in group else PLAIN
        for node in parts.nodes
    }


def _by_community(made: "nx.Graph[str]", parts: Shown) -> Mapping[str, Colour]:
    """Return colours by Louvain's communities among the nodes shown: of the largest, each named by its strongest node."""
    known = community_colours()
    found = MEASURES["louvain"].of(parts.joined()) if parts.nodes else {}
    sizes = Counter(found.values())
    own = [str(community) for community in sizes if str(community) in known and sizes[community] > 1]
    group = {node: str(found[node]) if str(found[node]) in own else OTHERS for node in parts.nodes}
    counts = Counter(group.values())
    strongest = {group[node]: node for node in reversed(parts.nodes)}
    names = {
        one: OTHERS if one == OTHERS else str(made.nodes[strongest[one]].get("label") or strongest[one])
        for one in counts
    }
    return {node: replace(known[one], means=names[one], count=counts[one]) for node, one in group.items()}


def legend_of(found: Mapping[str, Colour]) -> Iterator[Colour]:
    """Yield the colours that mean something, the most frequent first, what is left over last."""
    rest = (OTHER_PARTIES, NO_PARTY, OTHERS)
    yield from sorted(
        {one for one in found.values() if one.means}, key=lambda one: (one.means in rest, -one.count, one.means)
    )
