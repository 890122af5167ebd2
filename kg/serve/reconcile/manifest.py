"""What the service says of itself: the manifest (section 3.1 of the specification), and its part of the OpenAPI description."""

from collections.abc import Mapping
from importlib.metadata import version

from kg.iris import ONTOLOGY
from kg.serve.reconcile.extending import SETTINGS
from kg.serve.reconcile.kinds import TYPES
from kg.serve.reconcile.requests import BATCH, MOST_IDS
from kg.serve.reconcile.suggesting import written_type

WIDTH, HEIGHT = 430, 260
"""Pixels of a preview."""


def manifest(root: str, base: str) -> dict[str, object]:
    """Return the manifest of the service at the address `root`, whose ids are paths under `base`."""

    def at(path: str) -> dict[str, str]:
        return {"service_url": root.rstrip("/"), "service_path": f"/reconcile/{path}"}

    return {
        "versions": ["0.1", "0.2"],
        "name": "hansard-kg: people, constituencies, public bodies, issues, places, offices and parties of Hansard",
        "identifierSpace": base,
        "schemaSpace": ONTOLOGY,
        "documentation": root,
        "serviceVersion": version("hansard-kg"),
        "defaultTypes": [written_type(name) for name, its in TYPES.items() if its.broader is None],
        "view": {"url": f"{root}reconcile/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}reconcile/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            "entity": at("suggest/entity"),
            "type": at("suggest/type"),
            "property": at("suggest/property"),
        },
        "extend": {"propose_properties": at("properties"), "property_settings": SETTINGS},
        "batchSize": BATCH,
    }


def paths() -> dict[str, object]:
    """Return the paths of the service for the OpenAPI description."""
    answers = _responses("The manifest, or the results of what is asked.", "413")
    batch = _text("queries", f"A batch of at most {BATCH} queries, as JSON.")
    extend = _text("extend", f"Which properties of which things (at most {MOST_IDS}) are fetched, as JSON.")
    form = {
        "type": "object",
        "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
    }
    post = {
        "summary": "Reconcile a batch, or fetch values",
        "operationId": "postReconcile",
        "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": {**answers, "415": {"description": "The batch was sent as something else."}},
    }
    get = {
        "summary": "The manifest of the reconciliation service (0.2), the results of a batch, or values",
        "operationId": "reconcile",
        "parameters": [batch, extend],
        "responses": {**answers, "414": {"description": "The batch is too long for an address."}},
    }
    found: dict[str, object] = {"/reconcile": {"get": get, "post": post}}
    prefix = [
        _text("prefix", "What was typed."),
        _text("type", "A type."),
        _text("cursor", "How many to skip."),
        _text("limit", "How many at the most."),
    ]
    for what in ("entity", "type", "property"):
        found[f"/reconcile/suggest/{what}"] = {
            "get": _get(f"Complete the name of an {what}" if what == "entity" else f"Complete a {what}", prefix)
        }
    found["/reconcile/properties"] = {"get": _get("The properties of a type", [prefix[1], prefix[3]])}
    found["/reconcile/preview"] = {"get": _get("A card on a thing, as HTML", [_text("id", "Its id.")], "404")}
    found["/reconcile/view"] = {"get": _get("Go to the page of a thing", [_text("id", "Its id.")], "404", "307")}
    return found


def _get(summary: str, parameters: list[dict[str, object]], *more: str) -> dict[str, object]:
    return {"summary": summary, "parameters": parameters, "responses": _responses("What is asked for.", *more)}


SAID = {
    "307": "The page is there.",
    "400": "What is asked is wrong; a line says how.",
    "404": "There is no such thing.",
    "413": "The batch is too large.",
    "503": "Too many questions, or the index of names is being made.",
}


def _responses(good: str, *more: str) -> Mapping[str, object]:
    return {"200": {"description": good}} | {code: {"description": SAID[code]} for code in ("400", "503", *more)}


def _text(name: str, description: str) -> dict[str, object]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": {"type": "string"}}
