"""What is known of things that a client may hold against them, or fetch: each property with the pattern that finds it.

A fact holds from a day to before another. What is asked of a thing is met, or not, or it is not known; what is not known
of a thing never speaks for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from kg import iris
from kg.register.names import plain
from kg.serve.pages.asker import Asker

ON = "on"
"""The property that is a day: everything dated is then asked of that day."""


@dataclass(frozen=True)
class Property:
    """What is asked of things of a kind by the pattern that binds ?value, ?from and ?until; `values` is the type of the values."""

    name: str
    patterns: Mapping[str, str]
    values: str | None = None


@dataclass(frozen=True)
class Fact:
    """A value, by IRI or as text, with its label; `start` <= day < `end`."""

    value: str
    label: str
    start: str = ""
    end: str = ""

    def holds(self, on: str) -> bool:
        return (not self.start or self.start <= on) and (not self.end or on < self.end)


def _membership(of: str, has: str) -> str:
    return f"?held org:member ?thing ; a {of} ; {has} ?value ; schema:startDate ?from OPTIONAL {{ ?held schema:endDate ?until }}"


def _same_as(start: str) -> str:
    return f'?thing owl:sameAs ?same FILTER(STRSTARTS(STR(?same), "{start}")) BIND(STRAFTER(STR(?same), "{start}") AS ?value)'


EXISTED = (
    "?thing schema:startDate|schema:foundingDate ?from OPTIONAL { ?thing schema:endDate|schema:dissolutionDate ?until }"
)
WIKIDATA = _same_as("http://www.wikidata.org/entity/")

PROPERTIES: Mapping[str, Property] = {
    ON: Property(
        "on this day",
        {
            "person": "?held org:member ?thing ; a hkg:SeatIncumbency ; schema:startDate ?from OPTIONAL { ?held schema:endDate ?until }",
            "constituency": EXISTED,
            "agency": EXISTED,
        },
    ),
    "party": Property("party", {"person": _membership("hkg:PartyMembership", "org:organization")}, "Party"),
    "constituency": Property(
        "constituency", {"person": _membership("hkg:SeatIncumbency", "hkg:constituency")}, "Constituency"
    ),
    "house": Property("House", {"person": _membership("hkg:SeatIncumbency", "hkg:house/rdfs:label")}),
    "office": Property("office", {"person": _membership("hkg:OfficeHolding", "hkg:office")}, "Office"),
    "gender": Property("gender", {"person": '?thing schema:gender ?is BIND(STRAFTER(STR(?is), "https://schema.org/") AS ?value)'}),
    "gss": Property("GSS code", {"constituency": "?thing skos:notation ?value"}),
    "county": Property("county", {"constituency": "?thing hkg:county ?value"}),
    "region": Property("region", {"constituency": "?thing hkg:region ?value"}),
    "country": Property("country", {"constituency": "?thing hkg:country ?value"}),
    "police": Property("police force", {"constituency": "?thing hkg:policedBy ?value", "place": "?thing hkg:policedBy ?value"}, "PoliceForce"),
    "part-of": Property("part of", {"agency": "?thing org:subOrganizationOf ?value"}, "Agency"),
    "answered-by": Property("answered for by", {"agency": "?thing hkg:answeredBy ?value"}, "GovernmentDepartment"),
    "broader": Property("broader issue", {"issue": "?thing skos:broader ?value"}, "Issue"),
    "within": Property(
        "within",
        {"place": "?thing schema:containedInPlace ?value", "constituency": "?thing schema:containedInPlace ?value"},
        "Place",
    ),
    "place-type": Property("type of place", {"place": "?thing dcterms:type ?value"}),
    "department": Property("department", {"office": "?thing org:postIn ?value"}, "GovernmentDepartment"),
    "wikidata": Property(
        "Wikidata id", dict.fromkeys(("person", "agency", "party", "issue", "place", "office"), WIKIDATA)
    ),
    "parliament": Property("id.parliament.uk id", {kind: _same_as("https://id.parliament.uk/") for kind in ("person", "party", "agency")}),
}  # fmt: skip
"""By the id that clients use."""

FETCHED = {pid: its for pid, its in PROPERTIES.items() if pid != ON}
"""Those that have values."""

Facts = Mapping[str, Sequence[Fact]]


async def facts_of(ask: Asker, pid: str, things: Mapping[str, str]) -> Facts:
    """Return what a property says of things, which are given by IRI with their kinds; in the order of time."""
    found: dict[str, list[Fact]] = {}
    for kind, pattern in PROPERTIES[pid].patterns.items():
        of_kind = [str(ox.NamedNode(iri)) for iri, its in sorted(things.items()) if its == kind]
        if of_kind:
            for row in await ask.answer(_query(pattern, PROPERTIES[pid].values is not None), {"thing": of_kind}):
                fact = Fact(row["value"], row["label"] or row["value"], row["from"], row["until"])
                found.setdefault(row["thing"], []).append(fact)
    return found


def _query(pattern: str, labelled: bool) -> str:
    label = "OPTIONAL { ?value rdfs:label ?label }" if labelled else ""
    return f"SELECT DISTINCT ?thing ?value ?label ?from ?until WHERE {{ {pattern} {label} }} ORDER BY ?thing ?from ?label ?value"


@dataclass(frozen=True)
class Asked:
    """What a client asks of the things that it looks for: of a property any of these values."""

    pid: str
    values: tuple[str, ...]


def verdicts(asked: Iterable[Asked], facts: Mapping[str, Facts], thing: str, base: str) -> dict[str, bool | None]:
    """Return, by property, whether a thing meets what is asked of it; None where that is not known."""
    asked = list(asked)
    days = [day for one in asked if one.pid == ON for day in map(day_of, one.values) if day]
    return {one.pid: _verdict(one, facts[one.pid].get(thing, ()), days, base) for one in asked}


def _verdict(asked: Asked, facts: Sequence[Fact], days: Sequence[str], base: str) -> bool | None:
    if asked.pid == ON:
        dated = [fact for fact in facts if fact.start or fact.end]
        return any(fact.holds(day) for fact in dated for day in days) if dated and days else None
    if not facts:
        return None
    wanted = {form for value in asked.values for form in (value, key(value))}
    held = [fact for fact in facts if not days or any(fact.holds(day) for day in days)]
    return any({fact.value, iris.relative(fact.value, base), key(fact.label)} & wanted for fact in held)


def key(words: str) -> str:
    """Return by what two ways of writing a value are one.

    >>> key("Labour Party") == key("labour"), key("Sheffield, Heeley") == key("Sheffield Heeley")
    (True, True)
    """
    return plain(words).removesuffix(" party") or words


def day_of(words: str) -> str | None:
    """Return the day that a date, or a date and time, is of; None for what is neither.

    >>> day_of("2017-11-20T00:00:00Z"), day_of("20/11/2017")
    ('2017-11-20', None)
    """
    try:
        return date.fromisoformat(words[:10]).isoformat()
    except ValueError:
        return None
