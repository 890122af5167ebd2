"""What must hold of the shipped tables, and that the compiler makes them again byte for byte."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kg.errors import RegisterError
from kg.model import House
from kg.register import load_register
from kg.register.compile import compile_register
from kg.register.compile.constituencies import Row
from kg.register.compile.seats import Seat, check_seats
from kg.register.tables import DATA

REGISTER = load_register()
DAY = date(2017, 11, 20)
FULL = [Seat(str(n), "Commons", str(n), "", "2017-06-08", "2019-11-06") for n in range(650)]
PLACES = {str(n): Row(str(n), f"Seat {n}", "2010-05-06", "") for n in range(650)}


def test_every_commons_seat_was_held_by_one_person_on_the_day_of_the_first_debate() -> None:
    held = Counter(seat.constituency for seat in REGISTER.sitting(House.COMMONS, DAY))
    assert len(held) == 650
    assert set(held.values()) == {1}


def test_everyone_who_sat_that_day_had_a_party_and_an_identifier() -> None:
    for seat in REGISTER.sitting(House.COMMONS, DAY):
        assert REGISTER.party_of(seat.person, DAY)
        assert dict(REGISTER.people[seat.person].identifiers).keys() >= {"twfy", "wikidata", "id.parliament.uk"}


def test_a_whole_house_passes_the_checks() -> None:
    check_seats(FULL, PLACES)


@pytest.mark.parametrize(
    ("seats", "reason"),
    [
        (FULL[1:], "649 Commons seats"),
        ([*FULL, Seat("700", "Commons", "1", "", "2017-06-08", "2019-11-06")], "651 Commons seats"),
        ([*FULL, Seat("0", "Commons", "1", "", "2018-05-03", "2018-06-06")], "two seats"),
        ([*FULL, Seat("700", "Commons", "1", "", "2009-05-06", "2010-04-12")], "before it exists"),
    ],
)
def test_what_cannot_be_fails_the_compile(seats: list[Seat], reason: str) -> None:
    with pytest.raises(RegisterError, match=reason):
        check_seats(seats, PLACES)


def test_a_folder_without_the_registers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="cannot read a source"):
        compile_register(tmp_path, tmp_path / "tables")


@pytest.mark.samples
def test_compiling_again_gives_the_shipped_tables_byte_for_byte(samples: Path, tmp_path: Path) -> None:
    compile_register(samples / "register", tmp_path)
    for made in sorted(tmp_path.iterdir()):
        assert made.read_bytes() == (DATA / made.name).read_bytes(), made.name
