"""In which place a constituency lies: the smallest of the vocabulary's places that holds it whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kg.model import Kind
from kg.register.compile.constituencies import Row
from kg.register.compile.sources import table, write
from kg.register.names import plain
from kg.register.tables import rows
from kg.vocabulary import load_vocabulary

SINCE = "1974-02-28"
"""Seats of the general election of February 1974 and after: those that the register covers, and their forerunners."""
COUNTIES_AS_NOW = "1983-06-09"
"""From this election on constituencies were drawn inside the counties of 1974."""
LOCAL = {
    "County council",
    "Unitary authority",
    "Metropolitan borough",
    "London borough",
    "Scotland council",
    "Wales LA",
    "Northern Ireland LGD",
}
WHOLE = 99.0
"""Per cent of a constituency's people that make it lie in one authority."""
BODY = (" Council", " Corporation", " City", " County", " Borough", " District", " Metropolitan", " London")
STYLE = ("City of ", "Royal Borough of ", "Council of the ")

Place = str
Found = Mapping[str, tuple[Place, str]]
"""The place of each constituency, by its id, and the source."""


def compile_places(folder: Path, into: Path, constituencies: Mapping[str, Row]) -> Found:
    """Write constituency_places.csv and return it."""
    known = {**_by_areas(folder, constituencies), **_by_authorities(folder, constituencies)}
    found = {**known, **_by_successors(constituencies, known)}
    ordered = sorted(found.items(), key=lambda one: int(one[0]))
    write(into, "constituency_places", "constituency place source", [(id_, *placed) for id_, placed in ordered])
    return found


def line(place: Place) -> tuple[Place, ...]:
    """Return a place and those that it lies in, the smallest first.

    >>> line("colchester")
    ('colchester', 'essex', 'east-of-england', 'england', 'united-kingdom')
    """
    above = load_vocabulary().concepts[f"place/{place}"].above
    return (place, *(line(above[0].removeprefix("place/")) if above else ()))


def holding_all(places: Iterable[Place]) -> Place | None:
    """Return the smallest place that holds all of `places`; of a county and a city in it, the city.

    >>> holding_all(["essex", "england"]), holding_all(["cheshire", "merseyside"])
    ('essex', 'north-west-england')
    """
    lines = [line(place) for place in places]
    smallest = [one for one in lines if not any(one[0] in other[1:] for other in lines)]
    return next((place for place in smallest[0] if all(place in one for one in smallest)), None) if smallest else None


def _by_areas(folder: Path, constituencies: Mapping[str, Row]) -> Found:
    """Parliament's own list of areas, for the seats until 2024; where one is no place of ours, the
    region or nation.
    """
    areas: dict[str, list[str]] = defaultdict(list)
    for row in table(folder, "constituencies/mnis-constituency-areas.tsv", "\t"):
        areas[row["constituency_id"]].append(row["area"])
    found = {}
    for id_, names in areas.items():
        seat = constituencies.get(id_)
        if seat and seat.start >= SINCE and (place := _agreed(seat, names)):
            found[id_] = (place, "openregister")
    return found


def _agreed(row: Row, names: list[str]) -> Place | None:
    """Return the place of the areas, or what holds it and the county that the Commons Library gives."""
    named = [_place_of(name) for name in names]
    if not any(named):
        return None
    place = holding_all(p for p in named if p and (None not in named or _is_region_or_nation(p)))
    county = _place_of(row.county) if row.county else None
    if place and county and county not in line(place) and place not in line(county):
        return next((common for common in line(place) if common in line(county)), None)
    return place


def _is_region_or_nation(place: Place) -> bool:
    return line(place)[1:] in (("england", "united-kingdom"), ("united-kingdom",))


def _by_authorities(folder: Path, constituencies: Mapping[str, Row]) -> Found:
    """The authority that serves a seat of 2024 whole, where it is a place of ours; else its region or nation."""
    by_code = {row.gss: row for row in constituencies.values() if row.gss and not row.end}
    found = {
        row.id: (place, "psephology-2026")
        for row in by_code.values()
        if (place := _place_of(row.region) or _place_of(row.country))
    }
    for row in table(folder, "constituencies/responsibilities_by_constituency-2024.csv"):
        whole = row["type"] in LOCAL and float(row["con_pop_%"]) >= WHOLE and row["con_code"] in by_code
        if whole and (place := _place_of(_area_of(row["area_name"]))):
            found[by_code[row["con_code"]].id] = (place, "responsibilities-2024")
    return found


def _area_of(authority: str) -> str:
    """Return the area that an authority is named after.

    >>> _area_of("Bolton Metropolitan Borough Council"), _area_of("City of Edinburgh Council")
    ('Bolton', 'Edinburgh')
    """
    for style in STYLE:
        authority = authority.removeprefix(style)
    for word in BODY:
        authority = authority.removesuffix(word)
    return authority.removesuffix(" Borough").removesuffix(" Metropolitan").removesuffix(" County")


def _by_successors(constituencies: Mapping[str, Row], known: Found) -> Found:
    """The county of a seat that is known by its nation or region alone, from the seat of its name that replaced it."""
    found: dict[str, tuple[Place, str]] = {}
    for row in sorted(constituencies.values(), key=lambda row: row.start, reverse=True):
        for before in row.replaces:
            older = constituencies.get(before)
            if not older or older.start < COUNTIES_AS_NOW or plain(older.name) != plain(row.name):
                continue
            place, _ = found.get(row.id) or known.get(row.id) or ("", "")
            own, source = known.get(before, ("", ""))
            county = line(place)[-4] if place and len(line(place)) > 3 else ""
            if county and own and len(line(own)) <= 3 and own in line(county):
                found[before] = (county, source)
    return found


@cache
def _by_name() -> Mapping[str, Place]:
    forms: dict[str, set[Place]] = defaultdict(set)
    for concept in load_vocabulary().of(Kind.PLACE):
        for form in concept.forms:
            forms[form].add(concept.ref.removeprefix("place/"))
    kept = {area: place for area, place, _ in rows("area_places")}
    return {form: min(places) for form, places in forms.items() if len(places) == 1} | kept


def _place_of(name: str) -> Place | None:
    return _by_name().get(name)
