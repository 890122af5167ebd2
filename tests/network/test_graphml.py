"""GraphML reads back as what networkx writes, and what XML cannot hold is refused."""

from pathlib import Path

import networkx as nx
import pytest

from kg.errors import GraphError
from kg.network import measure, network, write_network
from kg.store import Graph

HARD = "a&b <c> \"d\" 'e' \t\r\n é 😀 שלום"


Network = tuple[dict[str, object], list[tuple[str, object]], list[tuple[str, str, object]]]


def read(path: Path) -> Network:
    made = nx.read_graphml(path)
    return made.graph, list(made.nodes(data=True)), list(made.edges(data=True))


def both(made: "nx.Graph[str]", folder: Path) -> tuple[Network, Network]:
    """Return a network as it is read from what is written here, and from what networkx writes."""
    write_network(made, "graphml", folder / "ours")
    nx.write_graphml_lxml(made, folder / "theirs")
    return read(folder / "ours"), read(folder / "theirs")


@pytest.mark.parametrize("sort", [nx.Graph, nx.DiGraph])
def test_it_reads_as_what_networkx_writes(sort: type["nx.Graph[str]"], tmp_path: Path) -> None:
    made = sort(name=HARD, left_out=3)
    made.add_node("bare")
    made.add_node(HARD, label=HARD, empty="", last="2016", **{HARD: 1})
    made.add_edge("bare", HARD, weight=1, last=HARD, sure=True)
    made.add_edge("bare", "other", weight=0.1 + 0.2)
    ours, theirs = both(made, tmp_path)
    assert ours == theirs


def test_a_measured_network_reads_as_what_networkx_writes(seed_graph: Graph, tmp_path: Path) -> None:
    made = network(seed_graph, "agency-issue")
    measure(made, ["pagerank", "leiden"])
    ours, theirs = both(made, tmp_path)
    assert ours == theirs


@pytest.mark.parametrize("where", ["node", "edge"])
def test_what_xml_cannot_hold_is_refused(where: str, tmp_path: Path) -> None:
    made: nx.Graph[str] = nx.Graph()
    made.add_edge("a", "b", weight=1, **({"note": "\x01"} if where == "edge" else {}))
    made.add_node("a", label="\x01" if where == "node" else "a")
    with pytest.raises(GraphError):
        write_network(made, "graphml", tmp_path / "refused.graphml")
