"""Put the evidence together: every voice keeps the people that all of it allows, until nothing changes.

What is said of one contribution holds for all of its voice; "my hon. Friend" ties two voices to one side, both ways.
Sets only shrink, so the end is the same in whatever order evidence comes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.resolve.day import Day
from kg.resolve.evidence import Evidence, Friends
from kg.resolve.voices import Place


@dataclass(frozen=True, slots=True)
class Voice:
    """Who may be a voice: the people left, and the evidence that left them, the strongest first."""

    people: frozenset[str]
    evidence: tuple[Evidence, ...]


def settle(
    places: Sequence[Place], evidence: Iterable[Evidence], friends: Iterable[Friends], day: Day
) -> Mapping[int, Voice]:
    """Return the voices of a debate by their number."""
    by_voice: dict[int, list[Evidence]] = defaultdict(list)
    for one in evidence:
        by_voice[places[one.at].voice].append(one)
    ties = [tie for tie in friends if places[tie.at].voice != places[tie.other].voice]
    left = {place.voice: _left(by_voice[place.voice], day) for place in places}
    while told := _by_friends(ties, places, left, day):
        for one in told:
            voice = places[one.at].voice
            by_voice[voice].append(one)
            left[voice] &= one.people
    return {voice: Voice(people, _that_narrowed(by_voice[voice], day)) for voice, people in left.items()}


def _left(evidence: Iterable[Evidence], day: Day) -> frozenset[str]:
    people = day.everyone
    for one in evidence:
        people &= one.people
    return people


def _by_friends(
    ties: list[Friends], places: Sequence[Place], left: Mapping[int, frozenset[str]], day: Day
) -> list[Evidence]:
    """Return what a voice whose side is known tells of the other end of a tie; a tie that has told is dropped."""
    told = []
    for tie in list(ties):
        for at, other in ((tie.at, tie.other), (tie.other, tie.at)):
            sides = day.sides(left[places[other].voice])
            if len(sides) == 1:
                told.append(Evidence(at, day.of_sides(sides), "party-of-friend", tie.words, tie.clues))
                ties.remove(tie)
                break
    return told


def _that_narrowed(evidence: Iterable[Evidence], day: Day) -> tuple[Evidence, ...]:
    """Return the evidence without what adds nothing to a stronger piece; the smallest set is the strongest."""
    people, kept = day.everyone, []
    for one in sorted(evidence, key=lambda e: (len(e.people), e.at, e.rule, e.words)):
        if people & one.people != people or not people:
            kept.append(one)
            people &= one.people
    return tuple(kept)
