"""Answer a person's question to the register: a name, a seat or an office, on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.register.lookup import Register


@dataclass(frozen=True, slots=True)
class Found:
    """A person as they were on a day: seat, party and offices in words."""

    id: str
    name: str
    house: str
    seat: str
    party: str
    offices: tuple[str, ...]

    def __str__(self) -> str:
        offices = f"; {'; '.join(self.offices)}" if self.offices else ""
        return f"person/{self.id}  {self.name}, {self.seat} ({self.party}), {self.house}{offices}"

    def row(self) -> dict[str, Any]:
        return {
            "person": f"person/{self.id}",
            "name": self.name,
            "house": self.house,
            "seat": self.seat,
            "party": self.party,
            "offices": list(self.offices),
        }


def find(register: Register, words: str, on: date) -> list[Found]:
    """Return who bears the name, holds the seat or holds the office of `words` on a day, by name.

    >>> from kg.register import load_register
    >>> [str(f) for f in find(load_register(), "Colchester", date(2017, 11, 20))]
    ['person/4423  Will Quince, Colchester (Conservative), Commons']
    """
    people = dict.fromkeys(_people(register, words, on))
    return sorted((_found(register, id_, on) for id_ in people), key=lambda found: (found.name, found.id))


def _people(register: Register, words: str, on: date) -> Iterator[str]:
    yield from (person.id for person in register.named(words, on))
    for constituency in register.constituencies_named(words, on):
        yield from (seat.person for seat in register.holders(constituency.id, on))
    for office in register.offices_titled(words, on):
        yield from (holding.person for holding in register.office_holders(office.slug, on))
    if " " not in words.strip():
        yield from (person.id for person in register.named(f"Dr {words}", on))


def _found(register: Register, id_: str, on: date) -> Found:
    seat, membership = register.seat_of(id_, on), register.party_of(id_, on)
    place = register.constituencies[seat.constituency].name if seat and seat.constituency else (seat and seat.peerage)
    return Found(
        id=id_,
        name=register.people[id_].name,
        house=seat.house.value if seat else "not sitting",
        seat=place or "no seat",
        party=register.parties[membership.party].name if membership else "no party",
        offices=tuple(register.offices[h.office].title for h in register.offices_of(id_, on)),
    )
