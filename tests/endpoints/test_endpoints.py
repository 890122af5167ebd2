"""One contract of every endpoint, Virtuoso, Oxigraph and our own: the named queries, networks and their filters answer as the graph does.

The graph is the shipped debate and a day made for the purpose (day.xml), so that every query has a row and every network an edge.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.build import build
from kg.errors import QueryError
from kg.export import export
from kg.network import PROJECTIONS, edges_query, filters_of, network_at, of_endpoint, of_graph
from kg.network.joined import join
from kg.network.source import Source
from kg.query import named_queries, run, run_named
from kg.remote import run_remote
from kg.store import Graph, open_graph
from tests.conftest import MOMENT
from tests.endpoints.servers import SERVERS

HERE = Path(__file__).parent
GIVEN = {"person": "Andrew Gwynne", "debate": "Rural Crime"}
FILTERS: Mapping[str, Mapping[str, Any]] = {
    "days": {"since": date(2018, 1, 1), "until": date(2018, 12, 31)},
    "house": {"house": "Commons"},
    "parties": {"parties": ["Labour", "Conservative"]},
    "department": {"department": "home office"},
    "issue": {"issue": "crime"},
    "stated": {"stated": True},
    "confidence": {"confidence": 0.5},
}

DIFFERS: Mapping[str, Mapping[str, str]] = {
    "virtuoso": {"edges issue-issue by issue": "it loses rows where a query goes up skos:broader* twice"},
}
"""What a server is known to answer otherwise, and why. A server that is mended makes the test fail: take the line out then."""


@pytest.fixture(scope="module")
def graph(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    path = tmp_path_factory.mktemp("endpoints") / "hansard.kg"
    build([seed, HERE / "day.xml"], path, judgements=[HERE / "judgements.csv"], generated=MOMENT)
    with open_graph(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def dump(graph: Graph) -> Path:
    path = graph.path.with_suffix(".nq")
    export(graph, "nq", path)
    return path


@pytest.mark.parametrize("name", SERVERS)
def test_an_endpoint_answers_as_the_graph_does(name: str, graph: Graph, dump: Path, tmp_path: Path) -> None:
    with SERVERS[name](graph.path, dump, tmp_path) as url:
        here, there = of_graph(graph), of_endpoint(url)
        found = {*queries(graph, url), *networks(here, there), *filtered(here, there)}
        assert found == set(DIFFERS.get(name, ()))
        every_form_of_query(graph, url)
        what_is_cut_and_refused_is_said(url)


def queries(graph: Graph, url: str) -> Iterator[str]:
    """Yield the named queries whose rows are others, or in another order."""
    for name, query in named_queries().items():
        given = {p: GIVEN[p] for p, (_, default) in query.parameters.items() if default is None}
        expected = run_named(lambda sparql, bound: run(graph, sparql, bound=bound), name, given)
        answer = run_named(lambda sparql, bound: run_remote(url, sparql, bound=bound), name, given)
        assert expected.rows, name
        if (answer.variables, answer.rows) != (expected.variables, expected.rows):
            yield f"query {name}"


def networks(here: Source, there: Source) -> Iterator[str]:
    """Yield the projections whose network is another, in an edge, a node or an attribute of one."""
    for name in PROJECTIONS:
        expected, made = (network_at(source, name, filters_of(source)) for source in (here, there))
        assert expected.number_of_edges(), name
        parts = [(list(m.nodes(data=True)), list(m.edges(data=True)), m.graph) for m in (expected, made)]
        if parts[0] != parts[1]:
            yield f"network {name}"


def filtered(here: Source, there: Source) -> Iterator[str]:
    """Yield what is joined, or counted by the one query of `--sparql`, otherwise under a filter."""
    for by, filters in FILTERS.items():
        chosen, same = (filters_of(source, **filters) for source in (here, there))
        assert chosen == same
        for name, projection in PROJECTIONS.items():
            expected, made = (join(source, projection, chosen) for source in (here, there))
            if said(expected) != said(made):
                yield f"join {name} by {by}"
            counts = [sorted(map(str, source.answer(edges_query(projection, chosen)).rows)) for source in (here, there)]
            if counts[0] != counts[1]:
                yield f"edges {name} by {by}"


def said(edges: Any) -> list[object]:
    """Return what edges say, in a form that can be compared."""
    columns = (edges.source, edges.target, edges.count, edges.shown, *edges.days, *edges.stands, edges.met)
    return [*edges.things, *edges.units, *edges.dates, edges.all_units, *(column.tolist() for column in columns)]


def every_form_of_query(graph: Graph, url: str) -> None:
    debates = (
        "CONSTRUCT { ?debate a hkg:Debate ; rdfs:label ?label } WHERE { ?debate a hkg:Debate ; rdfs:label ?label }"
    )
    assert run_remote(url, debates).triples == run(graph, debates).triples
    assert run_remote(url, "CONSTRUCT { ?s a hkg:None } WHERE { ?s a hkg:None }").triples == ()
    assert run_remote(url, "DESCRIBE <https://w3id.org/hansard-kg/issue/county-lines>").triples
    assert run_remote(url, "ASK { ?debate a hkg:Debate }").boolean is True
    assert run_remote(url, "ASK { ?debate a hkg:None }").boolean is False


def what_is_cut_and_refused_is_said(url: str) -> None:
    whole = run_remote(url, "SELECT ?s WHERE { ?s a hkg:Person }")
    assert not whole.cut
    names = run_remote(url, "SELECT ?s ?name WHERE { ?s rdfs:label ?name }")
    assert names.cut == (len(names.rows) <= 10_000)
    with pytest.raises(QueryError, match="refuses the query: 400"):
        run_remote(url, "SELECT ?s WHER { ?s ?p ?o }")
