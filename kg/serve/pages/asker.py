"""What a page asks of the graph, within the time that a page may take; what takes longer is left out, and said."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg import iris
from kg.query import Answer, terms_of, with_values
from kg.serve.pool import DeadlineError, Pool
from kg.serve.results import Limits, Written
from kg.serve.worker import Job

SECONDS = 10.0
"""How long all questions of one page may take."""

PATIENCE = 4.0
"""How long a page waits for what is asked of the whole graph once."""

AT_MOST = Limits(rows=20_000, size=20_000_000)
Term = ox.NamedNode | ox.Literal
Row = dict[str, str]
Bound = Mapping[str, Iterable[str]]


@dataclass
class Asker:
    """Puts the questions of one page to the pool; `base` is what the IRIs of the data begin with."""

    pool: Pool
    base: str
    began: float = field(default_factory=time.monotonic)

    async def answer(self, sparql: str, bound: Bound | None = None) -> Answer:
        """Return the answer to a SELECT query of ours. Raises DeadlineError where the page's time is up."""
        left = self.began + SECONDS - time.monotonic()
        if left <= 0:
            raise DeadlineError("the time of this page is up", mend="ask the question by itself")
        return _read(await self.pool.ask(Job(with_values(sparql, bound or {}), limits=AT_MOST), left))

    async def once(self, sparql: str) -> Answer | None:
        """Return the answer to a question of ours about the whole graph, asked once for all pages; None while it is sought.

        Raises QueryError where it took too long, or too much memory.
        """
        left = max(self.began + PATIENCE - time.monotonic(), 0)
        written = await self.pool.whole.answer(once(sparql), left)
        return _read(written) if written else None

    async def rows(self, sparql: str, bound: Bound | None = None) -> list[Row]:
        """Return the rows as text, "" for what is unbound; none where the time is up."""
        try:
            return list(await self.answer(sparql, bound))
        except DeadlineError:
            return []

    async def first(self, sparql: str, path: str) -> Row | None:
        """Return the first row about the thing at `path`, bound to ?thing; None where there is none.

        Raises DeadlineError: whether there is such a thing is then not known.
        """
        return next(iter(await self.answer(sparql, self.thing(path))), None)

    def thing(self, path: str) -> dict[str, list[str]]:
        """Return the binding of ?thing to what stands at a path."""
        return {"thing": [str(ox.NamedNode(iris.absolute(path, self.base)))]}

    async def terms(self, value: str) -> list[str]:
        """Return the terms that a path, an IRI or a label may mean. Raises QueryError where nothing is called so."""
        return await asyncio.to_thread(terms_of, self.from_thread(), value, self.base)

    def from_thread(self) -> "_FromThread":
        """Return what asks on behalf of a function that runs in a thread."""
        return _FromThread(self, asyncio.get_running_loop())


@dataclass(frozen=True)
class _FromThread:
    asker: Asker
    loop: asyncio.AbstractEventLoop

    def __call__(self, sparql: str, bound: Mapping[str, list[str]]) -> Answer:
        return asyncio.run_coroutine_threadsafe(self.asker.answer(sparql, bound), self.loop).result()


def is_iri(text: str) -> bool:
    """Tell whether a text can stand as an IRI in a query.

    >>> is_iri("https://w3id.org/hansard-kg/issue/county-lines"), is_iri("https://x.org/a b"), is_iri("x")
    (True, False, False)
    """
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def once(sparql: str) -> Job:
    """Return the job of a question about the whole graph."""
    return Job(sparql, limits=AT_MOST)


def _read(written: Written) -> Answer:
    found = ox.parse_query_results(written.body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    names = tuple(variable.value for variable in found.variables)
    return Answer(names, tuple(tuple(map(_term, row)) for row in found), cut=written.cut is not None)


def _term(term: object) -> Term | None:
    return term if isinstance(term, ox.NamedNode | ox.Literal) else None
