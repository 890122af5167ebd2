"""Compile the agencies that public lists know: python tools/compile_vocabulary.py REGISTERS ontology/

Writes government.ttl (the organisations of GOV.UK, and past departments by the Institute for Government) and
police.ttl (forces, regional organised crime units, police and crime commissioners). What the lists lack, and how
Members call these bodies besides, is kept by hand in agencies.ttl: statements there add to those made here.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from kg.iris import slug
from kg.register.compile.departments import department_slugs, govuk_organisations
from kg.register.compile.sources import document, table

sys.path.insert(0, str(Path(__file__).parent))
from compile_agencies import Says, bodies, committees, council_guards, councils, labels_of, literal, services

PREFIXES = """@prefix guard: <https://w3id.org/hansard-kg/guard/> .
@prefix agency: <https://w3id.org/hansard-kg/agency/> .
@prefix hkg: <https://w3id.org/hansard-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DEPARTMENTS = {"Ministerial department", "Non-ministerial department"}
UNNAMED_ALONE = {
    "Monitor",
    "Tate",
    "Dounreay",
    "LocatED",
    "Firebuy",
    "SITPRO",
    "PackUK",
    "Platform4",
    "Capacitybuilders",
    "Civil Service",
}
"""Titles that are everyday words or names of other things: no written form by themselves."""
ONE_BODY = {
    "department-for-digital-culture-media-sport": "department-for-digital-culture-media-and-sport",
    "department-of-the-environment-transport-and-the-regions": "department-of-environment-transport-and-the-regions",
    "department-of-constitutional-affairs": "department-for-constitutional-affairs",
    "office-of-telecommunications": "oftel",
}
"""Bodies that GOV.UK files under another slug than the register has, or twice."""

CHANGEOVER = 10
"""The days within which one department ends and the next begins, by the Institute for Government's dates."""


def day(words: str) -> str:
    return f'"{words[:10]}"^^xsd:date'


def block(ref: str, says: Says) -> str:
    lines = [f"    {predicate} {' , '.join(dict.fromkeys(values))}" for predicate, values in says.items() if values]
    return f"{ref}\n" + " ;\n".join(lines) + " .\n"


def government(folder: Path) -> dict[str, Says]:
    """Return what is said of each organisation of GOV.UK and each past department that it lacks."""
    acronyms = {row[0] for row in csv.reader((Path(__file__).parent / "acronyms.csv").open(encoding="utf-8"))}
    found: dict[str, Says] = {}
    for organisation in govuk_organisations(folder):
        key = organisation["details"]["slug"]
        if key not in ONE_BODY or ONE_BODY[key] not in found:
            found[ONE_BODY.get(key, key)] = _organisation(organisation, acronyms)
    for key, says in _departments(folder).items():
        if key in found:
            says = {
                **says,
                "a": [],
                "skos:prefLabel": [],
                "skos:altLabel": [*says["skos:prefLabel"], *says["skos:altLabel"]],
            }
            for dated in ("schema:foundingDate", "schema:dissolutionDate"):
                found[key].pop(dated, None)
        for predicate, values in says.items():
            found.setdefault(key, {}).setdefault(predicate, []).extend(values)
    for says in found.values():
        label = says["skos:prefLabel"][0]
        says["skos:altLabel"] = sorted({alt for alt in says.get("skos:altLabel", []) if alt != label})
        says["org:subOrganizationOf"] = sorted(
            parent for parent in set(says.get("org:subOrganizationOf", [])) if parent.removeprefix("agency:") in found
        )
    return found


def _organisation(organisation: dict, acronyms: set[str]) -> Says:
    details, title = organisation["details"], " ".join(organisation["title"].split())
    plain = re.sub(r"\s*\([A-Zx0-9]+\)$", "", title)
    forms = {plain.replace("&", "and"), plain.removeprefix("The "), plain} - {title}
    if plain.startswith("HM "):
        forms |= {f"{whose} Majesty's {plain[3:].replace('&', 'and')}" for whose in ("Her", "His")}
    short = (details.get("abbreviation") or "").strip()
    named = title not in UNNAMED_ALONE
    return {
        "a": ["hkg:GovernmentDepartment" if organisation["format"] in DEPARTMENTS else "hkg:Agency"],
        "skos:prefLabel": [literal(title)],
        "skos:altLabel": [literal(form) for form in sorted(forms) if named]
        + ([literal(short)] if short in acronyms else []),
        "skos:notation": [json.dumps(short)] if short and short not in acronyms else [],
        "schema:dissolutionDate": [day(details["closed_at"])] if details.get("closed_at") else [],
        "org:subOrganizationOf": [
            f"agency:{ONE_BODY.get(parent, parent)}"
            for parent in (one["id"].rpartition("/")[2] for one in organisation["parent_organisations"])
        ],
        "dcterms:isReplacedBy": sorted(
            f"agency:{ONE_BODY.get(after, after)}"
            for after in (one["id"].rpartition("/")[2] for one in organisation["superseding_organisations"])
        ),
        "schema:sameAs": [f"<{organisation['web_url']}>"] if organisation.get("web_url") else [],
        "dcterms:source": ['"GOV.UK organisations, 2026-08-22"'],
    }


def department_refs(folder: Path) -> Mapping[str, str]:
    """Return the slug of each department by the Institute for Government's id.

    Of two that bore one name the later has the slug of GOV.UK; the earlier adds its years.
    """
    slugs = department_slugs(folder)
    listed = sorted(table(folder, "ministers-ifg/organisation.csv"), key=lambda row: row["start_date"])
    last = {row["name"]: row["id"] for row in listed}
    return {
        row["id"]: slugs[row["name"]]
        if last[row["name"]] == row["id"]
        else f"{slug(row['name'])}-{row['start_date'][:4]}-{row['end_date'][:4]}"
        for row in listed
    }


def _departments(folder: Path) -> dict[str, Says]:
    """Past and present departments with their dates, parents and what they replaced."""
    slugs, refs = department_slugs(folder), department_refs(folder)
    listed = {row["id"]: row for row in table(folder, "ministers-ifg/organisation.csv")}
    found = {
        refs[id_]: _department(row, refs[id_], slugs[row["name"]])
        for id_, row in listed.items()
        if "Whips" not in row["name"]
    }
    for link in table(folder, "ministers-ifg/organisation_link.csv"):
        before, after = link["predecessor_organisation_id"], link["successor_organisation_id"]
        if _is_succession(link, listed[before], listed[after]):
            found[refs[after]].setdefault("dcterms:replaces", []).append(f"agency:{refs[before]}")
    return found


def _department(row: Mapping[str, str], ref: str, kept: str) -> Says:
    """Return what is said of a department; one that is not the last of its name says its years in its label.

    `kept` is the slug under which the register keeps the ministers of both.
    """
    years = re.search(r"-(\d{4})-(\d{4})$", ref)
    label = f"{row['name']} ({years[1]} to {years[2]})" if years else row["name"]
    return {
        "a": ["hkg:GovernmentDepartment"],
        "skos:prefLabel": [literal(label)],
        "skos:altLabel": [literal(row["name"])] * bool(years) + [literal(name) for name in _misnamed(row["name"])],
        "schema:foundingDate": [day(row["start_date"])] if row["start_date"] else [],
        "schema:dissolutionDate": [day(row["end_date"])] if row["end_date"] else [],
        "hkg:answeredBy": [f"agency:{kept}"] if years else [],
        "dcterms:source": ['"Institute for Government, Ministers Database 2.1.0"'],
    }


def _misnamed(name: str) -> Iterator[str]:
    """Members say "Department of" for "Department for", and the other way about.

    >>> list(_misnamed("Department for Transport")), list(_misnamed("Home Office"))
    (['Department of Transport'], [])
    """
    for one, other in (("Department for ", "Department of "), ("Department of ", "Department for ")):
        if name.startswith(one):
            yield name.replace(one, other)


def _is_succession(link: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Tell whether one department took another's place: the one ended as the other began.

    A transfer of functions between two that go on, or a department cut out of one that goes on, is no succession.
    """
    ended, began = before["end_date"], after["start_date"]
    return bool(ended and began) and abs((date.fromisoformat(ended) - date.fromisoformat(began)).days) <= CHANGEOVER


def police(folder: Path) -> Iterator[tuple[str, Says]]:
    """Yield what is said of each force, regional unit and commissioner."""
    forces = table(folder, "police/police-forces.csv")
    refs = {force["force_id"]: f"agency:{slug(force['name'])}" for force in forces}
    for force in forces:
        yield refs[force["force_id"]].removeprefix("agency:"), _force(force)
    for unit in table(folder, "police/rocus.csv"):
        yield slug(unit["name"]), _unit(unit, refs)
    for force in forces:
        if force["pfa_gss"] and force["force_id"] not in ("metropolitan", "city-of-london"):
            yield f"police-and-crime-commissioner-for-{slug(force['pfa_name'])}", _commissioner(force)


def _force(force: dict[str, str]) -> Says:
    name = force["name"].replace("&", "and")
    area = re.sub(r" (?:Police Service|Police|Constabulary)$", "", name)
    forms = {
        force["name"],
        area + " police",
        area + " Police",
        area + " constabulary",
        area + " Constabulary",
        area + " police force",
    }
    forms |= {form.replace(" and ", " & ") for form in forms}
    if name.startswith(("Police ", "Ministry", "British", "Civil")):
        forms = {
            force["name"],
            name,
            name.replace(" Police", " police"),
            name.replace(" Constabulary", " constabulary"),
        }
    return {
        "a": ["hkg:PoliceForce"],
        "skos:prefLabel": [literal(name)],
        "skos:hiddenLabel": [literal(form) for form in sorted(forms - {name})],
        "skos:notation": [json.dumps(force["pfa_gss"])] if force["pfa_gss"] else [],
        "dcterms:source": ['"ONS police force areas, December 2022; Home Office police force register"'],
    }


def _unit(unit: dict[str, str], refs: dict[str, str]) -> Says:
    others = [name for name in unit["other_names"].split("|") if name not in ("Titan", "Zephyr", "Tarian")]
    return {
        "a": ["hkg:RegionalOrganisedCrimeUnit"],
        "skos:prefLabel": [
            literal(unit["name"] if unit["rocu_code"] != "LONDON" else "London regional organised crime unit")
        ],
        "skos:altLabel": [literal(name) for name in others],
        "skos:hiddenLabel": [
            literal(name.replace("Regional Organised Crime Unit", "regional organised crime unit"))
            for name in [unit["name"]]
            if "Regional Organised" in name
        ],
        "org:classification": ["agency:regional-organised-crime-units"],
        "skos:editorialNote": [literal(unit["lead_or_note"])] if "UNVERIFIED" in unit["lead_or_note"] else [],
        "hkg:memberForce": [refs[force] for force in unit["member_forces"].split("|")],
        "dcterms:source": [
            json.dumps(unit["source"] if unit["source"] != "UNVERIFIED" else "general knowledge, not verified")
        ],
    }


def _commissioner(force: dict[str, str]) -> Says:
    area = force["pfa_name"].replace("&", "and")
    forms = {
        f"{area} police and crime commissioner",
        f"{area} Police and Crime Commissioner",
        f"police and crime commissioner for {area}",
        f"{area}'s police and crime commissioner",
        f"{area} PCC",
        f"PCC for {area}",
    }
    return {
        "a": ["hkg:Agency"],
        "skos:prefLabel": [literal(f"Police and Crime Commissioner for {area}")],
        "skos:hiddenLabel": [literal(form) for form in sorted(forms)],
        "schema:foundingDate": [day("2012-11-22")],
        "org:classification": ["agency:police-and-crime-commissioners"],
        "org:linkedTo": [f"agency:{slug(force['name'])}"],
        "dcterms:source": ['"Police Reform and Social Responsibility Act 2011"'],
    }


def responsible_bodies(folder: Path) -> set[str]:
    """Return the bodies that serve a constituency: councils, forces, fire services, health boards and others."""
    listed = table(folder, "constituencies/responsibilities-2024.csv")
    return {name.strip() for row in listed for name in row["responsible_bodies"].split(";")}


def is_council(name: str) -> bool:
    """Tell a council from a planning or fire authority.

    >>> is_council("Leeds City Council"), is_council("Tees Valley Combined Authority"), is_council("Leeds Local Planning Authority")
    (True, True, False)
    """
    named = re.search(
        r"Council$|^Council of|^Royal Borough of|Combined (?:County )?Authority$|^City of London Corporation", name
    )
    return bool(named)


def area_codes(folder: Path) -> dict[str, list[str]]:
    """Return the GSS codes of local authority districts by their names (ONS, December 2022)."""
    codes: dict[str, list[str]] = defaultdict(list)
    for feature in document(folder, "police/lad-2022-ew.geojson")["features"]:
        name = feature["properties"]["name"]
        for place in {
            name,
            re.sub(r"^City of |, (?:City|County) of$", "", name),
            re.sub(r", (?:City|County) of$", "", name),
        }:
            codes[place].append(feature["properties"]["id"])
    return codes


def merged(pairs: Iterable[tuple[str, Says]]) -> dict[str, Says]:
    """Return what is said of each ref, whatever the order in which it is said."""
    found: dict[str, Says] = {}
    for ref, says in pairs:
        of_ref = found.setdefault(ref, {})
        for predicate, values in says.items():
            of_ref.setdefault(predicate, []).extend(values)
    return found


def write(into: Path, name: str, found: Mapping[str, Says], more: str = "") -> None:
    head = f"# Compiled by tools/compile_vocabulary.py: do not edit, add to agencies.ttl.\n\n{PREFIXES}\n"
    blocks = "\n".join(block(f"agency:{ref}", found[ref]) for ref in sorted(found))
    (into / f"{name}.ttl").write_text(head + blocks + more, "utf-8")


def main(folder: Path, into: Path) -> None:
    named = responsible_bodies(folder)
    of_government, of_police = government(folder), merged(police(folder))
    of_councils = merged(councils(filter(is_council, named), area_codes(folder)))
    of_bodies = merged(bodies(labels_of({**by_hand(into), **of_government, **of_police, **of_councils})))
    for ref, says in of_bodies.items():
        for dated in ("schema:foundingDate", "schema:dissolutionDate"):
            if says.get(dated) and ref in of_government:
                of_government[ref][dated] = []
    write(into, "government", of_government)
    write(into, "police", of_police)
    write(into, "agencies-councils", of_councils, "\n" + council_guards(of_councils))
    write(into, "agencies-committees", merged(committees()))
    write(into, "agencies-services", merged(services(named)))
    write(into, "agencies-bodies", of_bodies)


def by_hand(into: Path) -> dict[str, Says]:
    """Return the labels of agencies.ttl, which is kept by hand."""
    blocks = re.findall(
        r"^agency:(\S+)\s+a hkg:\w+ ;\s+skos:prefLabel (\"[^\"]+\"@en)",
        (into / "agencies.ttl").read_text("utf-8"),
        re.MULTILINE,
    )
    return {ref: {"skos:prefLabel": [label]} for ref, label in blocks}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
