"""Networks: what an edge is, that it leads back to words, that each form reads back."""

import csv
import json
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.network import FORMATS, PROJECTIONS, network, write_network
from kg.store import Graph


def test_agencies_and_issues_are_named_together_as_often_as_they_are(seed_graph: Graph) -> None:
    made = network(seed_graph, "agency-issue")
    edge = made.edges["agency/national-crime-agency", "issue/county-lines"]
    assert edge["weight"] == 1
    assert edge["contributions"] == "debate/commons/2017-11-20/regional-organised-crime-units/7"
    assert made.nodes["issue/county-lines"] == {"label": "county lines", "kind": "Issue"}
    rocus = made.edges["agency/regional-organised-crime-units", "issue/organised-crime"]
    assert rocus["weight"] == 2


def test_what_is_named_together_has_no_direction(seed_graph: Graph) -> None:
    made = network(seed_graph, "issue-issue")
    assert not made.is_directed()
    assert made.has_edge("issue/county-lines", "issue/drug-supply")
    assert not list(nx.selfloop_edges(made))


def test_speakers_who_are_not_known_make_no_edge_and_are_counted(seed_graph: Graph) -> None:
    made = network(seed_graph, "references")
    assert made.number_of_edges() == 0
    assert made.graph["left_out"] == 9


def test_dates_bound_a_network(seed_graph: Graph) -> None:
    assert network(seed_graph, "agency-issue", since=date(2017, 11, 21)).number_of_edges() == 0
    assert network(seed_graph, "agency-issue", until=date(2017, 11, 20)).number_of_edges() > 0


@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_written_the_same_twice(seed_graph: Graph, tmp_path: Path, projection: str, form: str) -> None:
    for name in ("a", "b"):
        write_network(network(seed_graph, projection), form, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_forms_read_back_to_the_same_network(seed_graph: Graph, tmp_path: Path) -> None:
    made = network(seed_graph, "agency-issue")
    weights = {(u, v): w for u, v, w in made.edges(data="weight")}
    readers = {
        "graphml": nx.read_graphml,
        "gexf": nx.read_gexf,
        "json": lambda path: nx.node_link_graph(json.loads(Path(path).read_text("utf-8")), edges="links"),
        "cytoscape": lambda path: nx.cytoscape_graph(json.loads(Path(path).read_text("utf-8"))),
    }
    for form, reader in readers.items():
        write_network(made, form, tmp_path / form)
        assert {(u, v): w for u, v, w in reader(str(tmp_path / form)).edges(data="weight")} == weights, form
    write_network(made, "pajek", tmp_path / "pajek")
    read = nx.read_pajek(str(tmp_path / "pajek"))
    assert {(u, v): w for u, v, w in read.edges(data="weight")} == weights
    write_network(made, "csv", tmp_path / "csv")
    rows = list(csv.DictReader((tmp_path / "csv").read_text("utf-8").splitlines()))
    assert {(row["source"], row["target"]): int(row["weight"]) for row in rows} == weights


def test_unknown_projections_and_forms_are_said(seed_graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        network(seed_graph, "nothing")
    with pytest.raises(UsageError):
        write_network(nx.Graph(), "docx", tmp_path / "a")
