"""Put the evidence together: every voice keeps the people that all of it allows, until nothing changes.

What is said of one contribution holds for its whole voice. A floor that contradicts itself has changed hands unseen, so
there a voice parts in two; an answer that contradicts the others stands alone. "My hon. Friend" ties two voices to one
side, both ways. Sets only shrink, so the end is the same in whatever order evidence comes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.resolve.day import Day
from kg.resolve.evidence import Evidence, Friends
from kg.resolve.voices import TAKES_FLOOR_BACK, Place

OF_ONE_TURN = frozenset({"pleasure-to-follow"})
"""Evidence that holds for the turn that it is of: read blind, more than one in four of the others of that floor were another's."""


@dataclass(slots=True)
class Stretch:
    """A run of contributions of one voice and the evidence for all of them; `people` are who is left.

    Evidence that says the same by the same rule is kept once: an answerer of a hundred questions has one department.
    """

    people: frozenset[str]
    is_floor: bool = False
    evidence: dict[tuple[str, frozenset[str], bool], Evidence] = field(default_factory=dict)

    def allows(self, evidence: Sequence[Evidence]) -> bool:
        return bool(_all(self.people, evidence))

    def take(self, evidence: Iterable[Evidence]) -> None:
        for one in evidence:
            self.evidence.setdefault((one.rule, one.people, one.is_own), one)
            self.people &= one.people


@dataclass(frozen=True, slots=True)
class Settled:
    """Who may speak a contribution, and the evidence that left them, the strongest first."""

    people: frozenset[str]
    evidence: tuple[Evidence, ...]


def settle(
    places: Sequence[Place], evidence: Iterable[Evidence], friends: Iterable[Friends], day: Day
) -> tuple[Settled, ...]:
    """Return who may speak each contribution of a debate."""
    told: dict[int, list[Evidence]] = defaultdict(list)
    for one in evidence:
        told[one.at].append(one)
    own = defaultdict(list, {at: _consistent(pieces, day) for at, pieces in told.items()})
    stretches = _stretches(places, own, day)
    _tell_friends(list(friends), stretches, own, day)
    return tuple(_settled(at, own[at], stretch, day) for at, stretch in enumerate(stretches))


def _consistent(evidence: Sequence[Evidence], day: Day) -> list[Evidence]:
    """Return the evidence on one contribution without what contradicts better evidence.

    The speaker's own words come first, then what most others say. Where others name two people equally often, either
    may be meant.
    """
    said_by_others = Counter(e.people for e in evidence if not e.is_own)
    people, kept = day.everyone, []
    for one in sorted(
        evidence, key=lambda e: (not e.is_own, -said_by_others[e.people], len(e.people), e.rule, e.words, e.clues)
    ):
        if people & one.people:
            people &= one.people
            kept.append(one)
    rivals = [
        e
        for e in evidence
        if e not in kept and any(_rivals(e, k) and said_by_others[k.people] == said_by_others[e.people] for k in kept)
    ]
    return [replace(k, people=k.people.union(*(e.people for e in rivals if _rivals(e, k)))) for k in kept]


def _rivals(one: Evidence, other: Evidence) -> bool:
    return not one.is_own and not other.is_own and len(one.people) == len(other.people) == 1


def _stretches(places: Sequence[Place], own: dict[int, list[Evidence]], day: Day) -> list[Stretch]:
    """Return the stretch of each contribution."""
    of_voice: dict[int, Stretch] = {}
    found: list[Stretch] = []
    for at, place in enumerate(places):
        stretch = of_voice.get(place.voice)
        if stretch is None or not stretch.allows(own[at]):
            is_apart = stretch is not None and place.rule != TAKES_FLOOR_BACK
            stretch = Stretch(day.everyone)
            if not is_apart:
                of_voice[place.voice] = stretch
        stretch.is_floor |= place.rule == TAKES_FLOOR_BACK
        stretch.take(own[at])
        found.append(stretch)
    return found


def _tell_friends(ties: list[Friends], stretches: Sequence[Stretch], own: dict[int, list[Evidence]], day: Day) -> None:
    """Tell each end of a tie the side of the other once it is known, until no tie has more to tell.

    All that is known at once is told at once; where two ties contradict each other neither tells anything.
    """
    while ties:
        told = [one for tie in ties if (one := _told(tie, stretches, day))]
        if not told:
            return
        ties = [tie for tie in ties if not _told(tie, stretches, day)]
        by_stretch: dict[int, list[Evidence]] = defaultdict(list)
        for one in told:
            by_stretch[id(stretches[one.at])].append(one)
        for pieces in by_stretch.values():
            if stretches[pieces[0].at].allows(pieces):
                for one in pieces:
                    stretches[one.at].take([one])
                    own[one.at].append(one)


def _told(tie: Friends, stretches: Sequence[Stretch], day: Day) -> Evidence | None:
    """Return what the end of a tie whose side is known tells of the other end."""
    for at, other, words in ((tie.at, tie.by, tie.called), (tie.by, tie.at, tie.calls)):
        sides = day.sides(stretches[other].people)
        if len(sides) == 1 and stretches[at] is not stretches[other]:
            side = f"{words}, and so sits with them: {day.side_name(next(iter(sides)))}"
            return Evidence(at, day.of_sides(sides), "party-of-friend", side, tie.clues)
    return None


def _settled(at: int, own: Sequence[Evidence], stretch: Stretch, day: Day) -> Settled:
    """A floor hands on nothing but who has it: it may have changed hands unseen. Of another voice all holds for all."""
    shared: Iterable[Evidence] = stretch.evidence.values()
    if stretch.is_floor:
        shared = [e for e in shared if len(e.people) == 1 and not e.is_own and e.rule not in OF_ONE_TURN]
    evidence = [*own, *(e for e in shared if e not in own)]
    return Settled(_all(day.everyone, evidence), _that_narrowed(at, evidence, day))


def _all(people: frozenset[str], evidence: Iterable[Evidence]) -> frozenset[str]:
    for one in evidence:
        people &= one.people
    return people


def _that_narrowed(at: int, evidence: Iterable[Evidence], day: Day) -> tuple[Evidence, ...]:
    """Return the evidence without what adds nothing to a stronger piece.

    The smallest set is the strongest; of equal ones that on the contribution itself.
    """
    people, kept = day.everyone, []
    for one in sorted(evidence, key=lambda e: (len(e.people), e.at != at, e.at, e.rule, e.words, e.clues)):
        if people & one.people != people or not people:
            kept.append(one)
            people &= one.people
    return tuple(kept)
