"""What a debate is about: first what its own title names, which is stated, then the issues that were raised, ranked.

A title of procedure names nothing, the heading of a department's questions names the department and no issue. That
a debate under a state's name is about foreign affairs is worked out, and only where the Foreign Office answers.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.extract import Knowledge
from kg.model import Debate, Kind, Reading, Ref, Status, Subject, Turn
from kg.resolve.departments import department_headed
from kg.subjects.named import Named, named_in_title
from kg.subjects.procedure import is_procedural, without_procedure
from kg.subjects.raised import MOST_SUBJECTS, Raised, raised_issues
from kg.subjects.words import parts_of
from kg.vocabulary import Concept

__all__ = ["is_procedural", "named_in_title", "subjects_of", "with_subjects"]

FOREIGN = "issue/foreign-affairs"
HOME = "place/united-kingdom"
SPOKEN = (Turn.QUESTION, Turn.ANSWER)


def with_subjects(reading: Reading, known: Knowledge) -> Reading:
    """Return a reading with what its debate is about."""
    return replace(reading, subjects=subjects_of(reading, known))


def subjects_of(reading: Reading, known: Knowledge) -> tuple[Subject, ...]:
    """Return the subjects of a debate, the first of them what its title names."""
    raised = {one.ref: one for one in raised_issues(reading, known)}
    titled = list(_titled(reading, known))
    named = {subject.means for subject in titled}
    others = [one for ref, one in raised.items() if ref not in named][:MOST_SUBJECTS]
    return tuple(
        replace(subject, position=position)
        for position, subject in enumerate(
            [*(_with_score(subject, raised) for subject in titled), *(_raised(one, known) for one in others)], 1
        )
    )


def _titled(reading: Reading, known: Knowledge) -> Iterator[Subject]:
    """Yield what a title names: the department whose questions it heads, else its issues, bodies and places."""
    debate, concepts = reading.debate, known.vocabulary.concepts
    heading = _department_headed(debate, known)
    if heading and heading in concepts and _is_of_questions(debate):
        yield Subject(heading, concepts[heading].label, 1, "subject-heading", words=(0, len(debate.title)))
        return
    named = named_in_title(debate.title, debate.date, known)
    yield from map(_named, named)
    if _is_abroad(named, reading.department, known):
        label = concepts[FOREIGN].label
        yield Subject(
            FOREIGN, label, 1, "subject-foreign-place", Status.INFERRED, words=(named[0].begin, named[-1].end)
        )


def _department_headed(debate: Debate, known: Knowledge) -> Ref | None:
    parts = without_procedure(parts_of(debate.title))
    if not parts:
        return None
    heading = debate.title[parts[0][0].begin : parts[-1][-1].end]
    return department_headed(heading, debate.date, known.register)


def _is_of_questions(debate: Debate) -> bool:
    """Tell whether a debate is no more than a heading, or a page of questions: speeches are on the matter itself."""
    return not debate.contributions or any(c.turn in SPOKEN for c in debate.contributions)


def _named(named: Named) -> Subject:
    concept = named.concept
    return Subject(concept.ref, concept.label, 1, "subject-title", words=(named.begin, named.end))


def _is_abroad(named: list[Named], department: Ref | None, known: Knowledge) -> bool:
    """Tell whether a title names places outside the United Kingdom and nothing else, and the department that answers is
    one that answers for foreign affairs.
    """
    foreign = known.vocabulary.concepts.get(FOREIGN)
    if foreign is None or not named or department not in foreign.answered_by:
        return False
    return all(one.concept.kind is Kind.PLACE and not _is_at_home(one.concept, known) for one in named)


def _is_at_home(place: Concept, known: Knowledge) -> bool:
    level, seen = {place.ref}, {place.ref}
    while level:
        concepts = (known.vocabulary.concepts[ref] for ref in level if ref in known.vocabulary.concepts)
        level = {above for concept in concepts for above in concept.above} - seen
        seen |= level
    return HOME in seen


def _with_score(subject: Subject, raised: dict[Ref, Raised]) -> Subject:
    found = raised.get(subject.means)
    return replace(subject, score=found.score, evidence=found.evidence) if found else subject


def _raised(one: Raised, known: Knowledge) -> Subject:
    label = known.vocabulary.concepts[one.ref].label
    return Subject(one.ref, label, 1, "subject-raised", Status.INFERRED, one.score, one.evidence)
