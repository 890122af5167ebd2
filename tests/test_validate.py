"""The shapes hold what they say: one graph conforms, and each single change to it that they forbid is reported."""

import csv
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg.iris import PREFIXES
from kg.validate import load_shapes, validate_graph

HERE = Path(__file__).parent / "ontology"
EXAMPLE = rdflib.Namespace("https://example.org/")

with (HERE / "broken.csv").open(encoding="utf-8", newline="") as file:
    BROKEN = [(row["node"], row["path"], row["values"]) for row in csv.DictReader(file)]


def valid() -> rdflib.Graph:
    return rdflib.Graph().parse(HERE / "valid.ttl")


def broken(node: str, path: str, values: str) -> rdflib.Graph:
    """The valid graph in which `node` says `values`, terms of Turtle parted by bars, of `path` and nothing else."""
    graph = valid()
    graph.remove((EXAMPLE[node], iri(path), None))
    prefixes = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    said = "".join(f":{node} {path} {value} .\n" for value in values.split(" | ") if value)
    return graph.parse(data=f"@prefix : <{EXAMPLE}> .\n{prefixes}{said}", format="turtle")


def iri(curie: str) -> rdflib.URIRef:
    prefix, _, name = curie.partition(":")
    return rdflib.URIRef(PREFIXES[prefix] + name)


def test_one_of_everything_conforms() -> None:
    assert validate_graph(valid()) == []


@pytest.mark.parametrize(("node", "path", "values"), BROKEN, ids=lambda part: str(part)[:40])
def test_a_forbidden_change_is_reported_where_it_was_made(node: str, path: str, values: str) -> None:
    violations = validate_graph(broken(node, path, values))
    assert [v for v in violations if v.focus == str(EXAMPLE[node]) and v.path in (str(iri(path)), "")]


def test_every_message_of_the_shapes_can_be_met() -> None:
    promised = {str(message) for message in load_shapes().objects(None, SH.message)}
    met = {v.message for row in BROKEN for v in validate_graph(broken(*row))}
    assert promised - met == set()


def test_every_class_of_a_shape_is_in_the_valid_graph() -> None:
    """Else a shape would hold for want of anything to look at."""
    targets = set(load_shapes().objects(None, SH.targetClass))
    assert targets - set(valid().objects(None, RDF.type)) == set()


def test_violations_come_in_order() -> None:
    graph = broken("turn", "schema:text", "")
    graph.remove((EXAMPLE.debate, iri("dcterms:title"), None))
    violations = validate_graph(graph)
    assert len(violations) > 1
    assert violations == sorted(violations)
