"""What is said of the nodes: label and kind, and of people their party, seat, region, office and gender on the days they are seen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import iris
from kg.network.projections import AGENCIES
from kg.network.source import Row, Source

CLASSES: Mapping[str, str] = {
    "Person": "hkg:Person",
    "Issue": "hkg:Issue",
    "Agency": AGENCIES,
    "Constituency": "hkg:Constituency",
    "Party": "hkg:Party",
}
LABELS = "SELECT ?thing ?label WHERE {{ {these} VALUES ?class {{ {classes} }} ?thing a ?class ; rdfs:label ?label }}"
GENDERS = "SELECT ?person ?gender WHERE {{ {these} ?person a hkg:Person ; schema:gender ?gender }}"
DATED = """SELECT ?person ?label ?start ?end WHERE {{
  {these} ?person ^org:member ?held . ?held a hkg:{membership} ; {path} ?label ; schema:startDate ?start .
  OPTIONAL {{ ?held schema:endDate ?end }}
}}"""
NAMES = """SELECT ?person ?label ?start ?end WHERE {{
  {these} ?person hkg:name ?name . ?name rdfs:label ?label ; schema:endDate ?end . OPTIONAL {{ ?name schema:startDate ?start }}
}}"""
"""The names that people no longer bear: who is a peer today sat in the Commons under another."""

REGIONS = "SELECT ?seat ?region WHERE { ?seat a hkg:Constituency ; hkg:region ?region }"
FEW = 5_000
"""As many things are asked about by themselves; of more, all of their kinds are."""

HELD: Mapping[str, tuple[str, str]] = {
    "party": ("PartyMembership", "org:organization/rdfs:label"),
    "house": ("SeatIncumbency", "hkg:house/rdfs:label"),
    "seat": ("SeatIncumbency", "hkg:constituency/rdfs:label"),
    "region": ("SeatIncumbency", "hkg:constituency/hkg:region"),
    "office": ("OfficeHolding", "hkg:office/rdfs:label"),
}
"""What a person holds for a time: the attribute, the class of the holding, and the way from it to the label."""

Attributes = dict[str, str]


@dataclass(frozen=True, order=True)
class Held:
    """A name, party, seat or office that somebody has from `start` until `end` (exclusive; empty for still)."""

    start: str
    end: str
    label: str

    def on(self, day: str) -> bool:
        return self.start <= day and (not self.end or day < self.end)

    def during(self, first: str, last: str) -> bool:
        return self.start <= last and (not self.end or first < self.end)


def attributes(source: Source, kinds: Mapping[str, str], seen: Mapping[str, tuple[str, str]]) -> dict[str, Attributes]:
    """Return the attributes of each thing, by IRI, from its kind and the first and last day on which it is seen.

    Every attribute is there for every node of a kind, empty where the graph does not say. A person's are those of the
    last day; where they changed, `parties` (`seats`, ...) says which from when: "Labour 2015-05-07; Independent 2019-02-18".
    """
    labels = dict(_labels(source, kinds))
    found: dict[str, Attributes] = {}
    for thing, kind in kinds.items():
        first, last = seen[thing]
        label = labels.get(thing, iris.relative(thing, source.base))
        found[thing] = {"label": label, "kind": kind, "first": first, "last": last}
    if "Person" in kinds.values():
        people = {thing for thing, kind in kinds.items() if kind == "Person"}
        for attribute, values in _of_people(source, people, seen):
            for person in people:
                found[person].setdefault(attribute, "")
                found[person] |= values.get(person, {})
    if "Constituency" in kinds.values():
        regions = {seat.value: region.value for seat, region in source.rows(REGIONS) if seat and region}
        for seat in (thing for thing, kind in kinds.items() if kind == "Constituency"):
            found[seat]["region"] = regions.get(seat, "")
    return found


def _labels(source: Source, kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    classes = " ".join(CLASSES[kind] for kind in sorted(set(kinds.values())))
    rows = source.rows(LABELS.format(these=_these("thing", kinds), classes=classes))
    yield from sorted(((thing.value, label.value) for thing, label in rows if thing and label), reverse=True)


def _these(variable: str, things: Iterable[str]) -> str:
    """Return the pattern that binds a variable to these things alone, where they are few."""
    terms = [f"<{one}>" for one in sorted(things)]
    return f"VALUES ?{variable} {{ {' '.join(terms)} }}" if len(terms) <= FEW else ""


def _of_people(
    source: Source, people: set[str], seen: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, Mapping[str, Attributes]]]:
    these = _these("person", people)
    former = _dated(source.rows(NAMES.format(these=these)), people)
    yield "label", {p: {"label": one.label} for p in people for one in former[p] if one.on(seen[p][1])}
    genders = {p.value: g.value for p, g in source.rows(GENDERS.format(these=these)) if p and g}
    yield "gender", {person: {"gender": genders[person]} for person in people if person in genders}
    for attribute, (membership, path) in HELD.items():
        held = _dated(source.rows(DATED.format(these=these, membership=membership, path=path)), people)
        yield attribute, {person: _on_days(attribute, held[person], *seen[person]) for person in people}


def _dated(rows: Iterable[Row], people: set[str]) -> Mapping[str, Sequence[Held]]:
    held: dict[str, set[Held]] = defaultdict(set)
    for person, label, start, end in rows:
        if person and label and person.value in people:
            held[person.value].add(Held(start.value if start else "", end.value if end else "", label.value))
    return defaultdict(tuple, {person: sorted(several) for person, several in held.items()})


def _on_days(attribute: str, held: Sequence[Held], first: str, last: str) -> Attributes:
    during = [one for one in held if one.during(first, last)]
    now = [one.label for one in during if one.on(last)]
    said = {attribute: "; ".join(dict.fromkeys(now))}
    if len({one.label for one in during}) > 1 and attribute != "office":
        said[MANY[attribute]] = "; ".join(f"{one.label} {max(one.start, first)}" for one in during)
    return said


MANY: Mapping[str, str] = {"party": "parties", "house": "houses", "seat": "seats", "region": "regions"}
