"""GraphML says what networkx says of a network, and what XML cannot hold is refused."""

from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from kg.errors import GraphError
from kg.network import measure, network, write_network
from kg.store import Graph

HARD = "a&b <c> \"d\" 'e' \t\r\n é 😀 שלום"


def read(path: Path) -> "nx.Graph[str]":
    made = nx.read_graphml(path)
    for ends in made.edges:
        made.edges[ends].pop("id", None)
    return made


@pytest.mark.parametrize("sort", [nx.Graph, nx.DiGraph])
def test_it_reads_back_with_every_type(sort: type["nx.Graph[str]"], tmp_path: Path) -> None:
    made = sort()
    made.add_node("bare")
    made.add_node(HARD, label=HARD, empty="", **{HARD: 1})
    made.add_edge("bare", HARD, weight=1, label=HARD, sure=True)
    made.add_edge("bare", "other", weight=0.1 + 0.2)
    write_network(made, "graphml", tmp_path / "ours")
    back = read(tmp_path / "ours")
    assert back.is_directed() == made.is_directed()
    assert list(back.nodes(data=True)) == list(made.nodes(data=True))
    assert list(back.edges(data=True)) == list(made.edges(data=True))


def test_it_says_what_networkx_says(seed_graph: Graph, tmp_path: Path) -> None:
    made = network(seed_graph, "agency-issue")
    measure(made, ["pagerank", "leiden"])
    write_network(made, "graphml", tmp_path / "ours")
    nx.write_graphml_lxml(made, tmp_path / "theirs")
    ours, theirs = read(tmp_path / "ours"), read(tmp_path / "theirs")
    assert list(ours.nodes(data=True)) == list(theirs.nodes(data=True))
    assert list(ours.edges(data=True)) == list(theirs.edges(data=True))


def test_keys_are_called_as_what_they_hold_and_each_otherwise(seed_graph: Graph, tmp_path: Path) -> None:
    write_network(network(seed_graph, "agency-issue"), "graphml", tmp_path / "ours")
    keys = etree.parse(tmp_path / "ours").findall("{*}key")
    ids = [key.get("id") for key in keys]
    assert len(ids) == len(set(ids))
    assert {"label", "weight", "first", "edge-first"} <= set(ids)


@pytest.mark.parametrize("where", ["node", "edge"])
def test_what_xml_cannot_hold_is_refused(where: str, tmp_path: Path) -> None:
    made: nx.Graph[str] = nx.Graph()
    made.add_edge("a", "b", weight=1, **({"note": "\x01"} if where == "edge" else {}))
    made.add_node("a", label="\x01" if where == "node" else "a")
    with pytest.raises(GraphError):
        write_network(made, "graphml", tmp_path / "refused.graphml")
