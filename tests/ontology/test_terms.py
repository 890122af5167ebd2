"""Every term explains itself, and every term in use is a term of ours."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from kg.iris import ONTOLOGY, PREFIXES
from kg.store import Graph
from kg.vocabulary import ontology_folder

FOLDER = ontology_folder()
HKG = rdflib.Namespace(ONTOLOGY)
PARLIAMENT = "https://id.parliament.uk/schema/"


def parsed(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / name, format="turtle")


TERMS, RULES, SHAPES = parsed("hansard.ttl"), parsed("rules.ttl"), parsed("shapes.ttl")
CONTEXT = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
DEFINED = sorted({rdflib.URIRef(str(s)) for s in (TERMS + RULES).subjects() if str(s).startswith(ONTOLOGY)})
CLASSES = [term for term in DEFINED if (term, RDF.type, OWL.Class) in TERMS]
PROPERTIES = [t for t in DEFINED if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(TERMS.objects(t, RDF.type))]
LISTS = (
    HKG.Status,
    HKG.Approximation,
    HKG.House,
    HKG.Position,
    HKG.Result,
    HKG.Relation,
    HKG.Modality,
    HKG.Polarity,
)
DEFINED_RULES = [term for term in DEFINED if (term, RDF.type, HKG.Rule) in RULES]


def ours(graph: rdflib.Graph) -> Iterator[str]:
    for triple in graph:
        yield from (str(part) for part in triple if isinstance(part, rdflib.URIRef) and part.startswith(ONTOLOGY))


@pytest.mark.parametrize("term", [t for t in DEFINED if t not in DEFINED_RULES], ids=lambda t: t[len(ONTOLOGY) :])
def test_a_term_has_label_comment_and_example(term: rdflib.URIRef) -> None:
    for path in (RDFS.label, RDFS.comment, SKOS.example, RDFS.isDefinedBy, RDF.type):
        assert TERMS.value(term, path, any=True), path


@pytest.mark.parametrize("rule", DEFINED_RULES, ids=lambda t: t[len(ONTOLOGY) :])
def test_a_rule_says_what_it_is_in_a_sentence(rule: rdflib.URIRef) -> None:
    assert RULES.value(rule, RDFS.label)
    assert str(RULES.value(rule, RDFS.comment)).endswith(".")


@pytest.mark.parametrize("name", sorted(file.name for file in FOLDER.glob("*.ttl")))
def test_a_file_uses_defined_terms_alone(name: str) -> None:
    assert set(ours(parsed(name))) - {str(term) for term in DEFINED} == set()


def test_the_context_names_defined_terms_alone() -> None:
    meant = {entry if isinstance(entry, str) else entry["@id"] for key, entry in CONTEXT.items() if key != "@version"}
    local = {name.removeprefix("hkg:") for name in meant if name.startswith("hkg:")}
    assert {HKG[name] for name in local} - set(DEFINED) == set()


def test_the_context_names_every_property() -> None:
    named = {entry if isinstance(entry, str) else entry["@id"] for key, entry in CONTEXT.items() if key != "@version"}
    assert PROPERTIES
    assert {f"hkg:{p.removeprefix(ONTOLOGY)}" for p in PROPERTIES} - named == set()


def test_the_context_and_the_ontology_share_the_prefixes_of_the_project() -> None:
    assert {name: CONTEXT.get(name) for name in PREFIXES} == PREFIXES
    for graph in (TERMS, RULES, SHAPES):
        bound = {name: str(space) for name, space in graph.namespaces() if name in PREFIXES}
        assert {name: bound[name] for name in bound if bound[name] != PREFIXES[name]} == {}


def test_every_class_of_things_has_a_shape() -> None:
    """The lists of the ontology's own individuals are fixed in the shapes' sh:in; a subclass has its superclass's."""
    covered = {*SHAPES.objects(None, SH.targetClass), *LISTS}
    bare = [c for c in CLASSES if not covered & {c, *TERMS.objects(c, RDFS.subClassOf)}]
    assert bare == []


def test_the_lists_of_the_shapes_are_the_individuals_of_the_ontology() -> None:
    listed = {frozenset(rdflib.collection.Collection(SHAPES, head)) for head in SHAPES.objects(None, SH["in"])}
    for kind in LISTS:
        assert frozenset(TERMS.subjects(RDF.type, kind)) in listed


def test_the_version_of_the_ontology_is_in_its_version_iri() -> None:
    ontology = rdflib.URIRef(ONTOLOGY.rstrip("#"))
    assert str(TERMS.value(ontology, OWL.versionIRI)) == f"{ontology}/{TERMS.value(ontology, OWL.versionInfo)}"


def test_what_is_aligned_with_parliament_is_in_its_ontology(samples: Path) -> None:
    text = (samples / "specs" / "ontology" / "Ontology.ttl").read_text(encoding="utf-8")
    theirs = set(re.findall(r"^:(\w+)", text, flags=re.MULTILINE))
    aligned = {str(o).removeprefix(PARLIAMENT) for o in TERMS.objects() if str(o).startswith(PARLIAMENT)}
    assert aligned
    assert aligned - theirs == set()


def test_a_built_graph_uses_defined_terms_alone(seed_graph: Graph) -> None:
    used = {
        str(part).strip("<>")
        for name in seed_graph.graphs()
        for quad in seed_graph.quads(name)
        for part in (quad.subject, quad.predicate, quad.object)
        if str(part).startswith(f"<{ONTOLOGY}")
    }
    assert used
    assert used - {str(term) for term in DEFINED} == set()
