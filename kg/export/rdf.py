"""RDF syntaxes of a graph. The dataset forms read back to the same quads, the union forms to the same triples."""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg import iris
from kg.errors import GraphError
from kg.store import Graph
from kg.vocabulary import ontology_folder

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BATCH = 5_000
"""Lines that are parsed at a time."""

RUN = 200_000
"""Lines that are sorted in memory at a time; more are sorted in runs on disk and merged."""


@dataclass(frozen=True)
class Selection:
    """Which debates to write: by key, title or IRI, and by date; without any, the whole graph."""

    debate: str | None = None
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.debate or self.since or self.until)

    def graphs(self, graph: Graph) -> list[str]:
        """Return the IRIs of the named graphs to write. Raises GraphError where there are none."""
        if not self:
            return graph.graphs()
        keys = self.keys(graph)
        if not keys:
            raise GraphError("no debate is selected", where=str(graph.path), mend="see them with: kg show GRAPH")
        names = (name for key in keys for name in (iris.stated_graph(key), iris.inferred_graph(key)))
        return [iris.absolute(name, graph.base) for name in names]

    def keys(self, graph: Graph) -> list[str]:
        """Return the keys of the debates to write."""
        return [key for key in graph.debates() if self._takes(key, graph)]

    def _takes(self, key: str, graph: Graph) -> bool:
        on = date.fromisoformat(key.split("/")[2])
        if (self.since and on < self.since) or (self.until and on > self.until):
            return False
        return self.debate is None or key == iris.relative(self.debate, graph.base) or self._is_titled(key, graph)

    def _is_titled(self, key: str, graph: Graph) -> bool:
        title = ox.NamedNode(iris.PREFIXES["dcterms"] + "title")
        quads = graph.store.quads_for_pattern(ox.NamedNode(iris.absolute(key, graph.base)), title, None)
        return any(
            isinstance(q.object, ox.Literal) and q.object.value.lower() == (self.debate or "").lower() for q in quads
        )


EVERYTHING = Selection()


def write_dataset(form: str) -> Callable[[Graph, Path, Selection], None]:
    """Return a writer of all quads, sorted by graph, then as N-Triples."""

    def write(graph: Graph, to: Path, selection: Selection) -> None:
        with to.open("wb") as file:
            if form == "nq":
                file.writelines(line.encode() for line in _quad_lines(graph, selection))
            else:
                _serialize(_parsed(_quad_lines(graph, selection), ox.RdfFormat.N_QUADS), file, form)

    return write


def write_union(form: str) -> Callable[[Graph, Path, Selection], None]:
    """Return a writer of the triples of all graphs, each once, sorted."""

    def write(graph: Graph, to: Path, selection: Selection) -> None:
        with to.open("wb") as file:
            lines = _triple_lines(graph, selection)
            if form == "nt":
                file.writelines(line.encode() for line in lines)
            else:
                quads = _parsed(lines, ox.RdfFormat.N_TRIPLES)
                _serialize((_for_xml(quad.triple) if form == "rdfxml" else quad.triple for quad in quads), file, form)

    return write


def _serialize(statements: Iterator[ox.Quad] | Iterator[ox.Triple], file: BinaryIO, form: str) -> None:
    ox.serialize(statements, output=file, format=FORMATS[form], prefixes=iris.PREFIXES)


def _lines(graph: Graph, name: str) -> Iterator[str]:
    return (f"{quad.triple} .\n" for quad in graph.quads(name))


def _quad_lines(graph: Graph, selection: Selection) -> Iterator[str]:
    for name in selection.graphs(graph):
        end = f" <{name}> .\n"
        yield from (line[:-3] + end for line in in_order(_lines(graph, name)))


def _triple_lines(graph: Graph, selection: Selection) -> Iterator[str]:
    before = ""
    for line in in_order(line for name in selection.graphs(graph) for line in _lines(graph, name)):
        if line != before:
            yield line
        before = line


def _parsed(lines: Iterator[str], form: ox.RdfFormat) -> Iterator[ox.Quad]:
    """Parse lines again, some thousand at a time."""
    while batch := "".join(islice(lines, BATCH)):
        yield from ox.parse(batch.encode(), format=form)


def _for_xml(triple: ox.Triple) -> ox.Triple:
    if isinstance(triple.object, ox.Literal) and NOT_IN_XML.search(triple.object.value):
        raise GraphError("XML cannot hold a control character", where=str(triple.subject), mend="export as ttl or nq")
    return triple


def in_order(lines: Iterable[str]) -> Iterator[str]:
    """Yield `lines` sorted, in memory that does not grow with their number."""
    with tempfile.TemporaryDirectory(prefix="hansard-kg-") as folder:
        runs: list[Path] = []
        batch: list[str] = []
        for line in lines:
            batch.append(line)
            if len(batch) == RUN:
                runs.append(_run(batch, Path(folder) / str(len(runs))))
                batch = []
        batch.sort()
        if not runs:
            yield from batch
            return
        files = [run.open(encoding="utf-8", newline="\n") for run in runs]
        yield from merge(batch, *files)
        for file in files:
            file.close()


def _run(batch: list[str], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(sorted(batch))
    return path


def write_jsonld(graph: Graph, to: Path, selection: Selection) -> None:
    """Write the dataset as expanded JSON-LD with our context beside it in the file: nothing has to be fetched.

    The context declares the prefixes and terms for who compacts or frames it; the graphs stand expanded.
    """
    context = json.loads((ontology_folder() / "context.jsonld").read_text("utf-8"))["@context"]
    with to.open("w", encoding="utf-8") as file:
        file.write('{"@context": ' + json.dumps(context, ensure_ascii=False) + ',\n"@graph": [\n')
        for number, name in enumerate(selection.graphs(graph)):
            nodes = [_node(subject, its) for subject, its in _by_subject(in_order(_lines(graph, name)))]
            file.write(",\n" if number else "")
            file.write(json.dumps({"@id": name, "@graph": nodes}, ensure_ascii=False))
        file.write("\n]}\n")


def _by_subject(lines: Iterator[str]) -> Iterator[tuple[str, list[ox.Quad]]]:
    subject, gathered = "", list[ox.Quad]()
    for quad in _parsed(lines, ox.RdfFormat.N_TRIPLES):
        value = quad.subject.value  # type: ignore[union-attr]
        if value != subject and gathered:
            yield subject, gathered
            gathered = []
        subject = value
        gathered.append(quad)
    if gathered:
        yield subject, gathered


RDF_TYPE = f"{iris.PREFIXES['rdf']}type"


def _node(subject: str, quads: list[ox.Quad]) -> dict[str, object]:
    node: dict[str, object] = {"@id": subject}
    for quad in quads:
        key = "@type" if quad.predicate.value == RDF_TYPE else quad.predicate.value
        value = quad.object.value if key == "@type" else _value(quad.object)  # type: ignore[union-attr]
        node.setdefault(key, []).append(value)  # type: ignore[attr-defined]
    return node


def _value(term: object) -> dict[str, str]:
    if not isinstance(term, ox.Literal):
        return {"@id": term.value}  # type: ignore[attr-defined]
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == f"{iris.PREFIXES['xsd']}string":
        return {"@value": term.value}
    return {"@value": term.value, "@type": term.datatype.value}
