"""A pool of processes that answer queries, so that none holds up the others and none outlives its time.

A query begins on a quick worker. One that takes longer than QUICK seconds, or HURRIED while others wait, is not done over: its process steps aside, with the
lowest priority, and a new quick worker takes its place. So cheap queries are answered beside those that burn. Only so
many may burn at a time, and only so many may wait: whoever comes then is asked to come back.
"""

import asyncio
import logging
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from kg.errors import KgError, QueryError
from kg.serve.results import Written, given
from kg.serve.sandbox import no_network
from kg.serve.whole import Whole
from kg.serve.worker import Job, Safety, work
from kg.store import CURRENT

QUICK = 1.0
"""Seconds after which a query counts as slow."""

HURRIED, LOOK = 0.25, 0.05
"""Seconds after which it counts as slow where others wait, and in which that is looked at again."""

RETRY_AFTER = 5
"""Seconds after which whoever is turned away may ask again."""


AGAIN = 1.0
"""Seconds after which a process is started that could not be."""

LOG = logging.getLogger("kg.serve")


class BusyError(KgError):
    """The queue is full; `retry_after` is when to come back, in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("too many queries are being answered", mend=f"ask again in {retry_after} seconds")
        self.retry_after = retry_after


class DeadlineError(QueryError):
    """A query was ended at its deadline."""


@dataclass(frozen=True)
class Bounds:
    """How many workers answer quickly, how many may be slow, how many queries may wait; seconds for a query, and for a question
    about the whole graph that is asked once.
    """

    quick: int = 2
    slow: int = 4
    waiting: int = 256
    timeout: float = 30.0
    once: float = 900.0
    safety: Safety = field(default_factory=Safety)


def processes() -> ForkServerContext:
    """Return what starts the processes of a server; all that they need is loaded once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.serve.worker"])
    return context


def is_barred() -> bool:
    """Tell whether the kernel bars such processes from the network, as one of them finds it."""
    with ProcessPoolExecutor(1, mp_context=processes()) as executor:
        return executor.submit(no_network).result()


@dataclass(eq=False)
class Worker:
    """A process, the pipe to it, the line by which it knows that we are there, and the state of the graph that it has opened or an
    earlier one.
    """

    process: BaseProcess
    pipe: Connection
    line: Connection
    state: int
    lost: bool = False

    def ask(self, job: Job) -> Written | KgError:
        """Return the answer, or the error that the query deserves; a process that dies of it gives one too."""
        try:
            self.pipe.send(job)
            answer: Written | KgError = self.pipe.recv()
        except (EOFError, OSError):
            self.lost = True
            return QueryError(
                "the query ended without an answer", mend="it needs more memory than it may have: narrow it"
            )
        return answer

    @property
    def serves(self) -> bool:
        """Tell whether it can be asked again."""
        return not self.lost and self.process.is_alive()

    def step_aside(self) -> None:
        """Let others run before this process."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid or 0, 19)

    def bury(self) -> None:
        """Wait until a process that was killed is gone: one that runs when no other wants to, dies then too."""
        self.process.join()
        self.pipe.close()
        self.line.close()


class Pool:
    """Workers over one graph. Use it in an `async with` block; when that ends, no process is left."""

    def __init__(self, path: Path, bounds: Bounds) -> None:
        self.path, self.bounds = path, bounds
        self._seen = 0
        self._processes = processes()
        self._threads = ThreadPoolExecutor(bounds.quick + bounds.slow + 2)
        self._burying = ThreadPoolExecutor(1)
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._workers: set[Worker] = set()
        self._waiting = self._slow = 0
        self._closed = False
        self.whole = Whole(self._aside, self._rest, self._state)
        self._apart: Worker | None = None

    async def __aenter__(self) -> "Pool":
        for _ in range(self.bounds.quick):
            self._fill()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed = True
        self.whole.close()
        for worker in list(self._workers):
            self._end(worker)
        self._burying.shutdown()
        self._threads.shutdown(cancel_futures=True)

    async def ask(self, job: Job, timeout: float | None = None) -> Written:
        """Answer a job within `timeout` seconds, those included in which it waits for a worker.

        Raises BusyError, DeadlineError, or the QueryError that the query deserves.
        """
        timeout = min(timeout or self.bounds.timeout, self.bounds.timeout)
        until = time.monotonic() + timeout
        worker = await self._free_worker(until)
        answer = asyncio.get_running_loop().run_in_executor(self._threads, worker.ask, job)
        try:
            if await self._quickly(answer, until):
                self._free(worker)
            elif not await self._slowly(worker, answer, until):
                raise DeadlineError(f"no answer after {timeout:g} seconds", mend="narrow the query")
        except BaseException:
            self._replace(worker)
            raise
        return given(answer.result())

    async def _aside(self, job: Job) -> Written:
        """Answer a job of the server's own, in a process that lets all others run before it; the next has the same one."""
        if self._apart is None or not self._apart.serves:
            self._rest()
            self._apart = self._started()
            self._apart.step_aside()
        worker = self._apart
        answer = asyncio.get_running_loop().run_in_executor(self._threads, worker.ask, job)
        done, _ = await asyncio.wait({answer}, timeout=self.bounds.once)
        if not done:
            self._rest()
            raise DeadlineError(f"no answer after {self.bounds.once:g} seconds", mend="narrow the query")
        return given(answer.result())

    def _rest(self) -> None:
        """End the process that answers the server's own jobs."""
        if self._apart is not None:
            self._end(self._apart)
            self._apart = None

    async def answers(self) -> bool:
        """Tell whether a query is answered within QUICK seconds."""
        try:
            await self.ask(Job("ASK {}"), QUICK)
        except KgError:
            return False
        return True

    async def _quickly(self, answer: "asyncio.Future[Written | KgError]", until: float) -> bool:
        """Wait for a query while it is quick, and hold nobody up for longer than HURRIED who waits meanwhile; tell whether it was answered."""
        slow = time.monotonic() + QUICK
        await asyncio.wait({answer}, timeout=min(HURRIED, _left(until)))
        while not answer.done() and _left(min(slow, until)) and not self._makes_room():
            await asyncio.wait({answer}, timeout=min(LOOK, _left(min(slow, until))))
        return answer.done()

    def _makes_room(self) -> bool:
        return self._waiting > 0 and self._slow < self.bounds.slow

    async def _slowly(self, worker: Worker, answer: "asyncio.Future[Written | KgError]", until: float) -> bool:
        """Wait for a query that is not quick, while another worker takes the place of its own; tell whether it was answered."""
        if _left(until) <= 0:
            return False
        if self._slow >= self.bounds.slow:
            raise BusyError(RETRY_AFTER)
        self._slow += 1
        try:
            worker.step_aside()
            self._fill()
            done, _ = await asyncio.wait({answer}, timeout=_left(until))
        finally:
            self._slow -= 1
            self._end(worker)
        return bool(done)

    async def _free_worker(self, until: float) -> Worker:
        if self._idle.empty() and self._waiting >= self.bounds.waiting:
            raise BusyError(RETRY_AFTER)
        self._waiting += 1
        try:
            worker = await asyncio.wait_for(self._idle.get(), _left(until))
        except TimeoutError as error:
            raise BusyError(RETRY_AFTER) from error
        finally:
            self._waiting -= 1
        if self._may_answer(worker):
            return worker
        self._replace(worker)
        return await self._free_worker(until)

    def _may_answer(self, worker: Worker) -> bool:
        """Tell whether a worker can be asked again: its process lives, and the graph is the one that it opened."""
        return worker.serves and worker.state == self._state()

    def _state(self) -> int:
        """Tell states of the graph apart, as long as it is there."""
        with suppress(OSError):
            self._seen = (self.path / CURRENT).stat().st_mtime_ns
        return self._seen

    def _free(self, worker: Worker) -> None:
        if self._may_answer(worker):
            self._idle.put_nowait(worker)
        else:
            self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        """End a worker and start another, unless another has taken its place already."""
        if worker in self._workers:
            self._end(worker)
            self._fill()

    def _fill(self) -> None:
        """Let one more worker be free, unless the pool is closed; as soon as the system lets a process start."""
        if self._closed:
            return
        try:
            self._idle.put_nowait(self._started())
        except OSError as error:
            LOG.warning("no process can be started: %s", error)
            asyncio.get_running_loop().call_later(AGAIN, self._fill)

    def _started(self) -> Worker:
        state = self._state()
        here, there = self._processes.Pipe()
        line, its_end = self._processes.Pipe()
        given = (there, its_end, self.path, self.bounds.safety)
        process = self._processes.Process(target=work, args=given, daemon=True)
        try:
            process.start()
        except OSError:
            here.close()
            line.close()
            raise
        finally:
            there.close()
            its_end.close()
        worker = Worker(process, here, line, state)
        self._workers.add(worker)
        return worker

    def _end(self, worker: Worker) -> None:
        if worker in self._workers:
            self._workers.remove(worker)
            worker.process.kill()
            self._burying.submit(worker.bury)


def _left(until: float) -> float:
    """Return the seconds until a moment, none after it."""
    return max(until - time.monotonic(), 0.0)
