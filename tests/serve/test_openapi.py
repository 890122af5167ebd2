"""What the server says of itself in OpenAPI is so, whatever anybody sends it (schemathesis, which makes the requests from the description)."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from kg.serve.app import Settings, application
from kg.serve.pool import Bounds
from kg.serve.results import Limits

EXAMPLES = 25
"""Requests to an operation, of each kind: as described, and not."""

EXCLUDED = {
    "not_a_server_error": "503 is an answer, and described; any other is refused below",
    "positive_data_acceptance": "not every string is SPARQL, nor every IRI a graph that is stored",
    "negative_data_rejection": "the protocol lets a server pass over parameters that it does not know",
}


@pytest.fixture(scope="module")
def server(seed_path: Path) -> Iterator[str]:
    """The shipped debate, served within small bounds, and its address."""
    app = application(Settings(seed_path, Bounds(timeout=2), Limits(rows=40)))
    running = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", 0, log_level="error"))
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    thread.join()


QUERIES = st.sampled_from(
    [
        "ASK {}",
        "SELECT * { ?s ?p ?o } LIMIT 3",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
        "DESCRIBE <urn:x>",
        "SELECT * FROM <urn:x> { ?s ?p ?o }",
        "SELECT * { SERVICE <urn:x> {} }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(?c < ",
    ]
)
ACCEPTS = st.sampled_from(["*/*", "text/turtle", "application/sparql-results+xml", "text/html", "image/png"])


def test_the_description_is_so(server: str) -> None:
    schema = schemathesis.openapi.from_dict(requests.get(f"{server}/openapi.json", timeout=20).json())
    seen: dict[str, set[int]] = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        statuses = seen[operation.label] = send(server, operation.as_strategy(GenerationMode.POSITIVE))
        if operation.query or operation.body:
            statuses |= send(server, operation.as_strategy(GenerationMode.NEGATIVE))
    assert seen["GET /sparql"] >= {200, 400}
    assert seen["POST /sparql"] >= {200, 400}
    assert seen["GET /health"] == {200}


def send(server: str, cases: st.SearchStrategy[schemathesis.Case]) -> set[int]:
    """Send requests, hold each answer against the description, and return the statuses."""
    load_all_checks()
    checks = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in EXCLUDED]
    statuses = set()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases, st.none() | QUERIES, ACCEPTS)
    def answers(case: schemathesis.Case, query: str | None, accept: str) -> None:
        asked_in(case, query)
        response = case.call(base_url=server, session=session, headers={"Accept": accept})
        statuses.add(response.status_code)
        assert response.status_code < 500 or (response.status_code == 503 and response.headers["retry-after"])
        case.validate_response(response, checks=checks)

    with requests.Session() as session:
        answers()
    return statuses


def asked_in(case: schemathesis.Case, query: str | None) -> None:
    """Put a query where one is asked, for the description's own strings are hardly ever SPARQL."""
    if query and isinstance(case.query, dict) and "query" in case.query:
        case.query["query"] = query
    if query and isinstance(case.body, dict) and "query" in case.body:
        case.body["query"] = query
    elif query and case.media_type == "application/sparql-query":
        case.body = query
