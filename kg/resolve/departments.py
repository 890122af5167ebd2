"""Which department answers in a debate: by its heading, by the office a minister speaks in, or by what it is about.

What a debate is about tells less surely than a heading, so words have to weigh enough and point one way.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from kg.extract import Knowledge, mentions_of
from kg.model import Clue, Contribution, Debate, Kind, Mention, Ref, Turn
from kg.register import Register
from kg.resolve.evidence import clue
from kg.tables import table

LEAST_WEIGHT, TITLE_WEIGHT = 6, 5
"""Bodies and issues that are named weigh one each, a title that is wholly one of them weighs five; less than six is nothing."""
LEAST_SHARE, LEAST_LEAD = 0.6, 4
"""The share of the weight that a department has at least, and how many times that of the next."""
MUCH, LIKELY_SHARE, LIKELY_TOGETHER = 50, 0.2, 0.8
MOST_DEPARTMENTS = 3
"""What more departments than these answer for ("covid") is everybody's, and tells nothing."""
TO_ASK = re.compile(r"^To ask (?:the )?")
TITLE_WORDS = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Answering:
    """The department that answers, the words that say why, and the mentions that said so.

    `department` is None where nothing decides; then `likely` are the few to which most of what is named belongs, in a
    debate that names much. `ministers` are the people who hold a ministerial office of it on the
    day and sit in the House of the debate. `stated` tells that a heading or a printed office says so.
    """

    department: Ref | None = None
    because: str = ""
    clues: tuple[Clue, ...] = ()
    ministers: tuple[str, ...] = ()
    likely: tuple[Ref, ...] = ()
    stated: bool = False


def answering_department(
    debate: Debate, mentions: Sequence[Sequence[Mention]], known: Knowledge, within: Sequence[str] = ()
) -> Answering:
    """Return the department that answers in `debate`: from its headings, else its title, else most of its mentions."""
    judged = (
        _by_heading(debate, (*within, debate.title), known.register)
        or _by_question(debate, mentions, known.register)
        or _by_printed_office(debate, known.register)
        or _by_words(debate, mentions, known)
    )
    if judged is None or judged.department is None:
        return judged or Answering()
    ministers = {
        holding.person
        for holding in known.register.ministers(judged.department.removeprefix("agency/"), debate.date)
        if (seat := known.register.seat_of(holding.person, debate.date)) and seat.house is debate.venue.house
    }
    return replace(judged, ministers=tuple(sorted(ministers, key=int)))


def _by_heading(debate: Debate, headings: Sequence[str], register: Register) -> Answering | None:
    """Questions stand under the department's name as its Secretary of State bears it: "Home Department"."""
    for heading in headings:
        ministers = f"Minister for {heading}", f"Minister for the {heading}"
        department = department_headed(heading, debate.date, register) or _department_of(
            ministers, debate.date, register
        )
        if department:
            return Answering(department, f"the debate stands under the heading “{heading}”", stated=True)
    return None


def _department_of(titles: Sequence[str], on: date, register: Register) -> Ref | None:
    """Return the department of the first of these titles that is one of a single department."""
    for title in titles:
        departments = {o.department for o in register.offices_titled(title, on) if o.department}
        if len(departments) == 1:
            return f"agency/{departments.pop()}"
    return None


def department_headed(heading: str, on: date, register: Register) -> Ref | None:
    """Return the department whose questions stand under a heading on a day, or None where it is none of one.

    >>> from kg.register import load_register
    >>> department_headed("Home Department", date(2017, 11, 20), load_register())
    'agency/home-office'
    """
    fixed = [office for name, office in fixed_headings() if name.lower() == heading.lower()]
    secretaries = f"Secretary of State for {heading}", f"Secretary of State for the {heading}"
    return _department_of((*fixed, *secretaries, heading), on, register)


def _by_question(debate: Debate, mentions: Sequence[Sequence[Mention]], register: Register) -> Answering | None:
    """A question on the order paper or for written answer says whom it is put to: "To ask the Secretary of State for"."""
    for contribution, its in zip(debate.contributions, mentions, strict=True):
        put = TO_ASK.match(contribution.text) if contribution.turn is Turn.QUESTION else None
        asked = [m for m in its if put and m.kind is Kind.OFFICE and m.begin == put.end() and m.means]
        offices = [register.offices[(m.means or "").removeprefix("office/")] for m in asked]
        departments = {o.department for o in offices if o.department and o.side == "government"}
        if len(departments) == 1:
            because = "the question is put to " + " and ".join(contribution.text[m.begin : m.end] for m in asked)
            return Answering(
                f"agency/{departments.pop()}", because, tuple(clue(contribution, m) for m in asked), stated=True
            )
    return None


@cache
def fixed_headings() -> tuple[tuple[str, str], ...]:
    """Return the headings under which one office always answers, each with its title."""
    return tuple((row["heading"], row["office"]) for row in table(Path(__file__).parent / "headings.csv"))


def _by_printed_office(debate: Debate, register: Register) -> Answering | None:
    for contribution in debate.contributions:
        office = contribution.printed.office if contribution.printed else None
        if not office:
            continue
        offices = register.offices_titled(office, debate.date)
        departments = {o.department for o in offices if o.department and o.side == "government"}
        if len(departments) == 1:
            return Answering(f"agency/{departments.pop()}", f"a contribution is made as “{office}”", stated=True)
    return None


def _by_words(debate: Debate, mentions: Sequence[Sequence[Mention]], known: Knowledge) -> Answering | None:
    """Weigh what the title and the words name by who answers for it."""
    votes = list(_votes(debate, mentions, known))
    weights: dict[Ref, float] = defaultdict(float)
    for departments, _ in votes:
        for department in departments:
            weights[department] += 1 / len(departments)
    by_title = _title_names(debate, known)
    for department in by_title:
        weights[department] += TITLE_WEIGHT / len(by_title)
    total = sum(weights.values())
    if total < LEAST_WEIGHT:
        return None
    (first, weight), *others = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    second = others[0][1] if others else 0
    if weight < LEAST_SHARE * total or weight < LEAST_LEAD * second:
        likely = {d: w for d, w in weights.items() if w >= LIKELY_SHARE * total}
        is_much = total >= MUCH and sum(likely.values()) >= LIKELY_TOGETHER * total
        return Answering(likely=tuple(sorted(likely))) if is_much else None
    if first in by_title:
        return Answering(first, f"the debate’s title, “{debate.title}”, names what it answers for")
    clues = tuple(one for departments, one in votes if departments == (first,))[:5]
    return Answering(first, f"{weight / total:.0%} of the bodies and issues named are its own", clues)


def _title_names(debate: Debate, known: Knowledge) -> tuple[Ref, ...]:
    """Return who answers for what the whole of the title names: "County Lines", but not "Covid-19: Hospitality"."""
    title = Contribution(1, debate.venue, debate.date, Turn.CONTRIBUTION, debate.title)
    named = [m for m in mentions_of(title, known) if m.kind in (Kind.AGENCY, Kind.ISSUE)]
    covered = {word.start() for m in named for word in TITLE_WORDS.finditer(debate.title, m.begin, m.end)}
    if any(word.start() not in covered for word in TITLE_WORDS.finditer(debate.title)):
        return ()
    departments = {d for m in named for d in departments_for(m.means, known, debate.date)}
    return tuple(sorted(departments))


def _votes(
    debate: Debate, mentions: Sequence[Sequence[Mention]], known: Knowledge
) -> Iterator[tuple[tuple[Ref, ...], Clue]]:
    for contribution, its in zip(debate.contributions, mentions, strict=True):
        for mention in its:
            if mention.kind in (Kind.AGENCY, Kind.ISSUE):
                departments = departments_for(mention.means, known, debate.date)
                if 0 < len(departments) <= MOST_DEPARTMENTS:
                    yield departments, clue(contribution, mention)


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
