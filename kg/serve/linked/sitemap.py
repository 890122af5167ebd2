"""For crawlers: robots.txt, and a sitemap (https://www.sitemaps.org/protocol.html) of the things that have a page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from math import ceil
from urllib.parse import quote
from xml.sax.saxutils import escape

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg import iris
from kg.errors import KgError
from kg.query import with_values
from kg.serve.asking import rows
from kg.serve.linked.conditional import settled
from kg.serve.linked.description import expanded
from kg.serve.linked.documents import missing
from kg.serve.linked.served import served
from kg.serve.results import Limits
from kg.serve.sparql import error_response
from kg.serve.worker import Job

PART = 50_000
"""Addresses in a part, as many as the protocol allows."""

LISTED: Mapping[str, tuple[str, ...]] = {
    "sittings": ("hkg:Sitting",),
    "debates": ("hkg:Debate",),
    "people": ("hkg:Person",),
    "constituencies": ("hkg:Constituency",),
    "offices": ("hkg:Office",),
    "parties": ("hkg:Party",),
    "agencies": (
        "hkg:Agency",
        "hkg:AgencyKind",
        "hkg:PoliceForce",
        "hkg:RegionalOrganisedCrimeUnit",
        "hkg:GovernmentDepartment",
    ),
    "issues": ("hkg:Issue",),
    "places": ("hkg:Place",),
}
"""The parts of the sitemap, and the classes of the things in each. A debate's page has its contributions."""

COUNT = "SELECT (COUNT(DISTINCT ?thing) AS ?number) WHERE { ?thing a ?class }"
THINGS = "SELECT DISTINCT ?thing WHERE {{ ?thing a ?class }} ORDER BY ?thing LIMIT {limit} OFFSET {offset}"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def robots(request: Request) -> Response:
    """Answer with what crawlers may read: everything but the endpoint, which is for those who ask questions."""
    return PlainTextResponse(f"User-agent: *\nDisallow: /sparql\nSitemap: {_root(request)}sitemap.xml\n")


async def index(request: Request) -> Response:
    """Answer with the list of the parts."""
    try:
        places = [place for name in LISTED for place in await _parts(request, name)]
    except KgError as error:
        return error_response(error)
    return _written(request, "sitemapindex", "sitemap", places)


async def _parts(request: Request, name: str) -> list[str]:
    counted = await rows(request.app.state.pool, COUNT, {"class": _classes(name)})
    return [f"sitemap/{name}-{n}.xml" for n in range(1, ceil(int(counted[0]["number"].value) / PART) + 1)]


async def part(request: Request) -> Response:
    """Answer with a part: the addresses of some things of one kind."""
    name, _, number = request.path_params["part"].rpartition("-")
    if name not in LISTED or not number.isdecimal() or not 1 <= int(number) <= 9_999:
        return missing(request.url.path)
    sparql = THINGS.format(limit=PART, offset=(int(number) - 1) * PART)
    job = Job(with_values(sparql, {"class": _classes(name)}), "csv", limits=Limits(rows=PART))
    try:
        written = await request.app.state.pool.ask(job)
    except KgError as error:
        return error_response(error)
    base = served(request).base
    things = [line for line in written.body.decode().splitlines()[1:] if line.startswith(base)]
    if not things:
        return missing(request.url.path)
    return _written(request, "urlset", "url", [iris.relative(thing, base) for thing in things])


def _classes(name: str) -> list[str]:
    return [str(ox.NamedNode(expanded(curie))) for curie in LISTED[name]]


def _written(request: Request, whole: str, each: str, paths: Iterable[str]) -> Response:
    root, modified = _root(request), served(request).modified()
    on = datetime.fromtimestamp(int(modified), UTC).isoformat()
    lines = (
        f"<{each}><loc>{escape(root + quote(path, safe='/~%'))}</loc><lastmod>{on}</lastmod></{each}>\n"
        for path in paths
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{SPACE}">\n{"".join(lines)}</{whole}>\n'
    return settled(request, Response(body, media_type="application/xml"), modified)


def _root(request: Request) -> str:
    """Return the address of the application as the client knows it."""
    return served(request).root(request)


ROUTES: Sequence[Route] = (
    Route("/robots.txt", robots),
    Route("/sitemap.xml", index),
    Route("/sitemap/{part}.xml", part),
)
