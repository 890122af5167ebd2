"""The tests of the W3C SPARQL 1.1 suite, as its manifests list them, and those that are left out, with the reason."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib import RDF, Namespace, URIRef
from rdflib.collection import Collection

SUITE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
"""The folder of the suite on the web: the base of what its files say."""
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
EXCLUDED = Path(__file__).with_name("excluded.csv")


@dataclass(frozen=True)
class Case:
    """A test: its IRI, its kind as `mf:` names it; the IRIs of its query, its data by graph and its result."""

    iri: str
    kind: str
    query: str | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    result: str | None

    @property
    def id(self) -> str:
        """What ends the IRI: the folder and the name."""
        return self.iri.removeprefix(SUITE).replace("/manifest#", "/")


@dataclass(frozen=True)
class Exclusion:
    """Why a test is left out: because of `update`, `federation`, `dataset`, `entailment`, `http` or the `engine`; and in words."""

    because: str
    reason: str


def cases(folder: Path) -> Iterator[Case]:
    """Yield the tests of the suite in `folder`, in the order of the manifests; none where there is no suite."""
    for path in sorted(folder.glob("*/manifest.ttl")):
        manifest = rdflib.Graph().parse(path, format="turtle", publicID=f"{SUITE}{path.parent.name}/manifest")
        for entries in manifest.objects(None, MF.entries):
            for entry in Collection(manifest, entries):
                yield _case(manifest, entry)


def _case(manifest: rdflib.Graph, entry: URIRef) -> Case:
    action = manifest.value(entry, MF.action)
    result = manifest.value(entry, MF.result)
    query = action if isinstance(action, URIRef) else manifest.value(action, QT.query)
    return Case(
        str(entry),
        str(manifest.value(entry, RDF.type)).removeprefix(str(MF)),
        None if query is None else str(query),
        tuple(sorted(map(str, manifest.objects(action, QT.data)))),
        tuple(sorted(map(str, manifest.objects(action, QT.graphData)))),
        str(result) if isinstance(result, URIRef) else None,
    )


def excluded() -> dict[str, Exclusion]:
    """Return what is left out, by the IRI of the test."""
    with EXCLUDED.open(encoding="utf-8", newline="") as file:
        return {row["test"]: Exclusion(row["because"], row["reason"]) for row in csv.DictReader(file)}
