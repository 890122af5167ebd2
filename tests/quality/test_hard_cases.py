"""The hard cases of hard_cases.txt, each by itself: right where it can be told, open where it cannot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from kg.extract import Knowledge
from kg.model import Contribution, Debate, Kind, Mention, Printed, Reading, Status, Turn, Venue
from kg.register import Register
from kg.resolve import read_closely

HEAD = re.compile(r"(\d{4}-\d\d-\d\d) (\S+) (.+)")
TURN = re.compile(r"(\w+)(?: \(([^)]+)\))?: (.+)")
EXPECTED = re.compile(r"  (?P<words>.+?)(?: #(?P<nth>\d))? (?:= (?P<person>.+)|(?P<open>[?-]))$")


@dataclass
class Case:
    name: str
    on: date = date.min
    venue: Venue = Venue.COMMONS
    title: str = ""
    turns: list[tuple[Turn, str | None, str]] = field(default_factory=list)
    expected: list[tuple[int, str, int, str]] = field(default_factory=list)


def cases() -> Iterator[Case]:
    case: Case | None = None
    for line in (Path(__file__).parent / "hard_cases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            if case:
                yield case
            case = Case(line[2:])
        elif case and (head := HEAD.fullmatch(line)):
            case.on, case.venue, case.title = date.fromisoformat(head[1]), Venue(head[2]), head[3]
        elif case and (expected := EXPECTED.fullmatch(line)):
            person = expected["person"] or expected["open"]
            case.expected.append((len(case.turns) - 1, expected["words"], int(expected["nth"] or 1), person))
        elif case and (turn := TURN.fullmatch(line)):
            case.turns.append((Turn(turn[1]), turn[2], turn[3]))
        else:
            assert not case or not line, line
    if case:
        yield case


CASES = list(cases())


def test_there_are_enough() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name[:60])
def test_a_hard_case(case: Case, known: Knowledge) -> None:
    contributions = tuple(
        Contribution(index, case.venue, case.on, turn, text, Printed(name=speaker) if speaker else None)
        for index, (turn, speaker, text) in enumerate(case.turns, 1)
    )
    reading = read_closely(Debate(case.venue, case.on, case.title, 1, contributions), known)
    assert case.expected
    for at, words, nth, person in case.expected:
        found = speaker_of(reading, at) if words == "speaker" else meant(reading, at, words, nth)
        assert found == (None if person in "?-" else person_of(person, case.on, known.register)), words


def speaker_of(reading: Reading, at: int) -> str | None:
    return reading.attributions[at].person


def meant(reading: Reading, at: int, words: str, nth: int) -> str | None:
    """Whom the mention means that these words hold, or None; the nth place of the words counts."""
    text, place = reading.debate.contributions[at].text, -1
    for _ in range(nth):
        place = text.index(words, place + 1)
    spans = [m for m in reading.mentions[at] if m.kind is Kind.PERSON and holds(m, place, place + len(words))]
    found = {m.means for m in spans if m.status in (Status.STATED, Status.INFERRED)}
    assert len(found) <= 1, found
    return found.pop() if found else None


def holds(mention: Mention, begin: int, end: int) -> bool:
    return mention.begin < end and begin < mention.end


def person_of(name: str, on: date, register: Register) -> str:
    if name.isdecimal():
        return f"person/{name}"
    (person,) = register.named(name, on)
    return person.ref
