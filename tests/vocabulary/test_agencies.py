"""The agencies: how many of each kind there are, that they hold together, and that names are unmistakable."""

from collections import Counter, defaultdict
from datetime import date

import pyoxigraph as ox
import pytest

from kg.extract.concepts import concepts
from kg.iris import BASE, PREFIXES, relative
from kg.model import Contribution, Kind, Turn, Venue
from kg.vocabulary import Concept, load_vocabulary, ontology_folder

FILES = ("agencies.ttl", "government.ttl", "police.ttl")
MEMBER_FORCE = f"{PREFIXES['hkg']}memberForce"
HOUSING_2018 = "agency/ministry-of-housing-communities-and-local-government-2018-2021"
HOUSING_2024 = "agency/ministry-of-housing-communities-local-government"
CULTURE_1997 = "agency/department-for-culture-media-and-sport-1997-2017"
TERRITORIAL_OF_ENGLAND_AND_WALES = 43
AND_THE_OTHERS = {
    "agency/police-service-of-northern-ireland",
    "agency/police-scotland",
    "agency/british-transport-police",
    "agency/ministry-of-defence-police",
    "agency/civil-nuclear-constabulary",
}


@pytest.fixture(scope="module")
def triples() -> list[ox.Triple]:
    return [
        triple for name in FILES for triple in ox.parse(path=str(ontology_folder() / name), format=ox.RdfFormat.TURTLE)
    ]


@pytest.fixture(scope="module")
def agencies() -> dict[str, Concept]:
    return {concept.ref: concept for concept in load_vocabulary().of(Kind.AGENCY)}


def of_class(agencies: dict[str, Concept], name: str) -> list[Concept]:
    return [agency for agency in agencies.values() if name in agency.classes]


def said(text: str, on: date) -> dict[str, str | None]:
    """Return the agencies that `text` names on a day: the words, and the one body that they mean."""
    contribution = Contribution(1, Venue.COMMONS, on, Turn.SPEECH, text)
    found = concepts(load_vocabulary())(contribution)
    return {text[m.begin : m.end]: m.means for m in found if m.kind is Kind.AGENCY}


def test_every_force_is_there(agencies: dict[str, Concept]) -> None:
    living = {force.ref for force in of_class(agencies, "PoliceForce") if force.end is None}
    assert living >= AND_THE_OTHERS
    assert len(living - AND_THE_OTHERS) >= TERRITORIAL_OF_ENGLAND_AND_WALES


def test_every_territorial_force_is_in_one_unit_and_no_other(
    agencies: dict[str, Concept], triples: list[ox.Triple]
) -> None:
    members = [(t.subject.value, relative(t.object.value)) for t in triples if t.predicate.value == MEMBER_FORCE]
    units = {relative(unit) for unit, _ in members}
    assert units == {unit.ref for unit in of_class(agencies, "RegionalOrganisedCrimeUnit")}
    assert len(units) == 10
    assert len(members) == len({force for _, force in members}) == TERRITORIAL_OF_ENGLAND_AND_WALES


def test_the_units_together_are_a_kind(agencies: dict[str, Concept]) -> None:
    assert agencies["agency/regional-organised-crime-units"].classes == ("AgencyKind",)


def test_every_department_is_dated_or_linked(agencies: dict[str, Concept], triples: list[ox.Triple]) -> None:
    linked = {relative(t.subject.value) for t in triples if t.predicate.value == f"{PREFIXES['schema']}sameAs"}
    departments = of_class(agencies, "GovernmentDepartment")
    assert [d.ref for d in departments if not (d.start or d.end or d.ref in linked)] == []


def test_no_blank_nodes(triples: list[ox.Triple]) -> None:
    assert not any(isinstance(term, ox.BlankNode) for t in triples for term in (t.subject, t.object))


def test_every_agency_referred_to_exists(agencies: dict[str, Concept], triples: list[ox.Triple]) -> None:
    named = {t.object.value for t in triples if isinstance(t.object, ox.NamedNode)}
    referred = {relative(iri) for iri in named if iri.startswith(f"{BASE}agency/")}
    assert sorted(referred - agencies.keys()) == []


def test_no_agency_has_two_preferred_names(triples: list[ox.Triple]) -> None:
    label = f"{PREFIXES['skos']}prefLabel"
    names = Counter(subject for subject, _ in {(t.subject, t.object) for t in triples if t.predicate.value == label})
    assert [str(subject) for subject, count in names.items() if count > 1] == []


def test_no_two_live_agencies_share_a_full_name(agencies: dict[str, Concept]) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for agency in agencies.values():
        if agency.end is None:
            for form in agency.forms:
                bearers[form].add(agency.ref)
    assert {form: refs for form, refs in bearers.items() if " " in form and len(refs) > 1} == {}


def test_every_guard_names_a_form_that_exists(agencies: dict[str, Concept]) -> None:
    forms = {form for agency in agencies.values() for form in agency.forms}
    guarded = {guard.form for guard in load_vocabulary().guards if guard.kind is Kind.AGENCY}
    assert guarded
    assert sorted(guarded - forms) == []


@pytest.mark.parametrize(
    ("words", "on", "meant"),
    [
        ("He praised the Met.", date(2020, 6, 15), {"Met": "agency/metropolitan-police-service"}),
        ("Met Office figures were bad. Met by silence, he sat down.", date(2020, 6, 15), {}),
        ("All SIS II alerts will go.", date(2020, 6, 15), {}),
        ("We spoke to parent councils.", date(2016, 5, 9), {}),
        ("The emergency services network is late.", date(2020, 6, 15), {}),
        ("MHCLG said", date(2020, 6, 15), {"MHCLG": HOUSING_2018}),
        ("MHCLG said", date(2025, 6, 15), {"MHCLG": HOUSING_2024}),
        ("DCMS said", date(2016, 5, 9), {"DCMS": CULTURE_1997}),
    ],
)  # fmt: skip
def test_what_stands_beside_it_and_the_day_decide(words: str, on: date, meant: dict[str, str]) -> None:
    assert {form: ref for form, ref in said(words, on).items() if form != "Met Office"} == meant
