"""Which body an acronym means: by how the debate first uses it, else by the field that is under discussion.

"The Financial Conduct Authority (FCA)" and "the FCA (Financial Conduct Authority)" fix an acronym from there on. One that
is introduced for something that the vocabulary lacks means nothing of ours, whatever the vocabulary has under it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from kg.extract import Knowledge
from kg.extract.spans import Spans
from kg.model import Clue, Contribution, Debate, Kind, Mention, Ref, Status
from kg.resolve.departments import Answering
from kg.resolve.evidence import clue
from kg.resolve.introductions import FIRST_USE, Introduced, as_listed, introductions
from kg.resolve.matters import MOST_DEPARTMENTS, departments_for
from kg.tables import table
from kg.vocabulary import Vocabulary

BY_FIELD = "acronym-by-field"
ACRONYM = re.compile(r"\b[A-Z][A-Za-z&]{0,9}[A-Z]s?\b")
MOST_CLUES = 5


def by_first_use(
    debate: Debate, found: Sequence[tuple[Mention, ...]], vocabulary: Vocabulary
) -> list[tuple[Mention, ...]]:
    """Return the mentions of `debate` with each acronym read as the debate introduced it or its bearer was named before."""
    known: dict[str, Introduced] = {}
    named: dict[Ref, Clue] = {}
    read: list[tuple[Mention, ...]] = []
    for contribution, its in zip(debate.contributions, found, strict=True):
        introduced = [as_listed(one, contribution, its, vocabulary) for one in introductions(contribution, its)]
        merged = [*its, *_new(contribution, its, known, introduced)] if known or introduced else its
        read.append(tuple(_read(contribution, merged, known, introduced, named)))
    return read


def _new(
    contribution: Contribution,
    its: Sequence[Mention],
    known: Mapping[str, Introduced],
    introduced: Sequence[Introduced],
) -> Iterator[Mention]:
    """Yield the uses of introduced acronyms that no mention has."""
    here = {one.acronym: one for one in reversed(introduced)}
    taken = Spans((m.begin, m.end) for m in its)
    for match in ACRONYM.finditer(contribution.text):
        acronym = match.group() if match.group() in here or match.group() in known else match.group().removesuffix("s")
        one = known.get(acronym) or here.get(acronym)
        if one is None or one.means is None or (acronym not in known and match.start() < one.begin):
            continue
        if match.span() not in taken and not taken.hold_more_than(match.span()):
            yield Mention(match.start(), match.end(), Kind.AGENCY, FIRST_USE, status=Status.UNKNOWN)


def _read(
    contribution: Contribution,
    its: Sequence[Mention],
    known: dict[str, Introduced],
    introduced: Sequence[Introduced],
    named: dict[Ref, Clue],
) -> Iterator[Mention]:
    """Yield the mentions of a contribution; what it introduces and names is known from there on."""
    waiting = list(introduced)
    for mention in sorted(its, key=lambda m: (m.begin, -m.end)):
        while waiting and waiting[0].begin <= mention.begin:
            first = waiting.pop(0)
            known[first.acronym] = first
        words = contribution.text[mention.begin : mention.end]
        if mention.kind is Kind.AGENCY and ACRONYM.fullmatch(words):
            one = known.get(words) or known.get(words.removesuffix("s"))
            yield _as_introduced(mention, one) if one else _as_named(mention, named)
            continue
        if mention.kind is Kind.AGENCY and mention.means:
            named[mention.means] = clue(contribution, mention)
        yield mention
    known.update({one.acronym: one for one in waiting})


def _as_introduced(mention: Mention, one: Introduced) -> Mention:
    if one.means and mention.means == one.means:
        return mention
    if one.clue and (mention.begin, mention.end) == (one.clue.begin, one.clue.end):
        return mention
    clues = (one.clue,) if one.clue else ()
    bare = replace(mention, rule=FIRST_USE, candidates=(), candidate_count=None, own_name=None, clues=clues)
    if one.means:
        return replace(bare, means=one.means, status=Status.INFERRED, constraint=None)
    why = f"the debate introduces it for “{one.words}”, which is no body of the vocabulary"
    return replace(bare, means=None, status=Status.UNKNOWN, constraint=why)


def _as_named(mention: Mention, named: Mapping[Ref, Clue]) -> Mention:
    before = [ref for ref in mention.candidates if ref in named]
    if mention.status is not Status.AMBIGUOUS or len(before) != 1:
        return mention
    return _meant(mention, before[0], FIRST_USE, (named[before[0]],))


def _meant(mention: Mention, ref: Ref, rule: str, clues: tuple[Clue, ...]) -> Mention:
    return replace(
        mention, means=ref, rule=rule, status=Status.INFERRED, candidates=(), candidate_count=None, clues=clues
    )


def by_field(
    debate: Debate, found: Sequence[Sequence[Mention]], answering: Answering, known: Knowledge
) -> list[tuple[Mention, ...]]:
    """Return the mentions with each acronym that is still ambiguous read by the field under discussion, where one
    candidate alone belongs to it.
    """
    if not any(_is_open(m, c) for c, its in zip(debate.contributions, found, strict=True) for m in its):
        return [tuple(its) for its in found]
    evidence = list(_fields(debate, found, answering, known))
    return [
        tuple(_by_field(m, evidence, known, debate.date) if _is_open(m, c) else m for m in its)
        for c, its in zip(debate.contributions, found, strict=True)
    ]


def _is_open(mention: Mention, contribution: Contribution) -> bool:
    is_agency = mention.status is Status.AMBIGUOUS and mention.kind is Kind.AGENCY
    return is_agency and bool(ACRONYM.fullmatch(contribution.text, mention.begin, mention.end))


def _fields(
    debate: Debate, found: Sequence[Sequence[Mention]], answering: Answering, known: Knowledge
) -> Iterator[tuple[frozenset[str], tuple[Clue, ...]]]:
    """Yield the fields of the department that answers, else those of each issue named, with the clues."""
    if answering.department:
        yield fields_of([answering.department]), answering.clues[:MOST_CLUES]
        return
    for contribution, its in zip(debate.contributions, found, strict=True):
        for mention in its:
            if mention.kind is Kind.ISSUE and mention.means:
                departments = departments_for(mention.means, known, debate.date)
                if 0 < len(departments) <= MOST_DEPARTMENTS:
                    yield fields_of(departments), (clue(contribution, mention),)


def _by_field(
    mention: Mention, evidence: Sequence[tuple[frozenset[str], tuple[Clue, ...]]], known: Knowledge, on: date
) -> Mention:
    fields = {ref: fields_of(departments_for(ref, known, on)) for ref in mention.candidates}
    clues = {ref: [c for of, those in evidence if of & its for c in those or (None,)] for ref, its in fields.items()}
    supported = [ref for ref in mention.candidates if clues[ref]]
    if len(supported) != 1:
        return mention
    told = tuple(c for c in clues[supported[0]] if c)[:MOST_CLUES]
    why = f"of its bearers it alone belongs to the field under discussion: {', '.join(sorted(fields[supported[0]]))}"
    return replace(_meant(mention, supported[0], BY_FIELD, told), constraint=why)


def fields_of(departments: Iterable[Ref]) -> frozenset[str]:
    """Return the fields of departments: those that share one by fields.csv, else the department itself.

    >>> fields_of(["agency/home-office", "agency/ministry-of-justice"]) == {"justice"}
    True
    """
    return frozenset(_shared().get(ref, ref.removeprefix("agency/")) for ref in departments)


@cache
def _shared() -> Mapping[str, str]:
    return {row["department"]: row["field"] for row in table(Path(__file__).parent / "fields.csv")}
