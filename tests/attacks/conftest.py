"""What attacks upon the server share: a listener that nobody may call, and the shipped debate served within small bounds."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.serve.app import Settings, application
from kg.serve.pool import Bounds
from kg.serve.results import Limits
from kg.serve.worker import Safety

DEADLINE = 2.0
SMALL = Limits(rows=40, size=12_000)
BOUNDS = Bounds(quick=2, slow=4, waiting=64, timeout=DEADLINE, safety=Safety(memory=600_000_000))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that nobody may call."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        yield server


@pytest.fixture(scope="module")
def client(seed_path: Path) -> Iterator[TestClient]:
    """The shipped debate, served: two seconds, forty rows, twelve thousand bytes."""
    with TestClient(application(Settings(seed_path, BOUNDS, SMALL)), raise_server_exceptions=False) as served:
        yield served
