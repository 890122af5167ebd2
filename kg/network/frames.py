"""Networks as tables: a row for each node, a row for each edge, for polars and for pandas."""

from typing import Any

import networkx as nx
import polars as pl

from kg.errors import UsageError

Row = dict[str, object]


def node_rows(made: "nx.Graph[str]") -> list[Row]:
    """Return the nodes in order: `id`, then every attribute that one of them has."""
    names = dict.fromkeys(name for _, said in made.nodes(data=True) for name in said)
    return [{"id": node, **{name: said.get(name, "") for name in names}} for node, said in made.nodes(data=True)]


def edge_rows(made: "nx.Graph[str]") -> list[Row]:
    """Return the edges in order: their ends with labels, then their attributes."""
    label = {node: said.get("label", node) for node, said in made.nodes(data=True)}
    return [
        {"source": source, "source_label": label[source], "target": target, "target_label": label[target], **said}
        for source, target, said in made.edges(data=True)
    ]


def to_polars(made: "nx.Graph[str]") -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the nodes and the edges of a network as frames of polars."""
    return _frame(node_rows(made)), _frame(edge_rows(made))


def _frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None)


def to_pandas(made: "nx.Graph[str]") -> tuple[Any, Any]:
    """Return the nodes and the edges as frames of pandas. Raises UsageError where pandas is not installed."""
    try:
        import pandas
    except ImportError as error:
        raise UsageError("pandas is not installed", mend="pip install pandas, or use polars") from error
    return pandas.DataFrame(node_rows(made)), pandas.DataFrame(edge_rows(made))
