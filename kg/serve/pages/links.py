"""Where things are found: the path of what the graph names, and what lies elsewhere only where a browser may go there."""

import re
from contextvars import ContextVar

from kg import iris

ROOT: ContextVar[str] = ContextVar("root", default="")
"""Where the application is mounted, for the request that is answered: "" or a path such as "/hansard"."""

ELSEWHERE = re.compile(r"https?://[^\s<>\"{}|^`\\]+", re.IGNORECASE)


def href(iri: str, base: str) -> str | None:
    """Return the address at which a thing is read: a path of this server, or an address on the web; None for neither.

    >>> href("https://w3id.org/hansard-kg/issue/county-lines", iris.BASE)
    '/issue/county-lines'
    >>> href("javascript:alert(1)", iris.BASE) is None
    True
    >>> href("https://w3id.org/hansard-kg//evil.example", iris.BASE)
    '/evil.example'
    """
    if iri.startswith(iris.ONTOLOGY):
        return f"{ROOT.get()}/ontology#{iri.removeprefix(iris.ONTOLOGY)}"
    if iri.startswith(base):
        return f"{ROOT.get()}/{iris.relative(iri, base).lstrip('/')}"
    return iri if ELSEWHERE.fullmatch(iri) else None


def is_here(iri: str, base: str) -> bool:
    return iri.startswith((base, iris.ONTOLOGY))


def short(iri: str, base: str) -> str:
    """Return an IRI as people write it: a path under the base, a prefixed name, or whole.

    >>> short("https://w3id.org/hansard-kg/ontology#Agency", iris.BASE)
    'hkg:Agency'
    """
    for prefix, namespace in iris.PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri.removeprefix(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iris.relative(iri, base)
