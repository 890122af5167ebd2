"""The shipped debate yields every claim that a careful reader finds in it, and no other (shipped.csv, read by hand)."""

import csv
from pathlib import Path

from kg.query import run
from kg.store import Graph

CLAIMS = """
SELECT ?position ?subject ?relation ?object ?modality WHERE {
  ?claim a hkg:Claim ; nif:referenceContext/schema:position ?position ; nif:beginIndex ?begin ;
    hkg:relation/rdfs:label ?relation ; hkg:object/rdfs:label ?object ; hkg:modality/rdfs:label ?modality .
  OPTIONAL { ?claim hkg:subject/rdfs:label ?subject }
} ORDER BY ?position ?begin ?relation ?object ?subject
"""


def test_the_claims_of_the_shipped_debate(seed_graph: Graph) -> None:
    with (Path(__file__).parent / "shipped.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert list(run(seed_graph, CLAIMS)) == expected
