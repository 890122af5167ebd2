"""What other programs make of each form: the nodes with their labels, and the edges with their weights."""

import csv
import json
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas as pd
import polars as pl
import pydot
import pytest
import scipy.sparse

from kg.network.forms.tables import beside
from tests.network.edges import Weighed, edges, told

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pydot's grammar, of pyparsing
    import pydot.dot_parser


@dataclass(frozen=True)
class Read:
    """A network as another program holds it; `labels` None where the form has none, `is_directed` where it does not say."""

    nodes: tuple[str, ...]
    labels: tuple[str, ...] | None
    edges: Weighed
    is_directed: bool | None


def of_networkx(made: "nx.Graph[str]") -> Read:
    labels = tuple(label or "" for _, label in made.nodes(data="label"))
    return Read(tuple(made), labels, edges(made), made.is_directed())


def by_networkx(reader: Callable[[Path], Any]) -> Callable[[Path, bool], Read]:
    return lambda path, _: of_networkx(reader(path))


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def of_igraph(graph: Any, name: str) -> Read:
    names = graph.vs[name]
    rows = [(names[e.source], names[e.target], e["weight"]) for e in graph.es]
    labels = graph.vs["label"] if "label" in graph.vs.attributes() else [""] * len(names)
    return Read(
        tuple(names), tuple(label or "" for label in labels), told(rows, graph.is_directed()), graph.is_directed()
    )


def graphml_by_igraph(path: Path, _: bool) -> Read:
    """Read GraphML; igraph takes an escaped & in an id, though not in text, for "&#38;"."""
    graph = igraph.Graph.Read_GraphML(str(path))
    graph.vs["id"] = [name.replace("&#38;", "&") for name in graph.vs["id"]]
    return of_igraph(graph, "id")


def pajek_by_igraph(path: Path, _: bool) -> Read:
    return of_igraph(igraph.Graph.Read_Pajek(str(path)), "name")


def by_cytoscape(path: Path, _: bool) -> Read:
    """Ask Cytoscape.js, which Node finds on NODE_PATH, or skip, saying what is missing."""
    node = shutil.which("node")
    if node is None or subprocess.run([node, "-e", "require.resolve('cytoscape')"], capture_output=True).returncode:
        pytest.skip("Node with Cytoscape.js on NODE_PATH is not here: npm install --prefix FOLDER cytoscape")
    script = Path(__file__).with_name("cytoscape.cjs")
    said = subprocess.run([node, str(script), str(path)], capture_output=True, check=True, encoding="utf-8").stdout
    data = json.loads(said)
    names, labels = zip(*data["nodes"], strict=True)
    return Read(names, labels, told(data["edges"], data["directed"]), data["directed"])


def unquoted(value: str) -> str:
    assert value[0] == value[-1] == '"'
    return value[1:-1].replace('\\"', '"')


def dot_by_pydot(path: Path, _: bool) -> Read:
    (graph,) = pydot.graph_from_dot_data(path.read_text("utf-8")) or ()
    nodes = {unquoted(n.get_name()): unquoted(n.get_attributes()['"label"']) for n in graph.get_nodes()}
    rows = [
        (unquoted(str(e.get_source())), unquoted(str(e.get_destination())), unquoted(e.get_attributes()['"weight"']))
        for e in graph.get_edges()
    ]
    is_directed = graph.get_type() == "digraph"
    return Read(tuple(nodes), tuple(nodes.values()), told(rows, is_directed), is_directed)


Rows = Iterable[Mapping[str, Any]]


def of_rows(nodes: Rows, pairs: Rows, is_directed: bool) -> Read:
    named = {row["id"]: row["label"] for row in nodes}
    rows = [(row["source"], row["target"], float(row["weight"])) for row in pairs]
    assert all(row[f"{end}_label"] == named[row[end]] for row in pairs for end in ("source", "target"))
    return Read(tuple(named), tuple(named.values()), told(rows, is_directed), None)


def csv_by_polars(path: Path, is_directed: bool) -> Read:
    def rows(of: Path) -> Rows:
        return pl.read_csv(of, infer_schema=False).fill_null("").to_dicts()

    return of_rows(rows(beside(path)), rows(path), is_directed)


def csv_by_pandas(path: Path, is_directed: bool) -> Read:
    def rows(of: Path) -> Rows:
        return pd.read_csv(of, dtype=str, keep_default_na=False).to_dict("records")

    return of_rows(rows(beside(path)), rows(path), is_directed)


def parquet_by_polars(path: Path, is_directed: bool) -> Read:
    return of_rows(pl.read_parquet(beside(path)).to_dicts(), pl.read_parquet(path).to_dicts(), is_directed)


def npz_by_scipy(path: Path, is_directed: bool) -> Read:
    with path.with_name(f"{path.stem}.nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["id"]: row["label"] for row in csv.DictReader(file)}
    names = list(nodes)
    matrix = scipy.sparse.load_npz(path).tocoo()
    if not is_directed:
        assert (abs(matrix - matrix.T)).sum() == 0
        matrix = scipy.sparse.triu(matrix)
    rows = [
        (names[one], names[other], weight)
        for one, other, weight in zip(matrix.row, matrix.col, matrix.data, strict=True)
    ]
    return Read(tuple(names), tuple(nodes.values()), told(rows, is_directed), None)


READERS: Mapping[tuple[str, str], Callable[[Path, bool], Read]] = {
    ("graphml", "networkx"): by_networkx(nx.read_graphml),
    ("graphml", "igraph"): graphml_by_igraph,
    ("gexf", "networkx"): by_networkx(nx.read_gexf),
    ("pajek", "networkx"): by_networkx(lambda path: simple(nx.read_pajek(path))),
    ("pajek", "igraph"): pajek_by_igraph,
    ("json", "networkx"): by_networkx(lambda path: nx.node_link_graph(load(path), edges="links")),
    ("cytoscape", "networkx"): by_networkx(lambda path: nx.cytoscape_graph(load(path))),
    ("cytoscape", "Cytoscape.js"): by_cytoscape,
    ("dot", "pydot"): dot_by_pydot,
    ("csv", "polars"): csv_by_polars,
    ("csv", "pandas"): csv_by_pandas,
    ("parquet", "polars"): parquet_by_polars,
    ("npz", "scipy"): npz_by_scipy,
}


def simple(many: Any) -> "nx.Graph[str]":
    """Return a network of networkx that allows one edge a pair; Pajek's would allow more."""
    made = nx.DiGraph(many) if many.is_directed() else nx.Graph(many)
    assert made.number_of_edges() == many.number_of_edges()
    return made
