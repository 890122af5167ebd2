"""Documents read on a Dask cluster, by the very function that reads them on one machine; their parts come back in order.

A document goes to a worker with what lies beside it that it is read with, and is read there in a folder that goes again. What a
lost worker had in hand is given to another.
"""

import logging
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from kg.build.means import Job, Means, NoPart, make
from kg.build.parts import Part
from kg.build.resumed import finish, finished
from kg.errors import ClusterError
from kg.model import Ref
from kg.read import Document, read_with
from kg.read.urls import put, taken

AHEAD = 3
"""So many documents for each thread of the cluster are on their way at once."""
PATIENCE = 10
"""Seconds in which a cluster has to answer."""
Files = tuple[tuple[str, bytes], ...]
"""Names and contents."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A document on its way: its files, its own the first; the URL where its part goes, if not back with the answer."""

    document: Document
    files: Files
    to: str | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of a document by which activity, and its quads, where they were not left at a URL."""

    made: Part | NoPart
    quads: bytes
    activity: Ref


@contextmanager
def mapped_there(
    jobs: Sequence[Job], means: Means, address: str, parts: str | None
) -> Iterator[Iterator[Part | NoPart]]:
    """Do `jobs` on the cluster at `address`, and give what they make in the order of the jobs.

    Quads come back with the answer, or by way of the folder at the URL `parts`. Raises ClusterError where nothing answers at
    `address`, where its workers have other software or data, and where it is lost.
    """
    client = _client(address)
    try:
        yield _made(client, jobs, means, parts)
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            "distributed is not installed", where=address, mend="pip install 'hansard-kg[cluster]'"
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    connect: Callable[..., Any] = distributed.Client
    try:
        client = connect(address, timeout=PATIENCE, set_as_default=False)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(
            "no cluster with a worker answers", where=address, mend="give the address that `dask scheduler` prints"
        ) from error
    return client


def _made(client: Any, jobs: Sequence[Job], means: Means, parts: str | None) -> Iterator[Part | NoPart]:
    activity, ahead = means.activity(), AHEAD * sum(client.nthreads().values())
    texts = tuple((path.name, path.read_bytes()) for path in means.vocabulary)
    there = client.scatter((replace(means, vocabulary=()), texts), broadcast=True, hash=False)
    waiting: deque[Callable[[], Part | NoPart]] = deque()
    for document, path in jobs:
        if part := finished(document, path):
            waiting.append(partial(finish, part))
        else:
            sent = _sent(document, parts)
            future = client.submit(_make_there, sent, there, pure=False)
            waiting.append(partial(_received, future, sent, path, activity))
        if len(waiting) >= ahead:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


def _sent(document: Document, parts: str | None) -> Sent:
    files = tuple((path.name, path.read_bytes()) for path in read_with(document))
    to = f"{parts.rstrip('/')}/{document.sha256}.nq" if parts else None
    return Sent(replace(document, label=document.where), files, to)


def _make_there(sent: Sent, means_sent: tuple[Means, Files]) -> Arrived:
    """What a worker does: the document and what it is read with are laid in a folder, and read as they are anywhere."""
    bare, texts = means_sent
    means = replace(bare, vocabulary=_laid(texts))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in sent.files:
            (folder / file).write_bytes(content)
        part = folder / "part.nq"
        made = make((replace(sent.document, path=folder / sent.document.path.name), part), means)
        quads = part.read_bytes() if isinstance(made, Part) else b""
    if sent.to and isinstance(made, Part):
        put(sent.to, quads)
    return Arrived(made, b"" if sent.to else quads, means.activity())


@cache
def _laid(texts: Files) -> tuple[Path, ...]:
    """Lay a vocabulary's files where this worker reads them; they stay as long as its machine keeps them."""
    if not texts:
        return ()
    folder = Path(tempfile.mkdtemp(prefix="hansard-kg-"))
    paths = tuple(folder / f"{number}" / name for number, (name, _) in enumerate(texts))
    for path, (_, content) in zip(paths, texts, strict=True):
        path.parent.mkdir()
        path.write_bytes(content)
    return paths


def _received(future: Any, sent: Sent, path: Path, activity: Ref) -> Part | NoPart:
    from distributed import CancelledError, KilledWorker

    try:
        arrived: Arrived = future.result()
    except KilledWorker:
        return NoPart(f"{sent.document.where}: each worker that read it was lost; build it on one machine", False)
    except (CancelledError, OSError) as error:
        raise ClusterError(f"the cluster was lost: {error}", mend="build again") from error
    except ImportError as error:
        raise ClusterError(f"the cluster's workers lack something: {error}", mend=SAME) from error
    if arrived.activity != activity:
        raise ClusterError("the cluster's workers have another hansard-kg, register or vocabulary", mend=SAME)
    if isinstance(arrived.made, NoPart):
        return arrived.made
    path.write_bytes(taken(sent.to) if sent.to else arrived.quads)
    return finish(replace(arrived.made, path=path))


SAME = "install the same version of hansard-kg there"
