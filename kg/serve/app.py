"""The application: which address is answered by what."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import KgError
from kg.serve import pages, reconcile
from kg.serve.description import openapi
from kg.serve.linked import dataset, ontology, sitemap, things
from kg.serve.linked.served import Html, Served
from kg.serve.manners import Manners
from kg.serve.pool import RETRY_AFTER, Bounds, Pool
from kg.serve.results import Limits
from kg.serve.sparql import error_response
from kg.store import open_graph


@dataclass(frozen=True)
class Settings:
    """What is served, and within which bounds; `address` is the public one, where a proxy stands before the server. What the
    first page says of the whole graph is counted when somebody asks for it, or, `counting`, from the start.
    """

    path: Path
    bounds: Bounds = field(default_factory=Bounds)
    limits: Limits = field(default_factory=Limits)
    address: str | None = None
    log_queries: bool = False
    html: Html | None = pages.html
    dumps: Path | None = None
    counting: bool = False


async def health(request: Request) -> Response:
    """Say whether the graph answers: 200, or 503."""
    if await request.app.state.pool.answers():
        return PlainTextResponse("ok\n")
    return PlainTextResponse("no\n", 503, {"Retry-After": str(RETRY_AFTER)})


async def described(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    return JSONResponse(openapi(settings.limits, settings.bounds.timeout, reconcile.paths()))


async def refused(_: Request, error: Exception) -> Response:
    """Answer where a page cannot be made, and knows nothing better to say: 503 when the server is at its bounds."""
    assert isinstance(error, KgError)
    return error_response(error)


ROUTES: Sequence[BaseRoute] = (
    *pages.ROUTES,
    Route("/health", health),
    Route("/openapi.json", described),
    *reconcile.ROUTES,
    *dataset.ROUTES,
    *ontology.ROUTES,
    *sitemap.ROUTES,
    *things.ROUTES,
)


EXPOSED = ("X-Truncated", "Content-Location", "ETag", "Link")
"""Headers that a program in somebody else's page may read."""


def application(settings: Settings) -> Starlette:
    """Return the application that serves a graph. Raises GraphError where there is none."""
    with open_graph(settings.path) as graph:
        base = graph.base

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        async with Pool(settings.path, settings.bounds) as pool:
            app.state.pool = pool
            if settings.counting:
                pages.begin(pool)
            yield

    middleware = [
        Middleware(Manners, log_queries=settings.log_queries),
        Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], expose_headers=EXPOSED),
    ]
    app = Starlette(routes=ROUTES, lifespan=running, middleware=middleware, exception_handlers={KgError: refused})
    app.state.settings, app.state.base = settings, base
    app.state.served = Served(settings.path, base, settings.html, settings.dumps, settings.address)
    return app
