"""What a query reaches for: another endpoint (SERVICE), graphs (FROM); asked of its algebra, and in doubt answered with yes.

A module of its own, for the parser takes a while to load and most queries never say the word.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pyparsing import ParseBaseException
from rdflib import URIRef
from rdflib.plugins.sparql.algebra import translatePrologue
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Prologue

from kg import iris

ANY_ESCAPE = re.compile(r"\\[^\r\n]")
PREFIXES = "".join(f"PREFIX {name}: <{space}>\n" for name, space in sorted(iris.PREFIXES.items()))


DOUBTS = (ParseBaseException, RecursionError, ValueError, TypeError, KeyError, AttributeError)


def calls_a_service(sparql: str) -> bool:
    """Tell whether the algebra of a query holds a service, or cannot be told."""
    try:
        return _holds_service(parseQuery(_same(sparql)))
    except DOUBTS:
        return True


@lru_cache(256)
def graphs_chosen(sparql: str, base: str) -> tuple[str, ...] | None:
    """Return the IRIs of the graphs that a query's FROM and FROM NAMED clauses choose; None where it cannot be told."""
    try:
        said, query = parseQuery(_same(sparql))
        prologue = translatePrologue(said, base)
        for name in _names(query):
            _absolute(prologue, name)
        clauses = query.datasetClause or ()
        return tuple(_absolute(prologue, one.named if one.default is None else one.default) for one in clauses)
    except DOUBTS:
        return None


def _same(sparql: str) -> str:
    """Return a query that this parser takes for what the engine takes it.

    This parser resolves escapes before it looks for strings, and ends a comment at a line feed alone; the engine does neither.
    So that both see the same query, no escape and no carriage return is left in it.
    """
    return PREFIXES + ANY_ESCAPE.sub("_", sparql.replace("\r", "\n"))


def _absolute(prologue: Prologue, iri: URIRef | CompValue) -> str:
    """Return an IRI in full. Raises KeyError for a prefix that nobody declared."""
    if isinstance(iri, CompValue) and prologue.namespace_manager.store.namespace(iri.prefix or "") is None:
        raise KeyError(iri.prefix)
    return str(prologue.absolutize(iri))


def _names(part: object) -> Iterator[CompValue]:
    """Yield the prefixed names: where one has no prefix, the engine may take it for a keyword and a name (`FROMx:y`)."""
    if isinstance(part, CompValue):
        if part.name == "pname":
            yield part
        for value in part.values():
            yield from _names(value)
    elif not isinstance(part, str) and hasattr(part, "__iter__"):
        for one in part:
            yield from _names(one)


def _holds_service(part: object) -> bool:
    if isinstance(part, CompValue):
        return part.name == "ServiceGraphPattern" or any(map(_holds_service, part.values()))
    return not isinstance(part, str) and hasattr(part, "__iter__") and any(map(_holds_service, part))
