"""A graph of the compact profile made whole: what was left out follows from the rest, by the queries of `ontology/compact`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.errors import GraphError
from kg.store import Graph, Progress, generation, is_compact, is_graph, locked, open_graph
from kg.triples import Versions, activity_of
from kg.vocabulary import ontology_folder

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
GRAPH, STATED = ox.Variable("graph"), ox.Variable("stated")
INFERRED = re.compile(r"(/debate/[^/]+/[^/]+/[^/]+)/inferred$")


def expand(compact: str | Path, out: str | Path, progress: Progress | None = None) -> int:
    """Make at `out` the graph that a build of the full profile would have made; return how many quads it has.

    Raises GraphError where `compact` is no graph or whole already, or there is a graph at `out`.
    """
    if is_graph(out):
        raise GraphError("there is a graph already", where=str(out), mend="give another path")
    if is_graph(compact) and not is_compact(compact):
        raise GraphError("is whole already", where=str(compact), mend="use it as it is")
    with open_graph(compact, compact=True) as graph, locked(out) as folder, generation(out, graph.base) as writer:
        names = graph.graphs()
        with (folder / "load.nq").open("wb") as file:
            for number, name in enumerate(names, 1):
                file.writelines(_lines(graph, name))
                if progress is not None:
                    progress(iris.relative(name, graph.base), number, len(names))
        writer.load(folder / "load.nq")
        return len(writer.store)


def _lines(graph: Graph, name: str) -> Iterator[bytes]:
    """Yield the quads of a named graph with those that were left out."""
    lines = ox.serialize(graph.quads(name), format=ox.RdfFormat.N_QUADS) or b""
    if name == iris.absolute(iris.PROVENANCE_GRAPH, graph.base):
        yield _of_the_full_profile(graph, lines)
        return
    yield lines
    if name.startswith(iris.absolute("graph/debate/", graph.base)):
        node = ox.NamedNode(name)
        meant = {GRAPH: node, STATED: ox.NamedNode(INFERRED.sub(r"\1", name))}
        for query in derivations():
            its: dict[ox.Variable, Term] = {what: node for what, node in meant.items() if str(what) in query}
            found = graph.store.query(query, prefixes=iris.PREFIXES, substitutions=its)
            assert isinstance(found, ox.QueryTriples)
            quads = (ox.Quad(triple.subject, triple.predicate, triple.object, node) for triple in found)
            yield ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


@cache
def derivations() -> tuple[str, ...]:
    """Return the queries that say what follows; each asks of the named graph that `?graph` is bound to, and of the debate's
    stated one, `?stated`.
    """
    return tuple(file.read_text("utf-8") for file in sorted((ontology_folder() / "compact").glob("*.rq")))


def _of_the_full_profile(graph: Graph, provenance: bytes) -> bytes:
    """Return what the provenance says where the same software had made the full profile."""
    names = {_iri(old, graph.base): _iri(new, graph.base) for old, new in _activities(graph).items()}
    lines = (line for line in provenance.splitlines(keepends=True) if _iri(PROFILE, graph.base) not in line)
    if not names:
        return b"".join(lines)
    pattern = re.compile(b"|".join(map(re.escape, names)))
    return b"".join(pattern.sub(lambda found: names[found[0]], line) for line in lines)


PROFILE = "profile/compact"
USED = ox.NamedNode(iris.PREFIXES["prov"] + "used")


def _activities(graph: Graph) -> Mapping[str, str]:
    """Return the activities of the compact profile, each with that of the full profile by the same means."""
    profile = ox.NamedNode(iris.absolute(PROFILE, graph.base))
    found: dict[str, str] = {}
    for quad in graph.store.quads_for_pattern(None, USED, profile):
        used = (str(one.object).strip("<>") for one in graph.store.quads_for_pattern(quad.subject, USED, None))
        means = dict(iris.relative(one, graph.base).split("/", 1) for one in used)
        activity = iris.relative(str(quad.subject).strip("<>"), graph.base)
        found[activity] = activity_of(Versions(**{**means, "profile": ""}))
    return found


def _iri(path: str, base: str) -> bytes:
    return f"<{iris.absolute(path, base)}>".encode()
