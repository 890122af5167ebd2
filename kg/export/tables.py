"""Rows for spreadsheets and data frames: a folder of CSV files, one row a contribution, mention, figure or vote."""

import csv
from collections.abc import Sequence
from pathlib import Path

from kg import iris
from kg.export.rdf import Selection
from kg.query import Term, plain, run
from kg.store import Graph

CONTRIBUTIONS = """
SELECT ?contribution ?debate ?date ?title ?position ?turn ?speaker ?name ?seat ?status ?candidates ?column ?text
WHERE {
  ?contribution dcterms:isPartOf ?debate ; schema:position ?position ; schema:text ?text ; hkg:attribution ?judged .
  ?debate dcterms:date ?date ; dcterms:title ?title .
  ?judged hkg:status ?status ; hkg:candidateCount ?candidates .
  OPTIONAL { ?contribution a ?turn FILTER(?turn != hkg:Contribution) }
  OPTIONAL { ?contribution hkg:speaker ?speaker . ?speaker rdfs:label ?name }
  OPTIONAL { ?contribution hkg:inCapacity/hkg:constituency/rdfs:label ?seat }
  OPTIONAL { ?contribution hkg:column ?column }
}
"""
MENTIONS = """
SELECT ?mention ?contribution ?begin ?end ?words ?kind ?meant ?label ?status ?rule
WHERE {
  ?mention a hkg:Mention ; nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:endIndex ?end ;
    nif:anchorOf ?words ; hkg:kind ?kind ; hkg:status ?status ; hkg:rule ?rule .
  OPTIONAL { ?mention itsrdf:taIdentRef ?meant . OPTIONAL { ?meant rdfs:label ?label } }
}
"""
FIGURES = """
SELECT ?figure ?contribution ?begin ?end ?words ?value ?minimum ?maximum ?change ?unit ?currency ?measures ?concerns ?approximate ?period ?periodStart ?periodEnd ?per ?perEach ?shareOf
WHERE {
  ?figure a hkg:Figure ; nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words .
  OPTIONAL { ?figure schema:value ?value }
  OPTIONAL { ?figure schema:minValue ?minimum }
  OPTIONAL { ?figure schema:maxValue ?maximum }
  OPTIONAL { ?figure hkg:change ?change }
  OPTIONAL { ?figure qudt:hasUnit ?unit }
  OPTIONAL { ?figure schema:currency ?currency }
  OPTIONAL { ?figure hkg:measures ?measures }
  OPTIONAL { ?figure hkg:concerns ?concerns }
  OPTIONAL { ?figure hkg:approximate ?approximate }
  OPTIONAL { ?figure hkg:period ?period }
  OPTIONAL { ?figure hkg:periodStart ?periodStart }
  OPTIONAL { ?figure hkg:periodEnd ?periodEnd }
  OPTIONAL { ?figure hkg:per ?per }
  OPTIONAL { ?figure hkg:perEach ?perEach }
  OPTIONAL { ?figure hkg:shareOf ?shareOf }
}
"""
VOTES = """
SELECT ?vote ?division ?debate ?date ?title ?number ?ayes ?noes ?voted ?voter ?name ?label ?teller ?proxy
WHERE {
  ?vote a hkg:Vote ; dcterms:isPartOf ?division ; hkg:voted ?voted ; rdfs:label ?label .
  ?division dcterms:isPartOf ?debate .
  ?debate dcterms:date ?date ; dcterms:title ?title .
  OPTIONAL { ?division hkg:divisionNumber ?number }
  OPTIONAL { ?division hkg:ayes ?ayes }
  OPTIONAL { ?division hkg:noes ?noes }
  OPTIONAL { ?vote hkg:voter ?voter . ?voter rdfs:label ?name }
  OPTIONAL { ?vote hkg:teller ?teller }
  OPTIONAL { ?vote hkg:proxy ?proxy }
}
"""
TABLES = {"contributions": CONTRIBUTIONS, "mentions": MENTIONS, "figures": FIGURES, "votes": VOTES}


def write_tables(graph: Graph, to: Path, selection: Selection) -> None:
    """Write contributions.csv, mentions.csv, figures.csv and votes.csv into the folder `to`, sorted by their first column.

    IRIs under the base are written as paths, terms of the ontology by their local name.
    """
    to.mkdir(parents=True, exist_ok=True)
    chosen = {iris.absolute(key, graph.base) for key in selection.keys(graph)} if selection else None
    for name, sparql in TABLES.items():
        answer = run(graph, sparql)
        kept = (row for row in answer.rows if chosen is None or _debate_of(answer.variables, row) in chosen)
        with (to / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(answer.variables)
            writer.writerows(sorted([_cell(term, graph.base) for term in row] for row in kept))


def _debate_of(variables: Sequence[str], row: Sequence[Term | None]) -> str:
    """Return the IRI of the debate that a row is of, which is that of its contribution without the number."""
    if "debate" in variables:
        return plain(row[variables.index("debate")])
    return plain(row[variables.index("contribution")]).rpartition("/")[0]


def _cell(term: Term | None, base: str) -> str:
    words = plain(term)
    return words.removeprefix(iris.ONTOLOGY) if words.startswith(iris.ONTOLOGY) else iris.relative(words, base)
