"""How often each phrase of a graph is said, in how many debates, by how many speakers; one debate in memory at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg import iris
from kg.store import Graph
from kg.suggest.phrases import Phrase, Span, phrases

MOST_HELD = 1_000_000
"""Beyond so many phrases those that only one debate has are let go (lossy counting: G. Manku, R. Motwani, 2002)."""
MOST_EXAMPLES, AROUND = 3, 60
ISSUE = ox.NamedNode(f"{iris.ONTOLOGY}Issue")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A contribution that says it, as an IRI, and the words around it."""

    contribution: str
    words: str


@dataclass(slots=True)
class Counts:
    """What was counted of a phrase and its variants. `whole` are the times that it stood as a phrase by itself."""

    debates: int = 0
    last_debate: str = ""
    said: int = 0
    whole: int = 0
    speakers: set[str] = field(default_factory=set)
    variants: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)

    def add(self, phrase: Phrase, debate: str, turn: "Turn") -> None:
        if self.last_debate != debate:
            self.debates, self.last_debate = self.debates + 1, debate
            if len(self.examples) < MOST_EXAMPLES:
                self.examples.append(Example(turn.contribution, around(turn.text, phrase.begin, phrase.end)))
        self.said += 1
        self.whole += phrase.is_whole
        self.speakers.add(turn.speaker)
        self.variants[phrase.written] += 1


@dataclass(frozen=True, slots=True)
class Turn:
    """The words of one contribution, who speaks it, what is mentioned in it."""

    contribution: str
    text: str
    speaker: str
    spans: tuple[Span, ...]


def counted(graph: Graph) -> dict[Key, Counts]:
    """Count the phrases of a graph."""
    counts: dict[Key, Counts] = defaultdict(Counts)
    for debate in graph.debates():
        for turn in turns(graph, debate):
            for phrase in phrases(turn.text, turn.spans):
                counts[phrase.key].add(phrase, debate, turn)
        if len(counts) > MOST_HELD:
            counts = defaultdict(Counts, {key: one for key, one in counts.items() if one.debates > 1})
    return counts


TERMS = {
    name.rpartition(":")[2]: ox.NamedNode(iris.PREFIXES[name.partition(":")[0]] + name.partition(":")[2])
    for name in (
        "schema:text",
        "hkg:speaker",
        "hkg:speakerAsPrinted",
        "nif:beginIndex",
        "nif:endIndex",
        "nif:referenceContext",
        "hkg:kind",
    )
}


def turns(graph: Graph, debate: str) -> Iterator[Turn]:
    """Yield the contributions of a debate, sorted by IRI; lines of procedure have no speaker and are none."""
    about: dict[str, dict[str, str]] = defaultdict(dict)
    names = {node.value: name for name, node in TERMS.items()}
    for part in (iris.stated_graph(debate), iris.inferred_graph(debate)):
        for quad in graph.quads(part):
            if isinstance(quad.subject, ox.NamedNode) and (name := names.get(quad.predicate.value)):
                about[quad.subject.value][name] = getattr(quad.object, "value", "")
    spans: dict[str, list[Span]] = defaultdict(list)
    for said in about.values():
        if "referenceContext" in said and "beginIndex" in said and ("kind" in said):
            span = Span(int(said["beginIndex"]), int(said["endIndex"]), said["kind"] == ISSUE.value)
            spans[said["referenceContext"]].append(span)
    for contribution in sorted(iri for iri, said in about.items() if "text" in said and "/procedure/" not in iri):
        said = about[contribution]
        speaker = said.get("speaker") or said.get("speakerAsPrinted") or ""
        yield Turn(contribution, said["text"], speaker, tuple(spans[contribution]))


def around(text: str, begin: int, end: int) -> str:
    """Return a phrase with the words around it.

    >>> around("We need the rollout of smart meters now.", 23, 35)
    'We need the rollout of smart meters now.'
    """
    since, until = max(0, begin - AROUND), min(len(text), end + AROUND)
    words = text[since:until].replace("\n", " ")
    words = words if since == 0 else "…" + words.partition(" ")[2]
    return words if until == len(text) else words.rpartition(" ")[0] + "…"
