"""Why a graph says who speaks and who is meant, in plain English: the rule, the reasons, the words that gave them."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg import iris
from kg.judgements import COLUMNS
from kg.query import run
from kg.store import Graph

SPEAKERS = """
SELECT ?contribution ?status ?label ?comment ?confidence WHERE {
  ?contribution dcterms:isPartOf ?debate ; hkg:attribution ?judged .
  ?judged hkg:status ?status ; hkg:rule ?rule . ?rule rdfs:label ?label ; rdfs:comment ?comment .
  OPTIONAL { ?judged hkg:confidence ?confidence }
  FILTER(?status != hkg:Stated)
} ORDER BY ?contribution
"""
REASONS = """
SELECT ?contribution ?reason WHERE {
  ?contribution dcterms:isPartOf ?debate ; hkg:attribution/hkg:constraint ?reason
} ORDER BY ?contribution ?reason
"""
CLUES = """
SELECT ?contribution ?words ?position WHERE {
  ?contribution dcterms:isPartOf ?debate ; hkg:attribution/hkg:clue ?clue .
  ?clue nif:anchorOf ?words ; nif:beginIndex ?begin ; nif:referenceContext/schema:position ?position
} ORDER BY ?contribution ?position ?begin
"""
MENTIONS = """
SELECT ?contribution ?words ?begin ?end ?status ?name ?count ?label ?comment ?confidence ?constraint
  (GROUP_CONCAT(DISTINCT ?clue; separator="”, “") AS ?clues)
  (GROUP_CONCAT(DISTINCT ?candidate; separator=", ") AS ?candidates)
WHERE {
  ?contribution dcterms:isPartOf ?debate .
  ?mention nif:referenceContext ?contribution ; hkg:kind hkg:Person ; nif:anchorOf ?words ; nif:beginIndex ?begin ;
    nif:endIndex ?end ; hkg:status ?status ; hkg:rule ?rule . ?rule rdfs:label ?label ; rdfs:comment ?comment .
  OPTIONAL { ?mention itsrdf:taIdentRef/rdfs:label ?name }
  OPTIONAL { ?mention hkg:candidateCount ?count }
  OPTIONAL { ?mention hkg:confidence ?confidence }
  OPTIONAL { ?mention hkg:constraint ?constraint }
  OPTIONAL { ?mention hkg:clue/nif:anchorOf ?clue }
  OPTIONAL { ?mention hkg:candidate/rdfs:label ?candidate }
} GROUP BY ?contribution ?words ?begin ?end ?status ?name ?count ?label ?comment ?confidence ?constraint
ORDER BY ?contribution ?begin
"""
EXCHANGES = """
SELECT ?contribution ?relation ?to WHERE {
  ?contribution dcterms:isPartOf ?debate .
  { ?contribution hkg:answers ?question . ?question schema:position ?position .
    BIND("answers" AS ?relation) BIND(CONCAT("contribution ", STR(?position)) AS ?to) }
  UNION { ?contribution hkg:addresses/rdfs:label ?to . BIND("is said to" AS ?relation) }
} ORDER BY ?contribution ?relation ?to
"""
FIRST_WORDS = 4
Row = dict[str, str]


@dataclass
class Why:
    """The reasons of one contribution: rows of why its speaker and the people it names are who they are said to be."""

    speaker: Row | None = None
    reasons: list[str] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    exchanges: list[Row] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the reasons in plain English."""
        if self.speaker:
            row = self.speaker
            yield f"who speaks: {row['status'].lower()} by “{row['label']}”{_sure(row)}. {row['comment']}"
            yield from (f"  it {reason}" for reason in self.reasons)
            yield from (f"  the words: “{row['words']}” in contribution {row['position']}" for row in self.words)
        yield from map(_mention, self.mentions)
        yield from (f"{row['relation']} {row['to']}" for row in self.exchanges)


def why(graph: Graph, key: str) -> dict[str, Why]:
    """Return the reasons of a debate's contributions, by their paths. Whom the record names has no reason but that."""
    found: dict[str, Why] = defaultdict(Why)
    for row in _ask(graph, SPEAKERS, key):
        found[row.pop("contribution")].speaker = row
    for row in _ask(graph, REASONS, key):
        found[row["contribution"]].reasons.append(row["reason"])
    for row in _ask(graph, CLUES, key):
        found[row.pop("contribution")].words.append(row)
    for row in _ask(graph, MENTIONS, key):
        found[row.pop("contribution")].mentions.append(row)
    for row in _ask(graph, EXCHANGES, key):
        found[row.pop("contribution")].exchanges.append(row)
    return dict(found)


def _sure(row: Row) -> str:
    return f", right {float(row['confidence']):.0%} of the time" if row["confidence"] else ""


def _mention(row: Row) -> str:
    place = f"“{row['words']}” ({row['begin']},{row['end']})"
    because = f" It {row['constraint']}." if row["constraint"] else ""
    if row["name"]:
        clues = f" The words: “{row['clues']}”." if row["clues"] else ""
        return f"{place}: {row['name']}, {row['status'].lower()} by “{row['label']}”{_sure(row)}.{because or ' ' + row['comment']}{clues}"
    if row["count"]:
        among = f": {row['candidates']}" if row["candidates"] else ""
        return f"{place}: one of {row['count']}{among}.{because}"
    return f"{place}: open. Nobody who was named, or spoke, is near and suits it.{because}"


def how_to_correct(contribution: str, text: str, mention: Row | None = None) -> Iterator[str]:
    """Yield how a judgement is written, as plain lines: the columns, a line on who speaks, and one on a mention."""
    words = " ".join(text.split("\n")[0].split(" ")[:FIRST_WORDS])
    lines = [_line(contribution, "", "", words)]
    if mention:
        lines.append(_line(contribution, mention["begin"], mention["end"], mention["words"]))
    yield "To settle who speaks, or whom a mention means, write a file of judgements and build again with it:"
    yield f"  {','.join(COLUMNS)}"
    yield from (f"  {line}" for line in lines)
    yield "With begin and end the line is about that mention, as shown above; without them it is about the speaker."
    yield "Ids of people: kg register find NAME --on DATE; the word unknown names nobody."
    yield "  kg build SOURCE... -o GRAPH --judgements judgements.csv"


def _line(contribution: str, begin: str, end: str, words: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(
        [contribution, begin, end, words, "person/ID", "your name", "your reason"]
    )
    return line.getvalue()


def _ask(graph: Graph, sparql: str, key: str) -> Iterator[Row]:
    debate = str(ox.NamedNode(iris.absolute(key, graph.base)))
    for row in run(graph, sparql, bound={"debate": [debate]}):
        yield {name: iris.relative(value.removeprefix(iris.ONTOLOGY), graph.base) for name, value in row.items()}
