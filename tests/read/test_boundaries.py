"""How well turns are found on pages that have lost their names: six days of XML, their names taken away.

A boundary is the first paragraph of a turn; that of a debate's first turn is no feat and is left out. The floors are
what was measured when they were set, rounded down: lowering one is a decision, not a repair.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import Contribution, Debate, Turn
from kg.read import find_documents, read
from kg.read.page.cuts import cut
from kg.read.page.lines import is_procedure

ORAL = (Turn.QUESTION, Turn.ANSWER)


def as_copied(contribution: Contribution) -> list[str]:
    """Return the paragraphs of a turn as a copy of its page has them: question number and UIN in the line."""
    number = f"{contribution.question_number}. " if contribution.question_number else ""
    uin = f" ({contribution.uin})" if contribution.uin else ""
    first, *rest = contribution.text.split("\n")
    return [line for line in (f"{number}{first}{uin}", *rest) if not is_procedure(line)]


def is_oral(debate: Debate) -> bool:
    return bool(debate.contributions and debate.contributions[0].uin)


def boundaries(debate: Debate) -> tuple[set[int], set[int]]:
    """Return where turns begin, and where they are found to begin, the first apart."""
    turns = [paragraphs for c in debate.contributions if (paragraphs := as_copied(c))]
    found = [piece.paragraphs for piece in cut([p for paragraphs in turns for p in paragraphs])]
    return set(starts(turns)), set(starts(found))


def starts(turns: list[list[str]]) -> Iterator[int]:
    at = 0
    for paragraphs in turns[:-1]:
        at += len(paragraphs)
        yield at


@pytest.mark.samples
@pytest.mark.parametrize(("oral", "precision", "recall"), [(True, 0.98, 0.94), (False, 0.90, 0.69)])
def test_turns_are_found_without_names(samples: Path, oral: bool, precision: float, recall: float) -> None:
    documents = find_documents(sorted((samples / "hansard/twfy").glob("*.xml")))
    debates = [d for document in documents for d in read(document) if isinstance(d, Debate) and is_oral(d) is oral]
    pairs = [boundaries(debate) for debate in debates]
    right = sum(len(true & found) for true, found in pairs)
    assert right / sum(len(found) for _, found in pairs) >= precision
    assert right / sum(len(true) for true, _ in pairs) >= recall


@pytest.mark.samples
def test_a_turn_that_is_found_in_oral_questions_is_of_its_kind(samples: Path) -> None:
    """The days of December 2020 say of each speech whether it asks or answers."""
    documents = find_documents(sorted((samples / "hansard/twfy").glob("*2020-12*.xml")))
    kinds = [kind for document in documents for d in read(document) if isinstance(d, Debate) for kind in kinds_of(d)]
    assert len(kinds) > 250
    assert sum(true == found for true, found in kinds) / len(kinds) >= 0.99


def kinds_of(debate: Debate) -> Iterator[tuple[Turn, Turn]]:
    if not is_oral(debate):
        return
    turns = [(c.turn, paragraphs) for c in debate.contributions if (paragraphs := as_copied(c))]
    true = dict(zip([0, *starts([p for _, p in turns])], [turn for turn, _ in turns], strict=True))
    found = cut([p for _, paragraphs in turns for p in paragraphs])
    for at, piece in zip([0, *starts([piece.paragraphs for piece in found])], found, strict=True):
        if true.get(at) in ORAL:
            yield true[at], piece.turn
