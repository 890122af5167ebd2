"""What is served, as the routes of linked data need to know it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kg.store import CURRENT

Html = Callable[[Request, str], Awaitable[Response | None]]
"""Makes the page of a thing, by its IRI; None where it has none for it."""


@dataclass(frozen=True)
class Served:
    """A graph: its folder, the base of its IRIs, the pages for people, the folder of dumps where there is one, and the public
    address where a proxy stands before the server.
    """

    path: Path
    base: str
    html: Html | None = None
    dumps: Path | None = None
    address: str | None = None

    def modified(self) -> float:
        """Return when the graph was last built, in seconds since 1970."""
        return (self.path / CURRENT).stat().st_mtime

    def root(self, request: Request) -> str:
        """Return the address of the application as the client knows it, with a slash at its end."""
        return f"{(self.address or str(request.base_url)).rstrip('/')}/"


def served(request: Request) -> Served:
    graph = request.app.state.served
    assert isinstance(graph, Served)
    return graph
