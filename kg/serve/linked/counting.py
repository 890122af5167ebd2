"""The description of the dataset, counted once for each build of the graph, in a process of its own that ends with the server."""

import asyncio
import hashlib
import multiprocessing
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
from starlette.applications import Starlette

from kg.errors import KgError, QueryError
from kg.export.void import Dump, described
from kg.serve.linked.served import Served
from kg.serve.pool import RETRY_AFTER, BusyError
from kg.serve.sandbox import ended_with, limit_memory, no_network, yield_to_others
from kg.store import open_graph

PATIENCE = 20.0
"""Seconds that a request waits for the counts; who comes earlier is asked to come back."""

HOURS, MEMORY = 12.0, 8_000_000_000
"""What the count itself may take; beyond it the graph stays undescribed until it is built anew."""

MEDIA_TYPES = {
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".gz": "application/gzip",
    ".zst": "application/zstd",
}
"""By the last suffix of a dump's name; other files are none."""

BLOCK = 1 << 20


async def counted(app: Starlette, graph: Served) -> tuple[ox.Triple, ...]:
    """Return the description of what is served. Raises BusyError while it is counted for longer than one waits."""
    known = app.state._state.setdefault("counts", {})
    moment = graph.modified()
    if moment not in known:
        known.clear()
        known[moment] = asyncio.create_task(_count(graph))
    task: asyncio.Task[tuple[ox.Triple, ...]] = known[moment]
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    if not done:
        raise BusyError(RETRY_AFTER)
    return task.result()


async def _count(graph: Served) -> tuple[ox.Triple, ...]:
    context = multiprocessing.get_context("forkserver")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, graph.path, graph.dumps), daemon=True)
    process.start()
    there.close()
    try:
        until = time.monotonic() + 3600 * HOURS
        while not here.poll():
            if time.monotonic() > until:
                raise QueryError("the dataset takes too long to describe", mend="make it with kg export --to void")
            await asyncio.sleep(0.02)
        said = here.recv()
    except (EOFError, OSError) as error:
        raise QueryError("the dataset could not be described") from error
    finally:
        process.kill()
        process.join()
        here.close()
    if isinstance(said, KgError):
        raise said
    return tuple(quad.triple for quad in ox.parse(said, format=ox.RdfFormat.N_TRIPLES))


def _work(pipe: Connection, path: Path, dumps: Path | None) -> None:
    yield_to_others()
    no_network()
    limit_memory(MEMORY)
    try:
        with ended_with(pipe.fileno()), open_graph(path) as graph:
            said: bytes | KgError | None = ox.serialize(
                described(graph, dumps_in(dumps)), format=ox.RdfFormat.N_TRIPLES
            )
    except KgError as error:
        said = error
    pipe.send(said)


def dumps_in(folder: Path | None) -> Iterator[Dump]:
    """Yield the dumps of a folder, by name."""
    for file in sorted(folder.iterdir()) if folder else []:
        if file.suffix in MEDIA_TYPES and file.is_file():
            yield Dump(file.name, MEDIA_TYPES[file.suffix], file.stat().st_size, _sha256(file))


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
