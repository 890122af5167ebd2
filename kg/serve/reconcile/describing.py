"""Say in a line what a thing is, so that namesakes can be told apart."""

from collections.abc import Mapping, Sequence

from kg.serve.pages.asker import Asker
from kg.serve.reconcile.candidates import Thing
from kg.serve.reconcile.properties import Fact, facts_of

OF_PEOPLE = ("constituency", "house", "party")


async def descriptions(ask: Asker, things: Mapping[str, Thing]) -> dict[str, str]:
    """Return a line for each thing of which there is something to say: the seats, party and years of a person, the note of
    another in the index of names.
    """
    people = {iri: thing.kind for iri, thing in things.items() if thing.kind == "person"}
    facts = {pid: await facts_of(ask, pid, people) for pid in OF_PEOPLE} if people else {}
    lines = {iri: thing.note for iri, thing in things.items() if thing.note}
    return lines | {iri: person({pid: facts[pid].get(iri, ()) for pid in OF_PEOPLE}) for iri in people}


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
