"""What Python users see: a graph that is asked, exported and projected where it is opened."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.build import Report
from kg.build import build as build_at
from kg.export import EVERYTHING, Selection
from kg.export import export as export_to
from kg.query import Answer, run, run_named
from kg.store import Graph, open_graph

if TYPE_CHECKING:  # its libraries take a second to load
    import networkx as nx


@dataclass(frozen=True)
class OpenGraph(Graph):
    """A graph opened to be read.

    `report` says what the build did that made it; None where it was opened. Close it, or use it in a `with` block.
    """

    report: Report | None = None
    folder: tempfile.TemporaryDirectory[str] | None = None

    def query(self, sparql: str, *, limit: int | None = None) -> Answer:
        """Answer a query: iterate over the rows, or read `boolean` or `triples`. Raises QueryError."""
        return run(self, sparql, limit=limit)

    def named_query(self, name: str, **parameters: str) -> Answer:
        """Answer one of the queries that are shipped. Raises QueryError for an unknown name or parameter."""

        def ask(sparql: str, bound: Mapping[str, list[str]]) -> Answer:
            return run(self, sparql, bound=bound)

        return run_named(ask, name, parameters, self.base)

    def export(self, form: str, to: str | Path, selection: Selection = EVERYTHING) -> None:
        """Write the graph in another form: nq, nt, ttl, trig, jsonld, rdfxml or csv."""
        export_to(self, form, Path(to), selection)

    def network(self, projection: str, *dates: date, **options: Any) -> "nx.Graph[str]":
        """Return a projection as a networkx graph, directed or not as the projection is.

        Takes the options of `kg.network.network`: during, house, parties, department, issue, stated, confidence, weight, backbone.
        """
        from kg.network import network

        return network(self, projection, *dates, **options)


def build(sources: Iterable[str | Path], out: str | Path | None = None, **options: Any) -> OpenGraph:
    """Build a graph from Hansard and open it; without `out` it lives as long as what is returned.

    Takes the options of `kg.build.build`: workers, vocabulary, judgements, nlp, base, generated, progress. Raises KgError.
    """
    folder = None if out else tempfile.TemporaryDirectory(prefix="hansard-kg-")
    path = Path(out) if out else Path(folder.name if folder else ".") / "hansard.kg"
    report = build_at(sources, path, **options)
    graph = open_graph(path)
    return OpenGraph(graph.path, graph.base, graph.store, report, folder, held=graph.held)


def open_at(path: str | Path) -> OpenGraph:
    """Open a graph that `kg build` made. Raises GraphError where there is none."""
    graph = open_graph(path)
    return OpenGraph(graph.path, graph.base, graph.store, held=graph.held)
