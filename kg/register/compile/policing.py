"""Which police force polices a constituency, for the sets of boundaries that the sources allow; else nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from kg.iris import slug
from kg.register.compile.constituencies import Row
from kg.register.compile.sources import table, write
from kg.register.compile.whereabouts import COUNTIES_AS_NOW, Found, line
from kg.register.tables import PolicedPlace, policed_place, rows

Policed = tuple[str, str, str, str]
"""Constituency, force, the share of the seat where it has several forces, source."""


def compile_forces(folder: Path, into: Path, constituencies: Mapping[str, Row], places: Found) -> None:
    """Write constituency_forces.csv."""
    forces = {
        row["pfa_gss"]: slug(row["name"].replace("&", "and")) for row in table(folder, "police/police-forces.csv")
    }
    found = [*_of_2010(folder, constituencies, forces), *_of_2024(folder, constituencies, forces)]
    done = {constituency for constituency, *_ in found}
    for id_, (place, _) in places.items():
        if id_ not in done and (force := force_of(constituencies[id_], place)):
            found.append((id_, force, "", "place_forces"))
    write(
        into,
        "constituency_forces",
        "constituency force share source",
        sorted(found, key=lambda one: (int(one[0]), one[1])),
    )


def _of_2010(folder: Path, constituencies: Mapping[str, Row], forces: Mapping[str, str]) -> Iterator[Policed]:
    """England and Wales, boundaries of 2010: by the overlap of the outlines."""
    by_code = {row.gss: row.id for row in constituencies.values() if row.gss and row.end}
    for row in table(folder, "police/derived_pcon2010_pfa.csv"):
        share = float(row["area_share"])
        shown = f"{share:.3f} of the area" if share < PARTED else ""
        yield by_code[row["pcon10_gss"]], forces[row["pfa_gss"]], shown, "ons-2022"


def _of_2024(folder: Path, constituencies: Mapping[str, Row], forces: Mapping[str, str]) -> Iterator[Policed]:
    """England and Wales, boundaries of 2024: as the Commons Library lists the bodies that serve a seat."""
    by_code = {row.gss: row.id for row in constituencies.values() if row.gss and not row.end}
    for row in table(folder, "constituencies/responsibilities_by_constituency-2024.csv"):
        if row["type"] == "Police Force Area" and (share := float(row["con_pop_%"])):
            shown = f"{share / 100:.3f} of the people" if share < 100 * PARTED else ""
            yield by_code[row["con_code"]], forces[row["area_code"]], shown, "responsibilities-2024"


NATIONS = ("scotland", "northern-ireland")
"""Policed by one force since a day that lies within the time of a set of boundaries."""
PARTED = 0.97
"""Below this share a seat lies in more than one force's area; what is above differs by the drawing of outlines."""


def force_of(row: Row, place: str) -> str | None:
    """Return the force of the smallest area around a seat that one force polices whole, all the time of the seat.

    A force that was founded later (Police Scotland) polices the seat from then on, and has its own date.
    """
    on = date.fromisoformat(row.start)
    for around in line(place):
        for listed in policed_places().get(around, ()):
            if row.name in listed.excepted or (row.end and row.end <= listed.start.isoformat()):
                continue
            founded_later = around in NATIONS
            return listed.force if founded_later or (row.start >= COUNTIES_AS_NOW and on >= listed.start) else None
    return None


@cache
def policed_places() -> Mapping[str, list[PolicedPlace]]:
    """Return the rows of place_forces.csv, which is kept by hand, by place."""
    found: dict[str, list[PolicedPlace]] = defaultdict(list)
    for row in rows("place_forces"):
        found[row[0]].append(policed_place(row))
    return found
