"""Ask the graph on behalf of a page: rows as terms or as text, from the same bounded pool as everybody's queries."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.query import with_values
from kg.serve.pool import Pool
from kg.serve.results import Limits
from kg.serve.worker import Job

Term = ox.NamedNode | ox.Literal | ox.BlankNode
AT_MOST = Limits(rows=20_000, size=20_000_000)


async def rows(pool: Pool, sparql: str, bound: Mapping[str, Iterable[str]] | None = None) -> list[dict[str, Term]]:
    """Return the rows of a SELECT query of ours, unbound variables left out; `bound` gives terms to variables.

    Raises BusyError and DeadlineError as any query does.
    """
    written = await pool.ask(Job(with_values(sparql, bound or {}), limits=AT_MOST))
    found = ox.parse_query_results(written.body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: row[name] for name in names if row[name] is not None} for row in found]
