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

TO_THE_ONE_WHO_ANSWERS = re.compile(
    r"\b(?:the|my right hon\. Friend the|my hon\. Friend the) (?:Minister|Secretary of State|Home Secretary|Chancellor|Prime Minister|"
    r"Attorney General|Solicitor General|Leader of the House|Government)\b|\bmy (?:right )?hon\. Friend\b|\b(?:he|she)\b",
    re.IGNORECASE,
)
STATEMENT = re.compile(r"^(?:With permission,? |With your permission,? )?(?:(?:Mr|Madam) (?:Deputy )?Speaker,? )?(?:with permission,? )?I (?:will|shall|should like to|would like to|wish to) (?:now )?make a (?:further |short |brief )?(?:business )?statement\b")
URGENT = re.compile(r"^(?:\(Urgent Question\):? ?)?To ask (?:the|Her|His)\b")
MOVES = re.compile(r"^(?:I beg to move|I beg to ask leave)\b|^Motion made, and Question proposed")
POINT_OF_ORDER = re.compile(r"^(?:On a point of order|Further to that point of order)\b")
GIVES_WAY = re.compile(r"\b(?:[Ii] (?:will|shall|am happy to|am delighted to)? ?(?:gladly )?give way(?: to)?\b.{0,80}|[Gg]o on, then|Of course I will)\.?$")
FOR_GIVING_WAY = re.compile(r"^(?:I (?:thank|am (?:very |most |extremely )?grateful to) (?:my|the) .{2,60} for (?:so )?(?:kindly |generously )?(?:giving|allowing me)|(?:Will|Would) (?:my|the) .{2,60} (?:give way|forgive me)|On (?:that|this) point)")
AFTER_INTERVENTION = re.compile(r"^(?:I (?:thank|am (?:very |most |extremely )?grateful to|agree with|completely agree with|absolutely agree with|understand|hear) (?:my|the) (?:right )?hon\.|(?:My|The) (?:right )?hon\. (?:and \w+ )?(?:Friend|Gentleman|Lady|Member)(?:’s)? (?:is|makes|has|raises|puts|point|intervention|anticipates|will)|(?:Yes|No|Indeed|Absolutely)[,.]|That is)")
THANKS_FOR_STATEMENT = re.compile(r"^I (?:thank|am (?:very |most )?grateful to) (?:my|the) .{2,80} for .{0,60}(?:statement|advance sight|answer)")
QUESTION_DENSITY = 0.25
LONG_WORDS = 230


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
    if re.match(r"T?\d{1,3}\. ", paragraph) or UIN.search(paragraph):
        return True
    return bool(cues()["asks"].match(paragraph)) and "?" not in paragraph and len(paragraph.split()) < 70


def asks(paragraph: str) -> bool:
    """Tell whether a paragraph puts a question to the one who answers."""
    if is_order_paper(paragraph):
        return True
    last = paragraph.rstrip("”’\" ")
    if last.endswith("?"):
        return True
    return "?" in paragraph and bool(TO_THE_ONE_WHO_ANSWERS.search(paragraph.rpartition("?")[0][-300:]))


def cut(paragraphs: Sequence[str]) -> list[Cut]:
    """Return the turns of a debate whose paragraphs have no names."""
    if not paragraphs:
        return []
    first = paragraphs[0]
    if STATEMENT.match(first):
        return list(_after_statement(paragraphs))
    if MOVES.match(first) or POINT_OF_ORDER.match(first) or not _is_questions(paragraphs):
        return list(_debate(paragraphs))
    return list(_questions(paragraphs))


def _is_questions(paragraphs: Sequence[str]) -> bool:
    if is_order_paper(paragraphs[0]) or URGENT.match(paragraphs[0]):
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
        on_paper = is_order_paper(paragraph) or bool(URGENT.match(paragraph))
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
    return bool(re.match(r"I (?:thank|am (?:very |most |extremely )?grateful to) (?:my|the) (?:right )?(?:hon|noble)", paragraph))


def _after_statement(paragraphs: Sequence[str]) -> Iterator[Cut]:
    """A statement runs until somebody thanks for it; then questions and answers."""
    for at, paragraph in enumerate(paragraphs):
        if at and THANKS_FOR_STATEMENT.match(paragraph):
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
    if POINT_OF_ORDER.match(paragraph):
        return Turn.POINT_OF_ORDER
    if current is None or current.turn is Turn.POINT_OF_ORDER:
        return Turn.SPEECH if current is None else Turn.CONTRIBUTION
    if FOR_GIVING_WAY.match(paragraph):
        return Turn.INTERVENTION
    if current.turn is Turn.INTERVENTION:
        return Turn.SPEECH
    if GIVES_WAY.search(current.paragraphs[-1]):
        return Turn.INTERVENTION
    return Turn.SPEECH if MOVES.match(paragraph) else None
