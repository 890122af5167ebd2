"""Rows, JSON and matrices: CSV, Parquet, node-link and Cytoscape's JSON, a sparse adjacency matrix."""

import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import scipy.sparse

from kg.network.forms.characters import NOT_IN_UNICODE, refuse
from kg.network.frames import Row, edge_rows, node_rows, to_polars

EDGE_COLUMNS = (
    "source",
    "source_label",
    "target",
    "target_label",
    "weight",
    "count",
    "first",
    "last",
    "days",
    "contributions",
)
NODE_COLUMNS = ("id", "label", "kind", "first", "last")
NOT_IN_CSV = re.compile("[\x00\r\ud800-\udfff]")
"""RFC 4180 ends its lines with a carriage return, and readers take one for such an end wherever it stands."""


def write_json(made: "nx.Graph[str]", to: Path) -> None:
    """Write node-link JSON, as networkx and D3 read it."""
    refuse(made, NOT_IN_UNICODE, "JSON")
    _dump(nx.node_link_data(made, edges="links"), to)


def write_cytoscape(made: "nx.Graph[str]", to: Path) -> None:
    """Write the JSON of Cytoscape and Cytoscape.js; labels stand as `name` too."""
    refuse(made, NOT_IN_UNICODE, "Cytoscape")
    data = nx.cytoscape_data(made)
    for node in data["elements"]["nodes"]:
        node["data"]["name"] = node["data"].get("label", node["data"]["id"])
    for number, edge in enumerate(data["elements"]["edges"], 1):
        edge["data"]["id"] = f"edge-{number}"
    _dump(data, to)


def _dump(data: object, to: Path) -> None:
    with to.open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)
        file.write("\n")


def beside(to: Path) -> Path:
    """Return the file of the nodes, beside that of the edges.

    >>> beside(Path("references.csv")).name
    'references.nodes.csv'
    """
    return to.with_name(f"{to.stem}.nodes{to.suffix}")


def write_csv(made: "nx.Graph[str]", to: Path) -> None:
    """Write the list of edges, and beside it the list of nodes."""
    refuse(made, NOT_IN_CSV, "CSV")
    _rows(edge_rows(made), EDGE_COLUMNS, to)
    _rows(node_rows(made), NODE_COLUMNS, beside(to))


def _rows(rows: Sequence[Row], least: Sequence[str], to: Path) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else least, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_parquet(made: "nx.Graph[str]", to: Path) -> None:
    """Write the list of edges, and beside it the list of nodes, as Parquet."""
    refuse(made, NOT_IN_UNICODE, "Parquet")
    nodes, edges = to_polars(made)
    edges.write_parquet(to)
    nodes.write_parquet(beside(to))


def write_matrix(made: "nx.Graph[str]", to: Path) -> None:
    """Write the adjacency matrix of weights, as `scipy.sparse.load_npz` reads it, and beside it the nodes of its rows as CSV."""
    refuse(made, NOT_IN_CSV, "CSV, in which npz names its rows,")
    nodes = list(made)
    matrix = nx.to_scipy_sparse_array(made, nodes, weight="weight", format="csr") if nodes else None
    with to.open("wb") as file:
        scipy.sparse.save_npz(file, scipy.sparse.csr_array((0, 0)) if matrix is None else matrix)
    _rows(node_rows(made), NODE_COLUMNS, to.with_name(f"{to.stem}.nodes.csv"))
