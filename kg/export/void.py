"""The graph described as a dataset: VoID (https://www.w3.org/TR/void/) and DCAT 3, counted from the graph itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.export.rdf import Selection
from kg.store import Graph
from kg.triples.nquads import LABEL, TYPE, Lines, integer, term, text
from kg.triples.provenance import LICENCE

SPDX = "http://spdx.org/rdf/terms#"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
TITLE = "hansard-kg: what is said in the UK Parliament"
WORDS = (
    "Debates of the UK Parliament as a graph: who said what, for which seat, party and office, and which people, bodies, places, "
    "issues and figures they named. Every statement leads back to the words that made it."
)

TOTALS = "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }"
ENTITIES = "SELECT (COUNT(DISTINCT ?s) AS ?entities) { ?s a ?class }"
CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) (MIN(STR(?s)) AS ?example) { ?s a ?class } GROUP BY ?class"
PROPERTIES = """
SELECT ?property (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
{ ?s ?property ?o } GROUP BY ?property
"""
COVERAGE = "SELECT (MIN(?on) AS ?first) (MAX(?on) AS ?last) { ?debate a hkg:Debate ; dcterms:date ?on }"
MADE = "SELECT (MAX(?at) AS ?made) { ?graph prov:generatedAtTime ?at }"
GRAPHS = "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
SHOWN = (
    "Sitting",
    "Debate",
    "Contribution",
    "Mention",
    "Figure",
    "Person",
    "Constituency",
    "Office",
    "Agency",
    "Issue",
)
"""Classes of which the description gives an example."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Dump:
    """A file that holds the whole graph: its name, media type, bytes and sha256."""

    name: str
    media_type: str
    size: int
    sha256: str


def described(graph: Graph, dumps: Iterable[Dump] = (), selection: Selection | None = None) -> tuple[ox.Triple, ...]:
    """Return the description of a graph, sorted; its IRI is the base itself."""
    ask = _Asker(graph, selection or Selection())
    lines = Lines(graph.base, "void", [])
    _dataset(lines, graph.base, ask)
    _partitions(lines, graph.base, ask)
    if not selection:
        _subsets(lines, graph.base, ask)
    _access(lines, graph.base, dumps)
    quads = ox.parse("".join(lines.lines), format=ox.RdfFormat.N_QUADS)
    return tuple(sorted({quad.triple for quad in quads}, key=str))


def write_void(graph: Graph, to: Path, selection: Selection) -> None:
    """Write the description of a graph, or of the debates selected, as Turtle."""
    triples = described(graph, selection=selection)
    with to.open("wb") as file:
        prefixes = {**iris.PREFIXES, "spdx": SPDX}
        ox.serialize(triples, output=file, format=ox.RdfFormat.TURTLE, prefixes=prefixes)


class _Asker:
    """Ask the graph, or the graphs selected, for rows."""

    def __init__(self, graph: Graph, selection: Selection) -> None:
        self.graph = graph
        self.names: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = (
            [ox.NamedNode(name) for name in selection.graphs(graph)] if selection else None
        )

    def __call__(self, sparql: str) -> list[Row]:
        if self.names is None:
            answer = self.graph.store.query(sparql, prefixes=iris.PREFIXES, use_default_graph_as_union=True)
        else:
            answer = self.graph.store.query(sparql, prefixes=iris.PREFIXES, default_graph=self.names)
        assert isinstance(answer, ox.QuerySolutions)
        names = [variable.value for variable in answer.variables]
        return [{name: row[name].value for name in names if row[name] is not None} for row in answer]


def _dataset(lines: Lines, base: str, ask: _Asker) -> None:
    totals, entities, coverage, made = (ask(one)[0] for one in (TOTALS, ENTITIES, COVERAGE, MADE))
    description = iris.absolute("void", base)
    lines.say(
        "void",
        (TYPE, term("void:DatasetDescription")),
        (LABEL, text("Description of the dataset")),
        (term("foaf:primaryTopic"), f"<{base}>"),
    )
    lines.say(
        base,
        (TYPE, term("void:Dataset")),
        (TYPE, term("dcat:Dataset")),
        (LABEL, text(TITLE)),
        (term("dcterms:title"), text(TITLE) + "@en"),
        (term("dcterms:description"), text(WORDS) + "@en"),
        (term("dcterms:license"), LICENCE),
        (term("dcterms:language"), "<http://id.loc.gov/vocabulary/iso639-1/en>"),
        (term("dcterms:temporal"), lines.iri("void#coverage") if "first" in coverage else None),
        (term("dcterms:modified"), f'"{made["made"]}"^^{term("xsd:dateTime")}' if "made" in made else None),
        (term("void:triples"), integer(int(totals["triples"]))),
        (term("void:distinctSubjects"), integer(int(totals["subjects"]))),
        (term("void:distinctObjects"), integer(int(totals["objects"]))),
        (term("void:entities"), integer(int(entities["entities"]))),
        (term("void:uriSpace"), text(base)),
        (term("dcat:landingPage"), f"<{base}>"),
        (term("void:sparqlEndpoint"), lines.iri("sparql")),
        *((term("void:feature"), f"<http://www.w3.org/ns/formats/{name}>") for name in FEATURES),
        (term("foaf:isPrimaryTopicOf"), f"<{description}>"),
    )
    if "first" in coverage:
        lines.say(
            "void#coverage",
            (TYPE, term("dcterms:PeriodOfTime")),
            (LABEL, text(f"{coverage['first']} to {coverage['last']}")),
            (term("dcat:startDate"), f'"{coverage["first"]}"^^{term("xsd:date")}'),
            (term("dcat:endDate"), f'"{coverage["last"]}"^^{term("xsd:date")}'),
        )


FEATURES = ("JSON-LD", "N-Triples", "RDF_XML", "Turtle")


def _partitions(lines: Lines, base: str, ask: _Asker) -> None:
    """What there is by class and by property; the vocabularies that these are of; an example of the chief classes."""
    classes, properties = ask(CLASSES), ask(PROPERTIES)
    for row in classes:
        about = _part("class", row["class"])
        lines.say(base, (term("void:classPartition"), lines.iri(about)))
        lines.say(
            about,
            (term("void:class"), f"<{row['class']}>"),
            (term("void:entities"), integer(int(row["entities"]))),
        )
    for row in properties:
        about = _part("property", row["property"])
        lines.say(base, (term("void:propertyPartition"), lines.iri(about)))
        lines.say(
            about,
            (term("void:property"), f"<{row['property']}>"),
            (term("void:triples"), integer(int(row["triples"]))),
            (term("void:distinctSubjects"), integer(int(row["subjects"]))),
            (term("void:distinctObjects"), integer(int(row["objects"]))),
        )
    used = [row["class"] for row in classes] + [row["property"] for row in properties]
    chief = {iris.ONTOLOGY + name for name in SHOWN}
    examples = [row["example"] for row in classes if row["class"] in chief and row["example"].startswith(base)]
    lines.say(
        base,
        (term("void:classes"), integer(len(classes))),
        (term("void:properties"), integer(len(properties))),
        *((term("void:vocabulary"), f"<{namespace}>") for namespace in sorted({_namespace(one) for one in used})),
        *((term("void:exampleResource"), f"<{one}>") for one in examples),
    )


def _part(by: str, iri: str) -> str:
    """Return the path of the part of the dataset that a class or a property makes."""
    return f"void#{by}={iri.replace('://', '/').replace('#', '%23')}"


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _subsets(lines: Lines, base: str, ask: _Asker) -> None:
    """The graphs that every build has, and all debates' graphs together, each by what it holds."""
    sizes = {iris.relative(row["graph"], base): int(row["triples"]) for row in ask(GRAPHS)}
    for name in (iris.REGISTER_GRAPH, iris.VOCABULARY_GRAPH, iris.PROVENANCE_GRAPH):
        if name in sizes:
            lines.say(base, (term("void:subset"), lines.iri(name)))
            lines.say(name, (TYPE, term("void:Dataset")), (term("void:triples"), integer(sizes[name])))
    for about, title, ending in (
        ("void#stated", "What the record states", False),
        ("void#inferred", "What was worked out", True),
    ):
        counts = [n for g, n in sizes.items() if g.startswith("graph/debate/") and g.endswith("/inferred") is ending]
        lines.say(base, (term("void:subset"), lines.iri(about)))
        lines.say(
            about, (TYPE, term("void:Dataset")), (LABEL, text(title)), (term("void:triples"), integer(sum(counts)))
        )


def _access(lines: Lines, base: str, dumps: Iterable[Dump]) -> None:
    """Where the graph can be asked, and the files that hold it."""
    lines.say(
        "sparql",
        (TYPE, term("dcat:DataService")),
        (LABEL, text("SPARQL 1.1 endpoint")),
        (term("dcterms:title"), text("SPARQL 1.1 endpoint") + "@en"),
        (term("dcat:endpointURL"), lines.iri("sparql")),
        (term("dcat:servesDataset"), f"<{base}>"),
        (term("dcterms:conformsTo"), "<https://www.w3.org/TR/sparql11-protocol/>"),
    )
    for dump in dumps:
        about, checksum = f"dumps/{dump.name}", f"void#checksum={dump.sha256}"
        lines.say(base, (term("dcat:distribution"), lines.iri(about)), (term("void:dataDump"), lines.iri(about)))
        lines.say(about, *_distribution(lines, dump, about, checksum))
        lines.say(
            checksum,
            (TYPE, f"<{SPDX}Checksum>"),
            (f"<{SPDX}algorithm>", f"<{SPDX}checksumAlgorithm_sha256>"),
            (f"<{SPDX}checksumValue>", f'"{dump.sha256}"^^{term("xsd:hexBinary")}'),
        )


def _distribution(lines: Lines, dump: Dump, about: str, checksum: str) -> Iterator[tuple[str, str | None]]:
    yield TYPE, term("dcat:Distribution")
    yield LABEL, text(dump.name)
    yield term("dcterms:title"), text(dump.name)
    yield term("dcterms:license"), LICENCE
    yield term("dcat:downloadURL"), lines.iri(about)
    yield term("dcat:mediaType"), f"<{MEDIA_TYPES}{dump.media_type}>"
    yield term("dcat:byteSize"), f'"{dump.size}"^^{term("xsd:nonNegativeInteger")}'
    yield f"<{SPDX}checksum>", lines.iri(checksum)
