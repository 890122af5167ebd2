"""Find what a name may mean: what bears it, and what is called something like it. Names come from the index of names.

What bears a name, in whatever case, is found completely, for on that depends whether a match is certain.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg import iris
from kg.register.names import plain, without_honorifics
from kg.serve.index import expression
from kg.serve.reconcile.kinds import KINDS
from kg.serve.reconcile.requests import LONGEST, name

NEAR = 200
"""How many things that have words like those asked for are compared."""

LEAST = 0.5
"""How alike a name has to be to what was asked for."""

LETTERS_AFTER = frozenset(("mp", "qc", "kc", "cbe", "obe", "mbe", "dbe", "kbe"))
"""What follows a name and is no part of it."""

COLUMNS = "iri, kind, label, note, names"
KNOWN_KINDS = ", ".join(f"'{kind}'" for kind in KINDS)
MATCHING = f"SELECT {COLUMNS} FROM things WHERE things MATCH ? AND kind IN ({KNOWN_KINDS})"
NEAREST = f"{MATCHING} ORDER BY bm25(things, 0, 0, 0, 2, 1), iri LIMIT ?"
BEGINNING = f"{MATCHING} AND kind IN (SELECT value FROM json_each(?)) ORDER BY label = ? COLLATE NOCASE DESC, bm25(things, 0, 0, 0, 10, 3), iri LIMIT ? OFFSET ?"
OF_IRI = f"SELECT {COLUMNS} FROM things WHERE iri IN (SELECT value FROM json_each(?)) AND kind IN ({KNOWN_KINDS}) ORDER BY iri"


@dataclass(frozen=True)
class Thing:
    """A thing of the graph with all its names, the label first."""

    iri: str
    kind: str
    label: str
    note: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """How a thing is called beside what was asked for: `alike` from 0 to 1; whether it bears that very name, as it is
    written (`exact`) or in another case, without accents or with a title (`bears`).
    """

    thing: Thing
    alike: float
    exact: bool = False
    bears: bool = False


@contextmanager
def names_in(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the index to read. Raises sqlite3.Error where it is not there."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
        yield opened


def called(opened: sqlite3.Connection, text: str) -> list[Likeness]:
    """Return what is called `text`, then what is called something like it, the most alike first."""
    if not key(text):
        return []
    rows = {row[0]: row for row in opened.execute(MATCHING, (_phrase(text),))}
    rows |= {row[0]: row for row in opened.execute(NEAREST, (_beginnings(text), NEAR))}
    found = (likeness(_thing(row), text) for row in rows.values())
    return sorted((one for one in found if one.alike >= LEAST), key=in_order)


def in_order(one: Likeness) -> tuple[bool, float, str, str]:
    return (not one.exact, -one.alike, one.thing.label, one.thing.iri)


def beginning(opened: sqlite3.Connection, prefix: str, kinds: Iterable[str], most: int, skip: int) -> list[Thing]:
    """Return what is called by words that begin like those of `prefix`, what is called so first."""
    asked = expression(f"{prefix.rstrip('*')}*")
    if not asked:
        return []
    rows = opened.execute(BEGINNING, (asked, json.dumps(list(kinds)), prefix, most, skip))
    return [_thing(row) for row in rows]


def things(opened: sqlite3.Connection, ids: Iterable[str], base: str) -> Mapping[str, Thing]:
    """Return the things of these ids (paths or IRIs), by id; what is unknown is left out."""
    asked = {one: iris.absolute(one, base) for one in ids}
    rows = opened.execute(OF_IRI, (json.dumps(list(asked.values())),)) if asked else ()
    found = {row[0]: _thing(row) for row in rows}
    return {one: found[iri] for one, iri in asked.items() if iri in found}


def likeness(thing: Thing, text: str) -> Likeness:
    """Return how alike the most alike name of a thing is."""
    wanted, bare = key(text, thing.kind), pairs(text)
    bears = any(key(one, thing.kind) == wanted for one in thing.names)
    alike = 1.0 if bears else max(dice(bare, pairs(one)) for one in thing.names)
    return Likeness(thing, alike, bears and any(is_written(text, one) for one in thing.names), bears)


def is_written(text: str, stored: str) -> bool:
    """Tell whether a text is a stored name, as it is written; it may begin with a capital letter.

    >>> is_written("Hare coursing", "hare coursing"), is_written("nca", "NCA")
    (True, False)
    """
    return name(stored[:LONGEST]) in (text, text[:1].lower() + text[1:])


def key(text: str, kind: str = "") -> str:
    """Return what two names have in common that differ in case, accents and stops alone; a person's goes without titles,
    the surname last.

    >>> key("Wallace, Ben", "person") == key("Rt Hon. Ben WALLACE MP", "person")
    True
    """
    if kind != "person":
        return plain(text)
    last, comma, first = text.partition(",")
    words = without_honorifics(f"{first} {last}" if comma else text).split()
    while len(words) > 1 and words[-1] in LETTERS_AFTER:
        words.pop()
    return " ".join(words)


@lru_cache(65536)
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of letters that stand together in the words of a name."""
    return frozenset(word[at : at + 2] for word in plain(text).split() for at in range(max(len(word) - 1, 1)))


def dice(some: frozenset[str], others: frozenset[str]) -> float:
    """Return how much of two names is the same, from 0 to 1, by Dice's coefficient.

    >>> round(dice(pairs("Ben Walace"), pairs("Ben Wallace")), 2), dice(pairs("Ben"), pairs("Tom"))
    (0.93, 0.0)
    """
    return 2 * len(some & others) / (len(some) + len(others)) if some and others else 0.0


def _phrase(text: str) -> str:
    """Return what FTS5 is asked for names that hold the words of `text` in their order."""
    words = text.replace('"', " ")
    return f'{{label names}} : "{words}"'


def _beginnings(text: str) -> str:
    """Return what FTS5 is asked for names with a word that is, or begins like, one of `text`."""
    words = sorted(set(plain(text).split()), key=lambda word: (-len(word), word))[:8]
    return " OR ".join(f'"{word}" OR "{word[:3]}" *' for word in words)


def _thing(row: Sequence[str]) -> Thing:
    iri, kind, label, note, names = row
    return Thing(iri, kind, label, note, tuple(dict.fromkeys((label, *filter(None, re.split("\n", names))))))
