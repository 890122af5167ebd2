"""Which department answers in a debate: by its heading, by the office a minister speaks in, or by what it is about."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.extract import Knowledge, mentions_of
from kg.model import Clue, Contribution, Debate, Kind, Mention, Ref, Turn
from kg.register import Register
from kg.vocabulary import Vocabulary

LEAST_VOTES = 2
LEAST_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Answering:
    """The department that answers, the words that say why, and the mentions that said so.

    `department` is None where nothing decides. `ministers` are the people who hold a ministerial office of it on
    the day and sit in the House of the debate.
    """

    department: Ref | None = None
    because: str = ""
    clues: tuple[Clue, ...] = ()
    ministers: tuple[str, ...] = ()


def answering_department(
    debate: Debate, mentions: Sequence[Sequence[Mention]], known: Knowledge, within: Sequence[str] = ()
) -> Answering:
    """Return the department that answers in `debate`: from its headings, else its title, else most of its mentions."""
    judged = (
        _by_heading(debate, (*within, debate.title), known.register)
        or _by_printed_office(debate, known.register)
        or _by_title(debate, known)
        or _by_mentions(debate, mentions, known.vocabulary)
    )
    if judged is None or judged.department is None:
        return Answering()
    slug = judged.department.removeprefix("agency/")
    holders = {holding.person for holding in known.register.ministers(slug, debate.date)}
    sitting = {seat.person for seat in known.register.sitting(debate.venue.house, debate.date)}
    return replace(judged, ministers=tuple(sorted(holders & sitting, key=int)))


def _by_heading(debate: Debate, headings: Sequence[str], register: Register) -> Answering | None:
    """Questions stand under the department's name as its Secretary of State bears it: "Home Department"."""
    for heading in headings:
        for title in (f"Secretary of State for {heading}", f"Secretary of State for the {heading}", heading):
            departments = {o.department for o in register.offices_titled(title, debate.date) if o.department}
            if len(departments) == 1:
                return Answering(f"agency/{departments.pop()}", f"the debate stands under the heading “{heading}”")
    return None


def _by_printed_office(debate: Debate, register: Register) -> Answering | None:
    for contribution in debate.contributions:
        office = contribution.printed.office if contribution.printed else None
        if not office:
            continue
        offices = register.offices_titled(office, debate.date)
        departments = {o.department for o in offices if o.department and o.side == "government"}
        if len(departments) == 1:
            return Answering(f"agency/{departments.pop()}", f"a contribution is made as “{office}”")
    return None


def _by_title(debate: Debate, known: Knowledge) -> Answering | None:
    title = Contribution(1, debate.venue, debate.date, Turn.CONTRIBUTION, debate.title)
    named = mentions_of(title, known)
    departments = {d for mention in named for d in departments_for(mention.means, known.vocabulary, debate.date)}
    if len(departments) != 1:
        return None
    return Answering(departments.pop(), f"the debate’s title, “{debate.title}”, names what it answers for")


def _by_mentions(debate: Debate, mentions: Sequence[Sequence[Mention]], vocabulary: Vocabulary) -> Answering | None:
    votes = list(_votes(debate, mentions, vocabulary))
    if not votes:
        return None
    department, count = min(Counter(d for d, _ in votes).items(), key=lambda pair: (-pair[1], pair[0]))
    if count < LEAST_VOTES or count < LEAST_SHARE * len(votes):
        return None
    clues = tuple(clue for d, clue in votes if d == department)[:5]
    return Answering(department, f"{count} of {len(votes)} bodies and issues named are its own", clues)


def _votes(debate: Debate, mentions: Sequence[Sequence[Mention]], vocabulary: Vocabulary) -> Iterator[tuple[Ref, Clue]]:
    for contribution, its in zip(debate.contributions, mentions, strict=True):
        for mention in its:
            if mention.kind in (Kind.AGENCY, Kind.ISSUE):
                for department in departments_for(mention.means, vocabulary, debate.date):
                    yield department, Clue(contribution.index, mention.begin, mention.end, mention.kind)


def departments_for(ref: Ref | None, vocabulary: Vocabulary, on: date) -> tuple[Ref, ...]:
    """Return the departments of the day that answer for an agency or issue: its own, else those of what stands above.

    >>> from kg.vocabulary import load_vocabulary
    >>> departments_for("agency/national-crime-agency", load_vocabulary(), date(2017, 11, 20))
    ('agency/home-office',)
    """
    seen: set[Ref] = set()
    level = [ref] if ref else []
    while level:
        concepts = [vocabulary.concepts[r] for r in level if r in vocabulary.concepts and r not in seen]
        seen.update(level)
        answering = {
            r
            for concept in concepts
            for r in concept.answered_by or ((concept.ref,) if "GovernmentDepartment" in concept.classes else ())
            if r in vocabulary.concepts and vocabulary.concepts[r].existed(on)
        }
        if answering:
            return tuple(sorted(answering))
        level = [above for concept in concepts for above in concept.above]
    return ()
