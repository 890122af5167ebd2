"""Which department answers in a debate: by its heading, by the office a minister speaks in, or by what it is about.

What a debate is about tells less surely than a heading, so words have to weigh enough and point one way.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import sqrt
from pathlib import Path

from kg.extract import Knowledge
from kg.model import Clue, Debate, Kind, Mention, Ref, Turn
from kg.register import Register
from kg.resolve.evidence import clue
from kg.resolve.matters import Matter, matters, named_by_title, weights_of
from kg.tables import table

LEAST_WEIGHT, TITLE_WEIGHT = 6, 5
"""A body or issue that is named once weighs one, a title that is wholly one of them five, or one
spread of all that is named (see LEAST_MARGIN) where that is more; less than six is nothing."""
LEAST_MARGIN, LEAST_LEAD = 2, 2
"""How far a department leads the next: in square roots of all weight, the spread of as many votes cast by chance, and
as a multiple of the next. Of 98 parts of debates of the tuned days that are decided so, without titles, one is not right."""
CLEAR_SHARE, CLEAR_LEAD = 0.6, 4
"""Where little is named: the share of the weight that a department has, and how many times that of the next."""
MUCH, LIKELY_SHARE, LIKELY_TOGETHER = 15, 0.15, 0.6
"""Where so much is named and nobody leads, who has such a share of the weight is likely, if the likely have most of it."""
TO_ASK = re.compile(r"^To ask (?:the )?")


@dataclass(frozen=True, slots=True)
class Answering:
    """The department that answers, the words that say why, and the mentions that said so.

    `department` is None where nothing decides; then `likely` are the few that what is named points to most, in a
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
    """Weigh what the title and the words name by who answers for it.

    A department is given where it leads the next by more than chance makes of so many votes.
    """
    found = matters(debate, mentions, known)
    weights = weights_of(found)
    by_title = named_by_title(debate, known)
    title_weight = max(TITLE_WEIGHT, sqrt(sum(weights.values())))
    for department in by_title:
        weights[department] = weights.get(department, 0) + title_weight / len(by_title)
    total = sum(weights.values())
    if total < LEAST_WEIGHT:
        return None
    (first, weight), *others = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    second = others[0][1] if others else 0
    if not _leads(weight, second, total):
        likely = {d: w for d, w in weights.items() if w >= LIKELY_SHARE * total}
        is_known = total >= MUCH and sum(likely.values()) >= LIKELY_TOGETHER * total
        return Answering(likely=tuple(sorted(likely))) if is_known else None
    if first in by_title:
        return Answering(first, f"the debate’s title, “{debate.title}”, names what it answers for")
    return _by_matters(first, found)


def _leads(first: float, second: float, total: float) -> bool:
    """Tell whether the first of the departments leads the second by more than chance makes.

    >>> _leads(40, 15, 70), _leads(40, 25, 70), _leads(7, 1.5, 10), _leads(4, 1.5, 10)
    (True, False, True, False)
    """
    is_much = first - second >= LEAST_MARGIN * sqrt(total) and first >= LEAST_LEAD * second
    return is_much or (first >= CLEAR_SHARE * total and first >= CLEAR_LEAD * second)


def _by_matters(department: Ref, found: Sequence[Matter]) -> Answering:
    own = [matter for matter in found if department in matter.departments]
    because = f"it answers for {len(own)} of the {len(found)} bodies and issues named, those named most weighing most"
    return Answering(department, because, tuple(matter.clue for matter in own if len(matter.departments) == 1)[:5])
