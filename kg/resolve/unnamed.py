"""Who may speak a contribution whose speaker the record has lost: what the words support, and no more.

Each constraint is a set of people and the words for it. What is left when all are applied are the candidates:
one is inferred, several stay open. The rules are few and plain; forms of address that point back and forth along
the debate are to be judged over the whole of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract import Knowledge
from kg.extract.spans import MOST_CANDIDATES
from kg.iris import office as office_ref
from kg.iris import person as person_ref
from kg.iris import slug
from kg.model import Attribution, Clue, Contribution, Debate, Kind, Mention, Ref, Status, Turn
from kg.register import Register
from kg.resolve.departments import Answering
from kg.vocabulary import Vocabulary

MY_AREA = re.compile(
    r"\b(?:my|our)\s(?:own\s)?(?:\w+\s)?(?:area|county|city|town|region|borough|part|home\scounty)\sof\s$",
    re.IGNORECASE,
)
MY_SEAT = re.compile(r"\bmy\s(?:own\s)?(?:\w+\s)?(?:constituency|seat)\s(?:of|in)\s$", re.IGNORECASE)
MY_PEOPLE = re.compile(r"\bmy\s(?:own\s)?constituents\s(?:in|from|of|across)\s$", re.IGNORECASE)
REACH = 40
SPOKEN_FOR_GOVERNMENT = (Turn.ANSWER, Turn.STATEMENT)


@dataclass(frozen=True, slots=True)
class Constraint:
    """People who may speak, the rule that says so, in words, and the mentions it rests on."""

    people: frozenset[str]
    rule: str
    words: str
    clues: tuple[Clue, ...] = ()


def attribute_unnamed(
    debate: Debate,
    mentions: Sequence[Sequence[Mention]],
    named: Sequence[Attribution | None],
    known: Knowledge,
    answering: Answering,
) -> tuple[Attribution, ...]:
    """Return an attribution for each contribution: the given one, with its role, or what the words support."""
    return tuple(
        _with_role(given, contribution, known.register, answering)
        if given
        else _judge(debate, contribution.index - 1, mentions, known, answering)
        for contribution, given in zip(debate.contributions, named, strict=True)
    )


def _with_role(given: Attribution, contribution: Contribution, register: Register, answering: Answering) -> Attribution:
    """Give the one office of the answering department that an answering minister holds, where none is printed."""
    if given.role or not given.person or contribution.turn not in SPOKEN_FOR_GOVERNMENT or not answering.department:
        return given
    held = {
        office_ref(h.office)
        for h in register.offices_of(given.person.removeprefix("person/"), contribution.date)
        if f"agency/{register.offices[h.office].department}" == answering.department
    }
    return replace(given, role=held.pop(), role_status=Status.INFERRED) if len(held) == 1 else given


def _judge(
    debate: Debate, at: int, mentions: Sequence[Sequence[Mention]], known: Knowledge, answering: Answering
) -> Attribution:
    register, house = known.register, debate.venue.house
    if not register.covers(house, debate.date):
        return Attribution(
            Status.UNKNOWN, "outside-coverage", constraints=(f"is of {debate.date}, which the register does not cover",)
        )
    constraints = list(_constraints(debate, at, mentions, known, answering))
    if not constraints:
        return Attribution(Status.UNKNOWN, "no-evidence", constraints=("says nothing of who speaks",))
    left = frozenset(seat.person for seat in register.sitting(house, debate.date))
    for constraint in constraints:
        left &= constraint.people
    return _attribution(left, constraints)


def _attribution(left: frozenset[str], constraints: list[Constraint]) -> Attribution:
    refs = tuple(person_ref(id_) for id_ in sorted(left, key=int))
    strongest = min(constraints, key=lambda c: len(c.people))
    clues = tuple(dict.fromkeys(clue for c in constraints for clue in c.clues))
    words = tuple(c.words for c in constraints)
    if not refs:
        return Attribution(Status.UNKNOWN, "no-candidate", constraints=words, clues=clues)
    return Attribution(
        Status.INFERRED if len(refs) == 1 else Status.AMBIGUOUS,
        strongest.rule,
        person=refs[0] if len(refs) == 1 else None,
        candidates=refs if 1 < len(refs) <= MOST_CANDIDATES else (),
        candidate_count=len(refs),
        constraints=words,
        clues=clues,
    )


def _constraints(
    debate: Debate, at: int, mentions: Sequence[Sequence[Mention]], known: Knowledge, answering: Answering
) -> Iterator[Constraint]:
    contribution = debate.contributions[at]
    ministers = frozenset(answering.ministers)
    label = known.vocabulary.concepts[answering.department].label if answering.department else ""
    if ministers and contribution.turn in SPOKEN_FOR_GOVERNMENT:
        words = f"answers for the {label} on {debate.date}: {answering.because}"
        yield Constraint(
            ministers,
            "answering-department",
            words,
            (*answering.clues, *_called_minister(debate, at, mentions)),
        )
    if contribution.turn is Turn.QUESTION:
        yield from _asks(debate, at, mentions[at], known, ministers, label)


def _called_minister(debate: Debate, at: int, mentions: Sequence[Sequence[Mention]]) -> Iterator[Clue]:
    """The turn before or after calls the one who answers "the Minister"."""
    for near in (at - 1, at + 1):
        if 0 <= near < len(mentions):
            for mention in mentions[near]:
                if mention.rule == "minister-address":
                    yield Clue(debate.contributions[near].index, mention.begin, mention.end, mention.kind)
                    break


def _asks(
    debate: Debate, at: int, its: Sequence[Mention], known: Knowledge, ministers: frozenset[str], label: str
) -> Iterator[Constraint]:
    """What a questioner's own words say of them."""
    contribution = debate.contributions[at]
    found = [*_places(contribution, its, known), *_friends(contribution, its, known.register)]
    yield from found
    if found and ministers:
        everyone = frozenset(seat.person for seat in known.register.sitting(debate.venue.house, debate.date))
        yield Constraint(
            everyone - ministers, "one-does-not-ask-and-answer", f"asks, and so is no minister of the {label}"
        )


def _places(contribution: Contribution, its: Sequence[Mention], known: Knowledge) -> Iterator[Constraint]:
    for mention in its:
        before = contribution.text[max(0, mention.begin - REACH) : mention.begin]
        clue = (Clue(contribution.index, mention.begin, mention.end, mention.kind),)
        words = contribution.text[mention.begin : mention.end]
        if mention.kind is Kind.CONSTITUENCY and mention.means and MY_SEAT.search(before):
            holders = known.register.holders(mention.means.removeprefix("constituency/"), contribution.date)
            yield Constraint(
                frozenset(h.person for h in holders),
                "own-seat",
                f"speaks of “my constituency”, {words}",
                clue,
            )
        is_theirs = MY_AREA.search(before) or MY_PEOPLE.search(before) or MY_SEAT.search(before)
        if mention.kind is Kind.PLACE and mention.means and is_theirs:
            people = members_in(mention.means, contribution, known)
            if people:
                yield Constraint(people, "local-area", f"speaks of {words} as their own area", clue)


def members_in(place: Ref, contribution: Contribution, known: Knowledge) -> frozenset[str]:
    """Return who sits for an area, or may speak of a place in it as their own.

    The area is the place itself where it is a county, region or nation, else the first of those that contains it: a
    town is often shared by seats that do not bear its name. Nobody is returned for a day on which the register does
    not know the county of every seat: then it cannot know who else sits there.
    """
    area, named = _area_of(place, known), _slugs(place, known.vocabulary)
    register = known.register
    seats = [s for s in register.sitting(contribution.venue.house, contribution.date) if s.constituency]
    if not all(register.constituencies[seat.constituency or ""].county for seat in seats):
        return frozenset()
    return frozenset(
        seat.person
        for seat in seats
        if area & _areas(seat.constituency or "", register) or named & _names_in(seat.constituency or "", register)
    )


def _area_of(place: Ref, known: Knowledge) -> frozenset[str]:
    """Return the slugs of the first county, region or nation, from `place` upwards."""
    level: tuple[Ref, ...] = (place,)
    while level and level[0] in known.vocabulary.concepts:
        slugs = _slugs(level[0], known.vocabulary)
        if slugs & _all_areas(known.register):
            return slugs
        level = known.vocabulary.concepts[level[0]].above
    return frozenset()


def _slugs(place: Ref, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(slug(form).removeprefix("the-") for form in vocabulary.concepts[place].forms)


@lru_cache(1)
def _all_areas(register: Register) -> frozenset[str]:
    return frozenset(area for id_ in register.constituencies for area in _areas(id_, register))


@lru_cache(8192)
def _areas(constituency: str, register: Register) -> frozenset[str]:
    """The slugs of the county, region and nation of a seat."""
    seat = register.constituencies[constituency]
    return frozenset(slug(area) for area in (seat.county, seat.region, seat.country) if area)


@lru_cache(4096)
def _names_in(constituency: str, register: Register) -> frozenset[str]:
    """The slugs of each run of words in the name of a seat."""
    words = register.constituencies[constituency].name.replace(",", "").split()
    return frozenset(slug(" ".join(words[i:j])) for i in range(len(words)) for j in range(i + 1, len(words) + 1))


def _friends(contribution: Contribution, its: Sequence[Mention], register: Register) -> Iterator[Constraint]:
    """Who calls another "my hon. Friend" is of one party with them (Erskine May, paragraph 21.25)."""
    for mention in its:
        address = mention.said.address if mention.said else None
        if not (mention.means and address and address.startswith("my ") and "friend" in address):
            continue
        person = mention.means.removeprefix("person/")
        side = side_of(person, contribution, register)
        if side:
            people = frozenset(
                seat.person
                for seat in register.sitting(contribution.venue.house, contribution.date)
                if seat.person != person and side_of(seat.person, contribution, register) == side
            )
            words = f"calls {register.people[person].name} “{address.replace('friend', 'Friend')}”, so is of one party with them"
            clue = Clue(contribution.index, mention.begin, mention.end, mention.kind)
            yield Constraint(people, "party-of-friend", words, (clue,))
            return


def side_of(person: str, contribution: Contribution, register: Register) -> str | None:
    """Return the party as the whips count it (Labour and Labour (Co-op) are one)."""
    membership = register.party_of(person, contribution.date)
    return register.parties[membership.party].whip if membership else None
