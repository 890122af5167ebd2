"""A process that answers queries, one at a time; whoever started it ends it when the time is up."""

from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import iris
from kg.errors import KgError, QueryError
from kg.query import CHOOSES_GRAPHS, MAY_CHOOSE, SKIPPED
from kg.serve.guard import check
from kg.serve.results import Limits, Written, write_boolean, write_rows, write_triples
from kg.serve.sandbox import ended_with, hush, limit_memory, no_network
from kg.store import Graph, open_graph


@dataclass(frozen=True)
class Job:
    """A query to be answered: the forms wanted for rows and for graphs, and the dataset where the caller chose one.

    `union` lets the default graph be all graphs where nobody chose; relative IRIs are resolved against `base`, or else the graph's own.
    """

    sparql: str
    row_form: str = "json"
    graph_form: str = "ttl"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    guarded: bool = True
    union: bool = True
    base: str | None = None


@dataclass(frozen=True)
class Safety:
    """What a worker is held to: bytes of memory, and whether the kernel bars it from the network."""

    memory: int = 2_000_000_000
    sandboxed: bool = True


def work(pipe: Connection, line: Connection, path: Path, safety: Safety) -> None:
    """Answer the jobs that come through `pipe`, each with what was written, or with the KgError.

    The process ends when `line` is closed at the other end, in the middle of a query too. Nothing ever comes through it: the
    signal of a job that arrives in `pipe` may be late, and would end the query.
    """
    hush()
    if safety.sandboxed:
        no_network()
    graph = open_graph(path)
    limit_memory(safety.memory)
    try:
        while True:
            job = pipe.recv()
            with ended_with(line.fileno()):
                answer = None if line.poll() else _answered(graph, job)
            pipe.send(answer)
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return


def _answered(graph: Graph, job: Job) -> Written | KgError:
    try:
        return answer(graph, job)
    except KgError as error:
        return error
    except SyntaxError as error:
        return QueryError(f"the query is wrong: {str(error).partition(', [')[0]}", mend="mend it there")
    except MemoryError:
        return QueryError("the query needs more memory than it may have", mend="narrow it")
    except (ValueError, OSError, RuntimeError) as error:
        return QueryError(f"the query failed: {error}")


def answer(graph: Graph, job: Job) -> Written:
    """Answer a job. Raises QueryError for what is refused, SyntaxError for what is no query."""
    if job.guarded:
        check(job.sparql)
    found = graph.store.query(
        job.sparql, base_iri=job.base or graph.base, prefixes=iris.PREFIXES, **_dataset(graph, job)
    )
    if isinstance(found, ox.QueryBoolean):
        return write_boolean(bool(found), job.row_form)
    if isinstance(found, ox.QueryTriples):
        return write_triples(found, job.graph_form, job.limits, iris.PREFIXES)
    names = [variable.value for variable in found.variables]
    return write_rows(names, (list(row) for row in found), job.row_form, job.limits)


def _dataset(graph: Graph, job: Job) -> dict[str, Any]:
    """Return the engine's options for the dataset: the union of all graphs, unless the caller or the query chooses.

    Raises QueryError where either chooses a graph that is not stored.
    """
    chooses = bool(CHOOSES_GRAPHS.search(SKIPPED.sub(" <> ", job.sparql)))
    if job.guarded and MAY_CHOOSE.search(job.sparql):
        chosen = _chosen(graph, job)
        for iri in chosen:
            _stored(graph, iri)
        chooses = bool(chosen)
    if not (job.default_graphs or job.named_graphs):
        return {"use_default_graph_as_union": job.union and not chooses}
    return {
        "default_graph": [_stored(graph, one) for one in job.default_graphs],
        "named_graphs": [_stored(graph, one) for one in job.named_graphs],
    }


def _chosen(graph: Graph, job: Job) -> tuple[str, ...]:
    """Return the graphs that FROM chooses. Raises SyntaxError where the query is none, QueryError where it cannot be told."""
    from kg.services import graphs_chosen

    base = job.base or graph.base
    chosen = graphs_chosen(job.sparql, base)
    if chosen is None:
        ox.Store().query(job.sparql, base_iri=base, prefixes=iris.PREFIXES)
        raise QueryError("it cannot be told which graphs FROM chooses", mend="give them as default-graph-uri")
    return chosen


def _stored(graph: Graph, iri: str) -> ox.NamedNode:
    """Return a graph that is stored. Raises QueryError for any other: nothing is fetched."""
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is no IRI", mend="give the IRI of a graph that is stored") from error
    if not graph.store.contains_named_graph(node):
        raise QueryError(f"there is no graph {iri}", mend="give one that is stored; nothing is fetched")
    return node
