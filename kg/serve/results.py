"""Answers as bytes: SPARQL 1.1 Query Results in JSON, XML, CSV and TSV; graphs in the syntaxes of RDF.

Rows beyond a number, and bytes beyond a number, are cut; what is left is a whole document, and the answer says so.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import KgError

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = Sequence[Term | None]
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
ITS = "http://www.w3.org/2005/11/its"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no document of XML 1.0 can hold, however they are written."""
JSON = json.JSONEncoder(ensure_ascii=False).encode
"""One encoder for all rows: `json.dumps` would make one for each."""
OUTER_SPACE = re.compile(r"\A[ \t\n]+|[ \t\n]+\Z")
"""Some readers drop it where it is not written as a reference."""


@dataclass(frozen=True)
class Limits:
    """The most that an answer may hold, rows and bytes."""

    rows: int = 100_000
    size: int = 50_000_000


@dataclass(frozen=True)
class Written:
    """An answer as bytes of a media type; `cut` says which limit cut it, if one did."""

    body: bytes
    media_type: str
    cut: str | None = None


def given(answer: Written | KgError) -> Written:
    """Return what a worker has written. Raises the error that it gave instead."""
    if isinstance(answer, KgError):
        raise answer
    return answer


@dataclass(frozen=True)
class TableForm:
    """A form of rows: what comes first, each row, what comes between and last; `boolean` writes yes and no."""

    media_type: str
    head: Callable[[Sequence[str]], str]
    row: Callable[[Sequence[str], Row], str]
    between: str
    tail: str
    boolean: Callable[[bool], str]


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "triple", "value": {part: _json_term(one) for part, one in _parts(term)}}
    said: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        direction = {"its:dir": str(term.direction)} if term.direction else {}
        return said | {"xml:lang": term.language} | direction
    return said if term.datatype.value == XSD_STRING else said | {"datatype": term.datatype.value}


def _parts(triple: ox.Triple) -> Sequence[tuple[str, Term]]:
    return (("subject", triple.subject), ("predicate", triple.predicate), ("object", triple.object))


def _json_row(names: Sequence[str], row: Row) -> str:
    return JSON({name: _json_term(term) for name, term in zip(names, row, strict=True) if term is not None})


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (f"<{part}>{_xml_term(one)}</{part}>" for part, one in _parts(term))
        return f"<triple>{''.join(parts)}</triple>"
    if term.language:
        direction = f' xmlns:its="{ITS}" its:version="2.0" its:dir="{term.direction}"' if term.direction else ""
        return f"<literal xml:lang={quoteattr(term.language)}{direction}>{_xml_text(term.value)}</literal>"
    if term.datatype.value == XSD_STRING:
        return f"<literal>{_xml_text(term.value)}</literal>"
    return f"<literal datatype={quoteattr(term.datatype.value)}>{_xml_text(term.value)}</literal>"


def _xml_text(words: str) -> str:
    """Return text that every XML parser reads; U+FFFD stands for what XML cannot hold."""
    escaped = escape(NOT_IN_XML.sub("\ufffd", words), {"\r": "&#13;"})
    return OUTER_SPACE.sub(lambda spaces: "".join(f"&#{ord(space)};" for space in spaces[0]), escaped)


def _xml_row(names: Sequence[str], row: Row) -> str:
    bound = ((name, term) for name, term in zip(names, row, strict=True) if term is not None)
    return (
        "<result>"
        + "".join(f'<binding name="{name}">{_xml_term(term)}</binding>' for name, term in bound)
        + "</result>"
    )


def _xml_head(names: Sequence[str]) -> str:
    variables = "".join(f'<variable name="{name}"/>' for name in names)
    return f"{XML}<head>{variables}</head><results>"


XML = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _csv_term(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else _turtle_term(term)


def _turtle_term(term: Term) -> str:
    if not isinstance(term, ox.Triple):
        return str(term)
    return f"<<( {' '.join(_turtle_term(part) for part in (term.subject, term.predicate, term.object))} )>>"


def _csv_row(_: Sequence[str], row: Row) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(map(_csv_term, row))
    return file.getvalue()


def _tsv_row(_: Sequence[str], row: Row) -> str:
    return "\t".join("" if term is None else _turtle_term(term).replace("\t", "\\t") for term in row) + "\n"


TABLE_FORMS: Mapping[str, TableForm] = {
    "json": TableForm(
        "application/sparql-results+json",
        lambda names: f'{{"head": {{"vars": {json.dumps(list(names))}}}, "results": {{"bindings": [\n',
        _json_row,
        ",\n",
        "\n]}}\n",
        lambda yes: json.dumps({"head": {}, "boolean": yes}) + "\n",
    ),
    "xml": TableForm(
        "application/sparql-results+xml",
        _xml_head,
        _xml_row,
        "\n",
        "</results></sparql>\n",
        lambda yes: f"{XML}<head/><boolean>{str(yes).lower()}</boolean></sparql>\n",
    ),
    "csv": TableForm(
        "text/csv; charset=utf-8",
        lambda names: ",".join(names) + "\r\n",
        _csv_row,
        "",
        "",
        lambda yes: f"boolean\r\n{str(yes).lower()}\r\n",
    ),
    "tsv": TableForm(
        "text/tab-separated-values; charset=utf-8",
        lambda names: "\t".join(f"?{name}" for name in names) + "\n",
        _tsv_row,
        "",
        "",
        lambda yes: f"?boolean\n{str(yes).lower()}\n",
    ),
}

GRAPH_FORMS: Mapping[str, tuple[str, ox.RdfFormat]] = {
    "ttl": ("text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdfxml": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "nq": ("application/n-quads", ox.RdfFormat.N_QUADS),
}
"""Forms of a graph: media type, and the engine's name for it."""


def write_rows(names: Sequence[str], rows: Iterable[Row], form: str, limits: Limits) -> Written:
    """Return rows in a form of TABLE_FORMS, cut at the limits."""
    table = TABLE_FORMS[form]
    size = len((table.head(names) + table.tail).encode())
    kept: list[str] = []
    cut = None
    for row in rows:
        if len(kept) >= limits.rows:
            cut = f"{limits.rows} rows"
            break
        line = table.row(names, row)
        size += len(line.encode()) + len(table.between)
        if size > limits.size:
            cut = f"{limits.size} bytes"
            break
        kept.append(line)
    body = table.head(names) + table.between.join(kept) + table.tail
    return Written(body.encode(), table.media_type, cut)


def write_boolean(yes: bool, form: str) -> Written:
    """Return yes or no in a form of TABLE_FORMS."""
    return Written(TABLE_FORMS[form].boolean(yes).encode(), TABLE_FORMS[form].media_type)


def write_triples(triples: Iterator[ox.Triple], form: str, limits: Limits, prefixes: Mapping[str, str]) -> Written:
    """Return triples in a form of GRAPH_FORMS, cut at the limit of rows. Raises ValueError where they are too many bytes."""
    media_type, engine = GRAPH_FORMS[form]
    kept = list(islice(triples, limits.rows + 1))
    cut = f"{limits.rows} triples" if len(kept) > limits.rows else None
    body = ox.serialize(kept[: limits.rows], format=engine, prefixes=dict(prefixes)) or b""
    if len(body) > limits.size:
        raise ValueError(f"the answer is larger than {limits.size} bytes")
    return Written(body, media_type, cut)
