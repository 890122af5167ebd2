"""What the register answers for a name, a seat and an office on a day."""

from datetime import date

import pytest

from kg.model import House
from kg.register import find, load_register

REGISTER = load_register()
DAY = date(2017, 11, 20)


def people(words: str, on: date = DAY) -> list[str]:
    return [found.id for found in find(REGISTER, words, on)]


@pytest.mark.parametrize(
    ("words", "person"),
    [("Ben Wallace", "1539"), ("Colchester", "4423"), ("Home Secretary", "3983"), ("the Prime Minister", "8")],
)
def test_a_name_a_seat_and_an_office_find_who_had_it_that_day(words: str, person: str) -> None:
    assert people(words) == [person]


def test_an_mp_who_became_a_peer_is_one_person_with_dated_names() -> None:
    assert people("Peter Mandelson", date(2000, 1, 10)) == people("Lord Mandelson") == ["500"]
    assert people("Lord Mandelson", date(2000, 1, 10)) == []


def test_a_surname_alone_keeps_all_its_bearers() -> None:
    assert len(REGISTER.named("Mr Davies", DAY, House.COMMONS)) > 1


def test_nobody_bears_a_name_on_a_day_on_which_they_do_not_sit() -> None:
    assert people("Ben Wallace", date(2004, 11, 22)) == []


def test_a_party_switch_between_elections_is_dated() -> None:
    parties = [REGISTER.party_of("172", on) for on in (date(2023, 4, 1), date(2023, 5, 1), date(2024, 7, 9))]
    assert [party.party if party else None for party in parties] == ["labour", "independent", "labour"]


def test_on_a_reshuffles_day_both_holders_are_candidates() -> None:
    both = {holding.person for holding in REGISTER.office_holders("prime-minister", date(2016, 7, 13))}
    assert both == {"1467", "8"}


@pytest.mark.parametrize(
    "title",
    ["Minister for Security", "Minister of State (Home Office) (Security)", "Minister for Security and Economic Crime"],
)
def test_an_office_answers_to_every_title_that_its_sources_give(title: str) -> None:
    assert "1539" in people(title)


@pytest.mark.parametrize("written", ["sheffield heeley", "Sheffield, Heeley", "SHEFFIELD HEELEY"])
def test_a_constituency_is_found_however_it_is_written(written: str) -> None:
    assert [c.id for c in REGISTER.constituencies_named(written, DAY)] == ["3726"]
