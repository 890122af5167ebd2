"""Figures of one quantity: what two speakers put a number on, and what only looks alike."""

from datetime import date

import pytest

from kg.claims import with_claims
from kg.extract import Knowledge
from kg.model import Contribution, Debate, Printed, Turn, Venue
from kg.resolve import read_closely

ON = date(2017, 11, 20)


def pairs(first: str, second: str, known: Knowledge, speakers: tuple[str, str]) -> list[tuple[str, str]]:
    texts = (first, second)
    turns = tuple(
        Contribution(index, Venue.COMMONS, ON, Turn.CONTRIBUTION, text, Printed(name))
        for index, (text, name) in enumerate(zip(texts, speakers, strict=True), 1)
    )
    reading = with_claims(read_closely(Debate(Venue.COMMONS, ON, "Policing", 1, turns), known), known)
    return [(first[a[1] : a[2]], second[b[1] : b[2]]) for a, b in reading.same_quantities]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Derbyshire has lost 411 police officers.", "Derbyshire lost 300 police officers.", True),
        ("There were 3,849 parades in Belfast.", "There were 4,000 parades in Belfast.", True),
        ("There were 3,849 parades in Belfast.", "147 parades in Belfast were contentious.", False),
        ("Some 38 officers were injured in Leeds.", "Some 23 officers were injured in Leeds.", True),
        ("74% of councils have no strategy.", "70% of councils cannot count their patients.", False),
        ("350,000 women born between 1951 and 1953 lose.", "500,000 women born between 1953 and 1955 lose.", False),
        ("More than six people may not meet.", "A barbecue with seven people is fined.", False),
        ("It cost £5 million.", "It employs 5 million people.", False),
    ],
)
def test_one_quantity(first: str, second: str, expected: bool, known: Knowledge) -> None:
    assert bool(pairs(first, second, known, ("Amber Rudd", "Will Quince"))) is expected


def test_nobody_disputes_their_own_figure(known: Knowledge) -> None:
    said = ("There were 3,849 parades in Belfast.", "There were 4,000 parades in Belfast.")
    assert pairs(*said, known, ("Will Quince", "Will Quince")) == []
