"""Projections of a graph to networks: who names whom, who raises what, what is named together.

Each is a SPARQL query that gives an edge a row (two nodes and the contribution that shows it), and a fold of the
rows into a weighted network whose edges lead back to the words.
"""

import csv
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import networkx as nx

from kg import iris
from kg.errors import GraphError, UsageError
from kg.query import plain, run
from kg.store import Graph

SHOWN = 3
"""As many contributions as an edge names."""

SPEAKER = "?contribution hkg:speaker ?from . ?from rdfs:label ?fromLabel ."
DATED = "?contribution dcterms:isPartOf/dcterms:date ?date ."


def _names(kind: str, end: str) -> str:
    return (
        f"?mention{end} nif:referenceContext ?contribution ; hkg:kind hkg:{kind} ; itsrdf:taIdentRef ?{end} . "
        f"?{end} rdfs:label ?{end}Label ."
    )


@dataclass(frozen=True)
class Projection:
    """A network that can be made of a graph: `pattern` binds ?from, ?to, their labels and ?contribution."""

    name: str
    title: str
    directed: bool
    kinds: tuple[str, str]
    pattern: str

    @property
    def query(self) -> str:
        """The SPARQL query of its edges, one row for each contribution that shows one."""
        distinct = "" if self.directed else " FILTER(STR(?from) < STR(?to))"
        return (
            "SELECT DISTINCT ?from ?fromLabel ?to ?toLabel ?contribution ?date WHERE { "
            f"{self.pattern} {DATED}{distinct} }} ORDER BY ?date ?contribution ?from ?to"
        )


PROJECTIONS: Mapping[str, Projection] = {
    projection.name: projection
    for projection in (
        Projection(
            "references",
            "who names whom",
            True,
            ("Person", "Person"),
            f"{SPEAKER} {_names('Person', 'to')} FILTER(?from != ?to)",
        ),
        Projection(
            "speaker-issue",
            "who raises which issue",
            True,
            ("Person", "Issue"),
            f"{SPEAKER} {_names('Issue', 'to')}",
        ),
        Projection(
            "speaker-agency",
            "who names which agency",
            True,
            ("Person", "Agency"),
            f"{SPEAKER} {_names('Agency', 'to')}",
        ),
        Projection(
            "agency-issue",
            "which agencies and issues are named together",
            True,
            ("Agency", "Issue"),
            f"{_names('Agency', 'from')} {_names('Issue', 'to')}",
        ),
        Projection(
            "issue-issue",
            "which issues are named together",
            False,
            ("Issue", "Issue"),
            f"{_names('Issue', 'from')} {_names('Issue', 'to')}",
        ),
        Projection(
            "agency-agency",
            "which agencies are named together",
            False,
            ("Agency", "Agency"),
            f"{_names('Agency', 'from')} {_names('Agency', 'to')}",
        ),
    )
}


def network(graph: Graph, projection: str, since: date | None = None, until: date | None = None) -> "nx.Graph[str]":
    """Return a network of `graph`: directed or not as the projection is.

    Nodes carry label and kind; edges weight (contributions that show it), first and last day, and up to three of
    the contributions. Contributions whose speaker is not known make no edge; `left_out` of the network counts
    them. Equal graphs give equal networks, in the same order.
    """
    if projection not in PROJECTIONS:
        raise UsageError(f"there is no projection {projection!r}", mend=f"take one of: {', '.join(PROJECTIONS)}")
    chosen = PROJECTIONS[projection]
    made: nx.Graph[str] = nx.DiGraph() if chosen.directed else nx.Graph()
    made.graph.update(
        name=chosen.name, title=chosen.title, left_out=_left_out(graph) if "speaker" in chosen.pattern else 0
    )
    edges = [tuple(map(plain, row)) for row in run(graph, chosen.query).rows]
    edges = [
        edge
        for edge in edges
        if (not since or edge[5] >= since.isoformat()) and (not until or edge[5] <= until.isoformat())
    ]
    for number in (0, 2):
        kind = chosen.kinds[number // 2]
        for ref, label in sorted({(edge[number], edge[number + 1]) for edge in edges}):
            made.add_node(iris.relative(ref, graph.base), label=label, kind=kind)
    for source, _, target, _, contribution, day in edges:
        base = graph.base
        _add(made, iris.relative(source, base), iris.relative(target, base), iris.relative(contribution, base), day)
    return made


def _add(made: "nx.Graph[str]", source: str, target: str, contribution: str, day: str) -> None:
    if not made.has_edge(source, target):
        made.add_edge(source, target, weight=0, first=day, last=day, contributions="")
    edge = made.edges[source, target]
    edge["weight"] += 1
    edge["last"] = max(edge["last"], day)
    shown = edge["contributions"].split()
    if len(shown) < SHOWN:
        edge["contributions"] = " ".join([*shown, contribution])


def _left_out(graph: Graph) -> int:
    counted = run(
        graph,
        "SELECT (COUNT(?c) AS ?n) WHERE { ?c a hkg:Contribution FILTER NOT EXISTS { ?c hkg:speaker ?who } }",
    )
    return int(plain(counted.rows[0][0]))


# Formats


def _graphml(made: "nx.Graph[str]", to: Path) -> None:
    nx.write_graphml(made, to)


def _gexf(made: "nx.Graph[str]", to: Path) -> None:
    """Without the date of today that the writer stamps."""
    lines = "\n".join(nx.generate_gexf(made))
    to.write_text(re.sub(r' lastmodifieddate="[^"]*"', "", lines) + "\n", "utf-8")


def _pajek(made: "nx.Graph[str]", to: Path) -> None:
    plain_network = type(made)()
    plain_network.add_nodes_from(made.nodes)
    plain_network.add_edges_from((u, v, {"weight": float(edge["weight"])}) for u, v, edge in made.edges(data=True))
    nx.write_pajek(plain_network, str(to))


def _json(made: "nx.Graph[str]", to: Path) -> None:
    to.write_text(json.dumps(nx.node_link_data(made, edges="links"), ensure_ascii=False, indent=1) + "\n", "utf-8")


def _cytoscape(made: "nx.Graph[str]", to: Path) -> None:
    to.write_text(json.dumps(nx.cytoscape_data(made), ensure_ascii=False, indent=1) + "\n", "utf-8")


def _csv(made: "nx.Graph[str]", to: Path) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ("source", "source_label", "target", "target_label", "weight", "first", "last", "contributions")
        )
        for source, target, edge in made.edges(data=True):
            labels = made.nodes[source]["label"], made.nodes[target]["label"]
            writer.writerow(
                (
                    source,
                    labels[0],
                    target,
                    labels[1],
                    edge["weight"],
                    edge["first"],
                    edge["last"],
                    edge["contributions"],
                )
            )


FORMATS: Mapping[str, Callable[["nx.Graph[str]", Path], None]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "pajek": _pajek,
    "json": _json,
    "cytoscape": _cytoscape,
    "csv": _csv,
}


def write_network(made: "nx.Graph[str]", form: str, to: Path) -> None:
    """Write a network to a file. Raises UsageError for an unknown form, GraphError where the disk refuses."""
    if form not in FORMATS:
        raise UsageError(f"there is no network form {form!r}", mend=f"take one of: {', '.join(FORMATS)}")
    try:
        FORMATS[form](made, to)
    except OSError as error:
        raise GraphError(
            f"cannot be written: {error.strerror or error}", where=str(to), mend="choose another path"
        ) from error
