"""SPARQL at another endpoint: any that speaks the SPARQL 1.1 Protocol, and Virtuoso, which does not quite."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import replace
from email.message import Message

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import READS, SKIPPED, TIMEOUT, Answer, collected, collected_triples, with_prefixes, with_values

ROWS = "application/sparql-results+json"
GRAPH: Mapping[str, ox.RdfFormat] = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
"""Forms of a graph that are read, the best first."""

CUT_HEADERS = ("X-Truncated", "X-SPARQL-MaxRows")
"""What says that an answer was cut: our own server's, and Virtuoso's."""

PROLOGUE = re.compile(r"\b(?:PREFIX\s+[\w.-]*:|BASE\b)", re.IGNORECASE)
SAID = 200
"""Characters of what an endpoint says that are passed on."""

ASKED = "__ASK_RETVAL"
"""Virtuoso 7 answers ASK with rows of this variable: one for yes, none for no."""


def run_remote(
    endpoint: str,
    sparql: str,
    timeout: float = TIMEOUT,
    bound: Mapping[str, Iterable[str]] | None = None,
    limit: int | None = None,
) -> Answer:
    """Answer a query at another SPARQL endpoint, with the usual prefixes put before it.

    `cut` of the answer tells too that the endpoint cut it and said so. Raises QueryError where the endpoint does not
    answer, refuses the query, or answers in no form that is known.
    """
    if urllib.parse.urlsplit(endpoint).scheme not in ("http", "https"):
        raise QueryError("an endpoint is an http or https address", where=endpoint)
    headers, body = _answered(endpoint, with_prefixes(with_values(sparql, bound or {})), timeout)
    try:
        answer = _read(headers.get_content_type(), body, limit)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the endpoint's answer is no result: {error}", where=endpoint) from error
    return replace(answer, cut=answer.cut or any(name in headers for name in CUT_HEADERS))


def accepted(sparql: str) -> str:
    """Return the forms in which a query is to be answered: rows, or a graph, since Virtuoso gives a graph as rows where it may.

    >>> accepted("PREFIX construct: <x:> SELECT * { ?s ?p ?o }"), accepted("DESCRIBE <x:>")
    ('application/sparql-results+json', 'application/n-triples, text/turtle;q=0.9')
    """
    form = READS.search(PROLOGUE.sub(" ", SKIPPED.sub(" ", sparql)))
    gives_graph = form is not None and form[0].upper() in ("CONSTRUCT", "DESCRIBE")
    return ", ".join(f"{kind}{';q=0.9' if at else ''}" for at, kind in enumerate(GRAPH)) if gives_graph else ROWS


def _answered(endpoint: str, sparql: str, timeout: float) -> tuple[Message, bytes]:
    request = urllib.request.Request(
        endpoint, urllib.parse.urlencode({"query": sparql}).encode(), {"Accept": accepted(sparql)}
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return response.headers, response.read()
    except urllib.error.HTTPError as error:
        said = " ".join(error.read(1000).decode("utf-8", "replace").split())[:SAID]
        raise QueryError(
            f"the endpoint refuses the query: {error.code} {said or error.reason}",
            where=endpoint,
            mend="mend the query",
        ) from error
    except (urllib.error.URLError, TimeoutError) as error:
        raise QueryError(
            f"the endpoint does not answer: {error}", where=endpoint, mend="check address and query"
        ) from error


def _read(kind: str, body: bytes, limit: int | None) -> Answer:
    """Return what an answer of a media type says. Raises SyntaxError and ValueError where it is none."""
    if kind in GRAPH:
        return collected_triples((quad.triple for quad in ox.parse(body, format=GRAPH[kind])), limit)
    answer = collected(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON), limit)
    return Answer(boolean=bool(answer.rows)) if answer.variables == (ASKED,) else answer
