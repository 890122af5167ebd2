"""Whatever is sent to the endpoint, it answers: never with a fault of its own."""

import asyncio
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Message

from kg.serve import sparql

METHODS = st.sampled_from(["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
KINDS = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "application/sparql-query",
        "APPLICATION/SPARQL-QUERY; charset=latin-1",
        "application/sparql-update",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/plain",
        "",
        ";",
        "\xff/\xff",
    ]
)
ACCEPTS = st.one_of(
    st.sampled_from(
        [
            "*/*",
            "",
            "text/html",
            "application/json;q=x",
            "text/*;q=0",
            ";;,,",
            "text/turtle;q=nan",
            "a/b;q=1e999",
            "\xff",
        ]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
)
QUERIES = st.one_of(
    st.sampled_from(
        [
            "ASK {}",
            "SELECT * { ?s ?p ?o } LIMIT 3",
            "SELECT (TRIPLE(<urn:a>, <urn:b>, 1) AS ?t) {}",
            'SELECT ("\\u0000\\uFFFF" AS ?x) {}',
            "CONSTRUCT { ?s <urn:1> ?o } WHERE { ?s ?p ?o } LIMIT 3",
            "CONSTRUCT { ?s <http://x/> ?o } WHERE { ?s ?p ?o } LIMIT 3",
            "DESCRIBE <urn:x>",
            "BASE <x> SELECT * { <> ?p ?o }",
            "SELECT * FROM <> { ?s ?p ?o }",
            "SELECT * { SERVICE <x> {} }",
            "service",
            "",
            "\0",
            "\ufeffASK {}",
            "ASK {} # \ud800",
        ]
    ),
    st.text(max_size=30).map(lambda words: f"SELECT ({words!r} AS ?x) {{ ?s ?p {words} }} LIMIT 1"),
    st.text(max_size=30),
)
NAMES = st.sampled_from(
    [
        "query",
        "query",
        "query",
        "update",
        "format",
        "timeout",
        "default-graph-uri",
        "named-graph-uri",
        "using-graph-uri",
        "",
    ]
)
VALUES = st.one_of(
    QUERIES,
    st.sampled_from(
        [
            "json",
            "xml",
            "csv",
            "tsv",
            "ttl",
            "nt",
            "jsonld",
            "rdfxml",
            "trig",
            "nq",
            "html",
            "0",
            "0.5",
            "-1",
            "nan",
            "٣",
            "9" * 30,
        ]
    ),
)
PARAMETERS = st.lists(st.tuples(NAMES, VALUES), max_size=4).map(
    lambda pairs: "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in pairs)
)
BODIES = st.one_of(
    PARAMETERS.map(str.encode),
    QUERIES.map(lambda words: words.encode("utf-8", "surrogatepass")),
    st.binary(max_size=40),
)


@settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(METHODS, PARAMETERS, KINDS, ACCEPTS, BODIES)
def test_no_fault(client: TestClient, method: str, parameters: str, kind: str, accept: str, body: bytes) -> None:
    headers = {"Content-Type": kind.encode("latin-1"), "Accept": accept.encode("latin-1")}
    answer = client.request(method, f"/sparql?{parameters}", content=body, headers=headers)
    assert answer.status_code < 500 or (answer.status_code == 503 and answer.headers["retry-after"])
    assert answer.status_code < 400 or method == "HEAD" or answer.text
    if method not in ("GET", "HEAD", "POST", "OPTIONS"):
        assert answer.status_code == 405


def test_who_breaks_off_is_no_fault() -> None:
    parts: list[Message] = [{"type": "http.request", "body": b"query=", "more_body": True}, {"type": "http.disconnect"}]

    async def receive() -> Message:
        return parts.pop(0)

    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    request = Request({"type": "http", "method": "POST", "query_string": b"", "headers": headers}, receive)
    assert asyncio.run(sparql.answered(request)).status_code == sparql.GONE


@pytest.mark.parametrize("size", [sparql.LARGEST + 1, sparql.HEARD + 200_000])
def test_what_is_too_long_is_heard_out_and_dropped(size: int) -> None:
    left = [size]

    async def receive() -> Message:
        part = min(left[0], 100_000)
        left[0] -= part
        return {"type": "http.request", "body": b"x" * part, "more_body": left[0] > 0}

    headers = [(b"content-type", b"application/sparql-query")]
    request = Request({"type": "http", "method": "POST", "query_string": b"", "headers": headers}, receive)
    assert asyncio.run(sparql.answered(request)).status_code == 413
    assert left[0] == max(0, size - sparql.HEARD - 100_000)
