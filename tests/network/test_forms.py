"""The contract of every form: the same bytes twice, the same network in another program, labels exact or refused."""

from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.errors import GraphError, UsageError
from kg.network import FORMATS, PROJECTIONS, measure, network, to_pandas, to_polars, write_network
from kg.store import Graph
from tests.network.edges import edges
from tests.network.readers import READERS

PICTURES = {"png", "svg", "html"}
FORMS = [form for form in FORMATS if form not in PICTURES]
XML = {"graphml": "{http://graphml.graphdrawing.org/xmlns}", "gexf": "{http://www.gexf.net/1.2draft}"}


def test_every_form_is_read_by_another_program() -> None:
    assert list(dict.fromkeys(form for form, _ in READERS)) == FORMS


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes_twice(small: Graph, tmp_path: Path, form: str) -> None:
    for name in PROJECTIONS:
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir(exist_ok=True)
            write_network(network(small, name), form, tmp_path / folder / f"{name}.{form}")
    written = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert len(written) >= len(PROJECTIONS)
    assert {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()} == written


MADE = [(name, "count") for name in PROJECTIONS] + [
    ("references", "share"),
    ("co-vote", "jaccard"),
    ("party-issue", "pmi"),
]


@pytest.mark.parametrize(("form", "reader"), READERS)
def test_another_program_reads_the_same_network(small: Graph, tmp_path: Path, form: str, reader: str) -> None:
    for name, weight in MADE if reader != "Cytoscape.js" else MADE[-3:]:
        made = network(small, name, weight=weight)
        measure(made, ["pagerank", "louvain"])
        write_network(made, form, tmp_path / name)
        read = READERS[form, reader](tmp_path / name, made.is_directed())
        assert read.is_directed in (made.is_directed(), None)
        assert sorted(read.nodes) == sorted(made)
        assert dict(zip(read.nodes, read.labels or (), strict=True)) == dict(made.nodes(data="label"))
        assert read.edges == edges(made), (name, weight)


def test_frames_are_the_network(small: Graph) -> None:
    made = network(small, "references")
    for nodes, pairs in (to_polars(made), to_pandas(made)):
        assert list(nodes["id"]) == list(made)
        assert list(nodes["party"]) == [party for _, party in made.nodes(data="party")]
        assert list(zip(pairs["source"], pairs["target"], pairs["weight"], strict=True)) == list(
            made.edges(data="weight")
        )


@pytest.mark.parametrize("form", FORMS)
def test_a_network_of_nothing_is_written(tmp_path: Path, form: str) -> None:
    for made in (nx.Graph(), nx.DiGraph()):
        write_network(made, form, tmp_path / "nothing")
        assert (tmp_path / "nothing").exists()


TEXTS = {
    "plain": "Ann",
    "empty": "",
    "ampersand and less": "Health & <Care>",
    "double quotes": 'the "Big" Society',
    "apostrophe": "O'Brien",
    "emoji": "bees 🐝 and 👩‍🌾",
    "right to left": "שלום \u200fعربي",
    "accents": "Ynys Môn e\u0301",
    "spaces": "  two  spaces ",
    "tab": "tab\there",
    "line end": "two\nlines",
    "carriage return": "cr\rhere",
    "backslash": "back\\slash \\N",
    "backslash last": "last\\",
    "null": "nul\x00",
    "bell": "bell\x07",
    "vertical tab": "a\x0bb",
    "escape": "a\x1bb",
    "delete": "a\x7fb",
    "next line": "a\x85b",
    "line separator": "a\u2028b",
    "half a character": "a\ud800",
    "no character": "a\uffff",
    "percent": "%d {0} $1 #5",
    "comma and semicolon": "Ealing, Southall; 2015-05-07",
    "number": "007",
    "not a number": "NA",
    "null word": "null",
    "markup end": "]]> --> */",
}
NO_XML = {"null", "bell", "vertical tab", "escape", "half a character", "no character"}
REFUSED = {
    "graphml": NO_XML,
    "gexf": NO_XML,
    "pajek": {
        "double quotes",
        "line end",
        "carriage return",
        "backslash",
        "backslash last",
        "null",
        "bell",
        "half a character",
    },
    "json": {"half a character"},
    "cytoscape": {"half a character"},
    "dot": {
        "carriage return",
        "backslash",
        "backslash last",
        "null",
        "bell",
        "vertical tab",
        "escape",
        "delete",
        "half a character",
    },
    "csv": {"carriage return", "null", "half a character"},
    "parquet": {"half a character"},
    "npz": {"carriage return", "null", "half a character"},
}


SAID = {"dot": "Graphviz", "npz": "CSV, in which npz names its rows,"}


def named(texts: dict[str, str]) -> "nx.DiGraph[str]":
    """Return a ring of nodes of these names and labels."""
    made: nx.DiGraph[str] = nx.DiGraph(name="ring", title="a ring")
    made.add_nodes_from((node, {"label": label, "kind": "Person", "party": label}) for node, label in texts.items())
    nx.add_cycle(made, texts, weight=1.5, days="2019-02-17")
    return made


def refused(form: str, name: str, label: str, to: Path) -> str:
    """Return the words in which a node's name or label is refused, empty where it is written."""
    try:
        write_network(named({name: label, "thing/b": "B"}), form, to)
    except GraphError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("form", FORMS)
def test_what_a_form_cannot_hold_is_refused_with_the_node(tmp_path: Path, form: str) -> None:
    for what, text in TEXTS.items():
        for name, label in (("thing/a", text), (text, "A")) if text else (("thing/a", text),):
            words = refused(form, name, label, tmp_path / "a")
            assert bool(words) == (what in REFUSED[form]), what
            if words:
                assert words.startswith(ascii(name))
                assert f"{SAID.get(form, form)} cannot hold ".casefold() in words.casefold()
                assert words.isprintable()


@pytest.mark.parametrize(("form", "reader"), READERS)
def test_what_a_form_can_hold_survives_exactly(tmp_path: Path, form: str, reader: str) -> None:
    texts = [text for what, text in TEXTS.items() if what not in REFUSED[form]]
    labelled = {f"thing/{number}": text for number, text in enumerate(texts)}
    for names in (labelled, {text: f"label {number}" for number, text in enumerate(texts) if text}):
        made = named(names)
        write_network(made, form, tmp_path / "ring")
        read = READERS[form, reader](tmp_path / "ring", True)
        assert dict(zip(read.nodes, read.labels or (), strict=True)) == names
        assert read.edges == edges(made)


def test_dynamic_gexf_is_whole_and_undated(small: Graph, tmp_path: Path) -> None:
    made = network(small, "references")
    measure(made, ["degree", "pagerank"])
    write_network(made, "gexf", tmp_path / "r.gexf")
    assert b"lastmodified" not in (tmp_path / "r.gexf").read_bytes()
    ns = XML["gexf"]
    graph = ElementTree.parse(tmp_path / "r.gexf").getroot().find(f"{ns}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("defaultedgetype")) == ("dynamic", "date", "directed")
    assert {(one.get("class"), one.get("mode")) for one in graph.iter(f"{ns}attributes")} >= {
        ("node", "static"),
        ("node", "dynamic"),
    }
    declared = {
        of: {one.get("id") for group in graph.iter(f"{ns}attributes") if group.get("class") == of for one in group}
        for of in ("node", "edge")
    }
    for of, elements in declared.items():
        used = [value for one in graph.iter(f"{ns}{of}") for value in one.iter(f"{ns}attvalue")]
        assert {value.get("for") for value in used} == elements
    assert len(set(declared["node"]) | set(declared["edge"])) == len(declared["node"]) + len(declared["edge"])
    ann = next(one for one in graph.iter(f"{ns}node") if one.get("id") == "person/ann")
    assert (ann.get("start"), ann.get("end"), ann.get("label")) == ("2019-02-17", "2019-03-05", "Ann")
    party = [(v.get("value"), v.get("start"), v.get("end")) for v in ann.iter(f"{ns}attvalue") if v.get("start")]
    assert party[:2] == [("Red", "2019-02-17", "2019-02-18"), ("Green", "2019-02-18", "2019-03-05")]
    for edge in graph.iter(f"{ns}edge"):
        days = made.edges[edge.get("source"), edge.get("target")]["days"].split()
        assert [(spell.get("start"), spell.get("end")) for spell in edge.iter(f"{ns}spell")] == [(d, d) for d in days]


def test_graphml_has_a_key_for_each_attribute_by_its_name(small: Graph, tmp_path: Path) -> None:
    made = network(small, "references")
    measure(made, ["strength"])
    write_network(made, "graphml", tmp_path / "r.graphml")
    ns = XML["graphml"]
    root = ElementTree.parse(tmp_path / "r.graphml").getroot()
    keys = {
        key.get("id"): (key.get("for"), key.get("attr.name"), key.get("attr.type")) for key in root.iter(f"{ns}key")
    }
    assert len(keys) == len(list(root.iter(f"{ns}key")))
    assert keys["weight"] == ("edge", "weight", "long")
    assert keys["label"] == ("node", "label", "string")
    for of in ("node", "edge", "graph"):
        for element in root.iter(f"{ns}{of}"):
            assert all(keys[data.get("key")][0] == of for data in element.findall(f"{ns}data"))


@pytest.mark.parametrize(("suffix", "form"), [("net", "pajek"), ("gv", "dot"), ("cyjs", "cytoscape")])
def test_a_form_may_be_told_by_the_files_ending(small: Graph, tmp_path: Path, suffix: str, form: str) -> None:
    for one in (suffix, form):
        write_network(network(small, "references"), one, tmp_path / one)
    assert (tmp_path / suffix).read_bytes() == (tmp_path / form).read_bytes()


def test_an_unknown_form_and_a_path_that_is_none_are_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no network form 'docx'; take one of: graphml, "):
        write_network(nx.Graph(), "docx", tmp_path / "a")
    for form in FORMS:
        with pytest.raises(GraphError, match="cannot be written"):
            write_network(nx.Graph(), form, tmp_path / "absent" / "a")
