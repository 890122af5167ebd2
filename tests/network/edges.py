"""What tests of networks compare: edges and their weights, under short names, whichever way round an edge without direction is told."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

Weighed = dict[tuple[str, ...], float]


def edges(made: "nx.Graph[str]", of: str = "weight") -> Weighed:
    """Return the edges with their weight; without direction, the lesser end first."""
    return told(made.edges(data=of), made.is_directed())


def told(rows: Iterable[tuple[str, str, Any]], is_directed: bool) -> Weighed:
    rows = list(rows)
    pairs = [(source, target) if is_directed else tuple(sorted((source, target))) for source, target, _ in rows]
    assert len(set(pairs)) == len(pairs)
    return {pair: float(weight) for pair, (*_, weight) in zip(pairs, rows, strict=True)}


def short(made: "nx.Graph[str]", of: str = "weight") -> dict[str, float]:
    """Return the edges as "ann bob", each with its weight.

    >>> short(nx.DiGraph([("person/ann", "person/bob", {"weight": 2})]))
    {'ann bob': 2.0}
    """
    return {" ".join(end.partition("/")[2] for end in ends): weight for ends, weight in edges(made, of).items()}
