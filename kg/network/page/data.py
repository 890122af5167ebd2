"""What a page holds: the strongest of a network, in short rows, each word and each address once."""

import json
from collections.abc import Hashable, Mapping
from typing import Any

import networkx as nx

from kg.network.layout import positions
from kg.network.page.groups import groups
from kg.network.projections import PROJECTIONS
from kg.network.words import Edge, Words

NODES, EDGES = 3_000, 30_000
"""As many as a page draws smoothly."""

VERBS: Mapping[str, tuple[str, str]] = {
    "references": ("Names", "Named by"),
    "exchanges": ("Answers", "Answered by"),
    "speaker-issue": ("Raises", "Raised by"),
    "constituency-issue": ("Raises", "Raised by"),
    "party-issue": ("Raises", "Raised by"),
    "speaker-agency": ("Names", "Named by"),
    "agency-issue": ("Named with", "Named with"),
    "issue-issue": ("Named with", "Named with"),
    "agency-agency": ("Named with", "Named with"),
    "co-debate": ("Speaks with", "Speaks with"),
    "co-vote": ("Votes with", "Votes with"),
}
"""What stands over the neighbours that an edge leads to, and over those that it comes from."""


def strongest(made: "nx.Graph[str]", nodes: int = NODES, edges: int = EDGES) -> "nx.Graph[str]":
    """Return the strongest edges, in their order, and their ends: no more than so many of either."""
    kept: set[str] = set()
    chosen: list[Edge] = []
    for source, target in by_weight(made):
        if len(chosen) < edges and len(kept) + (source not in kept) + (target not in kept) <= nodes:
            kept |= {source, target}
            chosen.append((source, target))
    taken: nx.Graph[str] = made.__class__(**made.graph)
    taken.add_nodes_from((node, said) for node, said in made.nodes(data=True) if node in kept)
    taken.add_edges_from((*edge, made.edges[edge]) for edge in chosen)
    return taken


def by_weight(made: "nx.Graph[str]") -> list[Edge]:
    """Return the edges, the strongest first, of equals in the order of their ends."""
    order = sorted((-known["weight"], source, target) for source, target, known in made.edges(data=True))
    return [(source, target) for _, source, target in order]


class Numbers:
    """Numbers for things, given as they come; `list` has the things in the order of their numbers."""

    def __init__(self) -> None:
        self.of: dict[Hashable, int] = {}

    def number(self, thing: Hashable) -> int:
        return self.of.setdefault(thing, len(self.of))

    @property
    def list(self) -> list[Hashable]:
        return [*self.of]


def page_data(made: "nx.Graph[str]", words: Words, of: "nx.Graph[str]") -> dict[str, Any]:
    """Return what the page holds of `made`, which is the strongest `of` a network."""
    made_groups, group_of = groups(made)
    places = positions(made)
    order = sorted(made, key=lambda node: (-made.degree(node, weight="weight"), node))
    number = {node: rank for rank, node in enumerate(order)}
    strings, said, days = (
        Numbers(),
        Numbers(),
        sorted({day for *_, known in made.edges(data=True) for day in known["days"].split()}),
    )
    day_number = {day: rank for rank, day in enumerate(days)}
    edges = []
    for source, target in by_weight(made):
        known = made.edges[source, target]
        shown = [
            said.number((*map(strings.number, (one.debate, one.day, one.speaker, one.url)), one.pieces))
            for one in words.get((source, target), ())
        ]
        seen = [day_number[day] for day in known["days"].split()]
        edges.append([number[source], number[target], known["weight"], known["count"], seen, shown])
    verbs = VERBS.get(made.graph.get("name", ""), ("To", "From") if made.is_directed() else ("With", "With"))
    return {
        "directed": made.is_directed(),
        "name": made.graph.get("name", ""),
        "unit": unit_of(made),
        "verbs": verbs,
        "groups": [[group.name, group.light, group.dark, group.kind] for group in made_groups],
        "days": days,
        "nodes": [_node(node, made.nodes[node], group_of[node], places[node]) for node in order],
        "edges": edges,
        "all": [of.number_of_nodes(), of.number_of_edges()],
        "strings": strings.list,
        "said": said.list,
    }


def unit_of(made: "nx.Graph[str]") -> str:
    """Return what the edges count: "contribution", "debate", "division"."""
    projection = PROJECTIONS.get(made.graph.get("name", ""))
    return projection.unit.lower() if projection else "unit"


def _node(node: str, said: Mapping[str, Any], group: int, place: tuple[int, int]) -> list[Any]:
    told = {key: value for key, value in said.items() if value != "" and key not in ("label", "kind", "first", "last")}
    if "gender" in told:
        told["gender"] = str(told["gender"]).rpartition("/")[2]
    return [node, said["label"], said["kind"], group, *place, said["first"], said["last"], told]


def embedded(data: object) -> str:
    r"""Return data as JSON that may stand in a script element: no label can end it.

    >>> print(embedded("</script>"))
    "\u003c/script\u003e"
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written
