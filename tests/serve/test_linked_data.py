"""Linked data: every IRI of the shipped graph answers at its path, in every form alike, and says something of that IRI."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import FOAF, RDFS
from starlette.requests import Request
from starlette.testclient import TestClient

from kg import iris
from kg.build import build
from kg.export import export
from kg.export.annotations import CONTEXT
from kg.serve.app import Settings, application
from kg.serve.linked.addresses import asked_path
from kg.serve.sparql import RefusalError
from kg.store import CURRENT, Graph, open_graph

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE = iris.BASE
DEBATE = "debate/commons/2017-11-20/regional-organised-crime-units"
FORMS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
SAMPLE = 2003
"""One in so many things of the register and the vocabulary is asked for."""

ANNO = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "AnnotationPage": "as:OrderedCollectionPage",
    "AnnotationCollection": "as:OrderedCollection",
    "identifying": "oa:identifying",
    "highlighting": "oa:highlighting",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
}
"""Of the W3C's context for annotations what ours use, word for word; the tests reach no network."""


@pytest.fixture(scope="module")
def client(seed_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    dumps = tmp_path_factory.mktemp("dumps")
    (dumps / "hansard.nq").write_text("<https://x.org/s> <https://x.org/p> <https://x.org/o> <https://x.org/g> .\n")
    (dumps / "notes.txt").write_text("not a dump")
    with TestClient(application(Settings(seed_path, dumps=dumps))) as client:
        yield client


@pytest.fixture(autouse=True)
def _words_as_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def read(body: str, form: str) -> set[tuple[object, ...]]:
    """Return the triples of a document, as another reader finds them."""
    return set(rdflib.Graph().parse(data=body, format=FORMS[form]))


@pytest.mark.parametrize(
    ("accept", "media_type", "suffix"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html", "html"),
        ("*/*", "text/html", "html"),
        ("text/turtle", "text/turtle", "ttl"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "jsonld"),
        ("application/json", "application/ld+json", "jsonld"),
        ("application/rdf+xml", "application/rdf+xml", "rdf"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.9", "application/rdf+xml", "rdf"),
        ("application/*", "text/html", "html"),
        ("image/png, text/turtle;q=0.1", "text/turtle", "ttl"),
    ],
)
@pytest.mark.parametrize("path", ["/person/1539", f"/{DEBATE}", f"/{DEBATE}/2", "/ontology"])
def test_the_client_chooses_the_form(client: TestClient, path: str, accept: str, media_type: str, suffix: str) -> None:
    answer = client.get(path, headers={"Accept": accept}, follow_redirects=False)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["content-location"] == f"{path}.{suffix}"
    assert "Accept" in answer.headers["vary"]
    assert client.get(f"{path}.{suffix}").content == answer.content


def test_a_suffix_is_the_form(client: TestClient) -> None:
    assert client.get("/void.html").headers["content-type"].startswith("text/html")
    assert client.get("/void.html", headers={"Accept": "text/turtle"}).headers["content-type"].startswith("text/html")


def test_what_nobody_writes_is_not_acceptable(client: TestClient) -> None:
    answer = client.get("/person/1539", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        DEBATE,
        f"{DEBATE}/2",
        f"{DEBATE}/9",
        "person/1539",
        "sitting/commons/2017-11-20",
        "constituency/3422",
        "agency/regional-organised-crime-units",
        "issue/county-lines",
        "place/somerset",
        "party/conservative",
        "graph/register",
        f"graph/{DEBATE}/inferred",
        "ontology",
        "void",
    ],
)
def test_every_form_says_the_same(client: TestClient, path: str) -> None:
    thing = {"void": BASE}.get(path, BASE + path)
    said = {}
    for form in FORMS:
        answer = client.get(f"/{path}.{form}")
        assert answer.status_code == 200, answer.text
        document = rdflib.URIRef(f"{BASE}{path}.{form}")
        triples = read(answer.text, form)
        about = {triple for triple in triples if triple[0] == document}
        assert (document, FOAF.primaryTopic, rdflib.URIRef(thing)) in about
        said[form] = triples - about
    assert said["nt"] == said["ttl"] == said["rdf"] == said["jsonld"]
    assert not any(isinstance(term, rdflib.BNode) for triple in said["nt"] for term in triple)


def test_json_ld_has_its_context_inside_and_the_thing_at_its_root(client: TestClient) -> None:
    said = client.get(f"/{DEBATE}/2.jsonld").json()
    assert said["@context"]["speaker"] == {"@id": "hkg:speaker", "@type": "@id"}
    assert said["id"] == f"{BASE}{DEBATE}/2"
    assert said["attribution"]["status"] == "hkg:Ambiguous"
    assert {"hkg:Mention", "hkg:Figure"} & {str(one["type"]) for one in said["@reverse"]["referenceContext"]}
    assert said["position"] == 2


def test_a_thing_is_described_with_what_matters(client: TestClient, seed_graph: Graph) -> None:
    about = rdflib.Graph().parse(data=client.get("/person/1539.nt").text, format="nt")
    member = rdflib.URIRef("http://www.w3.org/ns/org#member")
    held = {str(one).removeprefix(BASE).partition("/")[0] for one in about.subjects(member, None)}
    assert held == {"seat", "party-membership", "office-holding"}
    debate = rdflib.Graph().parse(data=client.get(f"/{DEBATE}.nt").text, format="nt")
    part_of = rdflib.URIRef(iris.PREFIXES["dcterms"] + "isPartOf")
    parts = set(debate.subjects(part_of, rdflib.URIRef(BASE + DEBATE)))
    assert {rdflib.URIRef(f"{BASE}{DEBATE}/{n}") for n in range(1, 10)} <= parts
    assert all(debate.value(part, RDFS.label) for part in parts)
    stored = {str(q.triple) for q in seed_graph.store.quads_for_pattern(ox.NamedNode(f"{BASE}{DEBATE}/2"), None, None)}
    said = client.get(f"/{DEBATE}/2.nt").text
    assert all(f"{triple} ." in said for triple in stored)


def test_links_between_documents(client: TestClient) -> None:
    page = client.get("/person/1539", headers={"Accept": "text/html"}).headers["link"]
    assert '</person/1539.ttl>; rel="describedby"; type="text/turtle"' in page
    assert '</person/1539.jsonld>; rel="alternate"; type="application/ld+json"' in page
    assert 'rel="license"' in page
    assert f'<{BASE}person/1539>; rel="describes"' in client.get("/person/1539.ttl").headers["link"]


def test_every_iri_of_the_graph_answers(client: TestClient, seed_graph: Graph) -> None:
    documents = defaultdict(set)
    for iri in _iris(seed_graph):
        documents[iri.partition("#")[0].removeprefix(BASE)].add(iri)
    for path, named in documents.items():
        answer = client.get(f"/{path}", headers={"Accept": "application/n-triples"})
        assert answer.status_code == 200, path
        missing = [iri for iri in named if f"<{iri}>" not in answer.text.split("\n", 4)[4]]
        assert not missing
    assert len(documents) > 200


def _iris(graph: Graph) -> Iterator[str]:
    """Yield the IRIs of ours that the graph holds: all of the debate's own, a sample of the others, every kind of them."""
    seen: dict[str, int] = defaultdict(int)
    named = set(graph.graphs())
    whole = {f"{BASE}graph/{name}" for name in ("register", "vocabulary")}
    for name in graph.graphs():
        for quad in graph.quads(name):
            terms = {one.value for one in (quad.subject, quad.predicate, quad.object) if isinstance(one, ox.NamedNode)}
            ours = {iri for iri in terms if iri.startswith(BASE)}
            if name not in whole:
                named |= ours
                continue
            for iri in ours - named:
                kind = iri.removeprefix(BASE).partition("/")[0].partition("#")[0]
                seen[kind] += 1
                if kind == "ontology" or seen[kind] % SAMPLE == 1:
                    named.add(iri)
    return iter(sorted(named))


def test_a_copy_is_not_sent_again(client: TestClient, seed_path: Path) -> None:
    first = client.get("/person/1539.ttl")
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert first.headers["last-modified"] == formatdate(int((seed_path / CURRENT).stat().st_mtime), usegmt=True)
    for etag in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get("/person/1539.ttl", headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get("/person/1539.ttl", headers={"If-None-Match": '"other"'}).status_code == 200
    since = {"If-Modified-Since": first.headers["last-modified"]}
    assert client.get("/person/1539.ttl", headers=since).status_code == 304
    assert client.get("/person/1539.ttl", headers={**since, "If-None-Match": '"other"'}).status_code == 200
    for words in ("Mon, 01 Jan 2001 00:00:00 GMT", "yesterday", "Mon, 99 Jan 99999 00:00:00 GMT"):
        assert client.get("/person/1539.ttl", headers={"If-Modified-Since": words}).status_code == 200
    assert client.get("/person/1539.nt").headers["etag"] != tag


def test_head_is_get_without_the_body(client: TestClient) -> None:
    for path in ("/person/1539", "/ontology", "/void", "/", "/sitemap.xml", "/robots.txt"):
        whole, head = client.get(path), client.head(path)
        assert head.status_code == 200
        assert head.content == b""
        for name in ("content-type", "content-length", "etag", "link", "content-location"):
            assert head.headers.get(name) == whole.headers.get(name), (path, name)


@pytest.mark.parametrize(
    "path", ["/person/0", "/nothing", "/person/1539/", "/person/1539.docx", "/graph/none", "/.ttl", "//"]
)
def test_what_is_not_there_is_said_in_one_line(client: TestClient, path: str) -> None:
    answer = client.get(f"http://testserver{path}")
    assert answer.status_code == 404
    assert len(answer.text.splitlines()) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/person/%00",
        "/person/15%0a39",
        "/person/%ff",
        "/person/%zz",
        "/person/%",
        "/%2e%2e/etc/passwd",
        "/person/..%2f..%2fetc",
        "/" + "a" * 5_000,
        "/" + "%41" * 5_000,
        "/<script>",
        "/person/1539'%22%3E%3Cb%3E",
        "/person/1539%20.%20?x",
        "/%7B%7D%7C%5E%60%5C",
        "/é%C3%A9",
        "/%23char=1,2",
        "/" + "x/" * 900,
    ],
)
def test_odd_paths_are_refused(client: TestClient, path: str) -> None:
    for accept in ("text/html", "text/turtle"):
        answer = client.get(path, headers={"Accept": accept})
        assert answer.status_code in (400, 404)
        assert answer.headers["content-type"].startswith(("text/plain", accept))
        assert len(answer.text.splitlines()) == 1 or "There is nothing here" in answer.text


@pytest.mark.parametrize("raw", [b"/../x", b"/a/./b", b"/a/..", b"/a/%2E%2e/b", b"/..\\x"])
def test_a_path_that_climbs_is_refused(raw: bytes) -> None:
    with pytest.raises(RefusalError, match="climbs"):
        asked_path(Request({"type": "http", "path": "/", "raw_path": raw, "root_path": "", "headers": []}))


def test_a_path_may_be_written_with_escapes(client: TestClient) -> None:
    plain = client.get("/person/1539.nt").text
    assert client.get("/person/%31539.nt").text.split("\n", 4)[4] == plain.split("\n", 4)[4]


def test_only_reading_is_allowed(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/person/1539").status_code == 405


def test_mentions_are_web_annotations(client: TestClient, seed_graph: Graph) -> None:
    answer = client.get(f"/{DEBATE}/2.annotations.jsonld")
    assert answer.headers["content-type"] == f'application/ld+json; profile="{CONTEXT}"'
    said = answer.json()
    assert said["@context"] == CONTEXT
    text = _text(seed_graph, f"{BASE}{DEBATE}/2")
    for one in said["items"]:
        position, quote = one["target"]["selector"]
        begin, end = position["start"], position["end"]
        assert text[begin:end] == quote["exact"]
        assert text[:begin].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
    chosen = client.get(f"/{DEBATE}/2", headers={"Accept": f'application/ld+json; profile="{CONTEXT}"'})
    assert chosen.json() == said
    assert chosen.headers["content-location"] == f"/{DEBATE}/2.annotations.jsonld"
    assert client.get("/person/1539.annotations.jsonld").status_code == 404


def _text(graph: Graph, contribution: str) -> str:
    predicate = ox.NamedNode(iris.PREFIXES["schema"] + "text")
    return next(q.object.value for q in graph.store.quads_for_pattern(ox.NamedNode(contribution), predicate, None))


def test_annotations_are_exported_and_read_back(seed_graph: Graph, tmp_path: Path) -> None:
    export(seed_graph, "web-annotation", tmp_path / "a.jsonld")
    export(seed_graph, "web-annotation", tmp_path / "b.jsonld")
    assert (tmp_path / "a.jsonld").read_bytes() == (tmp_path / "b.jsonld").read_bytes()
    said = json.loads((tmp_path / "a.jsonld").read_text("utf-8"))
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    page = {**said["first"], "@context": ANNO}
    read = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    kind, mention = ox.NamedNode(iris.PREFIXES["rdf"] + "type"), ox.NamedNode(f"{iris.ONTOLOGY}Mention")
    mentions = {q.subject.value for q in seed_graph.store.quads_for_pattern(None, kind, mention)}
    targets = {str(one) for one in read.objects(None, oa.hasTarget)}
    assert targets == mentions
    assert said["total"] == len(mentions) == len(said["first"]["items"])
    means = ox.NamedNode(iris.PREFIXES["itsrdf"] + "taIdentRef")
    meant = {(q.subject.value, q.object.value) for q in seed_graph.store.quads_for_pattern(None, means, None)}
    bodies = {(str(read.value(one, oa.hasTarget)), str(body)) for one, body in read.subject_objects(oa.hasBody)}
    assert bodies == meant


def test_the_ontology_explains_every_term(client: TestClient, seed_graph: Graph) -> None:
    page = client.get("/ontology", headers={"Accept": "text/html"}).text
    stated = {
        q.subject.value for q in seed_graph.quads("graph/vocabulary") if q.subject.value.startswith(iris.ONTOLOGY)
    }
    assert len(stated) > 200
    for iri in stated:
        assert f'id="{iri.removeprefix(iris.ONTOLOGY)}"' in page
    assert page.count("<script") == page.count('<script src="/static/pages.js" defer></script>') == 1
    assert "style=" not in page
    assert client.get("/ontology/0.1.0", headers={"Accept": "text/turtle"}).text == client.get("/ontology.ttl").text
    assert client.get("/ontology/9.9").status_code == 404
    assert 'href="https://spdx.org' not in page
    assert "https://spdx.org/licenses/MIT" in client.get("/ontology.ttl").headers["link"]


@pytest.mark.parametrize("path", ["/void", "/.well-known/void", "/"])
def test_the_dataset_is_described(client: TestClient, seed_graph: Graph, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    about = rdflib.Graph().parse(data=answer.text, format="turtle")
    void, dcat = rdflib.VOID, rdflib.DCAT
    dataset = rdflib.URIRef(BASE)
    triples = {str(quad.triple) for name in seed_graph.graphs() for quad in seed_graph.quads(name)}
    assert int(about.value(dataset, void.triples)) == len(triples)
    assert about.value(dataset, rdflib.DCTERMS.license)
    assert str(about.value(dataset, void.sparqlEndpoint)) == f"{BASE}sparql"
    contributions = list(about.subjects(void["class"], rdflib.URIRef(f"{iris.ONTOLOGY}Contribution")))
    assert [int(about.value(one, void.entities)) for one in contributions] == [9]
    coverage = about.value(dataset, rdflib.DCTERMS.temporal)
    assert str(about.value(coverage, dcat.startDate)) == str(about.value(coverage, dcat.endDate)) == "2017-11-20"
    for example in about.objects(dataset, void.exampleResource):
        assert client.get(str(example).removeprefix(BASE[:-1])).status_code == 200
    dump = rdflib.URIRef(f"{BASE}dumps/hansard.nq")
    assert (dataset, dcat.distribution, dump) in about
    fetched = client.get("/dumps/hansard.nq")
    assert int(about.value(dump, dcat.byteSize)) == len(fetched.content)
    assert client.get("/dumps/notes.txt").status_code == 404
    assert client.get("/dumps/%2e%2e%2fhansard.nq").status_code in (400, 404)


def test_void_is_exported(seed_graph: Graph, tmp_path: Path) -> None:
    from kg.export import Selection

    for selection in (Selection(), Selection(debate="Regional Organised Crime Units")):
        export(seed_graph, "void", tmp_path / "a.ttl", selection)
        about = rdflib.Graph().parse(tmp_path / "a.ttl", format="turtle")
        quads = [str(q.triple) for name in selection.graphs(seed_graph) for q in seed_graph.quads(name)]
        assert int(about.value(rdflib.URIRef(BASE), rdflib.VOID.triples)) == len(set(quads))


def test_crawlers_find_everything(client: TestClient) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text
    index = client.get("/sitemap.xml").text
    parts = [words.partition("</loc>")[0] for words in index.split("<loc>")[1:]]
    pages = [
        words.partition("</loc>")[0]
        for part in parts
        for words in client.get(part.removeprefix("http://testserver")).text.split("<loc>")[1:]
    ]
    assert f"http://testserver/{DEBATE}" in pages
    assert "http://testserver/person/1539" in pages
    assert len(pages) == len(set(pages)) > 10_000
    for page in pages[:: len(pages) // 10]:
        assert client.get(page.removeprefix("http://testserver")).status_code == 200
    for path in ("debates-0", "debates-2", "debates-x", "nothing-1", "debates"):
        assert client.get(f"/sitemap/{path}.xml").status_code == 404


def test_crawlers_are_sent_to_the_public_address(seed_path: Path) -> None:
    with TestClient(application(Settings(seed_path, address="https://x.org/hansard/"))) as client:
        for path in ("/robots.txt", "/sitemap.xml", "/sitemap/debates-1.xml"):
            said = client.get(path, headers={"Host": "elsewhere.example"}).text
            assert "https://x.org/hansard/" in said
            assert "elsewhere.example" not in said


def test_a_plain_page_escapes_what_it_shows(tmp_path: Path) -> None:
    from kg.store import writing

    label = "<script>alert(1)</script>"
    lines = [
        f'<{BASE}person/1> <{RDFS.label}> "{label}" <{BASE}graph/register> .\n',
        f"<{BASE}person/1> <{RDFS.seeAlso}> <javascript:alert(1)> <{BASE}graph/register> .\n",
        f'<{BASE}person/1> <https://x.org/p> "\\u0001" <{BASE}graph/register> .\n',
    ]
    (tmp_path / "a.nq").write_text("".join(lines))
    with writing(tmp_path / "a.kg") as writer:
        writer.load(tmp_path / "a.nq")
    with TestClient(application(Settings(tmp_path / "a.kg", html=None))) as client:
        page = client.get("/person/1").text
        assert page.count("<script") == page.count('<script src="/static/pages.js" defer></script>') == 1
        assert "&lt;script&gt;" in page
        assert 'href="javascript' not in page
        assert client.get("/person/1.ttl").status_code == 200
        assert client.get("/person/1.rdf").status_code == 406
        assert client.get("/ontology").status_code == 404


def test_a_graph_with_another_base_is_served_alike(seed: Path, tmp_path: Path) -> None:
    base = "https://hansard.example.org/data/"
    build([seed], tmp_path / "other.kg", base=base)
    os.utime(tmp_path / "other.kg" / CURRENT, (0, 1_000_000_000))
    with TestClient(application(Settings(tmp_path / "other.kg")), root_path="/hansard") as client:
        answer = client.get(f"/hansard/{DEBATE}/2", headers={"Accept": "text/turtle"})
        assert answer.status_code == 200
        assert answer.headers["content-location"] == f"/hansard/{DEBATE}/2.ttl"
        assert answer.headers["last-modified"] == "Sun, 09 Sep 2001 01:46:40 GMT"
        about = rdflib.Graph().parse(data=answer.text, format="turtle")
        assert about.value(rdflib.URIRef(f"{base}{DEBATE}/2.ttl"), FOAF.primaryTopic) == rdflib.URIRef(
            f"{base}{DEBATE}/2"
        )
        page = client.get(f"/hansard/{DEBATE}/2").text
        assert f'href="/hansard/{DEBATE}"' in page
        assert not re.search(r'(?:href|src|action)="/(?!hansard)', page)
        assert client.get("/hansard/ontology.ttl").status_code == 200
        void = client.get("/hansard/void").text
        assert f"<{base}>" in void
        assert f"{BASE}void" not in void
    with open_graph(tmp_path / "other.kg") as graph:
        assert graph.base == base
