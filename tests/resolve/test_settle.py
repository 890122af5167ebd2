"""Evidence put together: sets only shrink, order does not matter, friends tell each other both ways."""

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import Knowledge
from kg.model import House
from kg.resolve.day import Day, day_of
from kg.resolve.evidence import Evidence, Friends
from kg.resolve.settle import Settled, settle
from kg.resolve.voices import TAKES_FLOOR_BACK, Place

ON = date(2017, 11, 20)


@pytest.fixture(scope="module")
def day(known: Knowledge) -> Day:
    return day_of(known.register, House.COMMONS, ON)


def settled(
    day: Day,
    voices: Sequence[int],
    evidence: Sequence[Evidence],
    friends: Sequence[Friends] = (),
    rule: str | None = None,
) -> tuple[Settled, ...]:
    places = [Place(voice, rule if voice in voices[:at] else None) for at, voice in enumerate(voices)]
    return settle(places, evidence, friends, day)


def some(day: Day, *sides: str) -> frozenset[str]:
    return day.of_sides(frozenset(sides))


def one(day: Day, name: str) -> frozenset[str]:
    (person,) = day.register.named(name, day.on, day.house)
    return frozenset({person.id})


def test_without_evidence_anybody_may_speak(day: Day) -> None:
    (only,) = settled(day, [0], [])
    assert only.people == day.everyone
    assert only.evidence == ()


def test_what_is_said_of_one_contribution_holds_for_its_voice(day: Day) -> None:
    found = settled(day, [0, 1, 0], [Evidence(2, one(day, "Ben Wallace"), "own-seat", "words")])
    assert [len(s.people) for s in found] == [1, len(day.everyone), 1]


def test_a_friend_is_of_the_side_of_who_is_known_whichever_end_that_is(day: Day) -> None:
    labour = Evidence(0, one(day, "Louise Haigh"), "own-seat", "words")
    for tie in (Friends(0, 1, "is called", "calls"), Friends(1, 0, "is called", "calls")):
        found = settled(day, [0, 1], [labour], [tie])
        assert found[1].people == some(day, "labour")
        assert found[1].evidence[0].rule == "party-of-friend"


def test_sides_are_told_along_a_chain_of_friends(day: Day) -> None:
    labour = Evidence(3, one(day, "Louise Haigh"), "own-seat", "words")
    ties = [Friends(at, at + 1, "is called", "calls") for at in range(3)]
    assert all(s.people <= some(day, "labour") for s in settled(day, [0, 1, 2, 3], [labour], ties))


def test_a_floor_that_contradicts_itself_has_changed_hands(day: Day) -> None:
    evidence = [
        Evidence(0, one(day, "Ben Wallace"), "secured-the-debate", "words"),
        Evidence(2, one(day, "Louise Haigh"), "called-by-the-chair", "words"),
    ]
    found = settled(day, [0, 0, 0, 0], evidence, rule=TAKES_FLOOR_BACK)
    assert [s.people for s in found] == [*[one(day, "Ben Wallace")] * 2, *[one(day, "Louise Haigh")] * 2]


def test_whom_the_next_speaker_follows_is_known_of_that_turn_alone(day: Day) -> None:
    evidence = [Evidence(2, one(day, "Louise Haigh"), "pleasure-to-follow", "words")]
    found = settled(day, [0, 0, 0, 0], evidence, rule=TAKES_FLOOR_BACK)
    assert [s.people for s in found] == [day.everyone, day.everyone, one(day, "Louise Haigh"), day.everyone]


def test_an_answer_that_contradicts_the_others_stands_alone(day: Day) -> None:
    evidence = [
        Evidence(0, one(day, "Ben Wallace"), "asked-by-title", "words"),
        Evidence(1, one(day, "Louise Haigh"), "own-seat", "words", is_own=True),
    ]
    found = settled(day, [0, 0, 0], evidence, rule="one-minister-answers")
    assert found[1].people == one(day, "Louise Haigh")
    assert found[2].people == one(day, "Ben Wallace")


def test_the_speakers_own_words_stand_before_what_others_say(day: Day) -> None:
    evidence = [
        Evidence(0, one(day, "Ben Wallace"), "secured-the-debate", "words"),
        Evidence(0, day.everyone - one(day, "Ben Wallace"), "speaks-of-another", "words", is_own=True),
    ]
    (only,) = settled(day, [0], evidence)
    assert only.people == day.everyone - one(day, "Ben Wallace")


def test_two_who_are_named_equally_often_stay_candidates(day: Day) -> None:
    both = [Evidence(0, one(day, name), "secured-the-debate", name) for name in ("Ben Wallace", "Louise Haigh")]
    (only,) = settled(day, [0], both)
    assert only.people == one(day, "Ben Wallace") | one(day, "Louise Haigh")


@settings(max_examples=40, deadline=None)
@given(
    pieces=st.lists(st.tuples(st.integers(0, 4), st.sets(st.integers(0, 39), min_size=1), st.booleans()), max_size=8),
    pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4),
    shuffle=st.randoms(use_true_random=False),
)
def test_the_end_is_the_same_in_whatever_order_evidence_comes(
    known: Knowledge, pieces: list[tuple[int, set[int], bool]], pairs: list[tuple[int, int]], shuffle: Random
) -> None:
    day = day_of(known.register, House.COMMONS, ON)
    everyone = sorted(day.everyone)
    evidence = [
        Evidence(at, frozenset(everyone[i] for i in people), "a rule", str(sorted(people)), is_own=own)
        for at, people, own in pieces
    ]
    ties = [Friends(by, at, "is called", "calls") for by, at in pairs]
    voices = [0, 1, 0, 2, 1]
    first = [one.people for one in settled(day, voices, evidence, ties)]
    shuffle.shuffle(evidence)
    shuffle.shuffle(ties)
    assert [one.people for one in settled(day, voices, evidence, ties)] == first
