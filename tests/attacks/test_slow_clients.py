"""Clients that say nothing, little, or never read: let go, while others are answered."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from kg.serve.connection import Patience, protocol
from kg.serve.presence import while_there

LARGE = 20_000_000
SHORT = Patience(asking=0.6, reading=0.3, pace=1_000, connections=12, unread=4 * LARGE)
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
GET_LARGE = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"


async def small(request: Request) -> Response:
    try:
        return PlainTextResponse(str(len(await request.body())))
    except ClientDisconnect:
        return PlainTextResponse("", 499)


async def large(_: Request) -> Response:
    return Response(b"x" * LARGE)


@contextmanager
def served(patience: Patience) -> Iterator[tuple[uvicorn.Server, int]]:
    app = Starlette(routes=[Route("/", small, methods=["GET", "POST"]), Route("/large", large)])
    made = protocol(patience)
    config = uvicorn.Config(app, "127.0.0.1", 0, http=made, ws="none", log_level="error")  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        yield server, server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def until(holds: object, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[uvicorn.Server, int]]:
    with served(SHORT) as running:
        yield running


def connected(port: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port))
    client.settimeout(20)
    return client


def is_let_go(client: socket.socket) -> bool:
    with suppress(ConnectionError):
        while client.recv(65_536):
            pass
    return True


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        GET + b"GET / HTTP/1.1\r\n",
    ],
    ids=["nothing", "half a head", "half a body", "half of the chunks", "half of the second"],
)
def test_half_a_request_is_not_waited_for(server: tuple[uvicorn.Server, int], said: bytes) -> None:
    with connected(server[1]) as client:
        client.sendall(said)
        assert is_let_go(client)


def test_a_byte_at_a_time_is_no_request(server: tuple[uvicorn.Server, int]) -> None:
    with connected(server[1]) as client, pytest.raises(ConnectionError):
        drip(client)


def drip(client: socket.socket) -> None:
    for _ in range(400):
        client.sendall(b"G")
        time.sleep(0.05)


def test_who_never_reads_is_let_go(server: tuple[uvicorn.Server, int]) -> None:
    with connected(server[1]) as client, connected(server[1]) as other:
        client.sendall(GET_LARGE)
        other.sendall(GET * 2_000)
        time.sleep(0.2)
        until(lambda: not server[0].server_state.connections)
        assert is_let_go(client)


def test_who_reads_slowly_gets_all(server: tuple[uvicorn.Server, int]) -> None:
    with connected(server[1]) as client:
        client.sendall(GET_LARGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        read = 0
        while got := client.recv(1_000_000):
            read += len(got)
            time.sleep(0.04)
        assert read > LARGE


def test_of_too_many_the_longest_silent_goes(server: tuple[uvicorn.Server, int]) -> None:
    silent = [connected(server[1]) for _ in range(SHORT.connections)]
    with connected(server[1]) as client:
        client.sendall(GET)
        assert client.recv(100).startswith(b"HTTP/1.1 200")
    assert is_let_go(silent[0])
    for one in silent:
        one.close()


def test_no_more_waits_for_readers_than_there_is_room_for() -> None:
    with served(Patience(reading=60, unread=2 * LARGE)) as (server, port):
        clients = [connected(port) for _ in range(6)]
        for client in clients:
            client.sendall(GET_LARGE)
        until(lambda: server.server_state.total_requests == 6)
        assert sum(one.unread() for one in server.server_state.connections) <= 2 * LARGE  # type: ignore[union-attr]
        for client in clients:
            client.close()


def asking_of(*messages: Message) -> Request:
    """Return a request whose client sends this and then says no more."""
    left = list(messages)

    async def receive() -> Message:
        if not left:
            await asyncio.Event().wait()
        return left.pop(0)

    return Request({"type": "http", "method": "GET", "headers": []}, receive)


ASKED, GONE = {"type": "http.request", "body": b"", "more_body": False}, {"type": "http.disconnect"}


def test_nobody_asks_for_who_has_gone() -> None:
    ended = []

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    async def asking() -> None:
        with pytest.raises(ClientDisconnect):
            await while_there(asking_of(ASKED, GONE), forever())
        await asyncio.sleep(0)

    asyncio.run(asking())
    assert ended == [True]


@pytest.mark.parametrize("seconds", [0, 1.1])
def test_who_stays_is_answered(seconds: float) -> None:
    assert asyncio.run(while_there(asking_of(ASKED), asyncio.sleep(seconds, "answer"))) == "answer"
