"""Claims: who is said to do what about what. "The National Crime Agency is taking a part lead, alongside the units."

A claim has a subject (a body, an office, a person, the Government), a relation of a short list, an object (an issue, a
body, a place, a figure), and is asserted, denied, asked, proposed or planned. It is worked out from the clause by rules that
stand in tables; what fits none of them is no claim. It is what somebody said, and no fact.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.claims.clauses import Found, Topic, claims_in
from kg.claims.objects import topic_of
from kg.claims.parties import GOVERNMENT, Party, parties
from kg.claims.quantities import same_quantities
from kg.claims.subjects import PEOPLE
from kg.claims.words import sentence_of
from kg.extract import Knowledge
from kg.extract.figures.sentences import boundaries
from kg.model import Attribution, Claim, Contribution, Reading, Ref, Turn

__all__ = ["GOVERNMENT", "claims_of", "with_claims"]


def with_claims(reading: Reading, known: Knowledge) -> Reading:
    """Return a reading with the claims of its contributions, and which of its figures are of one quantity."""
    return replace(reading, claims=claims_of(reading, known), same_quantities=same_quantities(reading))


def claims_of(reading: Reading, known: Knowledge) -> tuple[tuple[Claim, ...], ...]:
    """Return the claims of each contribution of a debate, in the order of its text."""
    turns = reading.debate.contributions
    named = (
        parties(turn, mentions, figures, _speaks_for(turn, judged, known), judged.person, known)
        for turn, mentions, figures, judged in zip(
            turns, reading.mentions, reading.figures, reading.attributions, strict=True
        )
    )
    addressed = reading.addresses or ((),) * len(turns)
    return tuple(tuple(_claims(*of_turn)) for of_turn in zip(turns, named, addressed, strict=True))


def _claims(contribution: Contribution, its: Sequence[Party], addressed: Iterable[Ref]) -> Iterator[Claim]:
    person = _only_person(its, addressed)
    begin, before = 0, Topic()
    for end in boundaries(contribution.text):
        named = _within(its, begin, end)
        if not named:
            begin, before = end, Topic(None, before.issue)
            continue
        asks = contribution.text.find("?", begin, end) >= 0 or contribution.text.startswith("To ask ", begin)
        before = Topic(before.body, before.issue, person if asks else None)
        if _may_claim(named, before):
            sentence = sentence_of(contribution.text, (begin, end), named)
            yield from map(_claim, claims_in(sentence, before))
        first = len(contribution.text[begin : named[0].begin].split())
        before = Topic(_heading(named[0], first), topic_of(named, first) if _issues(named) else before.issue)
        begin = end


def _within(its: Sequence[Party], begin: int, end: int) -> Sequence[Party]:
    first = bisect_left(its, begin, key=lambda one: one.begin)
    return its[first : bisect_left(its, end, lo=first, key=lambda one: one.begin)]


def _may_claim(named: Sequence[Party], before: Topic) -> bool:
    """Tell whether a sentence names what a claim needs: somebody and something, or a figure."""
    kinds = {one.kind for one in named}
    acts = before.body is not None or before.person is not None or not kinds <= {"issue", "figure"}
    return "figure" in kinds or (acts and (before.issue is not None or bool(kinds & OBJECTS)))


OBJECTS = frozenset({"issue", "agency"})


def _only_person(its: Iterable[Party], addressed: Iterable[Ref]) -> Party | None:
    """Return whom "he" and "she" mean in a question: the one person that it names, or else that it is put to."""
    people = {one.ref: one for one in its if one.kind in PEOPLE}
    people = people or {ref: Party(0, 0, "person", ref) for ref in addressed}
    return next(iter(people.values())) if len(people) == 1 else None


def _issues(named: Iterable[Party]) -> bool:
    return any(party.kind == "issue" for party in named)


def _heading(first: Party, words_before: int) -> Party | None:
    """Return the one body or person that a sentence opens with, whom "it", "they" or "she" may mean in the next."""
    return first if words_before <= MOST_BEFORE_BODY and first.kind in ("agency", "government", *PEOPLE) else None


MOST_BEFORE_BODY = 3
"""A sentence opens with a body where no more words stand before it: "Last year, the ..."."""


def _speaks_for(contribution: Contribution, judged: Attribution, known: Knowledge) -> Ref | None:
    """Return whom "we" means: the Government, where a minister speaks or a minister's turn it is."""
    offices = known.register.offices
    if judged.role:
        office = offices.get(judged.role.removeprefix("office/"))
        return GOVERNMENT if office and office.side == "government" else None
    if judged.person:
        held = known.register.offices_of(judged.person.removeprefix("person/"), contribution.date)
        return GOVERNMENT if any(offices[h.office].side == "government" for h in held) else None
    return GOVERNMENT if contribution.turn is Turn.ANSWER else None


def _claim(found: Found) -> Claim:
    named = (found.subject, found.object, found.by)
    return Claim(
        found.begin,
        found.end,
        found.relation,
        found.subject.ref if found.subject else None,
        found.object.means,
        found.rule,
        found.mood,
        found.denied,
        found.by.ref if found.by else None,
        found.by is not None,
        tuple(dict.fromkeys(one.clue for one in named if one and one.clue)),
    )
