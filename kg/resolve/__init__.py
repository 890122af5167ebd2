"""Judgements: which person a mention means, and who speaks a contribution.

A judgement keeps its rule and its clues. A person is asserted only where exactly one candidate is left inside the
register's coverage, or where the record gives the name; otherwise the candidates stand with the reason.
"""

from collections.abc import Sequence

from kg.extract import Knowledge, figures_of, mentions_of
from kg.model import Debate, Reading
from kg.resolve.departments import answering_department
from kg.resolve.meanings import resolve_mentions
from kg.resolve.speakers import attribute_named, in_capacity
from kg.resolve.unnamed import attribute_unnamed

__all__ = ["read_closely"]


def read_closely(debate: Debate, known: Knowledge, within: Sequence[str] = ()) -> Reading:
    """Return `debate` with all that is found and judged in it.

    `within` are the titles of the debates that contain it, the outermost first: the department that answers may
    be one of them ("Home Department").
    """
    found = [mentions_of(contribution, known) for contribution in debate.contributions]
    named = [attribute_named(contribution, known.register) for contribution in debate.contributions]
    answering = answering_department(debate, found, known, within)
    mentions = [
        resolve_mentions(contribution, its, known.register, answering, named)
        for contribution, its in zip(debate.contributions, found, strict=True)
    ]
    judged = attribute_unnamed(debate, mentions, named, known, answering)
    attributions = (in_capacity(attribution, debate.date, known.register) for attribution in judged)
    figures = [figures_of(c, its) for c, its in zip(debate.contributions, mentions, strict=True)]
    return Reading(debate, tuple(mentions), tuple(figures), tuple(attributions))
