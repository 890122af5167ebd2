"""Whether a query calls another endpoint (SERVICE): asked of its algebra, and in doubt answered with yes.

A module of its own, for the parser takes a while to load and most queries never say the word.
"""

import re

from pyparsing import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg import iris

ANY_ESCAPE = re.compile(r"\\[^\r\n]")
PREFIXES = "".join(f"PREFIX {name}: <{space}>\n" for name, space in sorted(iris.PREFIXES.items()))


def calls_a_service(sparql: str) -> bool:
    """Tell whether the algebra of a query holds a service, or cannot be told.

    This parser resolves escapes before it looks for strings, and ends a comment at a line feed alone; the engine does neither.
    So that both see the same query, no escape and no carriage return is left in it.
    """
    same = ANY_ESCAPE.sub("_", sparql.replace("\r", "\n"))
    try:
        return _holds_service(parseQuery(PREFIXES + same))
    except (ParseBaseException, RecursionError, ValueError, TypeError, KeyError):
        return True


def _holds_service(part: object) -> bool:
    if isinstance(part, CompValue):
        return part.name == "ServiceGraphPattern" or any(map(_holds_service, part.values()))
    return not isinstance(part, str) and hasattr(part, "__iter__") and any(map(_holds_service, part))
