"""The page of a network: the same bytes each time, labels that stay data, and a browser that finds its way to the words."""

import json
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from lxml import html

from kg.errors import GraphError
from kg.network import network, of_graph
from kg.network.layout import positions
from kg.network.page import page, write_page
from kg.network.page.data import strongest
from kg.network.page.groups import groups
from kg.network.words import Said, excerpt, words
from kg.store import Graph
from tests.chromium import Page

HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(1)//",
    "\"'><svg onload=alert(1)>&amp;",
    "مجلس العموم \u202eשלום",
    "🏛️ \u2028 {{script}} \x07 ]]>",
    "javascript:alert(1)",
)


def hostile() -> tuple["nx.Graph[str]", dict[tuple[str, str], list[Said]]]:
    """Return a network whose labels, attributes and words are all out to break the page."""
    made: nx.Graph[str] = nx.DiGraph(name=HOSTILE[0], title=HOSTILE[0], weight="count", left_out=0)
    days = {"first": "2016-05-09", "last": "2016-05-11"}
    for number, label in enumerate(HOSTILE):
        made.add_node(f"person/{number}{label}", label=label, kind="Person", party=label, seat=label, **days)
    ends = list(made)
    said = {}
    for one, other in pairwise(ends):
        made.add_edge(one, other, weight=2, count=2, days="2016-05-09 2016-05-11", contributions="", **days)
        text = HOSTILE[0]
        said[one, other] = [Said("unit", text, "2016-05-09", text, "javascript:alert(1)", (text, text, text))]
    return made, said


@pytest.fixture
def seed_page(seed_graph: Graph, tmp_path: Path) -> Path:
    page(of_graph(seed_graph), network(seed_graph, "agency-issue"), tmp_path / "page.html")
    return tmp_path / "page.html"


def data_of(path: Path) -> dict[str, list[object]]:
    (held,) = html.fromstring(path.read_bytes()).xpath("//script[@id='data']/text()")
    found: dict[str, list[object]] = json.loads(held)
    return found


def test_equal_networks_give_equal_bytes(seed_graph: Graph, seed_page: Path, tmp_path: Path) -> None:
    page(of_graph(seed_graph), network(seed_graph, "agency-issue"), tmp_path / "again.html")
    assert seed_page.read_bytes() == (tmp_path / "again.html").read_bytes()


def test_the_page_asks_for_nothing(seed_page: Path) -> None:
    read = html.fromstring(seed_page.read_bytes())
    policy = read.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert not read.xpath("//*[@src] | //link | //*[@style] | //@*[starts-with(name(), 'on')]")


def test_the_table_stands_without_a_script(seed_graph: Graph, seed_page: Path) -> None:
    made = network(seed_graph, "agency-issue")
    rows = html.fromstring(seed_page.read_bytes()).xpath("//tbody/tr")
    assert len(rows) == made.number_of_edges()
    heaviest = max(made.edges.data("weight"), key=lambda edge: edge[2])[2]
    assert rows[0].xpath("string(td[3])") == str(heaviest)
    assert rows[0].xpath(".//mark")


def test_hostile_labels_stay_data(tmp_path: Path) -> None:
    made, said = hostile()
    write_page(made, tmp_path / "page.html", said)
    read = html.fromstring((tmp_path / "page.html").read_bytes())
    assert not read.xpath("//img | //svg | //*[@onerror or @onload] | //a[contains(@href, 'javascript')]")
    assert len(read.xpath("//script")) == 2
    assert {node[1] for node in data_of(tmp_path / "page.html")["nodes"]} == set(HOSTILE)  # type: ignore[index]


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    with pytest.raises(GraphError):
        write_page(*hostile()[:1], tmp_path / "none" / "page.html", {})


def test_no_more_than_the_strongest_are_shown(tmp_path: Path) -> None:
    made: nx.Graph[str] = nx.Graph()
    for number, (one, other, weight) in enumerate((("a", "b", 1), ("c", "d", 3), ("d", "e", 2), ("a", "e", 2))):
        made.add_edge(one, other, weight=weight, number=number)
    assert set(strongest(made, nodes=3).edges) == {("c", "d"), ("d", "e")}
    assert set(strongest(made, edges=1)) == {"c", "d"}


def test_nodes_stand_apart_and_equally(seed_graph: Graph) -> None:
    made = network(seed_graph, "agency-issue")
    places = positions(made)
    assert places == positions(made)
    assert len(set(places.values())) == len(made)
    assert positions(nx.Graph()) == {}


def test_things_of_one_kind_are_grouped_by_community(seed_graph: Graph) -> None:
    found, of = groups(network(seed_graph, "issue-issue"))
    assert all(group.name.startswith("around ") for group in found)
    assert set(of.values()) == set(range(len(found)))


def test_words_are_around_the_names_of_both_ends(seed_graph: Graph) -> None:
    made = network(seed_graph, "agency-issue")
    found = words(of_graph(seed_graph), made)
    one = found["agency/regional-organised-crime-units", "issue/county-lines"][0]
    assert one.unit == "debate/commons/2017-11-20/regional-organised-crime-units/6"
    assert (one.debate, one.day) == ("Regional Organised Crime Units", "2017-11-20")
    assert one.pieces[1::2] == ("county lines", "regional organised crime units")
    assert all(len(said) == edge[2] for edge in made.edges.data("count") if (said := found[edge[:2]]) and edge[2] <= 5)


def test_an_excerpt_is_cut_between_words() -> None:
    text = "word " * 100 + "Minister" + " word" * 100
    pieces = excerpt(text, [(500, 508)])
    assert pieces[1] == "Minister"
    assert pieces[0].startswith("…word ")
    assert pieces[2].endswith(" word…")
    assert 190 < len("".join(pieces)) < 220
    assert excerpt("short", ()) == ("short",)


def test_in_a_browser_a_name_leads_to_the_words(browser: Page, seed_page: Path) -> None:
    browser.open(seed_page)
    browser.press("/")
    browser.wait("document.activeElement.id === 'search'")
    browser.type("regional org")
    browser.wait("document.querySelectorAll('#hits li').length === 1")
    browser.click("#hits li")
    browser.wait("document.querySelector('#panel h2').textContent === 'regional organised crime units'")
    number = browser.run(
        "[...document.querySelectorAll('.neighbour')].findIndex((one) => one.textContent.startsWith('county lines'))"
    )
    browser.click(f"#panel li:nth-child({number + 1}) .neighbour")
    browser.wait("document.querySelectorAll('#panel blockquote mark').length > 1")
    assert "county lines" in browser.run("document.querySelector('#panel blockquote').textContent")
    assert "to=issue%2Fcounty-lines" in browser.run("location.hash")
    browser.press("Escape")
    browser.wait("!document.documentElement.classList.contains('chosen')")
    assert not browser.complaints


def test_in_a_browser_a_node_is_chosen_on_the_picture(browser: Page, seed_page: Path) -> None:
    browser.open(seed_page, fragment="#node=agency%2Fregional-organised-crime-units")
    browser.wait("document.querySelector('#panel h2')?.textContent === 'regional organised crime units'")
    browser.click("#close")
    browser.wait("!document.documentElement.classList.contains('chosen')")
    x, y = browser.run(
        "(() => { const box = document.getElementById('stage').getBoundingClientRect();"
        "return [box.left + box.width / 2, box.top + box.height / 2]; })()"
    )
    browser.click_at(x, y)
    browser.wait("document.querySelector('#panel h2').textContent === 'regional organised crime units'")
    assert not browser.complaints


def test_in_a_browser_filters_and_the_table_agree(browser: Page, seed_page: Path) -> None:
    browser.open(seed_page, width=390, height=844, dark=True)
    every = browser.run("document.getElementById('count').textContent")
    browser.click("#as-table")
    rows = browser.run("document.querySelectorAll('tbody tr').length")
    browser.run(
        "document.getElementById('weight').value = 1; document.getElementById('weight').dispatchEvent(new Event('input'))"
    )
    assert 0 < browser.run("document.querySelectorAll('tbody tr').length") < rows
    assert browser.run("document.getElementById('count').textContent") != every
    assert browser.run("document.documentElement.scrollWidth") == 390
    browser.run("document.getElementById('reset').click()")
    assert browser.run("document.getElementById('count').textContent") == every
    browser.run("document.querySelector('#groups input').click()")
    assert browser.run("document.querySelectorAll('tbody tr').length") == 0
    assert not browser.complaints


def test_in_a_browser_hostile_labels_do_nothing(browser: Page, tmp_path: Path) -> None:
    made, said = hostile()
    write_page(made, tmp_path / "page.html", said)
    browser.asked.clear()
    browser.open(tmp_path / "page.html")
    for number in range(len(HOSTILE)):
        browser.run(f"document.querySelectorAll('.neighbour')[{number}].click()")
        browser.wait("document.querySelector('#panel dl')")
        browser.run("document.querySelector('#panel .neighbour').click()")
        browser.wait("document.querySelector('#panel blockquote')")
        browser.run("document.getElementById('close').click()")
        browser.wait("!document.documentElement.classList.contains('chosen')")
    browser.run("document.getElementById('search').focus()")
    browser.type("<")
    browser.wait("document.querySelectorAll('#hits li').length === 3")
    assert browser.run("document.querySelectorAll('img, svg, #panel a').length") == 0
    assert not browser.complaints
    assert {address.partition(":")[0] for address in browser.asked} <= {"file", "about", "data"}
