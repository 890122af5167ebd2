"""The processes that read and resolve: each inherits from this one what is known, and nothing is loaded twice."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from functools import partial
from typing import TypeVar

Job = TypeVar("Job")
Made = TypeVar("Made")


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def mapped(
    make: Callable[[Job], Made], jobs: Sequence[Job], workers: int, lost: Callable[[Job], Made]
) -> Iterator[Iterable[Made]]:
    """Do `jobs` in at most so many processes, and give what they make in the order of the jobs; one is done right here.

    Where a process is killed, as one that takes too much memory is, the job that waits longest is done alone and the rest anew
    after it; a job whose own process is killed gives what `lost` makes of it.
    """
    workers = min(workers, len(jobs))
    if workers <= 1:
        yield map(make, jobs)
        return
    with closing(_in_processes(make, jobs, workers, lost)) as made:
        yield made


def _in_processes(
    make: Callable[[Job], Made], jobs: Sequence[Job], workers: int, lost: Callable[[Job], Made]
) -> Generator[Made, None, None]:
    left = deque(jobs)
    while left:
        try:
            with _pool(workers) as pool:
                for one in pool.map(partial(_swept, make), tuple(left)):
                    left.popleft()
                    yield one
        except BrokenProcessPool:
            yield _alone(make, left.popleft(), lost)


def _alone(make: Callable[[Job], Made], job: Job, lost: Callable[[Job], Made]) -> Made:
    try:
        with _pool(1) as pool:
            return pool.submit(_swept, make, job).result()
    except BrokenProcessPool:
        return lost(job)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool; when the block ends, by an error too, what is in hand is finished and the rest is not begun."""
    how = multiprocessing.get_context("fork") if sys.platform == "linux" else None
    pool = ProcessPoolExecutor(workers, how, _begin, (os.getpid(),))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(parent: int) -> None:
    """Make this process end with the one that started it, and collect garbage when a job is done (`_swept`), not meanwhile."""
    _end_with(parent)
    gc.disable()


def _swept(make: Callable[[Job], Made], job: Job) -> Made:
    try:
        return make(job)
    finally:
        gc.collect()


PR_SET_PDEATHSIG = 1


def _end_with(parent: int) -> None:
    """Let this process be killed when the one that started it is gone, however that was ended (prctl(2); Linux alone)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


@contextmanager
def uncollected() -> Iterator[None]:
    """Load what stays without the collector of garbage, which would walk all of it again and again, and keep it from it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
