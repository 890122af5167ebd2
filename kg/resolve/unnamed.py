"""Who may speak a contribution whose speaker the record has lost: what the words support, and no more.

Each piece of evidence is a set of people and the words for it. What is left when all of it is put together are the
candidates: one is inferred, several stay open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.addresses import is_friend, says
from kg.extract.spans import MOST_CANDIDATES
from kg.iris import office as office_ref
from kg.iris import person as person_ref
from kg.model import Attribution, Contribution, Debate, Status, Turn
from kg.register import Register
from kg.resolve.chair import in_the_chair
from kg.resolve.confidence import confidence_of
from kg.resolve.day import Day
from kg.resolve.departments import Answering
from kg.resolve.evidence import Evidence, Friends, clue, said
from kg.resolve.heard import Heard
from kg.resolve.meanings import NAMED
from kg.resolve.ministers import FOR_THE_GOVERNMENT, ministers_answering
from kg.resolve.own_words import own_words
from kg.resolve.pronouns import PRONOUNS, pronoun_after
from kg.resolve.settle import Settled, settle
from kg.resolve.targets import ASKS, Target

PARAGRAPHS_OF_A_QUESTION = 3
REPLIES = ("answers-the-question", "spoke-before")


def settle_speakers(heard: Heard) -> tuple[Settled, ...]:
    """Return who may speak each contribution: who is given, else all whom the words allow."""
    contributions, day = heard.debate.contributions, heard.day
    evidence = list(_given(heard.given))
    if len(evidence) == len(contributions):
        return tuple(Settled(one.people, (one,)) for one in evidence)
    for at, contribution in enumerate(contributions):
        if not _may_be_several(contribution):
            evidence += own_words(at, contribution, heard.mentions[at], heard.known, day)
    evidence += ministers_answering(heard)
    evidence += in_the_chair(heard)
    evidence += [e for target in heard.pointed for e in _meant(target, heard.debate, day)]
    friends = [tie for target in heard.pointed for tie in _tied(target, heard.debate)]
    return settle(heard.order, evidence, friends, day)


def _may_be_several(contribution: Contribution) -> bool:
    """Tell whether a question is so long that answers and questions of others may be in it, uncut."""
    return contribution.turn is Turn.QUESTION and contribution.text.count("\n") >= PARAGRAPHS_OF_A_QUESTION


def attribution_of(settled: Settled) -> Attribution:
    """Return the judgement that the evidence on a contribution without a name supports."""
    if not settled.evidence:
        return Attribution(Status.UNKNOWN, "no-evidence", constraints=("says nothing of who speaks",))
    refs = tuple(person_ref(id_) for id_ in sorted(settled.people, key=int))
    clues = tuple(dict.fromkeys(one for e in settled.evidence for one in e.clues))
    words = tuple(dict.fromkeys(e.words for e in settled.evidence))
    if not refs:
        return Attribution(Status.UNKNOWN, "no-candidate", constraints=words, clues=clues)
    strongest = settled.evidence[0]
    rule = strongest.rule if len(refs) > 1 or len(strongest.people) == 1 else "all-together"
    return Attribution(
        Status.INFERRED if len(refs) == 1 else Status.AMBIGUOUS,
        rule,
        person=refs[0] if len(refs) == 1 else None,
        candidates=refs if 1 < len(refs) <= MOST_CANDIDATES else (),
        candidate_count=len(refs),
        constraints=words,
        rules=tuple(dict.fromkeys(e.rule for e in settled.evidence)),
        clues=clues,
        confidence=confidence_of(rule, "speaker") if len(refs) == 1 else None,
    )


def outside_coverage(debate: Debate) -> Attribution:
    reason = f"is of {debate.date}, which the register does not cover"
    return Attribution(Status.UNKNOWN, "outside-coverage", constraints=(reason,))


def with_role(given: Attribution, contribution: Contribution, register: Register, answering: Answering) -> Attribution:
    """Give the one office of the answering department that an answering minister holds, where none is printed."""
    if given.role or not given.person or contribution.turn not in FOR_THE_GOVERNMENT or not answering.department:
        return given
    held = {
        office_ref(h.office)
        for h in register.offices_of(given.person.removeprefix("person/"), contribution.date)
        if f"agency/{register.offices[h.office].department}" == answering.department
    }
    return replace(given, role=held.pop(), role_status=Status.INFERRED) if len(held) == 1 else given


def _given(named: Sequence[Attribution | None]) -> Iterator[Evidence]:
    for at, given in enumerate(named):
        if given and given.person:
            yield Evidence(at, frozenset({given.person.removeprefix("person/")}), given.rule, "is named by the record")


def _meant(target: Target, debate: Debate, day: Day) -> Iterator[Evidence]:
    """What a mention tells of the speaker that its place points to.

    Those who ask call ministers "right hon." too freely for it to tell anything.
    """
    by, mention = debate.contributions[target.by], target.mention
    words, clues = f"is whom contribution {by.index} means by “{said(by, mention)}”", (clue(by, mention),)
    if mention.rule in NAMED and mention.means:
        people = frozenset(m.means.removeprefix("person/") for m in target.together if m.means)
        yield Evidence(target.at, people, target.rule, words, clues)
    elif mention.rule == "form-of-address":
        words = f"is called “{said(by, mention)}” in contribution {by.index}"
        told = says((mention.said and mention.said.address) or "")
        if "man" in told:
            yield Evidence(target.at, day.of_gender("M"), "called-man", words, clues)
        if "woman" in told:
            yield Evidence(target.at, day.of_gender("F"), "called-woman", words, clues)
        gender = pronoun_after(by.text, mention.end) if target.rule in REPLIES else None
        if gender:
            called = f"is called “{PRONOUNS[gender]}” in contribution {by.index}, the reply"
            yield Evidence(target.at, day.of_gender(gender), "pronoun", called, clues)
        if "privy-counsellor" in told and target.rule != ASKS.rule:
            yield Evidence(target.at, day.maybe_counsellors, "called-privy-counsellor", words, clues)


def _tied(target: Target, debate: Debate) -> Iterator[Friends]:
    by, at, mention = debate.contributions[target.by], debate.contributions[target.at], target.mention
    if mention.rule == "form-of-address" and mention.said and is_friend(mention.said.address):
        words = said(by, mention)
        yield Friends(
            target.by,
            target.at,
            f"is called “{words}” by who speaks in contribution {by.index}",
            f"calls who speaks in contribution {at.index} “{words}”",
            (clue(by, mention),),
        )
