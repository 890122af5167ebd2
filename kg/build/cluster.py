"""Documents read on a Dask cluster, by the very function that reads them on one machine; their parts come back in order.

A document goes to a worker with what lies beside it that it is read with, and is read there in a folder that goes again. What a
lost worker had in hand is given to another; whatever it takes to do it again is kept by the scheduler and here.
"""

import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4
from zlib import decompress

from kg.build.connected import answer, gone_as_said, settled, threads
from kg.build.means import Job, Means, NoPart
from kg.build.parts import Part
from kg.build.resumed import finish, finished
from kg.build.sent import Arrived, Sent, make_there, sent
from kg.errors import ClusterError, SourceError
from kg.read.urls import remove_folder, taken

AHEAD = 3
"""So many documents for each thread of the cluster are on their way at once."""


@dataclass(frozen=True, slots=True)
class Underway:
    """A document on its way: what was sent, where its quads are to lie, what will come back."""

    sent: Sent
    path: Path
    future: Any


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is made where it is unpickled: a worker, or a scheduler, that cannot read it has an error to tell, and lives."""

    function: Callable[..., Any]
    given: tuple[Any, ...]

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self.function, self.given


Waiting = deque[Part | NoPart | Underway]


@contextmanager
def mapped_there(
    client: Any, jobs: Sequence[Job], means: Means, parts: str | None
) -> Iterator[Iterator[Part | NoPart]]:
    """Do `jobs` on the cluster of `client`, and give what they make in the order of the jobs.

    Quads come back with the answer, or by way of the folder at the URL `parts`, in one of this build's own that goes when it
    ends. Raises ClusterError where the workers have other software or data, and where the cluster is lost.
    """
    to = f"{parts.rstrip('/')}/{uuid4().hex}" if parts else None
    texts = tuple((path.name, path.read_bytes()) for path in means.vocabulary)
    packed = pickle.dumps((replace(means, vocabulary=()), texts))
    activity = means.activity()

    def submit(one: Sent) -> Any:
        call = Call(make_there, (one, packed, activity, to))
        return client.submit(pickle.loads, pickle.dumps(call), pure=False)

    try:
        yield _made(client, submit, jobs)
    finally:
        if to:
            remove_folder(to)


def _made(client: Any, submit: Callable[[Sent], Any], jobs: Sequence[Job]) -> Iterator[Part | NoPart]:
    waiting: Waiting = deque()
    for document, path in jobs:
        waiting.append(finished(document, path) or _underway(submit, document, path))
        while len(waiting) >= AHEAD * threads(client):
            yield _next(waiting, submit)
    while waiting:
        yield _next(waiting, submit)


def _underway(submit: Callable[[Sent], Any], document: Any, path: Path) -> NoPart | Underway:
    try:
        one = sent(document)
    except SourceError as error:
        return NoPart(str(error), False)
    return Underway(one, path, _submitted(submit, one))


def _submitted(submit: Callable[[Sent], Any], one: Sent) -> Any:
    with gone_as_said():
        return submit(one)


def _next(waiting: Waiting, submit: Callable[[Sent], Any]) -> Part | NoPart:
    """Return what comes of the document that waits longest.

    One whose workers were lost is tried once more with nothing beside it: it may only have been in bad company.
    """
    one = waiting.popleft()
    if not isinstance(one, Underway):
        return one
    arrived = _arrived(one.future)
    if arrived is None:
        settled([other.future for other in waiting if isinstance(other, Underway)])
        arrived = _arrived(_submitted(submit, one.sent))
    if arrived is None:
        return NoPart(f"{one.sent.document.where}: each worker that read it was lost; build it on one machine", False)
    return _laid(arrived, one.path)


def _arrived(future: Any) -> Arrived | None:
    arrived: Arrived | None = answer(future)
    if arrived and arrived.refused:
        raise arrived.refused
    return arrived


def _laid(arrived: Arrived, path: Path) -> Part | NoPart:
    """Lay the quads of a part at `path`. Raises ClusterError where they are not those that were made."""
    if not isinstance(arrived.made, Part):
        assert arrived.made is not None
        return arrived.made
    quads = taken(arrived.at) if arrived.at else decompress(arrived.quads)
    if sha256(quads).hexdigest() != arrived.digest:
        raise ClusterError("the quads of a part are not those that were made", where=arrived.at, mend="build again")
    path.write_bytes(quads)
    return finish(replace(arrived.made, path=path))
