"""Who speaks on pages that have lost the names: days that the rules were tried on, and days that they were not.

The floors are what was measured when they were set, rounded down: lowering one is a decision, not a repair. The rules
were written with the first three days; the other three were looked at for faults of the vocabulary and the register, and what
their debates name was known when the weights of departments (kg/resolve/departments.py) were chosen. The floors of paragraphs
were lowered once (0.22 and 0.21 before): whom the next speaker follows is now held of one turn alone, since of those who were
given because of it elsewhere, 10 of 36 were wrong on days of 2009.
"""

from pathlib import Path

import pytest

from kg.evaluate import blind_scores, documents_of
from kg.evaluate.blind import DEBATES, ORAL, TOGETHER, Judged, Score
from kg.extract import Knowledge

TUNED = ("2016-03-11b", "2016-05-09b", "2020-12-14b")
HELD_OUT = ("2016-05-11b", "2020-06-15a", "2020-12-15a")
EARLIER = ("2009-10-26b", "2009-10-27c", "2009-10-28c")

Result = tuple[dict[tuple[str, str], Score], list[Judged]]


def measured(samples: Path, days: tuple[str, ...], folder: str, known: Knowledge) -> Result:
    return blind_scores(documents_of([samples / f"{folder}/debates{day}.xml" for day in days]), known)


@pytest.fixture(scope="module")
def tuned(samples: Path, known: Knowledge) -> Result:
    return measured(samples, TUNED, "hansard/twfy", known)


@pytest.fixture(scope="module")
def held_out(samples: Path, known: Knowledge) -> Result:
    return measured(samples, HELD_OUT, "hansard/twfy", known)


@pytest.mark.samples
@pytest.mark.parametrize(("which", "right", "paragraphs"), [("tuned", 0.985, 0.175), ("held_out", 0.97, 0.195)])
def test_who_is_given_is_right_and_many_are_given(
    request: pytest.FixtureRequest, which: str, right: float, paragraphs: float
) -> None:
    scores, _ = request.getfixturevalue(which)
    both = [scores[DEBATES, ""], scores[ORAL, ""]]
    given = sum(score.right + score.wrong for score in both)
    assert sum(score.right for score in both) / given >= right
    told = sum(score.paragraphs_right + score.paragraphs_wrong for score in both)
    assert told / sum(score.paragraphs for score in both) >= paragraphs


@pytest.mark.samples
@pytest.mark.parametrize(("which", "floor"), [("tuned", 0.98), ("held_out", 0.96)])
def test_the_truth_is_among_the_candidates(request: pytest.FixtureRequest, which: str, floor: float) -> None:
    scores, _ = request.getfixturevalue(which)
    both = [scores[DEBATES, ""], scores[ORAL, ""]]
    sizes = sorted(size for score in both for size in score.sizes)
    assert sum(score.among for score in both) / len(sizes) >= floor
    assert sizes[len(sizes) // 2] <= 10
    assert sizes[-1] <= 20


@pytest.mark.samples
@pytest.mark.parametrize(("which", "floor"), [("tuned", 0.93), ("held_out", 0.91)])
def test_turns_are_where_they_are_found(request: pytest.FixtureRequest, which: str, floor: float) -> None:
    scores, _ = request.getfixturevalue(which)
    both = [scores[DEBATES, ""], scores[ORAL, ""]]
    assert sum(score.turns_right for score in both) / sum(score.turns_found for score in both) >= floor


@pytest.mark.samples
def test_nobody_is_wrongly_given_in_a_parliament_that_was_never_looked_at(samples: Path, known: Knowledge) -> None:
    scores, _ = measured(samples, EARLIER, "hansard/twfy-2009/debates", known)
    both = [scores[DEBATES, ""], scores[ORAL, ""]]
    assert sum(score.right for score in both) >= 30
    assert sum(score.wrong for score in both) == 0


@pytest.mark.samples
def test_what_is_said_to_be_nine_times_in_ten_right_is(held_out: Result, samples: Path, known: Knowledge) -> None:
    """The confidence of a rule was counted on the tuned days; here it is held against the others."""
    scores, mistakes = held_out
    given = scores[TOGETHER, ""].right + scores[TOGETHER, ""].wrong
    sure = [m for m in mistakes if m.attribution.person and (m.attribution.confidence or 0) >= 0.9]
    assert 1 - len(sure) / given >= 0.9
