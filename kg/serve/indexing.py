"""Making the index of words and things: SQLite FTS5, for each generation of a graph, in a file beside it.

The file names the generation that it was made of. One of before is brought up to date in a copy, which takes its place at once:
the debates that are new or told anew are read, those that are gone go; the things, few beside them, are written again.
"""

import fcntl
import glob
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.query import stream
from kg.store import CURRENT, Graph, open_graph

EDITION = 3
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

TOLD = """
SELECT ?graph ?source ?activity WHERE { ?graph hkg:opening ?opening ; prov:wasDerivedFrom ?source ; prov:wasGeneratedBy ?activity }
"""
"""What tells one text of a debate from another: the document and by what it was read."""
SCHEMA = """
CREATE TABLE made_of (edition INTEGER, version TEXT);
CREATE TABLE debate (graph TEXT PRIMARY KEY, told TEXT, first INTEGER, until INTEGER) WITHOUT ROWID;
CREATE TABLE thing (iri TEXT PRIMARY KEY, kind TEXT, label TEXT, names TEXT, note TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE things USING fts5 (
  iri UNINDEXED, kind UNINDEXED, note UNINDEXED, label, names, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE said USING fts5 (
  iri UNINDEXED, date UNINDEXED, title UNINDEXED, speaker, text, tokenize = 'porter unicode61 remove_diacritics 2'
);
"""


def version(graph: Path) -> str:
    """Return what tells one state of a graph from another."""
    file = graph / CURRENT
    return f"{json.loads(file.read_text('utf-8'))['generation']} {file.stat().st_mtime_ns}"


def place(graph: Path) -> Path:
    """Return where the index of a graph is kept: beside it, or in the folder for temporary files where that is not writable."""
    beside = graph.with_name(f"{graph.name}.words.sqlite")
    if beside.exists() or os.access(graph.absolute().parent, os.W_OK):
        return beside
    named = hashlib.sha256(str(graph.absolute()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"hansard-kg-{named}.words.sqlite"


def is_current(graph: Path, index: Path) -> bool:
    """Tell whether there is an index, and it is of this state of the graph."""
    return _made_of(index) == version(graph)


def _made_of(index: Path) -> str | None:
    """Return the state of the graph that an index was made of, None where there is none of this edition."""
    try:
        with closing(sqlite3.connect(f"file:{index}?mode=ro", uri=True)) as opened:
            row = opened.execute("SELECT version FROM made_of WHERE edition = ?", (EDITION,)).fetchone()
    except sqlite3.Error:
        return None
    return row[0] if row else None


def build(path: Path, to: Path) -> Path:
    """Make the index of the graph at `path`, or bring it up to date, unless it is so already, and return where it is."""
    before = _made_of(to)
    if before == version(path):
        return to
    made_of = version(path)
    with _aside(to) as aside:
        if before:
            shutil.copyfile(to, aside)
        with open_graph(path) as graph, closing(sqlite3.connect(aside)) as made:
            made.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + ("" if before else SCHEMA))
            _write_things(made, graph)
            _write_debates(made, graph)
            made.execute("DELETE FROM made_of")
            made.execute("INSERT INTO made_of VALUES (?, ?)", (EDITION, made_of))
            made.commit()
        aside.replace(to)
    return to


@contextmanager
def _aside(to: Path) -> Iterator[Path]:
    """Give an empty file to make an index in, which goes again; one that somebody left who was killed goes now."""
    for left in to.parent.glob(f"{glob.escape(to.name)}.*"):
        with suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()
    aside = to.with_name(f"{to.name}.{os.getpid()}")
    with aside.open("wb") as file:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield aside
        finally:
            aside.unlink(missing_ok=True)


def _write_things(made: sqlite3.Connection, graph: Graph) -> None:
    """Write each thing once, with all its names."""
    made.executescript("DELETE FROM thing; DELETE FROM things;")
    for kind, pattern in KINDS:
        rows = stream(graph, f"SELECT ?thing ?label ?name ?note WHERE {{ {pattern} }}")
        made.executemany(
            "INSERT INTO thing VALUES (?1, ?5, ?2, ?3, ?4) ON CONFLICT (iri) DO UPDATE SET names = names || char(10) || ?3 "
            "WHERE instr(char(10) || names || char(10), char(10) || ?3 || char(10)) = 0",
            ((*(("" if term is None else term.value) for term in row), kind) for row in rows),
        )
    made.execute("INSERT INTO things (iri, kind, note, label, names) SELECT iri, kind, note, label, names FROM thing")
    made.execute("DELETE FROM thing")


def _write_debates(made: sqlite3.Connection, graph: Graph) -> None:
    """Write the contributions of debates that are new or told anew, and take out those of the others that are gone."""
    told = _told(graph)
    held = {name: (said, first, until) for name, said, first, until in made.execute("SELECT * FROM debate")}
    for name, (said, first, until) in held.items():
        if told.get(name) != said:
            made.execute("DELETE FROM said WHERE rowid BETWEEN ? AND ?", (first, until - 1))
            made.execute("DELETE FROM debate WHERE graph = ?", (name,))
    (last,) = made.execute("SELECT coalesce(max(until), 1) FROM debate").fetchone()
    for name in sorted(told):
        if held.get(name, ("",))[0] != told[name]:
            first = last
            for row in _said(graph, name):
                made.execute(
                    "INSERT INTO said (rowid, iri, date, title, speaker, text) VALUES (?, ?, ?, ?, ?, ?)", (last, *row)
                )
                last += 1
            made.execute("INSERT INTO debate VALUES (?, ?, ?, ?)", (name, told[name], first, last))


def _told(graph: Graph) -> Mapping[str, str]:
    """Return the stated graphs of debates, each with what tells its text from another."""
    rows = (tuple("" if term is None else term.value for term in row) for row in stream(graph, TOLD))
    return {name: f"{source} {activity}" for name, source, activity in rows}


def _said(graph: Graph, name: str) -> Iterator[tuple[str, ...]]:
    """Yield IRI, date, title, speaker and words of each contribution of a debate, looked up: joins would read all speakers' names."""
    debate = iris.absolute(iris.relative(name, graph.base).removeprefix("graph/"), graph.base)
    date, title = _value(graph, debate, "dcterms:date"), _value(graph, debate, "dcterms:title")
    parts = graph.store.quads_for_pattern(None, _term("dcterms:isPartOf"), ox.NamedNode(debate), ox.NamedNode(name))
    for part in sorted(str(quad.subject).strip("<>") for quad in parts):
        node = ox.NamedNode(part)
        if next(graph.store.quads_for_pattern(node, _term("rdf:type"), _term("hkg:Contribution")), None):
            speaker = _value(graph, _value(graph, part, "hkg:speaker"), "rdfs:label")
            yield (
                part,
                date,
                title,
                speaker or _value(graph, part, "hkg:speakerAsPrinted"),
                _value(graph, part, "schema:text"),
            )


def _value(graph: Graph, subject: str, predicate: str) -> str:
    """Return the first of the values of a property, "" where there is none."""
    quads = graph.store.quads_for_pattern(ox.NamedNode(subject), _term(predicate), None) if subject else ()
    return min((q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal)), default="")


def _term(curie: str) -> ox.NamedNode:
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(iris.PREFIXES[prefix] + name)
