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
    as_printed = (
        attribute_named(printed, house, on, register) if printed.identifier or "," not in (printed.name or "") else None
    )
    unknown = as_printed or Attribution(Status.UNKNOWN, "no-evidence")
    if not register.covers(house, on):
        return attribute_named(printed, house, on, register) or unknown
    if unknown.person or not printed.name:
        return unknown
    seat = _full_seat(printed.constituency, on, register)
    names = [*full_names(printed.name)] or [printed.name]
    readings = [attribute_named(replace(printed, name=name, constituency=seat), house, on, register) for name in names]
    found = {one.person: one for one in readings if one and one.person}
    return found.popitem()[1] if len(found) == 1 else next(filter(None, readings), unknown)


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


def _full_seat(listed: str | None, on: date, register: Register) -> str | None:
    """Return the seat of a list with its point of the compass written out ("Aberdeen N"), as listed where that is none."""
    *place, point = (listed or "").replace(".", "").split() or [""]
    first, *rest = (listed or "").replace(".", "").split() or [""]
    written = [
        f"{' '.join(place)} {_points().get(point, point)}",
        f"{_points().get(point, point)} {' '.join(place)}",
        f"{_points().get(first, first)} {' '.join(rest)}",
    ]
    return next((name for name in written if register.constituencies_named(name, on)), listed)


@cache
def _points() -> dict[str, str]:
    return {row["letters"]: row["point"] for row in table(Path(__file__).parent / "points.csv")}


@cache
def _ranks() -> dict[str, tuple[str, ...]]:
    """Return what the letters of a rank stand for, before the title: "E" is "Earl" or "Earl of"."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table(Path(__file__).parent / "ranks.csv"):
        found[row["letters"]] = (*found.get(row["letters"], ()), row["title"])
    return found
