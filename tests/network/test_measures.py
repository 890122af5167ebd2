"""Each measure is networkx's own on small networks; communities are sound, the same twice, and as good as networkx finds them."""

from collections.abc import Callable

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.network import MEASURES, measure
from kg.network.measures import ei_index, modularity, summary, undirected

Values = dict[str, float]


def strength_of(made: "nx.Graph[str]") -> Values:
    return dict(made.degree(weight="weight"))


def directed(made: "nx.Graph[str]") -> "nx.DiGraph[str]":
    return nx.DiGraph(made)


OURS: dict[str, Callable[["nx.Graph[str]"], Values]] = {
    "degree": lambda made: dict(made.degree()),
    "in-degree": lambda made: dict(directed(made).in_degree()),
    "out-degree": lambda made: dict(directed(made).out_degree()),
    "strength": strength_of,
    "in-strength": lambda made: dict(directed(made).in_degree(weight="weight")),
    "out-strength": lambda made: dict(directed(made).out_degree(weight="weight")),
    "pagerank": lambda made: nx.pagerank(made, weight="weight"),
    "hub": lambda made: nx.hits(made)[0],
    "authority": lambda made: nx.hits(made)[1],
    "betweenness": lambda made: nx.betweenness_centrality(made),
    "closeness": lambda made: nx.closeness_centrality(made),
    "core": lambda made: nx.core_number(made.to_undirected()),
}
COMMUNITIES = ("louvain", "leiden")


def weighted(made: "nx.Graph[int]") -> "nx.Graph[str]":
    named = nx.relabel_nodes(made, {node: f"person/{node:02}" for node in made})
    for number, (_, _, said) in enumerate(named.edges(data=True)):
        said["weight"] = (number * 7) % 5 + 0.5
    return named


def random(seed: int, is_directed: bool) -> "nx.Graph[str]":
    return weighted(nx.gnp_random_graph(24, 0.15, seed=seed, directed=is_directed))


NETWORKS = {
    **{f"directed {seed}": random(seed, True) for seed in range(3)},
    **{f"undirected {seed}": random(seed, False) for seed in range(3)},
    "cliques": weighted(nx.connected_caveman_graph(4, 5)),
    "star": weighted(nx.star_graph(6)),
    "club": weighted(nx.karate_club_graph()),
}


def test_every_measure_is_tested() -> None:
    assert {*OURS, *COMMUNITIES} == set(MEASURES)


HITS = ("hub", "authority")
PAIRS = [(name, network) for name in OURS for network in NETWORKS if network != "star" or name not in HITS]


@pytest.mark.parametrize(("name", "network"), PAIRS)
def test_a_measure_is_networkxs(name: str, network: str) -> None:
    made = NETWORKS[network].copy()
    expected = OURS[name](made)
    measure(made, [name])
    assert dict(made.nodes(data=name)) == pytest.approx(expected, abs=1e-9)


def test_hits_where_several_answers_hold_grows_from_equal_nodes() -> None:
    """In a star any share of the middle is an answer; grown from equal nodes it is this one."""
    made = NETWORKS["star"].copy()
    weights = [weight for *_, weight in made.edges(data="weight")]
    whole, squares = sum(weights), sum(weight**2 for weight in weights)
    hubs = [squares, *(weight * whole for weight in weights)]
    for _ in range(3):
        measure(made, HITS)
        assert [value for _, value in made.nodes(data="hub")] == pytest.approx([hub / sum(hubs) for hub in hubs])
        authorities = [1 / 2, *(weight / whole / 2 for weight in weights)]
        assert [value for _, value in made.nodes(data="authority")] == pytest.approx(authorities)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("name", COMMUNITIES)
def test_communities(name: str, network: str) -> None:
    made = NETWORKS[network].copy()
    measure(made, [name])
    found = dict(made.nodes(data=name))
    sizes = [list(found.values()).count(number) for number in range(1, max(found.values()) + 1)]
    assert all(sizes)
    assert sizes == sorted(sizes, reverse=True)
    again = NETWORKS[network].copy()
    measure(again, [name])
    assert dict(again.nodes(data=name)) == found
    plain = undirected(made)
    best = nx.community.modularity(plain, nx.community.louvain_communities(plain, seed=1))
    assert modularity(made, found) >= best - 0.05
    groups = [{node for node in found if found[node] == number} for number in set(found.values())]
    assert modularity(made, found) == pytest.approx(nx.community.modularity(plain, groups))


def test_without_direction_the_weights_of_both_are_added() -> None:
    made: nx.DiGraph[str] = nx.DiGraph()
    made.add_weighted_edges_from([("a", "b", 2), ("b", "a", 3), ("b", "c", 1), ("c", "c", 9)])
    plain = undirected(made)
    assert list(plain) == ["a", "b", "c"]
    assert dict(plain.edges) == {("a", "b"): {"weight": 5}, ("b", "c"): {"weight": 1}}


def four() -> "nx.DiGraph[str]":
    """Two women of Red, two men, of Blue and of no known party."""
    made: nx.DiGraph[str] = nx.DiGraph()
    for node, party, gender in (("a", "Red", "f"), ("b", "Red", "f"), ("c", "Blue", "m"), ("d", "", "m")):
        made.add_node(node, kind="Person", party=party, gender=gender)
    made.add_weighted_edges_from([("a", "b", 3), ("b", "a", 1), ("a", "c", 2), ("c", "d", 4)])
    return made


def test_the_network_as_a_whole() -> None:
    said = summary(four())
    assert said["nodes"], said["edges"] == (4, 4)
    assert said["weight"] == 10
    assert said["density"] == pytest.approx(4 / 12)
    assert said["reciprocity"] == pytest.approx(2 / 4)
    # of known party: ab and ba within, ac between; by weight 4 within and 2 between
    assert said["ei-party"] == pytest.approx((2 - 4) / 6)
    # Newman: e = [[2/3, 1/3], [0, 0]] of Red and Blue, a·b = 2/3·1 + 1/3·0: (2/3 - 2/3) / (1 - 2/3)
    assert said["assortativity-party"] == pytest.approx(0)
    # by gender ab, ba, cd within: e = 3/4; a·b = 3/4·2/4 + 1/4·2/4 = 1/2: (3/4 - 1/2) / (1 - 1/2)
    assert said["assortativity-gender"] == pytest.approx(0.5)
    assert said["ei-gender"] == pytest.approx((2 - 8) / 10)


def test_two_sorts_of_node_are_as_dense_as_their_pairs() -> None:
    made: nx.DiGraph[str] = nx.DiGraph()
    made.add_nodes_from("ab", kind="Person")
    made.add_nodes_from("xyz", kind="Issue")
    made.add_weighted_edges_from([("a", "x", 1), ("b", "y", 1), ("b", "z", 2)])
    said = summary(made)
    assert said["density"] == 3 / 6
    assert "reciprocity" not in said


def test_one_group_has_no_mixing() -> None:
    made = four().subgraph("ab").copy()
    said = summary(made)
    assert said["assortativity-party"] == 1
    assert said["ei-party"] == ei_index(made, "party") == -1


@pytest.mark.parametrize("is_directed", [True, False])
@pytest.mark.parametrize("name", MEASURES)
def test_nothing_and_one_edge(name: str, is_directed: bool) -> None:
    made: nx.Graph[str] = nx.DiGraph() if is_directed else nx.Graph()
    measure(made, [name])
    assert summary(made)["nodes"] == 0
    made.add_nodes_from("ab", kind="Person", party="", gender="")
    measure(made, [name])
    assert all(name in said for _, said in made.nodes(data=True))
    made.add_edge("a", "b", weight=2)
    measure(made, [name])
    assert all(name in said for _, said in made.nodes(data=True))
    assert summary(made)["weight"] == 2


def test_several_measures_at_once_and_unknown_ones() -> None:
    made = four()
    measure(made, ["degree", "core", "degree"])
    assert made.nodes["a"]["degree"] == 3
    with pytest.raises(UsageError, match="there is no measure 'beauty'; take some of: degree, "):
        measure(made, ["degree", "beauty"])
