"""Read-only SPARQL over a graph: bounded, and never anywhere but in the graph.

The default graph of a query is the union of all graphs. What would reach the network (SERVICE) or change the graph
is refused before it runs: by looking for the keyword outside of strings, IRIs and comments, and where the word stands in
one of those, by taking the query apart; what cannot be taken apart is refused.
"""

import csv
import io
import json
import multiprocessing
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.errors import KgError, QueryError
from kg.store import Graph, open_graph
from kg.vocabulary import ontology_folder

SKIPPED = re.compile(
    r"""'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*"|<[^<>"{}|^`\\\s]*>|\#[^\n\r]*""",
    re.DOTALL,
)
UPDATES = re.compile(r"\b(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)
READS = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
SERVICE = re.compile(r"(?<![\w:?$@-])SERVICE(?![\w:-])", re.IGNORECASE)
CHOOSES_GRAPHS = re.compile(r"(?<![\w:?$-])FROM\s+(?:NAMED\b|<|[^\s<>(){}]*:)", re.IGNORECASE)
MAY_CHOOSE = re.compile(r"(?<![\w:?$@-])FROM", re.IGNORECASE)
"""The word wherever it stands, in strings and comments too: nothing hides a choice of graphs from it."""
Term = ox.NamedNode | ox.Literal
"""What a row may hold; a graph of ours has no blank nodes."""

TIMEOUT = 30.0
"""Seconds that a query may take unless the caller says otherwise."""


@dataclass(frozen=True)
class Answer:
    """What a query gives: rows of terms under their variables, triples, or yes and no.

    `cut` tells that there were more rows than the limit allowed.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[str, ...] = ()
    boolean: bool | None = None
    cut: bool = False

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Yield the rows as people read them, each a dict by variable."""
        for row in self.rows:
            yield {name: plain(term) for name, term in zip(self.variables, row, strict=True)}


def refuse(sparql: str) -> None:
    """Raise QueryError where `sparql` would change the graph or reach out of it.

    >>> refuse("SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.QueryError: SERVICE is refused; query the graph itself
    >>> refuse('SELECT * { ?s ?p "SERVICE <x>" }')
    """
    bare = SKIPPED.sub(" ", sparql)
    if SERVICE.search(bare) or ("service" in sparql.lower() and _calls_a_service(sparql)):
        raise QueryError("SERVICE is refused", mend="query the graph itself")
    if UPDATES.search(bare) and not READS.search(bare.split("{")[0]):
        raise QueryError("the graph is read-only", mend="ask with SELECT, ASK, CONSTRUCT or DESCRIBE")


def _calls_a_service(sparql: str) -> bool:
    from kg.services import calls_a_service

    return calls_a_service(sparql)


def run(
    graph: Graph, sparql: str, *, limit: int | None = None, bound: Mapping[str, Iterable[str]] | None = None
) -> Answer:
    """Answer a query. `bound` gives values (N-Triples terms) to variables; rows beyond `limit` are cut.

    Raises QueryError where the query is wrong (with line and column) or asks for what is refused.
    """
    refuse(sparql)
    try:
        answer = graph.store.query(
            with_values(sparql, bound or {}),
            prefixes=iris.PREFIXES,
            use_default_graph_as_union=not CHOOSES_GRAPHS.search(SKIPPED.sub(" <> ", sparql)),
        )
        return collected(answer, limit)
    except SyntaxError as error:
        where = str(error).partition(", [")[0]
        raise QueryError(f"the query is wrong: {where}", mend="mend it there") from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def stream(graph: Graph, sparql: str) -> Iterator[tuple[Term | None, ...]]:
    """Yield the rows of a SELECT query of ours one at a time, in no order; the default graph is the union of all."""
    answer = graph.store.query(sparql, prefixes=iris.PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    for solution in answer:
        yield tuple(map(_term, solution))


def collected(answer: object, limit: int | None) -> Answer:
    """Return what the engine gives, as an Answer; rows and triples beyond `limit` are cut."""
    if isinstance(answer, ox.QueryBoolean):
        return Answer(boolean=bool(answer))
    most = None if limit is None else limit + 1
    if isinstance(answer, ox.QueryTriples):
        return collected_triples(islice(answer, most), limit)
    assert isinstance(answer, ox.QuerySolutions)
    names = tuple(variable.value for variable in answer.variables)
    rows = [tuple(map(_term, solution)) for solution in islice(answer, most)]
    return Answer(names, tuple(rows[:limit]), cut=limit is not None and len(rows) > limit)


def collected_triples(triples: Iterable[ox.Triple], limit: int | None) -> Answer:
    """Return triples as an Answer, sorted, each once; those beyond `limit` are cut."""
    lines = sorted({f"{triple} ." for triple in triples})
    return Answer(triples=tuple(lines[:limit]), cut=limit is not None and len(lines) > limit)


def _term(term: object) -> Term | None:
    """Return what an answer holds; a blank node of a remote graph is named by its label."""
    if isinstance(term, ox.BlankNode):
        return ox.Literal(f"_:{term.value}")
    return term if isinstance(term, ox.NamedNode | ox.Literal) else None


def with_values(sparql: str, bound: Mapping[str, Iterable[str]]) -> str:
    """Give variables their values, in a VALUES clause at the beginning of the WHERE clause."""
    values = "".join(f"\n  VALUES ?{name} {{ {' '.join(terms)} }}" for name, terms in sorted(bound.items()))
    return re.sub(r"\bWHERE\s*\{", lambda match: match[0] + values, sparql, count=1)


def run_bounded(path: Path, sparql: str, *, timeout: float = TIMEOUT, **options: object) -> Answer:
    """Answer a query in a process of its own, which is ended when the time is up: the engine itself cannot be
    interrupted. Raises QueryError at the deadline.
    """
    here, there = multiprocessing.get_context("fork").Pipe(duplex=False)
    worker = multiprocessing.get_context("fork").Process(target=_work, args=(there, path, sparql, options), daemon=True)
    worker.start()
    there.close()
    try:
        if not here.poll(timeout):
            raise QueryError(f"no answer after {timeout:g} seconds", mend="narrow the query or raise --timeout")
        answer = here.recv()
    except EOFError as error:
        raise QueryError("the query ended without an answer", mend="it may need more memory: narrow it") from error
    finally:
        worker.kill()
        worker.join()
    if isinstance(answer, KgError):
        raise answer
    return answer  # type: ignore[no-any-return]


def _work(pipe: Connection, path: Path, sparql: str, options: dict[str, object]) -> None:
    try:
        with open_graph(path, compact=True) as graph:
            pipe.send(run(graph, sparql, **options))  # type: ignore[arg-type]
    except KgError as error:
        pipe.send(error)


def with_prefixes(sparql: str) -> str:
    """Return a query with those of the usual prefixes before it that it uses: whole, for any endpoint."""
    used = (f"PREFIX {name}: <{iris.PREFIXES[name]}>\n" for name in sorted(iris.PREFIXES) if f"{name}:" in sparql)
    return "".join(used) + sparql


# Named queries


@dataclass(frozen=True)
class NamedQuery:
    """A query that is shipped: `parameters` by name, each with what it is and its default or None."""

    name: str
    title: str
    description: str
    parameters: Mapping[str, tuple[str, str | None]]
    sparql: str


HEADING = re.compile(r"^#\s*(title|description|param)\s*:?\s*(.*)$")
PARAMETER = re.compile(r"^(\w+)\s*:\s*(.*?)(?:\s*\[default: (.+)\])?$")


def named_queries() -> Mapping[str, NamedQuery]:
    """Return the queries of ontology/queries, by name."""
    files = sorted((ontology_folder() / "queries").glob("*.rq"))
    return {file.stem: _named(file) for file in files}


def _named(file: Path) -> NamedQuery:
    text = file.read_text("utf-8")
    said: dict[str, str] = {}
    parameters: dict[str, tuple[str, str | None]] = {}
    for line in text.splitlines():
        match = HEADING.match(line)
        if match and match[1] == "param" and (one := PARAMETER.match(match[2])):
            parameters[one[1]] = (one[2], one[3])
        elif match:
            said[match[1]] = match[2]
    return NamedQuery(file.stem, said.get("title", file.stem), said.get("description", ""), parameters, text)


def prepared(name: str, given: Mapping[str, str], base: str = iris.BASE) -> tuple[NamedQuery, dict[str, str]]:
    """Return a named query and its parameters, defaults filled in. Raises QueryError for an unknown name or
    parameter, or one that is missing.
    """
    queries = named_queries()
    if name not in queries:
        raise QueryError(f"there is no query named {name!r}", mend=f"take one of: {', '.join(queries)}")
    query = queries[name]
    unknown = sorted(set(given) - set(query.parameters))
    if unknown:
        raise QueryError(
            f"{name} has no parameter {unknown[0]!r}",
            mend=f"it takes: {', '.join(query.parameters) or 'none'}",
        )
    values = {p: given.get(p, default) for p, (_, default) in query.parameters.items()}
    missing = sorted(p for p, value in values.items() if value is None)
    if missing:
        raise QueryError(
            f"{name} needs {missing[0]}: {query.parameters[missing[0]][0]}",
            mend=f"add --param {missing[0]}=...",
        )
    return query, {p: value or "" for p, value in values.items()}


Ask = Callable[[str, Mapping[str, list[str]]], Answer]
"""Puts a query, with the terms of its variables, to a graph or an endpoint."""


def run_named(ask: Ask, name: str, given: Mapping[str, str], base: str = iris.BASE) -> Answer:
    """Answer a named query. Raises QueryError for what `bind` refuses."""
    return ask(*bind(ask, name, given, base))


def bind(ask: Ask, name: str, given: Mapping[str, str], base: str = iris.BASE) -> tuple[str, dict[str, list[str]]]:
    """Return a named query and the terms of its parameters.

    A value is a path ("agency/national-crime-agency"), an IRI, a prefixed name, a date, or a label, which is looked
    up with `ask`: first as it is written, then in any case and among other names. Raises QueryError where the name or a parameter is unknown, or nothing bears the label.
    """
    query, values = prepared(name, given, base)
    return query.sparql, {parameter: terms_of(ask, value, base) for parameter, value in values.items()}


REF = re.compile(r"^(?:person|agency|issue|place|party|office|constituency|debate|seat|sitting)/\S+$")
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
LABELLED = """SELECT DISTINCT ?thing WHERE { ?thing rdfs:label ?label FILTER(!CONTAINS(STR(?thing), "#char=")) }
ORDER BY ?thing"""


ALSO_CALLED = """SELECT DISTINCT ?thing WHERE {
  GRAPH ?known { ?thing rdfs:label|skos:prefLabel|skos:altLabel|skos:hiddenLabel ?label }
  FILTER(LCASE(STR(?label)) = ?wanted)
}
ORDER BY ?thing"""
WHERE_NAMES_STAND = (iris.REGISTER_GRAPH, iris.VOCABULARY_GRAPH)


def terms_of(ask: Ask, value: str, base: str = iris.BASE) -> list[str]:
    """Return the terms that a value may mean: the one that it writes down, else what bears it as a label.

    Raises QueryError where nothing does.
    """
    known = term_of(value, base)
    if known:
        return [known]
    found = _called(ask, value, base)
    if not found:
        raise QueryError(
            f"nothing in the graph is called “{value}”",
            mend="give another label, or a path such as person/1539",
        )
    return found


def _called(ask: Ask, value: str, base: str) -> list[str]:
    """Return what bears the label, as it is written, a thing rather than what is said of one; where nothing does, what the register and the vocabulary call
    so in any case, or by another of its names ("NCA").
    """
    exact = ask(LABELLED, {"label": [str(ox.Literal(value))]})
    if exact.rows:
        found = [str(row[0]) for row in exact.rows if row[0]]
        return [term for term in found if "#" not in term] or found
    graphs = [str(ox.NamedNode(iris.absolute(graph, base))) for graph in WHERE_NAMES_STAND]
    also = ask(ALSO_CALLED, {"wanted": [str(ox.Literal(value.lower()))], "known": graphs})
    return [str(row[0]) for row in also.rows if row[0]]


def term_of(value: str, base: str = iris.BASE) -> str | None:
    """Return the term that a parameter's value writes down, or None where it can only be a label.

    >>> term_of("agency/national-crime-agency")
    '<https://w3id.org/hansard-kg/agency/national-crime-agency>'
    """
    prefix, _, rest = value.partition(":")
    if REF.match(value):
        return _node(iris.absolute(value, base))
    if prefix in iris.PREFIXES and rest:
        return _node(iris.PREFIXES[prefix] + rest)
    if re.match(r"^https?://[^\s<>\"{}|^`\\]+$", value):
        return _node(value)
    if DAY.match(value):
        return str(ox.Literal(value, datatype=ox.NamedNode(f"{iris.PREFIXES['xsd']}date")))
    return None


def _node(iri: str) -> str | None:
    """Return an IRI as a term, None for what is none."""
    try:
        return str(ox.NamedNode(iri))
    except ValueError:
        return None


# Formats of an answer


def plain(term: Term | None) -> str:
    """Return a term as people read it: a literal's words, an IRI in full.

    >>> plain(ox.Literal("county lines", language="en")), plain(None)
    ('county lines', '')
    """
    return "" if term is None else str(term.value)


def as_csv(answer: Answer) -> str:
    """Write an answer as SPARQL 1.1 CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.variables)
    writer.writerows([plain(term) for term in row] for row in answer.rows)
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """Write an answer as SPARQL 1.1 JSON."""
    if answer.boolean is not None:
        return json.dumps({"head": {}, "boolean": answer.boolean})
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return json.dumps(
        {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}},
        ensure_ascii=False,
        indent=1,
    )


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    said = {"type": "literal", "value": term.value}
    if term.language:
        said["xml:lang"] = term.language
    elif term.datatype.value != f"{iris.PREFIXES['xsd']}string":
        said["datatype"] = term.datatype.value
    return said


def as_xml(answer: Answer) -> str:
    """Write an answer as SPARQL 1.1 XML."""
    results = ox.parse_query_results(as_json(answer).encode(), format=ox.QueryResultsFormat.JSON)
    return results.serialize(format=ox.QueryResultsFormat.XML).decode()  # type: ignore[union-attr]


def as_turtle(answer: Answer) -> str:
    """Write the triples of CONSTRUCT or DESCRIBE as Turtle."""
    triples = ox.parse("\n".join(answer.triples).encode(), format=ox.RdfFormat.N_TRIPLES)
    quads = (quad.triple for quad in triples)
    return ox.serialize(quads, format=ox.RdfFormat.TURTLE, prefixes=iris.PREFIXES).decode()  # type: ignore[union-attr]
