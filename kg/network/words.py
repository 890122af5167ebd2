"""The words that show an edge: what was said in the contributions that it names, around the mention of its ends."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import networkx as nx

from kg import iris
from kg.network.projections import PROJECTIONS
from kg.network.source import Source

WIDTH = 200
"""About as many characters as an excerpt has."""

BATCH = 1000
"""Units that are asked for at a time."""

Edge = tuple[str, str]
Span = tuple[int, int]

CONTRIBUTIONS = """SELECT ?unit ?text ?day ?title ?url ?speaker ?printed WHERE {{
  VALUES ?unit {{ {units} }}
  ?unit schema:text ?text ; dcterms:isPartOf ?debate . ?debate dcterms:date ?day ; dcterms:title ?title .
  OPTIONAL {{ ?unit schema:url ?url }} OPTIONAL {{ ?unit hkg:speaker/rdfs:label ?speaker }}
  OPTIONAL {{ ?unit hkg:speakerAsPrinted ?printed }}
}}"""
MENTIONS = """SELECT ?unit ?thing ?begin ?end WHERE {{
  VALUES ?unit {{ {units} }}
  ?mention nif:referenceContext ?unit ; itsrdf:taIdentRef ?thing ; nif:beginIndex ?begin ; nif:endIndex ?end
}}"""
SPEECHES = """SELECT ?unit ?speaker ?position ?said WHERE {{
  VALUES ?unit {{ {units} }}
  ?said dcterms:isPartOf ?unit ; hkg:speaker ?speaker ; schema:position ?position
}}"""
DIVISIONS = """SELECT ?unit ?label ?day ?title ?url ?ayes ?noes WHERE {{
  VALUES ?unit {{ {units} }}
  ?unit rdfs:label ?label ; dcterms:isPartOf ?debate . ?debate dcterms:date ?day ; dcterms:title ?title .
  OPTIONAL {{ ?debate schema:url ?url }} OPTIONAL {{ ?unit hkg:ayes ?ayes ; hkg:noes ?noes }}
}}"""


@dataclass(frozen=True)
class Said:
    """What one contribution (or division) says: who said it on which day, in which debate, and where its source is.

    `speaker` is as printed, or who is known to have said it; `pieces` is the excerpt in parts, every second one of which names an end of the edge.
    """

    unit: str
    debate: str
    day: str
    speaker: str
    url: str
    pieces: tuple[str, ...]


Words = Mapping[Edge, Sequence[Said]]


def words(source: Source, made: "nx.Graph[str]") -> Words:
    """Return for each edge what was said in the contributions that it names, in their order.

    Of two people of one debate it is the first contribution of each; of a division its count. A few queries answer
    for all edges.
    """
    unit = PROJECTIONS[made.graph["name"]].unit
    shown = {(one, other): known["contributions"].split() for one, other, known in made.edges(data=True)}
    if unit == "Division":
        return _of_divisions(source, shown)
    if unit == "Debate":
        shown = _speeches(source, shown)
    return _of_contributions(source, shown)


def _of_contributions(source: Source, shown: Mapping[Edge, Sequence[str]]) -> Words:
    units = sorted({unit for several in shown.values() for unit in several})
    ends: dict[str, set[str]] = defaultdict(set)
    for edge, several in shown.items():
        for unit in several:
            ends[unit].update(edge)
    found: dict[tuple[Edge, str], Said] = {}
    edges_of: dict[str, list[Edge]] = defaultdict(list)
    for edge, several in shown.items():
        for unit in several:
            edges_of[unit].append(edge)
    for part in _parts(units):
        spans = _spans(source, part, ends)
        for unit, text, *said in _rows(source, CONTRIBUTIONS, part):
            day, title, url, speaker, printed = said
            for edge in edges_of[unit]:
                pieces = excerpt(text, spans[unit, edge[1]], spans[unit, edge[0]])
                found.setdefault((edge, unit), Said(unit, title, day, printed or speaker, url, pieces))
    return {edge: [found[edge, unit] for unit in several if (edge, unit) in found] for edge, several in shown.items()}


def _spans(
    source: Source, units: Sequence[str], ends: Mapping[str, Iterable[str]]
) -> Mapping[tuple[str, str], Sequence[Span]]:
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for unit, thing, begin, end in _rows(source, MENTIONS, units):
        if (name := iris.relative(thing, source.base)) in ends[unit]:
            spans[unit, name].append((int(begin), int(end)))
    return defaultdict(tuple, {key: sorted(several) for key, several in spans.items()})


def _speeches(source: Source, shown: Mapping[Edge, Sequence[str]]) -> dict[Edge, list[str]]:
    """Return for each edge the first contribution of either end to each debate, in their order."""
    debates = sorted({debate for several in shown.values() for debate in several})
    first: dict[tuple[str, str], tuple[int, str]] = {}
    for part in _parts(debates):
        for debate, speaker, position, said in _rows(source, SPEECHES, part):
            key = debate, iris.relative(speaker, source.base)
            one = int(position), iris.relative(said, source.base)
            first[key] = min(first.get(key, one), one)
    return {
        edge: [
            said
            for debate in several
            for _, said in sorted(first[debate, end] for end in edge if (debate, end) in first)
        ]
        for edge, several in shown.items()
    }


def _of_divisions(source: Source, shown: Mapping[Edge, Sequence[str]]) -> Words:
    units = sorted({unit for several in shown.values() for unit in several})
    found: dict[str, Said] = {}
    for part in _parts(units):
        for unit, label, day, title, url, ayes, noes in _rows(source, DIVISIONS, part):
            text = f"{label}: Ayes {ayes}, Noes {noes}" if ayes else label
            found.setdefault(unit, Said(unit, title, day, "", url, (text,)))
    return {edge: [found[unit] for unit in several if unit in found] for edge, several in shown.items()}


def _parts(units: Sequence[str]) -> Iterator[Sequence[str]]:
    return (units[begin : begin + BATCH] for begin in range(0, len(units), BATCH))


def _rows(source: Source, query: str, units: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows in order, empty where there is no value, with the unit named as the network does."""
    values = " ".join(f"<{iris.absolute(unit, source.base)}>" for unit in units)
    rows = source.rows(query.format(units=values))
    for unit, *said in sorted(tuple(term.value if term else "" for term in row) for row in rows):
        yield iris.relative(unit, source.base), *said


def excerpt(text: str, target: Sequence[Span], source: Sequence[Span] = ()) -> tuple[str, ...]:
    """Return about WIDTH characters of a text in parts, every second one of which is a span of either.

    The spans of the two that are nearest to each other stand in the middle; without any it is the beginning.

    >>> excerpt("I thank the Minister.", [(12, 20)])
    ('I thank the ', 'Minister', '.')
    """
    begin, end = _window(text, target, source)
    pieces, at = ["…" if begin else ""], begin
    for first, last in sorted({*target, *source}):
        if at <= first and last <= end:
            pieces[-1] += text[at:first]
            pieces += [text[first:last], ""]
            at = last
    pieces[-1] += text[at:end] + ("…" if end < len(text) else "")
    return tuple(re.sub(r"\s+", " ", piece) for piece in pieces)


def _window(text: str, target: Sequence[Span], source: Sequence[Span]) -> Span:
    """Return where the excerpt begins and ends, between words."""
    low, high = _middle(target, source)
    begin = max(0, min((low + high - WIDTH) // 2, low))
    end = max(begin + WIDTH, high)
    if begin:
        begin = text.rfind(" ", 0, begin + 1) + 1
    if end < len(text):
        end = text.find(" ", end) if " " in text[end : end + 30] else end
    return begin, min(end, len(text))


def _middle(target: Sequence[Span], source: Sequence[Span]) -> Span:
    both = [(min(*one, *other), max(*one, *other)) for one, other in product(target, source)]
    near = min(both, key=lambda span: (span[1] - span[0], span), default=None)
    if near and near[1] - near[0] <= WIDTH:
        return near
    return next(iter((*target, *source)), (0, 0))
