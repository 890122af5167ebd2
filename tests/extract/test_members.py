"""Members named by seat, name, office or form of address: which words, which seat, who."""

from datetime import date

import pytest

from kg.extract import Knowledge, mentions_of
from kg.model import Contribution, Debate, Kind, Mention, Status, Turn, Venue
from kg.resolve import read_closely


def read(known: Knowledge, text: str, on: str) -> list[tuple[str, Mention]]:
    day = date.fromisoformat(on)
    contribution = Contribution(1, Venue.COMMONS, day, Turn.CONTRIBUTION, text)
    reading = read_closely(Debate(Venue.COMMONS, day, "A debate", 1, (contribution,)), known)
    return [(text[m.begin : m.end], m) for m in reading.mentions[0]]


def people(known: Knowledge, text: str, on: str) -> dict[str, str | None]:
    return {words: m.means for words, m in read(known, text, on) if m.kind is Kind.PERSON}


@pytest.mark.parametrize(
    ("text", "on", "words", "person"),
    [
        ("I thank my hon. Friend the Member for Colchester (Will Quince) for that.", "2017-11-20", "my hon. Friend the Member for Colchester (Will Quince)", "person/4423"),
        ("As the right hon. Member for Gainsborough (Sir Edward Leigh) said.", "2017-11-20", "the right hon. Member for Gainsborough (Sir Edward Leigh)", "person/345"),
        ("The hon. Member for Sheffield, Heeley (Louise Haigh) asked.", "2017-11-20", "The hon. Member for Sheffield, Heeley (Louise Haigh)", "person/4473"),
        ("my hon. Friend the Member for Kettering (Mr Hollobone) asked.", "2017-11-20", "my hon. Friend the Member for Kettering (Mr Hollobone)", "person/1537"),
        # the name wins over a slip in the seat
        ("the hon. Member for Colchestr (Will Quince) asked.", "2017-11-20", "the hon. Member for Colchestr (Will Quince)", "person/4423"),
        # the seat alone is whoever held it on the day
        ("the hon. Member for Colchester asked.", "2017-11-20", "the hon. Member for Colchester", "person/4423"),
        ("the hon. Member for Colchester asked.", "2012-11-20", "the hon. Member for Colchester", "person/35"),
        # an office stands for its holder on the day
        ("I asked the Home Secretary.", "2017-11-20", "Home Secretary", "person/3983"),
        ("I asked the Home Secretary.", "2020-12-14", "Home Secretary", "person/4066"),
        ("my right hon. Friend the Prime Minister said so.", "2017-11-20", "my right hon. Friend the Prime Minister", "person/8"),
        # a full name is its bearer's
        ("Will Quince has left the Chamber.", "2017-11-20", "Will Quince", "person/4423"),
    ],
)  # fmt: skip
def test_who_is_meant(known: Knowledge, text: str, on: str, words: str, person: str) -> None:
    assert people(known, text, on)[words] == person


@pytest.mark.parametrize(
    ("text", "on", "words"),
    [
        ("the former Home Secretary said so.", "2017-11-20", "Home Secretary"),
        ("a Home Secretary must resign.", "2017-11-20", "Home Secretary"),
        ("the Israeli Prime Minister spoke.", "2017-11-20", "Prime Minister"),
        ("the Prime Minister of India spoke.", "2017-11-20", "Prime Minister"),
        ("the former Member for Colchester spoke.", "2017-11-20", "the former Member for Colchester"),
        ("the John Lewis Partnership", "1990-05-01", "John Lewis"),
    ],
)
def test_who_is_not_meant(known: Knowledge, text: str, on: str, words: str) -> None:
    assert not [person for person in people(known, text, on).values() if person]


def test_on_a_day_of_reshuffle_both_holders_are_candidates(known: Knowledge) -> None:
    (mention,) = [m for words, m in read(known, "I asked the Home Secretary.", "2018-04-29") if m.kind is Kind.PERSON]
    assert mention.status in (Status.AMBIGUOUS, Status.INFERRED)
    later = people(known, "I asked the Home Secretary.", "2018-05-01")
    assert later["Home Secretary"] == "person/3945"


def test_members_in_a_list_are_each_named(known: Knowledge) -> None:
    text = "the hon. Members for Colchester (Will Quince) and for High Peak (Ruth George) spoke."
    named = people(known, text, "2017-11-20")
    assert named["Will Quince"] == "person/4423"
    assert named["Ruth George"] == "person/4662"


def test_seats_with_names_in_brackets_follow_each_other(known: Knowledge) -> None:
    text = "the hon. Members for Colchester (Will Quince), High Peak (Ruth George) and, indeed, for Bath (Wera Hobhouse) spoke."
    named = people(known, text, "2017-11-20")
    assert [named[name] for name in ("Will Quince", "Ruth George")] == ["person/4423", "person/4662"]
    assert named["Wera Hobhouse"]


def test_in_member_for_x_the_x_is_a_seat_and_no_place(known: Knowledge) -> None:
    mentions = read(known, "the hon. Member for Colchester (Will Quince)", "2017-11-20")
    assert {m.kind for words, m in mentions if words == "Colchester"} == {Kind.CONSTITUENCY}


def test_outside_the_coverage_nobody_is_named(known: Knowledge) -> None:
    assert not [p for p in people(known, "I asked the hon. Member for Colchester.", "1930-05-01").values() if p]


def test_every_anchor_is_the_words_of_its_span(known: Knowledge) -> None:
    text = "my right hon. Friend the Home Secretary, the Member for Colchester (Will Quince) and the Minister in Kent."
    contribution = Contribution(1, Venue.COMMONS, date(2017, 11, 20), Turn.CONTRIBUTION, text)
    for mention in mentions_of(contribution, known):
        assert 0 <= mention.begin < mention.end <= len(text)
        assert text[mention.begin : mention.end].strip() == text[mention.begin : mention.end]


def test_a_title_that_two_peers_share_is_not_guessed(known: Knowledge) -> None:
    (mention,) = [m for words, m in read(known, "Yesterday Lord Prior spoke.", "2016-05-11") if words == "Lord Prior"]
    assert (mention.status, mention.means, len(mention.candidates)) == (Status.AMBIGUOUS, None, 2)
