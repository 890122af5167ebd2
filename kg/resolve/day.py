"""The House on one day: who sits, on which side, of what gender and rank. What forms of address are held against."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache

from kg.model import House
from kg.register import Register

GOVERNMENT, CHAIR = "government", "chair"
CABINET = ("pm", "sos")
DAYS = 8


class Day:
    """One House on one day; people are ids of the register."""

    def __init__(self, register: Register, house: House, on: date) -> None:
        self.register, self.house, self.on = register, house, on

    @cached_property
    def everyone(self) -> frozenset[str]:
        return frozenset(seat.person for seat in self.register.sitting(self.house, self.on))

    def side(self, person: str) -> str:
        """Return the side a person sits on: the party as the whips count it, coalition partners as one; "" if unknown."""
        if person not in self._sides:
            self._sides[person] = self.register.side_of(person, self.on) or ""
        return self._sides[person]

    @cached_property
    def _sides(self) -> dict[str, str]:
        return {}

    def side_name(self, side: str) -> str:
        """Return what a side is called: its party, or the coalition."""
        party = self.register.parties.get(side)
        return party.name if party else side

    def sides(self, people: Iterable[str]) -> frozenset[str]:
        return frozenset(map(self.side, people)) - {""}

    @lru_cache(64)  # noqa: B019 (few days are kept)
    def of_sides(self, sides: frozenset[str]) -> frozenset[str]:
        return frozenset(person for person in self.everyone if self.side(person) in sides)

    @lru_cache(4)  # noqa: B019
    def of_gender(self, gender: str) -> frozenset[str]:
        """Return those of a gender, "M" or "F", and those of whom it is not known."""
        people = self.register.people
        return frozenset(person for person in self.everyone if people[person].gender in ("", gender))

    @cached_property
    def maybe_counsellors(self) -> frozenset[str]:
        """All but those who are no privy counsellors: a snapshot of this day or later does not call them "Rt Hon"."""
        return frozenset(person for person in self.everyone if self.is_counsellor(person) is not False)

    @cached_property
    def maybe_not_counsellors(self) -> frozenset[str]:
        return frozenset(person for person in self.everyone if self.is_counsellor(person) is not True)

    def is_counsellor(self, person: str) -> bool | None:
        """Tell whether a person is a privy counsellor: for life from the first snapshot that says so, else unknown.

        Whoever is in the Cabinet is one (the Cabinet Manual, chapter 3).
        """
        row, day = self.register.people[person], self.on.isoformat()
        if any(snapshot <= day for snapshot in row.right_honourable) or self.is_in_cabinet(person):
            return True
        absent = [snapshot for snapshot in row.seen if snapshot not in row.right_honourable]
        return False if any(snapshot >= day for snapshot in absent) else None

    def is_in_cabinet(self, person: str) -> bool:
        held = (self.register.offices[h.office] for h in self.register.offices_of(person, self.on))
        return any(office.side == GOVERNMENT and office.rank in CABINET for office in held)

    @cached_property
    def government(self) -> frozenset[str]:
        """Those who hold an office of government and sit in this House."""
        return self._holders(lambda side, rank: side == GOVERNMENT)

    @cached_property
    def chairs(self) -> frozenset[str]:
        """The Speaker and those who may take the Chair, as far as the register has them."""
        speakers = {m for m in self.everyone if self.side(m) in ("speaker", "lord-speaker")}
        return self._holders(lambda side, rank: rank == CHAIR) | speakers

    def _holders(self, wanted: Callable[[str, str], bool]) -> frozenset[str]:
        register = self.register
        return frozenset(
            person
            for person in self.everyone
            for held in register.offices_of(person, self.on)
            if wanted(register.offices[held.office].side, register.offices[held.office].rank)
        )


@lru_cache(DAYS)
def day_of(register: Register, house: House, on: date) -> Day:
    """Return the House on a day; the last few are kept."""
    return Day(register, house, on)
