"""In which place a constituency lies and which force polices it: what the tables say, and that they agree."""

import csv
from pathlib import Path

import pytest

from kg.extract import Knowledge
from kg.register import load_register
from kg.register.compile.constituencies import Row
from kg.register.compile.policing import force_of, policed_places
from kg.register.compile.whereabouts import holding_all, line

REGISTER = load_register()
PLACE = {lies.constituency: lies.place for lies in REGISTER.whereabouts}
FORCES = {
    id_: {p.force for p in REGISTER.policing if p.constituency == id_}
    for id_ in {p.constituency for p in REGISTER.policing}
}


def seat(name: str, start: str) -> str:
    (id_,) = (c.id for c in REGISTER.constituencies.values() if c.name == name and c.start.isoformat()[:4] == start)
    return id_


@pytest.mark.parametrize(
    ("name", "start", "place", "forces"),
    [
        ("Somerton and Frome", "2010", "somerset", {"avon-and-somerset-constabulary"}),
        ("Somerton and Frome", "1997", "somerset", {"avon-and-somerset-constabulary"}),
        ("Amber Valley", "2024", "derbyshire", {"derbyshire-constabulary"}),
        ("Glasgow Central", "2005", "glasgow", {"police-scotland"}),
        ("Glasgow Central", "1983", "scotland", set()),
        ("Belfast East", "2010", "northern-ireland", {"police-service-of-northern-ireland"}),
        ("Colchester", "2010", "essex", {"essex-police"}),
        ("Colchester", "1997", "essex", set()),  # Essex was not wholly Essex Police's until 2000
        ("Merthyr Tydfil and Rhymney", "2010", "wales", {"south-wales-police", "gwent-police"}),
        (
            "Cities of London and Westminster",
            "2010",
            "london",
            {"metropolitan-police-service", "city-of-london-police"},
        ),
        ("Cities of London and Westminster", "1997", "london", set()),
    ],
)
def test_a_seat_lies_in_its_place_and_has_its_forces(name: str, start: str, place: str, forces: set[str]) -> None:
    assert PLACE[seat(name, start)] == place
    assert FORCES.get(seat(name, start), set()) == forces


def test_every_seat_of_england_and_wales_since_2010_has_a_force() -> None:
    since = [c.id for c in REGISTER.constituencies.values() if c.start.year >= 2010]
    assert len(since) == 591 + 650
    assert [id_ for id_ in since if id_ not in FORCES] == []


def test_a_seat_with_several_forces_says_the_share_of_each() -> None:
    for id_, forces in FORCES.items():
        shares = [p.share for p in REGISTER.policing if p.constituency == id_]
        assert all(shares) if len(forces) > 1 else not any(shares)


def test_the_table_of_counties_agrees_with_the_outlines() -> None:
    """Of each seat that one force polices by its outline, the county's force is that force or not known."""
    compared = 0
    for policing in REGISTER.policing:
        if policing.source == "place_forces" or policing.share:
            continue
        c = REGISTER.constituencies[policing.constituency]
        row = Row(c.id, c.name, c.start.isoformat(), c.end.isoformat() if c.end else "")
        by_county = force_of(row, PLACE[c.id]) if c.id in PLACE else None
        assert by_county in (None, policing.force), c.name
        compared += by_county is not None
    assert compared > 1000


def test_places_and_forces_are_those_of_the_vocabulary(known: Knowledge) -> None:
    places = {*PLACE.values(), *policed_places()}
    forces = {p.force for p in REGISTER.policing} | {p.force for p in REGISTER.policed_places}
    assert [place for place in places if f"place/{place}" not in known.vocabulary.concepts] == []
    assert [f for f in forces if "PoliceForce" not in known.vocabulary.concepts[f"agency/{f}"].classes] == []


def test_a_town_lies_in_a_county_of_its_force() -> None:
    """A town takes the force of what it lies in, so nothing may lie in a county that another force polices."""
    for place, policed in policed_places().items():
        for around in line(place)[1:]:
            others = [p.force for p in policed_places().get(around, []) if not p.excepted]
            assert {p.force for p in policed} >= set(others), place


@pytest.mark.samples
def test_the_unverified_regional_units_are_still_marked(samples: Path, known: Knowledge) -> None:
    rows = csv.DictReader((samples / "register/police/rocus.csv").read_text("utf-8").splitlines())
    marked = [row["name"] for row in rows if "UNVERIFIED" in row["source"] + row["lead_or_note"]]
    text = "".join(file.read_text("utf-8") for file in known.vocabulary.files if file.name == "police.ttl")
    assert len(marked) == text.count("not verified") + text.count("UNVERIFIED") == 2


def test_the_smallest_place_that_holds_several() -> None:
    assert holding_all(["essex", "england"]) == "essex"
    assert holding_all(["kent", "surrey"]) == "south-east-england"
    assert holding_all([]) is None
