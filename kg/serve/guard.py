"""What a query may not ask: to reach out of the graph, or to be deeper than a parser bears. In doubt it is refused."""

import re

from kg.errors import QueryError
from kg.query import SKIPPED, refuse

DEEPEST = 200
"""Brackets within brackets; engines parse by recursion."""

ESCAPED = re.compile(r"\\[uU]")


def check(sparql: str) -> None:
    """Raise QueryError for a query that is refused before it runs.

    >>> check("SELECT * { SERVICE ?where { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.QueryError: SERVICE is refused; query the graph itself
    """
    bare = SKIPPED.sub(" ", sparql)
    if ESCAPED.search(bare):
        raise QueryError("an escape stands outside of strings and IRIs", mend="write the character itself")
    if _depth(bare) > DEEPEST:
        raise QueryError(f"brackets are nested more than {DEEPEST} deep", mend="write the query flatter")
    refuse(sparql)


def _depth(bare: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[({\[\]})]", bare):
        depth += 1 if bracket in "({[" else -1
        deepest = max(deepest, depth)
    return deepest
