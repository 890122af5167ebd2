"""GraphML is read as what networkx writes is read, and what XML cannot hold is refused."""

from pathlib import Path

import networkx as nx
import pytest

from kg.errors import GraphError
from kg.network import measure, network, write_network
from kg.store import Graph

HARD = "a&b <c> \"d\" 'e' \t\r\n é 😀 שלום"


def same(made: "nx.Graph[str]", folder: Path) -> bool:
    """Tell whether ours and what networkx writes read alike: nodes, edges, all attributes with their types, in order."""
    write_network(made, "graphml", folder / "ours")
    nx.write_graphml_lxml(made, folder / "theirs")
    ours, theirs = nx.read_graphml(folder / "ours"), nx.read_graphml(folder / "theirs")
    assert type(ours) is type(theirs)
    return list(ours.nodes(data=True)) == list(theirs.nodes(data=True)) and list(ours.edges(data=True)) == list(
        theirs.edges(data=True)
    )


@pytest.mark.parametrize("sort", [nx.Graph, nx.DiGraph])
def test_attributes_of_every_type_and_hard_text(sort: type["nx.Graph[str]"], tmp_path: Path) -> None:
    made = sort(name=HARD, left_out=3, weight="count")
    made.add_node("bare")
    made.add_node(HARD, label=HARD, empty="", weight=True, **{HARD: 1})
    made.add_edge("bare", HARD, weight=1, note=HARD, sure=True, label="an edge's")
    made.add_edge("bare", "other", weight=0.1 + 0.2)
    assert same(made, tmp_path)


def test_a_measured_network(seed_graph: Graph, tmp_path: Path) -> None:
    made = network(seed_graph, "agency-issue")
    measure(made, ["pagerank", "leiden"])
    assert same(made, tmp_path)


@pytest.mark.parametrize("where", ["node", "edge"])
def test_what_xml_cannot_hold_is_refused(where: str, tmp_path: Path) -> None:
    made: nx.Graph[str] = nx.Graph()
    made.add_edge("a", "b", weight=1, **({"note": "\x01"} if where == "edge" else {}))
    made.add_node("a", label="\x01" if where == "node" else "a")
    with pytest.raises(GraphError):
        write_network(made, "graphml", tmp_path / "refused.graphml")
