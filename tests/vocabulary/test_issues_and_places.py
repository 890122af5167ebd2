"""The trees of issues and places: no circle, at most five levels, every reference there, no form on two concepts."""

from collections import Counter

import pytest

from kg.extract import Knowledge
from kg.model import Kind
from kg.vocabulary import Concept, Vocabulary

LEVELS = 5


@pytest.fixture(scope="module")
def vocabulary(known: Knowledge) -> Vocabulary:
    return known.vocabulary


def ancestors(concept: Concept, vocabulary: Vocabulary) -> list[str]:
    line: list[str] = []
    level = concept.above
    while level:
        (one,) = level
        assert one not in line, f"{concept.ref} stands above itself"
        line.append(one)
        level = vocabulary.concepts[one].above
    return line


@pytest.mark.parametrize("kind", [Kind.ISSUE, Kind.PLACE])
def test_every_concept_has_one_line_to_the_top(vocabulary: Vocabulary, kind: Kind) -> None:
    for concept in vocabulary.of(kind):
        assert len(ancestors(concept, vocabulary)) < LEVELS


def test_crime_and_policing_are_there_in_depth(vocabulary: Vocabulary) -> None:
    tops = {"issue/crime", "issue/policing"}
    below = [c for c in vocabulary.of(Kind.ISSUE) if tops & {c.ref, *ancestors(c, vocabulary)}]
    assert len(below) >= 200
    named = {
        "county-lines",
        "hare-coursing",
        "knife-crime",
        "money-laundering",
        "police-station-closures",
        "modern-slavery",
    }
    assert named <= {concept.ref.removeprefix("issue/") for concept in below}


def test_no_form_stands_on_two_issues(vocabulary: Vocabulary) -> None:
    forms = Counter(form for concept in vocabulary.of(Kind.ISSUE) for form in set(concept.forms))
    assert [form for form, count in forms.items() if count > 1] == []


def test_a_form_for_titles_alone_is_no_form_of_another_issue(vocabulary: Vocabulary) -> None:
    owner = {form: concept.ref for concept in vocabulary.of(Kind.ISSUE) for form in concept.forms}
    titles = [(form, concept.ref) for concept in vocabulary.of(Kind.ISSUE) for form in concept.title_forms]
    assert [(form, ref) for form, ref in titles if owner.get(form, ref) != ref] == []
    assert [form for form, count in Counter(form for form, _ in titles).items() if count > 1] == []


def test_a_name_that_is_for_titles_too_never_stands_in_a_speech(vocabulary: Vocabulary) -> None:
    never = {guard.form for guard in vocabulary.guards if guard.never and guard.kind is Kind.ISSUE}
    both = {concept.label for concept in vocabulary.of(Kind.ISSUE) if concept.label in concept.title_forms}
    assert {"prisons", "pubs", "schools"} <= both
    assert both <= never


def test_two_places_of_one_form_lie_in_different_places(vocabulary: Vocabulary) -> None:
    """So that another word can tell which is meant: Newport in Wales, Newport on the Isle of Wight."""
    within: dict[str, list[tuple[str, ...]]] = {}
    for concept in vocabulary.of(Kind.PLACE):
        for form in set(concept.forms):
            within.setdefault(form, []).append(concept.above)
    shared = {form: above for form, above in within.items() if len(above) > 1}
    assert {"Newport", "Richmond", "Bangor", "Whitchurch"} <= shared.keys()
    assert [form for form, above in shared.items() if len(set(above)) < len(above)] == []


def test_the_units_of_the_country_are_there(vocabulary: Vocabulary) -> None:
    labels = {concept.label for concept in vocabulary.of(Kind.PLACE)}
    assert {"England", "Scotland", "Wales", "Northern Ireland", "South East England", "Greater Manchester"} <= labels
    counties = {
        "Derbyshire",
        "Somerset",
        "Kent",
        "Cornwall",
        "Cumbria",
        "Yorkshire",
        "Rutland",
        "County Durham",
        "Powys",
    }
    assert counties <= labels


def test_a_guard_names_a_form_that_is_there(vocabulary: Vocabulary) -> None:
    forms = {
        (form, concept.kind)
        for concept in vocabulary.concepts.values()
        for form in (*concept.forms, *concept.title_forms)
    }
    for guard in vocabulary.guards:
        assert (guard.form, guard.kind) in forms, guard


def test_departments_that_answer_are_departments(vocabulary: Vocabulary) -> None:
    answering = {ref for concept in vocabulary.concepts.values() for ref in concept.answered_by}
    assert len(answering) > 15
    for ref in answering:
        assert "GovernmentDepartment" in vocabulary.concepts[ref].classes, ref
