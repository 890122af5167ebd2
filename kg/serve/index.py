"""Searching the index of words and things (`kg.serve.indexing`): things by all their names, contributions by their words."""

import re
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

SECONDS = 3.0
"""How long a search may take."""
BEGIN, END = "\x02", "\x03"
"""What stands around words that were found, until the page marks them."""


@dataclass(frozen=True)
class Thing:
    iri: str
    kind: str
    label: str
    note: str
    also: str


@dataclass(frozen=True)
class Said:
    """A contribution that was found; in `snippet` the words stand between BEGIN and END."""

    iri: str
    date: str
    title: str
    speaker: str
    snippet: str


@dataclass(frozen=True)
class Found:
    """A page of what was found: things, contributions, and whether there are more of either; `note` where it was cut short."""

    things: Sequence[Thing] = ()
    said: Sequence[Said] = ()
    more_things: bool = False
    more_said: bool = False
    note: str = ""


QUOTED = re.compile(r'"([^"]*)"|(\S+)')
WORD = re.compile(r"\w", re.UNICODE)


def expression(words: str) -> str:
    """Return what FTS5 is asked for the words that somebody typed: all of them, what stands in quotes as it stands there.

    A word that ends in a star stands for its beginnings, one after a minus is not to be there. Nothing typed is wrong.

    >>> expression('"county lines" poli* -heroin AND (')
    '"county lines" "poli" * "AND" NOT "heroin"'
    >>> expression("***") == ""
    True
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for phrase, word in QUOTED.findall(words.replace("\x00", " ")):
        bare = phrase or word.replace('"', "").lstrip("-")
        if not WORD.search(bare):
            continue
        term = f'"{bare.rstrip("*")}"' + (" *" if not phrase and word.endswith("*") else "")
        (unwanted if not phrase and word.startswith("-") else wanted).append(term)
    return " NOT ".join([" ".join(wanted), *unwanted]) if wanted else ""


THINGS = """
SELECT iri, kind, label, note, names FROM things WHERE things MATCH ?
ORDER BY label = ? COLLATE NOCASE DESC, bm25(things, 0, 0, 0, 10, 3), note DESC, iri LIMIT ? OFFSET ?
"""
SAID = """
SELECT iri, date, title, speaker, snippet(said, 4, char(2), char(3), ' … ', 40) FROM said WHERE said MATCH ?
ORDER BY rank, iri LIMIT ? OFFSET ?
"""


def search(index: Path, words: str, page: int = 1, size: int = 20, seconds: float = SECONDS) -> Found:
    """Return a page of the things and contributions in which all the words stand, the best first."""
    asked = expression(words)
    if not asked:
        return Found()
    until, skip = time.monotonic() + seconds, (page - 1) * size
    found = Found()
    try:
        with closing(sqlite3.connect(f"file:{index}?mode=ro", uri=True)) as opened:
            opened.set_progress_handler(lambda: time.monotonic() > until, 10_000)
            things = opened.execute(THINGS, (asked, words.strip(), size + 1, skip)).fetchall()
            found = Found([_thing(row, words) for row in things[:size]], more_things=len(things) > size)
            said = opened.execute(SAID, (asked, size + 1, skip)).fetchall()
    except sqlite3.OperationalError:
        return Found(
            found.things,
            more_things=found.more_things,
            note="The search took too long and was cut short: give more words.",
        )
    return Found(found.things, [Said(*row) for row in said[:size]], found.more_things, len(said) > size)


def _thing(row: Sequence[str], words: str) -> Thing:
    iri, kind, label, note, names = row
    wanted = [word.casefold() for word in re.findall(r"\w+", words)]
    return Thing(iri, kind, label, note, _matching(names.split("\n"), label, wanted))


def _matching(names: Iterable[str], label: str, wanted: Sequence[str]) -> str:
    """Return the other name by which a thing was found, "" where its label has the words."""
    if all(word in label.casefold() for word in wanted):
        return ""
    return next((name for name in names if all(word in name.casefold() for word in wanted)), "")
