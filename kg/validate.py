"""SHACL over one debate at a time: its two graphs, in memory, against ontology/shapes.ttl."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg import iris
from kg.store import Graph
from kg.vocabulary import ontology_folder

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What does not conform: the node, the property, what is wrong, the value."""

    focus: str
    path: str
    message: str
    value: str

    def __str__(self) -> str:
        value = f" ({self.value})" if self.value else ""
        return f"{self.focus} {self.path}: {self.message}{value}"

    def row(self) -> dict[str, str]:
        return {"focus": self.focus, "path": self.path, "message": self.message, "value": self.value}


@cache
def load_shapes() -> rdflib.Graph:
    """Return the shapes that are shipped."""
    return rdflib.Graph().parse(ontology_folder() / "shapes.ttl", format="turtle")


def validate_graph(data: rdflib.Graph) -> list[Violation]:
    """Return the violations of `data`, sorted; none where it conforms."""
    conforms, report, _ = pyshacl.validate(data, shacl_graph=load_shapes(), inference="none", advanced=False)
    return [] if conforms else sorted(set(_violations(report)))


def _violations(report: Any) -> Iterator[Violation]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        yield Violation(
            focus=str(report.value(result, SH.focusNode)),
            path=str(path) if isinstance(path, rdflib.URIRef) else "",
            message=str(report.value(result, SH.resultMessage) or report.value(result, SH.sourceConstraintComponent)),
            value=str(report.value(result, SH.value) or ""),
        )


def validate_stored(graph: Graph, progress: Progress | None = None) -> Iterator[Violation]:
    """Yield the violations of a stored graph: each debate by itself, then its sittings, register and vocabulary."""
    debates = graph.debates()
    sittings = [g for g in graph.graphs() if "/graph/sitting/" in g]
    parts = [(key, [iris.stated_graph(key), iris.inferred_graph(key)]) for key in debates]
    parts += [
        ("sittings", sittings),
        ("register", [iris.REGISTER_GRAPH]),
        ("vocabulary", [iris.VOCABULARY_GRAPH]),
    ]
    for number, (name, graphs) in enumerate(parts, 1):
        yield from validate_graph(_in_memory(graph, graphs))
        if progress:
            progress(name.rpartition("/")[2], number, len(parts))


def _in_memory(graph: Graph, graphs: list[str]) -> rdflib.Graph:
    data = rdflib.Graph()
    lines = "".join(f"{quad.triple} .\n" for name in graphs for quad in graph.quads(name))
    return data.parse(data=lines, format="nt")
