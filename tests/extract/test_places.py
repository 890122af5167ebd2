"""Places: what is one, what is a part of another name, and which of two is meant."""

import csv
from datetime import date
from pathlib import Path

import pytest

from kg.extract import Knowledge, mentions_of
from kg.extract.places import context
from kg.model import Contribution, Kind, Mention, Status, Turn, Venue

CASES = list(csv.reader((Path(__file__).parent / "places.csv").read_text("utf-8").splitlines()))[1:]


def said(text: str) -> Contribution:
    return Contribution(1, Venue.COMMONS, date(2017, 11, 20), Turn.CONTRIBUTION, text)


def shown(mention: Mention, text: str) -> str:
    """Return the words and the place; "?" stands before the candidates of one that is left open."""
    candidates = "?" + " ".join(c.removeprefix("place/") for c in mention.candidates)
    return f"{text[mention.begin : mention.end]}={(mention.means or candidates).removeprefix('place/')}"


@pytest.mark.parametrize(("sentence", "places"), CASES)
def test_the_places_of_a_sentence_are_these(known: Knowledge, sentence: str, places: str) -> None:
    found = [m for m in mentions_of(said(sentence), known) if m.kind is Kind.PLACE]
    assert "|".join(shown(m, sentence) for m in found) == places


def test_a_place_left_open_is_ambiguous(known: Knowledge) -> None:
    (mention,) = (m for m in mentions_of(said("I was born in Whitchurch."), known) if m.kind is Kind.PLACE)
    assert mention.status is Status.AMBIGUOUS
    assert mention.candidates == ("place/whitchurch-hampshire", "place/whitchurch-shropshire")


def test_a_sentence_is_the_most_that_decides(known: Knowledge) -> None:
    text = "I come from Wales. I was born in Newport."
    (newport,) = (m for m in mentions_of(said(text), known) if m.begin > 20)
    assert newport.status is Status.AMBIGUOUS


@pytest.mark.parametrize("word", ["council", "agreement", "protocol", "university", "stock exchange"])
def test_the_words_that_decide_are_data(word: str) -> None:
    assert context()["runs on"].match(f" {word} said")
    assert not context()["runs on"].match(f" {word}-led")
