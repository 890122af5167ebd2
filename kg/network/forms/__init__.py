"""Write a network in the forms that other programs read: all in one table."""

from collections.abc import Callable, Mapping
from pathlib import Path

import networkx as nx

from kg.errors import GraphError, UsageError
from kg.network.forms.gexf import write_gexf
from kg.network.forms.graphml import write_graphml
from kg.network.forms.plain import write_dot, write_pajek
from kg.network.forms.tables import write_csv, write_cytoscape, write_json, write_matrix, write_parquet
from kg.network.page import page, write_page
from kg.network.pictures import write_png, write_svg
from kg.network.source import Source


def write_html(made: "nx.Graph[str]", to: Path) -> None:
    """Write a page to look at, without the words: those are asked of the graph that the network was made of."""
    write_page(made, to, {})


Write = Callable[["nx.Graph[str]", Path], None]

FORMATS: Mapping[str, Write] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "pajek": write_pajek,
    "json": write_json,
    "cytoscape": write_cytoscape,
    "dot": write_dot,
    "csv": write_csv,
    "parquet": write_parquet,
    "npz": write_matrix,
    "png": write_png,
    "svg": write_svg,
    "html": write_html,
}
SUFFIXES: Mapping[str, str] = {"net": "pajek", "gv": "dot", "cyjs": "cytoscape"}
"""File names that tell a form by another word than its name."""


def write_network(made: "nx.Graph[str]", form: str, to: Path, source: Source | None = None) -> None:
    """Write a network to a file; what shows the words (html) asks `source` for them.

    Raises UsageError for an unknown form, GraphError where the disk refuses or the form cannot hold what a node is called.
    """
    form = SUFFIXES.get(form, form)
    if form not in FORMATS:
        raise UsageError(f"there is no network form {form!r}", mend=f"take one of: {', '.join(FORMATS)}")
    try:
        if form == "html" and source is not None:
            page(source, made, to)
        else:
            FORMATS[form](made, to)
    except OSError as error:
        raise GraphError(
            f"cannot be written: {error.strerror or error}", where=str(to), mend="choose another path"
        ) from error
