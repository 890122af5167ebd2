"""Which department answers, where the record says so: by the heading, by whom the question is put to, by an office."""

from datetime import date

import pytest

from kg.extract import Knowledge
from kg.model import Contribution, Debate, Printed, Turn, Venue
from kg.resolve import read_closely

ON = date(2009, 10, 29)


def department(known: Knowledge, text: str, *within: str, office: str | None = None) -> str | None:
    question = Contribution(1, Venue.COMMONS_WRITTEN, ON, Turn.QUESTION, text, Printed("Bob Spink"))
    answer = Contribution(2, Venue.COMMONS_WRITTEN, ON, Turn.ANSWER, "None.", Printed("Jim Knight", office=office))
    debate = Debate(Venue.COMMONS_WRITTEN, ON, "Grants", 1, (question, answer))
    return read_closely(debate, known, within).department


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "To ask the Secretary of State for Work and Pensions what grants he has made.",
            "department-for-work-pensions",
        ),
        ("To ask the Chancellor of the Exchequer what grants he has made.", "hm-treasury"),
        ("To ask Her Majesty's Government what grants they have made.", None),
        ("To ask what the Chancellor of the Exchequer has made of it.", None),
    ],
)
def test_a_question_is_put_to_a_department(known: Knowledge, text: str, found: str | None) -> None:
    assert department(known, text) == (f"agency/{found}" if found else None)


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("TREASURY", "hm-treasury"),
        ("Cabinet Office", "cabinet-office"),
        ("Home Department", "home-office"),
        ("Tea", None),
    ],
)
def test_a_heading_names_the_department(known: Knowledge, heading: str, found: str | None) -> None:
    assert department(known, "What is done?", heading) == (f"agency/{found}" if found else None)


def test_a_printed_office_names_the_department(known: Knowledge) -> None:
    assert (
        department(known, "What is done?", office="The Secretary of State for Transport")
        == "agency/department-for-transport"
    )
