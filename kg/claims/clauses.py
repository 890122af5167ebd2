"""Find the claims of one sentence: who is its subject, what its verb says, what of.

A clause is read from its subject to the right. What does not fit the few shapes known here is no claim: a subject that
is not the head of its clause, a condition, a wish, a mere possibility, an object behind a noun of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from kg.claims.objects import Objects, is_of, objects
from kg.claims.parties import Party
from kg.claims.subjects import Subject, subjects
from kg.claims.verbs import Group, Said, senses, verbs
from kg.claims.words import Sentence, words
from kg.model import Modality

OF_A_TOPIC = frozenset({"Tackles", "Investigates", "Leads", "Reviews"})
PLACES = frozenset({"place", "constituency"})
"""What can lose something; what a state does is done by its government, and is no claim of its place."""
OF_A_SPEAKER = frozenset({"Establishes", "Funds", "Publishes", "Reviews", "WorksWith"})
"""What a minister says to do as a minister; whom they support or oppose may be their own opinion."""
PURPOSES = frozenset({"Tackles", "Investigates", "Safeguards", "Supports", "Seizes", "Prosecutes"})
MOST_BETWEEN = 10
"""So many words may stand between a verb's object and what it is done for."""
ENDS = frozenset(
    {",", ";", ":", ".", "—", "–", "?", "!", "that", "which", "who", "because", "if", "when", "but", "while"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A claim of a sentence: who, what relation, of what, by which rule."""

    subject: Party | None
    relation: str
    object: Party
    begin: int
    end: int
    rule: str
    mood: Modality
    denied: bool
    by: Party | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What the words before leave to be meant.

    The one body for "it", the one issue for "the problem", the one person for "he" and "she" of a question.
    """

    body: Party | None = None
    issue: Party | None = None
    person: Party | None = None


def claims_in(sentence: Sentence, topic: Topic) -> list[Found]:
    """Return the claims of a sentence in the order of their clauses."""
    topic = replace(topic, issue=_fronted(sentence) or topic.issue)
    heads = subjects(sentence, topic.body, topic.person)
    found = chain.from_iterable(_of_subject(sentence, subject, topic) for subject in heads)
    return list(dict.fromkeys((*found, *_done_by(sentence))))


def _fronted(sentence: Sentence) -> Party | None:
    """Return the issue that a sentence opens with: "On county lines, we are looking at the matter"."""
    if sentence.word(0) not in FRONTS:
        return None
    at = next((i for i in range(1, MOST_BEFORE_FRONTED) if sentence.party(i)), 0)
    party = sentence.party(at)
    return party if party and party.kind == "issue" and sentence.word(at + 1) == "," else None


FRONTS = frozenset({"on", "regarding", "concerning", "as", "with", "in"})
MOST_BEFORE_FRONTED = 6


def _done_by(sentence: Sentence) -> Iterator[Found]:
    """Yield what a participle says of what stands before it: "the scheme, introduced by the Home Office"."""
    for at, party in sentence.named.items():
        verb = at + 1 + (sentence.word(at + 1) == ",")
        if sentence.word(verb + 1) != "by":
            continue
        for sense in (one for one in senses().get((sentence.word(verb), "participle"), ()) if not one.tail):
            agents = objects(sentence, verb + 2, AGENTS, None)
            if is_of(party, sense.objects) and agents.parties and sense.after.match("", 0):
                end = sentence.ends[agents.at - 1]
                for agent in agents.parties:
                    yield Found(
                        agent, sense.relation, party, party.begin, end, "claim-passive", Modality.ASSERTED, False
                    )
                break


def _of_subject(sentence: Sentence, subject: Subject, topic: Topic) -> Iterator[Found]:
    yield from _partners(sentence, subject, subject.beside, openings=WORKING)
    group = Group(subject.at, subject.expects, subject.mood, subject.denied)
    readings = [found for said in verbs(sentence, group) if (found := list(_of_verb(sentence, subject, said, topic)))]
    acting = (found for found in readings if found[0].rule != "claim-purpose")
    yield from next(acting, readings[0] if readings else ())


def _of_verb(sentence: Sentence, subject: Subject, said: Said, topic: Topic) -> Iterator[Found]:
    if said.passive:
        if not said.tail:
            yield from _passive(sentence, subject, said)
        return
    issue = topic.issue if said.relation in OF_A_TOPIC else None
    if subject.of:
        yield from _of_relative(sentence, subject, said)
        return
    if "owner" in said.objects:
        yield from _owned(sentence, subject, said)
        return
    its = objects(sentence, said.at, said.objects, issue, said.relation, goes_on=bool(said.tail))
    if said.tail and sentence.match(said.tail, sentence.ends[its.at - 1]) is None:
        return
    if not its.parties and "money" in said.objects and subject.acts:
        its, receivers = _after_receiver(sentence, said)
        yield from _claims(sentence, subject, said, receivers, "claim-receiver")
    if its.parties and subject.acts:
        rule = "claim-topic" if its.from_before else subject.rule
        yield from _claims(sentence, subject, said, its, rule)
    elif not its.parties and subject.acts and sentence.word(said.at) == "and":
        yield from _of_two_verbs(sentence, subject, said)
    elif said.relation == "Closes" and not its.parties:
        yield from _closed(subject, said, sentence)
    if subject.acts:
        yield from _after(sentence, subject, said, its, topic)


def _owned(sentence: Sentence, subject: Subject, said: Said) -> Iterator[Found]:
    """Yield whose a matter is said to be: "flood defence is the responsibility of the Environment Agency"."""
    owners = objects(sentence, said.at, AGENTS, None)
    mood = Modality.ASKED if subject.asked else said.mood
    end = sentence.ends[owners.at - 1]
    for owner in owners.parties:
        for thing in subject.parties:
            if thing.kind == "issue":
                yield Found(
                    owner, said.relation, thing, subject.begin, end, "claim-passive", mood, said.denied, subject.by
                )


def _of_relative(sentence: Sentence, subject: Subject, said: Said) -> Iterator[Found]:
    """Yield what is done to what stands before a clause that lacks an object: "the £27 billion the Government have provided"."""
    word = sentence.word(said.at)
    lacks_object = not sentence.party(said.at) and (not word[:1].isalpha() or word in words("follows"))
    if subject.of and lacks_object and not said.tail and is_of(subject.of, said.objects):
        yield from _claims(sentence, subject, said, Objects((subject.of,), said.at), subject.rule)


def _of_two_verbs(sentence: Sentence, subject: Subject, said: Said) -> Iterator[Found]:
    """Yield what two verbs say of one object: "has been supporting and working with the police"."""
    for second in verbs(sentence, Group(said.at + 1, said.expects, said.mood, said.denied)):
        its = objects(sentence, second.at, second.objects, None, second.relation)
        if its.parties and not second.passive:
            both = tuple(one for one in its.parties if is_of(one, said.objects))
            yield from _claims(sentence, subject, said, replace(its, parties=both), subject.rule)
            yield from _claims(sentence, subject, second, its, subject.rule)
            return


def _after_receiver(sentence: Sentence, said: Said) -> tuple[Objects, Objects]:
    """Return the money and who is given it: "gave local authorities £2 million", "made available to councils £1 million"."""
    at = said.at + (sentence.word(said.at) == "to")
    receivers = objects(sentence, at, RECEIVERS, None, goes_on=True)
    after = receivers.at + (sentence.word(receivers.at) == "with")
    money = objects(sentence, after, said.objects, None) if receivers.parties else Objects((), said.at)
    return money, receivers if money.parties else Objects((), said.at)


RECEIVERS = frozenset({"agency", "place"})


def _claims(sentence: Sentence, subject: Subject, said: Said, its: Objects, rule: str) -> Iterator[Found]:
    end = sentence.ends[its.at - 1]
    mood = Modality.ASKED if subject.asked else said.mood
    for one in subject.parties:
        for thing in its.parties:
            of_one = one.kind != "speaker" or said.relation in OF_A_SPEAKER
            if thing.means != one.means and of_one and (one.kind not in PLACES or said.relation == "Loses"):
                yield Found(one, said.relation, thing, subject.begin, end, rule, mood, said.denied, subject.by)


def _after(sentence: Sentence, subject: Subject, said: Said, its: Objects, topic: Topic) -> Iterator[Found]:
    """Yield what hangs on a clause: who receives the money, who works alongside, what for, and what else is done."""
    at = _past_time(sentence, its.at)
    if said.relation == "Funds" and its.parties and sentence.word(at) in words("receives"):
        receivers = objects(sentence, at + 1, frozenset({"agency", "issue"}), None, said.relation)
        if receivers.parties:
            yield from _claims(sentence, subject, said, receivers, "claim-receiver")
            its = receivers
    if its.parties and not said.denied:
        yield from _partners(sentence, subject, its.at, said.mood)
    yield from _purpose(sentence, subject, said, its, topic)
    yield from _further(sentence, subject, said, its, topic)


TIME = re.compile(
    r"(?: (?:a|per|each|every|this|last|next) (?:year|month|week|day|annum|summer|autumn|winter|spring)"
    r"|,? (?:over|in|for|since|from|during|between|until) (?:the )?(?:(?:next|last|past|coming|current) )?"
    r"(?:(?:financial|calendar) )?(?:year )?(?:[12]\d{3}(?:[-–]\d+)?|(?:\d+|two|three|four|five|six|ten|several) (?:year|month)s?))*"
    r"(?: (?:more|extra|directly|annually))?"
)
"""What says when money is given, between it and who is given it."""


def _past_time(sentence: Sentence, at: int) -> int:
    after = sentence.match(TIME, sentence.ends[at - 1]) if at else None
    return at if after is None else max(at, after)


ALONGSIDE = (
    ("alongside",),
    ("together", "with"),
    ("along", "with"),
    ("in", "partnership", "with"),
    ("working", "with"),
)


WORKING = (("working", "with"), ("alongside",))
"""What says it right after a subject; "the Minister, together with my hon. Friend, has written" says no more than that."""


def _partners(
    sentence: Sentence,
    subject: Subject,
    at: int,
    mood: Modality = Modality.ASSERTED,
    openings: tuple[tuple[str, ...], ...] = ALONGSIDE,
) -> Iterator[Found]:
    """Yield whom a subject works with, where the words at a piece or after its comma say so: ", alongside the units"."""
    at += sentence.word(at) == ","
    opening = next((words_ for words_ in openings if sentence.words_at(at, len(words_)) == words_), None)
    if opening and subject.acts:
        partners = objects(sentence, at + len(opening), frozenset({"agency"}), None)
        if partners.parties:
            said = Said("WorksWith", frozenset(), at, mood, denied=False, passive=False)
            yield from _claims(sentence, subject, said, partners, "claim-alongside")


def _purpose(sentence: Sentence, subject: Subject, said: Said, its: Objects, topic: Topic) -> Iterator[Found]:
    """Yield what it is done for: "is investing £5 million to tackle knife crime"."""
    at = next((i for i in range(its.at, its.at + MOST_BETWEEN) if sentence.word(i) in ENDS | {"to"}), None)
    if at is None or sentence.word(at) != "to" or said.denied or said.mood is Modality.PROPOSED:
        return
    if any(sentence.word(between) in words("slack") for between in range(said.at, at)):
        return
    for what in verbs(sentence, Group(at + 1, "base", said.mood)):
        things = objects(sentence, what.at, what.objects, topic.issue, what.relation)
        if what.relation in PURPOSES and things.parties:
            yield from _claims(sentence, subject, what, things, "claim-purpose")
            return


def _further(sentence: Sentence, subject: Subject, said: Said, its: Objects, topic: Topic) -> Iterator[Found]:
    """Yield what the same subject is said to do besides: "have seized heroin, and have safeguarded children"."""
    at = its.at + (sentence.word(its.at) == ",")
    if sentence.word(at) != "and" or not its.parties:
        return
    for expects in ("finite", "have", "base"):
        again = replace(subject, at=at + 1, expects=expects, mood=said.mood)
        found = list(_of_subject(sentence, again, topic))
        if found:
            yield from found
            return


def _passive(sentence: Sentence, subject: Subject, said: Said) -> Iterator[Found]:
    """Yield "county lines is tackled by the police", and of figures what names nobody: "ten stations were closed"."""
    things = [one for one in subject.parties if is_of(one, said.objects)]
    mood = Modality.ASKED if subject.asked else said.mood
    at = _past_adverbs(sentence, said.at)
    agents: tuple[Party | None, ...] = ()
    end = sentence.ends[said.at - 1]
    if sentence.word(at) == "by":
        named = objects(sentence, at + 1, AGENTS, None)
        agents, end = named.parties, sentence.ends[named.at - 1]
    elif not subject.acts and not said.denied and sentence.word(at) not in NOT_PASSIVE:
        things = [one for one in things if one.kind == "figure"]
        agents = (None,)
    for agent in agents:
        for thing in things:
            yield Found(agent, said.relation, thing, subject.begin, end, "claim-passive", mood, said.denied, subject.by)


AGENTS = frozenset({"agency", "person", "office", "government", "we"})
NOT_PASSIVE = frozenset({"to", "on", "with", "in", "at"})
"""After these a participle only says how something is: "opposed to", "focused on", "concerned with"."""


def _past_adverbs(sentence: Sentence, at: int) -> int:
    while sentence.word(at).endswith("ly") or sentence.word(at) in {"down", "up", "out", "again"}:
        at += 1
    return at


def _closed(subject: Subject, said: Said, sentence: Sentence) -> Iterator[Found]:
    """Yield what is said to have closed, nobody being said to have closed it."""
    mood = Modality.ASKED if subject.asked else said.mood
    for one in subject.parties:
        if one.kind == "figure":
            end = sentence.ends[said.at - 1]
            yield Found(None, said.relation, one, subject.begin, end, "claim-passive", mood, said.denied, subject.by)
