"""The server as it runs: deadlines kept while cheap queries come 50 a second, and no process left when it is ended."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.attacks.test_serve import BURNING, DEADLINE, DEEP, GROWING

CHEAP = f"/sparql?query={quote('SELECT ?s { ?s a ?c } LIMIT 1')}"
A_SECOND = 50
"""Cheap queries."""

RUNAWAYS = {
    **{name: (sparql, {503}) for name, sparql in BURNING.items()},
    **{name: (sparql, {400, 503}) for name, sparql in GROWING.items()},
    "10 MB": ("SELECT * { ?s ?p ?o } #" + "x" * 10_000_000, {413}),
    "10,000 parentheses": (DEEP["parentheses"], {400}),
}
"""Queries that burn, grow or are too much, by name, and the statuses of the errors that they may get: time or memory is up first."""

AT_ONCE = 4
"""Of them, as many as may be slow at a time."""


@dataclass(frozen=True)
class Running:
    """A server in a process of its own, and what it writes down."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def lines(self) -> list[dict[str, object]]:
        """Return the requests as the server itself saw them."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def processes(self) -> set[int]:
        """Return the processes of the server's session that run."""
        found = set()
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if int(fields[3]) == self.process.pid and fields[0] != "Z":
                    found.add(int(stat.parent.name))
        return found


@contextmanager
def running(graph: Path, log: Path) -> Iterator[Running]:
    """Serve a graph; before the tests that run beside it, where the system allows that: how they starve it is no fault of it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--timeout", str(DEADLINE), "--memory", "600", "--log-queries"]
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", str(graph), *options]
    with log.open("wb") as written, subprocess.Popen(command, stderr=written, start_new_session=True) as process:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, -10)
        try:
            server = Running(process, port, log)
            asyncio.run(wait_for(server))
            yield server
        finally:
            process.kill()


async def wait_for(server: Running) -> None:
    for _ in range(600):
        assert server.process.poll() is None, server.log.read_text()
        with suppress(OSError):
            if (await asked(server, "/health")).status == 200:
                return
        await asyncio.sleep(0.1)
    raise AssertionError("the server does not start")


@dataclass(frozen=True)
class Seen:
    status: int
    seconds: float


async def asked(server: Running, path: str, body: bytes | None = None) -> Seen:
    """Ask by a connection of its own, with as little work as can be."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    method = "GET" if body is None else "POST"
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    if body is not None:
        head += f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n"
    try:
        writer.write(head.encode() + b"\r\n" + (body or b""))
        answer = await reader.read()
    finally:
        writer.close()
    assert answer.startswith(b"HTTP/1.1 "), answer
    assert b" 503 " not in answer[:14] or b"retry-after" in answer
    return Seen(int(answer[9:12]), time.monotonic() - began)


async def beside(server: Running, attacks: list[str]) -> tuple[list[Seen], list[Seen], float]:
    """Return how some attacks end, how the cheap queries do that are asked beside them, and how late this process was at its worst."""
    attacking = [
        asyncio.create_task(asked(server, f"/sparql?attack={quote(name)}", RUNAWAYS[name][0].encode()))
        for name in attacks
    ]
    cheap, late, began = [], 0.0, time.monotonic()
    while not all(task.done() for task in attacking) or len(cheap) < A_SECOND:
        due = began + len(cheap) / A_SECOND
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        late = max(late, time.monotonic() - due)
        cheap.append(asyncio.create_task(asked(server, CHEAP)))
    return await asyncio.gather(*attacking), await asyncio.gather(*cheap), late


def own_seconds(server: Running) -> dict[str, float]:
    """Return how long each attack took by the clock of the server."""
    found = {}
    for line in server.lines():
        name = str(line.get("query", "")).removeprefix("attack=")
        if name in map(quote, RUNAWAYS):
            found[name] = float(str(line["ms"])) / 1000
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")
def test_runaways_end_by_the_deadline_beside_fifty_a_second(seed_path: Path, tmp_path: Path) -> None:
    names, late, slow = list(RUNAWAYS), 0.0, []
    with running(seed_path, tmp_path / "log") as server:
        begun = len(server.processes())
        for first in range(0, len(names), AT_ONCE):
            some = names[first : first + AT_ONCE]
            ended, cheap, behind = asyncio.run(beside(server, some))
            late = max(late, behind)
            for name, seen in zip(some, ended, strict=True):
                assert seen.status in RUNAWAYS[name][1], (name, seen)
                slow.append(seen.seconds)
            assert {seen.status for seen in cheap} == {200}
            assert sorted(seen.seconds for seen in cheap)[len(cheap) // 2] < 1
        by_its_clock = own_seconds(server)
        assert set(by_its_clock) == set(map(quote, RUNAWAYS))
        assert max(by_its_clock.values()) <= DEADLINE + 1, by_its_clock
        assert max(slow) <= DEADLINE + 1 + late
        until(lambda: len(server.processes()) <= begun)
        end(server, signal.SIGTERM)
        assert "Traceback" not in server.log.read_text()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl(2) is Linux's")
def test_no_process_outlives_a_server_that_is_killed(seed_path: Path, tmp_path: Path) -> None:
    with running(seed_path, tmp_path / "log") as server:
        end(server, signal.SIGKILL)


def end(server: Running, told: signal.Signals) -> None:
    """Tell a server to end while it burns, and wait until none of its processes is left."""

    async def burning() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(asked(server, "/sparql", BURNING["path bomb"].encode()), 0.5)

    asyncio.run(burning())
    assert len(server.processes()) >= 3
    os.kill(server.process.pid, told)
    server.process.wait(30)
    until(lambda: not server.processes())


def until(holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError
