"""Rows for spreadsheets and data frames: a folder of CSV or Parquet files, one row a contribution, mention, figure, claim or vote."""

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import iris
from kg.export.rdf import Selection
from kg.query import Term, plain, stream, with_values
from kg.store import Graph

TEXT, INTEGER, NUMBER, BOOLEAN, DATE = "text", "integer", "number", "boolean", "date"


@dataclass(frozen=True)
class Table:
    """What a row holds: the columns in their order, the first of which tells it from all others, and the pattern that binds them.

    `of_debates` tells that each row is of one debate, which the pattern binds as `?debate`; others are of the register.
    """

    name: str
    columns: Mapping[str, str]
    pattern: str
    of_debates: bool = True

    @property
    def sparql(self) -> str:
        return f"SELECT {' '.join(f'?{name}' for name in self.columns)}\nWHERE {{{self.pattern}}}"


CONTRIBUTIONS = Table(
    "contributions",
    {
        "contribution": TEXT,
        "debate": TEXT,
        "date": DATE,
        "title": TEXT,
        "position": INTEGER,
        "turn": TEXT,
        "speaker": TEXT,
        "name": TEXT,
        "seat": TEXT,
        "status": TEXT,
        "candidates": INTEGER,
        "column": TEXT,
        "text": TEXT,
    },
    """
  ?contribution dcterms:isPartOf ?debate ; schema:position ?position ; schema:text ?text ; hkg:attribution ?judged .
  ?debate dcterms:date ?date ; dcterms:title ?title .
  ?judged hkg:status ?status ; hkg:candidateCount ?candidates .
  OPTIONAL { ?contribution a ?turn FILTER(?turn != hkg:Contribution) }
  OPTIONAL { ?contribution hkg:speaker ?speaker . ?speaker rdfs:label ?name }
  OPTIONAL { ?contribution hkg:inCapacity/hkg:constituency/rdfs:label ?seat }
  OPTIONAL { ?contribution hkg:column ?column }
""",
)
MENTIONS = Table(
    "mentions",
    {
        "mention": TEXT,
        "contribution": TEXT,
        "begin": INTEGER,
        "end": INTEGER,
        "words": TEXT,
        "kind": TEXT,
        "meant": TEXT,
        "label": TEXT,
        "status": TEXT,
        "rule": TEXT,
    },
    """
  ?contribution dcterms:isPartOf ?debate .
  ?mention a hkg:Mention ; nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:endIndex ?end ;
    nif:anchorOf ?words ; hkg:kind ?kind ; hkg:status ?status ; hkg:rule ?rule .
  OPTIONAL { ?mention itsrdf:taIdentRef ?meant . OPTIONAL { ?meant rdfs:label ?label } }
""",
)
FIGURES = Table(
    "figures",
    {
        "figure": TEXT,
        "contribution": TEXT,
        "begin": INTEGER,
        "end": INTEGER,
        "words": TEXT,
        "value": NUMBER,
        "minimum": NUMBER,
        "maximum": NUMBER,
        "change": NUMBER,
        "unit": TEXT,
        "currency": TEXT,
        "measures": TEXT,
        "concerns": TEXT,
        "approximate": TEXT,
        "period": TEXT,
        "periodStart": TEXT,
        "periodEnd": TEXT,
        "per": TEXT,
        "perEach": TEXT,
        "shareOf": TEXT,
    },
    """
  ?contribution dcterms:isPartOf ?debate .
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
""",
)
CLAIMS = Table(
    "claims",
    {
        "claim": TEXT,
        "contribution": TEXT,
        "begin": INTEGER,
        "end": INTEGER,
        "words": TEXT,
        "subject": TEXT,
        "relation": TEXT,
        "object": TEXT,
        "polarity": TEXT,
        "modality": TEXT,
        "by": TEXT,
        "rule": TEXT,
    },
    """
  ?contribution dcterms:isPartOf ?debate .
  ?claim a hkg:Claim ; nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words ;
    hkg:relation ?relation ; hkg:object ?object ; hkg:polarity ?polarity ; hkg:modality ?modality ; hkg:rule ?rule .
  OPTIONAL { ?claim hkg:subject ?subject }
  OPTIONAL { ?claim hkg:claimedBy ?by }
""",
)
VOTES = Table(
    "votes",
    {
        "vote": TEXT,
        "division": TEXT,
        "debate": TEXT,
        "date": DATE,
        "title": TEXT,
        "number": TEXT,
        "ayes": INTEGER,
        "noes": INTEGER,
        "voted": TEXT,
        "voter": TEXT,
        "name": TEXT,
        "label": TEXT,
        "teller": BOOLEAN,
        "proxy": BOOLEAN,
    },
    """
  ?vote a hkg:Vote ; dcterms:isPartOf ?division ; hkg:voted ?voted ; rdfs:label ?label .
  ?division dcterms:isPartOf ?debate .
  ?debate dcterms:date ?date ; dcterms:title ?title .
  OPTIONAL { ?division hkg:divisionNumber ?number }
  OPTIONAL { ?division hkg:ayes ?ayes }
  OPTIONAL { ?division hkg:noes ?noes }
  OPTIONAL { ?vote hkg:voter ?voter . ?voter rdfs:label ?name }
  OPTIONAL { ?vote hkg:teller ?teller }
  OPTIONAL { ?vote hkg:proxy ?proxy }
""",
)
PEOPLE = Table(
    "people",
    {
        "person": TEXT,
        "name": TEXT,
        "gender": TEXT,
        "wikidata": TEXT,
    },
    """
  ?person a hkg:Person ; rdfs:label ?name .
  OPTIONAL { ?person schema:gender ?gender }
  OPTIONAL { ?person owl:sameAs ?wikidata FILTER(STRSTARTS(STR(?wikidata), "http://www.wikidata.org/entity/")) }
""",
    of_debates=False,
)
SEATS = Table(
    "seats",
    {
        "seat": TEXT,
        "person": TEXT,
        "house": TEXT,
        "constituency": TEXT,
        "name": TEXT,
        "peerage": TEXT,
        "start": DATE,
        "end": DATE,
    },
    """
  ?seat a hkg:SeatIncumbency ; org:member ?person ; hkg:house ?house .
  OPTIONAL { ?seat hkg:constituency ?constituency . ?constituency rdfs:label ?name }
  OPTIONAL { ?seat hkg:peerage ?peerage }
  OPTIONAL { ?seat schema:startDate ?start }
  OPTIONAL { ?seat schema:endDate ?end }
""",
    of_debates=False,
)
MEMBERSHIPS = Table(
    "memberships",
    {
        "membership": TEXT,
        "person": TEXT,
        "party": TEXT,
        "name": TEXT,
        "start": DATE,
        "end": DATE,
    },
    """
  ?membership a hkg:PartyMembership ; org:member ?person ; org:organization ?party . ?party rdfs:label ?name .
  OPTIONAL { ?membership schema:startDate ?start }
  OPTIONAL { ?membership schema:endDate ?end }
""",
    of_debates=False,
)
TABLES = (CONTRIBUTIONS, MENTIONS, FIGURES, CLAIMS, VOTES, PEOPLE, SEATS, MEMBERSHIPS)
AT_ONCE = 200
"""Debates whose rows are asked for in one query."""


def write_csv(graph: Graph, to: Path, selection: Selection) -> None:
    """Write each table as a CSV file into the folder `to`, sorted by its first column.

    IRIs under the base are written as paths, terms of the ontology by their local name. People, seats and parties are
    the whole register's, whatever is selected.
    """
    to.mkdir(parents=True, exist_ok=True)
    keys = sorted(selection.keys(graph), key=lambda key: f"{key}/")
    for table in TABLES:
        with (to / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.columns)
            for rows in _rows(graph, table, keys):
                writer.writerows(rows)


def write_parquet(graph: Graph, to: Path, selection: Selection) -> None:
    """Write the same tables as Parquet, each column of its type; what a cell does not hold is null."""
    import polars as pl

    types = {TEXT: pl.String, INTEGER: pl.Int64, NUMBER: pl.Float64, BOOLEAN: pl.Boolean, DATE: pl.Date}
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hansard-kg-") as folder:
        write_csv(graph, Path(folder), selection)
        for table in TABLES:
            schema = {name: types[kind] for name, kind in table.columns.items()}
            rows = pl.scan_csv(Path(folder) / f"{table.name}.csv", schema=schema, try_parse_dates=False)
            rows.sink_parquet(to / f"{table.name}.parquet")


def _rows(graph: Graph, table: Table, keys: Sequence[str]) -> Iterator[list[list[str]]]:
    """Yield the rows of a table in order, those of so many debates at a time."""
    if not table.of_debates:
        yield sorted(_cells(graph, table.sparql))
        return
    for at in range(0, len(keys), AT_ONCE):
        debates = [f"<{iris.absolute(key, graph.base)}>" for key in keys[at : at + AT_ONCE]]
        yield sorted(_cells(graph, with_values(table.sparql, {"debate": debates})))


def _cells(graph: Graph, sparql: str) -> Iterator[list[str]]:
    return ([_cell(term, graph.base) for term in row] for row in stream(graph, sparql))


def _cell(term: Term | None, base: str) -> str:
    words = plain(term)
    return words.removeprefix(iris.ONTOLOGY) if words.startswith(iris.ONTOLOGY) else iris.relative(words, base)
