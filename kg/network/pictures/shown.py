"""What of a network a picture shows: the strongest nodes, and of the edges among them those that carry the most."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.network.measures import undirected

MOST = 70
EDGES_A_NODE = 3
"""About as many edges as a reader can follow: the least weight shown is as low as this allows."""
ALL_ALIKE = 0.5
"""From this density on strength says who took part, not who stands out; then parties are shown in proportion."""

Edge = tuple[str, str, float]


@dataclass(frozen=True)
class Shown:
    """The nodes shown, strongest first, the edges shown, lightest first, and what they are out of.

    `strength` is the weight of all edges of a node, shown or not; `least` the weight from which every edge among the nodes is
    shown; lighter ones are where an end has no heavier one. `among` is how many edges there are among the nodes. `in_proportion` says that parties are shown as they are many,
    `instead` that nodes which join none of the others gave way to weaker ones which do.
    """

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    strength: Mapping[str, float]
    least: float
    lighter: int
    among: int
    in_proportion: bool
    instead: bool
    of_nodes: Mapping[str, int]
    of_edges: int

    def joined(self) -> "nx.Graph[str]":
        """Return what is shown without directions, nodes in order."""
        made: nx.Graph[str] = nx.Graph()
        made.add_nodes_from(self.nodes)
        directed: nx.DiGraph[str] = nx.DiGraph()
        directed.add_nodes_from(self.nodes)
        directed.add_weighted_edges_from(self.edges)
        both = undirected(directed)
        made.add_weighted_edges_from(
            sorted((min(s, t), max(s, t), said["weight"]) for s, t, said in both.edges(data=True))
        )
        return made


def shown(made: "nx.Graph[str]", most: int = MOST) -> Shown:
    """Return the strongest nodes of a network that edges join to one another, with the heaviest of these edges.

    Of two kinds of node each has half of the places, or all of it where it is rarer. Ties go by path.
    """
    strength = dict(made.degree(weight="weight"))
    ranked = sorted(made, key=lambda node: (-strength[node], node))
    kind_of = {node: str(said.get("kind", "")) for node, said in made.nodes(data=True)}
    at_most = _evenly(Counter(kind_of.values()), most)
    strongest = _of_each(ranked, kind_of, at_most)
    nodes = _joined(made, strongest, strength, kind_of, at_most)
    among = _among(made, nodes)
    in_proportion = len(nodes) < len(made) and _alike(made, nodes, among)
    if in_proportion:
        party_of = {node: str(said.get("party", "")) for node, said in made.nodes(data=True)}
        nodes = _of_each(ranked, party_of, _in_proportion(Counter(party_of.values()), most))
        among = _among(made, nodes)
    least, edges = _heaviest(among, EDGES_A_NODE * len(nodes))
    joined = {end for source, target, _ in edges for end in (source, target)}
    kept = tuple(node for node in nodes if node in joined) or tuple(nodes)
    return Shown(
        kept,
        tuple(edges),
        {node: strength[node] for node in kept},
        least,
        sum(edge[2] < least for edge in edges),
        len(among),
        in_proportion,
        not in_proportion and nodes != strongest,
        dict(sorted(Counter(kind_of.values()).items())),
        made.number_of_edges(),
    )


def _of_each(ranked: list[str], group_of: Mapping[str, str], places: Mapping[str, int]) -> list[str]:
    """Return the first of each group, as many as it has places, in their order."""
    taken: Counter[str] = Counter()
    nodes = []
    for node in ranked:
        if taken[group_of[node]] < places[group_of[node]]:
            taken[group_of[node]] += 1
            nodes.append(node)
    return nodes


def _joined(
    made: "nx.Graph[str]",
    strongest: list[str],
    strength: Mapping[str, float],
    kind_of: Mapping[str, str],
    places: Mapping[str, int],
) -> list[str]:
    """Return nodes without those that join none of the others; the strongest neighbours of the rest have their places."""
    among = {end for source, target, _ in _among(made, strongest) for end in (source, target)}
    nodes = [node for node in strongest if node in among] or strongest[:1]
    free = Counter(places) - Counter(kind_of[node] for node in nodes)
    near = {other for node in nodes for other in nx.all_neighbors(made, node)} - set(nodes)
    while choices := [node for node in near if free[kind_of[node]]]:
        chosen = min(choices, key=lambda node: (-strength[node], node))
        nodes.append(chosen)
        free[kind_of[chosen]] -= 1
        near |= set(nx.all_neighbors(made, chosen))
        near -= set(nodes)
    return sorted(nodes, key=lambda node: (-strength[node], node))


def _evenly(sizes: Mapping[str, int], most: int) -> Mapping[str, int]:
    """Return as many places for each group; what one does not need the next have.

    >>> _evenly({"Issue": 600, "Party": 10}, 70)
    {'Party': 10, 'Issue': 60}
    """
    places: dict[str, int] = {}
    for done, (group, size) in enumerate(sorted(sizes.items(), key=lambda item: (item[1], item[0]))):
        places[group] = min(size, (most - sum(places.values())) // (len(sizes) - done))
    return places


def _in_proportion(sizes: Mapping[str, int], most: int) -> Mapping[str, int]:
    """Return places for each group as it is large, by largest remainders (Hamilton's method).

    >>> _in_proportion({"Conservative": 6, "Labour": 3, "Green Party": 2}, 5)
    {'Conservative': 3, 'Labour': 1, 'Green Party': 1}
    """
    every = sum(sizes.values())
    places = {group: size * most // every for group, size in sizes.items()}
    for group in sorted(sizes, key=lambda group: (-(sizes[group] * most % every), group))[
        : most - sum(places.values())
    ]:
        places[group] += 1
    return places


def _among(made: "nx.Graph[str]", nodes: list[str]) -> list[Edge]:
    """Return the edges among some of the nodes, heaviest first."""
    rank = {node: number for number, node in enumerate(nodes)}
    edges = [
        (source, target, float(said.get("weight", 1)))
        for source in nodes
        for target, said in made.adj[source].items()
        if target in rank and (rank[source] < rank[target] or (made.is_directed() and source != target))
    ]
    return sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1]))


def _alike(made: "nx.Graph[str]", nodes: list[str], among: list[Edge]) -> bool:
    parties = {made.nodes[node].get("party") for node in made}
    return len(parties) > 1 and 2 * len(among) > ALL_ALIKE * len(nodes) * (len(nodes) - 1)


def _heaviest(among: list[Edge], most: int) -> tuple[float, list[Edge]]:
    """Return the least weight from which no more than `most` edges are heavy, and those edges with the heaviest of each node."""
    weights = [weight for *_, weight in among]
    falls = [weight for weight, lighter in pairwise(weights[: most + 1]) if lighter < weight]
    least = min((weights if len(weights) <= most else falls) or weights[:1], default=0.0)
    best: dict[str, float] = {}
    for source, target, weight in among:
        best.setdefault(source, weight)
        best.setdefault(target, weight)
    edges = [edge for edge in among if edge[2] >= min(least, best[edge[0]], best[edge[1]])]
    return least, edges[::-1]
