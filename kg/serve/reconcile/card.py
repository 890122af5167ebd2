"""The card on a thing that a client shows in a frame of its own: escaped, without scripts, links open elsewhere."""

import asyncio
from pathlib import Path

from kg import iris
from kg.serve.pages import links
from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import span
from kg.serve.pages.render import HEADERS, render
from kg.serve.reconcile.candidates import Thing, names_in, things
from kg.serve.reconcile.kinds import TYPES, narrower_types, types_of
from kg.serve.reconcile.properties import FETCHED, PROPERTIES, facts_of

FRAMED = HEADERS | {
    "Content-Security-Policy": HEADERS["Content-Security-Policy"]
    .replace("frame-ancestors 'none'", "frame-ancestors *")
    .replace("script-src 'self'; ", "")
}
"""Anybody may frame a card, for there is nothing in it to be clicked but links; scripts are not even loaded from here."""

MOST = 6
"""Facts of a property that a card shows, the latest."""

NOTES = "SELECT ?note WHERE { ?thing skos:scopeNote|skos:definition ?note } ORDER BY ?note LIMIT 1"


async def card(ask: Asker, thing: Thing) -> str:
    """Return the card of a thing: what it is, its other names, what is known of it. Raises BusyError and DeadlineError."""
    bound = ask.thing(thing.iri)
    facts = []
    for pid in FETCHED:
        found = (await facts_of(ask, pid, {thing.iri: thing.kind})).get(thing.iri, ())
        latest = [(fact.label, span(fact.start, fact.end)) for fact in found][-MOST:]
        if latest:
            facts.append((PROPERTIES[pid].name, latest[::-1]))
    types = types_of(thing.kind, (await narrower_types(ask)).get(thing.iri, ()))
    return render(
        "card.html", ask.base, thing=iris.relative(thing.iri, ask.base), label=thing.label, kind=TYPES[types[0]].name,
        address=links.href(thing.iri, ask.base), also=[one for one in thing.names if one != thing.label][:MOST], facts=facts,
        note=next((row["note"] for row in await ask.answer(NOTES, bound)), ""),
    )  # fmt: skip


async def known(file: Path, one: str, base: str) -> Thing | None:
    """Return the thing of an id. Raises sqlite3.Error where there is no index."""
    return await asyncio.to_thread(_known, file, one, base)


def _known(file: Path, one: str, base: str) -> Thing | None:
    with names_in(file) as opened:
        return things(opened, [one], base).get(one)
