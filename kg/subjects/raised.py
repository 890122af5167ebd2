"""Which issues were raised in a debate, and how much: a score that says by whom, how often and how specifically.

The score of an issue is the mean of three shares times how specific the issue is. The shares are of the contributions of
the debate, of its speakers and of its mentions of issues, those that raise the issue or a narrower one; a step down the
tree halves what counts. How specific an issue is follows from the tree alone: the intrinsic information content of
N. Seco, T. Veale and J. Hayes (ECAI 2004), 1 - log(narrower + 1) / log(all), so that what nothing is narrower than has
1 and a whole field of government little. It is the same in every build with one vocabulary, whatever else is built.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from math import log

from kg.extract import Knowledge
from kg.model import Clue, Kind, Reading, Ref

STEP = 0.5
"""What is left of the weight of an issue for the one above it."""
LEAST_SCORE, LEAST_OF_FIRST = 0.05, 0.25
"""An issue has at least this score, and this part of the first one's."""
FEW, LEAST_CONTRIBUTIONS = 4, 2
"""In a debate of more than a few contributions at least two raise a subject of it."""
MOST_SUBJECTS, MOST_EVIDENCE = 10, 5
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Raised:
    """An issue that was raised, its score, up to five mentions that show it."""

    ref: Ref
    score: Decimal
    evidence: tuple[Clue, ...]


@dataclass(slots=True)
class _Weights:
    """How much each contribution, each speaker and each mention counts for an issue: at most once."""

    contributions: dict[int, float] = field(default_factory=dict)
    speakers: dict[str, float] = field(default_factory=dict)
    mentions: dict[Clue, float] = field(default_factory=dict)
    named: set[Ref] = field(default_factory=set)

    def add(self, ref: Ref, clue: Clue, speaker: str, weight: float) -> None:
        self.contributions[clue.contribution] = max(weight, self.contributions.get(clue.contribution, 0.0))
        self.speakers[speaker] = max(weight, self.speakers.get(speaker, 0.0))
        self.mentions[clue] = max(weight, self.mentions.get(clue, 0.0))
        self.named.add(ref)


def raised_issues(reading: Reading, known: Knowledge) -> list[Raised]:
    """Return the issues that a debate raises, the first the one that it is most about."""
    found = list(_mentions(reading))
    weights: dict[Ref, _Weights] = defaultdict(_Weights)
    tree = specificity(known)
    for ref, clue, speaker in found:
        for above, steps in _with_broader(ref, known):
            weights[above].add(ref, clue, speaker, STEP**steps)
    spoken = sum(bool(c.text) for c in reading.debate.contributions)
    totals = (spoken, len(set(_speakers(reading))), len({clue for _, clue, _ in found}))
    scored = {
        ref: _score(one, totals) * tree.get(ref, 0.0) for ref, one in weights.items() if _counts(ref, one, spoken)
    }
    first = max(scored.values(), default=0.0)
    kept = [ref for ref, score in scored.items() if score >= max(LEAST_SCORE, LEAST_OF_FIRST * first)]
    ranked = sorted(kept, key=lambda ref: (-_rounded(scored[ref]), ref))
    return [Raised(ref, _rounded(scored[ref]), _evidence(weights[ref])) for ref in ranked]


def _mentions(reading: Reading) -> Iterator[tuple[Ref, Clue, str]]:
    """Yield the issues that are mentioned, where, and who mentions them."""
    for contribution, mentions, speaker in zip(
        reading.debate.contributions, reading.mentions, _speakers(reading), strict=True
    ):
        for mention in mentions:
            if mention.kind is Kind.ISSUE and mention.means:
                yield mention.means, Clue(contribution.index, mention.begin, mention.end, mention.kind), speaker


def _speakers(reading: Reading) -> list[str]:
    """Say who speaks each contribution, as far as it can be told; those who cannot be named count as one."""
    return [
        judged.person or (contribution.printed.name if contribution.printed else None) or judged.role or ""
        for contribution, judged in zip(reading.debate.contributions, reading.attributions, strict=True)
    ]


def _with_broader(ref: Ref, known: Knowledge) -> Iterator[tuple[Ref, int]]:
    """Yield an issue and all above it, each with the fewest steps that lead there."""
    level, seen, steps = [ref], {ref}, 0
    while level:
        yield from ((one, steps) for one in level)
        above = {a for one in level if one in known.vocabulary.concepts for a in known.vocabulary.concepts[one].above}
        level, steps = sorted(above - seen), steps + 1
        seen |= above


def _counts(ref: Ref, weights: _Weights, spoken: int) -> bool:
    """Tell whether an issue can be a subject: enough contributions raise it, and where nobody names the issue itself,
    at least two that are narrower.
    """
    enough = len(weights.contributions) >= min(LEAST_CONTRIBUTIONS, spoken) or spoken <= FEW
    return enough and (ref in weights.named or len(weights.named) > 1)


def _score(weights: _Weights, totals: Iterable[int]) -> float:
    sums = (sum(part.values()) for part in (weights.contributions, weights.speakers, weights.mentions))
    return sum(one / total for one, total in zip(sums, totals, strict=True)) / 3


def _rounded(score: float) -> Decimal:
    return Decimal(score).quantize(PLACES)


def _evidence(weights: _Weights) -> tuple[Clue, ...]:
    """Return the mentions that show it: of the issue itself before narrower ones, one a contribution, in their order."""
    best: dict[int, Clue] = {}
    for clue in sorted(weights.mentions, key=lambda c: (-weights.mentions[c], c)):
        best.setdefault(clue.contribution, clue)
    chosen = sorted(best.values(), key=lambda c: (-weights.mentions[c], c))[:MOST_EVIDENCE]
    return tuple(sorted(chosen))


@lru_cache(4)
def specificity(known: Knowledge) -> Mapping[Ref, float]:
    """Return how specific each issue of a vocabulary is, from 0 to 1.

    >>> from kg.register import load_register
    >>> from kg.vocabulary import load_vocabulary
    >>> tree = specificity(Knowledge(load_register(), load_vocabulary()))
    >>> tree["issue/home-affairs"] < tree["issue/organised-crime"] < tree["issue/county-lines"]
    True
    """
    issues = sorted(concept.ref for concept in known.vocabulary.of(Kind.ISSUE))
    narrower: dict[Ref, int] = defaultdict(int)
    for ref in issues:
        for above, steps in _with_broader(ref, known):
            narrower[above] += steps > 0
    return {ref: 1 - log(narrower[ref] + 1) / log(max(len(issues), 2)) for ref in issues}
