"""Requests a second: `kg serve` beside the bare Oxigraph server and rdflib-endpoint, over the same N-Quads, in one run.

    pip install oxigraph rdflib-endpoint
    python benchmarks/serve.py [GRAPH]

Without GRAPH the shipped debate is built. Each server is started alone on loopback, in a process of its own; every request is asked once
before it is measured (rdflib-endpoint has its quads in memory), then again and again for SECONDS by one client and by eight, each over a
connection that stays open. The clients run on the same machine. A page has no counterpart at the others. rdflib-endpoint may stand in an
environment of its own: its program need only be on PATH. Ratios hold from machine to machine, requests a second do not.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

import kg
from kg.query import named_queries, with_prefixes
from kg.store import open_graph

SECONDS = 5.0
CLIENTS = (1, 8)
ROOT = Path(__file__).parent.parent
KG = "from kg.cli import main; main()"
AGENCY = "agency/national-crime-agency"


@dataclass(frozen=True)
class Server:
    """How a server is started (PORT, GRAPH, DUMP and STORE stand for what they say), and where it answers SPARQL."""

    command: Sequence[str]
    sparql: str
    load: Sequence[str] = ()
    pages: bool = False


SERVERS: Mapping[str, Server] = {
    "kg serve": Server((sys.executable, "-c", KG, "serve", "GRAPH", "--port", "PORT"), "/sparql", pages=True),
    "oxigraph": Server(
        ("oxigraph", "serve-read-only", "-l", "STORE", "--bind", "127.0.0.1:PORT", "--union-default-graph"),
        "/query",
        ("oxigraph", "load", "-l", "STORE", "-f", "DUMP"),
    ),
    "rdflib-endpoint": Server(("rdflib-endpoint", "serve", "--host", "127.0.0.1", "--port", "PORT", "DUMP"), "/"),
}


def requests(base: str) -> Mapping[str, str]:
    """Return what is asked: the queries by name. The point query is a thing's own statements."""
    return {
        "point query": f"SELECT ?p ?o WHERE {{ <{base}{AGENCY}> ?p ?o }}",
        "aggregate": with_prefixes(named_queries()["agencies-by-issue"].sparql),
    }


@contextmanager
def running(server: Server, graph: Path, dump: Path, folder: Path) -> Iterator[int]:
    """Load and start a server; yield its port once it accepts connections."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    stands_for = {"GRAPH": str(graph), "DUMP": str(dump), "STORE": str(folder / "store"), "PORT": str(port)}
    load, command = ([_filled(word, stands_for) for word in words] for words in (server.load, server.command))
    if load:
        subprocess.run(load, check=True, capture_output=True)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not _accepts(port):
                assert process.poll() is None, f"{command[0]} does not start"
                time.sleep(0.2)
            yield port
        finally:
            process.terminate()


def _filled(word: str, stands_for: Mapping[str, str]) -> str:
    for name, value in stands_for.items():
        word = word.replace(name, value)
    return word


def _accepts(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def asked(connection: http.client.HTTPConnection, path: str, accept: str) -> None:
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (answer.status, body[:200])


def rate(port: int, path: str, accept: str, clients: int) -> float:
    """Return the requests a second that so many clients are answered, once all have been answered once."""

    def client(_: int) -> tuple[int, float]:
        connection, count = http.client.HTTPConnection("127.0.0.1", port), 0
        asked(connection, path, accept)
        began = time.monotonic()
        while time.monotonic() - began < SECONDS:
            asked(connection, path, accept)
            count += 1
        return count, time.monotonic() - began

    with ThreadPoolExecutor(clients) as threads:
        return sum(count / took for count, took in threads.map(client, range(clients)))


def rates(server: Server, port: int, base: str) -> Iterator[tuple[str, int, float]]:
    """Yield what was asked, by how many clients, and the requests a second."""
    for clients in CLIENTS:
        for name, sparql in requests(base).items():
            path = f"{server.sparql}?{urlencode({'query': sparql})}"
            yield name, clients, rate(port, path, "application/sparql-results+json", clients)
        if server.pages:
            yield "page", clients, rate(port, f"/{AGENCY}", "text/html", clients)


def main(path: Path | None) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if path is None:
            path = folder / "hansard.kg"
            kg.build([ROOT / "examples/regional-organised-crime-units.txt"], path)
        with open_graph(path) as graph:
            base, size = graph.base, len(graph)
            graph.store.dump(folder / "dump.nq", ox.RdfFormat.N_QUADS)
        print(f"{size:,} quads; {os.cpu_count()} cores; requests a second, and times slower than the bare server")
        found: dict[tuple[str, str, int], float] = {}
        for server, how in SERVERS.items():
            if shutil.which(how.command[0]) is None:
                print(f"{server} is not installed")
                continue
            with running(how, path, folder / "dump.nq", folder) as port:
                found |= {(asked, server, clients): each for asked, clients, each in rates(how, port, base)}
        for (what, server, clients), each in sorted(found.items(), key=lambda one: (one[0][0], one[0][2])):
            bare = found.get((what, "oxigraph", clients))
            print(f"{what:12} {clients} clients  {server:16} {each:9.1f}" + (f"  {bare / each:7.1f}" if bare else ""))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
