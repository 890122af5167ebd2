"""Cut a page that has lost its speakers' names into turns, from the words alone.

In oral questions who asks and who answers alternates: a question is mostly one paragraph, an answer one or several.
A form of address that opens a paragraph tells a reply; a question put to a Minister tells who asks. In a debate the
signs are those of giving way, of taking the floor and of replying; a turn of which nothing tells the kind is a plain
contribution. Where nothing tells, a paragraph continues the turn before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Turn
from kg.read.page.cues import asks, goes_on, is_order_paper, opens_answer, opens_reply, sign

QUESTION_DENSITY = 0.25
"""Where a smaller share of the paragraphs asks, a page is a debate and no questions."""

SHORT_WORDS = 60
"""An intervention that nothing but the reply to it tells is no longer than this."""

MOTION = 3
"""Who moves a motion goes on to speak to it: its paragraphs, read out, are no more than this."""

INTERJECTED_WORDS = 5
"""As many words are thrown in without the floor."""


@dataclass
class Cut:
    """A turn as it was cut: its kind and its paragraphs."""

    turn: Turn
    paragraphs: list[str] = field(default_factory=list)
    supplementary: bool = False
    quoting: bool = False

    @property
    def last(self) -> str:
        return self.paragraphs[-1]


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
    return len(paragraphs) > 1 and sum(map(asks, paragraphs)) >= QUESTION_DENSITY * len(paragraphs)


def _questions(paragraphs: Sequence[str], responds: bool = False) -> Iterator[Cut]:
    """Alternate question and answer. A paragraph that leads up to a question is moved to it from the answer.

    Where the first turn `responds` to a statement it is the Opposition's and long: it ends at the first reply.
    """
    current: Cut | None = None
    answered = False
    for paragraph in paragraphs:
        turn = _next_turn(current, paragraph)
        if responds and not answered:
            turn = _in_response(current, paragraph)
        if current and turn is None:
            current.quoting = goes_on(current.last, paragraph)
            current.paragraphs.append(paragraph)
            continue
        leading = _leading(current) if current and turn is Turn.QUESTION and not is_order_paper(paragraph) else []
        if current:
            yield current
        answered = answered or turn is Turn.ANSWER
        supplementary = turn is Turn.QUESTION and not is_order_paper(paragraph)
        current = Cut(turn or Turn.ANSWER, [*leading, paragraph], supplementary)
    if current:
        yield current


def _in_response(current: Cut | None, paragraph: str) -> Turn | None:
    if current is None:
        return Turn.QUESTION
    if sign("chair").match(paragraph):
        return Turn.CONTRIBUTION
    if current.turn is Turn.CONTRIBUTION:
        return _after_the_chair(paragraph)
    return Turn.ANSWER if opens_reply(paragraph) else None


def _after_the_chair(paragraph: str) -> Turn:
    return Turn.QUESTION if asks(paragraph) and not opens_answer(paragraph) else Turn.ANSWER


def _leading(current: Cut) -> list[str]:
    """Take from the end of an answer the paragraphs that lead up to the question that follows, and return them."""
    if current.turn is not Turn.ANSWER:
        return []
    at = next((i for i in range(1, len(current.paragraphs)) if _leads(current.paragraphs, i)), None)
    if at is None:
        return []
    leading, current.paragraphs = current.paragraphs[at:], current.paragraphs[:at]
    return leading


def _leads(paragraphs: Sequence[str], at: int) -> bool:
    return not goes_on(paragraphs[at - 1], paragraphs[at]) and bool(sign("leads-up").search(paragraphs[at]))


def _next_turn(current: Cut | None, paragraph: str) -> Turn | None:
    """Return the turn that a paragraph begins, or None where it continues the one before it."""
    if current is None:
        asked = sign("thanks-for-statement").match(paragraph) or (asks(paragraph) and not opens_answer(paragraph))
        return Turn.QUESTION if asked else Turn.ANSWER
    if is_order_paper(paragraph):
        return Turn.QUESTION
    if sign("chair").match(paragraph):
        return Turn.CONTRIBUTION
    if current.turn is Turn.CONTRIBUTION:
        return _after_the_chair(paragraph)
    if goes_on(current.last, paragraph):
        return None
    return _after_question(current, paragraph) if current.turn is Turn.QUESTION else _after_answer(paragraph)


def _after_question(current: Cut, paragraph: str) -> Turn | None:
    """An answer follows a question, unless it is not put yet, or goes on in the words of the one who asks.

    Who answers a statement for another party may speak at length: their turn ends at the first reply.
    """
    if sign("thanks-for-statement").match(current.paragraphs[0]):
        return Turn.ANSWER if opens_reply(paragraph) else None
    if opens_answer(paragraph):
        return Turn.ANSWER
    put = any(asks(p) for p in current.paragraphs)
    if asks(paragraph) and not is_order_paper(current.last):
        return None if not put or sign("puts").search(paragraph) else Turn.ANSWER
    return None if current.quoting and not put else Turn.ANSWER


def _after_answer(paragraph: str) -> Turn | None:
    if opens_answer(paragraph) and not asks(paragraph):
        return Turn.ANSWER if sign("takes-up-another").match(paragraph) else None
    asked = asks(paragraph) or sign("to-the-answer").match(paragraph) or sign("to-a-minister").search(paragraph)
    return Turn.QUESTION if asked else None


def _after_statement(paragraphs: Sequence[str]) -> Iterator[Cut]:
    """A statement runs until it is commended to the House, or somebody thanks for it; then questions and answers."""
    thanks, commended = sign("thanks-for-statement"), sign("commended")
    ends = (at for at, p in enumerate(paragraphs) if at and (thanks.match(p) or commended.search(paragraphs[at - 1])))
    end = next(ends, len(paragraphs))
    yield Cut(Turn.STATEMENT, list(paragraphs[:end]))
    yield from _questions(paragraphs[end:], responds=True)


def _debate(paragraphs: Sequence[str]) -> Iterator[Cut]:
    """Speeches, the interventions in them, points of order, and the Chair."""
    current: Cut | None = None
    for paragraph in paragraphs:
        turn = _debate_turn(current, paragraph)
        if current and turn is None:
            current.paragraphs.append(paragraph)
            continue
        if current and turn is Turn.SPEECH and opens_reply(paragraph):
            yield from _parted(current)
        elif current:
            yield current
        current = Cut(turn or Turn.SPEECH, [paragraph])
    if current:
        yield current


def _parted(current: Cut) -> Iterator[Cut]:
    """Yield a turn that a reply ends. What it replies to was said by another: a short last paragraph is theirs."""
    *before, last = current.paragraphs
    short = len(last.split()) <= SHORT_WORDS
    if before and short and current.turn is Turn.SPEECH and not goes_on(before[-1], last):
        yield Cut(current.turn, before)
        yield Cut(Turn.CONTRIBUTION, [last])
    else:
        yield current


def _debate_turn(current: Cut | None, paragraph: str) -> Turn | None:
    """Return the turn that a paragraph of a debate begins, or None where it continues the one before it."""
    if sign("point-of-order").match(paragraph):
        return Turn.POINT_OF_ORDER
    if sign("chair").match(paragraph):
        return Turn.CONTRIBUTION
    if current is None:
        return Turn.SPEECH
    if goes_on(current.last, paragraph):
        return None
    if (
        current.turn is Turn.CONTRIBUTION
        and sign("chair").match(current.paragraphs[0])
        and sign("lists").match(paragraph)
    ):
        return None
    if current.turn is Turn.POINT_OF_ORDER:
        return Turn.CONTRIBUTION
    if any(sign(opening).match(paragraph) for opening in ("for-giving-way", "intervenes")):
        return Turn.INTERVENTION
    if sign("asks-the-floor").search(paragraph) or (
        len(paragraph.split()) <= INTERJECTED_WORDS and sign("interjects").match(paragraph)
    ):
        return Turn.INTERVENTION
    if (
        sign("moves").match(current.paragraphs[0])
        and len(current.paragraphs) < MOTION
        and not sign("moves").match(paragraph)
    ):
        return None
    if sign("moves").match(paragraph) or sign("takes-the-floor").match(paragraph) or opens_reply(paragraph):
        return Turn.SPEECH
    if sign("gives-way").search(current.last):
        return Turn.INTERVENTION
    return Turn.SPEECH if current.turn in (Turn.INTERVENTION, Turn.CONTRIBUTION) else None
