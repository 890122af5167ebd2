"""A crawl from / dereferences what it meets: every IRI under the base, in pages and in Turtle, as linked data promises it."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pyoxigraph as ox
import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from kg import iris
from kg.build import build
from kg.serve.app import Settings, application
from tests.conftest import MOMENT

BASE = iris.BASE
TOPIC = ox.NamedNode("http://xmlns.com/foaf/0.1/primaryTopic")
RDF = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}
HTML = "text/html"
DOCUMENT = re.compile(r"\.(?:ttl|nt|jsonld|rdf|html|xml|txt)$")
ELSEWHERE = {
    "": ("void", ""),
    "void": ("void", ""),
    ".well-known/void": ("void", ""),
    "ontology/0.1.0": ("ontology", "ontology"),
}
"""Paths whose document is another's: which, and the path of what that is of."""
PAGES = ("debates", "dumps", "health", "network", "openapi.json", "search", "sitemap", "sparql", "static", "time")
"""What has an address and is no thing: an answer is all that it owes."""

REAL = "hansard/twfy-2009/debates/debates2009-10-27b.xml"
"""A small part of a day of the Commons."""

EVERY = 2
"""Of each kind of thing, the first that are met are asked for; the first of all in every form, with its validators and its HEAD."""


class Links(HTMLParser):
    """The addresses that a page links to, or loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value]


@dataclass
class Crawl:
    client: TestClient
    every: int = EVERY
    wholly: bool = True
    met: dict[str, set[str]] = field(default_factory=dict)
    waiting: deque[str] = field(default_factory=deque)
    kinds: Counter[str] = field(default_factory=Counter)
    forms: set[tuple[str, str]] = field(default_factory=set)
    asked: int = 0

    def meet(self, iri: str) -> None:
        """Note an IRI; its document is asked for where it is among the first of its kind."""
        if not iri.startswith(BASE):
            return
        document, fragment = urldefrag(iri)
        path = document.removeprefix(BASE)
        if path not in self.met:
            self.met[path] = set()
            self.kinds[kind_of(path)] += 1
            if self.kinds[kind_of(path)] <= self.every:
                self.waiting.append(path)
        if fragment:
            self.met[path].add(iri)

    def run(self) -> None:
        self.meet(BASE)
        while self.waiting:
            path = self.waiting.popleft()
            first = path.partition("/")[0].partition("?")[0].partition(".")[0]
            if first in PAGES or DOCUMENT.search(path):
                self.page(path)
            else:
                self.thing(path)

    def page(self, path: str) -> None:
        answer = self.client.get(f"/{path}", headers={"Accept": HTML})
        self.asked += 1
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith(HTML) and not path.startswith("network/"):
            self.follow(path, answer.text)

    def thing(self, path: str) -> None:
        kind = kind_of(path)
        for form in (*RDF, "html"):
            wholly = self.wholly and (kind, form) not in self.forms
            if not wholly and form not in ("ttl", "html"):
                continue
            self.forms.add((kind, form))
            self.document(path, form, wholly)

    def document(self, path: str, form: str, wholly: bool) -> None:
        accept = {"Accept": HTML if form == "html" else RDF[form][0]}
        answer = self.client.get(f"/{path}", headers=accept)
        self.asked += 1
        assert answer.status_code == 200, (path, form, answer.text[:200])
        assert answer.headers["content-type"].startswith(accept["Accept"]), path
        assert "Accept" in answer.headers["vary"]
        where = answer.headers["content-location"]
        assert where == f"/{ELSEWHERE.get(path, (path, path))[0]}.{form}"
        if form == "html":
            self.follow(path, answer.text)
        else:
            self.read(path, where, form, answer.content)
        if wholly and form in ("ttl", "html"):
            self.validators(path, accept, answer)

    def validators(self, path: str, accept: dict[str, str], answer: Response) -> None:
        """Ask for what is known already, and for the headers alone."""
        again = self.client.get(f"/{path}", headers={**accept, "If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == answer.headers["etag"]
        head = self.client.head(f"/{path}", headers=accept)
        assert (head.status_code, head.content, dict(head.headers)) == (200, b"", dict(answer.headers))
        self.asked += 2

    def follow(self, path: str, page: str) -> None:
        for link in Links(page).found:
            here = urljoin(BASE, link.removeprefix("/")) if link.startswith("/") else urljoin(BASE + path, link)
            self.meet(urldefrag(here)[0])

    def read(self, path: str, where: str, form: str, body: bytes) -> None:
        """Hold a document to what it is: of the thing, about which it says something, and about all met that lies in it."""
        triples = [quad.triple for quad in ox.parse(body, format=RDF[form][1])]
        document, thing = ox.NamedNode(BASE + where[1:]), ox.NamedNode(BASE + ELSEWHERE.get(path, (path, path))[1])
        said = [triple for triple in triples if triple.subject != document]
        assert [one.object for one in triples if one.subject == document and one.predicate == TOPIC] == [thing]
        assert any(thing in (one.subject, one.object) for one in said), path
        terms = {term.value for one in said for term in (one.subject, one.object) if isinstance(term, ox.NamedNode)}
        assert self.met[path] <= terms, (path, self.met[path] - terms)
        for term in sorted(terms | {one.predicate.value for one in said}):
            self.meet(term)


def kind_of(path: str) -> str:
    """Return the kind of thing at a path: its first part, what follows it in a debate or a graph, and the form it names.

    >>> kind_of("debate/commons/2017-11-20/x/2"), kind_of("person/1539.ttl"), kind_of("graph/debate/commons/2017-11-20/x")
    ('debate/n', 'ttl', 'graph/debate')
    """
    bare, _, query = path.partition("?")
    if DOCUMENT.search(bare) and not bare.startswith(PAGES):
        return bare.rpartition(".")[2]
    parts = bare.split("/")
    kind = parts[0]
    if kind == "graph":
        kind += f"/{parts[1]}" + ("/inferred" if parts[-1] == "inferred" else "")
    if kind == "debate":
        kind += "".join(f"/{'n' if part.isdigit() else part}" for part in parts[4:])
    return kind + ("?" if query else "")


THINGS = {
    "", "sitting", "debate", "debate/n", "person", "seat", "party-membership", "office-holding", "constituency", "party", "office",
    "agency", "issue", "place", "graph/register", "graph/vocabulary", "graph/provenance", "graph/debate", "graph/debate/inferred",
    "ontology",
}  # fmt: skip
"""Every kind that the graph of the shipped debate has."""


def crawled(path: Path, every: int = EVERY, wholly: bool = True) -> Crawl:
    with TestClient(application(Settings(path))) as client:
        crawl = Crawl(client, every, wholly)
        crawl.run()
    return crawl


def test_every_iri_met_is_dereferenced(seed_path: Path) -> None:
    crawl = crawled(seed_path)
    assert set(crawl.kinds) >= THINGS
    assert crawl.forms >= {(kind, form) for kind in THINGS for form in (*RDF, "html")}


@pytest.mark.samples
def test_every_iri_of_a_real_day_that_is_met_is_dereferenced(samples: Path, tmp_path: Path) -> None:
    build([samples / REAL], tmp_path / "day.kg", generated=MOMENT)
    crawl = crawled(tmp_path / "day.kg", every=1, wholly=False)
    assert set(crawl.kinds) >= THINGS
