"""Which question an answer answers, and whom a contribution is said to."""

from collections.abc import Sequence

from kg.iris import person as person_ref
from kg.model import Ref, Turn
from kg.resolve.heard import Heard
from kg.resolve.settle import Settled

BACK = 12
TAKES_UP = ("answers-the-question", "thanks-for-giving-way")


def answers_of(heard: Heard, settled: Sequence[Settled]) -> tuple[tuple[int, ...], ...]:
    """Return, for each contribution, the indexes of the questions that it answers.

    An answer answers the question before it; where several on the order paper are put one after another and answered
    together, all of them. The Chair answers none.
    """
    debate = heard.debate
    in_the_chair = [bool(one.people) and one.people <= heard.day.chairs for one in settled]
    return tuple(
        tuple(debate.contributions[i].index for i in _questions(at, heard, in_the_chair))
        if c.turn is Turn.ANSWER and not in_the_chair[at]
        else ()
        for at, c in enumerate(debate.contributions)
    )


def _questions(at: int, heard: Heard, in_the_chair: Sequence[bool]) -> list[int]:
    debate, order = heard.debate, heard.order
    found: list[int] = []
    for i in range(at - 1, max(-1, at - 1 - BACK), -1):
        if in_the_chair[i]:
            continue
        turn = debate.contributions[i].turn
        is_one_more = not found or (
            not debate.contributions[i].supplementary and not debate.contributions[found[-1]].supplementary
        )
        if turn is Turn.QUESTION and is_one_more:
            found.append(i)
        elif turn in (Turn.QUESTION, Turn.STATEMENT) or (
            turn is Turn.ANSWER and (found or order[i].voice != order[at].voice)
        ):
            break
    return sorted(found)


def addresses_of(
    heard: Heard, settled: Sequence[Settled], answers: Sequence[tuple[int, ...]]
) -> tuple[tuple[Ref, ...], ...]:
    """Return whom each contribution is said to, where one person is known to be meant.

    A question is put to who answers it, an answer given to who asked, an intervention made on who has the floor; a
    reply that speaks of the one before it is said to them.
    """
    contributions, order = heard.debate.contributions, heard.order
    to: list[set[int]] = [set() for _ in contributions]
    for at, questions in enumerate(answers):
        for index in questions:
            to[at].add(index - 1)
            to[index - 1].add(at)
    for at, contribution in enumerate(contributions):
        if contribution.turn is Turn.INTERVENTION and (before := order[at].before) is not None:
            to[at].add(before)
    for target in heard.pointed:
        if target.rule in TAKES_UP and not to[target.by]:
            to[target.by].add(target.at)
    who = [_speaker(one) for one in settled]
    return tuple(tuple(sorted({ref for i in them for ref in who[i]} - who[at])) for at, them in enumerate(to))


def _speaker(settled: Settled) -> set[Ref]:
    """Return the one person who speaks, or nobody where that is open."""
    return {person_ref(person) for person in settled.people} if len(settled.people) == 1 else set()
