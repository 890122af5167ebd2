"""Apply what people have settled: their judgement stands before every rule, and helps to settle what is around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import iris
from kg.judgements import Judgement, Judgements
from kg.model import Attribution, Contribution, Debate, Kind, Mention, Ref, Status
from kg.register import Register

RULE = "judgement"


@dataclass(frozen=True)
class Applied:
    """The judgements on one debate: on speakers by position, on mentions by position and span, and what fits nothing."""

    speakers: Mapping[int, Judgement]
    mentions: Mapping[tuple[int, int, int], Judgement]
    unfit: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(one.place for one in (*self.speakers.values(), *self.mentions.values()))


def judgements_on(
    debate: Debate, key: Ref, found: Sequence[Sequence[Mention]], judgements: Judgements, register: Register
) -> Applied:
    """Return the judgements that fit `debate`, whose path is `key`."""
    if not judgements.of:
        return Applied({}, {}, ())
    speakers: dict[int, Judgement] = {}
    mentions: dict[tuple[int, int, int], Judgement] = {}
    paths = {iris.contribution(key, contribution.index) for contribution in debate.contributions}
    unfit = [
        f"{judgement.place}: there is no such contribution"
        for judgement in judgements.within(key)
        if judgement.contribution not in paths
    ]
    for at, contribution in enumerate(debate.contributions):
        names = (iris.contribution(key, contribution.index), *contribution.identifiers)
        for judgement in judgements.on(names):
            if fault := _fault(judgement, contribution, found[at], register):
                unfit.append(f"{judgement.place}: {fault}")
            elif judgement.span is None:
                speakers[at] = judgement
            else:
                mentions[at, *judgement.span] = judgement
    return Applied(speakers, mentions, tuple(unfit))


def _fault(
    judgement: Judgement, contribution: Contribution, mentions: Sequence[Mention], register: Register
) -> str | None:
    if nobody := _nobody(judgement, register):
        return nobody
    id_ = (judgement.person or "").removeprefix("person/")
    on, house = contribution.date, contribution.venue.house
    if (
        id_ in register.people
        and judgement.span is None
        and register.covers(house, on)
        and not register.seat_of(id_, on)
    ):
        return f"{judgement.person}, {register.people[id_].name}, did not sit on {on}"
    if judgement.span is None:
        rest = contribution.text[len(judgement.words) :]
        begins = contribution.text.startswith(judgement.words) and not rest[:1].isalnum()
        return None if begins else f"the contribution does not begin with the words “{judgement.words}”"
    begin, end = judgement.span
    if contribution.text[begin:end] != judgement.words:
        return f"“{judgement.words}” does not stand there"
    is_mention = any((m.begin, m.end, m.kind) == (begin, end, Kind.PERSON) for m in mentions)
    return None if is_mention else f"“{judgement.words}” is no mention of a person"


def _nobody(judgement: Judgement, register: Register) -> str | None:
    """Say that a judgement names somebody who is not in the register, unless it is a person of before its first day."""
    person = judgement.person
    known = person is None or person.startswith(iris.HISTORIC) or person.removeprefix("person/") in register.people
    return None if known else f"{person} is nobody in the register"


@dataclass(frozen=True)
class Merged:
    """The judgements on who a person of before the register is, by that person, and what fits nothing."""

    people: Mapping[Ref, Judgement]
    unfit: tuple[str, ...]

    def of(self, attribution: Attribution) -> Attribution:
        """Return `attribution` with the person that people have judged its own to be."""
        judgement = self.people.get(attribution.person or "")
        return speaker_of(judgement) if judgement else attribution


def merged(attributions: Iterable[Attribution | None], judgements: Judgements, register: Register) -> Merged:
    """Return what people have settled of the historic people among `attributions`.

    Such a judgement names the person, not a contribution; its words are the name as printed.
    """
    refs = {one.person for one in attributions if one and one.person and one.person.startswith(iris.HISTORIC)}
    people: dict[Ref, Judgement] = {}
    unfit: list[str] = []
    for ref in sorted(refs) if judgements.of else ():
        for judgement in judgements.on([ref]):
            if nobody := _nobody(judgement, register):
                unfit.append(f"{judgement.place}: {nobody}")
            elif iris.slug(judgement.words).removeprefix("the-") not in ref:
                unfit.append(f"{judgement.place}: “{judgement.words}” is not the name of {ref}")
            else:
                people[ref] = judgement
    return Merged(people, tuple(unfit))


def speaker_of(judgement: Judgement) -> Attribution:
    """Return the attribution that a judgement makes."""
    words = (f"is settled by a judgement ({judgement})",)
    if judgement.person is None:
        return Attribution(Status.UNKNOWN, RULE, constraints=words, rules=(RULE,))
    return Attribution(Status.INFERRED, RULE, judgement.person, candidate_count=1, constraints=words, rules=(RULE,))


def with_judged(at: int, mentions: Sequence[Mention], applied: Applied) -> Iterator[Mention]:
    """Yield the mentions of the contribution at `at`, those that people have settled as they settled them."""
    for mention in mentions:
        judgement = applied.mentions.get((at, mention.begin, mention.end)) if mention.kind is Kind.PERSON else None
        yield _judged(mention, judgement) if judgement else mention


def _judged(mention: Mention, judgement: Judgement) -> Mention:
    return replace(
        mention,
        means=judgement.person,
        status=Status.INFERRED if judgement.person else Status.UNKNOWN,
        rule=RULE,
        candidates=(),
        candidate_count=None,
        clues=(),
        confidence=None,
        constraint=f"is settled by a judgement ({judgement})",
    )
