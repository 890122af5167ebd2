"""The rows of the register, as its CSV tables hold them; read with nothing but the standard library."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kg.errors import RegisterError
from kg.model import House

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of either House: their name now, gender, and what snapshots say of rank.

    `right_honourable` and `counsel` hold the dates of the snapshots that call the person "Rt Hon" or QC/KC, and
    `seen` all snapshots that know them: absent in a snapshot means not before it.
    """

    id: str
    name: str
    given: str
    family: str
    gender: str
    right_honourable: tuple[str, ...]
    counsel: tuple[str, ...]
    seen: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    source: str

    @property
    def ref(self) -> str:
        return f"person/{self.id}"


@dataclass(frozen=True, slots=True)
class Name:
    person: str
    name: str
    start: date | None
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat held: a constituency in the Commons or a peerage in the Lords. `start` <= day < `end`."""

    person: str
    house: House
    constituency: str | None
    peerage: str | None
    start: date
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class PartyMembership:
    person: str
    party: str
    start: date
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Party:
    """`whip` is the party whose whip its members take: Labour (Co-op) sits as Labour."""

    slug: str
    name: str
    whip: str
    source: str


@dataclass(frozen=True, slots=True)
class Coalition:
    """A party that sits with others on one side for a time: its members call theirs "hon. Friends"."""

    party: str
    side: str
    start: date
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Office:
    """A post: `side` is government, opposition or parliamentary; `department` the slug of its agency."""

    slug: str
    title: str
    department: str
    rank: str
    side: str
    source: str


@dataclass(frozen=True, slots=True)
class OfficeTitle:
    """What an office is called: `kind` is full, short, or generic (the rank and the department alone)."""

    office: str
    title: str
    kind: str
    start: date | None
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class OfficeHolding:
    person: str
    office: str
    start: date
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Constituency:
    """A constituency of one set of boundaries. `replaces` are the ids of those it was made from."""

    id: str
    name: str
    start: date
    end: date | None
    gss: str
    county: str
    region: str
    country: str
    wikidata: str
    replaces: tuple[str, ...]
    source: str


def rows(table: str, folder: Path = DATA) -> Iterator[list[str]]:
    """Yield the rows of a table without its heading. Raises RegisterError where the table is not there."""
    try:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            yield from reader
    except (OSError, StopIteration, UnicodeDecodeError, csv.Error) as error:
        raise RegisterError(f"cannot read the table: {error}", where=f"{table}.csv", mend="install again") from error


@cache
def day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


def first_day(words: str) -> date:
    return day(words) or date.min


def several(words: str) -> tuple[str, ...]:
    return tuple(words.split("|")) if words else ()


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The smallest place of the vocabulary that a constituency is known to lie in."""

    constituency: str
    place: str
    source: str


@dataclass(frozen=True, slots=True)
class Policing:
    """A force that polices a constituency; `share` says how much of it where several forces do."""

    constituency: str
    force: str
    share: str
    source: str


@dataclass(frozen=True, slots=True)
class PolicedPlace:
    """A place that lies wholly in one force's area since `start`, the seats named in `excepted` left out."""

    place: str
    force: str
    start: date
    excepted: tuple[str, ...]
    source: str


ID_SCHEMES = ("twfy", "wikidata", "id.parliament.uk")


def person(row: Sequence[str]) -> Person:
    id_, name, given, family, gender, right_honourable, counsel, seen, *ids, source = row
    identifiers = tuple((scheme, value) for scheme, value in zip(ID_SCHEMES, ids, strict=True) if value)
    return Person(
        id_,
        name,
        given,
        family,
        gender,
        several(right_honourable),
        several(counsel),
        several(seen),
        identifiers,
        source,
    )


def name(row: Sequence[str]) -> Name:
    return Name(row[0], row[1], day(row[2]), day(row[3]), row[4])


def seat(row: Sequence[str]) -> Seat:
    return Seat(row[0], House(row[1]), row[2] or None, row[3] or None, first_day(row[4]), day(row[5]), row[6])


def membership(row: Sequence[str]) -> PartyMembership:
    return PartyMembership(row[0], row[1], first_day(row[2]), day(row[3]), row[4])


def coalition(row: Sequence[str]) -> Coalition:
    return Coalition(row[0], row[1], first_day(row[2]), day(row[3]), row[4])


def holding(row: Sequence[str]) -> OfficeHolding:
    return OfficeHolding(row[0], row[1], first_day(row[2]), day(row[3]), row[4])


def policed_place(row: Sequence[str]) -> PolicedPlace:
    return PolicedPlace(row[0], row[1], first_day(row[2]), several(row[3]), row[4])


def title(row: Sequence[str]) -> OfficeTitle:
    return OfficeTitle(row[0], row[1], row[2], day(row[3]), day(row[4]), row[5])


def constituency(row: Sequence[str]) -> Constituency:
    id_, called, start, end, gss, county, region, country, wikidata, replaces, source = row
    return Constituency(
        id_,
        called,
        first_day(start),
        day(end),
        gss,
        county,
        region,
        country,
        wikidata,
        several(replaces),
        source,
    )
