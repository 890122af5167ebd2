"""Fetch values of things that were reconciled (section 7 of the specification)."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg import iris
from kg.serve.pages.asker import Asker
from kg.serve.reconcile.candidates import Thing, names_in, things
from kg.serve.reconcile.kinds import TYPES
from kg.serve.reconcile.properties import FETCHED, ON, PROPERTIES, Fact, facts_of
from kg.serve.reconcile.requests import Extension

SETTINGS = [
    {
        "name": ON,
        "label": "On this day",
        "type": "text",
        "default": "",
        "help_text": "YYYY-MM-DD; where it is empty, all values of all times are fetched.",
    }
]
"""What a client may set of a property."""


async def extended(ask: Asker, file: Path, asked: Extension) -> dict[str, object]:
    """Return the values that are asked for; a thing that is not known, or of which nothing is, has none.

    Raises BusyError, DeadlineError, and sqlite3.Error where there is no index.
    """
    known = await asyncio.to_thread(_known, file, asked.ids, ask.base)
    kinds = {thing.iri: thing.kind for thing in known.values()}
    facts = {pid: await facts_of(ask, pid, kinds) for pid, _ in asked.properties}
    rows = {
        one: {
            pid: _values(facts[pid].get(known[one].iri, ()) if one in known else (), pid, day, ask.base)
            for pid, day in asked.properties
        }
        for one in asked.ids
    }
    return {"meta": [_column(pid) for pid, _ in asked.properties], "rows": rows}


def _known(file: Path, ids: Sequence[str], base: str) -> Mapping[str, Thing]:
    with names_in(file) as opened:
        return things(opened, ids, base)


def _column(pid: str) -> dict[str, object]:
    its = PROPERTIES[pid]
    return property_of(pid) | ({"type": {"id": its.values, "name": TYPES[its.values].name}} if its.values else {})


def _values(facts: Sequence[Fact], pid: str, day: str | None, base: str) -> list[dict[str, str]]:
    """Return the values that hold on a day, or ever, each once, in the order of time."""
    held = {fact.value: fact for fact in facts if day is None or fact.holds(day)}
    if PROPERTIES[pid].values:
        return [{"id": iris.relative(value, base), "name": fact.label} for value, fact in held.items()]
    return [{"str": fact.label} for fact in held.values()]


def property_of(pid: str) -> dict[str, object]:
    """Return a property as the specification writes it."""
    return {"id": pid, "name": PROPERTIES[pid].name}


def proposed(type_id: str | None, most: int) -> dict[str, object]:
    """Return the properties that can be fetched of things of a type."""
    kinds = {TYPES[type_id].kind} if type_id else set()
    fit = [pid for pid in FETCHED if not kinds or kinds & PROPERTIES[pid].patterns.keys()]
    return {
        **({"type": type_id} if type_id else {}),
        "limit": most,
        "properties": [property_of(pid) for pid in fit[:most]],
    }
