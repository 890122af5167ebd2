"""Strings that are out to run, planted in what Hansard and a vocabulary may hold, opened in a browser: nothing runs or is fetched."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape, quoteattr

import httpx2 as httpx
import pytest

from kg.build import build
from kg.iris import BASE
from kg.store import open_graph
from tests.chromium import Page
from tests.serve.conftest import serving

RUNS = "planted=1;alert(1)"
AWAY = "//planted.invalid/"
ATTACKS = (
    f"<script>{RUNS}</script>",
    f"\"><img src={AWAY}a onerror='{RUNS}'>",
    f"' onmouseover='{RUNS}' autofocus onfocus='{RUNS}",
    f"<svg/onload={RUNS}><animate onbegin={RUNS} attributeName=x dur=1s>",
    f"javascript:{RUNS}",
    f"</script><script>{RUNS}</script>",
    f"</title></textarea></style></pre><script src={AWAY}b.js></script>",
    f"<!--<script>{RUNS}//--></!-->",
    f"]]><iframe srcdoc='<script>{RUNS}</script>'></iframe>",
    f"<meta http-equiv=refresh content='0;url=http:{AWAY}'><base href={AWAY}>",
    f"<link rel=stylesheet href={AWAY}c.css><style>*{{background:url({AWAY}d)}}</style>",
    f"<form action={AWAY}><button autofocus>x</button></form><object data={AWAY}e>",
    "{{ 7 * 7 }}{% raw %}${7*7}#{7*7}<%= 7*7 %>{{constructor.constructor('planted=1')()}}",
    f"\\u003cscript\\u003e{RUNS}\\u003c/script\\u003e &lt;script&gt;{RUNS}&lt;/script&gt;",
    f"a\u2028{RUNS}\u2029b\u0085c",
    "\u202egpj.exe\u2066abc\u2069\u200f\u200b\ufeff",
    f'=HYPERLINK("http:{AWAY}","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
)
FORMULAS = ATTACKS[-5:]
PLANTED = "SELECT ?thing ?label { ?thing a hkg:Issue ; rdfs:label ?label FILTER(CONTAINS(STR(?thing), 'planted')) }"
DAY = "2019-04-01"
BY_LETTER = [(chr(ord("a") + number), attack) for number, attack in enumerate(ATTACKS)]


def document() -> str:
    """Return a day in TheyWorkForYou's XML: each attack is in a title, a speaker's name, words, a voter, an address."""
    at, parts = f"uk.org.publicwhip/debate/{DAY}a", []
    for number, (letter, attack) in enumerate(BY_LETTER, 1):
        if number % 3 == 1:
            title = " ".join(ATTACKS[number - 1 : number + 2])
            parts.append(f'<major-heading id="{at}.{number}.0">{escape(title)}</major-heading>')
        words = f"Planted Body {letter.upper()} says of planted matter {letter}: {attack} It cost £{number} million."
        parts.append(
            f'<speech id="{at}.{number}.1" speakername={quoteattr(attack)} person_id="uk.org.publicwhip/person/{number}" '
            f'url="javascript:{RUNS}"><p>{escape(words)}</p></speech>'
        )
    voters = "".join(
        f'<mpname id="uk.org.publicwhip/member/{number}" vote="aye">{escape(attack)}</mpname>'
        for number, attack in enumerate(ATTACKS, 1)
    )
    parts.append(
        f'<division id="{at}.99.1" divnumber="1" colnum="9"><divisioncount ayes="{len(ATTACKS)}" noes="0"/>'
        f'<mplist vote="aye">{voters}</mplist></division>'
    )
    return f"<publicwhip>{''.join(parts)}</publicwhip>"


def vocabulary() -> str:
    """Return issues and bodies whose labels and notes are attacks; some IRIs are attacks as well."""
    said = [
        "@prefix hkg: <https://w3id.org/hansard-kg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix schema: <https://schema.org/> .",
    ]
    for letter, attack in BY_LETTER:
        label = '"' + attack.replace("\\", "\\\\").replace('"', '\\"') + '"@en'
        issue = f"javascript:{RUNS}" if letter == "e" else f"{BASE}issue/planted-{letter}');{RUNS}//"
        said.append(
            f'<{issue}> a hkg:Issue ; skos:prefLabel {label} ; skos:altLabel "planted matter {letter}"@en ; skos:scopeNote {label} ; '
            f"skos:exactMatch <javascript:{RUNS}> .\n<{BASE}agency/planted-{letter}> a hkg:Agency ; skos:prefLabel {label} ; "
            f'skos:altLabel "Planted Body {letter.upper()}"@en ; schema:sameAs <javascript:{RUNS}>, <data:text/html,x> .'
        )
    return "\n".join(said)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    (folder / "day.xml").write_text(document(), "utf-8")
    (folder / "own.ttl").write_text(vocabulary(), "utf-8")
    report = build([folder / "day.xml"], folder / "hansard.kg", vocabulary=(folder / "own.ttl",))
    assert report.failures == ()
    return folder / "hansard.kg"


@pytest.fixture(scope="module")
def address(graph: Path) -> Iterator[str]:
    with serving(graph) as address:
        yield address


def rows(address: str, query: str) -> list[dict[str, str]]:
    """Return the rows of an answer as CSV has them."""
    said = httpx.get(f"{address}sparql?" + urlencode({"query": query, "format": "csv"})).content.decode()
    return list(csv.DictReader(io.StringIO(said, newline="")))


def pages(address: str) -> list[str]:
    """Return the paths of every kind of page that shows what was planted."""
    found = rows(
        address,
        "SELECT ?thing { VALUES ?kind { hkg:Debate hkg:Sitting hkg:Division } ?thing a ?kind } ORDER BY ?thing",
    )
    things = [row["thing"].removeprefix(BASE) for row in found]
    debates = [path for path in things if path.startswith("debate/") and "/division/" not in path]
    attack = quote(ATTACKS[1])
    labels = urlencode({"query": PLANTED})
    described = urlencode({"query": f"DESCRIBE <{BASE}agency/planted-b>"})
    return [
        "", "debates", *things, f"{debates[0]}/1", f"{debates[1]}/2", "issue/", f"issue/planted-b');{RUNS}//", "agency/planted-a",
        "agency/planted-f", "agency/planted-f.html", "search?q=planted", f"search?q={attack}", f"time?about={attack}", "time?about=agency/planted-a",
        f"sparql?query={attack}", f"sparql?{labels}", f"sparql?{described}", f"sparql?name=who-raised&issue={attack}",
        "network/agency-issue.html", f"nothing/{attack}", "ontology",
    ]  # fmt: skip


def test_nothing_planted_runs_or_is_fetched(browser: Page, address: str) -> None:
    visited = pages(address)
    assert len(visited) > 25
    for number, path in enumerate(visited):
        browser.complaints.clear()
        browser.asked.clear()
        browser.visit(address + path, dark=bool(number % 2))
        assert browser.run("typeof planted") == "undefined", path
        assert [one for one in browser.asked if not one.startswith((address, "data:"))] == [], path
        assert [one for one in browser.complaints if "status of 40" not in one] == [], path
        assert not browser.run(
            "document.querySelector('img, iframe, object, base, style, meta[http-equiv=refresh], svg animate')"
        ) or (path.startswith("network/")), path
        links = browser.run(
            "[...document.querySelectorAll('a[href], form[action]')].map((one) => one.href || one.action)"
        )
        assert all(one.startswith(("http://", "https://")) for one in links), path


def test_the_words_are_there_as_words(browser: Page, address: str) -> None:
    browser.visit(f"{address}debates")
    text = browser.run("document.querySelector('main').textContent")
    assert [attack for attack in ATTACKS[:14] if " ".join(attack.split()) not in text] == []
    browser.visit(f"{address}sparql?" + urlencode({"query": PLANTED}))
    cells = browser.run("[...document.querySelectorAll('td')].map((one) => one.textContent)")
    assert set(ATTACKS) <= set(cells)


def test_the_network_shows_them_too(browser: Page, address: str) -> None:
    browser.complaints.clear()
    browser.visit(f"{address}network/agency-issue.html")
    browser.wait("document.querySelectorAll('.neighbour').length > 0")
    for place in (1, 3):
        browser.click(f"#panel li:nth-child({place}) .neighbour")
        browser.wait("document.documentElement.classList.contains('chosen')")
        browser.click("#panel li .neighbour")
        browser.wait("document.querySelectorAll('#panel blockquote').length > 0")
        browser.click("#close")
        browser.wait("!document.documentElement.classList.contains('chosen')")
    assert browser.run("typeof planted") == "undefined"
    assert browser.complaints == []


def test_a_page_that_escapes_nothing_is_noticed(browser: Page, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<!doctype html><title>x</title>{ATTACKS[0]}<p>{ATTACKS[1]}", "utf-8")
    browser.complaints.clear()
    browser.asked.clear()
    browser.open(tmp_path / "page.html")
    assert browser.run("planted") == 1
    assert "dialog: 1" in browser.complaints
    assert any("planted.invalid" in one for one in browser.asked)


def test_a_cell_of_csv_is_the_value_itself(address: str, graph: Path) -> None:
    """A formula stays what was said; a reader of spreadsheets imports it as text (docs/pages.md)."""
    labels = {row["label"] for row in rows(address, PLANTED)}
    assert set(FORMULAS) <= labels
    with open_graph(graph) as opened:
        assert len(opened) > 0


def test_answers_cannot_be_taken_for_pages(address: str) -> None:
    for form, kind in (
        ("csv", "text/csv"),
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
    ):
        query = urlencode({"query": PLANTED, "format": form})
        answer = httpx.get(f"{address}sparql?{query}")
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
