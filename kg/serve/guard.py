"""What a query may not ask: to reach out of the graph, or to be deeper than a parser bears. In doubt it is refused.

A query in which the word SERVICE stands nowhere cannot call a service. Where it stands in a string or a comment, the query is
taken apart by a parser, and what cannot be taken apart is refused.
"""

import re

from pyparsing import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError
from kg.query import SKIPPED, refuse, with_prefixes

DEEPEST = 200
"""Brackets within brackets; engines parse by recursion."""

ESCAPED = re.compile(r"\\[uU]")
ANY_ESCAPE = re.compile(r"\\[^\r\n]")
REACHES_OUT = re.compile("service", re.IGNORECASE)


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
    if REACHES_OUT.search(sparql) and _calls_a_service(sparql):
        raise QueryError("SERVICE is refused", mend="query the graph itself")


def _depth(bare: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[({\[\]})]", bare):
        depth += 1 if bracket in "({[" else -1
        deepest = max(deepest, depth)
    return deepest


def _calls_a_service(sparql: str) -> bool:
    """Tell whether the algebra holds a service, or cannot be told.

    This parser resolves escapes before it looks for strings, and ends a comment at a line feed alone; the engine does neither.
    So that both see the same query, no escape and no carriage return is left in it.
    """
    same = ANY_ESCAPE.sub("_", sparql.replace("\r", "\n"))
    try:
        return _holds_service(parseQuery(with_prefixes(same)))
    except (ParseBaseException, RecursionError, ValueError, TypeError, KeyError):
        return True


def _holds_service(part: object) -> bool:
    if isinstance(part, CompValue):
        return part.name == "ServiceGraphPattern" or any(map(_holds_service, part.values()))
    return not isinstance(part, str) and hasattr(part, "__iter__") and any(map(_holds_service, part))
