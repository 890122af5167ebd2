"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): query operations at one address; updates are refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import KgError, QueryError
from kg.serve.description import FORMATS, SD, service_description
from kg.serve.negotiation import best
from kg.serve.pool import BusyError, DeadlineError
from kg.serve.presence import while_there
from kg.serve.results import GRAPH_FORMS, TABLE_FORMS, Limits, Written
from kg.serve.worker import Job
from kg.triples.provenance import LICENCE

LARGEST = 1_000_000
"""Bytes of a request."""

GONE = 499
"""What the log says where nobody is there to be answered."""

HEARD = 32 * LARGEST
"""Bytes that are heard out, and dropped, of one that has more: who is cut off in the middle never reads why."""

FORM_TYPE, QUERY_TYPE, UPDATE_TYPE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
ROW_TYPES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPH_TYPES: Mapping[str, str] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "text/plain": "nt",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "application/trig": "trig",
    "application/n-quads": "nq",
}


@dataclass(frozen=True)
class RefusalError(Exception):
    """A request that breaks the protocol: the status and what is said."""

    status: int
    said: str


async def asked(request: Request) -> QueryParams:
    """Return the parameters of a query operation: by GET, by a form, or with the query as the body.

    Raises RefusalError where the request is none (sections 2.1 and 2.2 of the protocol).
    """
    if request.method in ("GET", "HEAD"):
        if len(request.scope["query_string"]) > LARGEST:
            raise RefusalError(414, f"a query may have {LARGEST} bytes at the most")
        return request.query_params
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == UPDATE_TYPE:
        raise RefusalError(403, "this endpoint is read-only")
    if kind not in (FORM_TYPE, QUERY_TYPE):
        raise RefusalError(415, f"send a query as {FORM_TYPE} or {QUERY_TYPE}")
    body = await _body(request)
    if kind == FORM_TYPE:
        return QueryParams(body)
    return QueryParams([*request.query_params.multi_items(), ("query", body)])


async def _body(request: Request) -> str:
    kept, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size <= LARGEST:
            kept.append(part)
        elif size > HEARD:
            break
    if size > LARGEST:
        raise RefusalError(413, f"a query may have {LARGEST} bytes at the most")
    try:
        return b"".join(kept).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(400, "the query is not UTF-8") from error


def job_of(given: QueryParams, accept: str, limits: Limits) -> Job:
    """Return what is asked. Raises RefusalError where it is not exactly one query, or in forms that nobody writes."""
    if "update" in given:
        raise RefusalError(403, "this endpoint is read-only")
    queries = given.getlist("query")
    if len(queries) != 1:
        raise RefusalError(400, "give one query")
    if "\x00" in queries[0]:
        raise RefusalError(400, "the query holds a zero byte")
    row_form, graph_form = best(accept, ROW_TYPES), best(accept, GRAPH_TYPES)
    form = given.get("format")
    if form is not None:
        row_form, graph_form = form if form in TABLE_FORMS else None, form if form in GRAPH_FORMS else None
    if row_form is None and graph_form is None:
        raise RefusalError(406, f"take one of: {', '.join((*TABLE_FORMS, *GRAPH_FORMS))}")
    return Job(
        queries[0],
        row_form or "json",
        graph_form or "ttl",
        tuple(given.getlist("default-graph-uri")),
        tuple(given.getlist("named-graph-uri")),
        limits,
    )


def timeout_of(given: QueryParams) -> float | None:
    """Return the seconds that the caller allows; more than the server's own are never given."""
    said = given.get("timeout")
    if said is None:
        return None
    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", said) or float(said) == 0:
        raise RefusalError(400, "timeout is a number of seconds above 0")
    return float(said)


async def answered(request: Request) -> Response:
    """Answer a request of the protocol; what is wrong with it is said in one line of text."""
    try:
        given = await asked(request)
        timeout = timeout_of(given)
        if request.method != "POST" and not given.getlist("query") and "update" not in given:
            return described(request)
        job = job_of(given, request.headers.get("accept", "*/*"), request.app.state.settings.limits)
        return response_of(await while_there(request, request.app.state.pool.ask(job, timeout)))
    except RefusalError as refusal:
        return said(refusal.status, refusal.said)
    except ClientDisconnect:
        return said(GONE, "the client has gone")
    except KgError as error:
        return error_response(error)


def described(request: Request) -> Response:
    """Return the description of the service, which is what a request without a query asks for."""
    form = best(request.headers.get("accept", "*/*"), GRAPH_TYPES) or "ttl"
    address = request.app.state.settings.address or str(request.base_url)
    triples = ox.parse(
        service_description(f"{address.rstrip('/')}/sparql", LICENCE).encode(), format=ox.RdfFormat.N_TRIPLES
    )
    media_type, engine = GRAPH_FORMS[form]
    body = ox.serialize((quad.triple for quad in triples), format=engine, prefixes={"sd": SD, "formats": FORMATS})
    return Response(body, 200, {"Content-Type": media_type, "Vary": "Accept"})


def error_response(error: KgError) -> Response:
    """Return the response that an error deserves: 503 where the server is at its bounds, 400 where the query is."""
    if isinstance(error, BusyError):
        return said(503, str(error), {"Retry-After": str(error.retry_after)})
    if isinstance(error, DeadlineError):
        return said(503, str(error), {"Retry-After": "60"})
    return said(400 if isinstance(error, QueryError) else 500, str(error))


def said(status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(f"{words}\n", status, headers, "text/plain; charset=utf-8")


def response_of(written: Written) -> Response:
    """Return an answer; one that was cut says so in a header of its own."""
    headers = {"X-Truncated": f"cut at {written.cut}"} if written.cut else {}
    return Response(written.body, 200, {"Content-Type": written.media_type, "Vary": "Accept", **headers})


ROUTES = (Route("/sparql", answered, methods=["GET", "POST"]),)
