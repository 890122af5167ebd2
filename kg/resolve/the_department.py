"""Which department is meant by "the Department", "my Department", "her Department"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.extract import Knowledge
from kg.extract.departments import RULE
from kg.model import Attribution, Clue, Contribution, Debate, Kind, Mention, Ref, Status, Turn
from kg.resolve.departments import Answering
from kg.resolve.evidence import clue
from kg.vocabulary import Vocabulary

REACH = 250
"""As far back as the office or department that is meant is looked for, in characters of the same paragraph."""
OWN = frozenset({"my", "our", "this"})
OF_ANOTHER = frozenset({"his", "her", "their", "your"})
SPEAKS_FOR_IT = (Turn.ANSWER, Turn.STATEMENT)


@dataclass(frozen=True, slots=True)
class _Meant:
    department: Ref
    why: str
    clues: tuple[Clue, ...] = ()


def departments_meant(
    debate: Debate,
    mentions: Sequence[tuple[Mention, ...]],
    attributions: Sequence[Attribution],
    answering: Answering,
    known: Knowledge,
) -> tuple[tuple[Mention, ...], ...]:
    """Return `mentions` with each "the Department" judged: a body of that day, or unknown with the reason."""
    told = _Told(debate.date, answering, known, _printed(debate, known))
    return tuple(
        tuple(told.judged(c, its, m, who) if m.rule == RULE else m for m in its)
        for c, its, who in zip(debate.contributions, mentions, attributions, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What tells of a department on a day."""

    on: date
    answering: Answering
    known: Knowledge
    printed: frozenset[Ref]

    def judged(self, contribution: Contribution, its: Sequence[Mention], mention: Mention, who: Attribution) -> Mention:
        whose = contribution.text[mention.begin : mention.end].split()[0].lower()
        own = self._own(contribution, who)
        if whose in OWN:
            return self._asserted(mention, own, "the speaker holds no one office of a department")
        named = next(self._named_before(contribution, its, mention, whose in OF_ANOTHER), None)
        if whose in OF_ANOTHER:
            return self._asserted(mention, named or self._answers(), "nobody is named whose it is")
        answers = own or self._answers()
        if named and answers and named.department != answers.department:
            candidates = tuple(sorted((named.department, answers.department)))
            return replace(mention, status=Status.AMBIGUOUS, candidates=candidates, candidate_count=2)
        return self._asserted(mention, answers or named, "the department that answers is not known")

    def _asserted(self, mention: Mention, meant: _Meant | None, otherwise: str) -> Mention:
        if meant is None:
            return replace(mention, constraint=otherwise)
        return replace(mention, means=meant.department, status=Status.INFERRED, constraint=meant.why, clues=meant.clues)

    def _answers(self) -> _Meant | None:
        if len(self.printed) > 1:
            return None
        department = body_on(self.answering.department, self.on, self.known.vocabulary)
        return _Meant(department, self.answering.because, self.answering.clues) if department else None

    def _own(self, contribution: Contribution, who: Attribution) -> _Meant | None:
        """Return the department of the speaker's office; who answers for one without a name speaks for it."""
        offices = {who.role.removeprefix("office/")} if who.role else self._offices_of(who.person)
        if meant := self._of_offices(offices):
            return _Meant(meant, "the speaker holds an office of it")
        return self._answers() if contribution.turn in SPEAKS_FOR_IT and who.person is None else None

    def _named_before(
        self, contribution: Contribution, its: Sequence[Mention], mention: Mention, somebodys: bool
    ) -> Iterator[_Meant]:
        """Yield the departments that are named just before, the nearest first; `somebodys` by a minister or office alone.

        What is not called a Department by its name ("the Treasury") is not the one that is meant by the word.
        """
        paragraph = contribution.text.rfind("\n", 0, mention.begin)
        for one in reversed(its[: bisect_left(its, mention.begin, key=lambda m: m.begin)]):
            if one.begin < max(paragraph, mention.begin - REACH):
                return
            if one.end > mention.begin or one.rule == RULE or (one.kind is Kind.AGENCY) == somebodys:
                continue
            department = self._of(one)
            if department and (somebodys or self._is_called_so(department)):
                yield _Meant(department, "it is named just before", (clue(contribution, one),))

    def _is_called_so(self, department: Ref) -> bool:
        return self.known.vocabulary.concepts[department].label.startswith("Department")

    def _of(self, mention: Mention) -> Ref | None:
        if mention.kind is Kind.OFFICE and mention.means:
            return self._of_offices({mention.means.removeprefix("office/")})
        if mention.kind is Kind.PERSON and mention.means:
            return self._of_offices(self._offices_of(mention.means))
        concept = self.known.vocabulary.concepts.get(mention.means or "") if mention.kind is Kind.AGENCY else None
        is_department = concept and "GovernmentDepartment" in concept.classes and concept.existed(self.on)
        return concept.ref if concept and is_department and _is_headed(concept.ref, self.on, self.known) else None

    def _offices_of(self, person: Ref | None) -> set[str]:
        id_ = (person or "").removeprefix("person/")
        return {holding.office for holding in self.known.register.offices_of(id_, self.on)}

    def _of_offices(self, slugs: set[str]) -> Ref | None:
        offices = [self.known.register.offices[slug] for slug in slugs if slug in self.known.register.offices]
        departments = {f"agency/{o.department}" for o in offices if o.department and o.side == "government"}
        departments &= self.known.vocabulary.concepts.keys()
        return body_on(departments.pop(), self.on, self.known.vocabulary) if len(departments) == 1 else None


def _printed(debate: Debate, known: Knowledge) -> frozenset[Ref]:
    """Return the departments whose ministers speak by their printed office; where there are several, none of them is the
    one that answers throughout.
    """
    titles = {c.printed.office for c in debate.contributions if c.printed and c.printed.office}
    offices = [office for title in titles for office in known.register.offices_titled(title, debate.date)]
    return frozenset(f"agency/{o.department}" for o in offices if o.department and o.side == "government")


def _is_headed(ref: Ref, on: date, known: Knowledge) -> bool:
    """Tell whether a department has ministers: nobody calls Ofsted "the Department"."""
    kept = known.vocabulary.concepts[ref].answered_by
    if len(kept) == 1 and body_on(kept[0], on, known.vocabulary) == ref:
        return True
    return bool(known.register.ministers(ref.removeprefix("agency/"), on))


def body_on(ref: Ref | None, on: date, vocabulary: Vocabulary) -> Ref | None:
    """Return the department of that name on the day: the register keeps two of one name under one slug.

    >>> from kg.vocabulary import load_vocabulary
    >>> body_on("agency/department-for-culture-media-and-sport", date(2016, 5, 9), load_vocabulary())
    'agency/department-for-culture-media-and-sport-1997-2017'
    """
    concept = vocabulary.concepts.get(ref or "")
    if concept is None or concept.existed(on):
        return concept.ref if concept else None
    others = [
        other.ref
        for other in vocabulary.concepts.values()
        if other.answered_by == (ref,) and "GovernmentDepartment" in other.classes and other.existed(on)
    ]
    return others[0] if len(others) == 1 else None
