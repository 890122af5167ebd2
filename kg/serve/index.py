"""The index of words and things: SQLite FTS5, built once for each generation of a graph, into a file beside it.

Things are found by all their names, contributions by their words. The file names the generation that it was made of; one
that is of another is made anew, aside, and put in its place at once.
"""

import hashlib
import json
import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kg.query import stream
from kg.store import CURRENT, Graph, open_graph

SECONDS = 3.0
"""How long a search may take."""

EDITION = 2
"""Rises with what the index holds, so that one of before is made anew."""

KINDS: Sequence[tuple[str, str]] = (
    ("person", "?thing a hkg:Person ; rdfs:label ?label OPTIONAL { ?thing hkg:name/rdfs:label ?name }"),
    ("constituency", "?thing a hkg:Constituency ; rdfs:label ?label OPTIONAL { ?thing schema:startDate ?from } OPTIONAL { ?thing schema:endDate ?until } BIND(CONCAT(SUBSTR(STR(?from), 1, 4), '–', COALESCE(SUBSTR(STR(?until), 1, 4), '')) AS ?note)"),
    ("agency", "VALUES ?class { hkg:Agency hkg:AgencyKind hkg:GovernmentDepartment hkg:PoliceForce hkg:RegionalOrganisedCrimeUnit } ?thing a ?class ; rdfs:label ?label OPTIONAL { ?thing skos:altLabel|skos:prefLabel ?name }"),
    ("issue", "?thing a hkg:Issue ; rdfs:label ?label OPTIONAL { ?thing skos:altLabel ?name } OPTIONAL { ?thing skos:broader/rdfs:label ?note }"),
    ("place", "?thing a hkg:Place ; rdfs:label ?label OPTIONAL { ?thing skos:altLabel ?name } OPTIONAL { ?thing dcterms:type ?note }"),
    ("office", "?thing a hkg:Office ; rdfs:label ?label OPTIONAL { ?thing hkg:title/rdfs:label ?name }"),
    ("party", "?thing a hkg:Party ; rdfs:label ?label OPTIONAL { ?thing skos:altLabel ?name }"),
    ("debate", "?thing a hkg:Debate ; rdfs:label ?label ; dcterms:date ?note"),
)  # fmt: skip
"""The things that are found, each kind by the pattern that binds its label, its other names and a note on which it is."""

CONTRIBUTIONS = """
SELECT ?contribution ?text ?speaker ?printed ?title ?date WHERE {
  ?contribution a hkg:Contribution ; schema:text ?text ; dcterms:isPartOf ?debate .
  ?debate dcterms:title ?title ; dcterms:date ?date .
  OPTIONAL { ?contribution hkg:speaker/rdfs:label ?speaker }
  OPTIONAL { ?contribution hkg:speakerAsPrinted ?printed }
}
"""
SCHEMA = """
CREATE TABLE made_of (version TEXT);
CREATE TABLE thing (iri TEXT PRIMARY KEY, kind TEXT, label TEXT, names TEXT, note TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE things USING fts5 (
  iri UNINDEXED, kind UNINDEXED, note UNINDEXED, label, names, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE said USING fts5 (
  iri UNINDEXED, date UNINDEXED, title UNINDEXED, speaker, text, tokenize = 'porter unicode61 remove_diacritics 2'
);
"""
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


def version(graph: Path) -> str:
    """Return what tells one state of a graph from another."""
    file = graph / CURRENT
    return f"{json.loads(file.read_text('utf-8'))['generation']} {file.stat().st_mtime_ns} {EDITION}"


def place(graph: Path) -> Path:
    """Return where the index of a graph is kept: beside it, or in the folder for temporary files where that is not writable."""
    beside = graph.with_name(f"{graph.name}.words.sqlite")
    if beside.exists() or os.access(graph.absolute().parent, os.W_OK):
        return beside
    named = hashlib.sha256(str(graph.absolute()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"hansard-kg-{named}.words.sqlite"


def is_current(graph: Path, index: Path) -> bool:
    """Tell whether there is an index, and it is of this state of the graph."""
    try:
        with closing(sqlite3.connect(f"file:{index}?mode=ro", uri=True)) as opened:
            row = opened.execute("SELECT version FROM made_of").fetchone()
    except sqlite3.Error:
        return False
    return bool(row and row[0] == version(graph))


def build(path: Path, to: Path) -> Path:
    """Make the index of the graph at `path`, unless it is there already, and return where it is."""
    if is_current(path, to):
        return to
    made_of = version(path)
    aside = to.with_name(f"{to.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    try:
        with open_graph(path) as graph, closing(sqlite3.connect(aside)) as made:
            made.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
            _write_things(made, graph)
            made.executemany("INSERT INTO said (iri, date, title, speaker, text) VALUES (?, ?, ?, ?, ?)", _said(graph))
            made.execute("INSERT INTO made_of VALUES (?)", (made_of,))
            made.commit()
        aside.replace(to)
    finally:
        aside.unlink(missing_ok=True)
    return to


def _write_things(made: sqlite3.Connection, graph: Graph) -> None:
    """Write each thing once, with all its names."""
    for kind, pattern in KINDS:
        rows = stream(graph, f"SELECT ?thing ?label ?name ?note WHERE {{ {pattern} }}")
        made.executemany(
            "INSERT INTO thing VALUES (?1, ?5, ?2, ?3, ?4) ON CONFLICT (iri) DO UPDATE SET names = names || char(10) || ?3 "
            "WHERE instr(char(10) || names || char(10), char(10) || ?3 || char(10)) = 0",
            ((*(("" if term is None else term.value) for term in row), kind) for row in rows),
        )
    made.execute("INSERT INTO things (iri, kind, note, label, names) SELECT iri, kind, note, label, names FROM thing")
    made.execute("DROP TABLE thing")


def _said(graph: Graph) -> Iterator[tuple[str, ...]]:
    for row in stream(graph, CONTRIBUTIONS):
        iri, text, speaker, printed, title, date = ("" if term is None else term.value for term in row)
        yield iri, date, title, speaker or printed, text


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
