"""Which speaker a mention means by its place: "I give way to ..." the next, "a pleasure to follow ..." the speech before.

The cues are rows of cues.csv: where in the contribution the mention stands, the words before and after it, whose
contribution is meant, and whether the cue is to be trusted with a person named or with a form of address alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.model import Contribution, Debate, Kind, Mention, Turn
from kg.resolve.voices import LONG, ROSE, Place, opens_a_speech
from kg.tables import table

SENTENCE_END = re.compile(r"(?<=[.!?])[”’]?\s+(?=[A-Z“‘])")
ABBREVIATION = re.compile(r"\b(?:hon|Mr|Mrs|Ms|Dr|St|Rev|No|Hon|Sir)\.$")
AND = re.compile(r",? and (?:also )?|, ")
OPENING_SENTENCES = 2
REACH = 120
NEAR = 10
ASKED = re.compile(
    r"\b(?:[Ww]ill|[Dd]oes|[Cc]an|[Cc]ould|[Ww]ould|[Hh]as|[Ii]s|[Dd]id|[Dd]o|[Mm]ay I ask|[Mm]ay I urge)\s$"
)
TAKEN_UP = (Turn.QUESTION, Turn.INTERVENTION, Turn.CONTRIBUTION)


@dataclass(frozen=True, slots=True)
class Cue:
    rule: str
    where: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    target: str
    tells: frozenset[str]


ASKS = Cue("answers-next", "any", re.compile(""), re.compile(""), "answer", frozenset({"form"}))
REPLY = Cue("spoke-before", "opening", re.compile(""), re.compile(""), "before", frozenset({"form"}))


@dataclass(frozen=True, slots=True)
class Target:
    """The speaker at `at` is the one whom `mention` of the contribution at `by` means, by `rule`.

    `together` are the people named with it in one breath: then one of them is meant.
    """

    by: int
    at: int
    mention: Mention
    rule: str
    together: tuple[Mention, ...] = ()


@cache
def cues() -> tuple[Cue, ...]:
    return tuple(
        Cue(
            row["rule"],
            row["where"],
            re.compile(row["before"]),
            re.compile(row["after"]),
            row["target"],
            frozenset(row["tells"].split()),
        )
        for row in table(Path(__file__).parent / "cues.csv")
    )


def targets(debate: Debate, mentions: Sequence[Sequence[Mention]], places: Sequence[Place]) -> Iterator[Target]:
    """Yield what the mentions of people tell of the speakers of other contributions."""
    for by, contribution in enumerate(debate.contributions):
        people = [m for m in mentions[by] if m.kind is Kind.PERSON and m.rule != "chair-address"]
        if not people:
            continue
        opening, closing = opening_end(contribution.text), closing_start(contribution.text)
        for together in in_one_breath(people, contribution.text):
            if told := _told(by, together, people, (opening, closing), debate, places):
                yield told


def _told(
    by: int,
    together: Sequence[Mention],
    people: Sequence[Mention],
    bounds: tuple[int, int],
    debate: Debate,
    places: Sequence[Place],
) -> Target | None:
    """Return the speaker whom people named in one breath point to, by the first cue that leads anywhere."""
    contribution, first = debate.contributions[by], together[0]
    found = list(_cued(contribution, first.begin, together[-1].end, *bounds))
    if not found and _replies(contribution, first, people, bounds[0]):
        found = [REPLY]
    if not found and _asks(contribution, first):
        found = [ASKS]
    for cue in found:
        at = _position(cue.target, by, debate, places)
        is_trusted = ("form" if first.rule == "form-of-address" else "person") in cue.tells
        if is_trusted and at is not None and places[at].voice != places[by].voice:
            return Target(by, at, first, cue.rule, tuple(together))
    return None


def _replies(contribution: Contribution, mention: Mention, people: Sequence[Mention], opening: int) -> bool:
    """Tell whether a form of address that opens an answer means who asked: nobody else is named before it."""
    if contribution.turn is not Turn.ANSWER or mention.rule != "form-of-address" or mention.begin > opening:
        return False
    return all(m.begin >= mention.begin or m.rule == "form-of-address" for m in people)


def _asks(contribution: Contribution, mention: Mention) -> bool:
    """Tell whether a question asks somebody by a form of address: "Will my right hon. Friend ...?"."""
    if contribution.turn is not Turn.QUESTION or mention.rule != "form-of-address":
        return False
    return is_asked(contribution, mention)


def is_asked(contribution: Contribution, mention: Mention) -> bool:
    """Tell whether the words before a mention put a question to who is meant: "Will the hon. Gentleman ...?"."""
    return bool(ASKED.search(contribution.text[max(0, mention.begin - 20) : mention.begin]))


def in_one_breath(people: Sequence[Mention], text: str) -> Iterator[list[Mention]]:
    """Yield the mentions that are named together: "the Members for Wellingborough (Mr Bone) and for Kettering (...)"."""
    group: list[Mention] = []
    for mention in people:
        if group and mention.begin < group[-1].end:
            continue
        if group and not AND.fullmatch(text, group[-1].end, mention.begin):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _cued(contribution: Contribution, begin: int, end: int, opening: int, closing: int) -> Iterator[Cue]:
    text = contribution.text
    before, after = text[max(0, begin - REACH) : begin], text[end : end + REACH]
    for cue in cues():
        if cue.where == "opening" and begin > opening:
            continue
        if cue.where == "closing" and begin < closing:
            continue
        if cue.before.search(before) and cue.after.search(after):
            yield cue


def _position(target: str, by: int, debate: Debate, places: Sequence[Place]) -> int | None:
    if target == "rose":
        return by - 1 if by and ROSE.match(debate.contributions[by - 1].text) else None
    if target == "next":
        return by + 1 if by + 1 < len(debate.contributions) else None
    if target == "answer":
        return next_answer(by, debate)
    if target == "before":
        at = places[by].before
        return at if at is not None and debate.contributions[at].turn in TAKEN_UP else None
    if target == "speech":
        return places[by].speech
    if target == "mover":
        return places[by].mover
    return 0 if _opens(debate) else None


def _opens(debate: Debate) -> bool:
    """Tell whether the first contribution can have brought the debate: a copy may begin in the middle."""
    text = debate.contributions[0].text
    return len(text.split()) >= LONG or opens_a_speech(text)


def next_answer(at: int, debate: Debate) -> int | None:
    """Return where the first answer after the contribution at `at` is, if it is near."""
    ahead = range(at + 1, min(at + NEAR, len(debate.contributions)))
    return next((i for i in ahead if debate.contributions[i].turn is Turn.ANSWER), None)


def opening_end(text: str) -> int:
    """Return where the first two sentences end."""
    starts = sentence_starts(text)
    return starts[OPENING_SENTENCES] if len(starts) > OPENING_SENTENCES else len(text)


def closing_start(text: str) -> int:
    """Return where the last sentence begins."""
    return sentence_starts(text)[-1]


@lru_cache(8)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Return where each sentence begins.

    >>> sentence_starts("The hon. Lady is right. I agree.")
    (0, 24)
    """
    ends = (match for match in SENTENCE_END.finditer(text))
    return (0, *(m.end() for m in ends if not ABBREVIATION.search(text[max(0, m.start() - 5) : m.start()])))
