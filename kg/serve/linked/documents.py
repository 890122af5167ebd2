"""A description as a document in each of its forms, with the headers that tell what the document is of."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg import iris
from kg.export.rdf import NOT_IN_XML
from kg.serve.linked.conditional import settled
from kg.serve.linked.description import Description, expanded
from kg.serve.linked.frame import framed
from kg.serve.linked.served import served
from kg.serve.negotiation import best
from kg.serve.sparql import RefusalError, said
from kg.triples.provenance import LICENCE

HTML = "html"
Page = Callable[[Request, Description], Awaitable[Response]]


@dataclass(frozen=True)
class Form:
    """A form of RDF: its media type, and how a description is written with the statements about its document."""

    media_type: str
    write: Callable[[Description, list[ox.Triple]], bytes]


def _plainly(form: ox.RdfFormat) -> Callable[[Description, list[ox.Triple]], bytes]:
    def write(description: Description, about: list[ox.Triple]) -> bytes:
        triples = [*about, *description.triples]
        return ox.serialize(triples, format=form, prefixes=_used(triples)) or b""

    return write


def _used(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Return the usual prefixes of which there is a name in the triples."""
    words = "".join(map(str, triples))
    return {prefix: namespace for prefix, namespace in iris.PREFIXES.items() if f"<{namespace}" in words}


def _xml(description: Description, about: list[ox.Triple]) -> bytes:
    """Write RDF/XML. Raises RefusalError for a text that XML cannot hold."""
    literals = (triple.object for triple in description.triples if isinstance(triple.object, ox.Literal))
    if any(NOT_IN_XML.search(literal.value) for literal in literals):
        raise RefusalError(406, "XML cannot hold a control character that stands here: take text/turtle")
    return _plainly(ox.RdfFormat.RDF_XML)(description, about)


FORMS: Mapping[str, Form] = {
    "ttl": Form("text/turtle; charset=utf-8", _plainly(ox.RdfFormat.TURTLE)),
    "nt": Form("application/n-triples", _plainly(ox.RdfFormat.N_TRIPLES)),
    "jsonld": Form("application/ld+json", lambda its, about: framed(its.triples, its.thing, about).encode()),
    "rdf": Form("application/rdf+xml", _xml),
}
"""By suffix."""

TYPES: Mapping[str, str] = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/json": "jsonld",
    "text/plain": "nt",
    "application/xml": "rdf",
    "text/xml": "rdf",
}
"""The suffix of the document that a client gets who likes a media type; of two liked alike the first counts."""

SUFFIXES = (*FORMS, HTML)


def wanted(request: Request, given: str | None, types: Mapping[str, str] = TYPES) -> str:
    """Return the suffix of the form to answer in. Raises RefusalError where nothing suits."""
    form = given or best(request.headers.get("accept", "*/*"), types)
    if form is None:
        raise RefusalError(406, f"take one of: {', '.join(dict.fromkeys(types))}")
    return form


async def document(
    request: Request,
    its: Description,
    path: str,
    page: Page,
    given: str | None = None,
    types: Mapping[str, str] = TYPES,
) -> Response:
    """Answer with what is said of a thing, `path` being its documents' without suffix: in the form `given`, or liked best."""
    form, graph = wanted(request, given, types), served(request)
    if form == HTML:
        response = await page(request, its)
    else:
        about = document_triples(f"{graph.base}{path}.{form}", its, graph.base)
        response = Response(FORMS[form].write(its, about), 200, {"Content-Type": FORMS[form].media_type})
    _head(request, response, its, path, form, given is None)
    return settled(request, response, graph.modified())


def document_triples(about: str, its: Description, base: str) -> list[ox.Triple]:
    """Return what is said of a document: that it is of a thing, its licence, which dataset it is from."""
    said_of_it = (
        ("rdf:type", expanded("foaf:Document")),
        ("foaf:primaryTopic", its.thing),
        ("dcterms:license", licence(its)),
        ("void:inDataset", base),
    )
    return [ox.Triple(ox.NamedNode(about), ox.NamedNode(expanded(p)), ox.NamedNode(o)) for p, o in said_of_it]


def licence(its: Description) -> str:
    """Return the licence that a thing states of itself, else that of Parliament's words."""
    thing, states = ox.NamedNode(its.thing), ox.NamedNode(expanded("dcterms:license"))
    own = (one.object for one in its.triples if one.subject == thing and one.predicate == states)
    return next((one.value for one in own if isinstance(one, ox.NamedNode)), LICENCE.strip("<>"))


def _head(request: Request, response: Response, its: Description, path: str, form: str, negotiated: bool) -> None:
    here = f"{request.scope.get('root_path', '')}/{path}"
    response.headers["Link"] = ", ".join(_links(here, its, form))
    if negotiated:
        response.headers["Vary"] = "Accept"
        response.headers["Content-Location"] = f"{here}.{form}"
    if its.cut:
        response.headers["X-Truncated"] = f"some of the links are left out: {', '.join(its.cut)}"


def _links(here: str, its: Description, form: str) -> Iterable[str]:
    if form == HTML:
        yield f'<{here}.ttl>; rel="describedby"; type="text/turtle"'
    else:
        yield f'<{_ascii(its.thing)}>; rel="describes"'
    media_types = {suffix: one.media_type.partition(";")[0] for suffix, one in FORMS.items()} | {HTML: "text/html"}
    for suffix, media_type in media_types.items():
        if suffix != form:
            yield f'<{here}.{suffix}>; rel="alternate"; type="{media_type}"'
    yield f'<{_ascii(licence(its))}>; rel="license"'


def _ascii(iri: str) -> str:
    return re.sub(r"[^\x21-\x7e]", lambda c: "".join(f"%{byte:02X}" for byte in c[0].encode()), iri)


def missing(path: str) -> Response:
    return said(404, f"nothing is said of {path[:200]!r}")
