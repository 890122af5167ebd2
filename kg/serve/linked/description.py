"""What is said of a thing: its own statements from all graphs, its parts whole, and the links to it that matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg import iris
from kg.query import with_values
from kg.serve.asking import rows
from kg.serve.pool import Pool
from kg.serve.results import Limits
from kg.serve.worker import Job

AT_MOST = 1_000
"""Links of one kind to a thing that its description lists."""

LIMITS = Limits(rows=200_000, size=100_000_000)

LABELLED = f'OPTIONAL {{ ?o rdfs:label ?label FILTER(!STRSTARTS(STR(?o), "{iris.ONTOLOGY}")) }}'
"""What an object is called; the terms of the ontology are explained there."""

OWN = f"CONSTRUCT {{ ?thing ?p ?o . ?o rdfs:label ?label }} WHERE {{ ?thing ?p ?o {LABELLED} }}"
OWN_PARTS = f"""
CONSTRUCT {{ ?part ?p ?o . ?o rdfs:label ?label }}
WHERE {{ ?thing ?has ?part FILTER(STRSTARTS(STR(?part), CONCAT(STR(?thing), "#"))) ?part ?p ?o {LABELLED} }}
"""
PARTS = f"""
CONSTRUCT {{ ?part ?p ?o . ?o rdfs:label ?label }}
WHERE {{ ?part ?link ?thing . ?part ?p ?o {LABELLED} }}
"""
LINKS = f"""
CONSTRUCT {{ ?from ?link ?thing . ?from rdfs:label ?label }}
{{
  {{ SELECT ?from ?link ?thing WHERE {{ ?from ?link ?thing }} ORDER BY ?from LIMIT {AT_MOST + 1} }}
  OPTIONAL {{ ?from rdfs:label ?label }}
}}
"""
IN_GRAPH = "SELECT (COUNT(*) AS ?triples) WHERE { GRAPH ?thing { ?s ?p ?o } }"


@dataclass(frozen=True)
class Kind:
    """What belongs to the description of a class besides its own: properties of its parts, properties that link to it."""

    parts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


BODY = Kind(
    links=(
        "org:subOrganizationOf",
        "org:postIn",
        "hkg:policedBy",
        "hkg:memberForce",
        "dcterms:replaces",
        "hkg:answeringDepartment",
        "hkg:mentions",
    )
)
KINDS: Mapping[str, Kind] = {
    "hkg:Sitting": Kind(links=("dcterms:isPartOf",)),
    "hkg:Debate": Kind(parts=("hkg:debate",), links=("dcterms:isPartOf",)),
    "hkg:Contribution": Kind(parts=("nif:referenceContext",), links=("hkg:answers", "hkg:follows")),
    "hkg:Division": Kind(links=("dcterms:isPartOf",)),
    "hkg:Person": Kind(links=("org:member", "hkg:speaker", "hkg:voter", "hkg:mentions")),
    "hkg:Constituency": Kind(links=("hkg:constituency", "dcterms:replaces", "hkg:mentions")),
    "hkg:Party": Kind(links=("org:organization", "hkg:mentions")),
    "hkg:Office": Kind(links=("hkg:office", "hkg:speakerRole", "hkg:mentions")),
    "hkg:Agency": BODY,
    "hkg:PoliceForce": BODY,
    "hkg:RegionalOrganisedCrimeUnit": BODY,
    "hkg:GovernmentDepartment": BODY,
    "hkg:AgencyKind": Kind(links=("org:classification", "hkg:mentions")),
    "hkg:Issue": Kind(links=("skos:broader", "dcterms:subject", "hkg:raises")),
    "hkg:Place": Kind(links=("schema:containedInPlace", "hkg:policedBy", "hkg:mentions")),
    "skos:ConceptScheme": Kind(links=("skos:topConceptOf",)),
    "prov:Entity": Kind(links=("prov:wasDerivedFrom", "prov:used")),
    "prov:Activity": Kind(links=("prov:wasGeneratedBy",)),
}


@dataclass(frozen=True)
class Description:
    """A thing and what is said of it, sorted; `cut` names the kinds of links of which not all are listed."""

    thing: str
    triples: tuple[ox.Triple, ...]
    cut: tuple[str, ...] = field(default=())


def expanded(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return iris.PREFIXES[prefix] + name


def in_order(triples: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    """Return triples, each once, in an order that depends on nothing else."""
    return tuple(sorted(set(triples), key=str))


async def describe(pool: Pool, candidates: Iterable[str]) -> Description | None:
    """Return what is said of the first of the candidates of which anything is said; None where that is none."""
    names = list(candidates)
    if not names:
        return None
    own = await constructed(pool, OWN, {"thing": names})
    subjects = {triple.subject for triple in own}
    for name in names:
        if ox.NamedNode(name) in subjects:
            return await _whole(pool, name, own)
    for name in names:
        if found := await _named_elsewhere(pool, name):
            return found
    return None


async def constructed(pool: Pool, sparql: str, bound: Mapping[str, Iterable[str]]) -> list[ox.Triple]:
    """Return the triples of a CONSTRUCT query of ours; `bound` gives IRIs to variables."""
    terms = {name: [str(ox.NamedNode(iri)) for iri in values] for name, values in bound.items()}
    written = await pool.ask(Job(with_values(sparql, terms), graph_form="nt", limits=LIMITS))
    return [quad.triple for quad in ox.parse(written.body, format=ox.RdfFormat.N_TRIPLES)]


async def _whole(pool: Pool, thing: str, own: list[ox.Triple]) -> Description:
    its = kind_of(thing, own)
    found = [*own, *await constructed(pool, OWN_PARTS, {"thing": [thing]})]
    for part in its.parts:
        found += await constructed(pool, PARTS, {"thing": [thing], "link": [expanded(part)]})
    cut = []
    for link in its.links:
        links, is_cut = await _links(pool, thing, expanded(link))
        found += links
        cut += [link] if is_cut else []
    return Description(thing, in_order([*found, *await _as_graph(pool, thing)]), tuple(cut))


def kind_of(thing: str, own: Iterable[ox.Triple]) -> Kind:
    """Return what belongs to the description of a thing of these statements, by all of its classes."""
    node, is_a = ox.NamedNode(thing), expanded("rdf:type")
    classes = {str(one.object) for one in own if one.subject == node and one.predicate.value == is_a}
    kinds = [kind for name, kind in KINDS.items() if f"<{expanded(name)}>" in classes]
    return Kind(
        tuple(dict.fromkeys(part for kind in kinds for part in kind.parts)),
        tuple(dict.fromkeys(link for kind in kinds for link in kind.links)),
    )


async def _links(pool: Pool, thing: str, link: str) -> tuple[list[ox.Triple], bool]:
    """Return the links of one kind to a thing with the labels of where they come from, and whether there are more."""
    found = await constructed(pool, LINKS, {"thing": [thing], "link": [link]})
    node = ox.NamedNode(thing)
    begin = sorted({one.subject for one in found if one.object == node and one.predicate.value == link}, key=str)
    beyond = set(begin[AT_MOST:])
    return [one for one in found if one.subject not in beyond], bool(beyond)


async def _named_elsewhere(pool: Pool, name: str) -> Description | None:
    """Return what is said of an IRI that is no subject: a named graph, or a thing that others point to."""
    links = await constructed(pool, LINKS, {"thing": [name]})
    found = [*links[: AT_MOST * 2], *await _as_graph(pool, name)]
    return Description(name, in_order(found)) if found else None


async def _as_graph(pool: Pool, name: str) -> list[ox.Triple]:
    """Return how large a named graph is; nothing where there is none of that name."""
    if "/graph/" not in name and "#graph/" not in name:
        return []
    counted = await rows(pool, IN_GRAPH, {"thing": [str(ox.NamedNode(name))]})
    number = counted[0]["triples"] if counted else ox.Literal(0)
    if number.value == "0":
        return []
    about, a = ox.NamedNode(name), ox.NamedNode(expanded("rdf:type"))
    return [
        ox.Triple(about, a, ox.NamedNode("http://www.w3.org/ns/sparql-service-description#NamedGraph")),
        ox.Triple(about, ox.NamedNode(expanded("void:triples")), number),
    ]
