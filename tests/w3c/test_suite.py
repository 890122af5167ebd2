"""The W3C SPARQL 1.1 suite, answered by what answers at the endpoint, guard and all, and written as the endpoint writes."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.serve.worker import Job, answer
from kg.store import Graph
from tests.conftest import SAMPLES
from tests.w3c.compared import Table, parsed, parsed_csv, same_graph, same_rows, table
from tests.w3c.manifest import SUITE, Case, cases, excluded

FOLDER = SAMPLES / "w3c/sparql/sparql11"
RUN = ("QueryEvaluationTest", "CSVResultFormatTest", "PositiveSyntaxTest11", "NegativeSyntaxTest11")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
READ_BACK: Mapping[str, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
ENDINGS: Mapping[str, ox.QueryResultsFormat] = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}

CASES = list(cases(FOLDER))
pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not CASES, reason=f"no W3C suite at {FOLDER}: set HANSARD_SAMPLES to the folder that holds w3c"),
]


def of_kinds(*kinds: str) -> pytest.MarkDecorator:
    """Return the tests of these kinds that are not left out, as parameters."""
    chosen = [case for case in CASES if case.kind in kinds and case.iri not in excluded()]
    return pytest.mark.parametrize("case", chosen, ids=lambda case: case.id)


def file_of(iri: str) -> Path:
    return FOLDER / iri.removeprefix(SUITE)


def graph_of(case: Case) -> Graph:
    """Return the dataset of a test as a graph of ours, in memory."""
    store = ox.Store()
    for iri in case.default:
        store.load(path=file_of(iri), base_iri=iri)
    for iri in case.named:
        store.load(path=file_of(iri), base_iri=iri, to_graph=ox.NamedNode(iri))
    return Graph(FOLDER, SUITE, store)


def answered(case: Case, row_form: str = "json") -> bytes:
    """Return what the worker answers: graphs as N-Triples, rows in a form."""
    assert case.query
    sparql = file_of(case.query).read_bytes().decode()
    return answer(graph_of(case), Job(sparql, row_form, "nt", union=False, base=case.query)).body


def expected(case: Case) -> Table | bool:
    """Return the rows, or the yes or no, that a test expects."""
    assert case.result
    path = file_of(case.result)
    if path.suffix == ".ttl":
        return result_set(path.read_bytes(), case.result)
    return parsed(path.read_bytes(), ENDINGS[path.suffix])


def result_set(body: bytes, base: str) -> Table:
    """Read rows that are written as a graph, in the terms of the working group's result sets."""
    store = ox.Store()
    store.load(body, format=ox.RdfFormat.TURTLE, base_iri=base)
    names = [row[0].value for row in store.query(f"SELECT ?name {{ [] <{RS}resultVariable> ?name }}")]
    rows: dict[str, dict[str, ox.Literal]] = {}
    bindings = f"SELECT ?row ?name ?value {{ [] <{RS}solution> ?row . ?row <{RS}binding> ?one . ?one <{RS}variable> ?name ; <{RS}value> ?value }}"
    for row, name, value in store.query(bindings):
        rows.setdefault(row.value, {})[name.value] = value
    return table(names, list(rows.values()))


def is_graph(body: bytes) -> bool:
    return not body.startswith(b"{")


@of_kinds("QueryEvaluationTest")
def test_evaluation(case: Case) -> None:
    body = answered(case)
    if is_graph(body):
        assert case.result
        assert same_graph(body, file_of(case.result).read_bytes(), ox.RdfFormat.TURTLE, case.result)
        return
    wanted = expected(case)
    for form, engine in READ_BACK.items():
        if isinstance(wanted, bool):
            if form != "tsv":
                assert parsed(answered(case, form), engine) is wanted
            continue
        names, rows = parsed(answered(case, form), engine)
        assert names == wanted[0]
        assert same_rows(rows, wanted[1]), f"{form}: {rows} is not {wanted[1]}"


@of_kinds("CSVResultFormatTest")
def test_csv(case: Case) -> None:
    assert case.result
    names, rows = parsed_csv(answered(case, "csv"))
    wanted = parsed_csv(file_of(case.result).read_bytes())
    assert names == wanted[0]
    assert same_rows(rows, wanted[1])


@of_kinds("PositiveSyntaxTest11")
def test_syntax_that_is_sound(case: Case) -> None:
    answered(case)


@of_kinds("NegativeSyntaxTest11")
def test_syntax_that_is_not(case: Case) -> None:
    with pytest.raises(SyntaxError):
        answered(case)
