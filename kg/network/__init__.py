"""Networks of a graph: who names whom, who raises what, what is named together; each edge leads back to the words.

A projection (`projections`) is two patterns of SPARQL and the unit that joins them. `joined` counts, `weights` weighs, `attributes`
says what is known of the nodes, `measures` measures, and `forms` and `pictures` write what other programs read and people see.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import networkx as nx
import numpy as np

from kg.errors import UsageError
from kg.network.filters import EVERYTHING, Filters, days_query, edges_query
from kg.network.forms import FORMATS, write_network
from kg.network.frames import to_pandas, to_polars
from kg.network.graphs import as_graph
from kg.network.joined import Edges, Numbers, join
from kg.network.measures import MEASURES, measure
from kg.network.projections import PROJECTIONS, Projection
from kg.network.slices import SLICES, Period, period, slices
from kg.network.source import Source, of_endpoint, of_graph
from kg.network.weights import WEIGHTS, Weights, significance
from kg.query import plain
from kg.store import Graph

__all__ = [
    "FORMATS",
    "MEASURES",
    "PROJECTIONS",
    "SLICES",
    "WEIGHTS",
    "Filters",
    "Period",
    "Projection",
    "edges_query",
    "filters_of",
    "measure",
    "network",
    "network_at",
    "networks_at",
    "of_endpoint",
    "of_graph",
    "period",
    "projection_of",
    "slices",
    "to_pandas",
    "to_polars",
    "write_network",
]


def network(
    graph: Graph,
    projection: str,
    since: date | None = None,
    until: date | None = None,
    *,
    during: str | Period | None = None,
    house: str | None = None,
    parties: Iterable[str] = (),
    department: str | None = None,
    issue: str | None = None,
    stated: bool = False,
    confidence: float | None = None,
    weight: str = "count",
    backbone: float | None = None,
) -> "nx.Graph[str]":
    """Return a network of `graph` as networkx has it, directed where the projection is.

    Nodes carry label, kind, and the first and last day on which they are seen; people also party, house, seat, region, office and
    gender. Edges carry weight, count (the units that show it), first, last and all days, and up to five of the units. `during`
    is "2016", "2016-05" or a Period; `parties`, `department` and `issue` are names or paths, an issue with all below
    it; `weight` one of WEIGHTS (with "pmi" pairs that meet no more often than by chance are left out); `backbone` the
    level of the disparity filter. `left_out` of the network counts contributions whose speaker is not known. Equal
    graphs give equal networks, in the same order. Raises UsageError and QueryError for what is not known.
    """
    if during:
        one = period(during) if isinstance(during, str) else during
        since, until = one.since, one.until
    source = of_graph(graph)
    filters = filters_of(source, since, until, house, parties, department, issue, stated, confidence)
    return network_at(source, projection, filters, weight, backbone)


def filters_of(
    source: Source,
    since: date | None = None,
    until: date | None = None,
    house: str | None = None,
    parties: Iterable[str] = (),
    department: str | None = None,
    issue: str | None = None,
    stated: bool = False,
    confidence: float | None = None,
) -> Filters:
    """Return filters whose names and paths are looked up at `source`. Raises QueryError where one means nothing."""
    if house and house.capitalize() not in HOUSES:
        raise UsageError(f"there is no House {house!r}", mend=f"take one of: {', '.join(HOUSES)}")
    if confidence is not None and not 0 <= confidence <= 1:
        raise UsageError(f"{confidence:g} is no confidence", mend="give a number from 0 to 1")
    return Filters(
        since,
        until,
        house.capitalize() if house else None,
        tuple(source.term(one, "party") for one in parties),
        source.term(department, "agency") if department else None,
        source.term(issue, "issue") if issue else None,
        stated,
        confidence,
    )


HOUSES = ("Commons", "Lords")


def network_at(
    source: Source,
    projection: str,
    filters: Filters,
    weight: str = "count",
    backbone: float | None = None,
) -> "nx.Graph[str]":
    """Return a network of the graph at `source`, as `network` does: on this disk or at an endpoint."""
    chosen = projection_of(projection)
    if weight not in WEIGHTS:
        raise UsageError(f"there is no weight {weight!r}", mend=f"take one of: {', '.join(WEIGHTS)}")
    if backbone is not None and not 0 < backbone <= 1:
        raise UsageError(
            f"{backbone:g} is no level of significance", mend="give a number above 0 and up to 1, such as 0.05"
        )
    edges = join(source, chosen, filters)
    weights: Weights = WEIGHTS[weight](edges)
    made = as_graph(source, edges, weights, _kept(edges, weights, backbone))
    made.graph.update(name=chosen.name, title=chosen.title, weight=weight, left_out=_left_out(source, chosen, filters))
    return made


def networks_at(
    source: Source,
    projection: str,
    every: str,
    filters: Filters = EVERYTHING,
    weight: str = "count",
    backbone: float | None = None,
) -> "Iterator[tuple[Period, nx.Graph[str]]]":
    """Yield a network for each month, session or Parliament that has an edge to show, in their order."""
    first, last = (plain(term) for term in source.answer(days_query(projection_of(projection), filters)).rows[0])
    if not first:
        return
    for part in slices(every, date.fromisoformat(first), date.fromisoformat(last)):
        within = replace(
            filters,
            since=max(part.since, filters.since or part.since),
            until=min(part.until, filters.until or part.until),
        )
        made = network_at(source, projection, within, weight, backbone)
        if made.number_of_edges():
            made.graph["name"] = f"{projection} {part.name}"
            yield part, made


def projection_of(name: str) -> Projection:
    """Return a projection by its name. Raises UsageError where there is none of it."""
    if name not in PROJECTIONS:
        raise UsageError(f"there is no projection {name!r}", mend=f"take one of: {', '.join(PROJECTIONS)}")
    return PROJECTIONS[name]


def _kept(edges: Edges, weights: Weights, backbone: float | None) -> Numbers:
    """Return the edges that stay: of positive weight, and of the backbone where one is asked for."""
    positive = np.flatnonzero(weights > 0)
    if backbone is None or not len(positive):
        return positive
    return positive[significance(edges, weights, positive) < backbone]


def _left_out(source: Source, projection: Projection, filters: Filters) -> int:
    """Return how many contributions are left out because nobody knows who speaks."""
    if projection.unit == "Division" or "hkg:speaker" not in projection.source("from") + projection.target("to"):
        return 0
    unit = "unit" if projection.unit == "Contribution" else "said"
    of = "" if unit == "unit" else "?said dcterms:isPartOf ?unit ."
    query = (
        f"SELECT (COUNT(DISTINCT ?{unit}) AS ?n) WHERE {{ ?{unit} a hkg:Contribution . {of} {filters.unit(projection)} "
        f"FILTER NOT EXISTS {{ ?{unit} hkg:speaker ?nobody }} }}"
    )
    return int(plain(source.answer(query).rows[0][0]))
