"""Does `kg serve` hold? Mixed requests for some minutes, while builds put other days in the graph's place.

    python benchmarks/soak.py FOLDER_OF_TWFY_XML [MINUTES [BUILDS]]

Prints, a line a minute, how many requests were answered and how many were not, the memory of the server's processes together and
their open files (Linux). A 503 with Retry-After is an answer: it is counted apart. Exit 1 where a request failed.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from copies import copies
from serve import KG, SERVERS, requests, running

from kg import iris
from kg.build import build

CLIENTS = 4
PATHS = (
    "/",
    "/debates",
    "/search?q=police",
    "/agency/national-crime-agency",
    "/issue/county-lines?format=ttl",
    "/health",
    "/network",
)
RECONCILE = json.dumps({"q0": {"query": "Home Office", "limit": 3}})


def asked() -> Iterator[tuple[str, str, bytes, Mapping[str, str]]]:
    """Yield requests without end: method, path, body, headers."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    queries = [urlencode({"query": sparql}) for sparql in requests(iris.BASE).values()]
    yield from cycle(
        [
            *(("GET", path, b"", {"Accept": "text/html"}) for path in PATHS),
            *(("POST", "/sparql", query.encode(), form) for query in queries),
            ("POST", "/reconcile", urlencode({"queries": RECONCILE}).encode(), form),
        ]
    )


def ask(port: int, until: float, told: Counter[str]) -> None:
    """Ask one request after another over a connection, and count how they end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for method, path, body, headers in asked():
        if time.monotonic() > until:
            return
        try:
            connection.request(method, path, body or None, dict(headers))
            answer = connection.getresponse()
            answer.read()
            told["answered" if answer.status == 200 else f"{answer.status} {path.partition('?')[0]}"] += 1
            if answer.status == 503:
                connection.close()  # the server lets go of one that waits
                time.sleep(float(answer.headers.get("Retry-After", 1)))
        except OSError as error:
            told[f"{type(error).__name__} {path.partition('?')[0]}"] += 1
            connection.close()


def family(process: int) -> list[int]:
    """Return a process and all that it started."""
    tasks = Path(f"/proc/{process}/task")
    children = " ".join((one / "children").read_text() for one in tasks.iterdir()).split() if tasks.exists() else []
    return [process, *(one for child in children for one in family(int(child)))]


def burden(process: int) -> tuple[float, int]:
    """Return the memory of a server's processes in MB, what they share counted in parts, and their open files."""
    memory = files = 0
    for one in family(process):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            memory += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            files += len(list(Path(f"/proc/{one}/fd").iterdir()))
        except OSError:
            continue
    return memory / 1000, files


def server_of(port: int) -> int:
    """Return the process of the server that this one started."""
    children = [one for one in family(os.getpid())[1:] if str(port) in Path(f"/proc/{one}/cmdline").read_text()]
    return children[0]


def main(folder: Path, minutes: float, builds: int) -> int:
    with tempfile.TemporaryDirectory() as work:
        days = list(copies(folder, Path(work) / "days", 1 + builds))
        each = len(days) // (1 + builds)
        graph = Path(work) / "soak.kg"
        build(days[:each], graph)
        with running(SERVERS["kg serve"], graph, graph, Path(work)) as port:
            began, told = time.monotonic(), Counter[str]()
            until = began + 60 * minutes
            clients = [threading.Thread(target=ask, args=(port, until, told)) for _ in range(CLIENTS)]
            for client in clients:
                client.start()
            done, said = 0, 0.0
            while time.monotonic() < until:
                if done < builds and time.monotonic() - began > 60 * minutes * (done + 0.5) / builds:
                    done += 1
                    new = map(str, days[done * each : (done + 1) * each])
                    command = [sys.executable, "-c", KG, "build", *new, "-o", str(graph), "--withdraw"]
                    subprocess.run(command, check=True, capture_output=True)
                if time.monotonic() - began >= said:
                    memory, files = burden(server_of(port))
                    print(
                        f"{said / 60:5.1f} min, {done} builds: {dict(told)}, {memory:.0f} MB, {files} files", flush=True
                    )
                    said += 60
                time.sleep(1)
            for client in clients:
                client.join()
            memory, files = burden(server_of(port))
    failed = sum(count for how, count in told.items() if how != "answered" and not how.startswith("503"))
    print(f"{told['answered']} answered, {failed} failed, {done} builds; {memory:.0f} MB, {files} files")
    return int(failed > 0)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__)
    folder, minutes, builds = [*sys.argv[1:], *("20", "10")[len(sys.argv) - 2 :]]
    sys.exit(main(Path(folder), float(minutes), int(builds)))
