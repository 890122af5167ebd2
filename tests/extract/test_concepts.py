"""Agencies, places and issues by their written forms: the longest wins, case counts, guards hold."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import Knowledge, mentions_of
from kg.extract.forms import WrittenForms
from kg.model import Contribution, Status, Turn, Venue

GUARDED = Path(__file__).parent.parent / "vocabulary/guarded.csv"
CASES = list(csv.reader(GUARDED.read_text("utf-8").splitlines()))[1:]


def said(text: str, on: str = "2017-11-20") -> Contribution:
    return Contribution(1, Venue.COMMONS, date.fromisoformat(on), Turn.CONTRIBUTION, text)


def found(known: Knowledge, text: str, on: str = "2017-11-20") -> dict[str, str | None]:
    return {text[m.begin : m.end]: m.means for m in mentions_of(said(text, on), known) if m.said is None}


@pytest.mark.parametrize(("sentence", "words", "meant"), CASES)
def test_what_stands_beside_a_form_decides(known: Knowledge, sentence: str, words: str, meant: str) -> None:
    assert found(known, sentence).get(words) == (meant or None)


@pytest.mark.parametrize(
    ("on", "department"),
    [("2017-11-20", "agency/department-of-health"), ("2020-12-14", "agency/department-of-health")],
)
def test_a_body_that_is_gone_is_still_that_body(known: Knowledge, on: str, department: str) -> None:
    assert found(known, "The Department of Health wrote.", on)["Department of Health"] == department


def test_of_two_bodies_of_one_name_that_of_the_day_is_meant(known: Knowledge) -> None:
    before, after = (
        found(known, "The Foreign Office wrote.", on)["Foreign Office"] for on in ("2017-11-20", "2021-11-20")
    )
    assert before == "agency/foreign-commonwealth-office"
    assert after == "agency/foreign-commonwealth-development-office"


def test_curly_and_straight_apostrophes_are_equal(known: Knowledge) -> None:
    for apostrophe in "’'":
        text = f"The National Police Chiefs{apostrophe} Council agreed."
        assert "agency/national-police-chiefs-council" in found(known, text).values()


words = st.text(alphabet="aAbB ’'-\n", max_size=40)


@given(words, st.lists(st.text(alphabet="aAbB ", min_size=1, max_size=4), max_size=6))
def test_forms_are_found_where_they_stand_and_do_not_overlap(text: str, forms: list[str]) -> None:
    matcher = WrittenForms({form: [form] for form in forms})
    reached = 0
    for one in matcher.find(text):
        assert one.begin >= reached
        assert text[one.begin : one.end].lower().replace("’", "'") == one.form.lower()
        reached = one.end


def test_several_meanings_stay_candidates(known: Knowledge) -> None:
    for mention in mentions_of(said("We met the NCA, the CPS and the FCA."), known):
        assert (mention.status is Status.AMBIGUOUS) == (len(mention.candidates) > 1)


@pytest.mark.parametrize(
    ("on", "meant"),
    [("2009-07-01", None), ("2020-01-31", None), ("2020-02-01", "issue/coronavirus"), ("2023-01-01", None)],
)
def test_some_words_mean_a_matter_in_certain_years(known: Knowledge, on: str, meant: str | None) -> None:
    assert found(known, "The virus spreads.", on).get("The virus") == meant


def test_what_is_said_in_one_number_is_said_in_both_in_those_years(known: Knowledge) -> None:
    words = "Support bubbles help; a support bubble helps."
    assert found(known, words, "2009-07-01") == {}
    assert set(found(known, words, "2020-12-14")) == {"Support bubbles", "support bubble"}


def test_what_never_stands_does_so_in_neither_number(known: Knowledge) -> None:
    assert found(known, "A supply chain broke; supply chains break.") == {}
