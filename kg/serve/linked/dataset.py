"""The dataset itself: VoID and DCAT at /, /void and /.well-known/void, and the dumps that they name."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.serve.linked.addresses import addresses, asked_path
from kg.serve.linked.counting import MEDIA_TYPES, counted
from kg.serve.linked.description import Description
from kg.serve.linked.documents import FORMS, HTML, TYPES, document, missing, wanted
from kg.serve.linked.served import served
from kg.serve.linked.things import page_of
from kg.serve.sparql import RefusalError, error_response, said

DATA_FIRST: Mapping[str, str] = {**{name: form for name, form in TYPES.items() if form != HTML}, "text/html": HTML}
"""What asks for VoID without a wish is a program."""


async def dataset(request: Request) -> Response:
    """Answer with the description of the dataset."""
    try:
        given = addresses(asked_path(request), (*FORMS, HTML))[0].form
        types = TYPES if request.url.path.endswith("/") else DATA_FIRST
        is_page = (given or wanted(request, None, types)) == HTML and served(request).html is not None
        triples = () if is_page else await counted(request.app, served(request))
        its = Description(served(request).base, triples)
        return await document(request, its, "void", page_of, given, types)
    except RefusalError as refusal:
        return said(refusal.status, refusal.said)
    except KgError as error:
        return error_response(error)


async def dump(request: Request) -> Response:
    """Answer with a file of the folder of dumps; the server takes ranges and validators from it."""
    folder, name = served(request).dumps, request.path_params["name"]
    files = {file.name: file for file in folder.iterdir() if file.suffix in MEDIA_TYPES} if folder else {}
    if name not in files or not files[name].is_file():
        return missing(f"dumps/{name}")
    return FileResponse(files[name], media_type=MEDIA_TYPES[files[name].suffix])


ROUTES: Sequence[Route] = (
    Route("/", dataset),
    Route("/void", dataset),
    *(Route(f"/void.{suffix}", dataset) for suffix in (*FORMS, HTML)),
    Route("/.well-known/void", dataset),
    Route("/dumps/{name}", dump),
)
