"""Why a graph says who speaks and who is meant, in plain English: the rule, the reasons, the words that gave them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rich.markup import escape

from kg import iris
from kg.judgements import COLUMNS
from kg.query import run
from kg.store import Graph

SPEAKERS = """
SELECT ?contribution ?status ?label ?comment ?confidence WHERE {
  ?contribution dcterms:isPartOf ?debate ; hkg:attribution ?judged .
  ?judged hkg:status ?status ; hkg:rule ?rule . ?rule rdfs:label ?label ; rdfs:comment ?comment .
  OPTIONAL { ?judged hkg:confidence ?confidence }
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
  (GROUP_CONCAT(?clue; separator="”, “") AS ?clues)
WHERE {
  ?contribution dcterms:isPartOf ?debate .
  ?mention nif:referenceContext ?contribution ; hkg:kind hkg:Person ; nif:anchorOf ?words ; nif:beginIndex ?begin ;
    nif:endIndex ?end ; hkg:status ?status ; hkg:rule ?rule . ?rule rdfs:label ?label ; rdfs:comment ?comment .
  OPTIONAL { ?mention itsrdf:taIdentRef/rdfs:label ?name }
  OPTIONAL { ?mention hkg:candidateCount ?count }
  OPTIONAL { ?mention hkg:confidence ?confidence }
  OPTIONAL { ?mention hkg:constraint ?constraint }
  OPTIONAL { ?mention hkg:clue/nif:anchorOf ?clue }
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


@dataclass(frozen=True)
class Why:
    """The reasons of one debate, as lines of Rich markup by contribution."""

    lines: dict[str, list[str]]

    def of(self, contribution: str) -> list[str]:
        return self.lines.get(contribution, [])


def why(graph: Graph, key: str) -> Why:
    """Return why a debate's speakers and the people it names are who they are said to be."""
    lines: dict[str, list[str]] = {}
    for row in _ask(graph, SPEAKERS, key):
        sure = f", right {float(row['confidence']):.0%} of the time" if row["confidence"] else ""
        head = f"[dim]who speaks: {row['status'].lower()} by “{row['label']}”{sure}. {escape(row['comment'])}[/dim]"
        lines.setdefault(row["contribution"], []).append(head)
    for row in _ask(graph, REASONS, key):
        lines.setdefault(row["contribution"], []).append(f"  [dim]it {escape(row['reason'])}[/dim]")
    for row in _ask(graph, CLUES, key):
        said = f"  [dim]the words: “{escape(row['words'])}” in contribution {row['position']}[/dim]"
        lines.setdefault(row["contribution"], []).append(said)
    for row in _ask(graph, MENTIONS, key):
        lines.setdefault(row["contribution"], []).append(f"[dim]{escape(_mention(row))}[/dim]")
    for row in _ask(graph, EXCHANGES, key):
        lines.setdefault(row["contribution"], []).append(f"[dim]{row['relation']} {escape(row['to'])}[/dim]")
    return Why(lines)


def _mention(row: dict[str, str]) -> str:
    meant = row["name"] or (f"one of {row['count']}" if row["count"] else "nobody who could be named")
    sure = f", right {float(row['confidence']):.0%} of the time" if row["confidence"] else ""
    because = f" It {row['constraint']}." if row["constraint"] else ""
    clues = f" The words: “{row['clues']}”." if row["clues"] else ""
    return (
        f"“{row['words']}” ({row['begin']},{row['end']}): {meant}, {row['status'].lower()} by “{row['label']}”{sure}."
        f" {row['comment']}{because}{clues}"
    )


def how_to_correct(contribution: str, text: str) -> Iterator[str]:
    """Yield how a judgement is written, as plain lines: the columns, and a line that settles who speaks."""
    words = " ".join(text.split("\n")[0].split(" ")[:FIRST_WORDS])
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([contribution, "", "", words, "person/ID", "your name", "your reason"])
    yield "To settle who speaks, or whom a mention means, write a file of judgements and build again with it:"
    yield f"  {','.join(COLUMNS)}"
    yield f"  {line.getvalue()}"
    yield "For a mention, give its begin, end and words as shown above; with begin and end empty the line is about the speaker."
    yield "Ids of people: kg register find NAME --on DATE; the word unknown names nobody."
    yield "  kg build SOURCE... -o GRAPH --judgements judgements.csv"


def _ask(graph: Graph, sparql: str, key: str) -> Iterator[dict[str, str]]:
    debate = str(ox.NamedNode(iris.absolute(key, graph.base)))
    for row in run(graph, sparql, bound={"debate": [debate]}):
        yield {name: iris.relative(value.removeprefix(iris.ONTOLOGY), graph.base) for name, value in row.items()}
