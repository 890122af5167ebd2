"""The processes that read and resolve: each inherits from this one what is known, and nothing is loaded twice."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
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
    with ProcessPoolExecutor(workers, how) as pool:
        yield pool.map(make, jobs)


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
