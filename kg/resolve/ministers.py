"""Which minister answers: one of the department's, by the title and the pronoun that those who ask use of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.addresses import says
from kg.model import Clue, Contribution, Debate, Kind, Mention, Ref, Turn
from kg.resolve.day import Day
from kg.resolve.departments import Answering
from kg.resolve.evidence import Evidence, clue
from kg.resolve.heard import Heard
from kg.resolve.pronouns import PRONOUNS, pronoun_after
from kg.resolve.targets import next_answer
from kg.resolve.voices import TO_A_MINISTER

FOR_THE_GOVERNMENT = (Turn.ANSWER, Turn.STATEMENT)
ASKED = re.compile(
    r"(?:\b(?:[Ww]ill|[Dd]oes|[Cc]an|[Cc]ould|[Ww]ould|[Hh]as|[Ii]s|[Dd]id|[Dd]o|[Ww]as|Should|should|(?:[Mm]ay I|[Cc]an I|I|to|and) (?:\w+ )?(?:ask|thank|urge|press|invite|push|welcome|congratulate)|grateful to|[Tt]hank)\s|^)$"
)
REACH = 60
LEAST_SHARE, LEAST_VOTES, MANY = 0.75, 2, 5
PROCEDURAL = re.compile(r"^(?:points? of order|business without|petition)", re.IGNORECASE)


@dataclass
class _Asked:
    """How those who ask call who answers at `at`: the people that each title may mean, with the words, and the pronouns."""

    at: int
    titles: dict[frozenset[str], list[Clue]] = field(default_factory=lambda: defaultdict(list))
    genders: Counter[str] = field(default_factory=Counter)


def ministers_answering(heard: Heard) -> Iterator[Evidence]:
    """Yield what the department and the questions tell of who answers."""
    contributions = heard.debate.contributions
    answers = [at for at, c in enumerate(contributions) if c.turn in FOR_THE_GOVERNMENT and _answers(c)]
    if not answers or PROCEDURAL.match(heard.debate.title):
        return
    yield from _of_the_department(answers, heard)
    for asked in _asked(heard).values():
        yield from _by_title(asked, heard.day)
        yield from _by_pronoun(asked, heard.day)


def _of_the_department(answers: Sequence[int], heard: Heard) -> Iterator[Evidence]:
    answering, day = heard.answering, heard.day
    department = heard.known.vocabulary.concepts[answering.department].label if answering.department else ""
    people = frozenset(answering.ministers) or day.government
    rule = "answering-department" if answering.ministers else "answers-for-the-government"
    what = f"the {department} on {day.on}: {answering.because}" if department else "the Government"
    for at in answers:
        clues = (*answering.clues, *_called_minister(at, heard.debate, heard.mentions))
        yield Evidence(at, people, rule, f"answers for {what}", clues)
    if answering.ministers:
        for at, contribution in enumerate(heard.debate.contributions):
            if contribution.turn is Turn.QUESTION:
                words = f"asks, and so is no minister of the {department}"
                yield Evidence(at, day.everyone - people, "one-does-not-ask-and-answer", words)


def _called_minister(at: int, debate: Debate, mentions: Sequence[Sequence[Mention]]) -> Iterator[Clue]:
    """The turn before or after calls the one who answers "the Minister"."""
    for near in (at - 1, at + 1):
        if 0 <= near < len(mentions):
            called = next((m for m in mentions[near] if m.rule == "minister-address"), None)
            if called:
                yield clue(debate.contributions[near], called)


def _answers(contribution: Contribution) -> bool:
    """Tell whether an answer is not said to a minister itself, cut wrongly from what is asked."""
    return contribution.turn is Turn.STATEMENT or not TO_A_MINISTER.search(contribution.text)


def _asked(heard: Heard) -> dict[int, _Asked]:
    """Return how each voice that answers is called by those who ask it."""
    asked: dict[int, _Asked] = {}
    for at, contribution in enumerate(heard.debate.contributions):
        answer = _answer_to(at, heard.debate)
        if answer is None:
            continue
        of_voice = asked.setdefault(heard.order[answer].voice, _Asked(answer))
        for mention in heard.mentions[at]:
            if _is_asked(contribution, mention):
                of_voice.titles[_titled(mention, heard.answering, heard.day)].append(clue(contribution, mention))
                if gender := pronoun_after(contribution.text, mention.end):
                    of_voice.genders[gender] += 1
    return asked


def _by_title(asked: _Asked, day: Day) -> Iterator[Evidence]:
    """The title that most who ask use of who answers; "the Minister" is said of no Secretary of State."""
    if not asked.titles:
        return
    counted = Counter({people: len(clues) for people, clues in asked.titles.items()})
    holders, votes = min(counted.items(), key=lambda pair: (-pair[1], len(pair[0]), sorted(pair[0])))
    clues = tuple(asked.titles[holders][:5])
    if holders == day.government and votes >= MANY and len(counted) == 1:
        others = frozenset(person for person in day.government if not _is_secretary_of_state(person, (), day))
        words = f"is asked as “the Minister” {votes} times, and never as Secretary of State"
        yield Evidence(asked.at, others, "asked-by-title", words, clues)
    elif holders and holders != day.government and votes >= max(LEAST_VOTES, LEAST_SHARE * counted.total()):
        words = f"is asked by title, {votes} of {counted.total()} times"
        yield Evidence(asked.at, holders, "asked-by-title", words, clues)


def _by_pronoun(asked: _Asked, day: Day) -> Iterator[Evidence]:
    """What most who ask call who answers, "he" or "she"."""
    for gender, pronoun in PRONOUNS.items():
        votes, total = asked.genders[gender], asked.genders.total()
        if votes >= max(LEAST_VOTES, LEAST_SHARE * total):
            words = f"is called “{pronoun}” by those who ask, {votes} of {total} times"
            yield Evidence(asked.at, day.of_gender(gender), "pronoun", words)


def _answer_to(at: int, debate: Debate) -> int | None:
    """Return the answer that follows a question, where it is a minister's."""
    contributions = debate.contributions
    if contributions[at].turn is not Turn.QUESTION:
        return None
    answer = next_answer(at, debate)
    return answer if answer is not None and _answers(contributions[answer]) else None


def _is_asked(contribution: Contribution, mention: Mention) -> bool:
    if mention.kind is not Kind.PERSON or mention.rule not in ("minister-address", "office-title"):
        return False
    return bool(ASKED.search(contribution.text[max(0, mention.begin - REACH) : mention.begin]))


def _titled(mention: Mention, answering: Answering, day: Day) -> frozenset[str]:
    """Return who may be meant by a title; all of the Government by "the Minister"."""
    if mention.rule == "office-title":
        refs = (mention.means,) if mention.means else mention.candidates
        return frozenset(ref.removeprefix("person/") for ref in refs) & day.government
    if "secretary-of-state" in says((mention.said and mention.said.address) or ""):
        return frozenset(id_ for id_ in day.government if _is_secretary_of_state(id_, answering.likely, day))
    return day.government


def _is_secretary_of_state(person: str, departments: Sequence[Ref], day: Day) -> bool:
    """Tell whether a person is a Secretary of State, of one of `departments` where there are any."""
    offices = [day.register.offices[held.office] for held in day.register.offices_of(person, day.on)]
    return any(o.rank == "sos" and (not departments or f"agency/{o.department}" in departments) for o in offices)
