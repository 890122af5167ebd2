"""The server as it runs: deadlines kept while cheap queries come 50 a second, and no process left when it is killed."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.attacks.test_serve import BURNING, DEADLINE

CHEAP = "SELECT ?s { ?s a ?c } LIMIT 1"
A_SECOND = 50
"""Cheap queries."""
TRIES = 3
"""A busy machine may be late; not each time."""


@pytest.fixture
def server(seed_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The shipped debate, served by a process of its own, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--timeout", str(DEADLINE), "--memory", "600"]
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", str(seed_path), *options]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, process)
            yield process, address
        finally:
            process.kill()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None
        try:
            if httpx.get(f"{address}/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server does not start")


async def timed(client: httpx.AsyncClient, sparql: str) -> tuple[int, float]:
    began = time.monotonic()
    answer = await client.get("/sparql", params={"query": sparql})
    return answer.status_code, time.monotonic() - began


async def beside(address: str) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """Return how the burning queries end, and how the cheap ones do that are asked beside them."""
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        burning = [asyncio.create_task(timed(client, sparql)) for sparql in BURNING.values()]
        cheap = []
        while not all(task.done() for task in burning):
            cheap.append(asyncio.create_task(timed(client, CHEAP)))
            await asyncio.sleep(1 / A_SECOND)
        return await asyncio.gather(*burning), await asyncio.gather(*cheap)


def test_deadlines_are_kept_beside_fifty_a_second(server: tuple[subprocess.Popen[bytes], str]) -> None:
    late = []
    for _ in range(TRIES):
        burning, cheap = asyncio.run(beside(server[1]))
        assert {status for status, _ in burning} == {503}
        assert {status for status, _ in cheap} == {200}
        slowest, median = max(s for _, s in burning), sorted(s for _, s in cheap)[len(cheap) // 2]
        if slowest <= DEADLINE + 1 and median < 1 and len(cheap) >= 0.7 * A_SECOND * DEADLINE:
            return
        late.append((slowest, median, len(cheap)))
    raise AssertionError(late)


def session(process: subprocess.Popen[bytes]) -> set[int]:
    """Return the processes of the server's session that run."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == process.pid and fields[0] != "Z":
            found.add(int(stat.parent.name))
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl(2) is Linux's")
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_server(server: tuple[subprocess.Popen[bytes], str], told: signal.Signals) -> None:
    process, address = server
    with pytest.raises(httpx.TimeoutException):
        httpx.get(f"{address}/sparql", params={"query": BURNING["path bomb"]}, timeout=0.5)
    assert len(session(process)) >= 3
    os.kill(process.pid, told)
    process.wait(30)
    for _ in range(50):
        if not session(process):
            return
        time.sleep(0.1)
    raise AssertionError(session(process))
