"""Say in a line what a thing is, so that namesakes can be told apart."""

from collections.abc import Mapping, Sequence

from kg.serve.pages.asker import Asker
from kg.serve.reconcile.candidates import Thing
from kg.serve.reconcile.properties import Fact, facts_of

OF_PEOPLE = ("constituency", "house", "party")


async def descriptions(ask: Asker, things: Mapping[str, Thing]) -> dict[str, str]:
    """Return a line for each thing of which there is something to say: of a person, who it was last; of another, the note
    in the index of names.
    """
    lines = {iri: thing.note for iri, thing in things.items() if thing.note}
    return lines | await people(ask, [iri for iri, thing in things.items() if thing.kind == "person"])


async def people(ask: Asker, iris: Sequence[str]) -> dict[str, str]:
    """Return a line for each person of whom there is something to say."""
    kinds = dict.fromkeys(iris, "person")
    facts = {pid: await facts_of(ask, pid, kinds) for pid in OF_PEOPLE}
    lines = {iri: person({pid: facts[pid].get(iri, ()) for pid in OF_PEOPLE}) for iri in iris}
    return {iri: line for iri, line in lines.items() if line}


def person(facts: Mapping[str, Sequence[Fact]]) -> str:
    """Return who somebody was last: seat, or House, party, and the years in Parliament.

    >>> person({"constituency": [Fact("c", "Stone", "1984-05-03", "1997-05-01")], "house": [], "party": [Fact("p", "Conservative")]})
    'Stone, Conservative, 1984–1997'
    """
    seats, houses = facts["constituency"], facts["house"]
    held = max((*houses, *seats), key=lambda fact: fact.start, default=None)
    if held is None:
        return ""
    seat = next((fact.label for fact in reversed(seats) if fact.start == held.start), held.label)
    party = max(facts["party"], key=lambda fact: fact.start, default=None)
    begun, ended = min(fact.start for fact in (*houses, *seats))[:4], held.end[:4]
    return ", ".join(filter(None, (seat, party.label if party else "", f"{begun}–{ended}")))
