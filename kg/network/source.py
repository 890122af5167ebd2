"""Where the rows of a network come from: a graph on this disk, or a SPARQL endpoint anywhere."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from kg import iris
from kg.errors import QueryError
from kg.query import Answer, Term, run, stream, terms_of
from kg.remote import run_remote
from kg.store import Graph

Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Source:
    """Answers queries: `rows` as they come, `answer` whole; `base` is what IRIs of the data begin with."""

    rows: Callable[[str], Iterator[Row]]
    answer: Callable[..., Answer]
    base: str

    def term(self, value: str, folder: str) -> str:
        """Return the one term that a path, an IRI or a label means among the things of a folder ("party").

        Raises QueryError where it means none or several.
        """
        terms = terms_of(self._ask, value, self.base)
        begin = f"<{iris.absolute(folder, self.base)}/"
        terms = [term for term in terms if term.startswith(begin)]
        if not terms:
            raise QueryError(
                f"no {folder} is called “{value}”", mend=f"give another name, or a path such as {folder}/..."
            )
        if len(terms) > 1:
            paths = ", ".join(iris.relative(term.strip("<>"), self.base) for term in terms[:5])
            raise QueryError(f"“{value}” may be several", mend=f"give one of: {paths}")
        return terms[0]

    def _ask(self, sparql: str, bound: Mapping[str, list[str]]) -> Answer:
        return self.answer(sparql, bound=bound)


def of_graph(graph: Graph) -> Source:
    """Return the source that a graph on this disk is."""
    return Source(partial(stream, graph), partial(run, graph), graph.base)


def of_endpoint(url: str, base: str = iris.BASE, timeout: float = 300.0) -> Source:
    """Return the source that an endpoint is. Its answers are held whole, and counted: endpoints cut without a word."""

    def rows(sparql: str) -> Iterator[Row]:
        answer = run_remote(url, sparql, timeout)
        expected = run_remote(url, f"SELECT (COUNT(*) AS ?n) WHERE {{ {{ {sparql} }} }}", timeout).rows[0][0]
        if expected is None or int(expected.value) != len(answer.rows):
            raise QueryError(
                f"the endpoint cut its answer to {len(answer.rows)} rows",
                where=url,
                mend="raise its limit or narrow the network with --from and --until",
            )
        yield from answer.rows

    return Source(rows, partial(run_remote, url, timeout=timeout), base)
