"""Page text: ten shapes and more that the shipped debate is not, each cut into turns; and what the seed is."""

from pathlib import Path

import pytest

from kg.errors import FormError
from kg.model import Debate, Printed, Rejection, Turn, Venue
from kg.read import find_documents, read, reader_for
from kg.read.page.names import named_again

PAGES = Path(__file__).parent / "pages"

Q, A, S = Turn.QUESTION, Turn.ANSWER, Turn.SPEECH
SHAPES: dict[str, list[tuple[Turn, str]]] = {
    "opening-question": [(Q, "What steps"), (A, "The Government"), (Q, "In my constituency"), (A, "I would be")],
    "two-answers": [(Q, "What"), (A, "We have"), (A, "I am grateful"), (Q, "Does the Minister"), (A, "I agree")],
    "grouped-questions": [(Q, "What steps"), (Q, "What recent"), (A, "With permission"), (Q, "Small"), (A, "The hon.")],
    "urgent-question": [(Q, "(Urgent"), (A, "On Sunday"), (Q, "I thank the Minister"), (A, "I thank the hon.")],
    "statement": [(Turn.STATEMENT, "With"), (Q, "I thank the Secretary"), (A, "I thank the hon. Lady")],
    "adjournment-debate": [(S, "I am glad"), (Turn.INTERVENTION, "I thank my"), (S, "My hon. Friend is")],
    "long-answers": [(Q, "What steps"), (A, "We have"), (Q, "The truth"), (A, "I recognise")],
    "intervention": [
        (S, "I beg to move"),
        (Turn.INTERVENTION, "I am grateful"),
        (S, "It will"),
        (Turn.POINT_OF_ORDER, "On a point"),
        (Turn.CONTRIBUTION, "That is not"),
    ],
    "single-paragraph": [(S, "I wish to inform")],
    "lords": [(Q, "To ask Her"), (A, "My Lords, the Bill"), (Q, "My Lords, I thank"), (A, "My Lords, they will")],
    "with-names": [(Q, "What"), (A, "I congratulate"), (Q, "Will"), (A, "I will."), (Turn.CONTRIBUTION, "Order.")],
    "parallel-parliament": [(Q, "What"), (A, "We have"), (Q, "Will the Minister")],
    "named-again": [
        (Q, "What steps"),
        (A, "The Environment Agency"),
        (Q, "My local council"),
        (A, "I do not accept"),
        (Q, "Is a penalty"),
        (A, "It is not."),
        (Q, "Will the Prime Minister"),
        (A, "I will."),
        (Turn.CONTRIBUTION, "I am in the wrong House."),
    ],
}


def debates(path: Path) -> list[Debate]:
    (document,) = find_documents([path])
    return [item for item in read(document) if isinstance(item, Debate)]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_is_cut_where_its_speakers_change(shape: str) -> None:
    (debate,) = debates(PAGES / f"{shape}.txt")
    turns = [(c.turn, c.text) for c in debate.contributions]
    assert [turn for turn, _ in turns] == [turn for turn, _ in SHAPES[shape]], turns
    for (_, text), (_, opening) in zip(turns, SHAPES[shape], strict=True):
        assert text.startswith(opening)


def test_two_debates_in_one_paste_are_two() -> None:
    first, second = debates(PAGES / "two-debates.txt")
    assert (first.title, second.title) == ("Hedgehogs", "Badgers")
    assert [c.uin for c in second.contributions] == ["905512", None]
    assert len(first.contributions) == len(second.contributions) == 2


def test_number_and_uin_of_a_question_are_not_its_words() -> None:
    (debate,) = debates(PAGES / "opening-question.txt")
    question = debate.contributions[0]
    assert (question.question_number, question.uin) == ("5", "905213")
    assert question.text == "What steps he is taking to support rural bus services."
    assert not question.supplementary
    assert debate.contributions[2].supplementary


def test_an_answer_of_several_paragraphs_is_one_turn() -> None:
    (debate,) = debates(PAGES / "long-answers.txt")
    assert debate.contributions[1].text.count("\n") == 2


def test_procedure_is_nobodys_turn() -> None:
    (debate,) = debates(PAGES / "adjournment-debate.txt")
    assert [p.text for p in debate.procedures] == [
        "Motion made, and Question proposed, That this House do now adjourn.",
        "Question put and agreed to.",
        "House adjourned.",
    ]


def test_names_seats_and_offices_are_read_as_printed() -> None:
    (debate,) = debates(PAGES / "with-names.txt")
    printed = [c.printed for c in debate.contributions]
    assert (printed[0].name, printed[0].constituency, printed[0].party) == ("Victoria Prentis", "Banbury", "Con")
    assert (printed[1].name, printed[1].office) == ("Nick Hurd", "The Minister for Policing and the Fire Service")
    assert printed[4].office == "Mr Speaker"
    assert "Column" not in debate.contributions[1].text
    assert "2.36" not in debate.contributions[1].text


def test_who_stands_alone_on_a_line_speaks_again() -> None:
    (debate,) = debates(PAGES / "named-again.txt")
    printed = [(c.printed.name, c.printed.office) for c in debate.contributions if c.printed]
    assert printed[2:5] == [("Mr Esterson", None), ("Dr Coffey", None), ("Sir Desmond Swayne", None)]
    assert printed[7:] == [("Mrs Theresa May", "The Prime Minister"), ("Lord Bates", None)]
    assert debate.contributions[8].text.endswith("So are we all.")


@pytest.mark.parametrize(
    ("line", "after", "is_a_turn"),
    [
        ("Dr Coffey", "I do not accept that figure.", True),
        ("Dr Coffey", "Nigel Adams", False),
        ("The Minister", "I do not accept that figure.", True),
        ("Tim Coffey", "I do not accept that figure.", True),
        ("Tim Adams", "I do not accept that figure.", False),
        ("Waste Crime", "I do not accept that figure.", False),
        ("Dr Coffey spoke.", "I do not accept that figure.", False),
        ("The Bishop of Durham", "I do not accept that figure.", True),
        ("Dr Coffey", "Question put and agreed to.", False),
    ],
)
def test_a_name_alone_is_a_turn_above_speech_only(line: str, after: str, is_a_turn: bool) -> None:
    alone = named_again([Printed("Dr Thérèse Coffey", office="The Minister of State")])
    assert bool(alone([line, after], 0)) == is_a_turn


def test_the_house_is_told_by_how_members_speak() -> None:
    (lords,) = debates(PAGES / "lords.txt")
    assert lords.venue is Venue.LORDS
    (commons,) = debates(PAGES / "statement.txt")
    assert commons.venue is Venue.COMMONS


def test_the_seed_is_nine_turns_that_begin_with_an_answer(seed: Path) -> None:
    (debate,) = debates(seed)
    assert [c.turn for c in debate.contributions] == [A, Q, A, Q, A, Q, A, Q, A]
    assert (debate.volume, debate.venue, debate.title) == ("631", Venue.COMMONS, "Regional Organised Crime Units")
    assert all(c.supplementary for c in debate.contributions if c.turn is Q)


def test_named_and_unnamed_pages_are_told_apart() -> None:
    documents = {d.path.stem: d for d in find_documents([PAGES])}
    assert reader_for(documents["with-names"]).name == "page-named"
    assert reader_for(documents["parallel-parliament"]).name == "page-named"
    assert reader_for(documents["statement"]).name == "page"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_is_the_same_in_every_encoding(tmp_path: Path, seed: Path, encoding: str) -> None:
    text = seed.read_text("utf-8").replace("\n", "\r\n")
    (tmp_path / "page.txt").write_bytes(text.encode(encoding))
    assert debates(tmp_path / "page.txt") == debates(seed)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("A title\n\nVolume 1: debated on Friday 31 February 2018\n\nWords.", "no day of the calendar"),
        ("A title\n\nVolume 1: debated on Friday 2 February 2018\n", "no words"),
        ("A title\n\nWords without a date.\n", "has no title with a line like"),
        ("", "the file is empty"),
    ],
)
def test_a_page_that_is_none_says_why(tmp_path: Path, page: str, reason: str) -> None:
    (tmp_path / "page.txt").write_text(page, "utf-8")
    with pytest.raises(FormError, match=reason):
        debates(tmp_path / "page.txt")


@pytest.mark.samples
def test_pages_that_the_web_gave(samples: Path) -> None:
    pages = samples / "hansard/pages"
    (hansard,) = debates(pages / "hansard-2018-02-26-RegionalOrganisedCrimeUnits.txt")
    assert [c.turn for c in hansard.contributions[:5]] == [Q, A, Q, A, Q]
    department, topical = debates(pages / "twfy-2017-11-20b.722.1-TopicalQuestions.txt")
    assert (department.title, topical.title, topical.parent) == ("Home Department", "Topical Questions", 1)
    assert [c.printed.name for c in topical.contributions] == ["Karen Lee", "Amber Rudd", "Karen Lee"]
    (written,) = debates(pages / "twfy-wrans-2018-11-01.187084.h-ROCU-Finance.txt")
    assert written.venue is Venue.COMMONS_WRITTEN
    assert [c.turn for c in written.contributions] == [Q, A]


def test_a_turn_keeps_its_column_and_time(tmp_path: Path) -> None:
    page = (
        "Crime\n\nVolume 640: debated on Monday 4 June 2018\n\nColumn 12\n\n2.36 pm\n\n1. What steps he is taking. (905601)\n\n"
        "We have new powers.\n\n[Col. 13]\n\nWill the Minister meet me?\n"
    )
    (tmp_path / "page.txt").write_text(page, "utf-8")
    (debate,) = debates(tmp_path / "page.txt")
    assert [(c.column, c.time) for c in debate.contributions] == [
        ("12", "14:36:00"),
        ("12", "14:36:00"),
        ("13", "14:36:00"),
    ]


def test_a_name_without_words_is_rejected_and_said(tmp_path: Path) -> None:
    page = (PAGES / "with-names.txt").read_text("utf-8").removesuffix("Order. We must move on.\n")
    (tmp_path / "page.txt").write_text(page, "utf-8")
    (document,) = find_documents([tmp_path / "page.txt"])
    rejection, debate = read(document)
    assert isinstance(rejection, Rejection)
    assert rejection.where == "Rural Crime: Mr Speaker"
    assert isinstance(debate, Debate)
    assert len(debate.contributions) == 4


@pytest.mark.parametrize(
    "words",
    [
        "1. A duty on the police. That is the first of my points.",
        "It was settled by the Act of that year. (1998)",
        "(903995)",
    ],
)
def test_a_number_that_is_no_questions_stays_in_the_words(tmp_path: Path, words: str) -> None:
    (tmp_path / "page.txt").write_text(f"Crime\n\nVolume 640: debated on Monday 4 June 2018\n\n{words}\n", "utf-8")
    (debate,) = debates(tmp_path / "page.txt")
    assert debate.contributions[0].text == words


def test_words_before_the_first_title_are_rejected_and_said(tmp_path: Path, seed: Path) -> None:
    (tmp_path / "page.txt").write_text("Words of another debate.\n\n" + seed.read_text("utf-8"), "utf-8")
    (document,) = find_documents([tmp_path / "page.txt"])
    rejection, debate = read(document)
    assert isinstance(rejection, Rejection)
    assert rejection.where == "Words of another debate."
    assert [debate] == debates(seed)
