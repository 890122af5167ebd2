"""What a debate names that a department answers for, and how much each matter weighs.

A debate names hundreds of matters, and most of them in passing. What it is about is named often, and named when the
debate is opened; but the fortieth mention tells little more than the thirtieth.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import sqrt

from kg.extract import Knowledge, mentions_of
from kg.extract.forms import WrittenForms
from kg.extract.titles import by_title_form, forms_of_titles
from kg.model import Clue, Contribution, Debate, Kind, Mention, Ref, Turn
from kg.resolve.evidence import clue

MOST_DEPARTMENTS = 3
"""What more departments than these answer for ("covid") is everybody's, and tells nothing."""
TITLE_WORDS = re.compile(r"\w{4,}")
OPENING = 3
"""A mention in the question, motion or statement that opens a debate counts as three."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A body or issue that a debate names, who answers for it, how much that weighs, and the first mention of it."""

    departments: tuple[Ref, ...]
    weight: float
    clue: Clue


def matters(debate: Debate, mentions: Sequence[Sequence[Mention]], known: Knowledge) -> list[Matter]:
    """Return the matters that a debate names and few departments answer for, the weightiest first.

    A matter weighs the square root of the times it is named, as counted votes that repeat one another should.
    """
    times: dict[Ref, int] = defaultdict(int)
    first: dict[Ref, tuple[Contribution, Mention]] = {}
    for at, (contribution, its) in enumerate(zip(debate.contributions, mentions, strict=True)):
        for mention in its:
            if mention.means and mention.kind in (Kind.AGENCY, Kind.ISSUE):
                times[mention.means] += 1 if at else OPENING
                first.setdefault(mention.means, (contribution, mention))
    answering = {ref: departments_for(ref, known, debate.date) for ref in times}
    found = [
        Matter(answering[ref], sqrt(times[ref]), clue(*first[ref]))
        for ref in sorted(times)
        if 0 < len(answering[ref]) <= MOST_DEPARTMENTS
    ]
    return sorted(found, key=lambda matter: -matter.weight)


def weights_of(found: Iterable[Matter]) -> dict[Ref, float]:
    """Return the weight of each department: that of its matters, what several answer for in equal parts."""
    weights: dict[Ref, float] = defaultdict(float)
    for matter in found:
        for department in matter.departments:
            weights[department] += matter.weight / len(matter.departments)
    return dict(weights)


def named_by_title(debate: Debate, known: Knowledge) -> tuple[Ref, ...]:
    """Return who answers for what the whole of the title names: "County Lines", and "Covid-19: Domestic Abuse", where
    what is everybody's says nothing; but nobody where a word of it is left over.
    """
    title = Contribution(1, debate.venue, debate.date, Turn.CONTRIBUTION, debate.title)
    named = [(m.begin, m.end, m.means) for m in mentions_of(title, known) if m.kind in (Kind.AGENCY, Kind.ISSUE)]
    named += by_title_form(debate.title, title_forms(known))
    covered = {word.start() for begin, end, _ in named for word in TITLE_WORDS.finditer(debate.title, begin, end)}
    if any(word.start() not in covered for word in TITLE_WORDS.finditer(debate.title)):
        return ()
    answering = [departments_for(means, known, debate.date) for *_, means in named]
    return tuple(sorted({d for few in answering if len(few) <= MOST_DEPARTMENTS for d in few}))


@lru_cache(4)
def title_forms(known: Knowledge) -> WrittenForms[Ref]:
    return forms_of_titles(known.vocabulary)


@lru_cache(4096)
def departments_for(ref: Ref | None, known: Knowledge, on: date) -> tuple[Ref, ...]:
    """Return the departments with ministers on the day that answer for an agency or issue: its own, else those of what
    stands above.

    >>> from kg.register import load_register
    >>> from kg.vocabulary import load_vocabulary
    >>> known = Knowledge(load_register(), load_vocabulary())
    >>> departments_for("agency/national-crime-agency", known, date(2017, 11, 20))
    ('agency/home-office',)
    """
    concepts = known.vocabulary.concepts
    seen: set[Ref] = set()
    level = [ref] if ref else []
    while level:
        found = [concepts[r] for r in level if r in concepts and r not in seen]
        seen.update(level)
        answering = {
            r
            for concept in found
            for r in concept.answered_by or ((concept.ref,) if "GovernmentDepartment" in concept.classes else ())
            if known.register.ministers(r.removeprefix("agency/"), on)
        }
        if answering:
            return tuple(sorted(answering))
        level = [above for concept in found for above in concept.above]
    return ()
