"""Questions about the whole graph, which take long where it is large: each is asked once for a state of the graph, one after another.

Only questions of our own come here, so that what is kept stays small.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable

from kg.errors import KgError
from kg.serve.results import Written, given
from kg.serve.worker import Job


class Whole:
    """The answers to such questions; `ask` answers one within a bound of its own, `rest` is called when there is none left to ask,
    `state` tells states of the graph apart.
    """

    def __init__(
        self, ask: Callable[[Job], Awaitable[Written]], rest: Callable[[], None], state: Callable[[], Hashable]
    ) -> None:
        self._ask, self._rest, self._state = ask, rest, state
        self._left = 0
        self._of: Hashable = None
        self._asked: dict[Job, asyncio.Task[Written | KgError]] = {}
        self._turn = asyncio.Lock()

    async def answer(self, job: Job, patience: float) -> Written | None:
        """Return the answer; None where it is not there after `patience` seconds, and is still sought.

        Raises the KgError that the question deserves: what took too long is not asked again of that state of the graph.
        """
        task = self.begin(job)
        done, _ = await asyncio.wait({task}, timeout=patience)
        if not done:
            return None
        return given(task.result())

    def begin(self, job: Job) -> "asyncio.Task[Written | KgError]":
        """Let a question be asked, unless it was."""
        if (state := self._state()) != self._of:
            self.close()
            self._of = state
        if job not in self._asked:
            self._left += 1
            self._asked[job] = asyncio.create_task(self._in_turn(job))
            self._asked[job].add_done_callback(self._done)
        return self._asked[job]

    async def _in_turn(self, job: Job) -> Written | KgError:
        async with self._turn:
            try:
                return await self._ask(job)
            except KgError as error:
                return error

    def _done(self, _: object) -> None:
        self._left -= 1
        if not self._left:
            self._rest()

    def close(self) -> None:
        """Give up what is still sought, forget what was found."""
        for task in self._asked.values():
            task.cancel()
        self._asked.clear()
        self._rest()
