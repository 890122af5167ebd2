"""What `kg network` does: make the networks that are wanted, measure them, write them, and say what was made."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NoReturn

import networkx as nx

from kg.errors import UsageError
from kg.network import filters_of, network_at, networks_at, projection_of
from kg.network.filters import Filters, edges_query
from kg.network.forms import write_network
from kg.network.measures import MEASURES, measure, summary
from kg.network.projections import PROJECTIONS
from kg.network.source import Source, of_endpoint, of_graph
from kg.network.tables import measured_rows, table_text, write_table
from kg.query import with_prefixes
from kg.store import open_graph


@dataclass(frozen=True)
class Wanted:
    """A network that is asked for; the fields are the options of `kg network`."""

    projection: str | None
    since: date | None = None
    until: date | None = None
    house: str | None = None
    parties: tuple[str, ...] = ()
    department: str | None = None
    issue: str | None = None
    stated: bool = False
    confidence: float | None = None
    weight: str = "count"
    backbone: float | None = None
    every: str | None = None
    measures: tuple[str, ...] = ()

    def filters(self, source: Source) -> Filters:
        """Return the filters, with names looked up at `source`."""
        return filters_of(
            source,
            self.since,
            self.until,
            self.house,
            self.parties,
            self.department,
            self.issue,
            self.stated,
            self.confidence,
        )


@dataclass(frozen=True)
class Into:
    """Where networks go: a file in a form, a table of measures, or what is printed (`form` then of the table)."""

    form: str | None = None
    out: Path | None = None
    table: Path | None = None
    as_json: bool = False

    def named(self, slice_name: str) -> "Into":
        """Return the same for a slice of time, whose name stands in the files' names."""
        return replace(self, out=_with(self.out, slice_name), table=_with(self.table, slice_name))


def _with(path: Path | None, slice_name: str) -> Path | None:
    return path.with_name(f"{path.stem}-{slice_name}{path.suffix}") if path and slice_name else path


def listed() -> list[dict[str, object]]:
    """Return the projections as rows, for programs."""
    return [
        {"name": p.name, "title": p.title, "directed": p.directed, "kinds": list(p.kinds), "explanation": p.explanation}
        for p in PROJECTIONS.values()
    ]


def listed_lines() -> Iterator[str]:
    """Yield the projections and the measures, for people."""
    yield from (f"{p.name:20}{p.title}. {p.explanation}" for p in PROJECTIONS.values())
    yield ""
    yield "Measures of the nodes (--measure):"
    yield from (f"{name:20}{one.title}" for name, one in MEASURES.items())


def query_of(wanted: Wanted, base: str) -> str:
    """Return the SPARQL query that counts the edges of a projection, for any endpoint; filters are given as paths."""

    def nothing(sparql: str, **_: object) -> NoReturn:
        raise UsageError("without a graph a name cannot be looked up", mend="give a path, such as issue/crime")

    source = Source(nothing, nothing, base)
    query = edges_query(projection_of(wanted.projection or ""), wanted.filters(source))
    return with_prefixes(query)


def projected(wanted: Wanted, graph: Path | None, endpoint: str | None, base: str, into: Into) -> Iterator[str]:
    """Make the networks, write them, and yield the lines that say what was made."""
    if wanted.projection is None or (graph is None) == (endpoint is None):
        raise UsageError("a graph (or --endpoint) and a projection are needed", mend="see them with: kg network --list")
    if not (into.out or into.table or wanted.measures):
        raise UsageError("there is nothing to write", mend="give -o FILE, or --measure to print a table")
    if endpoint is not None:
        yield from _projected(wanted, of_endpoint(endpoint, base), into)
    elif graph is not None:
        with open_graph(graph) as opened:
            yield from _projected(wanted, of_graph(opened), into)


def _projected(wanted: Wanted, source: Source, into: Into) -> Iterator[str]:
    filters = wanted.filters(source)
    name = wanted.projection or ""
    if wanted.every is None:
        yield from _written(network_at(source, name, filters, wanted.weight, wanted.backbone), wanted, source, into)
        return
    for part, made in networks_at(source, name, wanted.every, filters, wanted.weight, wanted.backbone):
        if into.out:
            yield f"{part.name}: "
        yield from _written(made, wanted, source, into.named(part.name))


def _written(made: "nx.Graph[str]", wanted: Wanted, source: Source, into: Into) -> Iterator[str]:
    measure(made, wanted.measures)
    rows = measured_rows(made, wanted.measures) if wanted.measures or into.table else []
    if into.table:
        write_table(rows, into.table)
    if into.out:
        write_network(made, into.form or into.out.suffix.lstrip("."), into.out, source)
        yield from _said(made, wanted, into)
    elif not into.table and (rows or into.as_json or into.form):
        yield table_text(rows, "json" if into.as_json else into.form or "table")
    else:
        yield from _said(made, wanted, into)


def _said(made: "nx.Graph[str]", wanted: Wanted, into: Into) -> Iterator[str]:
    """Yield how much there is, and with measures what is said of the network as a whole."""
    whole = summary(made) if wanted.measures or into.as_json else {}
    if into.as_json:
        yield json.dumps({**whole, "left_out": made.graph["left_out"]}) + "\n"
        return
    left_out = made.graph["left_out"]
    without = f"; {left_out} contributions without a known speaker left out" if left_out else ""
    yield f"{made.number_of_nodes()} nodes, {made.number_of_edges()} edges{without}\n"
    yield from (f"{name:22}{value:.4g}\n" for name, value in whole.items() if name not in ("nodes", "edges"))
