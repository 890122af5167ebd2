"""The W3C SPARQL 1.1 suite, answered by what answers at the endpoint, guard and all, and written as the endpoint writes."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.serve.worker import Job, answer
from kg.store import Graph
from tests.conftest import SAMPLES
from tests.w3c.compared import Table, parsed, parsed_csv, result_set, same_graph, same_order, same_rows
from tests.w3c.manifest import SUITE, Case, cases, excluded

FOLDER = SAMPLES / "w3c/sparql/sparql11"
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


EXCLUDED = excluded()


def of_kinds(*kinds: str) -> pytest.MarkDecorator:
    """Return the tests of these kinds that are not left out, as parameters."""
    chosen = [case for case in CASES if case.kind in kinds and case.iri not in EXCLUDED]
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


def is_graph(body: bytes) -> bool:
    return not body.startswith(b"{")


def is_ordered(case: Case) -> bool:
    """Tell whether the query says in which order the rows are: after all its braces."""
    assert case.query
    return "ORDER BY" in file_of(case.query).read_text("utf-8").rpartition("}")[2].upper()


@of_kinds("QueryEvaluationTest")
def test_evaluation(case: Case) -> None:
    body = answered(case)
    if is_graph(body):
        assert case.result
        assert same_graph(body, file_of(case.result).read_bytes(), ox.RdfFormat.TURTLE, case.result)
        return
    wanted = expected(case)
    if isinstance(wanted, bool):
        assert all(parsed(answered(case, form), READ_BACK[form]) is wanted for form in ("json", "xml"))
        return
    for form, engine in READ_BACK.items():
        names, rows = parsed(answered(case, form), engine)
        assert names == wanted[0]
        assert same_rows(rows, wanted[1]), f"{form}: {rows} is not {wanted[1]}"
        if is_ordered(case):
            assert same_order(rows, wanted[1])


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
    with pytest.raises((SyntaxError, QueryError)):
        answered(case)


CHECKS: Mapping[str, Callable[[Case], None]] = {
    "QueryEvaluationTest": test_evaluation,
    "CSVResultFormatTest": test_csv,
    "PositiveSyntaxTest11": test_syntax_that_is_sound,
    "NegativeSyntaxTest11": test_syntax_that_is_not,
}
OVER_HTTP = ("ProtocolTest", "ServiceDescriptionTest")
"""Kinds that are run in another module."""


def left_out(because: str) -> pytest.MarkDecorator:
    """Return the tests that are left out for this reason, as parameters."""
    chosen = [case for case in CASES if case.iri in EXCLUDED and EXCLUDED[case.iri].because == because]
    return pytest.mark.parametrize("case", chosen, ids=lambda case: case.id)


@left_out("engine")
def test_what_the_engine_fails_it_fails_still(case: Case) -> None:
    with pytest.raises((AssertionError, RuntimeError)):
        CHECKS[case.kind](case)


@left_out("federation")
def test_federation_is_refused(case: Case) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        answered(case)


@left_out("dataset")
def test_graphs_that_are_not_stored_are_refused(case: Case) -> None:
    with pytest.raises(QueryError, match="there is no graph"):
        answered(case)


def test_every_test_is_run_or_left_out_with_a_reason() -> None:
    assert {case.iri for case in CASES} >= EXCLUDED.keys()
    assert [case.iri for case in CASES if case.iri not in EXCLUDED and case.kind not in (*CHECKS, *OVER_HTTP)] == []
    assert all(left.because and left.reason for left in EXCLUDED.values())
