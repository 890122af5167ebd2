"""The SPARQL page: a query to write, the named ones to take up, and the answer as a table, for browsers at /sparql."""

import asyncio
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.errors import KgError, QueryError
from kg.query import bind, named_queries, with_prefixes, with_values
from kg.serve.negotiation import best
from kg.serve.pages.asker import Asker
from kg.serve.pages.render import render, response
from kg.serve.pages.table import Cell, asked_at
from kg.serve.pool import BusyError, DeadlineError
from kg.serve.presence import while_there
from kg.serve.results import Limits, Written
from kg.serve.sparql import GONE, GRAPH_TYPES, ROW_TYPES, RefusalError, asked, job_of, timeout_of

SHOWN = Limits(rows=1_000, size=5_000_000)
"""What a page shows of an answer; the endpoint itself gives more."""

FIRST = """SELECT ?date ?title ?debate WHERE {
  ?debate a hkg:Debate ; dcterms:date ?date ; dcterms:title ?title .
}
ORDER BY DESC(?date) ?title
LIMIT 20"""
FORMS = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}
KINDS = {**dict.fromkeys((*ROW_TYPES, *GRAPH_TYPES), ""), "text/html": "html"}
"""The types of every answer, and which of them is a page."""
GRAPH_FORMS = {"ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD"}


@dataclass(frozen=True)
class Answered:
    """An answer as it is shown: rows under names, or the text of a graph; how long it took, and where it was cut."""

    seconds: float
    names: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    text: str = ""
    cut: str | None = None
    downloads: Mapping[str, str] | None = None


def is_wanted(request: Request) -> bool:
    """Tell whether a request is a browser's: it likes a page best, and asks for no form by its name."""
    if "format" in request.query_params or request.method not in ("GET", "HEAD"):
        return False
    return best(request.headers.get("accept", "*/*"), KINDS) == "html"


async def page(request: Request) -> Response:
    """Answer with the form, and what the query in it gives where there is one: ?query itself, or ?name with parameters."""
    pool, base = request.app.state.pool, request.app.state.base
    given, query, answered, error, status = request.query_params, "", None, "", 200
    headers: dict[str, str] = {}
    try:
        query = await _query(Asker(pool, base), given)
        if query:
            answered = await _answered(request, QueryParams({**dict(await asked(request)), "query": query}))
    except ClientDisconnect:
        error, status = "the client has gone", GONE
    except RefusalError as refusal:
        error, status = refusal.said, refusal.status
    except (BusyError, DeadlineError) as late:
        error, status, headers = str(late), 503, {"Retry-After": "60"}
    except KgError as wrong:
        error, status = str(wrong), 400
    written = query or given.get("query", "")
    shown = render(
        "sparql.html", base, section="/sparql", query=written or FIRST, elsewhere=_elsewhere(written or FIRST), answered=answered, error=error,
        queries=named_queries().values(), chosen=named_queries().get(given.get("name", "")), given=given,
    )  # fmt: skip
    return response(shown, status, {"Vary": "Accept", **headers})


def _elsewhere(query: str) -> str:
    """Return a query with its prefixes, "" where it needs none or has its own."""
    whole = with_prefixes(query)
    return "" if whole == query or re.search(r"\bPREFIX\b", query, re.IGNORECASE) else whole


async def _query(ask: Asker, given: QueryParams) -> str:
    """Return the query that is asked, "" for none. Raises QueryError where a named one is not known or lacks a parameter."""
    name = given.get("name")
    if not name:
        return given.get("query", "")
    if name not in named_queries():
        raise QueryError(f"there is no query named {name!r}", mend="take one of those below")
    parameters = {p: given[p] for p in named_queries()[name].parameters if given.get(p, "").strip()}
    needed = [p for p, (_, default) in named_queries()[name].parameters.items() if default is None]
    if any(p not in parameters for p in needed):
        return ""
    sparql, terms = await asyncio.to_thread(bind, ask.from_thread(), name, parameters, ask.base)
    return with_values(sparql, terms)


async def _answered(request: Request, given: QueryParams) -> Answered:
    began = time.monotonic()
    job = job_of(given, "*/*", SHOWN)
    written = await while_there(request, request.app.state.pool.ask(job, timeout_of(given)))
    return _shown(written, time.monotonic() - began, job.sparql)


def _shown(written: Written, seconds: float, query: str) -> Answered:
    """Return an answer as it is shown, with the addresses of all of it."""
    if "json" not in written.media_type or "ld+json" in written.media_type:
        return Answered(seconds, text=written.body.decode(), cut=written.cut, downloads=_downloads(query, GRAPH_FORMS))
    found = ox.parse_query_results(written.body, format=ox.QueryResultsFormat.JSON)
    downloads = _downloads(query, FORMS)
    if isinstance(found, ox.QueryBoolean):
        return Answered(seconds, text="yes" if found else "no", downloads=downloads)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    rows = [[_cell(term) for term in row] for row in found]
    return Answered(seconds, names, rows, cut=written.cut, downloads=downloads)


def _downloads(query: str, forms: Mapping[str, str]) -> dict[str, str]:
    return {name: asked_at(query, form) for form, name in forms.items()}


NUMBERS = ("integer", "decimal", "double", "float")


def _cell(term: object) -> Cell:
    if isinstance(term, ox.NamedNode):
        return Cell(term.value, term.value, "term")
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rpartition("#")[2]
        return Cell(term.value, kind="raw-number" if kind in NUMBERS else "short" if kind == "date" else "text")
    return Cell("" if term is None else str(term))
