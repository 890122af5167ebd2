"""The server for language models, asked by the SDK's own client over standard input and output."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from anyio.from_thread import start_blocking_portal

import kg.serve.mcp
from kg.errors import UsageError
from kg.iris import BASE
from kg.query import named_queries
from kg.store import writing

DEBATE = f"{BASE}debate/commons/2017-11-20/regional-organised-crime-units"
STATED = f"{BASE}debate/commons/2018-01-01/stated"
SOURCE = "https://hansard.parliament.uk/commons/2018-01-01/debates/stated"
MORE = f"""
@prefix hkg: <https://w3id.org/hansard-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{STATED}> a hkg:Debate ; dcterms:title "Stated" ; rdfs:label "Stated" ; dcterms:date "2018-01-01"^^xsd:date ; hkg:house hkg:Commons ; hkg:volume "640" .
<{STATED}/1> a hkg:Contribution ; rdfs:label "Contribution 1" ; dcterms:isPartOf <{STATED}> ; schema:position 1 ; schema:text "Zebra crossings matter." ;
  schema:url <{SOURCE}> ; hkg:column "7" ; hkg:speakerAsPrinted "Mr Wallace" ; hkg:speaker <{BASE}person/1539> ; hkg:attribution <{STATED}/1#speaker> .
<{STATED}/1#speaker> hkg:status hkg:Stated ; hkg:candidateCount 1 .
<{STATED}/2> a hkg:Contribution ; rdfs:label "Contribution 2" ; dcterms:isPartOf <{STATED}> ; schema:position 2 ; schema:text "So do badgers." ;
  hkg:speaker <{BASE}person/1539> ; hkg:attribution <{STATED}/2#speaker> .
<{STATED}/2#speaker> hkg:status hkg:Inferred ; hkg:candidateCount 1 .
"""
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def path(seed_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped debate, whose speakers are open, and one of which one speaker is stated and one inferred."""
    folder = tmp_path_factory.mktemp("mcp")
    shutil.copytree(seed_path, folder / "hansard.kg")
    graph = ox.NamedNode(f"{BASE}graph/debate/commons/2018-01-01/stated")
    quads = [ox.Quad(*triple.triple, graph) for triple in ox.parse(MORE, format=ox.RdfFormat.TURTLE)]
    (folder / "more.nq").write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    with writing(folder / "hansard.kg") as writer:
        writer.load(folder / "more.nq")
    return folder / "hansard.kg"


@pytest.fixture(scope="module")
def session(path: Path) -> Iterator[tuple[Call, Any]]:
    """A session with `kg mcp`: calls a method of it, and what the server said of itself."""
    mcp = pytest.importorskip("mcp", reason="the SDK is not installed: pip install '.[test,mcp]'")
    words = ["-c", "from kg.cli import main; main()", "mcp", str(path), "--timeout", "4"]
    server = mcp.StdioServerParameters(command=sys.executable, args=words, env={"PYTHONPATH": ":".join(sys.path)})
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(mcp.stdio_client(server)) as streams,
        portal.wrap_async_context_manager(mcp.ClientSession(*streams)) as client,
    ):
        said = portal.call(client.initialize)
        yield lambda method, *words: portal.call(getattr(client, method), *words), said


@pytest.fixture(scope="module")
def ask(session: tuple[Call, Any]) -> Call:
    def asked(tool: str, **given: object) -> Any:
        result = session[0]("call_tool", tool, given)
        [content] = result.content
        if result.is_error:
            assert "\n" not in content.text
            return content.text
        assert json.loads(content.text) == result.structured_content
        return result.structured_content

    return asked


def test_the_tools_say_what_they_do(session: tuple[Call, Any]) -> None:
    call, said = session
    tools = {tool.name: tool for tool in call("list_tools").tools}
    assert set(tools) == {"search", "contribution", "debate", "person", "named_query", "sparql"}
    assert all(tool.annotations.read_only_hint and not tool.annotations.open_world_hint for tool in tools.values())
    assert [name for name in named_queries() if f"- {name}(" not in tools["named_query"].description] == []
    assert "Cite every quotation" in said.instructions


def test_a_search_finds_things_and_words_with_their_citation(ask: Call) -> None:
    found = ask("search", words="hare coursing")
    assert found["things"][0]["iri"] == f"{BASE}issue/hare-coursing"
    first = found["contributions"][0]
    assert first["contribution"] == f"{DEBATE}/2"
    assert (first["debate"], first["house"], first["date"]) == (
        "Regional Organised Crime Units",
        "House of Commons",
        "2017-11-20",
    )
    assert first["words"].startswith("Hare coursing is a regional issue")
    assert first["speaker_status"] == "ambiguous"
    assert "nobody" in first["speaker_note"]
    assert "speaker" not in first


def test_a_contribution_is_cited_with_its_source(ask: Call) -> None:
    one = ask("contribution", id=f"{STATED}/1")
    assert {name: one[name] for name in ("debate", "house", "date", "volume", "column", "speaker", "speaker_status", "person", "printed_as", "words", "source")} == {
        "debate": "Stated", "house": "House of Commons", "date": "2018-01-01", "volume": "640", "column": "7", "speaker": "Ben Wallace",
        "speaker_status": "stated", "person": f"{BASE}person/1539", "printed_as": "Mr Wallace", "words": "Zebra crossings matter.", "source": SOURCE,
    }  # fmt: skip
    assert "speaker_note" not in one
    inferred = ask("contribution", id="debate/commons/2018-01-01/stated/2")
    assert inferred["speaker_status"] == "inferred"
    assert "not state" in inferred["speaker_note"]


def test_a_contribution_says_what_it_names(ask: Call) -> None:
    one = ask("contribution", id=f"{DEBATE}/9")
    assert all(mention["words"] in one["words"] for mention in one["mentions"])
    assert f"{BASE}agency/regional-organised-crime-units" in [mention.get("meant") for mention in one["mentions"]]
    assert "300 kg of cocaine" in [figure["words"] for figure in one["figures"]]
    third = ask("contribution", id=f"{DEBATE}/3")
    assert third["candidate_count"] == len(third["candidates"]) == 5


def test_a_debate_is_read_in_order(ask: Call) -> None:
    read = ask("debate", id="regional organised crime units", first=2, count=3)
    assert [one["position"] for one in read["contributions"]] == [2, 3, 4]
    assert (read["contributions_in_all"], read["more"]) == (9, True)
    assert ask("debate", id=DEBATE, count=1000)["contributions_in_all"] == 9


def test_a_person_is_quoted_only_where_known(ask: Call) -> None:
    said = ask("person", who="Ben Wallace")
    assert [one["words"] for one in said["contributions"]] == ["Zebra crossings matter.", "So do badgers."]
    assert said["person"]["description"] == "Wyre and Preston North, Conservative, 2005–2024"
    assert ask("person", who="person/1539", until="2017-12-31")["contributions_in_all"] == 0
    assert ask("person", who="Ben Wallace", about="county lines")["contributions"] == []
    several = ask("person", who="Lord Bishop of Lincoln")
    assert len(several["people"]) > 1
    assert "contributions" not in several


def test_questions_are_answered_with_citations(ask: Call) -> None:
    raised = ask("named_query", query="who-raised", parameters={"issue": "county lines"})
    assert {one["contribution"] for one in raised["citations"]} == {f"{DEBATE}/6", f"{DEBATE}/7"}
    rows = ask(
        "sparql", query='SELECT ?contribution { ?contribution schema:text ?text FILTER(CONTAINS(?text, "Zebra")) }'
    )
    assert rows["citations"][0]["source"] == SOURCE
    assert ask("sparql", query="ASK { ?s ?p ?o }") == {"answer": True}
    assert "drug-supply" in ask("sparql", query="DESCRIBE <issue/county-lines>")["graph"]
    assert ask("sparql", query="SELECT ?s { ?s ?p ?o }", limit=2)["cut"] == "cut at 2 rows"


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        ("sparql", {"query": "SELECT * { SERVICE <http://x.org/> { ?s ?p ?o } }"}, "SERVICE is refused"),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "read-only"),
        ("sparql", {"query": "SELECT * { ?s ?p "}, "the query is wrong: error at 1:"),
        ("sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}, "no answer after 4 seconds"),
        ("named_query", {"query": "nothing"}, "there is no query named"),
        ("named_query", {"query": "who-raised", "parameters": {"issue": "hkg:a b<c>"}}, "nothing in the graph is called"),
        ("person", {"who": "Nobody At All"}, "nobody is called"),
        ("person", {"who": "person/<x>"}, "nobody is called"),
        ("person", {"who": "issue/county-lines"}, "nobody is called"),
        ("person", {"who": "Ben Wallace", "about": "no such matter"}, "nothing is called"),
        ("person", {"who": "Ben Wallace", "since": "2017-13-01"}, "is no day"),
        ("person", {"who": "x" * 301}, "300 characters"),
        ("contribution", {"id": "person/1539"}, "is no contribution"),
        ("contribution", {"id": f"{DEBATE}/99"}, "there is no contribution"),
        ("debate", {"id": "No Such Debate"}, "there is no debate"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said_in_a_line(ask: Call, tool: str, given: dict[str, object], words: str) -> None:
    assert words in ask(tool, **given)


@pytest.mark.parametrize("words", ["*", '"', "AND", "(", "\x00", "-x", "", "\u2028"])
def test_no_search_is_wrong(ask: Call, words: str) -> None:
    assert isinstance(ask("search", words=words)["things"], list)


def test_without_the_extra_a_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr("kg.serve.mcp.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'hansard-kg\[mcp\]'") as caught:
        kg.serve.mcp.serve(path, 30)
    assert caught.value.exit_code == 2
