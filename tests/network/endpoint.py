"""A SPARQL endpoint over a graph, on this machine, as small as one can be."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pyoxigraph as ox

from kg.store import Graph


@contextmanager
def endpoint(graph: Graph, most: int | None = None) -> Iterator[str]:
    """Answer queries at an address; of the rows, at `most` so many, without a word, as public endpoints do."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            words = self.rfile.read(int(self.headers["Content-Length"])).decode()
            (query,) = parse_qs(words)["query"]
            if most is not None and "COUNT(*)" not in query:
                query += f" LIMIT {most}"
            answer = graph.store.query(query, use_default_graph_as_union=True)
            assert isinstance(answer, ox.QuerySolutions)
            body = answer.serialize(format=ox.QueryResultsFormat.JSON)
            assert body is not None
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
