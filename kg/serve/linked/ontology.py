"""The ontology at /ontology: as the graph itself holds it, in every form, and as a page that explains each term."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg import iris
from kg.errors import KgError
from kg.serve.linked.addresses import Address, addresses, asked_path
from kg.serve.linked.description import Description, constructed, expanded, in_order
from kg.serve.linked.documents import FORMS, HTML, document, missing
from kg.serve.linked.plain import Names, Shown, named
from kg.serve.linked.served import served
from kg.serve.pages.render import render, response
from kg.serve.sparql import RefusalError, error_response, said

IRI = iris.ONTOLOGY[:-1]
TERMS = f"""
CONSTRUCT {{ ?term ?p ?o }}
WHERE {{ GRAPH ?vocabulary {{ ?term ?p ?o FILTER(STRSTARTS(STR(?term), "{IRI}")) }} }}
"""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Classes": ("owl:Class",),
    "Properties": ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty", "rdf:Property"),
    "Rules": ("hkg:Rule",),
}
OTHERS = "Individuals"

FACTS: Mapping[str, str] = {
    "rdf:type": "is a",
    "rdfs:subClassOf": "is also",
    "rdfs:subPropertyOf": "means also",
    "rdfs:domain": "is said of",
    "schema:domainIncludes": "is said of",
    "rdfs:range": "points to",
    "schema:rangeIncludes": "points to",
    "owl:inverseOf": "the other way round",
    "owl:equivalentClass": "is the same as",
    "owl:equivalentProperty": "is the same as",
    "skos:exactMatch": "is the same as",
    "skos:closeMatch": "is close to",
    "skos:relatedMatch": "has to do with",
    "skos:broadMatch": "is narrower than",
    "owl:deprecated": "deprecated",
    "skos:example": "example",
}
"""What the page says of a term besides its label and comment, in order."""


@dataclass(frozen=True)
class Term:
    """A term as the page explains it."""

    name: str
    label: str
    comment: str
    facts: tuple[tuple[str, tuple[Shown, ...]], ...]


async def ontology(request: Request) -> Response:
    """Answer with the ontology; under its version's address as well, and under no other version's."""
    try:
        graph = served(request)
        bound = {"vocabulary": [iris.absolute(iris.VOCABULARY_GRAPH, graph.base)]}
        its = Description(IRI, in_order(await constructed(request.app.state.pool, TERMS, bound)))
        path = asked_path(request)
        for address in addresses(path, (*FORMS, HTML)):
            if its.triples and _is_of(its, address):
                return await document(request, its, "ontology", ontology_page, address.form)
    except RefusalError as refusal:
        return said(refusal.status, refusal.said)
    except KgError as error:
        return error_response(error)
    return missing(path)


def _is_of(its: Description, address: Address) -> bool:
    versions = _objects(its.triples, IRI, "owl:versionIRI")
    asked = ox.NamedNode(IRI.removesuffix("ontology") + address.path)
    return address.path == "ontology" or asked in versions


async def ontology_page(request: Request, its: Description) -> Response:
    """Return the page of the ontology: every term under an anchor of its own name."""
    names = named(request, its)
    terms = sorted({one.subject.value for one in its.triples if isinstance(one.subject, ox.NamedNode)} - {IRI})
    sections: dict[str, list[Term]] = {name: [] for name in (*SECTIONS, OTHERS)}
    by_subject: dict[str, list[ox.Triple]] = {iri: [] for iri in (IRI, *terms)}
    for one in its.triples:
        if isinstance(one.subject, ox.NamedNode):
            by_subject[one.subject.value].append(one)
    for iri in terms:
        if iri.startswith(iris.ONTOLOGY):
            sections[_section(by_subject[iri], iri)].append(_term(by_subject[iri], iri, names))
    page = render(
        "ontology.html",
        names.base,
        about=_term(by_subject[IRI], IRI, names),
        iri=IRI,
        version=_words(by_subject[IRI], IRI, "owl:versionInfo"),
        sections={name: them for name, them in sections.items() if them},
    )
    return response(page)


def _section(its: Iterable[ox.Triple], iri: str) -> str:
    classes = {str(one) for one in _objects(its, iri, "rdf:type")}
    found = (name for name, kinds in SECTIONS.items() if classes & {f"<{expanded(kind)}>" for kind in kinds})
    return next(found, OTHERS)


def _term(its: Sequence[ox.Triple], iri: str, names: Names) -> Term:
    facts: dict[str, list[Shown]] = {}
    for curie, words in FACTS.items():
        facts.setdefault(words, []).extend(names.shown(one) for one in _objects(its, iri, curie))
    name = iri.removeprefix(iris.ONTOLOGY)
    return Term(
        name,
        _words(its, iri, "rdfs:label") or name,
        _words(its, iri, "rdfs:comment"),
        tuple((words, tuple(them)) for words, them in facts.items() if them),
    )


def _objects(its: Iterable[ox.Triple], iri: str, curie: str) -> list[object]:
    about, predicate = ox.NamedNode(iri), ox.NamedNode(expanded(curie))
    return [one.object for one in its if one.subject == about and one.predicate == predicate]


def _words(its: Iterable[ox.Triple], iri: str, curie: str) -> str:
    found = [one.value for one in _objects(its, iri, curie) if isinstance(one, ox.Literal)]
    return found[0] if found else ""


ROUTES: Sequence[Route] = (
    Route("/ontology", ontology),
    *(Route(f"/ontology.{suffix}", ontology) for suffix in (*FORMS, HTML)),
    Route("/ontology/{version}", ontology),
)
