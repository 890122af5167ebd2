"""Which IRIs a request may mean, and in which form it wants them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

import pyoxigraph as ox
from starlette.requests import Request

from kg.serve.sparql import RefusalError

LONGEST = 2_000
"""Characters of a path."""

BROKEN = re.compile("%(?![0-9A-Fa-f]{2})")
CONTROL = re.compile("[\x00-\x1f\x7f]")
SUFFIX = re.compile(r"(?P<stem>.+?)\.(?P<form>annotations\.jsonld|[a-z]+)")


@dataclass(frozen=True)
class Address:
    """A path under the base, and the form its suffix names; None where the client's wishes decide."""

    path: str
    form: str | None = None

    def iris(self, base: str) -> list[str]:
        """Return the IRIs that the path may stand for: as it is written, then with its escapes undone.

        >>> Address("agency/m%C3%B4n").iris("https://example.org/")
        ['https://example.org/agency/m%C3%B4n', 'https://example.org/agency/môn']
        """
        plain = _decoded(self.path)
        ways = dict.fromkeys((self.path, *([] if set("#?%") & set(plain) else [plain])))
        return [base + way for way in ways if _is_iri(base + way)]


def asked_path(request: Request) -> str:
    """Return the path of a request below the application's own, in ASCII. Raises RefusalError for one that nobody writes.

    A server hands the path on as it was sent; nothing is taken out of it quietly.
    """
    raw = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    path = quote(raw.partition(b"?")[0], safe="%/:@!$&'()*+,;=~-._")
    path = path.removeprefix(request.scope.get("root_path", "")).removeprefix("/")
    if len(path) > LONGEST:
        raise RefusalError(400, f"a path may have {LONGEST} characters at the most")
    if BROKEN.search(path):
        raise RefusalError(400, "the path has a % that escapes nothing")
    if CONTROL.search(_decoded(path)):
        raise RefusalError(400, "the path holds a control character")
    if {".", ".."} & set(re.split(r"[/\\]", _decoded(path))):
        raise RefusalError(400, "the path climbs")
    return path


def addresses(path: str, forms: Collection[str]) -> list[Address]:
    """Return what a path may mean: a document of a form, or the thing whose IRI ends so.

    >>> addresses("person/1539.ttl", ["ttl"])
    [Address(path='person/1539', form='ttl'), Address(path='person/1539.ttl', form=None)]
    """
    match = SUFFIX.fullmatch(path)
    documents = [Address(match["stem"], match["form"])] if match and match["form"] in forms else []
    return [*documents, Address(path)]


def _decoded(path: str) -> str:
    try:
        return unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(400, "the path is not UTF-8") from error


def _is_iri(words: str) -> bool:
    try:
        ox.NamedNode(words)
    except ValueError:
        return False
    return not re.search(r'[\s<>"{}|^`\\]', words)
