"""Judgements: which person a mention means, and who speaks a contribution.

A judgement keeps its rule and its clues. A person is asserted only where exactly one candidate is left inside the
register's coverage, or where the record gives the name; otherwise the candidates stand with the reason.
"""

from collections.abc import Sequence

from kg.extract import Knowledge, figures_of, mentions_of
from kg.model import Attribution, Debate, Mention, Reading
from kg.resolve.addressed import Addressed
from kg.resolve.day import day_of
from kg.resolve.departments import answering_department
from kg.resolve.meanings import resolve_names
from kg.resolve.speakers import attribute_named, in_capacity
from kg.resolve.targets import targets
from kg.resolve.unnamed import attribution_of, outside_coverage, settle_speakers, with_role
from kg.resolve.voices import places

__all__ = ["read_closely"]


def read_closely(debate: Debate, known: Knowledge, within: Sequence[str] = ()) -> Reading:
    """Return `debate` with all that is found and judged in it.

    `within` are the titles of the debates that contain it, the outermost first: the department that answers may
    be one of them ("Home Department").
    """
    found = [mentions_of(contribution, known) for contribution in debate.contributions]
    named = [attribute_named(contribution, known.register) for contribution in debate.contributions]
    mentions, attributions = _judged(debate, found, named, known, within)
    attributions = tuple(in_capacity(attribution, debate.date, known.register) for attribution in attributions)
    figures = tuple(figures_of(c, its) for c, its in zip(debate.contributions, mentions, strict=True))
    return Reading(debate, mentions, figures, attributions)


def _judged(
    debate: Debate,
    found: Sequence[tuple[Mention, ...]],
    named: Sequence[Attribution | None],
    known: Knowledge,
    within: Sequence[str],
) -> tuple[tuple[tuple[Mention, ...], ...], tuple[Attribution, ...]]:
    """Judge names first, then speakers by all that points to them, then the forms of address by who speaks."""
    if not known.register.covers(debate.venue.house, debate.date):
        return tuple(found), tuple(given or outside_coverage(debate) for given in named)
    day = day_of(known.register, debate.venue.house, debate.date)
    answering = answering_department(debate, found, known, within)
    names = [resolve_names(c, its, known.register) for c, its in zip(debate.contributions, found, strict=True)]
    order = places(debate, named, day.chairs)
    pointed = list(targets(debate, names, order))
    settled = settle_speakers(debate, names, named, order, pointed, answering, known, day)
    addressed = Addressed(debate, order, settled, pointed, answering, day)
    mentions = tuple(addressed.resolved(at, its) for at, its in enumerate(names))
    attributions = tuple(
        with_role(given, c, known.register, answering) if given else attribution_of(one)
        for c, given, one in zip(debate.contributions, named, settled, strict=True)
    )
    return mentions, attributions
