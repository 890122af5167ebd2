"""Edges in columns as a networkx graph, whose nodes and edges say what an analyst asks of them."""

from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx
import numpy as np

from kg import iris
from kg.network.attributes import attributes
from kg.network.joined import Edges, Numbers
from kg.network.source import Source
from kg.network.weights import Weights

ROWS = 100_000
"""Edges that are made into rows at a time."""


def as_graph(source: Source, edges: Edges, weights: Weights, kept: Numbers) -> "nx.Graph[str]":
    """Return the edges at `kept` as a graph, in the order of their ends, without nodes that nothing joins."""
    made: nx.Graph[str] = nx.DiGraph() if edges.projection.directed else nx.Graph()
    seen = _seen(edges, kept)
    sources = set(edges.source[kept].tolist())
    kinds = {edges.things[number]: edges.projection.kinds[number not in sources] for number in seen}
    days = {edges.things[number]: span for number, span in seen.items()}
    for thing, said in attributes(source, kinds, days).items():
        made.add_node(iris.relative(thing, source.base), **said)
    made.add_edges_from(_rows(source, edges, weights, kept))
    return made


def _seen(edges: Edges, kept: Numbers) -> dict[int, tuple[str, str]]:
    """Return the first and the last day of each thing that an edge at `kept` joins, sources before targets."""
    is_kept = np.zeros(len(edges.source), bool)
    is_kept[kept] = True
    pairs, days = edges.days
    pairs, days = pairs[is_kept[pairs]], days[is_kept[pairs]]
    size = len(edges.things)
    first, last = np.full(size, len(edges.dates)), np.full(size, -1)
    for end in (edges.source, edges.target):
        np.minimum.at(first, end[pairs], days)
        np.maximum.at(last, end[pairs], days)
    order = dict.fromkeys((*np.unique(edges.source[kept]).tolist(), *np.unique(edges.target[kept]).tolist()))
    return {number: (edges.dates[first[number]], edges.dates[last[number]]) for number in order}


def _rows(source: Source, edges: Edges, weights: Weights, kept: Numbers) -> Iterator[tuple[str, str, dict[str, Any]]]:
    names = [iris.relative(thing, source.base) for thing in edges.things]
    units = [iris.relative(unit, source.base) for unit in edges.units]
    pairs, days = edges.days
    begins = np.searchsorted(pairs, kept, "left").tolist()
    ends = np.searchsorted(pairs, kept, "right").tolist()
    columns = (edges.source, edges.target, weights, edges.count, edges.shown)
    spans: dict[bytes, tuple[str, str, str]] = {}
    for begin, end, row in zip(begins, ends, _in_rows(columns, kept), strict=True):
        start, aim, weight, count, shown = row
        seen = days[begin:end]
        span = spans.get(seen.tobytes()) or spans.setdefault(seen.tobytes(), _span(edges.dates, seen.tolist()))
        first, last, said = span
        yield (
            names[start],
            names[aim],
            {
                "weight": weight,
                "count": count,
                "first": first,
                "last": last,
                "days": said,
                "contributions": " ".join([units[unit] for unit in shown if unit >= 0]),
            },
        )


def _in_rows(columns: Sequence[Weights], kept: Numbers) -> Iterator[tuple[Any, ...]]:
    """Yield the places of columns as rows of Python's own values, made so many at a time."""
    for begin in range(0, len(kept), ROWS):
        part = kept[begin : begin + ROWS]
        yield from zip(*(column[part].tolist() for column in columns), strict=True)


def _span(dates: Sequence[str], seen: Sequence[int]) -> tuple[str, str, str]:
    """Return the first day, the last day and all days."""
    return dates[seen[0]], dates[seen[-1]], " ".join(dates[day] for day in seen)
