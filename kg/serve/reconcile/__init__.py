"""The reconciliation service: which people, constituencies, bodies, issues ... the names in somebody's table mean.

It speaks the Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group
(https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/), and so to clients of 0.1, OpenRefine among
them. An id is a path under the base of the graph, a type a class of the ontology.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import KgError
from kg.serve.linked.served import served
from kg.serve.pages import links, search
from kg.serve.pages.asker import Asker
from kg.serve.reconcile import requests, suggesting
from kg.serve.reconcile.answers import reconciled
from kg.serve.reconcile.candidates import Thing
from kg.serve.reconcile.card import FRAMED, card, known
from kg.serve.reconcile.extending import extended, proposed
from kg.serve.reconcile.manifest import manifest, paths
from kg.serve.sparql import RefusalError, said

__all__ = ["ROUTES", "paths"]

SUGGESTIONS, MOST_SUGGESTIONS, FURTHEST = 20, 100, 10_000
"""How many suggestions are given where the client does not say, and at the most; how many can be skipped."""

RETRY_AFTER = "10"

Endpoint = Callable[[Request], Awaitable[Response]]


def refusing(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint that says in a line what is wrong: with the request, or for the moment with the server."""

    async def answer(request: Request) -> Response:
        links.ROOT.set(request.scope.get("root_path", ""))
        try:
            return await endpoint(request)
        except RefusalError as refusal:
            return said(refusal.status, refusal.said)
        except KgError as error:
            return said(503, str(error), {"Retry-After": RETRY_AFTER})
        except sqlite3.Error:
            return said(503, "the names cannot be looked up now; ask again later", {"Retry-After": RETRY_AFTER})

    return answer


def _asker(request: Request) -> Asker:
    return Asker(request.app.state.pool, request.app.state.base)


async def _index(request: Request) -> Path:
    """Return where the index of names is. Raises sqlite3.OperationalError while it is being made."""
    file = await search.ready(request.app.state.pool.path)
    if file is None:
        raise sqlite3.OperationalError(search.MAKING)
    return file


async def asked(request: Request) -> Response:
    """Answer at the endpoint: with results, with values, or with the manifest where nothing is asked."""
    given = await requests.parameters(request)
    if "queries" in given:
        return JSONResponse(await reconciled(_asker(request), await _index(request), requests.batch(given["queries"])))
    if "extend" in given:
        return JSONResponse(await extended(_asker(request), await _index(request), requests.extension(given["extend"])))
    if request.method == "POST":
        raise RefusalError(400, "send a batch in the field queries, or extend")
    return JSONResponse(manifest(served(request).root(request), request.app.state.base))


def _typed(given: QueryParams) -> tuple[str | None, int, int]:
    """Return the type, how many are wanted, and how many skipped."""
    return (
        requests.type_id(given["type"]) if given.get("type") else None,
        max(requests.number(given.get("limit"), SUGGESTIONS, MOST_SUGGESTIONS), 1),
        requests.number(given.get("cursor"), 0, FURTHEST),
    )


async def suggested_entity(request: Request) -> Response:
    type_id, most, skip = _typed(request.query_params)
    prefix = requests.name(request.query_params.get("prefix", ""))
    file, base = await _index(request), request.app.state.base
    return JSONResponse(await asyncio.to_thread(suggesting.entities, file, base, prefix, type_id, most, skip))


async def suggested_type(request: Request) -> Response:
    _, most, skip = _typed(request.query_params)
    return JSONResponse(suggesting.types(requests.name(request.query_params.get("prefix", "")), most, skip))


async def suggested_property(request: Request) -> Response:
    type_id, most, skip = _typed(request.query_params)
    prefix = requests.name(request.query_params.get("prefix", ""))
    return JSONResponse(suggesting.properties(prefix, type_id, most, skip))


async def properties_proposed(request: Request) -> Response:
    type_id, most, _ = _typed(request.query_params)
    return JSONResponse(proposed(type_id, most))


async def _thing(request: Request) -> Thing:
    one = request.query_params.get("id", "")
    thing = await known(await _index(request), one, request.app.state.base) if one else None
    if thing is None:
        raise RefusalError(404, "there is no such thing")
    return thing


async def preview(request: Request) -> Response:
    return Response(await card(_asker(request), await _thing(request)), 200, FRAMED, "text/html; charset=utf-8")


async def view(request: Request) -> Response:
    """Send a browser to the page of a thing, here or, where it is not of this base, elsewhere."""
    address = links.href((await _thing(request)).iri, request.app.state.base)
    return RedirectResponse(address) if address else said(404, "there is no page of it")


ROUTES: Sequence[BaseRoute] = (
    Route("/reconcile", refusing(asked), methods=["GET", "POST"]),
    Route("/reconcile/suggest/entity", refusing(suggested_entity)),
    Route("/reconcile/suggest/type", refusing(suggested_type)),
    Route("/reconcile/suggest/property", refusing(suggested_property)),
    Route("/reconcile/properties", refusing(properties_proposed)),
    Route("/reconcile/preview", refusing(preview)),
    Route("/reconcile/view", refusing(view)),
)
