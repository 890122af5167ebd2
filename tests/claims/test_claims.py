"""Claims: what is one, what is none, and how it is put."""

import csv
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims import with_claims
from kg.extract import Knowledge
from kg.model import Claim, Contribution, Debate, Modality, Printed, Reading, Turn, Venue
from kg.resolve import read_closely

ON = date(2017, 11, 20)
SPEAKERS = {"minister": "Amber Rudd", "member": "Will Quince"}
with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def reading(text: str, by: str, known: Knowledge) -> Reading:
    turn = Contribution(1, Venue.COMMONS, ON, Turn.CONTRIBUTION, text, Printed(SPEAKERS[by]))
    return with_claims(read_closely(Debate(Venue.COMMONS, ON, "Policing", 1, (turn,)), known), known)


def shown(text: str, claim: Claim, known: Knowledge) -> str:
    """A claim as the table writes it: "Border Force Seizes 3 tonnes of cocaine [Planned denied by ...]"."""

    def name(ref: str) -> str:
        concept = known.vocabulary.concepts.get(ref)
        return concept.label if concept else ref

    subject = name(claim.subject) if claim.subject else "-"
    thing = name(claim.object) if isinstance(claim.object, str) else text[slice(*claim.object)]
    marks = [claim.modality.value] if claim.modality is not Modality.ASSERTED or claim.denied or claim.by else []
    marks += ["denied"] * claim.denied + ([f"by {name(claim.by)}"] if claim.by else [])
    return f"{subject} {claim.relation} {thing}" + (f" [{' '.join(marks)}]" if marks else "")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_table(row: dict[str, str], known: Knowledge) -> None:
    (claims,) = reading(row["text"], row["by"], known).claims
    assert "; ".join(shown(row["text"], claim, known) for claim in claims) == row["claims"]


PIECES = st.sampled_from(
    [
        "the Home Office",
        "the Government",
        "we",
        "has",
        "not",
        "will",
        "tackled",
        "fund",
        "knife crime",
        "£5 million",
        ",",
        "and",
        "to",
        "?",
        ".",
        "that",
        "by",
        "of",
        "in",
        "Kent police",
        "it",
        "the problem",
        "lead",
        "on",
        "\n",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_any_words_give_claims_within_their_text(known: Knowledge, text: str) -> None:
    its = reading(text or ".", "minister", known)
    for claim in its.claims[0]:
        assert 0 <= claim.begin < claim.end <= len(text)
        assert claim.subject != claim.object
        assert isinstance(claim.object, str) or claim.object in {(f.begin, f.end) for f in its.figures[0]}
    assert replace(its, claims=()) == replace(reading(text or ".", "minister", known), claims=())


@pytest.mark.parametrize(
    "text",
    [
        "the Home Office, " * 3000,
        "the Home Office and " * 3000 + "tackled knife crime.",
        "We fund " + "knife crime, " * 3000,
        "We are now still " * 3000,
        "We fund £5 million and " * 3000,
        "If the Home Office " * 3000 + "?",
        "We have lost 5 officers. " * 2000,
    ],
    ids=lambda text: text[:20],
)
def test_hostile_text_takes_no_longer_than_its_length_asks(known: Knowledge, text: str) -> None:
    reading("We fund the police.", "minister", known)
    turn = Contribution(1, Venue.COMMONS, ON, Turn.CONTRIBUTION, text, Printed(SPEAKERS["minister"]))
    read = read_closely(Debate(Venue.COMMONS, ON, "Policing", 1, (turn,)), known)
    began = time.perf_counter()
    with_claims(read, known)
    assert time.perf_counter() - began < 10
