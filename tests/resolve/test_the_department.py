""" "The Department" is a department of that day where something says which, else unknown with the reason."""

from datetime import date

import pytest

from kg.extract import Knowledge
from kg.model import Contribution, Debate, Mention, Printed, Status, Turn, Venue
from kg.resolve import read_closely


def judged(
    known: Knowledge, text: str, *within: str, on: str = "2017-11-20", speaker: str | None = None
) -> list[Mention]:
    day = date.fromisoformat(on)
    said = Contribution(1, Venue.COMMONS, day, Turn.SPEECH, text, Printed(speaker) if speaker else None)
    reading = read_closely(Debate(Venue.COMMONS, day, "Matters", 1, (said,)), known, within)
    return [m for m in reading.mentions[0] if m.rule == "the-department"]


@pytest.mark.parametrize(
    ("on", "heading", "body"),
    [
        ("2017-11-20", "Home Department", "home-office"),
        ("2012-11-20", "Culture, Media and Sport", "department-for-culture-media-and-sport-1997-2017"),
        (
            "2020-06-15",
            "Housing, Communities and Local Government",
            "ministry-of-housing-communities-and-local-government-2018-2021",
        ),
    ],
)
def test_it_is_the_one_that_answers(known: Knowledge, on: str, heading: str, body: str) -> None:
    [found] = judged(known, "What does the Department’s plan say?", heading, on=on)
    assert (found.means, found.status) == (f"agency/{body}", Status.INFERRED)
    assert "heading" in (found.constraint or "")


def test_a_minister_speaks_of_their_own(known: Knowledge) -> None:
    [found] = judged(known, "My Department has acted.", speaker="Amber Rudd")
    assert found.means == "agency/home-office"


def test_her_department_is_that_of_the_office_before(known: Knowledge) -> None:
    [found] = judged(known, "Will the Secretary of State for Health and his Department help?", "Home Department")
    assert found.means == "agency/department-of-health"
    assert found.clues


def test_the_treasury_is_not_the_department(known: Knowledge) -> None:
    [found] = judged(known, "The Treasury knows, and the Department asked.", "Transport")
    assert found.means == "agency/department-for-transport"


def test_two_departments_stay_open(known: Knowledge) -> None:
    text = "The Department for Education wrote. The Department is slow."
    [found] = judged(known, text, "Transport")
    assert found.status is Status.AMBIGUOUS
    assert set(found.candidates) == {"agency/department-for-education", "agency/department-for-transport"}


@pytest.mark.parametrize("text", ["The Department is slow.", "My Department was slow.", "Her Department is slow."])
def test_where_nothing_says_it_is_unknown_with_the_reason(known: Knowledge, text: str) -> None:
    [found] = judged(known, text)
    assert (found.status, found.means) == (Status.UNKNOWN, None)
    assert found.constraint


def test_before_the_register_nothing_says_it(known: Knowledge) -> None:
    [found] = judged(known, "The Department is slow.", on="1909-05-10")
    assert found.status is Status.UNKNOWN
    assert found.constraint


@pytest.mark.parametrize("text", ["the Department for Transport", "every Department", "the Department concerned"])
def test_other_departments_are_not_it(known: Knowledge, text: str) -> None:
    assert judged(known, f"It is for {text} to say.", "Transport") == []
