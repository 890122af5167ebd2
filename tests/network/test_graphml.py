"""GraphML is written to the byte as networkx writes it, and what XML cannot hold is refused."""

from pathlib import Path

import networkx as nx
import pytest

from kg.errors import GraphError
from kg.network import measure, network, write_network
from kg.store import Graph

HARD = "a&b <c> \"d\" 'e' \t\r\n é 😀 שלום"


def as_networkx_writes(made: "nx.Graph[str]", to: Path) -> bytes:
    nx.write_graphml_lxml(made, to, named_key_ids=True)
    return to.read_bytes()


@pytest.mark.parametrize("sort", [nx.Graph, nx.DiGraph])
def test_bytes_are_those_of_networkx(sort: type["nx.Graph[str]"], tmp_path: Path) -> None:
    made = sort(name=HARD, left_out=3)
    made.add_node("bare")
    made.add_node(HARD, label=HARD, empty="", **{HARD: 1})
    made.add_edge("bare", HARD, weight=1, note=HARD, sure=True)
    made.add_edge("bare", "other", weight=0.1 + 0.2)
    write_network(made, "graphml", tmp_path / "ours")
    assert (tmp_path / "ours").read_bytes() == as_networkx_writes(made, tmp_path / "theirs")


def test_a_measured_network_is_written_as_networkx_does(seed_graph: Graph, tmp_path: Path) -> None:
    made = network(seed_graph, "agency-issue")
    measure(made, ["pagerank", "leiden"])
    write_network(made, "graphml", tmp_path / "ours")
    assert (tmp_path / "ours").read_bytes() == as_networkx_writes(made, tmp_path / "theirs")


@pytest.mark.parametrize("where", ["node", "edge"])
def test_what_xml_cannot_hold_is_refused(where: str, tmp_path: Path) -> None:
    made: nx.Graph[str] = nx.Graph()
    made.add_edge("a", "b", weight=1, **({"note": "\x01"} if where == "edge" else {}))
    made.add_node("a", label="\x01" if where == "node" else "a")
    with pytest.raises(GraphError):
        write_network(made, "graphml", tmp_path / "refused.graphml")
