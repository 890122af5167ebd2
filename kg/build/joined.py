"""Votes from a document of their own: the API gives a debate in one answer and the lists of its division in another."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg import iris
from kg.build.load import Renaming, companions
from kg.build.parts import DivisionHead, Head, Part
from kg.build.plan import Choice, Plan
from kg.build.stored import votes_of
from kg.model import Ref


def joined_lines(part: Part, chosen: Plan, base: str) -> Iterator[bytes]:
    """Yield the votes of `part` whose debate another document gives, which has that division without its lists, or not
    at all.
    """
    heads = {head.key: head for head in part.heads}
    for choice in chosen.choices:
        for other in companions(choice):
            if not other.stored and other.source == part.source and other.key in heads:
                yield from _votes(part, heads[other.key], choice, base)


def kept_votes(store: ox.Store, chosen: Plan, base: str) -> Iterator[bytes]:
    """Yield the votes that `store` has of a division whose debate is given anew, without its lists."""
    for choice in chosen.choices:
        for before in (other for other in choice.others if other.stored and not choice.entry.stored):
            for old, new in _moves(before.key, before.divisions, choice):
                rename = Renaming({old: new}, base)
                yield from map(rename, _stored_lines(store, old, before.key, base))


def _stored_lines(store: ox.Store, division: Ref, key: Ref, base: str) -> Iterator[bytes]:
    for vote in votes_of(store, iris.absolute(division, base), iris.absolute(iris.stated_graph(key), base)):
        quads = store.quads_for_pattern(ox.NamedNode(vote), None, None)
        yield ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def _moves(key: Ref, divisions: Sequence[DivisionHead], choice: Choice) -> Iterator[tuple[Ref, Ref]]:
    """Yield the division of `key` and that of the chosen debate which is the same and has no lists; one that the chosen
    debate lacks comes after those that it has.
    """
    more = len(choice.entry.divisions)
    for place, division in enumerate(divisions, 1):
        same = [at for at, one in enumerate(choice.entry.divisions, 1) if _is_one(division, one)]
        if division.votes and not same:
            more += 1
            yield iris.division(key, place), iris.division(choice.key, more)
        elif division.votes and not choice.entry.divisions[same[0] - 1].votes:
            yield iris.division(key, place), iris.division(choice.key, same[0])


def _votes(part: Part, head: Head, choice: Choice, base: str) -> Iterator[bytes]:
    moves = dict(_moves(head.key, head.divisions, choice))
    if not moves:
        return
    rename = Renaming({**moves, head.key: choice.key}, base)
    there = {iris.division(choice.key, at) for at in range(1, len(choice.entry.divisions) + 1)}
    starts = tuple(f"<{iris.absolute(to, base)}{'/' if to in there else ''}".encode() for to in moves.values())
    with part.path.open("rb") as file:
        file.seek(head.begin)
        lines = rename(file.read(head.end - head.begin)).splitlines(keepends=True)
    yield from (line for line in lines if line.startswith(starts))


def _is_one(division: DivisionHead, other: DivisionHead) -> bool:
    """Two divisions of one debate are one where an id is equal, else the number."""
    ids = [{identifier.casefold() for identifier in one.identifiers} for one in (division, other)]
    return bool(ids[0] & ids[1]) or (division.number is not None and division.number == other.number)
