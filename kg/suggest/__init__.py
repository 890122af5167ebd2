"""Issues nobody listed: recurring phrases of a graph that no concept covers, ranked, for a person to judge.

The score is the C-value of K. Frantzi, S. Ananiadou and H. Mima (2000), log2(words + 1) times how often a phrase is
said by itself, where "how often" counts debates and speakers and not repetitions: a phrase that is mostly a part of
longer ones gives way to them. A single word has to be said again and again where it is said (K. Church and W. Gale,
1995: words that mean something come in bursts).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import log2

from kg import iris
from kg.store import Graph
from kg.suggest.count import Counts, Example, Key, counted
from kg.suggest.phrases import key_of

__all__ = ["Suggestion", "suggestions"]

LEAST = 3
"""By default a phrase is said in as many debates and by as many speakers."""
LEAST_WHOLE = 0.5
"""The part of the times that it is said at which it stands by itself, at least."""
LEAST_BURST, LONG_WORD = 4, 7
"""A single word has seven letters and is said so many times in each debate that says it, on average."""
SUGGESTED = "issue/suggested"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase that may be an issue: as it is mostly written, its other forms, what it may be below, how often and where."""

    label: str
    forms: tuple[str, ...]
    below: str
    score: Decimal
    debates: int
    speakers: int
    said: int
    examples: tuple[Example, ...]


def suggestions(graph: Graph, least: int = LEAST) -> list[Suggestion]:
    """Return the phrases of a graph that at least `least` debates and speakers say, the best first."""
    known = _known_forms(graph)
    found = {key: one for key, one in counted(graph).items() if _is_common(one, least) and not (known.get(key))}
    scores = _scores(found)
    kept = [key for key in found if key not in known and _stands(key, found[key], scores[key], least)]
    ranked = sorted(kept, key=lambda key: (-scores[key], key))
    return [_suggestion(key, found[key], scores[key], known, graph) for key in ranked]


def _is_common(counts: Counts, least: int) -> bool:
    return counts.debates >= least and len(counts.speakers) >= least


def _stands(key: Key, counts: Counts, score: float, least: int) -> bool:
    """Tell whether a phrase stands by itself often enough, and a single word in bursts."""
    if score < least or counts.whole < LEAST_WHOLE * counts.said:
        return False
    return len(key) > 1 or (len(key[0]) >= LONG_WORD and counts.said >= LEAST_BURST * counts.debates)


def _often(counts: Counts) -> int:
    return counts.debates + len(counts.speakers)


def _scores(found: Mapping[Key, Counts]) -> dict[Key, float]:
    """Return the C-value of each phrase: what longer phrases that hold it say is taken off, on average."""
    longer: dict[Key, list[int]] = defaultdict(list)
    for key, counts in found.items():
        for inner in _inside(key):
            if inner in found:
                longer[inner].append(_often(counts))
    return {
        key: log2(len(key) + 1) * (_often(counts) - (sum(longer[key]) / len(longer[key]) if longer[key] else 0))
        for key, counts in found.items()
    }


def _inside(key: Key) -> set[Key]:
    length = len(key)
    return {key_of(" ".join(key[i:j])) for i in range(length) for j in range(i + 1, length + 1) if 0 < j - i < length}


def _known_forms(graph: Graph) -> dict[Key, str | None]:
    """Return the forms of the graph's vocabulary: each with its issue, or None where it is a form of something else."""
    skos, rdf = iris.PREFIXES["skos"], iris.PREFIXES["rdf"]
    forms = {f"{skos}{name}Label" for name in ("pref", "alt", "hidden")}
    labels: list[tuple[str, str]] = []
    issues: set[str] = set()
    for quad in graph.quads(iris.VOCABULARY_GRAPH):
        subject, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if quad.predicate.value in forms:
            labels.append((subject, value))
        elif quad.predicate.value == f"{rdf}type" and value == f"{iris.ONTOLOGY}Issue":
            issues.add(subject)
    known: dict[Key, str | None] = {}
    for subject, form in sorted(labels):
        known.setdefault(key_of(form), subject if subject in issues else None)
    return known


def _suggestion(key: Key, counts: Counts, score: float, known: Mapping[Key, str | None], graph: Graph) -> Suggestion:
    forms = [form for form, _ in sorted(counts.variants.items(), key=lambda item: (-item[1], item[0]))]
    return Suggestion(
        label=forms[0],
        forms=tuple(sorted(forms[1:])),
        below=_below(key, known) or iris.absolute(SUGGESTED, graph.base),
        score=Decimal(score).quantize(Decimal("0.01")),
        debates=counts.debates,
        speakers=len(counts.speakers),
        said=counts.said,
        examples=tuple(counts.examples),
    )


def _below(key: Key, known: Mapping[Key, str | None]) -> str | None:
    """Return the issue whose form a phrase ends with, the longest: “rural bus fares” is below “bus fares”."""
    ends: Iterable[Key] = (key[at:] for at in range(1, len(key)))
    return next((issue for end in ends if (issue := known.get(end))), None)
