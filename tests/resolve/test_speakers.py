"""Who speaks: by id, by name, by office, by what the words leave; and never silently somebody else."""

from datetime import date

import pytest

from kg.extract import Knowledge
from kg.model import Attribution, Contribution, Debate, Printed, Status, Turn, Venue
from kg.resolve import read_closely

DAY = date(2017, 11, 20)


def judge(
    known: Knowledge,
    *turns: tuple[Turn, str, Printed | None],
    title: str = "Police Numbers",
    on: date = DAY,
    within: tuple[str, ...] = (),
) -> tuple[Attribution, ...]:
    contributions = tuple(
        Contribution(index, Venue.COMMONS, on, turn, text, printed)
        for index, (turn, text, printed) in enumerate(turns, 1)
    )
    return read_closely(Debate(Venue.COMMONS, on, title, 1, contributions), known, within).attributions


def named(known: Knowledge, on: date = DAY, **printed: str) -> Attribution:
    (one,) = judge(known, (Turn.SPEECH, "Words.", Printed(**printed)), on=on)
    return one


@pytest.mark.parametrize(
    ("printed", "person"),
    [
        ({"identifier": "uk.org.publicwhip/person/11668"}, "person/1539"),
        ({"name": "Will Quince"}, "person/4423"),
        ({"name": "Mr Ben Wallace"}, "person/1539"),
        ({"name": "David Davis", "constituency": "Haltemprice and Howden"}, "person/373"),
        ({"name": "Karen Lee", "constituency": "Lincoln", "party": "Labour"}, "person/4664"),
        ({"name": "Amber Rudd", "office": "The Secretary of State for the Home Department"}, "person/3983"),
    ],
)
def test_who_is_printed(known: Knowledge, printed: dict[str, str], person: str) -> None:
    one = named(known, **printed)
    assert (one.status, one.person) == (Status.STATED, person)
    assert one.capacities[0].startswith(f"seat/{person[7:]}/")


def test_an_office_that_is_printed_is_the_role(known: Knowledge) -> None:
    one = named(known, name="Amber Rudd", office="The Secretary of State for the Home Department")
    assert one.role == "office/secretary-of-state-for-the-home-department"
    assert "office-holding/3983/secretary-of-state-for-the-home-department/2016-07-13" in one.capacities


def test_the_chair_by_office_is_inferred(known: Knowledge) -> None:
    one = named(known, office="Mr Speaker")
    assert (one.status, one.person) == (Status.INFERRED, "person/17")
    assert named(known, office="Madam Deputy Speaker").status is Status.AMBIGUOUS


def test_a_surname_that_two_bear_is_not_guessed(known: Knowledge) -> None:
    one = named(known, name="Mr Jones")
    assert one.status is Status.AMBIGUOUS
    assert one.person is None
    assert len(one.candidates) > 1


def test_nobody_of_a_name_is_unknown_with_the_reason(known: Knowledge) -> None:
    one = named(known, name="Nobody Atall")
    assert (one.status, one.rule, one.person) == (Status.UNKNOWN, "name-not-in-register", None)


def test_after_the_coverage_a_name_is_not_resolved(known: Knowledge) -> None:
    one = named(known, on=known.register.last_day.replace(year=2035), name="Winston Churchill")
    assert (one.status, one.rule) == (Status.UNKNOWN, "outside-coverage")


def test_an_answer_is_given_by_a_minister_of_the_department(known: Knowledge) -> None:
    _, answer = judge(
        known,
        (Turn.QUESTION, "What steps she is taking?", None),
        (Turn.ANSWER, "We are recruiting.", None),
        within=("Oral Answers to Questions", "Home Department"),
    )
    assert answer.rule == "answering-department"
    assert {"person/1539", "person/3983", "person/1561"} <= set(answer.candidates)
    assert "Home Department" in answer.constraints[0]


def test_who_speaks_of_their_own_seat_holds_it(known: Knowledge) -> None:
    (one,) = judge(known, (Turn.QUESTION, "In my constituency of High Peak crime rises. Will the Minister act?", None))
    assert (one.status, one.person, one.rule) == (Status.INFERRED, "person/4662", "own-seat")
    assert one.clues


def test_who_calls_another_a_friend_is_of_one_party(known: Knowledge) -> None:
    text = "My hon. Friend the Member for Colchester (Will Quince) is right. Will the Minister act?"
    (one,) = judge(known, (Turn.QUESTION, text, None))
    assert one.status is Status.AMBIGUOUS
    assert one.candidates == ()
    assert 250 < one.candidate_count < 320


def test_words_that_tell_nothing_leave_nobody(known: Knowledge) -> None:
    (one,) = judge(known, (Turn.QUESTION, "Will there be more?", None), title="Tea")
    assert (one.status, one.rule, one.candidate_count) == (Status.UNKNOWN, "no-evidence", 0)


def test_a_town_is_shared_by_seats_that_do_not_bear_its_name(known: Knowledge) -> None:
    text = "My constituents in Slough have lost money. Will the Minister act?"
    (one,) = judge(known, (Turn.QUESTION, text, None))
    assert (one.status, one.rule) == (Status.AMBIGUOUS, "local-area")
    assert {"person/4638", "person/8"} <= set(one.candidates)


def test_a_region_is_more_than_can_be_listed(known: Knowledge) -> None:
    text = "My constituents in the south-east have lost money. Will the Minister act?"
    (one,) = judge(known, (Turn.QUESTION, text, None))
    assert one.candidates == ()
    assert one.candidate_count > 60


def test_where_the_counties_of_seats_are_not_known_a_place_tells_nothing(known: Knowledge) -> None:
    text = "My constituents in Slough have lost money. Will the Minister act?"
    (one,) = judge(known, (Turn.QUESTION, text, None), on=date(2006, 5, 8))
    assert one.person is None
    assert one.rule == "no-evidence"


def test_after_a_source_ends_nobody_is_known_to_hold_its_offices(known: Knowledge) -> None:
    office = "shadow-home-secretary"
    assert known.register.office_holders(office, date(2020, 12, 14))
    assert not known.register.office_holders(office, date(2022, 11, 15))


def test_a_name_borne_at_another_time_is_still_that_members(known: Knowledge) -> None:
    one = named(known, date(2020, 1, 21), name="Ed Miliband", constituency="Doncaster North")
    assert (one.status, one.person) == (Status.STATED, "person/1510")


def test_a_short_name_is_that_members_where_the_seat_is_printed(known: Knowledge) -> None:
    one = named(known, date(2017, 11, 20), name="Lizzie Truss", constituency="South West Norfolk")
    assert (one.status, one.person) == (Status.STATED, "person/4097")
    assert named(known, date(2017, 11, 20), name="Lizzie Truss", constituency="Bath").person is None


def test_a_reply_tells_the_party_the_rank_and_the_gender_of_who_asked(known: Knowledge) -> None:
    asked, _ = judge(
        known,
        (Turn.QUESTION, "What steps are being taken?", None),
        (Turn.ANSWER, "I thank my right hon. Friend for that, and I can assure her that we are acting.", None),
        within=("Oral Answers to Questions", "Home Department"),
    )
    assert set(asked.rules) >= {"party-of-friend", "pronoun", "called-privy-counsellor"}
    assert asked.candidates
    people = [known.register.people[ref.removeprefix("person/")] for ref in asked.candidates]
    assert {person.gender for person in people} == {"F"}
    assert {known.register.side_of(person.id, DAY) for person in people} == {"conservative"}
    assert "person/8" in asked.candidates
