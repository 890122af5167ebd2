"""How patient the server is with a client that is slow: with asking, with taking the answer, and with doing neither.

A connection costs little, but not nothing; who opens many and says nothing, a byte a minute, or never reads what was asked for
(slowloris and its kin) is let go, the longest silent first where there are too many.
"""

import asyncio
import resource
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS = 65_536
"""Bytes that the head of a request may have, its address included."""


@dataclass(frozen=True)
class Patience:
    """Seconds for a request to be said whole; seconds within which a reader must take `pace` bytes each; the most connections,
    and the most bytes that may wait for readers in all.
    """

    asking: float = 30.0
    reading: float = 10.0
    pace: int = 10_000
    connections: int = 1_000
    unread: int = 500_000_000


@dataclass
class Crowd:
    """The connections of a server: those that wait for a request to be said, the longest silent first, and those that are slow to read."""

    patience: Patience = field(default_factory=Patience)
    silent: "dict[Connection, asyncio.TimerHandle]" = field(default_factory=dict)
    reading: "dict[Connection, asyncio.TimerHandle]" = field(default_factory=dict)

    def unread(self) -> int:
        return sum(connection.unread() for connection in self.reading)


def protocol(patience: Patience | None = None) -> "partial[Connection]":
    """Return what makes the connections of one server."""
    return partial(Connection, Crowd(patience or Patience()))


def allow_connections(most: int) -> None:
    """Let this process have so many connections open, and its own files besides, as far as the system allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * most + 256
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most_allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most_allowed, hard))


class Connection(H11Protocol):
    """A connection that ends when its client takes longer than the server's patience."""

    def __init__(self, crowd: Crowd, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.crowd = crowd

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()
        if len(self.connections) > self.crowd.patience.connections:
            next(iter(self.crowd.silent)).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_nothing()
        self._read()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_said():
            self._expect_nothing()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self._part()
        elif not self._is_said():
            self._expect()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._part()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch(self.unread())
        if self.crowd.unread() > self.crowd.patience.unread:
            max(self.crowd.reading, key=Connection.unread).transport.abort()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._read()
        if self.transport.is_closing():
            self._part()

    def unread(self) -> int:
        """Return the bytes that the client has not taken yet."""
        return self.transport.get_write_buffer_size()

    def _is_said(self) -> bool:
        """Tell whether the request that is being answered, or was answered last, has been said whole."""
        return self.conn.their_state not in (h11.IDLE, h11.SEND_BODY)

    def _expect(self) -> None:
        """Let the client say its request, within the time that it has."""
        self._expect_nothing()
        self.crowd.silent[self] = self.loop.call_later(self.crowd.patience.asking, self.transport.abort)

    def _expect_nothing(self) -> None:
        if self in self.crowd.silent:
            self.crowd.silent.pop(self).cancel()

    def _read(self) -> None:
        if self in self.crowd.reading:
            self.crowd.reading.pop(self).cancel()

    def _part(self) -> None:
        """Let the client take the rest of what is being closed, if that is little; who has much to read is watched already."""
        self.loop.call_later(self.crowd.patience.reading, self._cut)

    def _cut(self) -> None:
        if self not in self.crowd.reading:
            self.transport.abort()

    def _watch(self, unread: int) -> None:
        patience = self.crowd.patience
        self.crowd.reading[self] = self.loop.call_later(patience.reading, self._judge, unread)

    def _judge(self, before: int) -> None:
        """Let a client go that has taken too little since there were so many bytes for it."""
        if before - self.unread() < self.crowd.patience.pace * self.crowd.patience.reading:
            self.transport.abort()
        else:
            self._watch(self.unread())
