"""Who cast each vote of a division: by the source's id, else by the name as division lists print it.

Lists give the surname first and ranks by letter: "Ancram, rh Mr. Michael", "Anelay of St Johns, B.". Such a name is
turned into those that the register may have, and is somebody's only where all of these together are one person's.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from kg.model import Attribution, Debate, House, Printed, Ref, Status
from kg.register import Register
from kg.resolve.speakers import attribute_named
from kg.tables import table

HONOURS = re.compile(r"\b(?:rh|Rt\.? ?Hon\.?|Hon\.?|Q\.?C\.?)(?=\s|$)", re.IGNORECASE)


def voters(debate: Debate, register: Register) -> tuple[tuple[Attribution, ...], ...]:
    """Return who is meant by each vote of each division of `debate`."""
    house, on = debate.venue.house, debate.date
    return tuple(
        tuple(listed(vote.printed, house, on, register) for vote in division.votes) for division in debate.divisions
    )


def proxies(debate: Debate, register: Register) -> tuple[tuple[Ref | None, ...], ...]:
    """Return who cast each vote for another member, None where nobody did or the name is not one person's."""
    house, on = debate.venue.house, debate.date
    return tuple(
        tuple(
            listed(Printed(vote.proxy, vote.proxy), house, on, register).person if vote.proxy else None
            for vote in division.votes
        )
        for division in debate.divisions
    )


def listed(printed: Printed, house: House, on: date, register: Register) -> Attribution:
    """Return who is meant by a name on a division list. Before the register begins it stands as the list has it."""
    as_printed = attribute_named(printed, house, on, register) or Attribution(Status.UNKNOWN, "no-evidence")
    if as_printed.person or not printed.name or not register.covers(house, on):
        return as_printed
    readings = [attribute_named(replace(printed, name=name), house, on, register) for name in full_names(printed.name)]
    found = {one.person: one for one in readings if one and one.person}
    return found.popitem()[1] if len(found) == 1 else as_printed


def full_names(listed: str) -> Iterator[str]:
    """Yield the names that a name of a division list may stand for.

    >>> list(full_names("Ancram, rh Mr. Michael")), list(full_names("Addington, L."))
    (['Mr. Michael Ancram'], ['Lord Addington'])
    """
    surname, _, rest = (part.strip() for part in listed.partition(","))
    rest = " ".join(HONOURS.sub(" ", rest).split())
    if not rest:
        return
    ranks = _ranks().get(rest.rstrip("."), ())
    yield from (f"{rank} {surname}" for rank in ranks)
    if not ranks:
        yield f"{rest} {surname}"


@cache
def _ranks() -> dict[str, tuple[str, ...]]:
    """Return what the letters of a rank stand for, before the title: "E" is "Earl" or "Earl of"."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table(Path(__file__).parent / "ranks.csv"):
        found[row["letters"]] = (*found.get(row["letters"], ()), row["title"])
    return found
