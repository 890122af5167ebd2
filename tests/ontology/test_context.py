"""The JSON-LD context carries a graph there and back, and says what its plain words mean."""

import json
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import XSD

from kg.iris import ONTOLOGY
from kg.vocabulary import ontology_folder

# rdflib's own JSON-LD reader still makes one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

CONTEXT = json.loads((ontology_folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
VALID = Path(__file__).parent / "valid.ttl"
HKG = rdflib.Namespace(ONTOLOGY)
SCHEMA = rdflib.Namespace("https://schema.org/")
TURN = rdflib.URIRef("https://example.org/turn")


def read(document: dict[str, object]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=json.dumps({"@context": CONTEXT, **document}), format="json-ld")


def test_a_graph_comes_back_as_it_went() -> None:
    graph = rdflib.Graph().parse(VALID)
    written = graph.serialize(format="json-ld", context=CONTEXT, auto_compact=False)
    assert isomorphic(rdflib.Graph().parse(data=written, format="json-ld"), graph)


def test_plain_words_get_their_types() -> None:
    graph = read(
        {
            "id": str(TURN),
            "type": "hkg:Contribution",
            "position": 2,
            "date": "2019-03-04",
            "value": "12.5",
            "speaker": "https://example.org/person",
            "status": "hkg:Stated",
            "supplementary": True,
        }
    )
    assert graph.value(TURN, SCHEMA.position) == rdflib.Literal("2", datatype=XSD.integer)
    assert graph.value(TURN, rdflib.DCTERMS.date) == rdflib.Literal("2019-03-04", datatype=XSD.date)
    assert graph.value(TURN, SCHEMA.value) == rdflib.Literal("12.5", datatype=XSD.decimal)
    assert graph.value(TURN, HKG.speaker) == rdflib.URIRef("https://example.org/person")
    assert graph.value(TURN, HKG.status) == HKG.Stated
    assert graph.value(TURN, HKG.supplementary) == rdflib.Literal(True)
