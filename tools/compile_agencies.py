"""Compile the agencies that the tables of tools/agencies know: councils, committees, and bodies of all kinds.

`tools/compile_vocabulary.py` runs it. A date of which only the year or month is known is widened: a body of "1979" to
"1992" has existed from 1 January 1979 until 31 December 1992, as far as anybody can tell here.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.iris import slug

TABLES = Path(__file__).parent / "agencies"
GENERAL = '"general knowledge"'
YEARS = '"general knowledge; of some dates the year alone"'
RESPONSIBLE = '"House of Commons Library, constituency responsibilities 2024; ONS codes"'
CLASSES = {"A": "hkg:Agency", "D": "hkg:GovernmentDepartment", "K": "hkg:AgencyKind"}
COUNCIL = re.compile(
    r"(?P<place>.+?)(?: (?P<tier>London Borough|Metropolitan Borough|Metropolitan District|County Borough|City and District"
    r"|County|City|Borough|District|Regional))? Council$"
)
Says = dict[str, list[str]]


def literal(words: str) -> str:
    return json.dumps(" ".join(words.split()), ensure_ascii=False) + "@en"


def from_day(words: str) -> str:
    """Return the first day that a date may mean, as Turtle.

    >>> from_day("1979-06"), from_day("1979")
    ('"1979-06-01"^^xsd:date', '"1979-01-01"^^xsd:date')
    """
    return f'"{(words + "-01-01")[:10]}"^^xsd:date'


def until_day(words: str) -> str:
    """Return the first day after all that a date may mean.

    >>> until_day("1992"), until_day("1992-12"), until_day("1992-04-11")
    ('"1993-01-01"^^xsd:date', '"1993-01-01"^^xsd:date', '"1992-04-11"^^xsd:date')
    """
    year, month = int(words[:4]), int(words[5:7] or 12)
    if len(words) == 10:
        return f'"{words}"^^xsd:date'
    return f'"{year + month // 12}-{month % 12 + 1:02}-01"^^xsd:date'


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def parts(cell: str | None) -> list[str]:
    return [part for part in (cell or "").split("|") if part]


def dates(row: Mapping[str, str]) -> Says:
    return {
        "schema:foundingDate": [from_day(row["start"])] if row["start"] else [],
        "schema:dissolutionDate": [until_day(row["end"])] if row["end"] else [],
    }


def source(row: Mapping[str, str]) -> str:
    return YEARS if any(len(date) in (4, 7) for date in (row["start"], row["end"])) else GENERAL


def refs(cell: str | None) -> list[str]:
    return [f"agency:{part}" for part in parts(cell)]


def bodies(known: Mapping[str, str]) -> Iterator[tuple[str, Says]]:
    """Yield each body of bodies.csv; `known` gives the ref of a label that other files have, to which a row adds."""
    for row in rows("bodies.csv"):
        ref = known.get(row["label"])
        if ref is None and not row["class"]:
            raise SystemExit(f"bodies.csv: {row['label']} is in no other file and has no class")
        new: Says = {} if ref else {"a": [CLASSES[row["class"]]], "skos:prefLabel": [literal(row["label"])]}
        yield (
            ref or slug(row["label"]),
            {
                **new,
                "skos:altLabel": [literal(form) for form in [*parts(row["forms"]), *_trust(row)]],
                **dates(row),
                "org:classification": refs(row["kind"]),
                "org:subOrganizationOf": refs(row["parent"]),
                "hkg:answeredBy": refs(row["answered_by"]),
                "dcterms:replaces": refs(row["replaces"]),
                "dcterms:source": [source(row)],
            },
        )


def _trust(row: Mapping[str, str]) -> Iterator[str]:
    """An ambulance service is a trust as well: "London Ambulance Service NHS Trust"."""
    if row["kind"] == "ambulance-services":
        yield from (f"{row['label']} {trust}" for trust in ("NHS Trust", "NHS Foundation Trust", "Trust", "NHS trust"))


def committees() -> Iterator[tuple[str, Says]]:
    """Yield each select committee, with the forms that its name makes by rule.

    A committee of the Lords has the plain forms only where the Commons has none of that name.
    """
    table = rows("committees.csv")
    of_commons = {row["name"] for row in table if row["house"] == "commons"}
    for row in table:
        name, house = row["name"], row["house"]
        in_both = house == "lords" and name in of_commons
        label = f"Joint Committee on {name}" if house == "joint" else f"{name} Committee"
        if house == "joint":
            label = f"Joint Committee on {'the ' if name.startswith(('National', 'Tax')) else ''}{name}"
        forms = [*_joint(name)] if house == "joint" else [] if in_both else [*_committee(name)]
        if house == "lords":
            label = f"{label} (Lords)"
            forms += [f"Lords {form}" for form in _committee(name)] + [
                f"House of Lords {form}" for form in _committee(name)
            ]
        yield (
            committee_ref(name, house),
            {
                "a": ["hkg:Agency"],
                "skos:prefLabel": [literal(label)],
                "skos:altLabel": [literal(form) for form in [*forms, *parts(row["forms"])] if form != label],
                **dates(row),
                "org:classification": ["agency:select-committees"],
                "dcterms:replaces": refs(row["replaces"]),
                "dcterms:source": [source(row)],
            },
        )


def committee_ref(name: str, house: str) -> str:
    """Return the slug of a committee.

    >>> committee_ref("Science and Technology", "lords"), committee_ref("Human Rights", "joint")
    ('science-and-technology-committee-lords', 'joint-committee-on-human-rights')
    """
    if house == "joint":
        return f"joint-committee-on-{slug(name)}"
    return slug(name) + ("-committee-lords" if house == "lords" else "-committee")


def _committee(name: str) -> Iterator[str]:
    yield f"{name} Committee"
    for words in ("Select Committee", "select committee"):
        yield f"{name} {words}"
    yield f"Select Committee on {name}"
    yield f"Select Committee on the {name}"


def _joint(name: str) -> Iterator[str]:
    for article in ("", "the "):
        yield f"Joint Committee on {article}{name}"


def councils(responsible: Iterable[str], codes: Mapping[str, list[str]]) -> Iterator[tuple[str, Says]]:
    """Yield each council: those of 2024 and those of councils.csv; `codes` gives the GSS codes of a place's name."""
    said = {row["label"]: row for row in rows("councils.csv")}
    of_today = set(responsible)
    for name in sorted({*of_today, *said}):
        row = said.get(name, {"label": name, "places": "", "start": _since(name), "end": "", "replaces": ""})
        places = parts(row["places"]) or ([match["place"]] if (match := COUNCIL.match(name)) else [])
        code = sorted({c for place in places for c in codes.get(place, [])})
        forms = sorted({form for place in places for form in _council(name, place)} | set(_authority(name)))
        yield (
            slug(name),
            {
                "a": ["hkg:Agency"],
                "skos:prefLabel": [literal(name)],
                "skos:altLabel": [literal(form) for form in forms if form != name],
                "skos:notation": [json.dumps(c) for c in code if name in of_today][: len(code) == 1],
                **dates(row),
                "org:classification": ["agency:local-authorities"],
                "dcterms:replaces": refs(row["replaces"]),
                "dcterms:source": [RESPONSIBLE if name in of_today else source(row)],
            },
        )


def _since(name: str) -> str:
    """London's boroughs date from 1965 (London Government Act 1963), the metropolitan ones from 1974 (Act of 1972)."""
    if "London Borough" in name:
        return "1965-04-01"
    return "1974-04-01" if " Metropolitan " in name else ""


def _council(name: str, place: str) -> Iterator[str]:
    match = COUNCIL.match(name)
    tier = (match["tier"] if match else None) or ""
    tiers = {tier}
    if "Borough" in tier or name.startswith("Royal Borough"):
        tiers |= {"Borough"}
    if tier == "Metropolitan District" or place in ("Hull", "Newcastle", "Newcastle upon Tyne", "Kingston upon Hull"):
        tiers |= {"City"}
    if not tier and match:
        tiers |= {"Borough", "District", "City"}
    for one in sorted(tiers - {""}):
        yield f"{place} {one} Council"
        yield f"{place} {one.lower()} council"
    yield f"{place} Council"
    yield f"{place} council"


def _authority(name: str) -> Iterator[str]:
    if name.endswith("Authority"):
        yield re.sub(r"Combined( County)? Authority", lambda m: m.group().lower(), name)
    if name == "City of London Corporation":
        yield from ("Corporation of London", "Corporation of the City of London")
    if name in ("Greater London Council", "London County Council", "Inner London Education Authority"):
        yield "".join(word[0] for word in name.split())
    if name == "Inner London Education Authority":
        yield "inner London education authority"


def services(responsible: Iterable[str]) -> Iterator[tuple[str, Says]]:
    """Yield the fire services, health boards and trusts, and water companies that serve a constituency."""
    for name in sorted(set(responsible)):
        if fire := re.match(r"(.+) Fire and Rescue (?:Authority|Service)$", name.replace("&", "and")):
            yield from _service(fire[1] + " Fire and Rescue Service", "fire-and-rescue-services", _fire(fire[1]))
        elif name.endswith("Integrated Care Board"):
            area = name.removeprefix("NHS ").removesuffix(" Integrated Care Board")
            yield from _service(name, "integrated-care-boards", _care(area), "2022-07-01")
        elif name.endswith(("Health Board", "Health and Social Care Trust")):
            kind = "health-boards" if name.endswith("Board") else "nhs-trusts"
            yield from _service(name, kind, _health(name))
        elif name.startswith("NHS "):
            yield from _service(name, "health-boards", [f"{name[4:]} Health Board", f"{name[4:]} health board"])
        elif name.endswith("Water") or name == "United Utilities":
            yield from _service(name, "water-companies", [])


def _service(name: str, kind: str, forms: Iterable[str], start: str = "") -> Iterator[tuple[str, Says]]:
    yield (
        slug(name),
        {
            "a": ["hkg:Agency"],
            "skos:prefLabel": [literal(name)],
            "skos:altLabel": [literal(form) for form in forms if form != name],
            "schema:foundingDate": [from_day(start)] if start else [],
            "org:classification": [f"agency:{kind}"],
            "dcterms:source": [RESPONSIBLE],
        },
    )


def _fire(area: str) -> Iterator[str]:
    for words in (
        "Fire and Rescue Service",
        "Fire and Rescue Authority",
        "Fire Service",
        "Fire Brigade",
        "Fire Authority",
    ):
        yield f"{area} {words}"
        yield f"{area} {words.lower()}"


def _care(area: str) -> Iterator[str]:
    for words in ("Integrated Care Board", "integrated care board"):
        yield f"{area} {words}"


def _health(name: str) -> Iterator[str]:
    yield name
    plain = re.sub(r" (?:University|Teaching) Health Board$", "", name)
    if plain != name:
        yield f"{plain} health board"
        yield f"{plain} Health Board"
        yield f"{plain} university health board"


BUILDINGS = ("house", "houses", "housing", "home", "homes", "flat", "flats")


def council_guards(found: Mapping[str, Says]) -> str:
    """Return the guards of the forms that end in "council": "Kent council tax" names none, nor do "Leeds council houses"."""
    forms = sorted({form for says in found.values() for form in says["skos:altLabel"] if form.endswith('council"@en')})
    short = [form for form in forms if not TIER.search(form)]
    return "\n".join(
        (
            _guard("council-tax", forms, ("tax", "taxes"), "“Kent council tax” names no council"),
            _guard("council-houses", short, BUILDINGS, "“Leeds council houses” names no council"),
        )
    )


TIER = re.compile(r" (?:county|city|borough|district|regional) council")


def _guard(name: str, forms: Iterable[str], before: Iterable[str], comment: str) -> str:
    listed = " , ".join(form.removesuffix("@en") for form in forms)
    words = " , ".join(json.dumps(word) for word in before)
    return (
        f"guard:agency-{name}\n    a hkg:Guard ;\n    hkg:kind hkg:Agency ;\n    hkg:form {listed} ;\n"
        f'    hkg:notBefore {words} ;\n    rdfs:comment "{comment}"@en .\n'
    )


def labels_of(found: Mapping[str, Says]) -> dict[str, str]:
    """Return the ref of each label that is one body's alone; where no body has it as its label, of each other name."""
    named: dict[str, str] = {}
    for predicate in ("skos:altLabel", "skos:prefLabel"):
        bearers: dict[str, set[str]] = defaultdict(set)
        for ref, says in found.items():
            for words in says.get(predicate, []):
                bearers[json.loads(words.removesuffix("@en"))].add(ref)
        named |= {label: next(iter(those)) for label, those in bearers.items() if len(those) == 1}
    return named
