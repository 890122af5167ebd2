"""The native check of every document as it is built: what the SHACL shapes ask of the graph, asked of the values.

It is many times as fast as SHACL; a test holds the two equal. It sees besides what core SHACL cannot: that
contributions count from 1 without a gap, and that a span ends inside its text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.extract.spans import MOST_CANDIDATES
from kg.model import (
    Attribution,
    Claim,
    Clue,
    Contribution,
    Figure,
    House,
    Kind,
    Mention,
    Reading,
    Rejection,
    Status,
    Subject,
)

MOST_EVIDENCE = 5
ASSERTED = (Status.STATED, Status.INFERRED)
CURRENCY = re.compile(r"[A-Z]{3}")
Spans = set[tuple[int, int, int, Kind]]


def check(reading: Reading) -> tuple[Rejection, ...]:
    """Return what is wrong with a reading; nothing is, unless a reader or an extractor has a defect."""
    return tuple(
        Rejection("check", f"{reading.debate.title}, contribution {index}", reason)
        for index, reason in _faults(reading)
    )


def remarks_on(reading: Reading) -> Iterator[str]:
    """Yield what a reader of the record would stumble at: a division whose list is not as long as its count, or has a
    member twice on one side.

    The Commons does not count its tellers, the Lords does (Erskine May on divisions in each House).
    """
    debate = reading.debate
    for index, (division, voters) in enumerate(zip(debate.divisions, reading.voters, strict=True), 1):
        where = f"{debate.title}, division {division.number or index}"
        for side, stated, in_favour in (("ayes", division.ayes, True), ("noes", division.noes, False)):
            on_it = [at for at, vote in enumerate(division.votes) if vote.position.in_favour is in_favour]
            counted = [at for at in on_it if debate.venue.house is House.LORDS or not division.votes[at].teller]
            if division.votes and stated is not None and len(counted) != stated:
                yield f"{where}: {stated} {side} are stated, {len(counted)} are on the list"
            known = [person for at in on_it if (person := voters[at].person)]
            for person, times in sorted(Counter(known).items()):
                if times > 1:
                    yield f"{where}: {person} is {times} times among the {side}"


def _faults(reading: Reading) -> Iterator[tuple[int, str]]:
    contributions = reading.debate.contributions
    if not reading.debate.title:
        yield 0, "the debate has no title"
    tuples = (reading.mentions, reading.figures, reading.attributions)
    if any(len(one) != len(contributions) for one in tuples):
        yield 0, "mentions, figures and attributions do not run parallel to the contributions"
        return
    if not all(procedure.text for procedure in reading.debate.procedures):
        yield 0, "a line of procedure has no text"
    clues = {
        (c.index, m.begin, m.end, m.kind) for c, ms in zip(contributions, reading.mentions, strict=True) for m in ms
    }
    yield from ((0, fault) for fault in _subject_faults(reading.subjects, reading.debate.title, clues))
    for at, contribution in enumerate(contributions):
        found = [
            *_contribution_faults(contribution, at + 1),
            *_attribution_faults(reading.attributions[at], clues),
            *_twice(reading.mentions[at], "mention"),
            *_twice(reading.figures[at], "figure"),
            *(
                fault
                for mention in reading.mentions[at]
                for fault in _mention_faults(mention, contribution.text, clues)
            ),
            *(f"it answers {index}, which is none of the debate" for index in _answers(reading, at)),
            *(
                fault
                for figure in reading.figures[at]
                for fault in _figure_faults(figure, contribution.text, reading.figures[at])
            ),
            *(fault for claim in _claims(reading, at) for fault in _claim_faults(claim, reading, at, clues)),
        ]
        yield from ((contribution.index, fault) for fault in found)


def _answers(reading: Reading, at: int) -> Iterator[int]:
    """Yield the indexes that a contribution is said to answer and that are not there."""
    answers = reading.answers[at] if reading.answers else ()
    yield from (index for index in answers if not 0 < index <= len(reading.debate.contributions))


def _contribution_faults(contribution: Contribution, position: int) -> Iterator[str]:
    if contribution.index != position:
        yield f"it stands at {position} and says {contribution.index}"
    if not contribution.text:
        yield "it has no text"


def _span_faults(begin: int, end: int, text: str) -> Iterator[str]:
    if not 0 <= begin < end <= len(text):
        yield f"the span {begin},{end} is none of its text"


def _twice(found: Iterable[Mention | Figure], noun: str) -> Iterator[str]:
    """Yield the spans on which two things of one kind say different things: they would share an IRI."""

    def place(one: Mention | Figure) -> tuple[int, int, str]:
        return one.begin, one.end, one.kind if isinstance(one, Mention) else ""

    for (begin, end, _), several in groupby(sorted(found, key=place), place):
        if len(set(several)) > 1:
            yield f"the span {begin},{end} is one {noun} twice"


def _mention_faults(mention: Mention, text: str, mentions: Spans) -> Iterator[str]:
    yield from _span_faults(mention.begin, mention.end, text)
    if (mention.status in ASSERTED) != (mention.means is not None):
        yield f"a mention is {mention.status} and means {mention.means}"
    yield from _candidate_faults(mention.candidates, mention.candidate_count or 0, mention.status)
    yield from _judgement_faults(mention, mentions)


def _candidate_faults(candidates: tuple[str, ...], count: int, status: Status) -> Iterator[str]:
    if count < 0:
        yield f"{count} candidates are counted"
    if len(candidates) > MOST_CANDIDATES:
        yield f"{len(candidates)} candidates are listed"
    if candidates and status is not Status.AMBIGUOUS:
        yield f"there are candidates and it is {status}"


def _attribution_faults(attribution: Attribution, mentions: Spans) -> Iterator[str]:
    if (attribution.status in ASSERTED) != (attribution.person is not None):
        yield f"the attribution is {attribution.status} and names {attribution.person}"
    yield from _candidate_faults(attribution.candidates, attribution.candidate_count, attribution.status)
    yield from _judgement_faults(attribution, mentions)


def _judgement_faults(judged: Attribution | Mention, mentions: Spans) -> Iterator[str]:
    if judged.confidence is not None and not 0 <= judged.confidence <= 1:
        yield f"a confidence of {judged.confidence} is not from 0 to 1"
    yield from _clue_faults(judged.clues, mentions)


def _clue_faults(clues: Iterable[Clue], mentions: Spans) -> Iterator[str]:
    for clue in clues:
        if (clue.contribution, clue.begin, clue.end, clue.kind) not in mentions:
            yield f"a clue is no mention: {clue}"


def _claims(reading: Reading, at: int) -> tuple[Claim, ...]:
    return reading.claims[at] if reading.claims else ()


def _claim_faults(claim: Claim, reading: Reading, at: int, mentions: Spans) -> Iterator[str]:
    yield from _span_faults(claim.begin, claim.end, reading.debate.contributions[at].text)
    if not isinstance(claim.object, str) and claim.object not in {(f.begin, f.end) for f in reading.figures[at]}:
        yield f"the object of a claim is no figure: {claim.object}"
    yield from _clue_faults(claim.clues, mentions)


def _subject_faults(subjects: tuple[Subject, ...], title: str, mentions: Spans) -> Iterator[str]:
    if [subject.position for subject in subjects] != list(range(1, len(subjects) + 1)):
        yield "its subjects do not count from 1 without a gap"
    if len({subject.means for subject in subjects}) < len(subjects):
        yield "it has one subject twice"
    for subject in subjects:
        if subject.words:
            yield from _span_faults(*subject.words, title)
        if subject.score is not None and not 0 <= subject.score <= 1:
            yield f"a score of {subject.score} is not from 0 to 1"
        if len(subject.evidence) > MOST_EVIDENCE:
            yield f"{len(subject.evidence)} mentions show one subject"
        yield from _clue_faults(subject.evidence, mentions)


def _figure_faults(figure: Figure, text: str, others: Iterable[Figure]) -> Iterator[str]:
    yield from _span_faults(figure.begin, figure.end, text)
    if figure.value is None and figure.minimum is None and figure.maximum is None:
        yield "a figure has neither value nor bounds"
    if figure.value is not None and figure.value < 0:
        yield "a figure is negated"
    if figure.minimum is not None and figure.maximum is not None and figure.minimum > figure.maximum:
        yield f"a figure is at least {figure.minimum} and at most {figure.maximum}"
    if figure.currency and not CURRENCY.fullmatch(figure.currency):
        yield f"{figure.currency} is no currency"
    if figure.period_start and figure.period_end and figure.period_start >= figure.period_end:
        yield f"a figure's period ends at {figure.period_end}, not after it starts"
    if figure.share_of and figure.share_of not in {(f.begin, f.end) for f in others if f is not figure}:
        yield f"a figure is a share of what is no other figure: {figure.share_of}"
