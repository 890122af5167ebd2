"""One contract of every endpoint, Virtuoso, Oxigraph and our own: the named queries, networks and their filters answer as the graph does.

The graph is the shipped debate and a day made for the purpose (day.xml), so that every query has a row and every network an edge.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.build import build
from kg.errors import QueryError
from kg.network import PROJECTIONS, edges_query, filters_of, network_at, of_endpoint, of_graph
from kg.network.joined import join
from kg.network.source import Source
from kg.query import Answer, named_queries, run, run_named
from kg.remote import run_remote
from kg.store import Graph, open_graph
from tests.conftest import MOMENT
from tests.endpoints.servers import SERVERS

HERE = Path(__file__).parent
GIVEN = {"person": "Andrew Gwynne", "debate": "Rural Crime"}
FEW = ("references", "co-debate", "co-vote")
FILTERS: Mapping[str, tuple[Mapping[str, Any], Iterable[str]]] = {
    "days": ({"since": date(2018, 1, 1), "until": date(2018, 12, 31)}, FEW),
    "house": ({"house": "Commons"}, FEW),
    "party": ({"parties": ["Labour"]}, FEW),
    "department": ({"department": "home office"}, FEW),
    "issue": ({"issue": "crime"}, PROJECTIONS),
    "stated": ({"stated": True}, PROJECTIONS),
    "confidence": ({"confidence": 0.5}, PROJECTIONS),
}
"""Filters, and the projections that each is tried on: all where its pattern is another for each."""

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
def expected(graph: Graph) -> Mapping[str, object]:
    return dict(answers(partial(run, graph), of_graph(graph)))


@pytest.fixture(scope="module")
def dump(graph: Graph) -> Path:
    path = graph.path.with_suffix(".nq")
    graph.store.dump(path, ox.RdfFormat.N_QUADS)
    return path


@pytest.mark.parametrize("name", SERVERS)
def test_an_endpoint_answers_as_the_graph_does(
    name: str, graph: Graph, expected: Mapping[str, object], dump: Path, tmp_path: Path
) -> None:
    with SERVERS[name](graph.path, dump, tmp_path) as url:
        found = dict(answers(partial(run_remote, url), of_endpoint(url)))
        assert {key for key in expected if found[key] != expected[key]} == set(DIFFERS.get(name, ()))
        every_form_of_query(graph, url)
        what_is_cut_and_refused_is_said(url)


def test_everything_that_is_asked_has_an_answer(expected: Mapping[str, object]) -> None:
    assert [key for key, answer in expected.items() if key.startswith(("query", "network")) and not answer] == []


def answers(ask: Callable[..., Answer], source: Source) -> Iterator[tuple[str, object]]:
    """Yield the rows of every named query in order, every network, and what every filter leaves of each."""
    for name, query in named_queries().items():
        given = {p: GIVEN[p] for p, (_, default) in query.parameters.items() if default is None}
        yield f"query {name}", run_named(lambda sparql, bound: ask(sparql, bound=bound), name, given).rows
    for name in PROJECTIONS:
        made = network_at(source, name, filters_of(source))
        yield f"network {name}", list(made.edges(data=True))
        yield f"nodes of {name}", (list(made.nodes(data=True)), made.graph)
    for by, (options, names) in FILTERS.items():
        filters = filters_of(source, **options)
        for name in names:
            yield f"join {name} by {by}", said(join(source, PROJECTIONS[name], filters))
            yield f"edges {name} by {by}", source.answer(edges_query(PROJECTIONS[name], filters)).rows


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
    held = run_remote(url, "SELECT ?s WHERE { ?s a hkg:SeatIncumbency }")
    assert held.cut == (len(held.rows) <= 10_000)
    with pytest.raises(QueryError, match="refuses the query: 400"):
        run_remote(url, "SELECT ?s WHEER { ?s ?p ?o }")
