"""The agencies: how many of each kind there are, that they hold together, and that names are unmistakable."""

from collections import Counter, defaultdict
from datetime import date

import pyoxigraph as ox
import pytest

from kg.extract.concepts import concepts
from kg.iris import BASE, PREFIXES, relative
from kg.model import Contribution, Kind, Status, Turn, Venue
from kg.vocabulary import Concept, load_vocabulary, ontology_folder

FILES = (
    "agencies.ttl",
    "agencies-bodies.ttl",
    "agencies-committees.ttl",
    "agencies-councils.ttl",
    "agencies-services.ttl",
    "government.ttl",
    "police.ttl",
)
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


def test_every_agency_is_named_and_dated_once(triples: list[ox.Triple]) -> None:
    said_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    once = {
        f"{PREFIXES['skos']}prefLabel",
        *(f"{PREFIXES['schema']}{term}Date" for term in ("founding", "dissolution")),
    }
    for t in triples:
        if t.predicate.value in once:
            said_of[t.subject.value, t.predicate.value].add(t.object.value)
    assert {key: values for key, values in said_of.items() if len(values) > 1} == {}


def test_whatever_is_linked_is_there(agencies: dict[str, Concept], triples: list[ox.Triple]) -> None:
    links = {f"{PREFIXES['dcterms']}replaces", f"{PREFIXES['org']}classification", f"{PREFIXES['hkg']}answeredBy"}
    linked = {relative(t.object.value) for t in triples if t.predicate.value in links}
    assert linked - set(agencies) == set()


SUCCESSION = [
    ("department-for-culture-media-and-sport", "department-for-digital-culture-media-and-sport"),
    ("department-for-digital-culture-media-and-sport", "department-for-culture-media-and-sport-1997-2017"),
    ("ministry-of-housing-communities-local-government", "department-for-levelling-up-housing-and-communities"),
    ("department-for-levelling-up-housing-and-communities", HOUSING_2018.removeprefix("agency/")),
    (HOUSING_2018.removeprefix("agency/"), "department-for-communities-and-local-government"),
    ("department-for-business-energy-and-industrial-strategy", "department-of-energy-climate-change"),
    ("foreign-commonwealth-development-office", "department-for-international-development"),
    ("ministry-of-justice", "department-for-constitutional-affairs"),
    ("department-for-education", "department-for-children-schools-and-families"),
]


@pytest.mark.parametrize(("after", "before"), SUCCESSION)
def test_one_department_takes_anothers_place(triples: list[ox.Triple], after: str, before: str) -> None:
    replaced = {
        (relative(t.subject.value), relative(t.object.value))
        for t in triples
        if t.predicate.value == f"{PREFIXES['dcterms']}replaces"
    }
    assert (f"agency/{after}", f"agency/{before}") in replaced


def test_a_transfer_of_functions_is_no_succession(triples: list[ox.Triple]) -> None:
    """The Home Office went on when the Ministry of Justice took its prisons."""
    replaced = {relative(t.object.value) for t in triples if t.predicate.value == f"{PREFIXES['dcterms']}replaces"}
    assert not {"agency/home-office", "agency/cabinet-office", "agency/department-for-education"} & replaced


@pytest.mark.parametrize(
    ("words", "on", "meant"),
    [
        ("Department for Education", "1993-05-10", "department-for-education-1992-1995"),
        ("Department for Education", "2017-11-20", "department-for-education"),
        ("DCMS", "2016-05-09", "department-for-culture-media-and-sport-1997-2017"),
        ("DCMS", "2020-12-14", "department-for-digital-culture-media-and-sport"),
        ("DoE", "1985-05-10", "department-of-the-environment-uk"),
        ("ODPM", "2005-03-01", "deputy-prime-ministers-office-2002-2007"),
        ("Foreign Office", "1909-05-10", "foreign-office-1782-to-1968"),
        ("Foreign Office", "1985-05-10", "foreign-commonwealth-office"),
        ("Leeds city council", "2016-05-09", "leeds-city-council"),
        ("Kent county council", "2016-05-09", "kent-county-council"),
        ("Somerset council", "2016-05-09", "somerset-county-council"),
        ("Somerset council", "2024-05-09", "somerset-council"),
        ("Home Affairs Select Committee", "2016-05-09", "home-affairs-committee"),
        ("Select Committee on Home Affairs", "1985-05-09", "home-affairs-committee"),
        ("Kent fire and rescue service", "2016-05-09", "kent-fire-and-rescue-service"),
    ],
)
def test_a_name_means_the_body_of_the_day(words: str, on: str, meant: str) -> None:
    assert said(f"It was for {words} to act.", date.fromisoformat(on))[words] == f"agency/{meant}"


def test_council_tax_is_no_council() -> None:
    assert said("They pay Kent council tax and live in Leeds council houses.", date(2016, 5, 9)) == {}


@pytest.mark.parametrize(
    ("words", "on", "rule", "meant"),
    [
        ("Defence Committee", "1909-05-10", "before-it-began", None),
        ("National Crime Agency", "2012-05-10", "before-it-began", "agency/national-crime-agency"),
        ("National Crime Agency", "2005-05-10", "before-it-began", None),
        ("Defence Committee", "1985-05-10", "written-form", "agency/defence-committee"),
    ],
)
def test_nothing_is_stated_of_a_body_before_it_began(words: str, on: str, rule: str, meant: str | None) -> None:
    text = f"It was for the {words} to act."
    contribution = Contribution(1, Venue.COMMONS, date.fromisoformat(on), Turn.SPEECH, text)
    [found] = [m for m in concepts(load_vocabulary())(contribution) if text[m.begin : m.end] == words]
    assert (found.rule, found.means) == (rule, meant)
    assert (found.status is Status.STATED) == (rule == "written-form")
    assert found.constraint or rule == "written-form"
