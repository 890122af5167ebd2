"""People of before the register: a name in a House in a year, made one with another by people alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.extract import Knowledge
from kg.judgements import load_judgements
from kg.model import Attribution, Contribution, Debate, House, Printed, Reading, Status, Turn, Venue
from kg.resolve import read_closely
from kg.triples import historic_people, historic_person_quads, one_each

ON = date(1909, 2, 16)
CREWE = "person/historic/lords-1909-earl-of-crewe"


def spoken(known: Knowledge, printed: Printed, on: date = ON, venue: Venue = Venue.LORDS) -> Reading:
    said = Contribution(1, venue, on, Turn.SPEECH, "My Lords, I beg to move.", printed)
    return read_closely(Debate(venue, on, "Address", 1, (said,)), known)


def speaker(known: Knowledge, name: str, **more: object) -> Attribution:
    (one,) = spoken(known, Printed(name), **more).attributions  # type: ignore[arg-type]
    return one


def test_a_printed_name_is_a_person_of_that_house_and_year(known: Knowledge) -> None:
    one = speaker(known, "THE EARL OF CREWE")
    assert (one.person, one.status, one.rule) == (CREWE, Status.STATED, "historic-name")
    assert speaker(known, "The Earl of Crewe").person == CREWE
    assert speaker(known, "THE EARL OF CREWE", on=date(1910, 3, 1)).person != CREWE


def test_two_of_one_name_and_two_seats_are_two(known: Knowledge) -> None:
    smiths = [
        spoken(known, Printed("Mr. SMITH", constituency=seat), venue=Venue.COMMONS).attributions[0].person
        for seat in ("Chester", "Hull", None)
    ]
    assert len(set(smiths)) == 3


@pytest.mark.parametrize(
    "name", ["Several Hon. Members", "An Hon. Member", "NOBLE LORDS", "Hon. Members", "Several Noble Lords"]
)
def test_a_crowd_is_nobody(known: Knowledge, name: str) -> None:
    assert speaker(known, name).person is None


def test_an_office_alone_is_nobody(known: Knowledge) -> None:
    (one,) = spoken(known, Printed(office="THE LORD CHANCELLOR")).attributions
    assert (one.status, one.rule) == (Status.UNKNOWN, "outside-coverage")


def test_such_a_person_is_described_by_name_house_year_and_seat(known: Knowledge) -> None:
    reading = spoken(known, Printed("Mr. HUME", constituency="Montrose"), date(1821, 5, 1), Venue.COMMONS)
    (person,) = historic_people(reading)
    assert (person.name, person.house, person.year) == ("Mr. Hume", House.COMMONS, 1821)
    lines = "".join(historic_person_quads(person))
    assert '"Mr. Hume (Montrose), Commons, 1821"' in lines
    assert '#seatAsPrinted> "Montrose"' in lines
    assert "<https://w3id.org/hansard-kg/graph/person/historic/commons-1821-mr-hume-montrose>" in lines


def settled(known: Knowledge, folder: Path, *rows: str) -> Knowledge:
    file = folder / "judgements.csv"
    file.write_text("\n".join(["contribution,begin,end,words,person,by,reason", *rows]), encoding="utf-8")
    return replace(known, judgements=load_judgements([file]))


def test_people_alone_make_one_of_two(known: Knowledge, tmp_path: Path) -> None:
    more = settled(
        known, tmp_path, f"{CREWE},,,The Earl of Crewe,person/historic/lords-1910-earl-of-crewe,A. Reader,one title"
    )
    reading = spoken(more, Printed("THE EARL OF CREWE"))
    (one,) = reading.attributions
    assert (one.person, one.status, one.rule) == (
        "person/historic/lords-1910-earl-of-crewe",
        Status.INFERRED,
        "judgement",
    )
    assert "A. Reader: one title" in one.constraints[0]
    assert len(reading.judgements) == 1
    assert [p.ref for p in historic_people(reading)] == ["person/historic/lords-1910-earl-of-crewe"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{CREWE},,,The Earl of Rosebery,person/1539,,x", "“The Earl of Rosebery” is not the name of"),
        (f"{CREWE},,,The Earl of Crewe,person/99999999,,x", "is nobody in the register"),
    ],
)
def test_a_judgement_that_does_not_fit_is_said(known: Knowledge, tmp_path: Path, row: str, reason: str) -> None:
    reading = spoken(settled(known, tmp_path, row), Printed("THE EARL OF CREWE"))
    assert reading.attributions[0].person == CREWE
    assert any(reason in words for words in reading.unfit)


def test_one_person_has_one_name_however_the_record_prints_it(known: Knowledge) -> None:
    printed = ("LORD MAcDONNELL of SWINFORD", "Lord MacDonnell of Swinford", "LORD MACDONNELL OF SWINFORD")
    people = [p for name in printed for p in historic_people(spoken(known, Printed(name)))]
    assert len({person.ref for person in people}) == 1
    assert len(one_each(people)) == len(one_each(reversed(people))) == 1
    assert one_each(people) == one_each(reversed(people))


def test_who_is_judged_to_be_somebody_else_leaves_them_their_own_name(known: Knowledge, tmp_path: Path) -> None:
    more = settled(
        known, tmp_path, "person/historic/lords-1909-crewe-e,,,Crewe E.,person/historic/lords-1909-earl-of-crewe,,x"
    )
    (person,) = historic_people(spoken(more, Printed("Crewe E.")))
    assert (person.ref, person.name, person.elsewhere) == (CREWE, "Earl Of Crewe", True)
    (own,) = historic_people(spoken(known, Printed("THE EARL OF CREWE")))
    assert one_each([person, own]) == [own]
