"""Rows for spreadsheets and data frames: a folder of CSV files, one row a contribution, mention or figure."""

import csv
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
SELECT ?figure ?contribution ?begin ?end ?words ?value ?minimum ?maximum ?change ?unit ?currency ?measures ?concerns ?approximate ?period
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
}
"""
TABLES = {"contributions": CONTRIBUTIONS, "mentions": MENTIONS, "figures": FIGURES}


def write_tables(graph: Graph, to: Path, selection: Selection) -> None:
    """Write contributions.csv, mentions.csv and figures.csv into the folder `to`, sorted by their first column.

    IRIs under the base are written as paths, terms of the ontology by their local name.
    """
    to.mkdir(parents=True, exist_ok=True)
    chosen = {iris.absolute(key, graph.base) for key in _keys(graph, selection)} if selection else None
    for name, sparql in TABLES.items():
        answer = run(graph, sparql)
        where = answer.variables.index("contribution")
        kept = (row for row in answer.rows if chosen is None or plain(row[where]).rpartition("/")[0] in chosen)
        with (to / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(answer.variables)
            writer.writerows(sorted([_cell(term, graph.base) for term in row] for row in kept))


def _keys(graph: Graph, selection: Selection) -> list[str]:
    graphs = (iris.relative(name, graph.base) for name in selection.graphs(graph))
    return [name.removeprefix("graph/") for name in graphs if not name.endswith("/inferred")]


def _cell(term: Term | None, base: str) -> str:
    words = plain(term)
    return words.removeprefix(iris.ONTOLOGY) if words.startswith(iris.ONTOLOGY) else iris.relative(words, base)
