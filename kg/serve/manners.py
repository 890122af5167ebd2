"""How the server behaves: what browsers may do with its pages, and what is written down of requests."""

import json
import logging
import time
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Nothing runs or is fetched but what this server sends, whatever a page may hold (Content Security Policy Level 3)."""

LOG = logging.getLogger("kg.serve.access")


class Manners:
    """Middleware: sets HEADERS where an answer has none of its own, and logs each request as a line of JSON.

    A query's words are somebody's business: they are logged only where `log_queries` says so.
    """

    def __init__(self, app: ASGIApp, log_queries: bool = False) -> None:
        self.app, self.log_queries = app, log_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, told = time.monotonic(), {"status": 500, "bytes": 0}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            elif message["type"] == "http.response.body":
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            line = {
                "method": scope["method"],
                "path": scope["path"],
                **told,
                "ms": round(1000 * (time.monotonic() - begun)),
            }
            if self.log_queries and scope["query_string"]:
                line["query"] = scope["query_string"].decode("latin-1")
            LOG.info(json.dumps(line))
