"""Pages for people: each kind of thing has one that says what it should, escapes what Hansard holds, and links to what is there."""

import csv
import html
import io
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient

from kg.build import build
from kg.iris import BASE, PREFIXES
from kg.serve import index, indexing
from kg.serve.app import Settings, application
from kg.serve.pages import PAGES
from kg.serve.pages.words import Span, paragraphs
from kg.store import writing

DEBATE = "debate/commons/2017-11-20/regional-organised-crime-units"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
SCRIPT = "<script>alert(1)</script>"
BREAKS_OUT = "\"'><img src=x onerror=alert(2)>"
EVIL = "javascript:alert(3)"


@pytest.fixture(scope="module")
def client(seed_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("pages") / "hansard.kg"
    shutil.copytree(seed_path, path)
    indexing.build(path, indexing.place(path))
    with TestClient(application(Settings(path)), headers=BROWSER) as client:
        yield client


EXPECTED = {
    "": ("What is said in Parliament", "Latest debates", "Regional Organised Crime Units", "Who raised an issue"),
    "debates": ("20 Nov 2017", "Sittings"),
    DEBATE: (
        "<h1>Regional Organised Crime Units</h1>", "one of 5", "Victoria Atkins", "Brandon Lewis", "Why", "£140 million", "Volume 631",
        'class="m agency" href="/agency/regional-organised-crime-units"',
    ),
    f"{DEBATE}/9": ("300 kg of cocaine", 'id="char=', "What it names, and how that is known", "Before"),
    "sitting/commons/2017-11-20": ("20 November 2017", "1 debate in this graph"),
    "person/1539": ("Ben Wallace", "Seats, parties and offices", "Wyre and Preston North", "May have spoken"),
    "constituency/3293": ("Amber Valley", "Derbyshire Constabulary", "East Midlands", "Members"),
    "agency/regional-organised-crime-units": ("Figures said of it", "300 kg of cocaine", "Claims about it", "Home Office"),
    "agency/national-crime-agency": ("Founded", "7 October 2013", "Serious Organised Crime Agency"),
    "issue/": ("Fields", "Raised most", "county lines"),
    "issue/county-lines": ("City gangs that sell drugs", "drug supply", "<mark>county lines</mark>"),
    "place/somerset": ("Somerset", "Latest words"),
    "office/secretary-of-state-for-the-home-department": ("Amber Rudd", "Holders", "Home Office"),
    "party/conservative": ("Conservative", "Members, the latest first"),
    "seat/1539/2010-05-06": ("What is said of it", "Ben Wallace"),
    "search?q=county+lines": ("issue/county-lines", "<mark>county</mark> <mark>lines</mark>"),
    "time?about=county+lines": ("county lines, by month",),
    "network": ("Who names whom", "/network/references.gexf"),
    "sparql": ("Named queries", "<textarea"),
    "sparql?name=who-raised": ("VALUES ?issue", "Answer", " rows in ", "county lines"),
}  # fmt: skip


@pytest.mark.parametrize("path", EXPECTED)
def test_a_page_says_what_it_should(client: TestClient, path: str) -> None:
    response = client.get(f"/{path}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert [words for words in EXPECTED[path] if words not in html.unescape(response.text)] == []
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_every_pattern_of_pages_is_met() -> None:
    missed = [pattern for pattern, _ in PAGES if not any(re.fullmatch(pattern, path) for path in EXPECTED)]
    assert [one for one in missed if "division" not in one] == []


def test_a_page_stands_without_inline_scripts_or_styles(client: TestClient) -> None:
    for path in EXPECTED:
        page = client.get(f"/{path}").text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page), path
        assert page.count("<h1") == 1, path
        assert '<a class="skip" href="#main">' in page


def test_a_page_has_each_id_once(client: TestClient) -> None:
    for path in EXPECTED:
        ids = re.findall(r'\sid="([^"]+)"', client.get(f"/{path}").text)
        assert len(ids) == len(set(ids)), path


def test_what_is_not_there_is_said_in_words(client: TestClient) -> None:
    for path in ("/nothing", "/person/0", "/issue/no-such-issue", "/debate/commons/2017-11-20/none", "/agency/a%22b"):
        response = client.get(path)
        assert response.status_code == 404, path
        assert "There is nothing here" in response.text


def test_every_link_of_a_crawl_is_answered(client: TestClient) -> None:
    """From the first page, through what the debate links to: pages, exports, queries, data."""
    todo, done = ["/", "/debates", f"/{DEBATE}", f"/{DEBATE}/9", "/agency/regional-organised-crime-units"], set()
    first = len(todo)
    for at, page in enumerate(todo):
        for link in re.findall(r'(?:href|src)="([^"#]+)', client.get(page).text if at < first else ""):
            address = urljoin(page, html.unescape(link))
            if address.startswith("/") and address not in todo:
                todo.append(address)
    for address in todo:
        if not address.startswith("/network/"):
            response = client.get(address)
            done.add(address.partition("?")[0])
            assert response.status_code == 200, address
    assert len(todo) > 100
    assert {f"/{DEBATE}.ttl", "/static/pages.css", "/ontology"} - done <= {"/ontology"}


def test_a_table_exports_what_it_shows(client: TestClient) -> None:
    page = client.get("/agency/regional-organised-crime-units").text
    table = page[page.index("Figures said of it") :]
    address = html.unescape(re.search(r'href="(/sparql\?[^"]+format=csv)"', table)[1])  # type: ignore[index]
    rows = list(csv.DictReader(io.StringIO(client.get(address).text)))
    assert [row["words"] for row in rows] == [
        "£140 million", "300 kg of cocaine", "39 kg of heroin", "65 vulnerable children",
    ]  # fmt: skip
    shown = table[: table.index("</table>")]
    assert all(row["words"] in shown for row in rows)
    query = html.unescape(re.search(r"<code>(.*?)</code>", table, re.DOTALL)[1])  # type: ignore[index]
    assert client.get("/sparql", params={"query": query, "format": "csv"}).text == client.get(address).text


def test_a_wrong_query_is_a_page_that_says_where(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT * { ?s ?p }"})
    assert response.status_code == 400
    assert "the query is wrong" in response.text.lower()
    assert "SELECT * { ?s ?p }" in response.text
    for query in ("INSERT DATA { <a:a> <a:a> 1 }", "SELECT * { SERVICE <http://x.org/> { ?s ?p ?o } }"):
        assert client.get("/sparql", params={"query": query}).status_code == 400


def test_an_answer_of_each_sort_is_shown(client: TestClient) -> None:
    assert ">yes<" in client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).text
    graph = client.get("/sparql", params={"query": f"DESCRIBE <{BASE}issue/county-lines>"}).text
    assert "drug-supply" in graph
    cut = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o }"}).text
    assert "cut at 1000 rows" in cut


def test_programs_are_answered_as_before(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "*/*"})
    assert response.headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize(
    "words", ["*", '"', "AND", "NEAR(", "a:b", "-", '"open', "(", "^x", "\x00", "x" * 5000, "-heroin", "col:*"]
)
def test_no_search_is_wrong(client: TestClient, words: str) -> None:
    assert client.get("/search", params={"q": words, "page": "x"}).status_code == 200


def test_a_search_finds_names_and_words(client: TestClient) -> None:
    assert "constituency/3293" in client.get("/search?q=amber+valley").text
    assert "agency/national-crime-agency" in client.get("/search?q=NCA").text
    words = client.get('/search?q="hare coursing"').text
    assert f"/{DEBATE}/2" in words
    assert f"/{DEBATE}/2" not in client.get("/search?q=coursing+-hare").text


def test_the_index_is_made_once_for_a_state_of_the_graph(seed_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "hansard.kg"
    shutil.copytree(seed_path, path)
    file = indexing.build(path, indexing.place(path))
    made = file.stat().st_mtime_ns
    assert indexing.build(path, file).stat().st_mtime_ns == made
    with writing(path):
        pass
    assert not indexing.is_current(path, file)
    assert index.search(file, "county lines").things[0].iri == f"{BASE}issue/county-lines"


def test_an_index_brought_up_to_date_holds_what_a_new_one_does(seed: Path, tmp_path: Path) -> None:
    pages = Path(__file__).parent.parent / "read" / "pages"
    path, wanted = tmp_path / "hansard.kg", tmp_path / "new.sqlite"
    steps: list[tuple[list[Path], bool]] = [
        ([seed, pages / "statement.txt"], False),
        ([pages / "two-debates.txt"], False),
        ([seed, pages / "two-debates.txt"], True),
    ]
    for sources, withdraw in steps:
        build(sources, path, withdraw=withdraw)
        indexing.build(path, indexing.place(path))
    indexing.build(path, wanted)
    assert rows_of(indexing.place(path)) == rows_of(wanted)
    for words in ("police", "hedgehogs", "flood*", '"county lines"'):
        assert index.search(indexing.place(path), words) == index.search(wanted, words)
    assert index.search(wanted, "hedgehogs").said
    assert not index.search(wanted, "flood defences").said


def test_what_a_killed_maker_of_an_index_left_goes_with_the_next(seed_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "hansard.kg"
    shutil.copytree(seed_path, path)
    to = indexing.place(path)
    work = subprocess.Popen([sys.executable, "-c", STUCK, str(path), str(to)])
    while not (left := list(tmp_path.glob(f"{to.name}.*"))):
        time.sleep(0.01)
    indexing.build(path, to)
    assert list(tmp_path.glob(f"{to.name}.*")) == left
    work.kill()
    work.wait()
    with writing(path):
        pass
    indexing.build(path, to)
    assert list(tmp_path.glob(f"{to.name}.*")) == []


STUCK = """
import sys, time
from pathlib import Path
from kg.serve import indexing
indexing.open_graph = lambda _: time.sleep(600)
indexing.build(Path(sys.argv[1]), Path(sys.argv[2]))
"""
"""Makes an index of a graph, and comes to no end."""


def rows_of(file: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as opened:
        return sorted(opened.execute("SELECT iri, date, title, speaker, text FROM said"))


def test_a_page_that_takes_too_long_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.pages.table.Table.query", property(lambda _: SLOW))
    monkeypatch.setattr("kg.serve.pages.asker.SECONDS", 1.0)
    response = client.get("/agency/national-crime-agency")
    assert response.status_code == 200
    assert "This took too long" in response.text


SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Iterator[TestClient]:
    """A graph whose names, titles, texts and addresses are attacks."""
    folder = tmp_path_factory.mktemp("hostile")
    build([seed], folder / "hansard.kg")
    (folder / "more.nq").write_text(_quads(), "utf-8")
    with writing(folder / "hansard.kg") as writer:
        writer.load(folder / "more.nq")
    with TestClient(application(Settings(folder / "hansard.kg")), headers=BROWSER) as client:
        yield client


EVIL_DEBATE = "debate/commons/2020-01-01/evil"


def _quads() -> str:
    text = f"{SCRIPT} county lines {BREAKS_OUT}"
    words = "county lines"
    begin, end = text.index(words), text.index(words) + len(words)
    statements = {
        EVIL_DEBATE: {
            "rdf:type": ["hkg:Debate"], "dcterms:title": [f'"{SCRIPT}{BREAKS_OUT}'], "dcterms:date": ["2020-01-01"], "hkg:house": ["hkg:Commons"],
            "rdfs:label": [f'"{SCRIPT}{BREAKS_OUT}'], "schema:url": [EVIL], "hkg:volume": [f'"{SCRIPT}'],
            "dcterms:isPartOf": ["sitting/commons/2020-01-01"],
        },
        "sitting/commons/2020-01-01": {"rdf:type": ["hkg:Sitting"], "rdfs:label": [f'"{SCRIPT}, x'], "dcterms:date": ["2020-01-01"], "hkg:house": ["hkg:Commons"]},
        f"{EVIL_DEBATE}/1": {
            "rdf:type": ["hkg:Contribution"], "rdfs:label": [f'"{BREAKS_OUT}'], "schema:position": ["1"], "schema:text": [f'"{text}'],
            "dcterms:isPartOf": [EVIL_DEBATE], "hkg:attribution": [f"{EVIL_DEBATE}/1#speaker"], "hkg:speaker": ["person/evil"],
            "hkg:speakerAsPrinted": [f'"{SCRIPT}'], "schema:url": [EVIL], "hkg:raises": ["issue/evil"], "hkg:mentions": ["issue/evil", "agency/evil"],
        },
        f"{EVIL_DEBATE}/1#speaker": {"hkg:status": ["hkg:Inferred"], "hkg:candidateCount": ["1"], "hkg:rule": ["rule/evil"], "hkg:constraint": [f'"{SCRIPT}']},
        "rule/evil": {"rdfs:label": [f'"{BREAKS_OUT}'], "rdfs:comment": [f'"{SCRIPT}']},
        f"{EVIL_DEBATE}/1#char={begin},{end}": _span(begin, end, words, "hkg:Mention") | {"hkg:kind": ["hkg:Issue"], "itsrdf:taIdentRef": ["issue/evil"], "hkg:status": ["hkg:Stated"], "hkg:rule": ["rule/evil"]},
        f"{EVIL_DEBATE}/1#char=0,8": _span(0, 8, "<script>", "hkg:Figure") | {"hkg:measures": [f'"{BREAKS_OUT}'], "hkg:period": [f'"{SCRIPT}'], "hkg:concerns": ["agency/evil"]},
        "person/evil": {"rdf:type": ["hkg:Person"], "rdfs:label": [f'"{SCRIPT}{BREAKS_OUT}'], "schema:sameAs": [EVIL]},
        "issue/evil": {"rdf:type": ["hkg:Issue"], "rdfs:label": [f'"{SCRIPT}{BREAKS_OUT}'], "skos:altLabel": [f'"{SCRIPT}'], "skos:scopeNote": [f'"{BREAKS_OUT}'], "skos:exactMatch": [EVIL]},
        "agency/evil": {"rdf:type": ["hkg:Agency"], "rdfs:label": [f'"{SCRIPT}{BREAKS_OUT}'], "schema:sameAs": [EVIL, "data:text/html,x"]},
    }  # fmt: skip
    return "".join(
        f"<{BASE}{subject}> {_term(relation)} {_term(value)} <{BASE}graph/{EVIL_DEBATE}> .\n"
        for subject, said in statements.items()
        for relation, values in said.items()
        for value in values
    )


def _span(begin: int, end: int, words: str, kind: str) -> dict[str, list[str]]:
    return {
        "rdf:type": [kind], "nif:beginIndex": [str(begin)], "nif:endIndex": [str(end)], "nif:anchorOf": [f'"{words}'],
        "rdfs:label": [f'"{words}'], "nif:referenceContext": [f"{EVIL_DEBATE}/1"],
    }  # fmt: skip


def _term(value: str) -> str:
    prefix, colon, rest = value.partition(":")
    if value.startswith('"'):
        escaped = value[1:].replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if re.fullmatch(r"\d+", value):
        return f'"{value}"^^<{PREFIXES["xsd"]}integer>'
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return f'"{value}"^^<{PREFIXES["xsd"]}date>'
    if colon and prefix in PREFIXES:
        return f"<{PREFIXES[prefix]}{rest}>"
    return f"<{value}>" if colon else f"<{BASE}{value}>"


HOSTILE = (
    "", "debates", EVIL_DEBATE, f"{EVIL_DEBATE}/1", "sitting/commons/2020-01-01", "person/evil", "issue/evil", "agency/evil", "rule/evil",
    "search?q=script", "search?q=alert", f"search?q={SCRIPT}", "issue/county-lines", "time?about=issue/evil", f"time?about={BREAKS_OUT}",
    f"sparql?query={SCRIPT}</textarea>{BREAKS_OUT}", "sparql?query=SELECT * { ?s rdfs:label ?o } ORDER BY ?o", f"sparql?name={SCRIPT}",
    f"sparql?name=who-raised&issue={BREAKS_OUT}", "sparql?name=who-raised&issue=issue/evil", "agency/<script>alert(1)</script>",
)  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
def test_nothing_that_hansard_may_hold_gets_out_of_its_place(hostile: TestClient, path: str) -> None:
    response = hostile.get(f"/{path}")
    assert response.status_code in (200, 400, 404)
    page = Elements()
    page.feed(response.text)
    names = {name for name, _ in page.found}
    assert not names & {"img", "iframe", "object", "embed", "base", "style"}
    for name, attributes in page.found:
        assert name != "script" or attributes == {"src": "/static/pages.js", "defer": None}
        assert not [attribute for attribute in attributes if attribute.startswith("on") or attribute == "style"]
        for attribute in ("href", "src", "action"):
            assert re.match(r"https?://|/(?!/)|#", attributes.get(attribute) or "/"), attributes


class Elements(HTMLParser):
    """The elements of a page as a browser makes them out, each with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_attacks_are_shown_as_words(hostile: TestClient) -> None:
    page = hostile.get(f"/{EVIL_DEBATE}").text
    assert SCRIPT in html.unescape(page)
    assert '<a class="m issue" href="/issue/evil"' in page


def test_marks_within_and_across_each_other_keep_the_words() -> None:
    text = "my hon. Friend the Member for Colchester (Will Quince)"
    spans = [
        Span(0, 54, "person", "/person/1"), Span(30, 40, "constituency", "/constituency/2"), Span(42, 53, "person", "/person/1"),
        Span(26, 34, "place", "/place/3"), Span(30, 40, "place", None), Span(60, 70, "issue", "/no"), Span(5, 5, "issue", "/no"),
    ]  # fmt: skip
    made = str(paragraphs(text, spans)[0])
    assert re.sub("<[^>]+>", "", made) == text
    assert "/no" not in made
    for part in re.findall(r"<a [^>]*>(.*?)</a>", made):
        assert "<a" not in part


@pytest.mark.samples
def test_a_division_says_who_voted_how(samples: Path, tmp_path: Path) -> None:
    day = next((samples / "hansard").rglob("debates2016-05-09b.xml"), None)
    if day is None:
        pytest.skip("no debates2016-05-09b.xml among the samples")
    build([day], tmp_path / "day.kg")
    with TestClient(application(Settings(tmp_path / "day.kg")), headers=BROWSER) as client:
        page = client.get("/debate/commons/2016-05-09/planning-obligations-and-affordable-housing/division/1").text
        assert "Ayes 292, noes 205" in page
        assert "/party/labour" in page
        assert "teller" in page
