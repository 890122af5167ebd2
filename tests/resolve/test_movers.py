"""Who moved the amendment, and that the forms of address which speak of their amendment mean them."""

from datetime import date

from kg.extract import Knowledge
from kg.model import Contribution, Debate, Printed, Procedure, Turn, Venue
from kg.resolve import read_closely
from kg.resolve.movers import movers

ON = date(2009, 10, 26)
ASKS = "The noble Lord, Lord Lloyd of Berwick, spoke. I invite the noble Lord to withdraw his amendment."


def debate(*turns: tuple[str, str, str], procedures: tuple[Procedure, ...] = ()) -> Debate:
    contributions = tuple(
        Contribution(index, Venue.LORDS, ON, Turn.CONTRIBUTION, text, Printed(name=name), column=column)
        for index, (name, column, text) in enumerate(turns, 1)
    )
    return Debate(Venue.LORDS, ON, "Coroners and Justice Bill", 1, contributions, procedures)


def meant(known: Knowledge, of: Debate) -> tuple[str, str | None]:
    """Return by which rule, and whom, the last form of address of the last turn means."""
    last = [m for m in read_closely(of, known).mentions[-1] if m.rule != "person-name"][-1]
    return last.rule, known.register.people[(last.means or "").removeprefix("person/")].name if last.means else None


def test_the_record_prints_the_mover_in_the_turn_before() -> None:
    moved = debate(
        ("Lord Bach", "1075", "I resist.\nAmendment 62\nMoved by Lord Alderdice\n62: Insert the following"),
        ("Lord Alderdice", "1076", "My Lords, I wish to explain."),
        ("Lord Warner", "1081", "I am surprised."),
        ("Lord Bach", "1088", "I resist.\nMoved by Lord Alderdice\nAgreed.\nMoved by Lord Bach\nAgreed."),
        ("Lord Warner", "1089", "I am surprised."),
    )
    assert list(movers(moved)) == [None, 1, 1, 1, None]


def test_the_record_prints_the_mover_apart() -> None:
    apart = (Procedure("Amendment 57\nMoved by The Earl of Listowel", "1029"), Procedure("Moved by Lord Bach", "1031"))
    moved = debate(
        ("Lord Alderdice", "1029", "My Lords, I have done."),
        ("Earl of Listowel", "1030", "My Lords, I beg to move."),
        ("Lord Alderdice", "1031", "I support it."),
        ("Lord Alderdice", "1032", "I oppose that."),
        procedures=apart,
    )
    assert list(movers(moved)) == [None, 1, 1, None]


def test_whose_amendment_it_is_moved_it(known: Knowledge) -> None:
    moved = debate(
        ("Lord Bach", "1075", "I resist.\nMoved by Lord Alderdice"),
        ("Lord Alderdice", "1076", "My Lords, I wish to explain."),
        ("Lord Warner", "1081", "I am surprised."),
        ("Lord Bach", "1082", ASKS),
    )
    assert meant(known, moved) == ("moved-the-amendment", "Lord Alderdice")


def test_without_a_mover_the_last_named_is_meant(known: Knowledge) -> None:
    unmoved = debate(("Lord Warner", "1081", "I am surprised."), ("Lord Bach", "1082", ASKS))
    assert meant(known, unmoved) == ("named-before", "Lord Lloyd of Berwick")
