"""Run the server until it is told to stop: SIGTERM and SIGINT let what is being answered be answered."""

import logging
import sys
from pathlib import Path

import uvicorn

from kg.errors import UsageError
from kg.serve.app import Settings, application
from kg.serve.connection import HEADERS, Patience, allow_connections, protocol
from kg.serve.pool import Bounds, is_barred
from kg.serve.results import Limits
from kg.serve.worker import Safety

GRACE = 10
"""Seconds for what is being answered when the server is told to stop."""

OPEN = (
    "no seccomp here: queries are still refused what reaches the network, but the kernel does not bar them from it besides; "
    "serve on Linux (x86_64, aarch64), or bar the network around this process"
)


def serve_graph(
    path: Path,
    host: str,
    port: int,
    timeout: float,
    limit: int,
    memory: int,
    workers: int,
    address: str | None,
    log_queries: bool,
) -> None:
    """Serve the graph at `path`. Raises GraphError where there is none, UsageError where the address is taken."""
    bounds = Bounds(quick=workers, slow=2 * workers, timeout=timeout, safety=Safety(memory=memory * 1_000_000))
    app = application(Settings(path, bounds, Limits(rows=limit), address, log_queries, counting=True))
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
    logging.getLogger("kg.serve.access").setLevel(logging.INFO)
    patience = Patience()
    allow_connections(patience.connections)
    config = uvicorn.Config(
        app,
        host,
        port,
        http=protocol(patience),  # type: ignore[arg-type]
        ws="none",
        h11_max_incomplete_event_size=HEADERS,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=GRACE,
        proxy_headers=True,
        server_header=False,
    )
    server = uvicorn.Server(config)
    if not is_barred():
        sys.stderr.write(f"kg: {OPEN}\n")
    sys.stderr.write(f"kg: serving {path} at http://{host}:{port}/ (SPARQL at /sparql); stop it with Ctrl-C\n")
    server.run()
    if not server.started:
        raise UsageError(f"nothing can listen at {host}:{port}", mend="give another --port or --host")
