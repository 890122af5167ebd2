"""Surnames: shared ones after a full name, unique ones with another first name, seats turned round."""

from datetime import date

import pytest

from kg.extract import Knowledge
from kg.model import Attribution, Contribution, Debate, Position, Printed, Status, Turn, Venue, Vote
from kg.resolve import in_full, read_closely
from kg.resolve.votes import listed

ON = date(1985, 12, 16)
PETER, HAROLD = "Mr. Peter Walker", "Mr. Harold Walker"


def speakers(known: Knowledge, *names: str, around: tuple[set[str], ...] = ()) -> list[Attribution]:
    said = tuple(
        Contribution(i, Venue.COMMONS, ON, Turn.SPEECH, "I do.", Printed(name)) for i, name in enumerate(names, 1)
    )
    return list(read_closely(Debate(Venue.COMMONS, ON, "Coal", 1, said), known, named=around).attributions)


def test_a_shared_surname_is_that_of_the_one_printed_in_full_before(known: Knowledge) -> None:
    full, short = speakers(known, PETER, "Mr. Walker")
    assert (full.status, short.status, short.rule) == (Status.STATED, Status.INFERRED, "name-before")
    assert full.person == short.person
    assert "was printed with the first name before" in short.constraints


@pytest.mark.parametrize("names", [("Mr. Walker", PETER), (PETER, HAROLD, "Mr. Walker"), ("Mr. Walker",)])
def test_what_comes_after_or_names_two_settles_nothing(known: Knowledge, names: tuple[str, ...]) -> None:
    at = names.index("Mr. Walker")
    assert speakers(known, *names)[at].status is Status.AMBIGUOUS


def test_the_nearest_debate_around_decides(known: Knowledge) -> None:
    peter, harold = (one.person or "" for one in speakers(known, PETER, HAROLD))
    (one,) = speakers(known, "Mr. Walker", around=({peter}, {harold, peter}))
    assert one.person == peter
    (both,) = speakers(known, "Mr. Walker", around=({harold, peter}, {peter}))
    assert both.status is Status.AMBIGUOUS


def test_a_surname_alone_is_no_full_name(known: Knowledge) -> None:
    full, hyphened = speakers(known, PETER, "Mr. Campbell-Savours")
    turns = [Contribution(1, Venue.COMMONS, ON, Turn.SPEECH, "x", Printed(n)) for n in (PETER, "Mr. Campbell-Savours")]
    assert in_full(turns[0], full) == {full.person}
    assert hyphened.person
    assert in_full(turns[1], hyphened) == set()


@pytest.mark.parametrize(
    ("name", "seat", "person"),
    [
        ("Mr. T. H. H. Skeet", "Bedfordshire, North", "Sir Trevor Skeet"),
        ("Mr. Andrew F. Bennett", None, "Andrew Bennett"),
        ("Mr. Gerald Bermingham", None, "Gerry Bermingham"),
        ("Mr. Zebedee Bermingham", None, None),
        ("Mrs. Gerald Bermingham", None, None),
    ],
)
def test_names_are_found_as_the_record_of_the_time_prints_them(
    known: Knowledge, name: str, seat: str | None, person: str | None
) -> None:
    said = Contribution(1, Venue.COMMONS, ON, Turn.SPEECH, "I do.", Printed(name, constituency=seat))
    (one,) = read_closely(Debate(Venue.COMMONS, ON, "Coal", 1, (said,)), known).attributions
    found = known.register.people[one.person.removeprefix("person/")] if one.person else None
    assert (person in known.register.names_of(found.id, ON) | {found.name}) if found and person else found is person


@pytest.mark.parametrize(
    ("name", "seat", "person"),
    [
        ("Hughes, Robert", "Aberdeen N", "Aberdeen North"),
        ("Beith, Rt Hon A J", None, "Berwick-upon-Tweed"),
        ("Jones, Mr. Nobody", None, None),
    ],
)
def test_a_list_abbreviates_seats_and_names(known: Knowledge, name: str, seat: str | None, person: str | None) -> None:
    vote = Vote(Position.AYE, Printed(name, constituency=seat))
    one = listed(vote.printed, Venue.COMMONS.house, ON, known.register)
    held = known.register.seat_of((one.person or "").removeprefix("person/"), ON)
    assert (known.register.constituencies[held.constituency].name if held and held.constituency else None) == person
