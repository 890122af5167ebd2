"""What a name, a title, a path or an IRI means; where it may mean several things, all of them."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.errors import QueryError
from kg.query import term_of
from kg.serve.pages import DEBATE
from kg.serve.pages.asker import Asker, Row
from kg.serve.pages.search import MAKING, ready
from kg.serve.reconcile.candidates import called, names_in
from kg.serve.reconcile.describing import people as descriptions
from kg.serve.reconcile.properties import day_of
from kg.serve.reconcile.requests import LONGEST, name

Named = dict[str, str]

PATIENCE = 60.0
"""Seconds that an answer waits for an index that is being made."""

PEOPLE = "SELECT DISTINCT ?thing ?label WHERE { ?thing a hkg:Person ; rdfs:label ?label } ORDER BY ?label ?thing"
DEBATES = """
SELECT DISTINCT ?thing ?label ?date WHERE { ?thing a hkg:Debate ; dcterms:title ?label ; dcterms:date ?date } ORDER BY ?date ?thing
"""
TITLED = """
SELECT ?thing WHERE { ?thing a hkg:Debate ; dcterms:title ?label FILTER(LCASE(STR(?label)) = ?wanted) } ORDER BY ?thing LIMIT 50
"""
LABELS = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label } ORDER BY ?thing ?label"


async def index_of(ask: Asker) -> Path:
    """Return the index of words and names. Raises QueryError where it is still being made."""
    file = await ready(ask.pool.path, PATIENCE)
    if file is None:
        raise QueryError(MAKING.rstrip("."), mend="ask again")
    return file


async def people(ask: Asker, who: str) -> list[Named]:
    """Return the people who are called so, in whatever letters and with whatever title, each with what tells namesakes apart.

    Raises QueryError where nobody is.
    """
    found = await _of_class(ask, PEOPLE, await _called(ask, who, "person"), f"nobody is called “{short(who)}”")
    lines = await descriptions(ask, [one["iri"] for one in found])
    return [one | fields({"description": lines.get(one["iri"], "")}, "description") for one in found]


async def things(ask: Asker, words: str) -> list[str]:
    """Return as terms what bears a name. Raises QueryError where nothing does."""
    found = await _called(ask, words)
    if not found:
        raise QueryError(f"nothing is called “{short(words)}”", mend="search for it, or give an IRI")
    return found


async def debates(ask: Asker, words: str) -> list[Named]:
    """Return the debates of a title, in whatever letters. Raises QueryError where there are none."""
    known = term_of(short(words), ask.base)
    wanted = {"wanted": [str(ox.Literal(short(words).lower()))]}
    terms = [known] if known else [str(ox.NamedNode(row["thing"])) for row in await ask.answer(TITLED, wanted)]
    return await _of_class(ask, DEBATES, terms, f"there is no debate “{short(words)}”")


def contribution(ask: Asker, words: str) -> str:
    """Return the IRI of a contribution, which is given by that or by its path. Raises QueryError where it can be none."""
    path = iris.relative(short(words), ask.base)
    if not re.fullmatch(rf"{DEBATE}/\d+", path):
        raise QueryError(f"{short(words)!r} is no contribution", mend="give its IRI, as a search gives it")
    return iris.absolute(path, ask.base)


async def labelled(ask: Asker, terms: Sequence[str]) -> list[Named]:
    """Return things with their labels."""
    rows = await ask.answer(LABELS, {"thing": terms}) if terms else ()
    return list({row["thing"]: {"iri": row["thing"], "name": row["label"]} for row in rows}.values())


def day(words: str, otherwise: str) -> str:
    """Return a day as a term. Raises QueryError where it is none."""
    if words and day_of(words) != words:
        raise QueryError(f"{short(words)!r} is no day", mend="write it as YYYY-MM-DD")
    return str(ox.Literal(words or otherwise, datatype=ox.NamedNode(f"{iris.PREFIXES['xsd']}date")))


def short(words: str) -> str:
    """Return words that were given. Raises QueryError where they are too long, or no text."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise QueryError("that is no text", mend="write it in Unicode") from error
    if len(words) > LONGEST:
        raise QueryError(f"a name may have {LONGEST} characters at the most", mend="shorten it")
    return words.replace("\x00", " ").strip()


def fields(row: Row, *names: str) -> Named:
    """Return the fields of a row that are not empty."""
    return {name: row[name] for name in names if row.get(name)}


async def _called(ask: Asker, words: str, kind: str | None = None) -> list[str]:
    """Return as terms the thing of a path or an IRI, else what bears a name."""
    known = term_of(short(words), ask.base)
    if known:
        return [known]
    found = await asyncio.to_thread(_bearers, await index_of(ask), name(short(words)), kind)
    return [str(ox.NamedNode(iri)) for iri in found]


def _bearers(file: Path, words: str, kind: str | None) -> list[str]:
    """Return what bears a name: people in whatever letters; of other things those that are written so, where some are."""
    with names_in(file) as opened:
        found = [one for one in called(opened, words) if one.bears and kind in (None, one.thing.kind)]
    exact = [one.thing.iri for one in found if one.exact]
    return exact if exact and kind is None else [one.thing.iri for one in found]


async def _of_class(ask: Asker, sparql: str, terms: Sequence[str], otherwise: str) -> list[Named]:
    """Return which of the terms a query knows. Raises QueryError where it knows none."""
    rows = await ask.answer(sparql, {"thing": terms}) if terms else ()
    found = {row["thing"]: {"iri": row["thing"], "name": row["label"], **fields(row, "date")} for row in rows}
    if not found:
        raise QueryError(otherwise, mend="search for it, or give an IRI")
    return list(found.values())
