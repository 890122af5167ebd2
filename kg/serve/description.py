"""What the endpoint says of itself: the SPARQL 1.1 Service Description, and OpenAPI."""

from collections.abc import Mapping
from importlib.metadata import version

from kg.serve.results import GRAPH_FORMS, TABLE_FORMS, Limits

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
FORMAT_NAMES: Mapping[str, str] = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}
"""The forms of answers, by W3C's names for them (https://www.w3.org/ns/formats/)."""


def service_description(endpoint: str, licence: str) -> str:
    """Return the description of the endpoint at the address `endpoint`, as N-Triples (sections 3 and 4 of the recommendation).

    `licence` is a term: an IRI in angle brackets.
    """
    service, dataset, default = f"<{endpoint}>", f"<{endpoint}#dataset>", f"<{endpoint}#default-graph>"
    said = [
        (service, "rdf:type", f"<{SD}Service>"),
        (service, f"<{SD}endpoint>", service),
        (service, f"<{SD}supportedLanguage>", f"<{SD}SPARQL11Query>"),
        (service, f"<{SD}feature>", f"<{SD}UnionDefaultGraph>"),
        (service, f"<{SD}defaultDataset>", dataset),
        (dataset, "rdf:type", f"<{SD}Dataset>"),
        (dataset, f"<{SD}defaultGraph>", default),
        (default, "rdf:type", f"<{SD}Graph>"),
        (dataset, "<http://purl.org/dc/terms/license>", licence),
    ]
    said += [
        (service, f"<{SD}resultFormat>", f"<{FORMATS}{FORMAT_NAMES[form]}>") for form in (*TABLE_FORMS, *GRAPH_FORMS)
    ]
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    return "".join(f"{s} {a if p == 'rdf:type' else p} {o} .\n" for s, p, o in said)


def openapi(limits: Limits, timeout: float, more: Mapping[str, object]) -> dict[str, object]:
    """Return the OpenAPI 3.1 description of what programs may ask; `more` are paths besides those of SPARQL."""
    forms = [*TABLE_FORMS, *GRAPH_FORMS]
    parameters = [
        _parameter("query", "A SPARQL 1.1 query; SELECT, ASK, CONSTRUCT or DESCRIBE.", {"type": "string"}),
        _parameter("default-graph-uri", "A stored graph to be in the default graph; repeatable.", _iris()),
        _parameter("named-graph-uri", "A stored graph to be named; repeatable.", _iris()),
        _parameter("format", "The form of the answer, instead of Accept.", {"type": "string", "enum": forms}),
        _parameter("timeout", f"Seconds, up to {timeout:g}.", {"type": "number", "exclusiveMinimum": 0}),
    ]
    form_type = {"schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}}
    responses = {
        "200": {
            "description": f"The answer, {limits.rows} rows at the most; X-Truncated says where it was cut.",
            "content": _content(
                *(form.media_type for form in TABLE_FORMS.values()), *(one for one, _ in GRAPH_FORMS.values())
            ),
        },
        "400": _refusal("The query is wrong or refused; the line and column are said."),
        "403": _refusal("An update; the endpoint is read-only."),
        "406": _refusal("Nobody writes the form that is asked for."),
        "413": _refusal("The query is too long."),
        "414": _refusal("The query is too long for an address."),
        "415": _refusal("The query was sent as something else."),
        "503": _refusal("Too many queries, or this one took too long.") | {"headers": {"Retry-After": _retry()}},
    }
    get = {"summary": "Answer a query", "operationId": "query", "parameters": parameters, "responses": responses}
    post = {
        "summary": "Answer a query that is posted",
        "operationId": "postQuery",
        "parameters": parameters[1:],
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": form_type,
                "application/sparql-query": {"schema": {"type": "string"}},
            },
        },
        "responses": responses,
    }
    health = {
        "summary": "Whether queries are answered",
        "operationId": "health",
        "responses": {
            "200": _refusal("They are."),
            "503": _refusal("They are not.") | {"headers": {"Retry-After": _retry()}},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "hansard-kg",
            "version": version("hansard-kg"),
            "description": "What is said in Parliament, as a graph.",
        },
        "paths": {"/sparql": {"get": get, "post": post}, "/health": {"get": health}, **more},
    }


def _content(*media_types: str) -> dict[str, object]:
    """Return what a response may hold: one of the media types, or for a browser a page."""
    return {one.partition(";")[0]: {} for one in (*media_types, "text/html")}


def _refusal(description: str) -> dict[str, object]:
    return {"description": description, "content": _content("text/plain")}


def _parameter(name: str, description: str, schema: Mapping[str, object]) -> dict[str, object]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _iris() -> dict[str, object]:
    return {"type": "array", "items": {"type": "string"}}


def _retry() -> dict[str, object]:
    return {"description": "When to come back, in seconds.", "schema": {"type": "integer"}}
