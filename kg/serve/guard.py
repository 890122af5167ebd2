"""What a query may not ask: to reach out of the graph, or to be deeper than a parser bears. In doubt it is refused."""

import re

from kg.errors import QueryError
from kg.query import SKIPPED, refuse

DEEPEST = 200
"""Brackets within brackets; engines parse by recursion."""

LOCAL_ESCAPE = re.compile(r"\\.")
"""Of a bracket in a name (`x:a\\(`), which is none."""
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
    if _depth(SKIPPED.sub(_perhaps, sparql)) > DEEPEST:
        raise QueryError(f"brackets are nested more than {DEEPEST} deep", mend="write the query flatter")
    refuse(sparql)


def _perhaps(skipped: re.Match[str]) -> str:
    """Return what looks like an IRI as it stands, for it may be between a less and a greater (`?a<((1))&&?b>2`)."""
    return skipped[0] if skipped[0].startswith("<") else " "


def _depth(bare: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[({\[\]})]|<<|>>", LOCAL_ESCAPE.sub("", bare)):
        depth += 1 if bracket in "({[<<" else -1
        deepest = max(deepest, depth)
    return deepest
