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
from collections.abc import Iterator
from pathlib import Path

from kg.iris import slug
from kg.register.compile.departments import department_slugs, govuk_organisations
from kg.register.compile.sources import table

PREFIXES = """@prefix agency: <https://w3id.org/hansard-kg/agency/> .
@prefix hkg: <https://w3id.org/hansard-kg/ontology#> .
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

Says = dict[str, list[str]]


def literal(words: str) -> str:
    return json.dumps(" ".join(words.split()), ensure_ascii=False) + "@en"


def day(words: str) -> str:
    return f'"{words[:10]}"^^xsd:date'


def block(ref: str, says: Says) -> str:
    lines = [f"    {predicate} {' , '.join(dict.fromkeys(values))}" for predicate, values in says.items() if values]
    return f"{ref}\n" + " ;\n".join(lines) + " .\n"


def government(folder: Path) -> Iterator[str]:
    """Yield a block for each organisation of GOV.UK and each past department that it lacks."""
    acronyms = {row[0] for row in csv.reader((Path(__file__).parent / "acronyms.csv").open(encoding="utf-8"))}
    found: dict[str, Says] = {}
    for organisation in govuk_organisations(folder):
        found[organisation["details"]["slug"]] = _organisation(organisation, acronyms)
    for key, says in _departments(folder).items():
        if key in found:
            says = {**says, "a": [], "skos:prefLabel": [], "skos:altLabel": says["skos:prefLabel"]}
        for predicate, values in says.items():
            found.setdefault(key, {}).setdefault(predicate, []).extend(values)
    for key in sorted(found):
        says = found[key]
        label = says["skos:prefLabel"][0]
        says["skos:altLabel"] = sorted({alt for alt in says.get("skos:altLabel", []) if alt != label})
        says["org:subOrganizationOf"] = sorted(
            parent for parent in set(says.get("org:subOrganizationOf", [])) if parent.removeprefix("agency:") in found
        )
        yield block(f"agency:{key}", says)


def _organisation(organisation: dict, acronyms: set[str]) -> Says:
    details, title = organisation["details"], " ".join(organisation["title"].split())
    plain = re.sub(r"\s*\([A-Zx0-9]+\)$", "", title)
    forms = {plain.replace("&", "and"), plain.removeprefix("The "), plain} - {title}
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
            f"agency:{parent['id'].rpartition('/')[2]}" for parent in organisation["parent_organisations"]
        ],
        "dcterms:isReplacedBy": sorted(
            f"agency:{o['id'].rpartition('/')[2]}" for o in organisation["superseding_organisations"]
        ),
        "schema:sameAs": [f"<{organisation['web_url']}>"] if organisation.get("web_url") else [],
        "dcterms:source": ['"GOV.UK organisations, 2026-08-22"'],
    }


def _departments(folder: Path) -> dict[str, Says]:
    """Past and present departments with their dates; one that was founded twice has none."""
    slugs = department_slugs(folder)
    found: dict[str, Says] = {}
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table(folder, "ministers-ifg/organisation.csv"):
        rows[row["name"]].append(row)
    for name, periods in sorted(rows.items()):
        if "Whips" in name:
            continue
        start, end = (periods[0]["start_date"], periods[0]["end_date"]) if len(periods) == 1 else ("", "")
        found[slugs[name]] = {
            "a": ["hkg:GovernmentDepartment"],
            "skos:prefLabel": [literal(name)],
            "schema:foundingDate": [day(start)] if start else [],
            "schema:dissolutionDate": [day(end)] if end else [],
            "dcterms:source": ['"Institute for Government, Ministers Database 2.1.0"'],
        }
    by_id = {row["id"]: slugs[row["name"]] for row in table(folder, "ministers-ifg/organisation.csv")}
    for link in table(folder, "ministers-ifg/organisation_link.csv"):
        before, after = by_id[link["predecessor_organisation_id"]], by_id[link["successor_organisation_id"]]
        if after in found and before in found and before != after:
            found[after].setdefault("dcterms:replaces", []).append(f"agency:{before}")
    return found


def police(folder: Path) -> Iterator[str]:
    """Yield a block for each force, regional unit and commissioner."""
    forces = table(folder, "police/police-forces.csv")
    refs = {force["force_id"]: f"agency:{slug(force['name'])}" for force in forces}
    for force in forces:
        yield block(refs[force["force_id"]], _force(force))
    for unit in table(folder, "police/rocus.csv"):
        yield block(f"agency:{slug(unit['name'])}", _unit(unit, refs))
    for force in forces:
        if force["pfa_gss"] and force["force_id"] not in ("metropolitan", "city-of-london"):
            yield block(f"agency:police-and-crime-commissioner-for-{slug(force['pfa_name'])}", _commissioner(force))


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


def main(folder: Path, into: Path) -> None:
    for name, blocks in (("government", government(folder)), ("police", police(folder))):
        head = f"# Compiled by tools/compile_vocabulary.py: do not edit, add to agencies.ttl.\n\n{PREFIXES}\n"
        (into / f"{name}.ttl").write_text(head + "\n".join(blocks), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
