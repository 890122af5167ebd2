"""The reconciliation service: the forms of the specification, a match only where there is no doubt, bounds, no 500 whatever comes."""

import html
import json
import random
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import jsonschema
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.iris import BASE, ONTOLOGY
from kg.serve.app import Settings, application
from kg.serve.reconcile import requests
from kg.serve.reconcile.kinds import TYPES
from kg.serve.reconcile.properties import FETCHED, PROPERTIES
from kg.store import writing
from tests.serve.conftest import serving

TRIES = 3
"""A busy machine may be late; not each time."""

TEXT, TEXTS = {"type": "string"}, {"type": "array", "items": {"type": "string"}}


def record(required: str, **fields: object) -> dict[str, object]:
    """Return the schema of an object: which fields it must have, what they hold; no others."""
    return {"type": "object", "properties": fields, "required": required.split(), "additionalProperties": False}


def listed(schema: object) -> dict[str, object]:
    return {"type": "array", "items": schema}


NAMED = record("id name", id={"type": "string", "minLength": 1}, name={"type": "string", "minLength": 1})
TYPE = record("id name", id=TEXT, name=TEXT, broader=listed(NAMED))
TEMPLATE = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
PLACE = record("service_url service_path", service_url=TEXT, service_path={"type": "string", "pattern": "^/"})
FEATURE = record("id value", id=TEXT, value={"type": ["number", "boolean"]})
CANDIDATE = record(
    "id name type score match",
    id=TEXT, name=TEXT, description={"type": "string", "minLength": 1}, type=listed(NAMED), features=listed(FEATURE),
    score={"type": "number", "minimum": 0, "maximum": 100}, match={"type": "boolean"},
)  # fmt: skip
MANIFEST = record(
    "versions name identifierSpace schemaSpace view",
    versions={**TEXTS, "contains": {"const": "0.2"}}, name=TEXT, identifierSpace=TEXT, schemaSpace=TEXT, documentation=TEXT,
    serviceVersion=TEXT, defaultTypes=listed(TYPE), view=record("url", url=TEMPLATE), batchSize={"type": "integer"},
    preview=record("url width height", url=TEMPLATE, width={"type": "integer"}, height={"type": "integer"}),
    suggest=record("", entity=PLACE, type=PLACE, property=PLACE),
    extend=record("", propose_properties=PLACE, property_settings=listed(record("name label type default help_text", name=TEXT, label=TEXT, type={"enum": ["number", "text", "checkbox", "select"]}, default=TEXT, help_text=TEXT))),
)  # fmt: skip
RESULTS = {"type": "object", "additionalProperties": record("result", result=listed(CANDIDATE))}
CELL = {"oneOf": [NAMED, record("str", str=TEXT)]}
EXTENDED = record(
    "meta rows",
    meta=listed(record("id name", id=TEXT, name=TEXT, type=NAMED)),
    rows={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": listed(CELL)}},
)
SUGGESTED = record(
    "result",
    result=listed(
        record("id name", id=TEXT, name=TEXT, description=TEXT, notable=listed(NAMED), broader=listed(NAMED))
    ),
)
PROPOSED = record("properties", type=TEXT, limit={"type": "integer"}, properties=listed(NAMED))


def holds(schema: dict[str, object], found: object) -> Any:
    jsonschema.validate(found, schema, cls=jsonschema.Draft202012Validator)
    return found


NAMESAKES = """
@prefix hkg: <https://w3id.org/hansard-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/hansard-kg/> .
<person/a> a hkg:Person ; rdfs:label "Ann Namesake" . <person/b> a hkg:Person ; rdfs:label "Ann Namesake" .
<person/c> a hkg:Person ; rdfs:label "Sir Bob Lonely" . <person/d> a hkg:Person ; rdfs:label "Bob Lonely" .
<person/e> a hkg:Person ; rdfs:label "Eve <script>alert(1)</script>" ; hkg:name <person/e/name> . <person/e/name> rdfs:label "\\"><img src=x onerror=alert(2)>" .
<seat/a> a hkg:SeatIncumbency ; org:member <person/a> ; hkg:constituency <constituency/3293> ; hkg:house hkg:Commons ; schema:startDate "2010-05-06"^^xsd:date .
<seat/b> a hkg:SeatIncumbency ; org:member <person/b> ; hkg:constituency <constituency/3871> ; hkg:house hkg:Commons ; schema:startDate "1997-05-01"^^xsd:date ; schema:endDate "2005-05-05"^^xsd:date .
<party-membership/a> a hkg:PartyMembership ; org:member <person/a> ; org:organization <party/labour> ; schema:startDate "2010-05-06"^^xsd:date .
"""


@pytest.fixture(scope="module")
def path(seed_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped debate with people of one name, and one whose name is an attack."""
    folder = tmp_path_factory.mktemp("reconcile")
    shutil.copytree(seed_path, folder / "hansard.kg")
    quads = [
        ox.Quad(*triple.triple, ox.NamedNode(f"{BASE}graph/register"))
        for triple in ox.parse(NAMESAKES, format=ox.RdfFormat.TURTLE)
    ]
    (folder / "more.nq").write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    with writing(folder / "hansard.kg") as writer:
        writer.load(folder / "more.nq")
    return folder / "hansard.kg"


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(application(Settings(path))) as client:
        for _ in range(20):
            if client.get("/reconcile/suggest/entity", params={"prefix": "x"}).status_code == 200:
                break
        yield client


def ask(client: TestClient, **queries: object) -> dict[str, list[dict[str, Any]]]:
    response = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.status_code == 200, response.text
    return {key: found["result"] for key, found in holds(RESULTS, response.json()).items()}


def best(client: TestClient, query: str, **more: object) -> tuple[list[str], str | None]:
    """Return the ids of the best score, and the match."""
    found = ask(client, q={"query": query, **more})["q"]
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    matches = [one["id"] for one in found if one["match"]]
    assert len(matches) <= 1
    return [one["id"] for one in found if one["score"] == found[0]["score"]], next(iter(matches), None)


def asked(**values: object) -> list[dict[str, object]]:
    return [{"pid": pid, "v": value} for pid, value in values.items()]


def test_the_manifest_says_what_there_is(client: TestClient) -> None:
    manifest = holds(MANIFEST, client.get("/reconcile", headers={"Origin": "http://127.0.0.1:3333"}).json())
    assert manifest["identifierSpace"] == BASE
    assert manifest["schemaSpace"] == ONTOLOGY
    assert {one["id"] for one in manifest["defaultTypes"]} == {
        "Person",
        "Constituency",
        "Agency",
        "Issue",
        "Place",
        "Party",
        "Office",
    }
    for name, at in manifest["suggest"].items():
        holds(SUGGESTED, client.get(at["service_url"] + at["service_path"], params={"prefix": "pa"}).json())
        assert client.get("/openapi.json").json()["paths"][f"/reconcile/suggest/{name}"]
    at = manifest["extend"]["propose_properties"]
    holds(PROPOSED, client.get(at["service_url"] + at["service_path"], params={"type": "Person"}).json())
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert client.get(template.replace("{{id}}", "person%2F1539")).status_code == 200
    assert client.get("/reconcile", headers={"Origin": "http://x.org"}).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("query", "more", "ids", "match"),
    [
        ("Ben Wallace", {}, {"person/1539"}, "person/1539"),
        ("  Ben \n Wallace ", {"type": "Person"}, {"person/1539"}, "person/1539"),
        ("ben wallace", {}, {"person/1539"}, None),
        ("Wallace, Ben", {}, {"person/1539"}, None),
        ("Rt Hon Ben Wallace MP", {}, {"person/1539"}, None),
        ("Ben Walace", {}, {"person/1539"}, None),
        ("NCA", {"type": ["Agency"]}, {"agency/national-crime-agency"}, "agency/national-crime-agency"),
        ("nca", {"type": ["Agency"]}, {"agency/national-crime-agency"}, None),
        ("Hare coursing", {"type": "Issue"}, {"issue/hare-coursing"}, "issue/hare-coursing"),
        ("Derbyshire Constabulary", {"type": "PoliceForce"}, {"agency/derbyshire-constabulary"}, "agency/derbyshire-constabulary"),
        ("Conservative", {"type": f"{ONTOLOGY}Party"}, {"party/conservative"}, "party/conservative"),
        ("Somersetshire", {"type": {"id": "Place"}}, {"place/somerset"}, "place/somerset"),
        ("person/1539", {}, {"person/1539"}, "person/1539"),
        (f"{BASE}person/1539", {}, {"person/1539"}, "person/1539"),
        ("Ann Namesake", {}, {"person/a", "person/b"}, None),
        ("Bob Lonely", {"type": "Person"}, {"person/d"}, None),
        ("assault", {}, {"issue/assault"}, None),
        ("assault", {"type": "Issue"}, {"issue/assault"}, "issue/assault"),
        ("settle and carlisle", {"type": "Issue"}, {"issue/railway-closures"}, None),
        ("Home Secretary", {}, {"office/home-secretary-to-1979", "office/secretary-of-state-for-the-home-department"}, None),
    ],
)  # fmt: skip
def test_a_match_is_certain(
    client: TestClient, query: str, more: dict[str, object], ids: set[str], match: str | None
) -> None:
    found, matched = best(client, query, **more)
    assert set(found) == ids
    assert matched == match


@pytest.mark.parametrize(
    ("query", "properties", "match"),
    [
        ("Amber Valley", asked(on="2015-01-01"), "constituency/3293"),
        ("Amber Valley", asked(on="2010-05-06T00:00:00Z"), "constituency/3293"),
        ("Amber Valley", asked(on="in 2015"), None),
        ("Amber Valley", asked(gss="E14000533"), None),
        ("Ann Namesake", asked(constituency="amber valley"), "person/a"),
        ("Ann Namesake", asked(constituency={"id": "constituency/3293"}), "person/a"),
        ("Ann Namesake", asked(constituency="Amber Valley", on="2000-01-01"), None),
        ("Ann Namesake", asked(on="2000-01-01"), "person/b"),
        ("Ann Namesake", asked(on="1950-01-01"), None),
        ("Ann Namesake", asked(party="Labour Party"), None),
        ("Ann Namesake", asked(house=["House of Commons"]), None),
        ("Ben Wallace", asked(party="Conservative", constituency="Wyre and Preston North", on="2017-11-20", gender="male"), "person/1539"),
        ("Ben Wallace", asked(party="Labour"), None),
        ("Ben Wallace", asked(wikidata="Q263166"), "person/1539"),
        ("Ben Wallace", asked(gss="E14000533"), None),
        ("National Crime Agency", asked(on="2017-11-20"), "agency/national-crime-agency"),
        ("National Crime Agency", asked(on="2005-11-20"), None),
    ],
)  # fmt: skip
def test_properties_tell_namesakes_apart(client: TestClient, query: str, properties: object, match: str | None) -> None:
    """What is known to be otherwise speaks against a candidate; what is not known (b's party) speaks for nobody."""
    types = {"type": "Constituency"} if "Amber" in query else {}
    assert best(client, query, properties=properties, **types)[1] == match


def test_a_type_that_is_asked_for_is_kept(client: TestClient) -> None:
    found = ask(
        client,
        a={"query": "National Crime Agency", "type": "PoliceForce"},
        b={"query": "Amber Valley", "type": ["Constituency"], "limit": 2},
        c={"query": "Metropolitan Police", "type": ["PoliceForce", "Agency"], "type_strict": "all"},
        d={"query": "", "type": "Person"},
        e={"query": "***"},
    )
    assert "agency/national-crime-agency" not in [one["id"] for one in found["a"]]
    assert [one["type"][0]["id"] for one in found["b"]] == ["Constituency"] * 2
    assert {"PoliceForce", "Agency"} == {one["id"] for one in found["c"][0]["type"]}
    assert found["d"] == found["e"] == []


def test_a_batch_may_be_asked_by_get(client: TestClient) -> None:
    queries = json.dumps({"q0": {"query": "Ben Wallace"}})
    by_get, by_post = (
        client.get("/reconcile", params={"queries": queries}),
        client.post("/reconcile", data={"queries": queries}),
    )
    assert by_get.json() == by_post.json()


def test_values_are_fetched(client: TestClient) -> None:
    asked = {
        "ids": ["person/1539", "constituency/3293", f"{BASE}agency/national-crime-agency", "person/none", "x y<z>"],
        "properties": [
            {"id": "constituency"}, {"id": "wikidata"}, {"id": "gss"}, {"id": "answered-by"},
        ],
    }  # fmt: skip
    response = client.post("/reconcile", data={"extend": json.dumps(asked)})
    found = holds(EXTENDED, response.json())
    rows = found["rows"]
    assert rows["person/1539"]["wikidata"] == [{"str": "Q263166"}]
    assert rows["constituency/3293"]["gss"] == [{"str": "E14000533"}]
    assert rows[f"{BASE}agency/national-crime-agency"]["answered-by"] == [
        {"id": "agency/home-office", "name": "Home Office"}
    ]
    assert set(rows) == set(asked["ids"])  # type: ignore[arg-type]
    assert not any(rows["person/none"].values())
    assert found["meta"][0] == {
        "id": "constituency",
        "name": "constituency",
        "type": {"id": "Constituency", "name": "Constituency"},
    }
    one = {"ids": ["person/1539"], "properties": [{"id": "constituency", "settings": {"on": "2017-11-20"}}]}
    held = client.get("/reconcile", params={"extend": json.dumps(one)}).json()["rows"]["person/1539"]["constituency"]
    assert held == [{"id": "constituency/3871", "name": "Wyre and Preston North"}]


def test_every_property_finds_something(client: TestClient) -> None:
    """A pattern that the graph does not have would be nothing real."""
    ids = ["person/1539", "constituency/3293", "agency/national-crime-agency", "agency/derbyshire-constabulary", "issue/county-lines", "place/somerset", "office/secretary-of-state-for-the-home-department", "agency/border-force"]  # fmt: skip
    asked = {"ids": ids, "properties": [{"id": pid} for pid in FETCHED]}
    rows = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()["rows"]
    found = {pid for row in rows.values() for pid, values in row.items() if values}
    assert set(FETCHED) == found


def test_what_is_typed_is_completed(client: TestClient) -> None:
    def suggested(what: str, **given: object) -> list[str]:
        response = client.get(f"/reconcile/suggest/{what}", params=given)
        return [one["id"] for one in holds(SUGGESTED, response.json())["result"]]

    assert suggested("entity", prefix="ben wall")[0] == "person/1539"
    assert suggested("entity", prefix="person/1539") == ["person/1539"]
    seats = suggested("entity", prefix="amber", type="Constituency")
    assert len(seats) >= 4
    assert suggested("entity", prefix="amber", type="Constituency", cursor=1) == seats[1:]
    assert suggested("entity", prefix="amber", type="Constituency", limit=2) == seats[:2]
    assert suggested("type", prefix="pol") == ["PoliceForce"]
    assert suggested("property", prefix="const", type="Person") == ["constituency"]
    assert suggested("property", prefix="const", type="Issue") == []
    assert set(suggested("type")) == set(TYPES)
    assert suggested("entity", prefix="") == []


def test_a_card_is_escaped_and_may_be_framed(client: TestClient) -> None:
    response = client.get("/reconcile/preview", params={"id": "person/e"})
    assert response.status_code == 200
    assert not re.search(r"<script|<img|\sstyle=|\son\w+=(?!alert)", response.text.replace("&#34;", ""))
    assert "Eve <script>alert(1)</script>" in html.unescape(response.text)
    policy = response.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    card = client.get("/reconcile/preview?id=person/1539").text
    assert "Wyre and Preston North" in card
    assert 'href="/person/1539"' in card
    assert client.get("/reconcile/preview?id=person/none").status_code == 404
    assert (
        client.get("/reconcile/view?id=issue/county-lines", follow_redirects=False).headers["location"]
        == "/issue/county-lines"
    )
    assert client.get("/reconcile/view?id=//evil.example", follow_redirects=False).status_code == 404


REFUSED = {
    "no JSON": ("{", 400),
    "deep": ("[" * 50_000, 400),
    "a list": ("[]", 400),
    "no object": ('{"a": 1}', 400),
    "nothing asked": ('{"a": {}}', 400),
    "no number": ('{"a": {"query": "x", "limit": NaN}}', 400),
    "limit 0": ('{"a": {"query": "x", "limit": 0}}', 400),
    "limit as a word": ('{"a": {"query": "x", "limit": "5"}}', 400),
    "an unknown type": ('{"a": {"query": "x", "type": "Planet"}}', 400),
    "an unknown property": ('{"a": {"query": "x", "properties": [{"pid": "shoe", "v": 1}]}}', 400),
    "a value that is none": ('{"a": {"query": "x", "properties": [{"pid": "party", "v": [[]]}]}}', 400),
    "type_strict": ('{"a": {"query": "x", "type_strict": "never"}}', 400),
    "a surrogate": ('{"a": {"query": "\\ud800"}}', 400),
    "a long name": (json.dumps({"a": {"query": "x" * 301}}), 400),
    "a large batch": (json.dumps({str(n): {"query": "x"} for n in range(51)}), 413),
    "a large request": (json.dumps({"a": {"query": "x" * 400_000}}), 413),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_or_too_large_is_refused_in_a_line(client: TestClient, name: str) -> None:
    queries, status = REFUSED[name]
    response = client.post("/reconcile", data={"queries": queries})
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/plain")
    assert response.text.count("\n") == 1
    assert len(response.text) < 500


def test_other_requests_are_refused(client: TestClient) -> None:
    assert client.post("/reconcile", content=b"x", headers={"Content-Type": "application/json"}).status_code == 415
    assert client.post("/reconcile", data={"nothing": "x"}).status_code == 400
    assert (
        client.post(
            "/reconcile", content=b"queries=%ff\xff", headers={"Content-Type": "application/x-www-form-urlencoded"}
        ).status_code
        == 400
    )
    assert client.put("/reconcile").status_code == 405
    for address in (
        "suggest/entity?prefix=a&limit=x",
        "suggest/entity?prefix=a&cursor=-1",
        "properties?type=Planet",
        "suggest/type?limit=²",
        f"suggest/entity?prefix={'a' * 400}",
    ):
        assert client.get(f"/reconcile/{address}").status_code == 400, address
    for extend in (
        "{}",
        '{"ids": [1], "properties": []}',
        '{"ids": [], "properties": [{"id": "shoe"}]}',
        '{"ids": [], "properties": [{"id": "party", "settings": {"on": "x"}}]}',
    ):
        assert client.post("/reconcile", data={"extend": extend}).status_code == 400, extend
    many = json.dumps({"ids": [str(n) for n in range(201)], "properties": []})
    assert client.post("/reconcile", data={"extend": many}).status_code == 413


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "v", "pid", "on", "settings"]) | st.text(), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
LIKELY = st.fixed_dictionaries(
    {},
    optional={
        "query": st.text() | JSON,
        "type": st.sampled_from(sorted(TYPES)) | JSON,
        "limit": st.integers() | JSON,
        "properties": st.lists(st.fixed_dictionaries({"pid": st.sampled_from(sorted(PROPERTIES)) | JSON, "v": JSON}), max_size=2) | JSON,
        "ids": st.lists(st.text() | st.sampled_from(["person/1539", "issue/county-lines"]), max_size=3) | JSON,
        "type_strict": st.sampled_from(["any", "all", "should"]) | JSON,
    },
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    field=st.sampled_from(["queries", "extend"]), said=st.dictionaries(st.text(), LIKELY, max_size=2) | LIKELY | JSON
)
def test_no_batch_fails(client: TestClient, field: str, said: object) -> None:
    response = client.post("/reconcile", data={field: json.dumps(said)})
    assert response.status_code in (200, 400, 413), response.text
    if response.status_code == 200:
        holds(RESULTS if field == "queries" else EXTENDED, response.json())


WORDS = ["*", '"', "AND", "NEAR(", "a:b", "-", "(", "^x", "{label}", "\\", "'", "%", "\x00", "�", "𝔘", "²", "x" * 300, "person/", "://", "<a>", "}", "ß"]  # fmt: skip


def test_no_name_fails(client: TestClient) -> None:
    chosen = random.Random(7)
    for _ in range(4):
        queries = {str(n): {"query": " ".join(chosen.choices(WORDS, k=3))[: requests.LONGEST]} for n in range(20)}
        ask(client, **queries)
    for word in WORDS:
        for address in (
            "suggest/entity?prefix=",
            "suggest/type?prefix=",
            "suggest/property?prefix=",
            "preview?id=",
            "view?id=",
        ):
            status = client.get(
                f"/reconcile/{address.partition('?')[0]}", params={address.partition("?")[2][:-1]: word}
            ).status_code
            assert status in (200, 404), (address, word)


def test_a_batch_of_the_largest_size_is_answered_in_time(client: TestClient) -> None:
    names = (
        "David Cameron",
        "Police and Crime Commissioner for Durham",
        "the of and",
        "Jonathon Ashworth",
        "Lord Bishop of Lincoln",
    )
    properties = asked(party="Labour", on="2017-01-01")
    queries = {
        str(n): {"query": names[n % 5], "type": "Person", "properties": properties} for n in range(requests.BATCH)
    }
    for _ in range(TRIES):
        response = client.post("/reconcile", data={"queries": json.dumps(queries)})
        if response.status_code != 503:
            break
    assert response.status_code == 200
    assert len(holds(RESULTS, response.json())) == requests.BATCH


def test_while_there_is_no_index_the_client_is_asked_to_come_back(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_yet(graph: Path) -> None:
        return None

    monkeypatch.setattr("kg.serve.pages.search.ready", not_yet)
    response = client.get("/reconcile", params={"queries": '{"a": {"query": "x"}}'})
    assert response.status_code == 503
    assert response.headers["retry-after"]


def test_a_client_of_a_running_server(path: Path) -> None:
    """As OpenRefine does it: the manifest, a sample to guess the types, a batch, values of what matched."""
    with serving(path) as address, httpx.Client(timeout=30) as http:
        endpoint = _ready(http, f"{address}reconcile")
        manifest = holds(MANIFEST, http.get(endpoint).json())
        guess = http.post(endpoint, data={"queries": json.dumps({"q0": {"query": "Ben Wallace", "limit": 3}})}).json()
        [type_id] = [one["id"] for one in guess["q0"]["result"][0]["type"]]
        query = {"query": "Ben Wallace", "type": type_id, "type_strict": "should", "limit": 3}
        [found] = [
            one["id"]
            for one in http.post(endpoint, data={"queries": json.dumps({"q0": query})}).json()["q0"]["result"]
            if one["match"]
        ]
        view = manifest["view"]["url"].replace("{{id}}", found.replace("/", "%2F"))
        assert view.startswith(address)
        assert "Ben Wallace" in http.get(view, follow_redirects=True, headers={"Accept": "text/html"}).text
        extend = {"ids": [found], "properties": [{"id": "wikidata"}]}
        values = http.post(endpoint, data={"extend": json.dumps(extend)}).json()
        assert values["rows"][found]["wikidata"] == [{"str": "Q263166"}]


def _ready(http: httpx.Client, endpoint: str) -> str:
    """Wait until the index of names is made."""
    for _ in range(300):
        if http.get(f"{endpoint}/suggest/entity?prefix=x").status_code == 200:
            return endpoint
        time.sleep(0.1)
    raise AssertionError("there is no index of names")
