"""Conditional requests (RFC 9110, section 13): a client that has a document already is told so."""

import hashlib
from email.utils import formatdate, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response

KEPT = ("etag", "last-modified", "vary", "content-location", "link", "cache-control")
"""Headers that an answer without a body repeats."""


def settled(request: Request, response: Response, modified: float) -> Response:
    """Return a response with its validators, to be asked about each time: whole, without its body for HEAD, or as 304 where the client has it."""
    body = bytes(response.body)
    response.headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers["Last-Modified"] = formatdate(int(modified), usegmt=True)
    if response.status_code == 200 and _has(request, response.headers["ETag"], modified):
        return Response(None, 304, {name: response.headers[name] for name in KEPT if name in response.headers})
    if request.method == "HEAD":
        response.body = b""
    return response


def _has(request: Request, etag: str, modified: float) -> bool:
    """Tell whether the client's copy is this one; an If-None-Match is all that counts where there is one."""
    named, since = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
    if named is not None:
        known = [one.strip().removeprefix("W/") for one in named.split(",")]
        return "*" in known or etag in known
    if since is None:
        return False
    try:
        return int(modified) <= parsedate_to_datetime(since).timestamp()
    except (ValueError, OverflowError):
        return False
