"""Ask the register: who sat, for which seat, in which party and office, on a date.

Tables are read when first needed and indexed by what is asked. A period holds `start` <= day < `end`; for offices
the last day counts too, so that on a reshuffle's day both holders are candidates.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from kg.model import House
from kg.register import tables
from kg.register.bearers import Bearers, written_names
from kg.register.names import gender_of, has_honorific, is_peerage, plain, without_honorifics, without_initials
from kg.register.tables import (
    DATA,
    Coalition,
    Constituency,
    Name,
    Office,
    OfficeHolding,
    OfficeTitle,
    Party,
    PartyMembership,
    Person,
    PolicedPlace,
    Policing,
    Seat,
    Whereabouts,
    rows,
)
from kg.register.titles import titles_by_subject

DAYS = 16
TABLES = (
    "people",
    "names",
    "seats",
    "party_memberships",
    "offices",
    "office_titles",
    "office_holdings",
    "constituencies",
    "constituency_places",
    "constituency_forces",
)


class Dated(Protocol):
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...


D = TypeVar("D")


def holds(period: Dated, on: date, last_day_too: bool = False) -> bool:
    """Tell whether a dated thing holds on a day."""
    if period.start and on < period.start:
        return False
    return period.end is None or on < period.end or (last_day_too and on == period.end)


class Register:
    """The register of members. Ids of people and constituencies are Parliament's own (MNIS)."""

    def __init__(self, folder: Path = DATA) -> None:
        self._folder = folder

    @cached_property
    def version(self) -> str:
        """The sha256 of the tables, in hex."""
        files = sorted(self._folder.glob("*.csv"))
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

    @cached_property
    def people(self) -> Mapping[str, Person]:
        return {row[0]: tables.person(row) for row in rows("people", self._folder)}

    @cached_property
    def constituencies(self) -> Mapping[str, Constituency]:
        return {row[0]: tables.constituency(row) for row in rows("constituencies", self._folder)}

    @cached_property
    def offices(self) -> Mapping[str, Office]:
        return {row[0]: Office(*row) for row in rows("offices", self._folder)}

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        return {row[0]: Party(*row) for row in rows("parties", self._folder)}

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        return tuple(map(tables.seat, rows("seats", self._folder)))

    @cached_property
    def memberships(self) -> tuple[PartyMembership, ...]:
        return tuple(map(tables.membership, rows("party_memberships", self._folder)))

    @cached_property
    def holdings(self) -> tuple[OfficeHolding, ...]:
        return tuple(map(tables.holding, rows("office_holdings", self._folder)))

    @cached_property
    def titles(self) -> tuple[OfficeTitle, ...]:
        return tuple(map(tables.title, rows("office_titles", self._folder)))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        return tuple(map(tables.name, rows("names", self._folder)))

    @cached_property
    def whereabouts(self) -> tuple[Whereabouts, ...]:
        return tuple(Whereabouts(*row) for row in rows("constituency_places", self._folder))

    @cached_property
    def policing(self) -> tuple[Policing, ...]:
        return tuple(Policing(*row) for row in rows("constituency_forces", self._folder))

    @cached_property
    def policed_places(self) -> tuple[PolicedPlace, ...]:
        return tuple(map(tables.policed_place, rows("place_forces", self._folder)))

    def covers(self, house: House, on: date) -> bool:
        """Tell whether the register has every seat of `house` on that day."""
        return any(first <= on <= last for h, first, last in self._coverage if h is house)

    def first_day(self, house: House) -> date | None:
        """The first day of `house` that the register covers; None where it covers none."""
        return min((first for h, first, _ in self._coverage if h is house), default=None)

    @property
    def last_day(self) -> date:
        """The last day that the register covers."""
        return max(last for _, _, last in self._coverage)

    @cached_property
    def _coverage(self) -> tuple[tuple[House, date, date], ...]:
        return tuple(
            (House(row[0]), date.fromisoformat(row[1]), date.fromisoformat(row[2]))
            for row in rows("coverage", self._folder)
        )

    def info(self) -> dict[str, str]:
        """Return what there is to say of the register, in words: version, coverage, tables, sources."""
        covered = {f"covers the {house}": f"{first} to {last}" for house, first, last in self._coverage}
        counted = {table: f"{sum(1 for _ in rows(table, self._folder))} rows" for table in TABLES}
        sources = {f"source {row[0]}": ", ".join(row[1:4]) for row in rows("sources", self._folder)}
        return {"version": self.version, **covered, **counted, **sources}

    def identified(self, identifier: str) -> Person | None:
        """Return the person of a TheyWorkForYou id, of person or of member.

        >>> load_register().identified("uk.org.publicwhip/person/11668").name
        'Ben Wallace'
        """
        scheme, _, number = identifier.rpartition("/")
        id_ = self._ids.get((scheme.rpartition("/")[2], number))
        return self.people[id_] if id_ else None

    @cached_property
    def _ids(self) -> Mapping[tuple[str, str], str]:
        ids = {("member", row[0]): row[1] for row in rows("member_ids", self._folder)}
        for person in self.people.values():
            ids |= {("person", value): person.id for scheme, value in person.identifiers if scheme == "twfy"}
            ids["mnis", person.id] = person.id
        return ids

    def seat_of(self, person: str, on: date) -> Seat | None:
        return next((seat for seat in self._seats_by_person.get(person, ()) if holds(seat, on)), None)

    @cached_property
    def _seats_by_person(self) -> Mapping[str, list[Seat]]:
        return grouped(self.seats, lambda seat: seat.person)

    def sitting(self, house: House, on: date) -> tuple[Seat, ...]:
        """Return every seat of `house` that is held on a day."""
        return self._sitting(on)[house]

    @lru_cache(DAYS)  # noqa: B019 (one register a process)
    def _sitting(self, on: date) -> Mapping[House, tuple[Seat, ...]]:
        held = [seat for seat in self.seats if holds(seat, on)]
        return {house: tuple(seat for seat in held if seat.house is house) for house in House}

    def holders(self, constituency: str, on: date) -> tuple[Seat, ...]:
        return self._holders(on).get(constituency, ())

    @lru_cache(DAYS)  # noqa: B019
    def _holders(self, on: date) -> Mapping[str, tuple[Seat, ...]]:
        by_seat = grouped(self.sitting(House.COMMONS, on), lambda seat: seat.constituency or "")
        return {constituency: tuple(seats) for constituency, seats in by_seat.items()}

    def party_of(self, person: str, on: date) -> PartyMembership | None:
        """Return the party that a person belongs to on a day; the latest begun where two overlap."""
        held = [m for m in self._parties_by_person.get(person, ()) if holds(m, on)]
        return max(held, key=lambda m: (m.start, m.party), default=None)

    @cached_property
    def _parties_by_person(self) -> Mapping[str, list[PartyMembership]]:
        return grouped(self.memberships, lambda membership: membership.person)

    def side_of(self, person: str, on: date) -> str | None:
        """Return the side that a person sits on: the party as the whips count it (Labour (Co-op) is Labour), the
        partners of a coalition as one.
        """
        membership = self.party_of(person, on)
        if not membership:
            return None
        whip = self.parties[membership.party].whip
        return next((c.side for c in self.coalitions if c.party == whip and holds(c, on)), whip)

    @cached_property
    def coalitions(self) -> tuple[Coalition, ...]:
        return tuple(map(tables.coalition, rows("coalitions")))

    def offices_of(self, person: str, on: date) -> tuple[OfficeHolding, ...]:
        return tuple(h for h in self._holdings_by_person.get(person, ()) if holds(h, on, last_day_too=True))

    @cached_property
    def _holdings_by_person(self) -> Mapping[str, list[OfficeHolding]]:
        return grouped(self.holdings, lambda holding: holding.person)

    def office_holders(self, office: str, on: date) -> tuple[OfficeHolding, ...]:
        """Return who holds an office on a day; on a reshuffle's day both."""
        return tuple(self._held(on).get(office, ()))

    @lru_cache(DAYS)  # noqa: B019
    def _held(self, on: date) -> Mapping[str, list[OfficeHolding]]:
        return grouped((h for h in self.holdings if holds(h, on, last_day_too=True)), lambda holding: holding.office)

    def ministers(self, department: str, on: date) -> tuple[OfficeHolding, ...]:
        """Return who holds a government post of a department on a day, whips apart."""
        slugs = self._offices_by_department.get(department, ())
        return tuple(h for office in slugs for h in self.office_holders(office, on))

    @cached_property
    def _offices_by_department(self) -> Mapping[str, list[str]]:
        of_government = [o for o in self.offices.values() if o.side == "government" and o.department]
        by_department = grouped(of_government, lambda office: office.department)
        return {department: [office.slug for office in offices] for department, offices in by_department.items()}

    def offices_titled(self, title: str, on: date) -> tuple[Office, ...]:
        """Return the offices held on a day under a title: full, in use, or rank and department alone.

        >>> [o.slug for o in load_register().offices_titled("the Home Secretary", date(2017, 11, 20))]
        ['secretary-of-state-for-the-home-department']
        """
        wanted = plain(title).removeprefix("the ")
        return tuple(self.offices[slug] for slug in self._titles_on(on).get(wanted, ()))

    @lru_cache(DAYS)  # noqa: B019
    def _titles_on(self, on: date) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for title in self._live_titles(on):
            found[plain(title.title)][title.office] = None
        return {words: tuple(sorted(slugs)) for words, slugs in found.items()}

    @lru_cache(DAYS)  # noqa: B019
    def _live_titles(self, on: date) -> tuple[OfficeTitle, ...]:
        live = [t for t in self.titles if holds(t, on, last_day_too=True) and self.office_holders(t.office, on)]
        by_subject = grouped(titles_by_subject(live), lambda title: title.title)
        alone = (titles for titles in by_subject.values() if self._is_one_persons(titles, on))
        return (*live, *(title for titles in alone for title in titles))

    def _is_one_persons(self, titles: Iterable[OfficeTitle], on: date) -> bool:
        return len({held.person for title in titles for held in self.office_holders(title.office, on)}) == 1

    def office_titles(self, on: date) -> Mapping[str, tuple[str, ...]]:
        """Return the titles of offices held on a day as they are written, each with the slugs it may mean."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for title in self._live_titles(on):
            found[title.title][title.office] = None
        return {words: tuple(sorted(slugs)) for words, slugs in sorted(found.items())}

    def constituencies_named(self, name: str, on: date) -> tuple[Constituency, ...]:
        """Return the constituencies of a name on a day, whatever its case, accents, commas and hyphens; the record of
        before 1997 turns a name round at a comma ("Bedfordshire, North").

        >>> [c.id for c in load_register().constituencies_named("Sheffield Heeley", date(2017, 11, 20))]
        ['3726']
        """
        found = self._names_on(on).get(plain(name).removeprefix("the "), ())
        place, comma, point = name.partition(", ")
        return found or (self._names_on(on).get(plain(f"{point} {place}"), ()) if comma else ())

    @lru_cache(DAYS)  # noqa: B019
    def _names_on(self, on: date) -> Mapping[str, tuple[Constituency, ...]]:
        found: dict[str, dict[str, Constituency]] = defaultdict(dict)
        for words, id_ in self._written_names(on):
            found[plain(words).removeprefix("the ")][id_] = self.constituencies[id_]
        return {words: tuple(them[id_] for id_ in sorted(them)) for words, them in found.items()}

    def _written_names(self, on: date) -> Iterable[tuple[str, str]]:
        """The names of the day, those of vacant seats too; a seat that is held counts before one of the same name on
        other boundaries.
        """
        held = {id_ for id_ in self._holders(on) if id_}
        taken = {self.constituencies[id_].name for id_ in held}
        live = held | {c.id for c in self.constituencies.values() if holds(c, on) and c.name not in taken}
        yield from ((self.constituencies[id_].name, id_) for id_ in live)
        yield from ((name, id_) for id_, name in self._spellings if id_ in live)

    @cached_property
    def _spellings(self) -> tuple[tuple[str, str], ...]:
        return tuple((row[0], row[1]) for row in rows("constituency_names", self._folder))

    def constituency_names(self, on: date) -> Mapping[str, tuple[str, ...]]:
        """Return the names of constituencies on a day as they are written, each with the ids it may mean."""
        found: dict[str, set[str]] = defaultdict(set)
        for words, id_ in self._written_names(on):
            found[words].add(id_)
            found[words.replace(",", "")].add(id_)
        return {words: tuple(sorted(ids)) for words, ids in sorted(found.items())}

    def named(self, name: str, on: date, house: House | None = None) -> tuple[Person, ...]:
        """Return who sat on a day, in `house` or either, and bore that name then.

        A full name wins over a surname, and a name borne then over one borne at another time ("Ed Miliband", before
        Parliament's list says so); a surname alone counts after an honorific ("Mr Hollobone"), a peer's title
        with or without its place ("Lord Bassam" for Lord Bassam of Brighton).

        >>> [p.id for p in load_register().named("Mr Quince", date(2017, 11, 20))]
        ['4423']
        """
        index = self._bearers(on)
        words = without_honorifics(name)
        found = index.full.get(words) or index.ever.get(words) or index.full.get(without_initials(words), ())
        if not found and is_peerage(name):
            found = index.short_peerage.get(words, ())
        if not found and has_honorific(name):
            found = index.family.get(words, ())
        gender = gender_of(name)
        people = (self.people[id_] for id_ in found if self._sits(id_, on, house))
        return tuple(person for person in people if not gender or person.gender in ("", gender))

    def of_surname(self, surname: str, on: date, house: House) -> tuple[Person, ...]:
        """Return who sat in `house` on a day and bore that surname then."""
        bearers = self._bearers(on).family.get(plain(surname), ())
        return tuple(self.people[id_] for id_ in bearers if self._sits(id_, on, house))

    def _sits(self, person: str, on: date, house: House | None) -> bool:
        seats = (seat for seat in self._seats_by_person.get(person, ()) if holds(seat, on))
        return any(house in (None, seat.house) for seat in seats)

    @lru_cache(DAYS)  # noqa: B019
    def _bearers(self, on: date) -> Bearers:
        bearers = Bearers()
        for house in House:
            for seat in self.sitting(house, on):
                ever = {name.name for name in self._names_by_person.get(seat.person, ())}
                bearers.add(self.people[seat.person], self.names_of(seat.person, on), ever)
        return bearers

    def names_of(self, person: str, on: date) -> set[str]:
        """Return the names that a person bore on a day. Where the record has a gap, the last name before it is borne until the next begins."""
        recorded = self._names_by_person.get(person, ())
        if dated := {n.name for n in recorded if holds(n, on)}:
            return dated
        ended = [n for n in recorded if n.end and n.end <= on]
        return {max(ended, key=lambda n: n.end or on).name if ended else self.people[person].name}

    @cached_property
    def _names_by_person(self) -> Mapping[str, list[Name]]:
        return grouped(self.names, lambda name: name.person)

    @cached_property
    def written_names(self) -> Mapping[str, tuple[str, ...]]:
        """The full names that people ever bore, as they are written, each with the ids of its bearers.

        Members say "Lord Prior" of Lord Prior of Brampton too, so a peer bears the title without its place as well, and
        "Lady Butler-Sloss" of Baroness Butler-Sloss.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for person in self.people.values():
            for name in {person.name, *(name.name for name in self._names_by_person.get(person.id, ()))}:
                for written in written_names(name):
                    found[written].add(person.id)
        return {written: tuple(sorted(ids)) for written, ids in sorted(found.items())}

    def bears(self, person: str, written: str, on: date) -> bool:
        """Tell whether somebody sits in either House on a day and bears a name of `written_names` then."""
        return self._sits(person, on, None) and written in self._written_on(person, on)

    @lru_cache(4096)  # noqa: B019
    def _written_on(self, person: str, on: date) -> frozenset[str]:
        names = self.names_of(person, on) | {self.people[person].name}
        return frozenset(written for name in names for written in written_names(name))


def grouped(items: Iterable[D], key: Callable[[D], str]) -> dict[str, list[D]]:
    """Return `items` by their key, each list in their own order."""
    groups: dict[str, list[D]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


@cache
def load_register(folder: Path = DATA) -> Register:
    """Return the register that is shipped, or the one whose tables lie in `folder`."""
    return Register(folder)
