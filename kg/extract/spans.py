"""Spans of text: which lie inside others, and what the mention of one may mean."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from kg.model import Kind, Mention, Ref, Said, Status

MOST_CANDIDATES = 20
"""As many candidates as are listed; beyond that a mention keeps the count alone."""


def of_one_or_many(
    begin: int, end: int, kind: Kind, rule: str, meanings: tuple[Ref, ...], said: Said | None = None
) -> Mention:
    """Return the mention of the one thing in `meanings`, or an ambiguous one with all of them as candidates.

    >>> of_one_or_many(0, 4, Kind.PLACE, "written-form", ("place/kent",)).status
    <Status.STATED: 'Stated'>
    >>> of_one_or_many(0, 3, Kind.AGENCY, "written-form", ("agency/a", "agency/b")).candidates
    ('agency/a', 'agency/b')
    """
    if len(meanings) == 1:
        return Mention(begin, end, kind, rule, means=meanings[0], said=said)
    listed = meanings if len(meanings) <= MOST_CANDIDATES else ()
    return Mention(
        begin,
        end,
        kind,
        rule,
        status=Status.AMBIGUOUS if listed else Status.UNKNOWN,
        candidates=listed,
        candidate_count=len(meanings),
        said=said,
    )


KINDS = {kind: at for at, kind in enumerate(Kind)}


def in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return mentions in the order of the text, the wider of two that begin together first."""
    return tuple(sorted(mentions, key=lambda m: (m.begin, -m.end, KINDS[m.kind])))


class Spans:
    """Spans of one text, asked whether one lies inside another; each in the time of a search.

    >>> spans = Spans([(0, 10), (12, 15)])
    >>> spans.hold_more_than((3, 5)), spans.hold_more_than((0, 10)), (0, 10) in spans
    (True, False, True)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = set(spans)
        ordered = sorted(self._spans)
        self._begins = [begin for begin, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))
        self._longest = dict(ordered)

    def __contains__(self, span: object) -> bool:
        return span in self._spans

    def hold_more_than(self, span: tuple[int, int]) -> bool:
        """Tell whether another span begins no later, ends no earlier, and is not the same."""
        begin, end = span
        before = bisect_left(self._begins, begin)
        return bool(before and self._ends[before - 1] >= end) or self._longest.get(begin, 0) > end
