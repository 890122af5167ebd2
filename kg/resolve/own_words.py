"""What a speaker's own words say of them: their seat, their area, their friends, and whom they speak of as another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.extract import Knowledge
from kg.extract.addresses import is_friend
from kg.iris import slug
from kg.model import Contribution, Kind, Mention, Ref
from kg.register import Register
from kg.resolve.day import Day
from kg.resolve.evidence import Evidence, clue, said
from kg.resolve.meanings import NAMED
from kg.vocabulary import Vocabulary

MY_AREA = re.compile(
    r"\b(?:my|our)\s(?:own\s)?(?:\w+\s)?(?:area|county|city|town|region|borough|part|home\scounty)\sof\s$",
    re.IGNORECASE,
)
MY_SEAT = re.compile(r"\bmy\s(?:own\s)?(?:\w+\s)?(?:constituency|seat)\s(?:of|in)\s$", re.IGNORECASE)
IN_MY_SEAT = re.compile(
    r",?\s(?:which\sis\s|that\sis\s|is\s|are\s)?(?:in|within|part\sof)\smy\s(?:own\s)?(?:\w+\s)?constituency\b"
)
MY_SEAT_IS = re.compile(r"\bmy\s(?:own\s)?(?:\w+\s)?constituency(?:,|\sis|—|\s–)\s$", re.IGNORECASE)
REPRESENT = re.compile(r"\bI\s(?:\w+\s)?represent\s(?:the\s(?:constituency|people|seat)\sof\s)?$")
MY = re.compile(r"\bmy\s(?:own\s)?$")
MY_PEOPLE = re.compile(r"\bmy\s(?:own\s)?constituents\s(?:in|from|of|across)\s$", re.IGNORECASE)
AS_THE_MEMBER = re.compile(r"(?:^|[.;:—,]\s|\b(?:and|but|speaking|am|that)\s)(?:[Aa]s|I\sam|I’m)\s$|\b[Ii]\sam\s$")
REACH = 40


def own_words(
    at: int, contribution: Contribution, mentions: Sequence[Mention], known: Knowledge, day: Day
) -> Iterator[Evidence]:
    """Yield what the words of the contribution at `at` say of who speaks it."""
    for evidence in (
        *_places(at, contribution, mentions, known),
        *_as_the_member(at, contribution, mentions),
        *_friends(at, contribution, mentions, day),
        *_others(at, contribution, mentions, day),
    ):
        yield replace(evidence, is_own=True)


def _places(at: int, contribution: Contribution, its: Sequence[Mention], known: Knowledge) -> Iterator[Evidence]:
    for mention in its:
        before = contribution.text[max(0, mention.begin - REACH) : mention.begin]
        words, clues = said(contribution, mention), (clue(contribution, mention),)
        own_seat = MY_SEAT.search(before) or REPRESENT.search(before) or MY_SEAT_IS.search(before) or MY.search(before)
        if mention.kind is Kind.CONSTITUENCY and mention.means and own_seat:
            holders = known.register.holders(mention.means.removeprefix("constituency/"), contribution.date)
            people = frozenset(h.person for h in holders)
            yield Evidence(at, people, "own-seat", f"speaks of “my constituency”, {words}", clues)
        is_theirs = any(form.search(before) for form in (MY_AREA, MY_PEOPLE, MY_SEAT, MY_SEAT_IS, REPRESENT))
        is_theirs = is_theirs or bool(IN_MY_SEAT.match(contribution.text, mention.end))
        is_place = mention.kind is Kind.PLACE and mention.means and is_theirs
        if is_place and (people := members_in(mention.means or "", contribution, known)):
            yield Evidence(at, people, "local-area", f"speaks of {words} as their own area", clues)


def _as_the_member(at: int, contribution: Contribution, its: Sequence[Mention]) -> Iterator[Evidence]:
    """Who says "As the Member for X, I ..." sits for X."""
    for mention in its:
        if mention.rule == "member-for" and mention.means:
            before = contribution.text[max(0, mention.begin - REACH) : mention.begin]
            if AS_THE_MEMBER.search(before) and said(contribution, mention).lower().startswith(
                ("the member", "member")
            ):
                people = frozenset({mention.means.removeprefix("person/")})
                words = f"speaks as “{said(contribution, mention)}”"
                yield Evidence(at, people, "as-the-member", words, (clue(contribution, mention),))


def _friends(at: int, contribution: Contribution, its: Sequence[Mention], day: Day) -> Iterator[Evidence]:
    """Who calls another "my hon. Friend" sits on one side with them (Erskine May, paragraph 21.25)."""
    for mention in its:
        address = mention.said.address if mention.said else None
        if mention.means and address and is_friend(address):
            person = mention.means.removeprefix("person/")
            if side := day.side(person):
                name = day.register.people[person].name
                words = f"calls {name} “{address.replace('friend', 'Friend')}”, so is of one party with them"
                people = day.of_sides(frozenset({side})) - {person}
                yield Evidence(at, people, "party-of-friend", words, (clue(contribution, mention),))


def _others(at: int, contribution: Contribution, its: Sequence[Mention], day: Day) -> Iterator[Evidence]:
    """Nobody speaks of themselves as "the hon. Member for X" or "my right hon. Friend the Home Secretary"."""
    for mention in its:
        address = mention.said.address if mention.said else None
        if mention.means and mention.rule in NAMED and address and "hon" in address:
            person = mention.means.removeprefix("person/")
            words = f"speaks of {said(contribution, mention)} as another"
            yield Evidence(at, day.everyone - {person}, "speaks-of-another", words, (clue(contribution, mention),))


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
