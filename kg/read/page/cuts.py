"""Cut a page that has lost its speakers' names into turns, from the words alone.

In oral questions who asks and who answers alternates: a question is mostly one paragraph, an answer one or several.
A form of address that opens a paragraph tells a reply; a question put to a Minister tells who asks. In a statement
or a debate only plain signs end a turn. Where nothing tells, a paragraph continues the turn before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.model import Turn
from kg.read.page.lines import table_rows
from kg.read.words import UIN

QUESTION_DENSITY = 0.25
LONG_WORDS = 230


@cache
def sign(name: str) -> re.Pattern[str]:
    """Return the pattern of a sign of signs.csv: what opens a statement, a debate, an intervention."""
    return re.compile(next(pattern for one, pattern, _ in table_rows("signs") if one == name))


@dataclass
class Cut:
    """A turn as it was cut: its kind and its paragraphs."""

    turn: Turn
    paragraphs: list[str] = field(default_factory=list)
    supplementary: bool = False


@cache
def cues() -> dict[str, re.Pattern[str]]:
    """Return, for "asks" and "answers", the openings that tell it: the alternatives of cues.csv."""
    told: dict[str, list[str]] = {"asks": [], "answers": []}
    for cue, tells, _ in table_rows("cues"):
        told[tells].append(cue)
    return {tells: re.compile("|".join(f"(?:{cue})" for cue in them)) for tells, them in told.items()}


def opens_reply(paragraph: str) -> bool:
    """Tell whether a paragraph opens as a reply does.

    >>> opens_reply("I totally agree with the hon. Gentleman’s observations."), opens_reply("Hare coursing is an issue.")
    (True, False)
    """
    return bool(cues()["answers"].match(paragraph))


def is_order_paper(paragraph: str) -> bool:
    """Tell whether a paragraph is a question as the order paper prints it: with its number or UIN, or by its form."""
    if re.match(r"T?\d{1,3}\. ", paragraph) or UIN.search(paragraph) or sign("urgent").match(paragraph):
        return True
    return bool(cues()["asks"].match(paragraph)) and "?" not in paragraph and len(paragraph.split()) < 70


def asks(paragraph: str) -> bool:
    """Tell whether a paragraph puts a question to the one who answers."""
    if is_order_paper(paragraph):
        return True
    last = paragraph.rstrip('”’" ')
    if last.endswith("?"):
        return True
    return "?" in paragraph and bool(sign("to-the-one-who-answers").search(paragraph.rpartition("?")[0][-300:]))


def cut(paragraphs: Sequence[str]) -> list[Cut]:
    """Return the turns of a debate whose paragraphs have no names."""
    if not paragraphs:
        return []
    first = paragraphs[0]
    if sign("statement").match(first):
        return list(_after_statement(paragraphs))
    if sign("moves").match(first) or sign("point-of-order").match(first) or not _is_questions(paragraphs):
        return list(_debate(paragraphs))
    return list(_questions(paragraphs))


def _is_questions(paragraphs: Sequence[str]) -> bool:
    if is_order_paper(paragraphs[0]):
        return True
    asking = sum(map(asks, paragraphs))
    words = sum(len(p.split()) for p in paragraphs) / len(paragraphs)
    return asking >= QUESTION_DENSITY * len(paragraphs) and words <= LONG_WORDS and len(paragraphs) > 1


def _questions(paragraphs: Sequence[str]) -> Iterator[Cut]:
    """Alternate question and answer; yield each turn when the next begins."""
    current: Cut | None = None
    opened = False
    for paragraph in paragraphs:
        turn = _next_turn(current, paragraph)
        if current and turn is None:
            current.paragraphs.append(paragraph)
            continue
        if current:
            yield current
        on_paper = is_order_paper(paragraph)
        kind = turn or (Turn.QUESTION if asks(paragraph) and not opens_reply(paragraph) else Turn.ANSWER)
        current = Cut(kind, [paragraph], supplementary=kind is Turn.QUESTION and (opened or not on_paper))
        opened = opened or kind is Turn.ANSWER
        if kind is Turn.QUESTION and on_paper:
            current.supplementary = False
    if current:
        yield current


def _next_turn(current: Cut | None, paragraph: str) -> Turn | None:
    """Return the turn that a paragraph begins, or None where it continues the one before it."""
    if current is None:
        return Turn.QUESTION if asks(paragraph) and not opens_reply(paragraph) else Turn.ANSWER
    if is_order_paper(paragraph):
        return Turn.QUESTION
    if current.turn is Turn.QUESTION:
        unfinished = not any(asks(p) for p in current.paragraphs)
        if unfinished and asks(paragraph) and not opens_reply(paragraph):
            return None
        return Turn.ANSWER
    if opens_reply(paragraph) and not asks(paragraph):
        return Turn.ANSWER if _takes_up_another(paragraph) else None
    return Turn.QUESTION if asks(paragraph) else None


def _takes_up_another(paragraph: str) -> bool:
    """A second reply in a row takes up what somebody asked, so another than the one before is spoken to."""
    return bool(
        re.match(
            r"I (?:thank|am (?:very |most |extremely )?grateful to) (?:my|the) (?:right )?(?:hon|noble)",
            paragraph,
        )
    )


def _after_statement(paragraphs: Sequence[str]) -> Iterator[Cut]:
    """A statement runs until somebody thanks for it; then questions and answers."""
    for at, paragraph in enumerate(paragraphs):
        if at and sign("thanks-for-statement").match(paragraph):
            yield Cut(Turn.STATEMENT, list(paragraphs[:at]))
            yield from _response(paragraphs[at:])
            return
    yield Cut(Turn.STATEMENT, list(paragraphs))


def _response(paragraphs: Sequence[str]) -> Iterator[Cut]:
    """The one who answers for the other side may speak at length: their turn ends at the first reply."""
    for at, paragraph in enumerate(paragraphs):
        if at and opens_reply(paragraph):
            yield Cut(Turn.QUESTION, list(paragraphs[:at]), supplementary=True)
            yield from _questions(paragraphs[at:])
            return
    yield Cut(Turn.QUESTION, list(paragraphs), supplementary=True)


def _debate(paragraphs: Sequence[str]) -> Iterator[Cut]:
    """Speeches, the interventions in them, and points of order."""
    current: Cut | None = None
    for paragraph in paragraphs:
        turn = _debate_turn(current, paragraph)
        if current is None or turn is not None:
            if current:
                yield current
            current = Cut(turn or Turn.SPEECH, [paragraph])
        else:
            current.paragraphs.append(paragraph)
    if current:
        yield current


def _debate_turn(current: Cut | None, paragraph: str) -> Turn | None:
    if sign("point-of-order").match(paragraph):
        return Turn.POINT_OF_ORDER
    if current is None or current.turn is Turn.POINT_OF_ORDER:
        return Turn.SPEECH if current is None else Turn.CONTRIBUTION
    if sign("for-giving-way").match(paragraph):
        return Turn.INTERVENTION
    if current.turn is Turn.INTERVENTION:
        return Turn.SPEECH
    if sign("gives-way").search(current.paragraphs[-1]):
        return Turn.INTERVENTION
    return Turn.SPEECH if sign("moves").match(paragraph) else None
