"""Seats held in both Houses, and parties; what the sources have wrong is matched again or set aside with a reason."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from kg.errors import RegisterError
from kg.iris import slug
from kg.register.compile.constituencies import Row as Constituency
from kg.register.compile.sources import table, whole, write
from kg.register.names import plain

COMMONS, LORDS = "Commons", "Lords"
FULL_HOUSE = ("2017-11-20", 650)
"""A day on which every seat was filled, and how many there were."""

LAST_SOURCE_DAY = "2024-07-31"


@dataclass(frozen=True)
class Seat:
    person: str
    house: str
    constituency: str
    peerage: str
    start: str
    end: str
    source: str = "members-api-2024"

    def held(self, day: str) -> bool:
        return self.start <= day and (not self.end or day < self.end)


def compile_seats(folder: Path, into: Path, constituencies: Mapping[str, Constituency]) -> list[Seat]:
    """Write seats.csv and corrections.csv. Raises RegisterError where a check on the whole does not hold."""
    corrections: list[tuple[str, ...]] = []
    commons, lords = (list(_in_time(rows, corrections)) for rows in _rows(folder))
    matched = list(_matched(commons, constituencies, corrections))
    seats = [*_with_by_elections(folder, matched), *_merged(lords)]
    seats.sort(key=lambda s: (int(s.person), s.start, s.house))
    check_seats(seats, constituencies)
    write(
        into,
        "seats",
        "person house constituency peerage start end source",
        [(s.person, s.house, s.constituency, s.peerage, s.start, s.end, s.source) for s in seats],
    )
    write(into, "corrections", "person constituency start end became reason", sorted(corrections))
    return seats


def _rows(folder: Path) -> tuple[list[Seat], list[Seat]]:
    commons, lords = [], []
    for row in table(folder, "members-api-2024/house_membership_histories.csv"):
        who, start, end, seat = row["id"], row["startDate"], row["endDate"], whole(row["membershipFromID"])
        if row["house"] == "1.0":
            commons.append(Seat(who, COMMONS, seat, row["membershipFrom"], start, end))
        elif row["house"] == "2.0" and start:
            lords.append(Seat(who, LORDS, "", row["membershipFrom"], start, end))
    return commons, lords


def _in_time(seats: list[Seat], corrections: list[tuple[str, ...]]) -> Iterator[Seat]:
    """Set aside a seat that ends before it begins."""
    for seat in seats:
        if seat.end and seat.end <= seat.start:
            corrections.append((seat.person, seat.constituency, seat.start, seat.end, "", "it ends before it begins"))
        else:
            yield seat


def _matched(
    seats: list[Seat], constituencies: Mapping[str, Constituency], corrections: list[tuple[str, ...]]
) -> Iterator[Seat]:
    """Match again, by name and date, a seat that is held when its constituency does not exist."""
    by_name: dict[str, list[Constituency]] = defaultdict(list)
    for constituency in constituencies.values():
        by_name[plain(constituency.name)].append(constituency)
    for seat in seats:
        its = constituencies.get(seat.constituency)
        if its and _exists(its, seat.start):
            yield replace(seat, peerage="")
            continue
        same = [c for c in by_name[plain(seat.peerage)] if _exists(c, seat.start)]
        if len(same) == 1:
            reason = "the constituency of this id did not exist then; matched by name and date"
            corrections.append((seat.person, seat.constituency, seat.start, seat.end, same[0].id, reason))
            yield replace(seat, constituency=same[0].id, peerage="")
        else:
            reason = f"no constituency named {seat.peerage} on that day"
            corrections.append((seat.person, seat.constituency, seat.start, seat.end, "", reason))


def _exists(constituency: Constituency, day: str) -> bool:
    return constituency.start <= day and (not constituency.end or day < constituency.end)


def _with_by_elections(folder: Path, seats: list[Seat]) -> Iterator[Seat]:
    """Add those who won a by-election after the main source ends; the seat's last holder held it until then."""
    won = [
        row
        for row in table(folder, "psephology/winners_2010-2026.csv")
        if row["polling_on"] > LAST_SOURCE_DAY and row["member_mnis_id"]
    ]
    until = {row["constituency_mnis_id"]: row["polling_on"] for row in won}
    for seat in seats:
        closes = until.get(seat.constituency)
        yield replace(seat, end=closes) if closes and not seat.end else seat
    for row in won:
        yield Seat(
            row["member_mnis_id"],
            COMMONS,
            row["constituency_mnis_id"],
            "",
            row["polling_on"],
            "",
            "psephology-2026",
        )


def _merged(seats: list[Seat]) -> Iterator[Seat]:
    """Peers with two rows of one start date are one seat: the one that lasts longer."""
    longest: dict[tuple[str, str], Seat] = {}
    for seat in seats:
        other = longest.get((seat.person, seat.start))
        if other is None or (seat.end or "9999", seat.peerage) > (other.end or "9999", other.peerage):
            longest[seat.person, seat.start] = seat
    yield from longest.values()


def check_seats(seats: list[Seat], constituencies: Mapping[str, Constituency]) -> None:
    """Raise RegisterError unless the seats are what they must be.

    On 20 November 2017 exactly 650 Commons seats are held; nobody holds two at once; none is held before it exists.
    """
    commons = [seat for seat in seats if seat.house == COMMONS]
    day, full = FULL_HOUSE
    held = sum(seat.held(day) for seat in commons)
    if held != full:
        raise RegisterError(
            f"{held} Commons seats are held on {day}, not {full}", where="seats", mend="correct the rows"
        )
    by_person: dict[str, list[Seat]] = defaultdict(list)
    for seat in commons:
        by_person[seat.person].append(seat)
        if constituencies[seat.constituency].start > seat.start:
            raise RegisterError(
                f"person {seat.person} holds {constituencies[seat.constituency].name} before it exists",
                where="seats",
                mend="match it by name and date",
            )
    for person, theirs in by_person.items():
        for one, other in pairwise(sorted(theirs, key=lambda seat: seat.start)):
            if not one.end or one.end > other.start:
                raise RegisterError(
                    f"person {person} holds two seats on {other.start}", where="seats", mend="close one"
                )


WHIPS = {"Labour (Co-op)": "Labour"}


def compile_parties(folder: Path, into: Path) -> None:
    """Write party_memberships.csv and parties.csv; those who came later have the party they won for."""
    memberships = {
        (row["id"], row["party"], row["startDate"], row["endDate"], "members-api-2024")
        for row in table(folder, "members-api-2024/party_histories.csv")
        if row["startDate"] and (not row["endDate"] or row["startDate"] < row["endDate"])
    }
    known = {membership[0] for membership in memberships}
    for row in table(folder, "psephology/winners_2010-2026.csv"):
        if row["polling_on"] > LAST_SOURCE_DAY and row["member_mnis_id"] not in known:
            memberships.add((row["member_mnis_id"], row["party"], row["polling_on"], "", "psephology-2026"))
    names = sorted({party for _, party, *_ in memberships})
    write(
        into,
        "parties",
        "slug name whip source",
        [(slug(n), n, slug(WHIPS.get(n, n)), "members-api-2024") for n in names],
    )
    write(
        into,
        "party_memberships",
        "person party start end source",
        [
            (p, slug(party), *rest)
            for p, party, *rest in sorted(memberships, key=lambda m: (int(m[0]), m[2], m[3], m[1]))
        ],
    )
