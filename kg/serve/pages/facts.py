"""What the graph says of one thing in few words: other things by what relates them, in the order of a visible list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.serve.pages.asker import Asker
from kg.serve.pages.links import short
from kg.serve.pages.texts import day

Facts = list[tuple[str, "list[Fact]"]]


@dataclass(frozen=True)
class Fact:
    """Something that is said of a thing; `iri` is where it is read, "" for plain words."""

    label: str
    iri: str = ""
    note: str = ""


SAID = """
SELECT ?relation ?value WHERE { ?thing ?relation ?value FILTER(ISLITERAL(?value)) } ORDER BY ?relation ?value
"""


async def related(ask: Asker, path: str, pattern: str) -> list[Fact]:
    """Return the things that `pattern` binds to ?iri, with their labels; ?note, where it binds that, beside each."""
    sparql = f"SELECT DISTINCT ?iri ?label ?note WHERE {{ {pattern} OPTIONAL {{ ?iri rdfs:label ?label }} }} ORDER BY ?label ?iri"
    rows = await ask.rows(sparql, ask.thing(path))
    return [Fact(row["label"] or plainly(row["iri"]), row["iri"], row["note"]) for row in rows]


async def all_related(ask: Asker, path: str, patterns: Iterable[tuple[str, str]]) -> Facts:
    """Return, name by name, what its pattern finds."""
    return [(name, await related(ask, path, pattern)) for name, pattern in patterns]


async def said(ask: Asker, path: str) -> dict[str, list[str]]:
    """Return the literals that stand on a thing, by what they say of it, as a prefixed name ("skos:altLabel")."""
    found: dict[str, list[str]] = {}
    for row in await ask.rows(SAID, ask.thing(path)):
        found.setdefault(short(row["relation"], ask.base), []).append(row["value"])
    return found


def plainly(address: str) -> str:
    """Return an address on the web as people write it.

    >>> plainly("https://www.theyworkforyou.com/mp/11668")
    'theyworkforyou.com/mp/11668'
    """
    return address.partition("://")[2].removeprefix("www.") or address


def plain(values: Sequence[str]) -> list[Fact]:
    return [Fact(value) for value in values]


def days(values: Sequence[str]) -> list[Fact]:
    return [Fact(day(value)) for value in values]


def span(start: str, end: str) -> str:
    """Return from when until when in words.

    >>> span("2010-05-06", ""), span("", "")
    ('from 6 May 2010', '')
    """
    if start and end:
        return f"{day(start)} to {day(end)}"
    return f"from {day(start)}" if start else f"until {day(end)}" if end else ""
