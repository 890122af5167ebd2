"""Write a graph, or the debates of some days, in a form that other programs read: all forms in one table.

Dataset forms carry the named graphs, union forms the triples of all of them, tables rows; web-annotation carries the mentions,
void what the graph is and holds. Everything is sorted, so that equal graphs give equal bytes. Other packages add forms through the entry-point group `kg.exporters`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from kg.errors import GraphError, UsageError
from kg.export.annotations import write_annotations
from kg.export.rdf import EVERYTHING, Selection, write_dataset, write_jsonld, write_union
from kg.export.tables import write_csv, write_parquet
from kg.export.void import write_void
from kg.store import Graph

__all__ = ["EVERYTHING", "EXPORTERS", "Exporter", "Selection", "carries_quads", "export", "exporters"]

Write = Callable[[Graph, Path, Selection], None]


@dataclass(frozen=True)
class Exporter:
    """A form: its name, what it carries (dataset, union, rows, annotations or a description), and how it is written to a path."""

    name: str
    carries: str
    write: Write


EXPORTERS = (
    Exporter("nq", "dataset", write_dataset("nq")),
    Exporter("trig", "dataset", write_dataset("trig")),
    Exporter("jsonld", "dataset", write_jsonld),
    Exporter("nt", "union", write_union("nt")),
    Exporter("ttl", "union", write_union("ttl")),
    Exporter("rdfxml", "union", write_union("rdfxml")),
    Exporter("csv", "rows", write_csv),
    Exporter("parquet", "rows", write_parquet),
    Exporter("web-annotation", "annotations", write_annotations),
    Exporter("void", "description", write_void),
)


@cache
def exporters() -> Mapping[str, Exporter]:
    """Return all forms by name, ours and those of other packages."""
    others = (entry.load() for entry in sorted(entry_points(group="kg.exporters"), key=lambda entry: entry.name))
    return {exporter.name: exporter for exporter in (*EXPORTERS, *others)}


def carries_quads(form: str) -> bool:
    """Tell whether a form carries a graph just as it is, of the compact profile too."""
    return form in exporters() and exporters()[form].carries in ("dataset", "union")


def export(graph: Graph, form: str, to: Path, selection: Selection = EVERYTHING) -> None:
    """Write `graph` in `form` to the file (for csv and parquet: the folder) `to`.

    Raises UsageError for a form that is not known, GraphError where nothing is selected or the disk refuses.
    """
    if form not in exporters():
        raise UsageError(f"there is no form {form!r}", mend=f"take one of: {', '.join(exporters())}")
    try:
        exporters()[form].write(graph, to, selection)
    except OSError as error:
        raise GraphError(
            f"cannot be written: {error.strerror or error}", where=str(to), mend="choose another path"
        ) from error
