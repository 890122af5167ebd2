"""Whatever terms a row holds, every form of it is read back as the same rows."""

import csv
import io

import pyoxigraph as ox
import pytest
import rdflib.query
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql.results.csvresults import CSVResultParser

from kg.serve.results import NOT_IN_XML, Limits, Term, write_boolean, write_rows

WORDS = st.text(
    st.one_of(
        st.sampled_from("\0\x01\x0b\t\r\n\x7f\x85\u2028\ufffe\uffff<>&\"'\\,;?_:{}]]> é💬"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
NAMES = st.lists(st.from_regex(r"[a-zé][a-z0-9_]{0,5}", fullmatch=True), min_size=1, max_size=3, unique=True)
IRIS = st.sampled_from(["urn:x", "http://x/a?b&c='d'#e", "http://x/é💬", "http://x/%20"]).map(ox.NamedNode)
LITERALS = st.one_of(
    st.builds(ox.Literal, WORDS),
    st.builds(
        lambda words, language: ox.Literal(words, language=language), WORDS, st.sampled_from(["en", "en-gb", "cy"])
    ),
    st.builds(
        lambda words, way: ox.Literal(words, language="ar", direction=way),
        WORDS,
        st.sampled_from([ox.BaseDirection.LTR, ox.BaseDirection.RTL]),
    ),
    st.builds(lambda words, kind: ox.Literal(words, datatype=kind), WORDS, IRIS),
    st.sampled_from([ox.Literal(1), ox.Literal(True), ox.Literal(1.5)]),
)
PLAIN = st.one_of(IRIS, LITERALS, st.sampled_from([ox.BlankNode("b1"), ox.BlankNode("c")]))
TERMS = st.one_of(PLAIN, st.builds(ox.Triple, IRIS, IRIS, PLAIN))
LARGE = Limits()


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[Term | None]]]:
    names = draw(NAMES)
    row = st.lists(st.none() | TERMS, min_size=len(names), max_size=len(names))
    return names, draw(st.lists(row, max_size=4))


def read_back(body: bytes, engine: ox.QueryResultsFormat) -> tuple[list[str], list[list[Term | None]]]:
    found = ox.parse_query_results(body, format=engine)
    assert isinstance(found, ox.QuerySolutions)
    return [variable.value for variable in found.variables], [list(row) for row in found]


def in_xml(term: Term | None) -> Term | None:
    """Return a term as XML can hold it."""
    if isinstance(term, ox.Triple):
        return ox.Triple(term.subject, term.predicate, in_xml(term.object))
    if not isinstance(term, ox.Literal):
        return term
    words = NOT_IN_XML.sub("\ufffd", term.value)
    if term.language:
        return ox.Literal(words, language=term.language, direction=term.direction)
    return ox.Literal(words, datatype=term.datatype)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(tables())
def test_rows_are_read_back(table: tuple[list[str], list[list[Term | None]]]) -> None:
    names, rows = table
    written = {form: write_rows(names, rows, form, LARGE).body for form in ("json", "xml", "csv", "tsv")}
    assert read_back(written["json"], ox.QueryResultsFormat.JSON) == (names, rows)
    assert read_back(written["xml"], ox.QueryResultsFormat.XML) == (names, [list(map(in_xml, row)) for row in rows])
    assert read_back(written["tsv"], ox.QueryResultsFormat.TSV) == (names, rows)
    read = list(csv.reader(io.StringIO(written["csv"].decode(), newline="")))
    assert [row or [""] for row in read] == [names, *([plain(term) for term in row] for row in rows)]


def plain(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Triple):
        return f"<<( {term.subject} {term.predicate} {term.object} )>>"
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(WORDS)
def test_another_library_reads_the_same(words: str) -> None:
    rows = [[ox.NamedNode("urn:x"), ox.Literal(words, language="cy")]]
    for form in ("json", "xml"):
        body = write_rows(["a", "b"], rows, form, LARGE).body
        (row,) = rdflib.query.Result.parse(io.BytesIO(body), format=form)
        expected = NOT_IN_XML.sub("\ufffd", words) if form == "xml" else words
        assert tuple(row) == (rdflib.URIRef("urn:x"), rdflib.Literal(expected, lang="cy"))
    body = write_rows(["a", "b"], [[ox.NamedNode("urn:x"), ox.Literal("é, \"'\r\n")]], "csv", LARGE).body
    (bound,) = CSVResultParser().parse(io.BytesIO(body)).bindings
    assert [str(term) for term in bound.values()] == ["urn:x", "é, \"'\r\n"]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(tables(), st.integers(0, 3), st.integers(0, 900), st.sampled_from(["json", "xml", "tsv"]))
def test_what_is_cut_is_whole(
    table: tuple[list[str], list[list[Term | None]]], most: int, size: int, form: str
) -> None:
    names, rows = table
    written = write_rows(names, rows, form, Limits(most, size))
    engine = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}
    found = read_back(written.body, engine[form])[1]
    assert len(found) <= most
    assert (written.cut is None) == (len(found) == len(rows))
    assert not found or len(written.body) <= size


@pytest.mark.parametrize("yes", [True, False])
def test_yes_and_no(yes: bool) -> None:
    for form, engine in (("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)):
        found = ox.parse_query_results(write_boolean(yes, form).body, format=engine)
        assert isinstance(found, ox.QueryBoolean)
        assert bool(found) == yes
    assert write_boolean(yes, "csv").body.split() == [b"boolean", str(yes).lower().encode()]
