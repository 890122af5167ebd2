"""Which figures of a debate are of one quantity: what two speakers put a number on, and may dispute.

Two figures are, where the same thing is counted or measured in the same unit, nothing that is said of them differs (whom
they concern, the period), different people give them near one another in one debate, in clauses that share words
besides, and one is not more than twice the other: beyond that two counts of one noun are mostly of different things.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.claims.parties import DATA
from kg.extract.figures.sentences import around, boundaries, clause
from kg.model import At, Figure, Kind, Mention, Reading, Ref
from kg.tables import table

SHARES = ("PERCENT", "FRACTION")
STEM = 6
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
LONG_WORD = re.compile(r"[a-z]{5,}")
MOST_OF_A_TURN = 5
NEAR = 12
"""So many contributions apart two figures can be of one exchange."""
RULES = ("figure-count", "figure-money", "figure-percentage", "figure-share", "figure-measure")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what tells the quantity that it is of: what its sentence names, the stems of its clause's words."""

    at: At
    person: Ref | None
    figure: Figure
    named: frozenset[Ref]
    stems: frozenset[str]
    years: frozenset[str]


def same_quantities(reading: Reading) -> tuple[tuple[At, At], ...]:
    """Return the pairs of figures of one quantity by different speakers, each in the order of the debate."""
    by_measure: Mapping[tuple[str, ...], list[Quantity]] = defaultdict(list)
    for quantity in _quantities(reading):
        by_measure[_key(quantity.figure)].append(quantity)
    pairs = (pair for key in by_measure for pair in _pairs(by_measure[key], _least_shared(*key)))
    return tuple(sorted(pairs))


def _quantities(reading: Reading) -> Iterator[Quantity]:
    debate = reading.debate
    found = zip(debate.contributions, reading.mentions, reading.figures, reading.attributions, strict=True)
    for contribution, mentions, figures, judged in found:
        ends = boundaries(contribution.text) if figures else []
        for figure in figures:
            if figure.measures and figure.rule in RULES:
                begin, end = around(figure.begin, ends)
                named = (m.means for m in mentions if m.means and _is_beside(m, figure, (begin, end)))
                at = (contribution.index, figure.begin, figure.end)
                stems = _stems(contribution.text, figure, (begin, end))
                years = frozenset(YEAR.findall(contribution.text, *clause(contribution.text, *at[1:], (begin, end))))
                yield Quantity(at, judged.person, figure, frozenset(named), stems, years)


def _is_beside(mention: Mention, figure: Figure, sentence: tuple[int, int]) -> bool:
    """Tell whether a mention stands in the sentence of a figure and is no part of it."""
    outside = mention.end <= figure.begin or mention.begin >= figure.end
    return mention.kind in NAMED and outside and sentence[0] <= mention.begin < sentence[1]


NAMED = (Kind.ISSUE, Kind.PLACE, Kind.AGENCY)


def _key(figure: Figure) -> tuple[str, ...]:
    return _measured(figure.measures or ""), figure.unit or "", figure.currency or ""


def _measured(words: str) -> str:
    """Return the words of a measure alike for one and many, without an article.

    >>> _measured("police officers"), _measured("the police officer")
    ('police officer', 'police officer')
    """
    kept = [
        word for word in words.lower().split() if word not in ("the", "a", "an", "of", "new", "more", "fewer", "extra")
    ]
    return " ".join(word[:-1] if word.endswith("s") and not word.endswith("ss") else word for word in kept)


@cache
def _vague() -> frozenset[str]:
    return frozenset(row["word"] for row in table(DATA / "vague.csv"))


def _least_shared(measured: str, unit: str, currency: str) -> int:
    """Return how many words the clauses have to share: more for a share of many, and for "people" and "cases"."""
    if all(word in _vague() for word in measured.split()):
        return 3
    return 2 if unit in SHARES else 1


def _stems(text: str, figure: Figure, sentence: tuple[int, int]) -> frozenset[str]:
    """Return the beginnings of the longer words of a figure's clause, those of the figure apart.

    Of a share it is what follows that counts: "74 per cent of local authorities did not have a strategy".
    """
    begin, end = clause(text, figure.begin, figure.end, sentence)
    begin = figure.end if figure.unit in SHARES else begin
    apart = {word[:STEM] for word in LONG_WORD.findall(text[figure.begin : figure.end].lower())}
    return frozenset(word[:STEM] for word in LONG_WORD.findall(text[begin:end].lower())) - apart


def _pairs(quantities: Sequence[Quantity], least_shared: int) -> Iterator[tuple[At, At]]:
    """Yield the pairs of one measure; a contribution that has it many times gives a table, and no quantity to compare."""
    times = Counter(quantity.at[0] for quantity in quantities)
    quantities = [quantity for quantity in quantities if times[quantity.at[0]] <= MOST_OF_A_TURN]
    for index, first in enumerate(quantities):
        for second in quantities[index + 1 :]:
            if second.at[0] - first.at[0] > NEAR:
                break
            shared = len(first.stems & second.stems) + len(first.named & second.named)
            if shared >= least_shared and _differ(first, second) and _agree(first, second):
                yield first.at, second.at


def _differ(first: Quantity, second: Quantity) -> bool:
    """Tell whether two people give them; one turn after another is two people's, where nobody is known."""
    if first.person and second.person:
        return first.person != second.person
    return first.at[0] != second.at[0]


def _agree(first: Quantity, second: Quantity) -> bool:
    """Tell whether nothing that is said of two figures differs: whom they concern, the period, the kind of number."""
    one, other = first.figure, second.figure
    said = ((one.concerns, other.concerns), (one.period, other.period))
    same = all(a == b or a is None or b is None for a, b in said) and (one.change is None) == (other.change is None)
    if first.years and second.years and first.years != second.years:
        return False
    low, high = sorted((_size(one), _size(other)))
    return same and high <= 2 * low


def _size(figure: Figure) -> Decimal:
    return next(n for n in (figure.value, figure.minimum, figure.maximum) if n is not None)
