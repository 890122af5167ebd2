"""What titles name: turned round, in capitals, in the other number; and which are of procedure."""

import csv
from datetime import date
from pathlib import Path

import pytest

from kg.extract import Knowledge
from kg.model import Kind
from kg.subjects import is_procedural, named_in_title
from kg.subjects.words import parts_of, singular, turned
from kg.vocabulary import Concept, Guard, Vocabulary

with (Path(__file__).parent / "titles.csv").open(encoding="utf-8", newline="") as file:
    TITLES = [(row["title"], row["named"].split()) for row in csv.DictReader(file)]


ISSUES = {
    "knife-crime": ("knife crime",),
    "crime": ("crime",),
    "railways": ("railways",),
    "county-lines": ("county lines",),
    "buses": ("buses", "bus services"),
    "food-banks": ("food banks",),
    "prisons": ("prisons",),
    "energy-prices": ("energy bills",),
    "academies": ("academies",),
    "justice": ("justice",),
    "supply": ("water supply",),
    "sewers": ("water: supply",),
    "schooling": ("education:",),
    "education": ("education",),
    "nhs-bodies": ("NHS trusts",),
    "aids": ("AIDS",),
}
PLACES = {"kent": "Kent", "leeds": "Leeds", "bradford": "Bradford", "reading": "Reading", "zimbabwe": "Zimbabwe", "derby": "Derby"}  # fmt: skip
OWN = Vocabulary(
    {
        concept.ref: concept
        for concept in (
            *(Concept(f"issue/{slug}", Kind.ISSUE, ("Issue",), slug, forms) for slug, forms in ISSUES.items()),
            *(Concept(f"place/{slug}", Kind.PLACE, ("Place",), name, (name,)) for slug, name in PLACES.items()),
            Concept("agency/councils", Kind.AGENCY, ("AgencyKind",), "councils", ("councils",)),
            Concept("issue/prisoners", Kind.ISSUE, ("Issue",), "x", ("x y z",), title_forms=("prisoners",)),
        )
    },
    (Guard("justice", Kind.ISSUE, never=True), Guard("Reading", Kind.PLACE, only_after=("in",))),
    (),
)


@pytest.fixture(scope="module")
def few(known: Knowledge) -> Knowledge:
    """A vocabulary of a few concepts, so that the tests stand whatever the shipped one says."""
    return Knowledge(known.register, OWN)


@pytest.mark.parametrize(("title", "named"), TITLES, ids=lambda part: str(part)[:40])
def test_a_title_names_these_and_nothing_else(title: str, named: list[str], few: Knowledge) -> None:
    assert [one.concept.ref for one in named_in_title(title, date(2018, 5, 1), few)] == named


def test_the_words_are_those_of_the_title(few: Knowledge) -> None:
    title = "Crime: Leeds and Bradford (Knife Crime)"
    found = named_in_title(title, date(2018, 5, 1), few)
    assert [title[one.begin : one.end] for one in found] == ["Crime", "Leeds", "Bradford", "Knife Crime"]


@pytest.mark.parametrize(
    "title",
    ["Points of Order", "BUSINESS OF THE HOUSE.", "Topical Questions", "Bills Presented", "Petition", "Clause 3", "New Clause 12", "Third Reading", "Schedule 2", "Royal Assent", "Oral Answers to Questions", "Prime Minister", "The Secretary of State for Transport was asked", "Clause 4 — Interpretation", "Speaker’s Statement", "[SECOND READING.]", "Business without Debate", ""],
)  # fmt: skip
def test_these_are_of_procedure(title: str) -> None:
    assert is_procedural(title)


@pytest.mark.parametrize("title", ["Buses", "Committee on Climate Change", "Housing Bill", "Home Department", "Supply of Medicines", "Prime Minister’s Visit to India", "Petition - Bus Services"])  # fmt: skip
def test_these_are_not(title: str) -> None:
    assert not is_procedural(title)


@pytest.mark.parametrize("title", ["(" * 10_000, "a: " * 10_000, ", " * 10_000, "Crime " * 5_000, "—" * 10_000])
def test_an_odd_title_is_cut_and_ends_soon(title: str, known: Knowledge) -> None:
    assert len(parts_of(title)) <= 40
    assert sum(map(len, turned(title))) < 1000
    assert len(named_in_title(title, date(2018, 5, 1), known)) <= 1


@pytest.mark.parametrize(
    ("many", "one"), [("customs", "customs"), ("gas", "gas"), ("families", "family"), ("boxes", "box")]
)
def test_the_singular(many: str, one: str) -> None:
    assert singular(many) == one
