"""Which question an answer answers, and whom a contribution is said to."""

from datetime import date

from kg.extract import Knowledge
from kg.model import Contribution, Debate, Printed, Reading, Turn, Venue
from kg.resolve import read_closely

Q, A, I, S, C = Turn.QUESTION, Turn.ANSWER, Turn.INTERVENTION, Turn.SPEECH, Turn.CONTRIBUTION  # noqa: E741


def reading(known: Knowledge, *turns: tuple[Turn, str, str]) -> Reading:
    contributions = tuple(
        Contribution(
            index,
            Venue.COMMONS,
            date(2017, 11, 20),
            turn,
            text,
            Printed(name=name) if name else None,
            supplementary=turn is Q and "?" in text,
        )
        for index, (turn, name, text) in enumerate(turns, 1)
    )
    return read_closely(Debate(Venue.COMMONS, date(2017, 11, 20), "Police Numbers", 1, contributions), known)


def test_an_answer_answers_the_question_before_it(known: Knowledge) -> None:
    found = reading(
        known,
        (Q, "Philip Davies", "What steps she is taking."),
        (A, "Nick Hurd", "Many."),
        (Q, "Louise Haigh", "Is that all?"),
        (A, "Nick Hurd", "No."),
    )
    assert found.answers == ((), (1,), (), (3,))
    assert found.addresses == (("person/1561",), ("person/1565",), ("person/1561",), ("person/4473",))


def test_questions_of_the_order_paper_answered_together_are_all_answered(known: Knowledge) -> None:
    found = reading(
        known,
        (Q, "Philip Davies", "What steps she is taking."),
        (Q, "Louise Haigh", "What steps she is taking."),
        (A, "Nick Hurd", "Many."),
        (Q, "Philip Davies", "How many?"),
        (A, "Nick Hurd", "Very many."),
    )
    assert found.answers == ((), (), (1, 2), (), (4,))


def test_the_chair_between_question_and_answer_is_passed_over(known: Knowledge) -> None:
    found = reading(
        known,
        (Q, "Louise Haigh", "Is that all?"),
        (C, "John Bercow", "Order. The Minister must be heard."),
        (A, "Nick Hurd", "No."),
    )
    assert found.answers == ((), (), (1,))


def test_an_intervention_is_made_on_who_has_the_floor(known: Knowledge) -> None:
    found = reading(
        known,
        (S, "Stephen Timms", "The case is plain."),
        (I, "Lucy Frazer", "Is it?"),
        (S, "Stephen Timms", "I am grateful to the hon. and learned Lady for giving way to me in her turn."),
    )
    assert found.addresses[1] == ("person/163",)


def test_where_nobody_is_known_nobody_is_addressed(known: Knowledge) -> None:
    found = reading(known, (Q, "", "What steps?"), (A, "", "Many."))
    assert found.answers == ((), (1,))
    assert found.addresses == ((), ())


def test_a_speech_answers_nothing(known: Knowledge) -> None:
    found = reading(known, (S, "Stephen Timms", "The case is plain."), (S, "Lucy Frazer", "It is not."))
    assert found.answers == ((), ())
