"""What a debate is about: its title first, then what was raised, by whom and how specifically; each with its rule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.check import check
from kg.extract import Knowledge
from kg.model import Contribution, Debate, Kind, Reading, Status, Turn, Venue
from kg.resolve import read_closely
from kg.subjects import subjects_of, with_subjects
from kg.subjects.raised import specificity
from kg.vocabulary import Concept, Vocabulary

DAY = date(2017, 11, 20)


def read(
    title: str, texts: Sequence[str], known: Knowledge, within: Sequence[str] = (), turn: Turn = Turn.SPEECH
) -> Reading:
    contributions = tuple(Contribution(index, Venue.COMMONS, DAY, turn, text) for index, text in enumerate(texts, 1))
    return with_subjects(read_closely(Debate(Venue.COMMONS, DAY, title, 1, contributions), known, within), known)


def about(reading: Reading) -> list[tuple[str, str]]:
    return [(subject.means, subject.rule) for subject in reading.subjects]


def test_the_title_comes_first_and_is_stated(known: Knowledge) -> None:
    reading = read("Knife Crime", ["Hate crime is bad.", "So is hate crime online, and knife crime."], known)
    (first, second, *_) = reading.subjects
    assert (first.means, first.rule, first.status, first.words) == (
        "issue/knife-crime",
        "subject-title",
        Status.STATED,
        (0, 11),
    )
    assert (second.means, second.rule, second.status) == ("issue/hate-crime", "subject-raised", Status.INFERRED)
    assert [(clue.contribution, clue.begin, clue.end) for clue in first.evidence] == [(2, 29, 40)]
    assert check(reading) == ()


def test_what_more_contributions_raise_ranks_higher(known: Knowledge) -> None:
    texts = ["Trams and cycling.", "Cycling again.", "Cycling.", "Trams? No.", "Cycling, then."]
    assert [subject.means for subject in read("Motion", texts, known).subjects][:2] == [
        "issue/cycling",
        "issue/tramways",
    ]


def test_narrower_issues_count_half_for_a_broader_one_that_nobody_names(known: Knowledge) -> None:
    issues = [
        Concept(f"issue/{slug}", Kind.ISSUE, ("Issue",), slug, (slug,), above=("issue/top",))
        for slug in ("alphas", "betas", "gammas")
    ]
    top = Concept("issue/top", Kind.ISSUE, ("Issue",), "top", ("nobody says this",))
    others = [Concept(f"issue/other-{n}", Kind.ISSUE, ("Issue",), "other", (f"other {n}",)) for n in range(9)]
    few = Knowledge(known.register, Vocabulary({c.ref: c for c in (*issues, top, *others)}, (), ()))
    scores = {s.means: s.score for s in read("Motion", ["Alphas.", "Betas.", "Gammas."], few).subjects}
    assert scores["issue/alphas"] == scores["issue/betas"] == scores["issue/gammas"]
    assert Decimal(0) < (scores["issue/top"] or Decimal(0)) < (scores["issue/alphas"] or Decimal(0))


def test_one_narrower_issue_makes_no_broader_subject(known: Knowledge) -> None:
    assert [s.means for s in read("Motion", ["Trams.", "Trams, yes."], known).subjects] == ["issue/tramways"]


def test_a_single_word_in_passing_is_no_subject(known: Knowledge) -> None:
    texts = [*["Cycling matters."] * 9, "Fly-tipping too."]
    assert [s.means for s in read("Motion", texts, known).subjects] == ["issue/cycling"]


def test_a_heading_of_questions_is_the_department_and_no_issue(known: Knowledge) -> None:
    assert about(read("Home Department", [], known)) == [("agency/home-office", "subject-heading")]
    assert about(read("JUSTICE", [], known))[0] == ("agency/ministry-of-justice", "subject-heading")
    assert about(read("Oral Answers to Questions — Justice", [], known))[0][1] == "subject-heading"


def test_speeches_under_the_same_words_are_on_the_matter(known: Knowledge) -> None:
    assert about(read("Justice", ["It matters.", "It does."], known)) == [("issue/justice", "subject-title")]


@pytest.mark.parametrize(
    ("title", "within", "expected"),
    [
        ("Zimbabwe", "Foreign and Commonwealth Office", ["place/zimbabwe", "issue/foreign-affairs"]),
        ("Zimbabwe", "Home Department", ["place/zimbabwe"]),
        ("Zimbabwe", "Statement", ["place/zimbabwe"]),
        ("Kent", "Foreign and Commonwealth Office", ["place/kent"]),
    ],
)
def test_a_state_is_foreign_affairs_where_the_foreign_office_answers(
    title: str, within: str, expected: list[str], known: Knowledge
) -> None:
    assert [subject.means for subject in read(title, ["I agree."], known, [within]).subjects] == expected


def test_nothing_is_inherited_from_the_debate_around(known: Knowledge) -> None:
    assert read("Clause 1", ["I beg to move."], known, ["Knife Crime"]).subjects == ()


def test_subjects_are_the_same_twice(known: Knowledge) -> None:
    reading = read("Knife Crime", ["Buses and cycling.", "Railways and hate crime."], known)
    assert subjects_of(reading, known) == reading.subjects


def test_how_specific_an_issue_is_grows_down_the_tree(known: Knowledge) -> None:
    tree = specificity(known)
    for ref, specific in tree.items():
        assert 0 <= specific <= 1
        assert all(tree[above] <= specific for above in known.vocabulary.concepts[ref].above if above in tree)


def test_the_check_sees_a_subject_that_is_not_sound(known: Knowledge) -> None:
    reading = read("Knife Crime", ["Hate crime.", "Hate crime."], known)
    first = reading.subjects[0]
    for wrong in (
        replace(first, position=2),
        replace(first, score=Decimal(2)),
        replace(first, words=(0, 99)),
        replace(first, evidence=reading.subjects[1].evidence * 3),
    ):
        assert check(replace(reading, subjects=(wrong, *reading.subjects[1:])))
    assert check(replace(reading, subjects=(first, replace(first, position=2))))
