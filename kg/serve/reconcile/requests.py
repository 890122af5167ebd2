"""What clients ask, read and bounded: batches of queries, and values to be fetched (sections 4 and 7 of the specification).

Whatever is not as it should be is refused in one line, by RefusalError: 400, or 413 where it is too large.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from starlette.datastructures import QueryParams
from starlette.requests import Request

from kg.iris import ONTOLOGY
from kg.serve.reconcile.kinds import TYPES
from kg.serve.reconcile.properties import FETCHED, ON, PROPERTIES, Asked, day_of
from kg.serve.sparql import FORM_TYPE, RefusalError

LARGEST = 300_000
"""Bytes of a request."""

BATCH, LONGEST, MOST_CANDIDATES, MOST_ASKED, MOST_IDS = 50, 300, 50, 20, 200
"""Queries of a batch, characters of a name or value, candidates of a query, properties or values of one, things to be extended."""

CANDIDATES = 10
"""How many candidates are given where the client does not say."""


@dataclass(frozen=True)
class Query:
    """A name to be reconciled: to things of one of these types (or all of them), of which this is asked."""

    text: str
    types: tuple[str, ...] = ()
    every_type: bool = False
    limit: int = CANDIDATES
    asked: tuple[Asked, ...] = ()

    def takes(self, types: Sequence[str]) -> bool:
        """Tell whether a thing of these types is looked for."""
        met = [one in types for one in self.types]
        return not met or (all(met) if self.every_type else any(met))


@dataclass(frozen=True)
class Extension:
    """Values to be fetched: of which things, of which properties, each with the day that is asked about."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, str | None], ...]


async def parameters(request: Request) -> QueryParams:
    """Return what was sent, in the address or as a form."""
    if request.method in ("GET", "HEAD"):
        if len(request.scope["query_string"]) > LARGEST:
            raise RefusalError(414, f"a request may have {LARGEST} bytes at the most")
        return request.query_params
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise RefusalError(415, f"send a batch as {FORM_TYPE}, in the field queries or extend")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise RefusalError(413, f"a request may have {LARGEST} bytes at the most")
    try:
        return QueryParams(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RefusalError(400, "the request is not UTF-8") from error


def batch(said: str) -> dict[str, Query]:
    """Return the queries of a batch by their keys."""
    queries = _object(_parsed(said, "queries"), "queries")
    if len(queries) > BATCH:
        raise RefusalError(413, f"a batch may have {BATCH} queries at the most, this has {len(queries)}")
    return {key: _query(key, one) for key, one in queries.items()}


def _query(key: str, said: object) -> Query:
    query = _object(said, f"query {key!r}")
    text = query.get("query", "")
    if not isinstance(text, str):
        _refuse(f"query {key!r} has no string to look for")
    if "query" not in query and not query.get("properties"):
        _refuse(f"query {key!r} has neither a query nor properties")
    strict = query.get("type_strict", "any")
    if strict not in ("any", "all", "should"):
        _refuse("type_strict is any, all or should")
    asked = _bounded(query.get("properties") or [], "properties")
    return Query(
        name(text),
        tuple(type_id(one) for one in _several(query.get("type"))),
        strict == "all",
        limit(query.get("limit", CANDIDATES)),
        tuple(map(_asked, asked)),
    )


def _asked(said: object) -> Asked:
    one = _object(said, "a property")
    return Asked(
        _known(one.get("pid"), PROPERTIES, "property"), tuple(map(_value, _bounded(_several(one.get("v")), "values")))
    )


def _value(said: object) -> str:
    """Return a value as text; a reconciled one by its id."""
    if isinstance(said, dict):
        said = said.get("id")
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        return _refuse("the value of a property is a string, a number, or an object with an id")
    return name(str(said))


def extension(said: str) -> Extension:
    """Return which values are to be fetched."""
    query = _object(_parsed(said, "extend"), "extend")
    ids, properties = query.get("ids"), query.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list):
        _refuse("extend has a list of ids and a list of properties")
    if len(ids) > MOST_IDS:
        raise RefusalError(413, f"{MOST_IDS} things at the most are extended at once")
    return Extension(tuple(dict.fromkeys(map(_id, ids))), tuple(map(_extended, _bounded(properties, "properties"))))


def _id(said: object) -> str:
    return said if isinstance(said, str) else _refuse("an id is a string")


def _extended(said: object) -> tuple[str, str | None]:
    one = _object(said, "a property")
    settings = _object(one.get("settings") or {}, "the settings of a property")
    words = settings.get(ON) or ""
    day = day_of(words) if isinstance(words, str) else None
    if words and day is None:
        _refuse("the day of a property is written as YYYY-MM-DD")
    return _known(one.get("id"), FETCHED, "property with values"), day


def type_id(said: object) -> str:
    """Return a type that is known, given by its name, its IRI, or an object with either as its id."""
    return _known(said, TYPES, "type")


def _known(said: object, known: Mapping[str, object], what: str) -> str:
    bare = said.get("id") if isinstance(said, dict) else said
    found = bare.removeprefix(ONTOLOGY) if isinstance(bare, str) else ""
    if found not in known:
        _refuse(f"there is no {what} {str(bare)[:60]!r}; take one of: {', '.join(known)}")
    return found


def limit(said: object) -> int:
    """Return how many are wanted, MOST_CANDIDATES at the most."""
    if (
        isinstance(said, bool)
        or not isinstance(said, int | float)
        or said < 1
        or not float(min(said, LARGEST)).is_integer()
    ):
        _refuse("limit is a whole number above 0")
    return int(min(said, MOST_CANDIDATES))


def number(said: str | None, otherwise: int, most: int) -> int:
    """Return a whole number that stands in an address."""
    if said is None:
        return otherwise
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        _refuse("limit and cursor are whole numbers")
    return min(int(said), most)


def name(words: str) -> str:
    r"""Return a name as it is compared: composed, white space as one blank, apostrophes straight.

    >>> name("  Queen\u2019s \n Bench ")
    "Queen's Bench"
    """
    if len(words) > LONGEST:
        _refuse(f"a name or value may have {LONGEST} characters at the most")
    composed = unicodedata.normalize("NFC", words).translate({0x2018: "'", 0x2019: "'"})
    return " ".join("".join(c if unicodedata.category(c) != "Cc" else " " for c in composed).split())


def _parsed(said: str, field: str) -> object:
    """Return what JSON says. Surrogates that stand alone, and what is no number, are refused."""
    try:
        said.encode("utf-8")
        found = json.loads(said, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise RefusalError(400, f"{field} is not JSON") from error
    return found


def _no_number(said: str) -> NoReturn:
    raise ValueError(said)


def _object(said: object, what: str) -> dict[str, object]:
    return said if isinstance(said, dict) else _refuse(f"{what} is no JSON object")


def _several(said: object) -> list[object]:
    return [] if said is None else said if isinstance(said, list) else [said]


def _bounded(said: object, what: str) -> list[object]:
    if not isinstance(said, list):
        _refuse(f"{what} is no list")
    if len(said) > MOST_ASKED:
        _refuse(f"{MOST_ASKED} {what} at the most")
    return said


def _refuse(words: str) -> NoReturn:
    raise RefusalError(400, words)
