"""Pages for people: everything that the graph names has one at its path, and some have an address of their own.

Each is rendered here, whole, and reads without a script. `page_of` says which page a path has; whoever negotiates about
a path asks it for the page.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg import iris
from kg.errors import KgError
from kg.serve import sparql as protocol
from kg.serve.pages import (
    agency,
    constituency,
    contribution,
    debate,
    division,
    home,
    issue,
    links,
    network,
    office,
    party,
    person,
    place,
    search,
    sitting,
    sparql,
    thing,
    time,
)
from kg.serve.pages.asker import is_iri
from kg.serve.pages.render import HEADERS, render, response
from kg.serve.pool import BusyError, DeadlineError, Pool

__all__ = ["HEADERS", "PAGES", "ROUTES", "begin", "html", "not_found", "page_of"]

begin = home.begin

Endpoint = Callable[[Request], Awaitable[Response]]
Page = Callable[[Pool, str, str], Awaitable[str | None]]

DEBATE = r"debate/[a-z-]+/\d{4}-\d\d-\d\d/[a-z0-9-]+(?:~\d+)?"
PAGES: Sequence[tuple[str, Page]] = (
    ("", home.page),
    ("issue/", issue.all_issues),
    (r"sitting/[^/]+/[^/]+", sitting.page),
    (DEBATE, debate.page),
    (rf"{DEBATE}/\d+", contribution.page),
    (rf"{DEBATE}/division/\d+", division.page),
    (r"person/.+", person.page),
    (r"constituency/.+", constituency.page),
    (r"agency/.+", agency.page),
    (r"issue/.+", issue.page),
    (r"place/.+", place.page),
    (r"office/.+", office.page),
    (r"party/.+", party.page),
)
"""What kind of path has which page; any other thing of the graph has the plain one."""


async def page_of(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of what stands at a path under the base, None where nothing does.

    Raises BusyError, and DeadlineError where the time is up before it is known what stands there.
    """
    if not is_iri(base + path):
        return None
    for pattern, page in PAGES:
        if re.fullmatch(pattern, path) and (made := await page(pool, base, path)) is not None:
            return made
    return await thing.page(pool, base, path)


async def html(request: Request, iri: str) -> Response | None:
    """Return the page of a thing of the graph, by its IRI, as whoever negotiates sends it; None where there is none."""
    state = request.app.state
    links.ROOT.set(request.scope.get("root_path", ""))
    try:
        made = await page_of(state.pool, state.base, iris.relative(iri, state.base))
    except (BusyError, DeadlineError) as error:
        return busy(state.base, error)
    return None if made is None else response(made)


async def debates(request: Request) -> Response:
    """Answer with the list of debates."""
    state = request.app.state
    return response(await sitting.all_debates(state.pool, state.base, "debates"))


async def asked(request: Request) -> Response:
    """Answer at the endpoint: with a page to a browser, as the protocol has it to everybody else."""
    return await (sparql.page(request) if sparql.is_wanted(request) else protocol.answered(request))


def busy(base: str, error: KgError) -> Response:
    """Return the page that asks to come back."""
    words = f"{str(error)[:1].upper()}{str(error)[1:]}."
    return response(render("message.html", base, title="The server is busy", words=words), 503, {"Retry-After": "30"})


def not_found(base: str) -> Response:
    """Return the page that says that there is nothing."""
    words = (
        "Nothing in this graph has this address. It may be of a day, a person or an issue that the graph does not hold."
    )
    return response(render("message.html", base, title="There is nothing here", words=words), 404)


def rooted(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint whose links begin where the application is mounted."""

    async def answer(request: Request) -> Response:
        links.ROOT.set(request.scope.get("root_path", ""))
        try:
            return await endpoint(request)
        except BusyError as error:
            return busy(request.app.state.base, error)

    return answer


ROUTES: Sequence[BaseRoute] = (
    Route("/sparql", rooted(asked), methods=["GET", "POST"]),
    Route("/debates", rooted(debates)),
    Route("/search", rooted(search.page)),
    Route("/time", rooted(time.page)),
    Route("/network", rooted(network.page)),
    Route("/network/{name}.{form}", rooted(network.download)),
    Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
)
"""The pages that have an address of their own."""
