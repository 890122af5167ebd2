"""Every projection has the edges and weights that SPARQL counts by itself, in the language of the store and by hand."""

from pathlib import Path

import networkx as nx
import pytest

from kg import iris
from kg.build import build
from kg.errors import UsageError
from kg.network import PROJECTIONS, edges_query, network
from kg.query import plain, run
from kg.store import Graph, open_graph
from tests.conftest import MOMENT
from tests.network.edges import Weighed, edges, short, told

REFERENCES = """SELECT ?who ?whom (COUNT(DISTINCT ?said) AS ?n) WHERE {
  ?said hkg:speaker ?who ; hkg:mentions ?whom . ?whom a hkg:Person . FILTER(?who != ?whom)
} GROUP BY ?who ?whom"""
ISSUES = """SELECT ?one ?other (COUNT(DISTINCT ?said) AS ?n) WHERE {
  ?said a hkg:Contribution ; hkg:raises ?one ; hkg:raises ?other . FILTER(STR(?one) < STR(?other))
} GROUP BY ?one ?other"""
BY_HAND = {"references": (REFERENCES, True), "issue-issue": (ISSUES, False)}


def counted(graph: Graph, sparql: str, is_directed: bool) -> Weighed:
    rows = [tuple(iris.relative(plain(term), graph.base) for term in row) for row in run(graph, sparql).rows]
    return told(((source, target, int(n)) for source, target, n in rows), is_directed)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_the_small_graph(small: Graph, name: str) -> None:
    made = network(small, name)
    assert edges(made)
    assert edges(made) == counted(small, edges_query(PROJECTIONS[name]), made.is_directed())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("references", {"ann bob": 2, "ann cat": 1, "bob cat": 1, "cat bob": 1, "dan ann": 1}),
        ("exchanges", {"bob ann": 1, "cat ann": 1, "ann bob": 1}),
        ("co-debate", {"ann bob": 1, "ann cat": 1}),
        ("co-vote", {"ann bob": 1, "ann cat": 2, "bob cat": 1}),
        (
            "agency-issue",
            {"home-office farming": 1, "home-office knife-crime": 1, "home-office crime": 1, "defra crime": 1},
        ),
        ("agency-agency", {"defra home-office": 1}),
        ("speaker-agency", {"ann home-office": 1, "dan home-office": 1, "dan defra": 1}),
        ("issue-issue", {"farming knife-crime": 1}),
        ("constituency-issue", {"1 crime": 1, "1 farming": 1, "1 knife-crime": 1}),
        (
            "party-issue",
            {
                "red crime": 1,
                "blue knife-crime": 1,
                "green farming": 1,
                "green knife-crime": 1,
                "red farming": 1,
                "blue crime": 1,
            },
        ),
    ],
)
def test_the_small_graph_as_it_is_read(small: Graph, name: str, expected: dict[str, int]) -> None:
    assert short(network(small, name)) == expected


def test_the_shipped_debate(seed_graph: Graph) -> None:
    for name, projection in PROJECTIONS.items():
        made = network(seed_graph, name)
        assert edges(made) == counted(seed_graph, edges_query(projection), made.is_directed()), name
    for name, (sparql, is_directed) in BY_HAND.items():
        assert edges(network(seed_graph, name)) == counted(seed_graph, sparql, is_directed), name
    made = network(seed_graph, "agency-issue")
    edge = made.edges["agency/regional-organised-crime-units", "issue/organised-crime"]
    assert edge["weight"] == edge["count"] == 2
    assert edge["first"] == edge["last"] == edge["days"] == "2017-11-20"
    assert len(edge["contributions"].split()) == 2
    assert network(seed_graph, "references").graph["left_out"] == 9


@pytest.mark.samples
def test_a_day_of_the_commons(samples: Path, tmp_path: Path) -> None:
    build([samples / "hansard/twfy/debates2016-05-11b.xml"], tmp_path / "day.kg", generated=MOMENT)
    with open_graph(tmp_path / "day.kg") as graph:
        for name in [name for name in PROJECTIONS if name != "co-vote"]:  # 600 voters are minutes of SPARQL
            made = network(graph, name)
            queries = [edges_query(PROJECTIONS[name]), *(BY_HAND[name][:1] if name in BY_HAND else ())]
            assert edges(made), name
            for sparql in queries:
                assert edges(made) == counted(graph, sparql, made.is_directed()), name


def test_nodes_say_who_they_were_on_the_days_they_are_seen(small: Graph) -> None:
    made = network(small, "references")
    assert made.nodes["person/ann"] == {
        "label": "Ann",
        "kind": "Person",
        "first": "2019-02-17",
        "last": "2019-03-05",
        "gender": "female",
        "party": "Green",
        "parties": "Red 2019-02-17; Green 2019-02-18",
        "house": "Commons",
        "seat": "Banbury",
        "region": "South East",
        "office": "",
    }
    assert made.nodes["person/dan"]["label"] == "Lord Dan"
    assert network(small, "references", during="2019-02-17").nodes["person/ann"]["party"] == "Red"


def test_edges_lead_back_to_the_words(small: Graph) -> None:
    assert network(small, "references").edges["person/ann", "person/bob"] == {
        "weight": 2,
        "count": 2,
        "first": "2019-02-17",
        "last": "2019-02-18",
        "days": "2019-02-17 2019-02-18",
        "contributions": "debate/a/1 debate/b/1",
    }


def test_contributions_without_a_known_speaker_are_counted(small: Graph) -> None:
    assert network(small, "references").graph["left_out"] == 1
    assert network(small, "co-debate").graph["left_out"] == 1
    assert network(small, "references", during="2019-02-18").graph["left_out"] == 0
    assert network(small, "agency-issue").graph["left_out"] == network(small, "co-vote").graph["left_out"] == 0


def test_nothing_is_joined_with_itself(small: Graph) -> None:
    for name in PROJECTIONS:
        assert not list(nx.selfloop_edges(network(small, name)))


def test_an_unknown_projection_is_said(small: Graph) -> None:
    with pytest.raises(UsageError, match=r"there is no projection 'nothing'; take one of: references, "):
        network(small, "nothing")
