"""Questions: what is refused, what is bound, in which form the answer comes; every shipped query answers."""

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ask import answer_of, listed, written
from kg.errors import QueryError, UsageError
from kg.query import Answer, bind, named_queries, plain, run, run_bounded, run_named
from kg.store import Graph


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1/> { ?s ?q ?r } } }",
        "SELECT * { { SELECT * { SERVICE\n<http://127.0.0.1/> { ?s ?p ?o } } } }",
        "ASK { #comment\n SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { BIND(?a<'&&?b>' AS ?r)SERVICE<http://127.0.0.1/>{ ?s ?p ?o } BIND('' AS ?z) }",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "PREFIX a: <x:> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/>",
        "CLEAR ALL",
        "DROP GRAPH <x:g>",
    ],
)
def test_what_reaches_out_or_changes_is_refused(seed_graph: Graph, sparql: str) -> None:
    with pytest.raises(QueryError):
        run(seed_graph, sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        'ASK { ?s ?p ?o FILTER(STR(?o) != "SERVICE <x> { }") }',
        "ASK { ?service ?p ?o }",
        "SELECT ?from WHERE { ?from a hkg:Person } LIMIT 1",
        "ASK { <http://x.org/SERVICE> ?p ?o } # SERVICE",
    ],
)
def test_a_word_is_no_keyword(seed_graph: Graph, sparql: str) -> None:
    run(seed_graph, sparql)


def test_the_default_graph_is_the_union_and_from_chooses(seed_graph: Graph) -> None:
    def count(source: str) -> int:
        return int(plain(run(seed_graph, f"SELECT (COUNT(*) AS ?n) {source} WHERE {{ ?s ?p ?o }}").rows[0][0]))

    whole, vocabulary = count(""), count(f"FROM <{seed_graph.base}graph/vocabulary>")
    assert whole == len(seed_graph) > vocabulary > 10_000
    assert count("FROM <http://elsewhere.example/graph>") == 0


def test_a_wrong_query_says_where(seed_graph: Graph) -> None:
    with pytest.raises(QueryError, match="2:"):
        run(seed_graph, "SELECT *\nWHER { ?s ?p ?o }")


def test_a_query_is_ended_at_its_deadline(seed_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match="no answer after"):
        run_bounded(seed_path, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=1)
    assert time.monotonic() - began < 5


def test_a_limit_cuts_and_says_so(seed_graph: Graph) -> None:
    answer = run(seed_graph, "SELECT ?s WHERE { ?s a hkg:Person }", limit=3)
    assert len(answer.rows) == 3
    assert answer.cut


@pytest.mark.parametrize("name", named_queries())
def test_every_shipped_query_answers_and_is_explained(seed_graph: Graph, name: str) -> None:
    query = named_queries()[name]
    assert query.title
    assert query.description.endswith(".")
    given = {"person": "Will Quince", "debate": "Regional Organised Crime Units"}
    needed = {p: given[p] for p, (_, default) in query.parameters.items() if default is None}
    answer = run_named(lambda sparql, bound: run(seed_graph, sparql, bound=bound), name, needed)
    empty_here = {
        "divisions",
        "disputed-figures",
        "votes-by-party",
        "speakers",
        "issues-by-constituency",
        "contributions-of",
        "judgements",
    }
    assert bool(answer.rows) != (name in empty_here)
    assert "ORDER BY" in query.sparql


@pytest.mark.parametrize("name", named_queries())
def test_texts_are_ordered_by_their_characters(name: str) -> None:
    """Virtuoso 7 sorts longer texts by their beginning alone, unless it sorts by STR()."""
    sparql = named_queries()[name].sparql
    texts = set(re.findall(r"(?:rdfs:label|dcterms:title|nif:anchorOf|foaf:name) \?(\w+)", sparql))
    order = sparql.partition("ORDER BY")[2]
    assert texts.isdisjoint(re.findall(r"(?<!STR\()\?(\w+)", order))


@pytest.mark.parametrize(
    "issue", ["county lines", "issue/county-lines", "https://w3id.org/hansard-kg/issue/county-lines"]
)
def test_a_parameter_is_a_label_a_path_or_an_iri(seed_graph: Graph, issue: str) -> None:
    answer = run_named(lambda s, b: run(seed_graph, s, bound=b), "who-raised", {"issue": issue})
    assert [row["position"] for row in answer] == ["6", "7", "7"]


@pytest.mark.parametrize("agency", ["National Crime Agency", "national crime agency", "NCA", "nca"])
def test_a_label_counts_in_any_case_and_so_does_an_acronym(seed_graph: Graph, agency: str) -> None:
    def ask(sparql: str, bound: Mapping[str, list[str]]) -> Answer:
        return run(seed_graph, sparql, bound=bound)

    _, terms = bind(ask, "figures-about", {"agency": agency})
    assert "<https://w3id.org/hansard-kg/agency/national-crime-agency>" in terms["agency"]


@pytest.mark.parametrize("seat", ["Amber Valley", "amber valley", "constituency/3293"])
def test_a_query_goes_from_a_seat_to_its_force_to_its_regional_unit(seed_graph: Graph, seat: str) -> None:
    answer = list(run_named(lambda s, b: run(seed_graph, s, bound=b), "force-and-rocu-of", {"seat": seat}))
    (of_2010,) = (row for row in answer if row["boundaries_from"] == "2010-05-06")
    assert (of_2010["force"], of_2010["unit"]) == ("Derbyshire Constabulary", "East Midlands Special Operations Unit")


def test_police_scotland_polices_a_seat_from_its_own_founding_on(seed_graph: Graph) -> None:
    given = {"seat": "Glasgow Central"}
    (row,) = run_named(lambda s, b: run(seed_graph, s, bound=b), "force-and-rocu-of", given)
    assert (row["force"], row["policed_from"], row["unit"]) == ("Police Scotland", "2013-04-01", "")


def test_the_seats_of_a_county_are_found_in_its_cities_too(seed_graph: Graph) -> None:
    rows = list(run_named(lambda s, b: run(seed_graph, s, bound=b), "constituencies-in", {"place": "West Yorkshire"}))
    of_2010 = {row["constituency"] for row in rows if row["boundaries_from"] == "2010-05-06"}
    assert {"Leeds Central", "Colne Valley"} <= of_2010
    assert {row["force"] for row in rows if row["constituency"] in of_2010} == {"West Yorkshire Police"}


@pytest.mark.parametrize("issue", ['" } ; DROP ALL', "issue/> } #", "\\", "no such label"])
def test_a_parameter_cannot_change_the_query(seed_graph: Graph, issue: str) -> None:
    with pytest.raises((QueryError, ValueError)):
        run_named(lambda s, b: run(seed_graph, s, bound=b), "who-raised", {"issue": issue})


def test_unknown_names_and_parameters_are_said(seed_graph: Graph) -> None:
    def ask(name: str, **given: str) -> None:
        run_named(lambda s, b: run(seed_graph, s, bound=b), name, given)

    with pytest.raises(QueryError, match="no query named"):
        ask("nothing")
    with pytest.raises(QueryError, match="has no parameter"):
        ask("debates", colour="red")
    with pytest.raises(QueryError, match="needs person"):
        ask("contributions-of")


def test_answers_are_written_in_the_standard_forms(seed_graph: Graph) -> None:
    answer = run(seed_graph, "SELECT ?l ?n WHERE { ?m hkg:change ?n ; rdfs:label ?l }")
    parsed = json.loads(written(answer, "json"))["results"]["bindings"][0]
    assert parsed["n"] == {"type": "literal", "value": "-411", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}
    assert written(answer, "csv") == "l,n\r\n411 fewer police officers,-411\r\n"
    xml = ox.parse_query_results(written(answer, "xml").encode(), format=ox.QueryResultsFormat.XML)
    assert [tuple(row) for row in xml] == list(answer.rows)
    assert written(run(seed_graph, "ASK { ?s ?p ?o }"), "table") == "true\n"
    triples = run(seed_graph, "CONSTRUCT WHERE { ?m hkg:change ?n }")
    assert 'hkg:change "-411"^^xsd:decimal' in written(triples, "ttl")
    with pytest.raises(UsageError):
        written(triples, "csv")


def test_one_query_is_asked_of_one_place(seed_path: Path) -> None:
    with pytest.raises(UsageError):
        answer_of(seed_path, None, None, None, None, {}, 5, None)
    with pytest.raises(UsageError):
        answer_of(None, None, "ASK {}", None, None, {}, 5, None)
    with pytest.raises(QueryError, match="does not answer"):
        answer_of(None, "http://127.0.0.1:9/sparql", "ASK {}", None, None, {}, 5, None)
    assert len(list(listed())) == len(named_queries()) >= 15


def test_a_limit_is_of_the_answer_and_not_of_the_label(seed_path: Path) -> None:
    answer = answer_of(seed_path, None, None, None, "who-raised", {"issue": "county lines"}, 30, 1)
    assert [row["position"] for row in answer] == ["6"]
    assert answer.cut
