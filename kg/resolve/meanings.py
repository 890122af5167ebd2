"""Which person a mention means: by the name the reporter inserts, the seat, or the office on the day."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from kg.extract.spans import MOST_CANDIDATES
from kg.iris import person as person_ref
from kg.model import Contribution, House, Kind, Mention, Said, Status
from kg.register import Register

NAMED = ("member-name", "member-for", "person-name", "office-title")
"""The rules of mentions that name a person, or the seat or office that is theirs."""


def resolve_names(contribution: Contribution, mentions: Sequence[Mention], register: Register) -> tuple[Mention, ...]:
    """Return `mentions` with each person judged who is named by name, seat or office; forms of address are left.

    What cannot be judged keeps its candidates and its rule. The day is one that the register covers.
    """
    return tuple(_resolved(mention, contribution, register) for mention in mentions)


def _resolved(mention: Mention, contribution: Contribution, register: Register) -> Mention:
    said, on = mention.said, contribution.date
    if mention.kind is not Kind.PERSON or said is None or mention.means:
        return mention
    if mention.rule == "member-name":
        return judged(mention, _by_name_and_seat(said, on, register), Status.STATED)
    if mention.rule == "member-for":
        return judged(mention, _holders_of_seats(said, on, register), Status.INFERRED)
    if mention.rule == "office-title":
        return judged(mention, _holders_of_offices(said, on, register, contribution.venue.house), Status.INFERRED)
    return mention


def judged(mention: Mention, people: AbstractSet[str], where_one: Status) -> Mention:
    """Return `mention` meaning the one person of `people`, else with all of them as candidates, else unknown."""
    refs = tuple(person_ref(id_) for id_ in sorted(people, key=int))
    if len(refs) == 1:
        return replace(mention, means=refs[0], status=where_one)
    listed = refs if len(refs) <= MOST_CANDIDATES else ()
    return replace(
        mention,
        status=Status.AMBIGUOUS if listed else Status.UNKNOWN,
        candidates=listed,
        candidate_count=len(refs) or None,
    )


def _by_name_and_seat(said: Said, on: date, register: Register) -> set[str]:
    """The inserted name is the reporter's and wins over a slip in the seat; the seat tells two of one name apart.

    A name that nobody bears is not mended by the seat alone, unless the surname is the holder's own.
    """
    bearers = {person.id for person in register.named(said.name or "", on, House.COMMONS)}
    holders = _holders_of_seats(said, on, register)
    if bearers & holders:
        return bearers & holders
    if bearers:
        return bearers
    return of_surname(said.name or "", holders, register)


def of_surname(name: str, people: Iterable[str], register: Register) -> set[str]:
    """Return those of `people` whose surname a name ends in."""
    surname = name.split()[-1:]
    return {id_ for id_ in people if [register.people[id_].family] == surname}


def _holders_of_seats(said: Said, on: date, register: Register) -> set[str]:
    ids = (ref.removeprefix("constituency/") for ref in said.constituencies)
    return {seat.person for id_ in ids for seat in register.holders(id_, on)}


def _holders_of_offices(said: Said, on: date, register: Register, house: House) -> set[str]:
    """Those who hold one of the offices; "my hon. Friend the Minister" sits in the House where it is said."""
    slugs = (ref.removeprefix("office/") for ref in said.offices)
    holders = {holding.person for slug in slugs for holding in register.office_holders(slug, on)}
    if said.address and "hon" in said.address and len(holders) > 1:
        holders &= {seat.person for seat in register.sitting(house, on)}
    return holders
