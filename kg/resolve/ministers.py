"""Which minister answers: one of the department's, by the title and the pronoun that those who ask use of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.extract import Knowledge
from kg.extract.addresses import says
from kg.model import Clue, Contribution, Debate, Kind, Mention, Ref, Turn
from kg.resolve.day import Day
from kg.resolve.departments import Answering
from kg.resolve.evidence import Evidence, clue
from kg.resolve.voices import TO_A_MINISTER, Place

FOR_THE_GOVERNMENT = (Turn.ANSWER, Turn.STATEMENT)
ASKED = re.compile(
    r"(?:\b(?:[Ww]ill|[Dd]oes|[Cc]an|[Cc]ould|[Ww]ould|[Hh]as|[Ii]s|[Dd]id|[Dd]o|[Ww]as|Should|should|(?:[Mm]ay I|[Cc]an I|I|to|and) (?:\w+ )?(?:ask|thank|urge|press|invite|push|welcome|congratulate)|grateful to|[Tt]hank)\s|^)$"
)
PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(she|her|herself))\b")
REACH = 60
PRONOUN_REACH = 250
LEAST_SHARE, LEAST_VOTES, MANY = 0.75, 2, 5
PROCEDURAL = re.compile(r"^(?:points? of order|business without|petition)", re.IGNORECASE)


def ministers_answering(
    debate: Debate,
    mentions: Sequence[Sequence[Mention]],
    places: Sequence[Place],
    answering: Answering,
    known: Knowledge,
    day: Day,
) -> Iterator[Evidence]:
    """Yield what the department and the questions tell of who answers."""
    if PROCEDURAL.match(debate.title):
        return
    answers = [at for at, c in enumerate(debate.contributions) if c.turn in FOR_THE_GOVERNMENT and _answers(c)]
    if not answers:
        return
    department = known.vocabulary.concepts[answering.department].label if answering.department else ""
    people = frozenset(answering.ministers) or day.government
    rule = "answering-department" if answering.ministers else "answers-for-the-government"
    words = (
        f"answers for the {department} on {day.on}: {answering.because}" if department else "answers for the Government"
    )
    for at in answers:
        yield Evidence(at, people, rule, words, (*answering.clues, *_called_minister(at, debate, mentions)))
    yield from _asked_as(debate, mentions, places, answering, day)
    if answering.ministers:
        for at, contribution in enumerate(debate.contributions):
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


def _asked_as(
    debate: Debate, mentions: Sequence[Sequence[Mention]], places: Sequence[Place], answering: Answering, day: Day
) -> Iterator[Evidence]:
    """The title by which those who ask call the one who answers, and the pronoun that follows it."""
    titles: dict[int, Counter[frozenset[str]]] = defaultdict(Counter)
    clues: dict[tuple[int, frozenset[str]], list[Clue]] = defaultdict(list)
    genders: dict[int, Counter[str]] = defaultdict(Counter)
    where: dict[int, int] = {}
    for at, contribution in enumerate(debate.contributions):
        answer = _answer_to(at, debate)
        if answer is None:
            continue
        voice = places[answer].voice
        where.setdefault(voice, answer)
        for mention in mentions[at]:
            if not _is_asked(contribution, mention):
                continue
            holders = _titled(mention, answering, day)
            titles[voice][holders] += 1
            clues[voice, holders].append(clue(contribution, mention))
            if gender := _pronoun(contribution, mention):
                genders[voice][gender] += 1
    for voice, counted in sorted(titles.items()):
        holders, votes = min(counted.items(), key=lambda pair: (-pair[1], len(pair[0]), sorted(pair[0])))
        if holders and holders != day.government and votes >= max(LEAST_VOTES, LEAST_SHARE * counted.total()):
            yield Evidence(
                where[voice],
                holders,
                "asked-by-title",
                f"is asked by title, {votes} of {counted.total()} times",
                tuple(clues[voice, holders][:5]),
            )
        elif counted[day.government] >= MANY and len(counted) == 1:
            others = frozenset(person for person in day.government if not _is_secretary_of_state(person, (), day))
            words = f"is asked as “the Minister” {counted.total()} times, and never as Secretary of State"
            yield Evidence(where[voice], others, "asked-by-title", words, tuple(clues[voice, day.government][:5]))
    for voice, counted_genders in sorted(genders.items()):
        gender, votes = min(counted_genders.items(), key=lambda pair: (-pair[1], pair[0]))
        if votes >= max(LEAST_VOTES, LEAST_SHARE * counted_genders.total()):
            pronoun = {"M": "he", "F": "she"}[gender]
            words = f"is called “{pronoun}” by those who ask, {votes} of {counted_genders.total()} times"
            yield Evidence(where[voice], day.of_gender(gender), "pronoun", words)


def _answer_to(at: int, debate: Debate) -> int | None:
    """Return the answer that follows a question, where it is a minister's."""
    contributions = debate.contributions
    if contributions[at].turn is not Turn.QUESTION:
        return None
    ahead = range(at + 1, min(at + 10, len(contributions)))
    answer = next((i for i in ahead if contributions[i].turn is Turn.ANSWER), None)
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


def _pronoun(contribution: Contribution, mention: Mention) -> str | None:
    """Return the gender of the first pronoun after a mention, in its sentence or the next, where nobody is named between."""
    rest = " ".join(
        re.split(r"(?<!hon)[.?!](?:\s|$)", contribution.text[mention.end : mention.end + PRONOUN_REACH])[:2]
    )
    found = PRONOUN.search(rest)
    if not found or re.search(
        r"\b(?:Member|Friend|Gentleman|Lady|Mr|Mrs|Minister|Secretary|Chancellor)\b", rest[: found.start()]
    ):
        return None
    return "M" if found.group(1) else "F"
