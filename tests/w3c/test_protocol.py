"""The W3C tests of the SPARQL 1.1 Protocol and of Service Description, asked of the application over HTTP."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import Namespace
from rdflib.collection import Collection
from rdflib.term import Node
from starlette.testclient import TestClient

from kg.serve.app import Settings, application
from kg.store import writing
from tests.conftest import SAMPLES
from tests.w3c.manifest import MF, SUITE, Case, cases, excluded

FOLDER = SAMPLES / "w3c/sparql/sparql11"
HTTP, CONTENT = Namespace("http://www.w3.org/2011/http#"), Namespace("http://www.w3.org/2011/content#")
SD = "http://www.w3.org/ns/sparql-service-description#"
DATA = "http://kasei.us/2009/09/sparql/data/"
"""Where the requests of the suite believe its data to lie."""
FORMATS = {
    "boolean": "application/sparql-results+json",
    "tabular": "application/sparql-results+json",
    "RDF": "text/turtle; charset=utf-8",
}

CASES = [case for case in cases(FOLDER) if case.kind in ("ProtocolTest", "ServiceDescriptionTest")]
pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not CASES, reason=f"no W3C suite at {FOLDER}: set HANSARD_SAMPLES to the folder that holds w3c"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the application over the data of the suite; of data0, which the suite lacks, a triple is made up."""
    path = tmp_path_factory.mktemp("w3c") / "data.kg"
    with writing(path) as writer:
        for number in (1, 2, 3):
            name = ox.NamedNode(f"{DATA}data{number}.rdf")
            writer.store.load(path=FOLDER / f"protocol/data{number}.nt", to_graph=name)
        nothing = ox.NamedNode(f"{DATA}data0.rdf")
        writer.store.add(ox.Quad(nothing, nothing, nothing, nothing))
    with TestClient(application(Settings(path))) as client:
        yield client


@pytest.fixture(scope="module")
def manifest() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "protocol/manifest.ttl", publicID=f"{SUITE}protocol/manifest")


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.kind == "ProtocolTest" and case.iri not in excluded()],
    ids=lambda case: case.id,
)
def test_protocol(case: Case, client: TestClient, manifest: rdflib.Graph) -> None:
    action = manifest.value(rdflib.URIRef(case.iri), MF.action)
    requests = list(Collection(manifest, manifest.value(action, HTTP.requests)))
    assert requests
    for request in requests:
        ask(request, client, manifest)


def ask(request: Node, client: TestClient, manifest: rdflib.Graph) -> None:
    """Send a request, and hold the response against what is expected of it."""
    body = manifest.value(request, HTTP.body)
    said = b"" if body is None else _encoded(body, manifest)
    headers = Collection(manifest, manifest.value(request, HTTP.headers, default=rdflib.RDF.nil))
    response = client.request(
        str(manifest.value(request, HTTP.methodName)),
        str(manifest.value(request, HTTP.absolutePath)).replace("/sparql/", "/sparql", 1),
        headers={
            str(manifest.value(one, HTTP.fieldName)): str(manifest.value(one, HTTP.fieldValue)) for one in headers
        },
        content=said,
    )
    wanted = manifest.value(request, HTTP.resp)
    classes = {str(one)[-3] for one in manifest.objects(wanted, MF.expectedStatus)}
    assert str(response.status_code)[0] in classes, response.text
    form = manifest.value(wanted, MF.expectedFormat)
    assert form is None or response.headers["content-type"] == FORMATS[str(form)]
    boolean = manifest.value(wanted, MF.expectedBoolean)
    assert boolean is None or response.json()["boolean"] is boolean.toPython()


def _encoded(body: Node, manifest: rdflib.Graph) -> bytes:
    encoding = manifest.value(body, CONTENT.characterEncoding)
    return str(manifest.value(body, CONTENT.chars)).encode(str(encoding))


def described(client: TestClient) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).text, format="turtle")


def test_returns_rdf(client: TestClient) -> None:
    assert len(described(client)) > 0


def test_has_endpoint_triple(client: TestClient) -> None:
    assert list(described(client).objects(None, rdflib.URIRef(f"{SD}endpoint"))) == [
        rdflib.URIRef(f"{client.base_url}/sparql")
    ]


def test_conforms_to_schema(client: TestClient) -> None:
    """What the vocabulary demands of a service: its class, one endpoint, and resources where the ranges are classes."""
    graph = described(client)
    [service] = graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SD}Service"))
    for name in ("endpoint", "supportedLanguage", "resultFormat", "feature", "defaultDataset"):
        assert all(
            isinstance(one, rdflib.URIRef | rdflib.BNode)
            for one in graph.objects(service, rdflib.URIRef(f"{SD}{name}"))
        )
    assert list(graph.objects(service, rdflib.URIRef(f"{SD}supportedLanguage"))) == [
        rdflib.URIRef(f"{SD}SPARQL11Query")
    ]
