"""The documents of things: whatever IRI lies under the base, at its path; mentions as Web Annotations besides."""

from collections.abc import Sequence

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.export.annotations import CONTEXT, MEDIA_TYPE, MENTIONS, page
from kg.serve.asking import rows
from kg.serve.linked.addresses import Address, addresses, asked_path
from kg.serve.linked.conditional import settled
from kg.serve.linked.description import Description, describe, expanded
from kg.serve.linked.documents import SUFFIXES, document, missing, wanted
from kg.serve.linked.plain import plain_page
from kg.serve.linked.served import served
from kg.serve.pages import not_found
from kg.serve.sparql import RefusalError, error_response, said

ANNOTATIONS = "annotations.jsonld"
FORMS = (*SUFFIXES, ANNOTATIONS)


async def thing(request: Request) -> Response:
    """Answer for the thing whose IRI is the base and the path of the request, or for a document of it."""
    try:
        path = asked_path(request)
        for address in addresses(path, FORMS):
            its = await describe(request.app.state.pool, address.iris(served(request).base))
            if its is not None:
                return await _answered(request, its, address)
    except RefusalError as refusal:
        return said(refusal.status, refusal.said)
    except KgError as error:
        return error_response(error)
    is_page = served(request).html and "text/html" in request.headers.get("accept", "")
    return not_found(served(request).base) if is_page else missing(path)


async def _answered(request: Request, its: Description, address: Address) -> Response:
    is_contribution = any(one.object == ox.NamedNode(expanded("hkg:Contribution")) for one in its.triples)
    if address.form == ANNOTATIONS or (is_contribution and address.form is None and _wants_annotations(request)):
        return await _annotations(request, its, address) if is_contribution else missing(asked_path(request))
    return await document(request, its, address.path, page_of, address.form)


def _wants_annotations(request: Request) -> bool:
    return CONTEXT in request.headers.get("accept", "") and wanted(request, None) == "jsonld"


async def page_of(request: Request, its: Description) -> Response:
    """Return the page that people see: the one that was made for such things, else a plain one."""
    made = served(request).html
    response = await made(request, its.thing) if made else None
    return response or await plain_page(request, its)


async def _annotations(request: Request, its: Description, address: Address) -> Response:
    """Answer with the mentions of a contribution as a page of Web Annotations."""
    found = await rows(request.app.state.pool, MENTIONS, {"contribution": [str(ox.NamedNode(its.thing))]})
    plainly = [{name: term.value for name, term in row.items()} for row in found]
    name = f"{address.path}.{ANNOTATIONS}"
    response = JSONResponse(page(served(request).base + name, plainly), media_type=MEDIA_TYPE)
    response.headers["Content-Location"] = f"{request.scope.get('root_path', '')}/{name}"
    response.headers["Vary"] = "Accept"
    return settled(request, response, served(request).modified())


ROUTES: Sequence[Route] = (Route("/{path:path}", thing),)
"""Last in the table of routes: it takes every path."""
