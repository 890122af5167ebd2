"""Who votes: by id, by the names of division lists; a list is checked against its count."""

from datetime import date

import pytest

from kg.check import remarks_on
from kg.extract import Knowledge
from kg.model import Debate, Division, Position, Printed, Reading, Status, Venue, Vote
from kg.resolve import read_closely
from kg.triples import reading_quads

ON = date(2009, 10, 26)


def divided(known: Knowledge, *votes: Vote, venue: Venue = Venue.COMMONS, on: date = ON, ayes: int = 1) -> Reading:
    return read_closely(Debate(venue, on, "Powers Bill", 1, divisions=(Division("1", ayes, 0, votes),)), known)


def voter(known: Knowledge, name: str, venue: Venue, on: date = ON, seat: str | None = None) -> str | None:
    position = Position.CONTENT if venue is Venue.LORDS else Position.AYE
    ((one,),) = divided(known, Vote(position, Printed(name, constituency=seat)), venue=venue, on=on).voters
    return known.register.people[one.person.removeprefix("person/")].name if one.person else None


@pytest.mark.parametrize(
    ("name", "venue", "person"),
    [
        ("Ancram, rh Mr. Michael", Venue.COMMONS, "Marquess of Lothian"),
        ("Hollobone, Mr. Philip", Venue.COMMONS, "Philip Hollobone"),
        ("Addington, L.", Venue.LORDS, "Lord Addington"),
        ("Anelay of St Johns, B.", Venue.LORDS, "Baroness Anelay of St Johns"),
        ("Arran, E.", Venue.LORDS, "Earl of Arran"),
        ("Nobody, Mr. Atall", Venue.COMMONS, None),
        ("Jones", Venue.COMMONS, None),
    ],
)
def test_a_name_of_a_list_is_turned_round(known: Knowledge, name: str, venue: Venue, person: str | None) -> None:
    assert voter(known, name, venue) == person


def test_a_vote_is_a_thing_of_its_own_named_by_its_voter(known: Knowledge) -> None:
    vote = Vote(Position.NO, Printed("Ben Wallace", "uk.org.publicwhip/person/11668"), proxy="Will Quince")
    reading = divided(known, vote, on=date(2017, 11, 20), ayes=0)
    quads = [line for line in reading_quads(reading, "debate/x") if "/division/1/person/1539>" in line.split(" ")[0]]
    assert any("ontology#voted> <https://w3id.org/hansard-kg/ontology#No>" in line for line in quads)
    assert any("ontology#voter> <https://w3id.org/hansard-kg/person/1539>" in line for line in quads)
    assert any("ontology#proxy> <https://w3id.org/hansard-kg/person/4423>" in line for line in quads)
    assert any('#proxyAsPrinted> "Will Quince"' in line for line in quads)


def test_a_voter_whom_nobody_knows_keeps_the_place_in_the_list_and_the_status(known: Knowledge) -> None:
    lines = list(reading_quads(divided(known, Vote(Position.AYE, Printed("Nobody, Mr. Atall"))), "debate/x"))
    about = [line for line in lines if "/division/1/vote/1>" in line.split(" ")[0]]
    assert any("ontology#Unknown>" in line for line in about)
    assert not any("ontology#voter>" in line for line in about)


def test_the_commons_does_not_count_its_tellers_and_the_lords_does(known: Knowledge) -> None:
    names = [Printed("Hollobone, Mr. Philip"), Printed("Bellingham, Mr. Henry")]
    votes = [Vote(Position.AYE, names[0]), Vote(Position.AYE, names[1], teller=True)]
    assert list(remarks_on(divided(known, *votes, ayes=1))) == []
    (remark,) = remarks_on(divided(known, *votes, ayes=2))
    assert remark == "Powers Bill, division 1: 2 ayes are stated, 1 are on the list"
    peers = [
        Vote(Position.CONTENT, Printed("Addington, L."), teller=True),
        Vote(Position.CONTENT, Printed("Alderdice, L.")),
    ]
    assert list(remarks_on(divided(known, *peers, venue=Venue.LORDS, ayes=2))) == []


def test_a_member_twice_on_one_side_is_said_and_on_both_is_an_abstention(known: Knowledge) -> None:
    philip = Printed("Hollobone, Mr. Philip")
    twice = divided(known, Vote(Position.AYE, philip), Vote(Position.AYE, philip), ayes=2)
    assert any("is 2 times among the ayes" in remark for remark in remarks_on(twice))
    both = divided(known, Vote(Position.AYE, philip), Vote(Position.NO, philip), ayes=1)
    assert not any("times" in remark for remark in remarks_on(both))


def test_before_the_register_a_voter_is_the_name_on_the_list(known: Knowledge) -> None:
    vote = Vote(Position.CONTENT, Printed("Norfolk, D."))
    ((one,),) = divided(known, vote, venue=Venue.LORDS, on=date(1909, 9, 21)).voters
    assert (one.person, one.status) == ("person/historic/lords-1909-norfolk-d", Status.STATED)
