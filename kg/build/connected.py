"""The way to a Dask cluster: whether one answers, and what is said where it does not, or is lost. `distributed` is an extra."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, Queue
from threading import Thread
from typing import Any

from kg.errors import ClusterError

PATIENCE = 8
"""Seconds in which a cluster has to answer."""
START = 30
"""Seconds in which it has to have a worker."""
SILENT = logging.CRITICAL + 1
WHICH = "give the address that `dask scheduler` prints"


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Give a client of the cluster at `address`. Raises ClusterError where there is none, or none with a worker."""
    try:
        import dask
        import distributed
    except ImportError as error:
        raise ClusterError(
            "distributed is not installed", where=address, mend="pip install 'hansard-kg[cluster]'"
        ) from error
    connect: Callable[..., Any] = distributed.Client
    documents_may_be_large = dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
    with _quiet(), documents_may_be_large:
        _check_answers(address)
        with gone_as_said():
            client = connect(address, timeout=PATIENCE, set_as_default=False)
        try:
            _check_has_worker(client, address)
            yield client
        finally:
            client.close()


def _check_answers(address: str) -> None:
    """Ask who is at an address, in a thread that is left alone where nobody answers: a server of another kind may stay silent."""
    answers: Queue[Any] = Queue()

    def ask() -> None:
        try:
            answers.put(asyncio.run(_identity(address)))
        except Exception as error:  # whatever comes of taking another server's words for Dask's
            answers.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        said = answers.get(timeout=PATIENCE + 1)
    except Empty:
        said = None
    if not isinstance(said, dict) or said.get("type") != "Scheduler":
        raise ClusterError("no cluster answers", where=address, mend=WHICH)


async def _identity(address: str) -> Any:
    import distributed
    from distributed.comm.core import connect as comm_to
    from distributed.core import send_recv

    security: Any = distributed.Security
    connect: Any = comm_to
    comm = await connect(address, timeout=PATIENCE, **security().get_connection_args("client"))
    try:
        return await send_recv(comm, op="identity")
    finally:
        comm.abort()


def _check_has_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=START)
    except TimeoutError as error:
        raise ClusterError(
            "the cluster has no worker", where=address, mend=f"start some with `dask worker {address}`"
        ) from error


def threads(client: Any) -> int:
    """Return how many threads the cluster has now, one at the least: workers come and go."""
    with gone_as_said():
        counts: dict[str, int] = client.nthreads()
    return max(1, sum(counts.values()))


def answer(future: Any) -> Any:
    """Wait for what was made; None where the cluster gave up, because worker after worker was lost that tried."""
    from distributed import KilledWorker

    try:
        with gone_as_said():
            return future.result()
    except KilledWorker:
        return None


def settled(futures: Sequence[Any]) -> None:
    """Wait until all of `futures` are done, one way or another."""
    with gone_as_said():
        for future in futures:
            future.exception()


@contextmanager
def gone_as_said() -> Iterator[None]:
    """Raise ClusterError where a cluster is lost, or cannot even read what it is sent."""
    from distributed import CancelledError
    from distributed.client import ClosedClientError

    try:
        yield
    except (CancelledError, ClosedClientError, OSError) as error:
        raise ClusterError("the cluster was lost", mend="build again") from error
    except (ImportError, AttributeError) as error:
        raise ClusterError(f"the cluster's workers lack something: {error}", mend="install the same there") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Let Dask log nothing meanwhile: what goes wrong is said once, by us."""
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(SILENT)
    try:
        yield
    finally:
        for logger, level in before:
            logger.setLevel(level)
