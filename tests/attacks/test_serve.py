"""Queries that reach out, burn or grow: refused by the guard, powerless in the sandbox, ended at the deadline."""

import asyncio
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import forkserver
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from kg.errors import QueryError
from kg.serve.app import Settings, application
from kg.serve.guard import check
from kg.serve.pages import search
from kg.serve.pool import RETRY_AFTER, Bounds, BusyError, DeadlineError, Pool
from kg.serve.results import Written
from kg.serve.sandbox import CALLS
from kg.serve.sparql import LARGEST, RefusalError, asked
from kg.serve.worker import Job, Safety
from tests.attacks.conftest import DEADLINE, SMALL

CANARY = "the-canary-sings"
SLACK = 10.0
"""Seconds that a busy machine may add to a deadline where server and client are one process; test_running.py measures those that run."""

CALLS_OUT = {
    "constant": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "lower case": "select * { service <URL> { ?s ?p ?o } }",
    "mixed case": "SELECT * { sErViCe sIlEnT <URL> { ?s ?p ?o } }",
    "variable": "SELECT * { VALUES ?where { <URL> } SERVICE ?where { ?s ?p ?o } }",
    "variable, silent": "SELECT * { BIND(IRI('URL') AS ?where) SERVICE SILENT ?where { ?s ?p ?o } }",
    "prefixed": "PREFIX x: <URL> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "against a base": "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "exists": "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "not exists": "ASK { FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "exists in an expression": "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?yes) {}",
    "optional": "SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "minus": "SELECT * { VALUES ?s { 1 } MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "union": "SELECT * { { } UNION { SERVICE <URL> { ?s ?p ?o } } }",
    "graph": "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "subquery": "SELECT * { { SELECT ?s { SERVICE <URL> { ?s ?p ?o } } LIMIT 1 } }",
    "construct": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "in a service": "SELECT * { SERVICE SILENT <URL> { SERVICE <URL> { ?s ?p ?o } } }",
    "no space": "SELECT*{BIND(1<2 AS ?x)SERVICE<URL>{?s ?p ?o}}",
    "comments": "SELECT * { # none\n SERVICE # 'none\n <URL> # none'\n { ?s ?p ?o } }",
    "tabs": "SELECT * {\tSERVICE\t\n<URL>\t{ ?s ?p ?o } }",
    "comment ended by a carriage return": "SELECT * { #\rSERVICE <URL> { ?s ?p ?o }\n }",
    "string in such a comment": "SELECT * { #'\rSERVICE <URL> { ?s ?p ?o } #'\n }",
    "escape before such a comment's end": "SELECT * { #\\\rSERVICE <URL> { ?s ?p ?o }\n }",
    "between odd strings": "SELECT * { BIND('\\'' AS ?x) SERVICE <URL> { ?s ?p ?o } BIND('\\'' AS ?y) }",
    "between long strings": "SELECT * { BIND('''a''' AS ?x) SERVICE <URL> { ?s ?p ?o } BIND('''b''' AS ?y) }",
    "between escaped quotes": ('SELECT * { BIND("\\u0022" AS ?x) SERVICE <URL> { ?s ?p ?o } BIND("\\u0022" AS ?y) }'),
    "after what looks like an IRI": (
        "SELECT * { BIND(1 AS ?a) BIND(?a<'&&?b>' AS ?r)SERVICE<URL>{ ?s ?p ?o } BIND('' AS ?z) }"
    ),
    "after what looks like an IRI, between escaped quotes": (
        "SELECT * { BIND(1 AS ?a) BIND(?a<'&&?b>' || \"\\u0022\" AS ?r)SERVICE<URL>{ ?s ?p ?o } "
        "BIND('' AS ?z) BIND(\"\\u0022\" AS ?y) }"
    ),
}
"""Queries that the engine takes for calls of URL."""

SAID_OTHERWISE = {
    "escaped letter": "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "long escape": "SELECT * { SERVIC\\U00000045 <URL> { ?s ?p ?o } }",
    "torn by a comment": "SELECT * { SERVI#\nCE <URL> { ?s ?p ?o } }",
    "load": "LOAD <URL>",
    "load into": "LOAD SILENT <URL> INTO GRAPH <urn:x>",
    "insert": "INSERT DATA { <urn:s> <urn:p> <urn:o> }",
    "insert where": "PREFIX x: <urn:x> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "delete": "DELETE DATA { <urn:s> <urn:p> <urn:o> }",
    "delete where": "DELETE WHERE { ?s ?p ?o }",
    "with": "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "using": "DELETE { ?s ?p ?o } USING <URL> WHERE { ?s ?p ?o }",
    "clear": "CLEAR ALL",
    "drop": "drop silent default",
    "create": "CREATE GRAPH <urn:g>",
    "copy": "COPY DEFAULT TO <urn:g>",
    "move": "MOVE <urn:g> TO DEFAULT",
    "add": "ADD DEFAULT TO <urn:g>",
    "after a query": "SELECT * { ?s ?p ?o } ; LOAD <URL>",
    "after a comment": "# SELECT\rLOAD <URL>",
}
"""What is no query at all: updates, and calls that no engine should understand."""

HARMLESS = {
    "string": 'SELECT ("SERVICE <http://x/> {}" AS ?x) {}',
    "long string": "SELECT ('''a 'SERVICE' <http://x/>''' AS ?x) {}",
    "comment": "SELECT * { # SERVICE <http://x/> {}\n VALUES ?x { 1 } }",
    "comment ended by a carriage return": "SELECT * { # service\rVALUES ?x { 1 } }",
    "prefixed name": "PREFIX service: <urn:x> SELECT (service:Service AS ?x) {}",
    "local name": "PREFIX x: <urn:x> SELECT * { VALUES ?x { x:service } }",
    "escaped local name": "PREFIX x: <urn:x> SELECT (x:a\\-service AS ?x) {}",
    "IRI": "SELECT (<http://x/service> AS ?x) {}",
    "variable": "SELECT (1 AS ?service) {}",
    "string with an escape": 'SELECT ("the service \\u0041" AS ?x) {}',
    "update in a string": 'SELECT ("DELETE WHERE { ?s ?p ?o }" AS ?x) {}',
}

Answered = TypeVar("Answered")


def pooled(path: Path, bounds: Bounds, ask: Callable[[Pool], Awaitable[Answered]]) -> Answered:
    async def asking() -> Answered:
        async with Pool(path, bounds) as pool:
            return await ask(pool)

    return asyncio.run(asking())


def all_of(jobs: list[Job]) -> Callable[[Pool], Awaitable[list[Written | BaseException]]]:
    """Return what asks a pool each job in turn, and keeps its answer or its error."""

    async def ask(pool: Pool) -> list[Written | BaseException]:
        answers: list[Written | BaseException] = []
        for job in jobs:
            answers += await asyncio.gather(pool.ask(job), return_exceptions=True)
        return answers

    return ask


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}/x"


def one(timeout: float = DEADLINE, sandboxed: bool = True) -> Bounds:
    return Bounds(quick=1, slow=1, timeout=timeout, safety=Safety(sandboxed=sandboxed))


@pytest.mark.parametrize("sparql", [*CALLS_OUT.values(), *SAID_OTHERWISE.values()], ids=[*CALLS_OUT, *SAID_OTHERWISE])
def test_refused_over_http(client: TestClient, sparql: str) -> None:
    for answer in (
        client.get("/sparql", params={"query": sparql}),
        client.post("/sparql", data={"query": sparql}),
        client.post("/sparql", content=sparql, headers={"Content-Type": "application/sparql-query"}),
    ):
        assert answer.status_code == 400
        assert answer.text.strip()


@pytest.mark.parametrize("sparql", SAID_OTHERWISE.values(), ids=SAID_OTHERWISE)
def test_no_update(client: TestClient, sparql: str) -> None:
    assert client.get("/sparql", params={"update": sparql}).status_code == 403
    assert client.post("/sparql", data={"update": sparql}).status_code == 403
    assert client.post("/sparql", data={"query": "ASK {}", "update": sparql}).status_code == 403
    direct = client.post(
        "/sparql", content=sparql, headers={"Content-Type": "application/sparql-update; charset=utf-8"}
    )
    assert direct.status_code == 403


@pytest.mark.parametrize("sparql", CALLS_OUT.values(), ids=CALLS_OUT)
def test_the_guard_refuses_calls(sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check(sparql)


@pytest.mark.parametrize("sparql", HARMLESS.values(), ids=HARMLESS)
def test_words_are_no_calls(client: TestClient, sparql: str) -> None:
    answer = client.get("/sparql", params={"query": sparql})
    assert answer.status_code == 200
    assert len(answer.json()["results"]["bindings"]) == 1


def test_the_attack_works_where_nothing_bars_it(seed_path: Path, listener: socket.socket) -> None:
    sparql = CALLS_OUT["constant"].replace("URL", address(listener))
    (answer,) = pooled(seed_path, one(0.9, sandboxed=False), all_of([Job(sparql, guarded=False)]))
    assert isinstance(answer, DeadlineError)
    listener.accept()[0].close()


def test_the_guard_alone(seed_path: Path, listener: socket.socket) -> None:
    attacks = [one.replace("URL", address(listener)) for one in (*CALLS_OUT.values(), *SAID_OTHERWISE.values())]
    answers = pooled(seed_path, one(sandboxed=False), all_of(list(map(Job, attacks))))
    assert all(isinstance(answer, QueryError) for answer in answers)
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.skipif(os.uname().machine not in CALLS, reason="no filter for this processor")
def test_the_sandbox_alone(seed_path: Path, listener: socket.socket) -> None:
    attacks = [one.replace("URL", address(listener)) for one in (*CALLS_OUT.values(), *SAID_OTHERWISE.values())]
    answers = pooled(seed_path, one(), all_of([Job(attack, guarded=False) for attack in attacks]))
    assert all(isinstance(answer, Written | QueryError) and not isinstance(answer, DeadlineError) for answer in answers)
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(("guarded", "sandboxed"), [(True, False), (False, True)])
def test_datasets_that_are_not_stored(
    seed_path: Path, tmp_path: Path, listener: socket.socket, guarded: bool, sandboxed: bool
) -> None:
    canary = tmp_path / "canary.nt"
    canary.write_text(f'<urn:s> <urn:p> "{CANARY}" .\n')
    jobs, empty = [], []
    for where in (canary.as_uri(), str(canary), f"file:{canary}", address(listener), "", "file:///etc/passwd"):
        pattern = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        clauses = (f"FROM <{where}>", f"FROM NAMED <{where}>", f"from#\r<{where}>")
        jobs += [Job(f"SELECT * {clause} {pattern}", guarded=guarded) for clause in clauses]
        empty.append(Job(f"SELECT * {{ GRAPH <{where}> {{ ?s ?p ?o }} }}", guarded=guarded))
        jobs.append(Job("SELECT * { ?s ?p ?o }", default_graphs=(where,), guarded=guarded))
        jobs.append(Job("SELECT * { GRAPH ?g { ?s ?p ?o } }", named_graphs=(where,), guarded=guarded))
    answers = pooled(seed_path, one(sandboxed=sandboxed), all_of([*jobs, *empty]))
    for answer in answers:
        if isinstance(answer, Written):
            assert json.loads(answer.body)["results"]["bindings"] == []
        else:
            assert isinstance(answer, QueryError)
            assert CANARY not in str(answer)
    if guarded:
        assert all(isinstance(answer, QueryError) for answer in answers[: len(jobs)])
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_datasets_over_http(client: TestClient) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        for where in ("file:///etc/passwd", "http://127.0.0.1/x", "no IRI", ""):
            assert client.get("/sparql", params={"query": "ASK {}", name: where}).status_code == 400


@pytest.mark.parametrize("timeout", ["0", "-1", "soon", ""])
def test_no_time_is_said_also_where_nothing_is_asked(client: TestClient, timeout: str) -> None:
    assert client.get("/sparql", params={"timeout": timeout}).status_code == 400
    assert client.get("/sparql", params={"timeout": timeout, "query": "ASK {}"}).status_code == 400


ELSEWHERE = "PREFIX x: <https://nowhere.example/> PREFIX a.b: <https://nowhere.example/> PREFIX a·b: <https://nowhere.example/> "
HIDDEN_CHOICES = (
    "SELECT * FROM a.b:y { ?s ?p ?o }",
    "SELECT * FROM a·b:y { ?s ?p ?o }",
    "SELECT * FROMx:y { ?s ?p ?o }",
    "SELECT * FROMNAMED<https://nowhere.example/> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM NAMEDx:y { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <urn:x> FROMx:y { ?s ?p ?o }",
    "SELECT (1 AS ?one) (x:a\\' AS ?z) FROM x:y { ?s ?p ?o } HAVING(\"'\" != 'a')",
    "SELECT (1 AS ?one) (?a<'&&?b>' AS ?z) FROM x:y { ?s ?p ?o FILTER('' = '') }",
)


@pytest.mark.parametrize("sparql", HIDDEN_CHOICES)
def test_no_choice_of_graphs_is_hidden(client: TestClient, sparql: str) -> None:
    assert client.get("/sparql", params={"query": ELSEWHERE + sparql}).status_code == 400


@pytest.mark.parametrize(
    "sparql",
    [
        "# from here\nASK { ?s ?p ?o }",
        "ASK { ?s ?p 'from' }",
        "PREFIX from: <urn:x> ASK { ?s ?from ?o . FILTER(?from != from:x) }",
    ],
)
def test_a_word_is_no_choice(client: TestClient, sparql: str) -> None:
    assert client.get("/sparql", params={"query": sparql}).status_code == 200


def test_from_what_is_stored(client: TestClient) -> None:
    some = client.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g {} } LIMIT 1"}).json()["results"]["bindings"]
    stored = some[0]["g"]["value"]
    for sparql in (
        f"SELECT * FROM <{stored}> {{ ?s ?p ?o }} LIMIT 1",
        f"SELECT * FROM NAMED <{stored}> {{ GRAPH ?g {{ ?s ?p ?o }} }} LIMIT 1",
        f"PREFIX x: <{stored}> SELECT * FROM x: {{ ?s ?p ?o }} LIMIT 1",
    ):
        assert len(client.get("/sparql", params={"query": sparql}).json()["results"]["bindings"]) == 1
    wrong = client.get("/sparql", params={"query": f"SELECT * FROM <{stored}>\n{{ ?s ?p"})
    assert wrong.status_code == 400
    assert "error at 2:" in wrong.text
    unsure = client.get("/sparql", params={"query": f"ASK FROM <{stored}> {{ BIND(TRIPLE(<x>, <x>, 1) AS ?t) }}"})
    assert unsure.status_code == 400
    assert "cannot be told" in unsure.text


CALLS_FAIL = """
import ctypes, os
from kg.serve.sandbox import CALLS, OTHER_CALLS, no_network
no_network()
kernel = ctypes.CDLL(None, use_errno=True)
for call in CALLS[os.uname().machine][1]:
    for number in (call, OTHER_CALLS + call):
        assert kernel.syscall(number, 0, 0, 0) == -1
        print(ctypes.get_errno())
"""
"""Tells with which errors the kernel answers the calls that open sockets, by each of their numbers."""


@pytest.mark.skipif(os.uname().machine not in CALLS, reason="no filter for this processor")
def test_no_call_opens_a_socket() -> None:
    told = subprocess.run([sys.executable, "-c", CALLS_FAIL], capture_output=True, text=True, check=True, timeout=60)
    assert set(map(int, told.stdout.split())) == {errno.EACCES}
    assert len(told.stdout.split()) == 2 * len(CALLS[os.uname().machine][1])


CROSS = "ASK { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?a), STR(?d))) < 0) }"
BURNING = {
    "cross product": CROSS,
    "path bomb": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:y>)*/(!<urn:z>|^!<urn:x>)* ?b }",
    "regular expression": (
        'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER REGEX(CONCAT(STR(?c), STR(?f)), "^((a+)+|(.*)*)*b{900}$") }'
    ),
}
GROWING = {
    "three times itself": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sorting": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY MD5(CONCAT(STR(?a), STR(?f), STR(?i)))",
    "group concat": "SELECT (STRLEN(GROUP_CONCAT(CONCAT(?c, STR(?d), STR(?f)); separator='-----')) AS ?n) "
    "{ { SELECT (CONCAT(STR(?x), STR(?y), STR(?z)) AS ?c) { ?x ?y ?z } } ?d ?e ?f }",
    "doubling": "SELECT (STRLEN(?x40) AS ?n) { BIND('0123456789abcdef' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{at}, ?x{at}) AS ?x{at + 1})" for at in range(40))
    + " }",
}
DEEP = {
    "parentheses": "SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "groups": "SELECT * " + "{" * 10_000 + "}" * 10_000,
    "open": "SELECT * { FILTER(" + "(" * 10_000,
    "brackets after a carriage return": "SELECT * #\r" + "{" * 10_000 + "}" * 10_000,
    "blank nodes": "SELECT * { ?s ?p " + "[ ?p " * 10_000 + "1" + "]" * 10_000 + " }",
    "between less and greater": "ASK { ?a ?b ?c FILTER(1<" + "(" * 10_000 + "1" + ")" * 10_000 + "&&2>1) }",
    "after brackets in a name": "ASK { ?a x:"
    + "\\)" * 10_000
    + " ?c FILTER("
    + "(" * 10_000
    + "1"
    + ")" * 10_000
    + ") }",
    "triples of triples": "SELECT * { " + "<<" * 10_000 + "?a ?b ?c" + ">>" * 10_000 + " ?d ?e }",
    "lists": "SELECT * { ?s ?p " + "(" * 10_000 + ")" * 10_000 + " }",
}
LONG = {
    "nots": "SELECT * { FILTER(" + "!" * 20_000 + "true) }",
    "minuses": "SELECT * { FILTER(" + "- " * 20_000 + "1) }",
    "sum": "SELECT (1" + "+1" * 20_000 + " AS ?x) {}",
    "union": "SELECT * { {}" + " UNION {}" * 20_000 + " }",
    "path": "SELECT * { ?s " + "^" * 20_000 + "<urn:p> ?o }",
    "sequence": "SELECT * { ?s <urn:p>" + "/<urn:p>" * 20_000 + " ?o }",
    "quotes": "SELECT * { FILTER(" + "'\"" * 100_000,
    "service and quotes": "SELECT * { SERVICE " + "'''\"\"\"" * 20_000,
}


def timed(client: TestClient, sparql: str) -> tuple[int, float, str | None]:
    began = time.monotonic()
    answer = client.post("/sparql", content=sparql, headers={"Content-Type": "application/sparql-query"})
    return answer.status_code, time.monotonic() - began, answer.headers.get("retry-after")


def still_answers(client: TestClient) -> bool:
    """Tell whether a query is answered, once the processes that were ended have been replaced."""
    for _ in range(20):
        answer = client.get("/sparql", params={"query": "ASK {}"})
        if answer.status_code == 200:
            return bool(answer.json() == {"head": {}, "boolean": True})
        time.sleep(0.5)
    return False


@pytest.mark.parametrize("sparql", GROWING.values(), ids=GROWING)
def test_growth_ends_with_the_memory(client: TestClient, sparql: str) -> None:
    status, seconds, _ = timed(client, sparql)
    assert status in (400, 503)
    assert seconds < DEADLINE + 1 + SLACK
    assert still_answers(client)


@pytest.mark.parametrize("sparql", DEEP.values(), ids=DEEP)
def test_depth_is_refused(client: TestClient, sparql: str) -> None:
    status, seconds, _ = timed(client, sparql)
    assert status == 400
    assert seconds < 1 + SLACK


@pytest.mark.parametrize("sparql", LONG.values(), ids=LONG)
def test_length_ends(client: TestClient, sparql: str) -> None:
    status, seconds, _ = timed(client, sparql)
    assert status in (200, 400, 503)
    assert seconds < DEADLINE + 1 + SLACK
    assert still_answers(client)


def test_size_is_refused(client: TestClient) -> None:
    query = "SELECT * { ?s ?p ?o } #" + "x" * 10_000_000
    assert timed(client, query)[0] == 413
    assert client.post("/sparql", data={"query": query}).status_code == 413
    request = Request({"type": "http", "method": "GET", "query_string": b"query=" + b"x" * LARGEST, "headers": []})
    with pytest.raises(RefusalError, match=str(LARGEST)):
        asyncio.run(asked(request))


def test_a_full_queue_says_when_to_come_back(seed_path: Path) -> None:
    bounds = Bounds(quick=1, slow=1, waiting=0, timeout=DEADLINE)
    with TestClient(application(Settings(seed_path, bounds))) as served, ThreadPoolExecutor(1) as threads:
        burning = threads.submit(timed, served, CROSS)
        time.sleep(0.4)
        status, seconds, retry = timed(served, "ASK {}")
        assert (status, retry) == (503, "5")
        assert seconds < SLACK
        assert burning.result()[0] == 503


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
@pytest.mark.parametrize(
    "path",
    ["/time?about=county+lines", "/sitemap.xml", "/person/1539", "/ontology", "/health", "/sparql?query=ASK%7B%7D"],
)
def test_a_full_queue_is_the_same_everywhere(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str, accept: str
) -> None:
    async def full(*_: object) -> None:
        raise BusyError(RETRY_AFTER)

    monkeypatch.setattr(Pool, "_free_worker", full)
    answer = client.get(path, headers={"Accept": accept})
    assert (answer.status_code, bool(answer.headers.get("retry-after"))) == (503, True)


def test_too_many_searches_say_when_to_come_back(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/search?q=police").status_code == 200
    monkeypatch.setattr(search, "_at_once", asyncio.Semaphore(0))
    answer = client.get("/search?q=police")
    assert (answer.status_code, bool(answer.headers["retry-after"])) == (503, True)


def children() -> set[int]:
    """Return the processes that the fork server has started."""
    server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    stats = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            stats[int(stat.parent.name)] = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
    return {pid for pid, fields in stats.items() if int(fields[1]) == server and fields[0] != "Z"}


def test_no_process_is_left(seed_path: Path) -> None:
    async def ask(pool: Pool) -> set[int]:
        burning = [asyncio.create_task(pool.ask(Job(sparql))) for sparql in (*BURNING.values(), CROSS)]
        for _ in range(100):
            await asyncio.sleep(0.2)
            started = children()
            if len(started - before) >= 4:
                break
        for task in burning[:2]:
            task.cancel()
        await asyncio.sleep(0.1)
        return started

    before = children() if forkserver._forkserver._forkserver_pid else set()  # type: ignore[attr-defined]
    started = pooled(seed_path, Bounds(quick=2, slow=2, timeout=30), ask)
    assert len(started - before) >= 4
    assert children() - before == set()


def killed(pool: Pool) -> None:
    for worker in filter(lambda worker: worker.process.is_alive(), pool._workers):
        os.kill(worker.process.pid or 0, signal.SIGKILL)
        worker.process.join()


def test_killed_workers_are_replaced(seed_path: Path) -> None:
    async def ask(pool: Pool) -> None:
        for _ in range(2):
            assert (await pool.ask(Job("ASK {}"))).body
            killed(pool)
            await asyncio.sleep(0.2)
        for wait in (0.2, 1.3):
            burning = asyncio.create_task(pool.ask(Job(CROSS)))
            await asyncio.sleep(wait)
            killed(pool)
            with pytest.raises(QueryError, match="without an answer"):
                await burning
            for _ in range(3):
                assert (await pool.ask(Job("ASK {}"))).body
        assert len(pool._workers) == 2

    pooled(seed_path, Bounds(quick=2, slow=2, timeout=10), ask)


def test_who_waits_too_long_is_asked_to_come_back(seed_path: Path) -> None:
    async def ask(pool: Pool) -> list[Written | BaseException]:
        return await asyncio.gather(*(pool.ask(Job(CROSS)) for _ in range(4)), return_exceptions=True)

    answers = pooled(seed_path, Bounds(quick=1, slow=1, waiting=2, timeout=1.5), ask)
    assert all(isinstance(answer, BusyError | DeadlineError) for answer in answers)
    assert {type(answer) for answer in answers} == {BusyError, DeadlineError}


def rows_of(body: bytes, form: str) -> int:
    """Return the number of rows of a whole document; fail for half of one."""
    if form == "json":
        return len(json.loads(body)["results"]["bindings"])
    if form == "xml":
        return len(ElementTree.fromstring(body).findall(".//{*}result"))
    assert body.endswith(b"\n")
    return len(body.decode().splitlines()) - 1


@pytest.fixture(params=["json", "xml", "csv", "tsv"])
def form(request: pytest.FixtureRequest) -> Iterator[str]:
    return request.param  # type: ignore[no-any-return]


def test_cut_at_rows(client: TestClient, form: str) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ?c { ?c a ?t . BIND('é<&\"' AS ?x) }", "format": form})
    assert answer.headers["X-Truncated"] == f"cut at {SMALL.rows} rows"
    assert rows_of(answer.content, form) == SMALL.rows


def test_cut_at_bytes(client: TestClient, form: str) -> None:
    wide = f"SELECT ?s ('{'é<&' * 200}' AS ?x) {{ ?s ?p ?o }}"
    answer = client.get("/sparql", params={"query": wide, "format": form})
    assert answer.headers["X-Truncated"] == f"cut at {SMALL.size} bytes"
    assert 0 < rows_of(answer.content, form) < SMALL.rows
    assert len(answer.content) <= SMALL.size


def test_whole_answers_say_nothing(client: TestClient, form: str) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { VALUES ?x { 1 2 3 } }", "format": form})
    assert "X-Truncated" not in answer.headers
    assert rows_of(answer.content, form) == 3


def test_cut_graphs(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "format": "nt"})
    assert answer.headers["X-Truncated"] == f"cut at {SMALL.rows} triples"
    assert len(answer.text.splitlines()) == SMALL.rows
