"""Compile the smaller places that public lists know: python tools/compile_places.py REGISTERS ontology/

Writes places-smaller.ttl: the local authority districts of England and Wales (ONS), the places that constituencies are
named after, and the towns and villages of places/towns.csv, as far as places.ttl lacks them. A name of one word is
guarded: many are surnames or everyday words as well. One of several words stands for itself.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.iris import slug
from kg.model import Kind
from kg.vocabulary import load_vocabulary

HEAD = """# Compiled by tools/compile_places.py: do not edit, add to places.ttl.

@prefix place: <https://w3id.org/hansard-kg/place/> .
@prefix guard: <https://w3id.org/hansard-kg/guard/> .
@prefix hkg: <https://w3id.org/hansard-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
NATIONS = {"E": "england", "W": "wales", "S": "scotland", "N": "northern-ireland"}
OF_OTHER_THINGS = frozenset(
    [
        "West",
        "Pavilion",
        "Riverside",
        "Downs",
        "Down",
        "Test",
        "Battle",
        "Dollar",
        "Old Bexley",
        "Old Southwark",
        "Moor View",
        "Queen's Park",
        "Gordon",
        "Ross",
        "Hamilton",
        "Wellington",
        "Kingston",
        "Kimberley",
        "Shirley",
        "Lauderdale",
        "Walton",
        "Eastwood",
        "Middleton",
        "Stone",
        "Deal",
        "Sale",
        "Sandwich",
        "The Border",
        "Kelvin",
        "Hayes",
        "Norwood",
        "Louth",
        "Crosby",
        "Houghton",
        "Sherwood",
        "Warley",
        "Denton",
        "Morley",
        "Poplar",
        "Hallam",
        "Stortford",
        "Grinstead",
        "Bromwich",
        "Kilbride",
        "Richmond (Yorks)",
        "Cunninghame",
        "Hyde",
        "Hillsborough",
        "Bourne",
        "Woodstock",
        "Sedgefield",
        "Shields",
        "Alyn",
        "Carrick",
        "Loudoun",
    ]
)
"""Names of constituencies, or halves of names, that are mostly said of people, of other places or of things."""
CITY = re.compile(
    r"(?:Birmingham|Brighton|Liverpool|Manchester|Plymouth|Sheffield|Southampton|Bangor|Ealing|Ceredigion) "
)
BEFORE = [
    "in",
    "of",
    "at",
    "from",
    "near",
    "to",
    "for",
    "around",
    "outside",
    "across",
    "between",
    "towards",
    "and",
    "including",
    "throughout",
    "by",
    "with",
    "via",
    "through",
    "into",
    "within",
    "or",
    "about",
    "visit",
    "visited",
    "visiting",
    "against",
    "on",
    "over",
    "both",
    "beyond",
    "past",
    "like",
    "leave",
    "left",
    "reach",
    "reached",
    "than",
    "off",
    "under",
    "nearby",
    "along",
    "upon",
    "serving",
    "behind",
    "toward",
    "called",
]
QUARTER = r"(?:North|South|East|West|Mid|Central|Northern|Southern|Eastern|Western|Inner|Outer|Upper|Lower)"
WHOLE = re.compile(rf"(?:{QUARTER}(?:[ -]{QUARTER})?[ -])?(.+?)(?:[ ,]+{QUARTER}(?:[ -]{QUARTER})?)?$")
NO_PLACE = re.compile(
    r"\b(?:Universit|Division|Borough|Boroughs|County|District|Isle|Isles|Vale|City|Cities|Valley|Central)\b"
)


def districts(registers: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the name, nation and source of each district."""
    areas = json.loads((registers / "police/lad-2022-ew.geojson").read_text(encoding="utf-8"))["features"]
    for area in areas:
        name = area["properties"]["name"]
        if "," not in name:
            yield name, NATIONS[area["properties"]["id"][0]], "ONS, local authority districts, December 2022"


def namesakes(constituencies: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the name, nation and source of each place in the name of a constituency that has a code."""
    with constituencies.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for part in re.split(r",? and |, ", row["name"]) if row["gss"] else ():
                name = WHOLE.fullmatch(part.strip())
                if name and _is_place(name[1]):
                    yield name[1], NATIONS[row["gss"][0]], "UK Parliament, names of constituencies"


def towns(table: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the name, what it lies in, and the source of each town or village."""
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["name"], row["within"], "general knowledge"


def _is_place(name: str) -> bool:
    is_odd = NO_PLACE.search(name) or CITY.match(name) or name in OF_OTHER_THINGS or " - " in name
    return len(name) > 3 and name[0].isupper() and not is_odd


def blocks(found: Iterator[tuple[str, str, str]], kind: str, known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the block of each place that is not known."""
    for name, nation, source in sorted(set(found)):
        if name.lower() not in known:
            known.add(name.lower())
            yield (
                name,
                f'place:{slug(name)}\n    a hkg:Place ;\n    skos:prefLabel "{name}"@en ;\n    dcterms:type "{kind}" ;\n'
                f'    schema:containedInPlace place:{nation} ;\n    dcterms:source "{source}" .\n',
            )


def guard(names: list[str]) -> str:
    """Return one guard of the names of one word: after which words they are places."""
    return (
        f"guard:place-smaller\n    a hkg:Guard ;\n    hkg:form {' , '.join(json.dumps(name) for name in names)} ;\n"
        f"    hkg:kind hkg:Place ;\n    hkg:onlyAfter {' , '.join(json.dumps(word) for word in BEFORE)} ;\n"
        '    rdfs:comment "the name of a small place is often a surname or another thing’s"@en .\n'
    )


def main(registers: Path, into: Path) -> None:
    """Write the file anew; what the other files of the vocabulary have is left out."""
    target = into / "places-smaller.ttl"
    target.write_text(HEAD, "utf-8")
    known = {form.lower() for concept in load_vocabulary().concepts.values() for form in concept.forms}
    taken = {concept.ref for concept in load_vocabulary().of(Kind.PLACE)}
    register = Path(__file__).parent.parent / "kg/register/data/constituencies.csv"
    table = Path(__file__).parent / "places/towns.csv"
    made = [
        *blocks(districts(registers), "district", known),
        *blocks(namesakes(register), "town or area", known),
        *blocks(towns(table), "town or village", known),
    ]
    made = [(name, block) for name, block in made if f"place/{slug(name)}" not in taken]
    parts = [HEAD, *(block for _, block in made), guard([name for name, _ in made if " " not in name])]
    target.write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
