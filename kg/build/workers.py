"""The processes that read and resolve: each inherits from this one what is known, and nothing is loaded twice."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

Job = TypeVar("Job")
Made = TypeVar("Made")


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def mapped(make: Callable[[Job], Made], jobs: Sequence[Job], workers: int) -> Iterator[Iterable[Made]]:
    """Do `jobs` in at most so many processes, and give what they make in the order of the jobs; one is done right here."""
    workers = min(workers, len(jobs))
    if workers <= 1:
        yield map(make, jobs)
        return
    how = multiprocessing.get_context("fork") if sys.platform == "linux" else None
    with ProcessPoolExecutor(workers, how, _begin, (os.getpid(),)) as pool:
        yield pool.map(partial(_swept, make), jobs)


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
