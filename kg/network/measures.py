"""Measures of a network: of each node, and of the whole; each is networkx's own, computed by whichever library is fast at it.

Weights count in strength, PageRank, HITS, communities and the E-I index; paths (betweenness, closeness) and cores count steps. For
communities and cores an edge has no direction: the weights of both directions are added.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import prod

import networkx as nx
import numpy as np
import rustworkx as rx

from kg.errors import UsageError

Values = Mapping[str, float | int]
STEPS, SETTLED = 1000, 1e-12
"""When HITS is done: after so many steps, or where one moves no more than that."""


def undirected(made: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a network without directions, the weights of both directions of an edge added, without loops."""
    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(made)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for source, target, said in made.edges(data=True):
        if source != target:
            weights[min(source, target), max(source, target)] += said["weight"]
    joined.add_weighted_edges_from((source, target, weight) for (source, target), weight in weights.items())
    return joined


def _degree(made: "nx.Graph[str]") -> Values:
    return dict(made.degree())


def _in_degree(made: "nx.Graph[str]") -> Values:
    return dict(_directed(made).in_degree())


def _out_degree(made: "nx.Graph[str]") -> Values:
    return dict(_directed(made).out_degree())


def _strength(made: "nx.Graph[str]") -> Values:
    return dict(made.degree(weight="weight"))


def _in_strength(made: "nx.Graph[str]") -> Values:
    return dict(_directed(made).in_degree(weight="weight"))


def _out_strength(made: "nx.Graph[str]") -> Values:
    return dict(_directed(made).out_degree(weight="weight"))


def _directed(made: "nx.Graph[str]") -> "nx.DiGraph[str]":
    return made if isinstance(made, nx.DiGraph) else nx.DiGraph(made)


def _pagerank(made: "nx.Graph[str]") -> Values:
    return nx.pagerank(made, weight="weight")


def _hubs(made: "nx.Graph[str]") -> Values:
    return _hits(made)[0]


def _authorities(made: "nx.Graph[str]") -> Values:
    return _hits(made)[1]


def _hits(made: "nx.Graph[str]") -> tuple[Values, Values]:
    """Return hubs and authorities, grown from all nodes being equal as Kleinberg does (Journal of the ACM 46, 1999).

    networkx begins anywhere, by chance: where several answers hold, as in a star without directions, it gives another each
    time, and may give negative ones.
    """
    if not made.number_of_edges():
        return (dict.fromkeys(made, 0.0),) * 2
    matrix = nx.to_scipy_sparse_array(made, weight="weight", format="csr")
    hubs = grown = np.full(len(made), 1 / len(made))
    authorities = hubs
    for _ in range(STEPS):
        authorities = matrix.T @ hubs
        authorities /= authorities.sum()
        grown = matrix @ authorities
        grown /= grown.sum()
        if np.abs(grown - hubs).sum() < SETTLED:
            break
        hubs = grown
    return dict(zip(made, grown.tolist(), strict=True)), dict(zip(made, authorities.tolist(), strict=True))


def _betweenness(made: "nx.Graph[str]") -> Values:
    return dict(zip(made, rx.betweenness_centrality(_in_rust(made)).values(), strict=True))


def _closeness(made: "nx.Graph[str]") -> Values:
    return dict(zip(made, rx.closeness_centrality(_in_rust(made)).values(), strict=True))


def _in_rust(made: "nx.Graph[str]") -> "rx.PyGraph[None, None] | rx.PyDiGraph[None, None]":
    numbers = {node: number for number, node in enumerate(made)}
    same: rx.PyGraph[None, None] | rx.PyDiGraph[None, None]
    same = rx.PyDiGraph() if made.is_directed() else rx.PyGraph()
    same.add_nodes_from([None] * len(numbers))
    same.add_edges_from_no_data([(numbers[source], numbers[target]) for source, target in made.edges()])
    return same


def _core(made: "nx.Graph[str]") -> Values:
    return nx.core_number(undirected(made))


def _louvain(made: "nx.Graph[str]") -> Values:
    from kg.network.communities import louvain

    return louvain(made)


def _leiden(made: "nx.Graph[str]") -> Values:
    from kg.network.communities import leiden

    return leiden(made)


@dataclass(frozen=True)
class Measure:
    """A measure of the nodes: what it says, and how it is computed."""

    title: str
    of: Callable[["nx.Graph[str]"], Values]


MEASURES: Mapping[str, Measure] = {
    "degree": Measure("how many others a node is joined to", _degree),
    "in-degree": Measure("how many edges come to it", _in_degree),
    "out-degree": Measure("how many edges go from it", _out_degree),
    "strength": Measure("the weight of all its edges", _strength),
    "in-strength": Measure("the weight of the edges that come to it", _in_strength),
    "out-strength": Measure("the weight of the edges that go from it", _out_strength),
    "pagerank": Measure("PageRank, damping 0.85, by weight", _pagerank),
    "hub": Measure("HITS: how far it points to good authorities, by weight", _hubs),
    "authority": Measure("HITS: how far good hubs point to it, by weight", _authorities),
    "betweenness": Measure("the share of shortest paths that lead through it", _betweenness),
    "closeness": Measure("how near it is to those that reach it (Wasserman and Faust)", _closeness),
    "core": Measure("the largest k for which it is in the k-core", _core),
    "louvain": Measure("its community, by Louvain's method", _louvain),
    "leiden": Measure("its community, by the Leiden method", _leiden),
}


def measure(made: "nx.Graph[str]", names: Iterable[str]) -> None:
    """Set measures as attributes of the nodes, under their names. Raises UsageError for one that is not known."""
    names = tuple(dict.fromkeys(names))
    if unknown := [name for name in names if name not in MEASURES]:
        raise UsageError(f"there is no measure {unknown[0]!r}", mend=f"take some of: {', '.join(MEASURES)}")
    for name in names if made else ():
        values = MEASURES[name].of(made)
        nx.set_node_attributes(made, {node: values[node] for node in made}, name)


def summary(made: "nx.Graph[str]") -> dict[str, float | int]:
    """Return what is said of a network as a whole; what it has no nodes for is left out.

    Assortativity is Newman's coefficient (Physical Review E 67, 2003) over who is joined to whom; the E-I index Krackhardt and
    Stern's (1988): weight between groups less weight within, over both. Modularity is that of the Louvain communities.
    """
    said: dict[str, float | int] = {"nodes": made.number_of_nodes(), "edges": made.number_of_edges()}
    said["weight"] = made.size(weight="weight")
    sorts = Counter(kind for _, kind in made.nodes(data="kind"))
    of_two_sorts = made.is_directed() and len(sorts) > 1
    said["density"] = made.number_of_edges() / prod(sorts.values()) if of_two_sorts else nx.density(made)
    if not made.number_of_edges():
        return said
    if made.is_directed() and not of_two_sorts:
        said["reciprocity"] = nx.overall_reciprocity(_directed(made))
    said["modularity"] = modularity(made, _louvain(made))
    for attribute in ("party", "gender"):
        told = [node for node, value in made.nodes(data=attribute) if value]
        among = made.subgraph(told)
        if among.number_of_edges():
            said[f"assortativity-{attribute}"] = _assortativity(among, attribute)
            said[f"ei-{attribute}"] = ei_index(among, attribute)
    return said


def modularity(made: "nx.Graph[str]", community_of: Values) -> float:
    """Return Newman's modularity of communities, by weight, without directions."""
    groups: dict[float, set[str]] = defaultdict(set)
    for node, community in community_of.items():
        groups[community].add(node)
    return float(nx.community.modularity(undirected(made), groups.values(), weight="weight"))


def _assortativity(made: "nx.Graph[str]", attribute: str) -> float:
    """Return Newman's coefficient; 1 where all are of one group, for which it has no value."""
    if len({value for _, value in made.nodes(data=attribute)}) == 1:
        return 1.0
    value = nx.attribute_assortativity_coefficient(made, attribute)
    return 1.0 if np.isnan(value) else float(value)


def ei_index(made: "nx.Graph[str]", attribute: str) -> float:
    """Return the E-I index: 1 where all weight is between groups, -1 where all is within."""
    group = {node: said[attribute] for node, said in made.nodes(data=True)}
    outside = sum(said["weight"] for source, target, said in made.edges(data=True) if group[source] != group[target])
    every = made.size(weight="weight")
    return float((2 * outside - every) / every)
