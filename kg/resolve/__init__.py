"""Judgements: which person a mention means, and who speaks a contribution.

A judgement keeps its rule and its clues. A person is asserted only where exactly one candidate is left inside the
register's coverage, or where the record gives the name; otherwise the candidates stand with the reason.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

from kg import iris
from kg.extract import Knowledge, figures_of, mentions_of
from kg.model import Debate, Mention, Reading, Ref
from kg.resolve.acronyms import by_field, by_first_use
from kg.resolve.addressed import Addressed
from kg.resolve.context import by_context
from kg.resolve.day import day_of
from kg.resolve.departments import Answering, answering_department
from kg.resolve.exchanges import addresses_of, answers_of
from kg.resolve.heard import Heard
from kg.resolve.meanings import resolve_names
from kg.resolve.named_before import in_full, named_before
from kg.resolve.settled_by_people import Applied, judgements_on, merged, speaker_of, with_judged
from kg.resolve.speakers import attribute_named, in_capacity
from kg.resolve.targets import targets
from kg.resolve.the_department import departments_meant
from kg.resolve.unnamed import attribution_of, outside_coverage, settle_speakers, with_role
from kg.resolve.voices import places
from kg.resolve.votes import proxies, voters

__all__ = ["in_full", "read_closely"]


def read_closely(
    debate: Debate,
    known: Knowledge,
    within: Sequence[str] = (),
    key: Ref | None = None,
    named: Sequence[AbstractSet[Ref]] = (),
) -> Reading:
    """Return `debate` with all that is found and judged in it.

    `within` are the titles of the debates that contain it, the outermost first: the department that answers may
    be one of them ("Home Department"). `key` is its path, by which people's judgements name it. `named` are the
    people whom the record has printed in full in each debate that contains it, the innermost first.
    """
    found = [mentions_of(contribution, known) for contribution in debate.contributions]
    found = by_first_use(debate, found, known.vocabulary)
    found = by_context(debate, found, known, within)
    key = key or iris.debate(debate.venue, debate.date, debate.title)
    applied = judgements_on(debate, key, found, known.judgements, known.register)
    judged = _judged(debate, found, applied, known, within, named)
    figures = tuple(
        figures_of(c, its, debate.date) for c, its in zip(debate.contributions, judged.mentions, strict=True)
    )
    cast = voters(debate, known.register)
    same = merged((*judged.attributions, *chain(*cast)), known.judgements, known.register)
    return replace(
        judged,
        figures=figures,
        attributions=tuple(map(same.of, judged.attributions)),
        voters=tuple(tuple(map(same.of, votes)) for votes in cast),
        proxies=proxies(debate, known.register),
        judgements=(*applied.places, *(one.place for one in same.people.values())),
        unfit=(*applied.unfit, *same.unfit),
    )


def _judged(
    debate: Debate,
    found: Sequence[tuple[Mention, ...]],
    applied: Applied,
    known: Knowledge,
    within: Sequence[str],
    named: Sequence[AbstractSet[Ref]],
) -> Reading:
    """Judge names first, then speakers by all that points to them, then the forms of address by who speaks."""
    register, contributions, house = known.register, debate.contributions, debate.venue.house
    printed = [
        speaker_of(applied.speakers[at])
        if at in applied.speakers
        else attribute_named(contribution.printed, house, debate.date, register)
        for at, contribution in enumerate(contributions)
    ]
    given = list(named_before(contributions, printed, named))
    nothing: tuple[tuple[()], ...] = ((),) * len(contributions)
    if not register.covers(house, debate.date):
        attributions = tuple(one or outside_coverage(debate) for one in given)
        mentions = tuple(tuple(with_judged(at, its, applied)) for at, its in enumerate(found))
        mentions = departments_meant(debate, mentions, attributions, Answering(), known)
        return Reading(debate, mentions, nothing, attributions, nothing, nothing)
    day = day_of(register, house, debate.date)
    answering = answering_department(debate, found, known, within)
    names = [resolve_names(c, its, register) for c, its in zip(contributions, found, strict=True)]
    names = by_field(debate, names, answering, known)
    names = [tuple(with_judged(at, its, applied)) for at, its in enumerate(names)]
    order = places(debate, given, day.chairs)
    pointed = list(targets(debate, names, order))
    heard = Heard(debate, names, given, order, pointed, answering, known, day)
    settled = settle_speakers(heard)
    addressed = Addressed(heard, settled)
    mentions = tuple(addressed.resolved(at, its) for at, its in enumerate(names))
    attributions = tuple(
        in_capacity(with_role(one, c, register, answering) if one else attribution_of(left), debate.date, register)
        for c, one, left in zip(contributions, given, settled, strict=True)
    )
    mentions = departments_meant(debate, mentions, attributions, answering, known)
    answers = answers_of(heard, settled)
    addresses = addresses_of(heard, settled, answers)
    department = answering.department if answering.stated else None
    return Reading(debate, mentions, nothing, attributions, answers, addresses, department=department)
