"""Of which figure another is a part: "£25 million, half of which", "10% of the £2 billion", "of the 600 cases, two thirds"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.model import Figure

PARTS = frozenset({"figure-share", "figure-percentage"})
OF_NEXT = re.compile(
    r" of (?:(?:the|that|this|those|these|our|their|his|her|its|my|your) )?(?:(?:total|full|extra|additional|new|original) )?"
)
RELATIVE_AFTER = re.compile(r" of (?:which|whom)$")
OPENS_WITH = re.compile(
    r"(?:(?:^|[.;:—“‘\"(\n] ?|\b(?:and|but|that|so),? )of (?:(?:the|these|those|that|this|our) )?(?:(?:total|some) )?"
    r"|\bout of (?:the|that|these|those) (?:total of )?|\b(?:with|of) an? (?:total )?population of )$",
    re.IGNORECASE,
)
ADJACENT = re.compile(r",? (?:and |with |but )?(?:(?:about|around|nearly|almost|some|only) )?")
PLACED = re.compile(r",? ?(?:in|at|across|on|from|for) [^,.;:\d]{1,40}, (?:and |with |but )?")
ASIDE = re.compile(r"(?:(?: (?:in|at|across|on|from) [^,.;:\d]{1,40})?,? |, | )")
OF_WHICH = re.compile(r",? ?(?:and )?of (?:which|whom),? (?:(?:about|around|nearly|almost|some|only|fully) )?$")


def linked(text: str, found: Sequence[Figure], ends: Sequence[int]) -> Iterator[Figure]:
    """Yield the figures, each part with the span of the figure of which it is a part."""
    links: dict[int, Figure] = {}
    for at, (one, other) in enumerate(pairwise(found)):
        if bisect_right(ends, one.begin) != bisect_right(ends, other.begin):
            continue
        if one.rule in PARTS and not one.measures and OF_NEXT.fullmatch(text, one.end, other.begin):
            links[at] = other
        elif _part_of_earlier(text, one, other):
            links[at + 1] = one
    for at, figure in enumerate(found):
        whole = links.get(at)
        yield replace(figure, share_of=(whole.begin, whole.end)) if whole else figure


def _part_of_earlier(text: str, one: Figure, other: Figure) -> bool:
    between = text[one.end : other.begin]
    if RELATIVE_AFTER.search(text[other.begin : other.end]):
        return _leads_on(between, one)
    of_which = OF_WHICH.search(between)
    if of_which:
        return _leads_on(between[: of_which.start()] + " ", one)
    opened = OPENS_WITH.search(text[max(0, one.begin - 30) : one.begin])
    return bool(opened and other.rule in PARTS and not other.measures and ASIDE.fullmatch(between))


def _leads_on(between: str, whole: Figure) -> bool:
    """Say whether nothing but a place stands between: of a sum not even that, as "which" may be what it buys."""
    return bool(ADJACENT.fullmatch(between) or (not whole.currency and PLACED.fullmatch(between)))
