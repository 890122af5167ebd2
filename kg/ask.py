"""Put a question to a graph or an endpoint, and write the answer in the form that is wanted."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from kg import iris
from kg.errors import QueryError, UsageError
from kg.query import (
    Answer,
    as_csv,
    as_json,
    as_turtle,
    as_xml,
    bind,
    named_queries,
    plain,
    run_bounded,
)
from kg.remote import run_remote
from kg.store import open_graph

WRITERS = {"csv": as_csv, "json": as_json, "xml": as_xml, "ttl": as_turtle}


def answer_of(
    graph: Path | None,
    endpoint: str | None,
    sparql: str | None,
    file: Path | None,
    name: str | None,
    params: Mapping[str, str],
    timeout: float,
    limit: int | None,
) -> Answer:
    """Answer the one query that is given: in words, in a file, or by the name of one that is shipped."""
    if (graph is None) == (endpoint is None):
        raise UsageError("a graph or --endpoint is needed, not both", mend="kg query GRAPH SPARQL")
    if sum(given is not None for given in (sparql, file, name)) != 1:
        raise UsageError("one query is needed", mend="give SPARQL, or -f FILE, or --name NAME")

    def ask(words: str, bound: Mapping[str, list[str]], most: int | None = None) -> Answer:
        if endpoint:
            return run_remote(endpoint, words, timeout, bound, most)
        assert graph is not None
        return run_bounded(graph, words, timeout=timeout, limit=most, bound=bound)

    if name is None:
        return ask(_read(file) if file else sparql or "", {}, limit)
    base = iris.BASE
    if graph:
        with open_graph(graph) as opened:
            base = opened.base
    return ask(*bind(ask, name, params, base), limit)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot be read: {error}", where=str(file), mend="give a file with SPARQL in it") from error


def listed() -> Iterator[str]:
    """Yield a line for each query that is shipped, with its parameters."""
    for query in named_queries().values():
        parameters = "".join(f" --param {p}={d or '...'}" for p, (_, d) in query.parameters.items())
        yield f"{query.name}{parameters}\n    {query.title}: {query.description}"


def written(answer: Answer, form: str) -> str:
    """Return an answer as text in `form`; yes and no are true and false in every form but JSON and XML."""
    if answer.boolean is not None and form not in ("json", "xml"):
        return f"{str(answer.boolean).lower()}\n"
    if answer.triples and form in ("table", "ttl"):
        return as_turtle(answer)
    if form == "table":
        return _table(answer)
    if form not in WRITERS:
        raise UsageError(f"there is no format {form!r}", mend=f"take one of: table, {', '.join(WRITERS)}")
    if form == "ttl" or answer.triples:
        raise UsageError(
            f"the answer cannot be written as {form}",
            mend="SELECT gives table, csv, json, xml; CONSTRUCT ttl",
        )
    return WRITERS[form](answer)


def _table(answer: Answer) -> str:
    table = Table(*answer.variables, box=None, pad_edge=False)
    for row in answer.rows:
        table.add_row(*(plain(term) for term in row))
    out = io.StringIO()
    Console(file=out, width=200, color_system=None).print(table, markup=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + f"\n{len(answer.rows)} rows\n"
