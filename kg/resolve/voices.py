"""Which contributions are one person's, and which one each takes up: the order of questions and of debate.

Where the record names its speakers, a voice is a person. Where it does not, the order tells: the same minister answers
a whole question, its asker puts the first supplementary, who gave way goes on after the intervention.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.iris import person as person_ref
from kg.model import Attribution, Contribution, Debate, Turn
from kg.read.page.cues import asks, is_order_paper, opens_reply, sign
from kg.resolve.movers import movers

TOPICAL = re.compile(r"^topical question", re.IGNORECASE)
ROSE = re.compile(r"^(?:rose|indicated (?:as|dis)sent)\b.{0,3}$")
FLOOR = (Turn.SPEECH, Turn.STATEMENT)
FOLLOWS = re.compile(r"^[^.]{0,80}\bfollow\b")
OPENS_WITH_A_NAME = re.compile(
    r"^(?:[^.]|hon\.){0,60}\b(?:congratulate|thank|grateful|tribute|commend)(?:[^.]|hon\.){0,80}\bMembers? for\b"
)
GIVES_WAY = re.compile(
    r"\b(?:I|[Ll]et me|first|and|will|shall|to) (?:\w+ ){0,3}give way\b(?! (?:again|any ?more|because|as|at|when|if|after|in a))(?:[^.]|hon\.)*\.?$"
)
REACH = 160
FOR_INTERVENING = re.compile(
    r"\bfor (?:his|her|that|their) (?:\w+ )?(?:intervention|question|point|comment|contribution)"
)
CALLS = re.compile(r"\b(?:I (?:will )?(?:now )?call|[Ww]e (?:now )?(?:go|come|move) (?:\w+ )?to)\b")
TO_A_MINISTER = re.compile(
    r"\b(?:[Tt]he (?:Minister|Secretary of State)(?:’s)?(?! (?:for (?:the )?[A-Z]|of\b|in\b|at\b))|(?:Mr\.?|Madam) (?:Deputy )?Speaker)"
)
TAKES_FLOOR_BACK = "takes-floor-back"
LONG = 100
LONG_REPLY = 150
"""A reply of as many words is no intervention: who had the floor goes on after one that is not seen."""
SHORT = 120


@dataclass(frozen=True, slots=True)
class Place:
    """A contribution's place in its debate; all are positions from 0.

    `voice` counts the voices; `rule` says why it is a voice heard before. `before` is the contribution that it takes
    up, the last of another voice, risings and the Chair passed over; `speech` the last speech before this one by
    another voice than has the floor; `mover` the speech that moved the amendment before the House.
    """

    voice: int
    rule: str | None = None
    before: int | None = None
    speech: int | None = None
    mover: int | None = None


def places(debate: Debate, named: Sequence[Attribution | None], chairs: frozenset[str]) -> tuple[Place, ...]:
    """Return the place of each contribution of `debate`.

    `named` are the speakers that the record gives, `chairs` those who may be in the Chair that day.
    """
    heard = _Heard(debate, named, chairs)
    return tuple(heard.place(at, mover) for at, mover in enumerate(movers(debate)))


class _Heard:
    """The debate as it has been heard so far."""

    def __init__(self, debate: Debate, named: Sequence[Attribution | None], chairs: frozenset[str]) -> None:
        self.contributions, self.named = debate.contributions, named
        self.chairs = {person_ref(person) for person in chairs}
        self.topical = bool(TOPICAL.match(debate.title))
        self.voices: list[int] = []
        self.by_name: dict[str, int] = {}
        self.count = 0
        self.answering: int | None = None
        self.askers: list[int] = []
        self.asked_again = False
        self.floor: int | None = None
        self.last_speech: int | None = None

    def place(self, at: int, mover: int | None) -> Place:
        voice, rule = self._voice(at)
        self.voices.append(voice)
        self._take_floor(at, voice)
        return Place(voice, rule, self._before(at, voice), self.last_speech, mover)

    def _voice(self, at: int) -> tuple[int, str | None]:
        contribution, given = self.contributions[at], self.named[at]
        if given and (who := _name_of(given, contribution)):
            known = self.by_name.get(who)
            if known is None:
                known = self.by_name[who] = self._new()
            return known, None
        return self._by_order(at, contribution)

    def _new(self) -> int:
        self.count += 1
        return self.count - 1

    def _by_order(self, at: int, contribution: Contribution) -> tuple[int, str | None]:
        if contribution.turn is Turn.QUESTION:
            return self._asker(contribution)
        if contribution.turn in (Turn.ANSWER, Turn.STATEMENT):
            return self._answerer(at, contribution)
        if self._goes_on(at):
            return self.voices[self.floor or 0], TAKES_FLOOR_BACK
        return self._new(), None

    def _answerer(self, at: int, contribution: Contribution) -> tuple[int, str | None]:
        """The same minister answers a whole question; who speaks to a minister, or after an answer, is another."""
        if at and contribution.turn is Turn.ANSWER:
            follows_an_answer = self.contributions[at - 1].turn is Turn.ANSWER
            if follows_an_answer or TO_A_MINISTER.search(contribution.text):
                return self._new(), None
        if self.answering is not None and not self.topical:
            return self.answering, "one-minister-answers"
        self.answering = self._new()
        return self.answering, None

    def _asker(self, contribution: Contribution) -> tuple[int, str | None]:
        """The first supplementary is put by who asked the question on the order paper, where one alone did."""
        if is_order_paper(contribution.text) or contribution.question_number or contribution.uin:
            self.askers.append(self._new())
            return self.askers[-1], None
        first, self.asked_again = not self.asked_again, True
        if first and len(self.askers) == 1 and self.answering is not None and not self.topical:
            return self.askers[0], "asker-asks-again"
        return self._new(), None

    def _goes_on(self, at: int) -> bool:
        """Tell whether a speech is that of who had the floor: it opens no new speech, and follows an intervention."""
        text, before = self.contributions[at].text, self.contributions[at - 1]
        if self.floor is not None and GIVES_WAY.search(text[-REACH:]) and not self._is_given_way_to(at):
            return True
        if self.contributions[at].turn is not Turn.SPEECH:
            return False
        if self.floor is None or opens_a_speech(text) or (asks(text) and len(text.split()) < SHORT):
            return False
        if sign("chair").match(before.text):
            return not CALLS.search(before.text)
        if self.voices[at - 1] == self.voices[self.floor]:
            is_reply = thanks_for_intervening(text) or len(text.split()) >= LONG_REPLY
            return opens_reply(text) and is_reply and not self._is_given_way_to(at)
        return True

    def _only_replies(self, at: int, voice: int) -> bool:
        """Tell whether a speech is a reply by another than has the floor: it does not take the floor."""
        text = self.contributions[at].text
        if self.floor is None or voice == self.voices[self.floor] or opens_a_speech(text):
            return False
        return opens_reply(text)

    def _take_floor(self, at: int, voice: int) -> None:
        """Who speaks at length has the floor; who had it before made the speech before."""
        contribution = self.contributions[at]
        if self.named[at]:
            at_length = len(contribution.text.split()) >= LONG
        else:
            at_length = (
                contribution.turn in FLOOR and not self._only_replies(at, voice) and not self._is_given_way_to(at)
            )
        if not at_length:
            return
        if self.floor is not None and self.voices[self.floor] != voice:
            self.last_speech = self.floor
        self.floor = at

    def _is_given_way_to(self, at: int) -> bool:
        """Tell whether who had the floor has just given way, so that a short turn is an intervention."""
        if self.floor is None or at == 0:
            return False
        gives_way = GIVES_WAY.search(self.contributions[at - 1].text[-REACH:])
        return bool(gives_way) and len(self.contributions[at].text.split()) < SHORT

    def _before(self, at: int, voice: int) -> int | None:
        for i in range(at - 1, max(-1, at - 6), -1):
            if self.voices[i] != voice and not self._is_passed_over(i):
                return i
        return None

    def _is_passed_over(self, at: int) -> bool:
        contribution, given = self.contributions[at], self.named[at]
        if given and given.person:
            return given.person in self.chairs or bool(ROSE.match(contribution.text))
        return bool(ROSE.match(contribution.text)) or is_of_the_chair(contribution)


def opens_a_speech(text: str) -> bool:
    """Tell whether a turn opens as a speech of its own does, and not as who had the floor goes on.

    >>> opens_a_speech("It is a pleasure to follow the hon. Member for Bath (Wera Hobhouse).")
    True
    >>> opens_a_speech("I thank the hon. Member for Bath (Wera Hobhouse) for her intervention.")
    False
    """
    if sign("takes-the-floor").match(text) or sign("moves").match(text) or FOLLOWS.match(text):
        return True
    return bool(OPENS_WITH_A_NAME.match(text)) and not thanks_for_intervening(text)


def thanks_for_intervening(text: str) -> bool:
    return bool(FOR_INTERVENING.search(text[:REACH]))


def is_of_the_chair(contribution: Contribution) -> bool:
    """Tell whether the Chair speaks: by the office that is printed, or by words that are the Chair's alone."""
    printed = contribution.printed
    if printed and (printed.office or printed.name):
        return "Speaker" in (printed.office or printed.name or "")
    return bool(sign("chair").match(contribution.text))


def _name_of(given: Attribution, contribution: Contribution) -> str | None:
    printed = contribution.printed
    return given.person or (printed.name or printed.office if printed else None)
