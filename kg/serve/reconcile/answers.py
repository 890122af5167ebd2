"""Answer a batch: candidates with their scores, and a match only where there is no doubt.

A match is certain where one thing alone of the types asked for bears the name, as it is written; or where several do, and it
alone meets all that is asked, while of each other it is known that it does not. A written form that is an everyday word too
(one that has a guard in the vocabulary) is certain only where a type is asked for.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.serve.pages.asker import Asker
from kg.serve.reconcile.candidates import Likeness, called, in_order, names_in, things
from kg.serve.reconcile.describing import descriptions
from kg.serve.reconcile.kinds import narrower_types, types_of, written
from kg.serve.reconcile.properties import Facts, facts_of, verdicts
from kg.serve.reconcile.requests import Query

AS_WRITTEN, IN_OTHER_LETTERS, LIKE = 100.0, 95.0, 90.0
"""Scores: of the name as it is written, of the same in other letters or order, and the most of one that is like it."""

HIDDEN = 0.95
"""How alike a written form counts that is no name of the thing: "beeching cuts" for railway closures."""

CONTRARY, UNKNOWN = 0.5, 0.9
"""By what a score is multiplied for each property that a candidate does not have, or of which nothing is known."""

COMPARED = 15
"""Of how many candidates it is asked whether they have the properties, besides those that bear the name."""

HIDDEN_FORMS = """
SELECT DISTINCT ?form ?thing WHERE { ?thing skos:hiddenLabel ?form } ORDER BY ?form ?thing
"""
GUARDED = """
SELECT DISTINCT ?form WHERE { ?guard hkg:form ?form ; a hkg:Guard }
"""


@dataclass(frozen=True)
class Candidate:
    """A thing that a query may mean; `met` says of each property that is asked whether the thing has it."""

    likeness: Likeness
    types: tuple[str, ...]
    score: float
    met: Mapping[str, bool | None]

    @property
    def iri(self) -> str:
        return self.likeness.thing.iri


async def reconciled(ask: Asker, file: Path, queries: Mapping[str, Query]) -> dict[str, object]:
    """Return the results of a batch. Raises BusyError, DeadlineError, and sqlite3.Error where there is no index."""
    narrower = await narrower_types(ask)
    hidden, guarded = await _hidden(ask, queries.values()), await _guarded(ask, queries.values())
    found = await asyncio.to_thread(_found, file, ask.base, queries, hidden)
    typed = {key: _of_types(queries[key], found[key], narrower) for key in queries}
    facts = await _facts(ask, queries, typed)
    candidates = {key: _candidates(ask.base, query, typed[key], narrower, facts) for key, query in queries.items()}
    certain = {key: _certain(query, candidates[key], guarded) for key, query in queries.items()}
    shown = {key: candidates[key][: query.limit] for key, query in queries.items()}
    described = await descriptions(
        ask, {one.likeness.thing.iri: one.likeness.thing for some in shown.values() for one in some}
    )
    return {
        key: {"result": [_written(ask.base, one, one is certain[key], described.get(one.iri, "")) for one in some]}
        for key, some in shown.items()
    }


async def _hidden(ask: Asker, queries: Iterable[Query]) -> Mapping[str, Sequence[str]]:
    """Return the things of which a text is a form that is no name of theirs, by text."""
    found: dict[str, list[str]] = {}
    for row in await ask.answer(HIDDEN_FORMS, _forms(queries)):
        found.setdefault(row["form"], []).append(row["thing"])
    return found


async def _guarded(ask: Asker, queries: Iterable[Query]) -> frozenset[str]:
    """Return which texts are everyday words too."""
    return frozenset([row["form"].lower() for row in await ask.answer(GUARDED, _forms(queries))])


def _forms(queries: Iterable[Query]) -> dict[str, list[str]]:
    texts = {form for query in queries if query.text for form in (query.text, query.text.lower())}
    return {"form": [str(ox.Literal(text, language=language)) for text in sorted(texts) for language in (None, "en")]}


def _found(
    file: Path, base: str, queries: Mapping[str, Query], hidden: Mapping[str, Sequence[str]]
) -> dict[str, list[Likeness]]:
    """Return what each query may mean: one thing where its text is an id, else what is called so or much so."""
    found: dict[str, list[Likeness]] = {}
    with names_in(file) as opened:
        for key, query in queries.items():
            its = things(opened, [query.text], base).get(query.text) if "/" in query.text else None
            if its:
                found[key] = [Likeness(its, 1.0, exact=True, bears=True)]
                continue
            likenesses = {one.thing.iri: one for one in called(opened, query.text)}
            forms = {iri for form in (query.text, query.text.lower()) for iri in hidden.get(form, ())}
            for thing in things(opened, sorted(forms - likenesses.keys()), base).values():
                likenesses[thing.iri] = Likeness(thing, HIDDEN)
            found[key] = sorted((_with_form(one, forms) for one in likenesses.values()), key=in_order)
    return found


def _with_form(one: Likeness, forms: set[str]) -> Likeness:
    """Let a thing of which a text is a hidden form count among those that bear it."""
    if one.thing.iri not in forms or one.bears:
        return one
    return Likeness(one.thing, max(one.alike, HIDDEN), bears=True)


def _of_types(query: Query, found: Sequence[Likeness], narrower: Mapping[str, tuple[str, ...]]) -> list[Likeness]:
    """Return what has the types asked for: all that bears the name, and the most alike of the others."""
    fit = [one for one in found if query.takes(types_of(one.thing.kind, narrower.get(one.thing.iri, ())))]
    return [one for one in fit if one.bears] + [one for one in fit if not one.bears][:COMPARED]


async def _facts(
    ask: Asker, queries: Mapping[str, Query], found: Mapping[str, Sequence[Likeness]]
) -> Mapping[str, Facts]:
    """Return what is known of the properties that are asked of each thing."""
    of: dict[str, dict[str, str]] = {}
    for key, query in queries.items():
        for asked in query.asked:
            of.setdefault(asked.pid, {}).update({one.thing.iri: one.thing.kind for one in found[key]})
    return {pid: await facts_of(ask, pid, its) for pid, its in of.items()}


def _candidates(
    base: str,
    query: Query,
    found: Sequence[Likeness],
    narrower: Mapping[str, tuple[str, ...]],
    facts: Mapping[str, Facts],
) -> list[Candidate]:
    """Return the candidates of a query, the highest score first."""
    made = []
    for one in found:
        met = verdicts(query.asked, facts, one.thing.iri, base)
        types = types_of(one.thing.kind, narrower.get(one.thing.iri, ()))
        made.append(Candidate(one, types, _score(one, met.values()), met))
    return sorted(made, key=lambda one: (-one.score, one.likeness.thing.label, one.iri))


def _score(one: Likeness, met: Iterable[bool | None]) -> float:
    score = AS_WRITTEN if one.exact else IN_OTHER_LETTERS if one.alike == 1 else LIKE * one.alike
    for verdict in met:
        score *= 1 if verdict else UNKNOWN if verdict is None else CONTRARY
    return round(score, 1)


def _certain(query: Query, candidates: Sequence[Candidate], guarded: frozenset[str]) -> Candidate | None:
    """Return the candidate that is meant without doubt, if one is."""
    if query.text.lower() in guarded and not query.types:
        return None
    bearers = [one for one in candidates if one.likeness.bears]
    for one in bearers:
        others = (other for other in bearers if other is not one)
        if one.likeness.exact and all(one.met.values()) and all(False in other.met.values() for other in others):
            return one
    return None


def _written(base: str, one: Candidate, match: bool, description: str) -> dict[str, object]:
    """Return a candidate as the specification writes it."""
    features: list[dict[str, object]] = [
        {"id": "name", "value": round(one.likeness.alike, 3)},
        {"id": "exact", "value": one.likeness.exact},
    ]
    features += [{"id": pid, "value": verdict} for pid, verdict in one.met.items() if verdict is not None]
    return {
        "id": iris.relative(one.iri, base),
        "name": one.likeness.thing.label,
        **({"description": description} if description else {}),
        "type": written(one.types),
        "score": one.score,
        "features": features,
        "match": match,
    }
