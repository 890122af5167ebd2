"""The application: which address is answered by what."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.serve import pages
from kg.serve.pool import Bounds, Pool
from kg.serve.results import Limits
from kg.serve.sparql import answered
from kg.store import open_graph


@dataclass(frozen=True)
class Settings:
    """What is served, and within which bounds."""

    path: Path
    bounds: Bounds = field(default_factory=Bounds)
    limits: Limits = field(default_factory=Limits)


def application(settings: Settings) -> Starlette:
    """Return the application that serves a graph."""
    with open_graph(settings.path) as graph:
        base = graph.base

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        async with Pool(settings.path, settings.bounds) as pool:
            app.state.pool, app.state.base = pool, base
            yield

    async def sparql(request: Request) -> Response:
        if pages.sparql.is_wanted(request):
            return await pages.sparql.page(request)
        return await answered(request.app.state.pool, request, settings.limits)

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    routes = [
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/health", health),
        *pages.ROUTES,
        Route("/{path:path}", pages.answered),
    ]
    cors = Middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], expose_headers=["X-Truncated"]
    )
    return Starlette(routes=routes, lifespan=running, middleware=[cors])
