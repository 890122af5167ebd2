"""TheyWorkForYou XML: headings, turns, numbers, ids; nothing lost."""

from pathlib import Path

import pytest
from lxml import etree

from kg.model import Contribution, Debate, Rejection, Turn
from kg.read import find_documents, read, version_of

DAY = Path(__file__).parent / "day.xml"


@pytest.fixture
def items() -> list[Debate | Rejection]:
    (document,) = find_documents([DAY])
    return list(read(document))


@pytest.fixture
def debates(items: list[Debate | Rejection]) -> list[Debate]:
    return [item for item in items if isinstance(item, Debate)]


def test_a_question_stands_in_its_department_and_that_in_oral_questions(debates: list[Debate]) -> None:
    assert [(d.title, d.ordinal, d.parent) for d in debates] == [
        ("Oral Answers to Questions", 1, None),
        ("Home Department", 2, 1),
        ("Rural Crime", 3, 2),
        ("Fisheries Bill", 4, None),
    ]


def test_who_asks_and_who_answers_is_told_where_the_file_does_not(debates: list[Debate]) -> None:
    turns = [(c.turn, c.supplementary) for c in debates[2].contributions]
    assert turns == [(Turn.QUESTION, False), (Turn.ANSWER, False), (Turn.QUESTION, True), (Turn.ANSWER, False)]


def test_the_words_are_kept_and_the_marks_are_not(debates: list[Debate]) -> None:
    question, answer = debates[2].contributions[:2]
    assert question.text == "What steps he is taking."
    assert (question.question_number, question.uin, question.time) == ("1", "905601", "14:35:00")
    assert answer.text == "I thank my hon. Friend.\nWe have powers."


def test_ids_are_word_for_word_and_former_ones_are_added(debates: list[Debate]) -> None:
    assert debates[2].identifiers == (
        "uk.org.publicwhip/debate/2018-06-04b.1.3",
        "uk.org.publicwhip/debate/2018-06-04a.1.3",
    )
    assert version_of(debates[2]) == "debate/b"


def test_nobodys_words_are_procedure_and_what_is_left_out_is_said(items: list[Debate | Rejection]) -> None:
    debates = [item for item in items if isinstance(item, Debate)]
    assert [p.text for d in debates for p in d.procedures] == [
        "The Secretary of State was asked—",
        "Several hon. Members rose—",
        "[Mr Speaker in the Chair]",
    ]
    rejections = [(r.what, r.reason) for r in items if isinstance(r, Rejection)]
    assert rejections == [("contribution", "it holds no words")]
    assert debates[3].contributions[0].printed.identifier is None


@pytest.mark.samples
def test_every_speech_of_six_days_is_read_or_rejected(samples: Path) -> None:
    files = sorted((samples / "hansard/twfy").glob("*.xml"))
    assert len(files) == 6
    for document in find_documents(files):
        tree = etree.parse(str(document.path))
        spoken = {
            speech.get("id")
            for speech in tree.iter("speech")
            if speech.get("nospeaker") != "true" and (speech.get("speakername") or speech.get("speakeroffice"))
        }
        items = list(read(document))
        contributions: list[Contribution] = [c for d in items if isinstance(d, Debate) for c in d.contributions]
        rejected = {r.where for r in items if isinstance(r, Rejection) and r.what == "contribution"}
        assert {c.identifiers[0] for c in contributions} | rejected == spoken
        assert len(contributions) + len(rejected) == len(spoken)
