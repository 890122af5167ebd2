"""Where each debate's graphs come from: document, software, register and vocabulary, in graph/provenance."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kg import iris
from kg.iris import BASE
from kg.model import Ref, Source
from kg.triples.nquads import LABEL, TYPE, Lines, term, text

LICENCE = "<https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/>"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a debate was made from, by which activity and when.

    `opening` is the sha256 of the title and the opening paragraph: by it the debate is known again in another form.
    """

    key: Ref
    source: Source
    opening: str
    activity: Ref
    generated: datetime
    version: str | None = None


def provenance_quads(origin: Origin, base: str = BASE) -> Iterator[str]:
    """Yield the provenance of one debate's graphs as lines of N-Quads."""
    lines = Lines(base, iris.PROVENANCE_GRAPH, [])
    graphs = (
        (iris.stated_graph(origin.key), "What the document states"),
        (iris.inferred_graph(origin.key), "What was worked out from it"),
    )
    for graph, label in graphs:
        lines.say(
            graph,
            (TYPE, term("prov:Entity")),
            (LABEL, text(label)),
            (term("prov:wasDerivedFrom"), lines.iri(iris.source(origin.source.sha256))),
            (term("prov:wasGeneratedBy"), lines.iri(origin.activity)),
            (term("prov:generatedAtTime"), f'"{origin.generated.isoformat()}"^^{term("xsd:dateTime")}'),
            (term("dcterms:license"), LICENCE),
        )
    lines.say(
        iris.stated_graph(origin.key),
        (term("hkg:opening"), text(origin.opening)),
        (term("hkg:version"), text(origin.version) if origin.version else None),
    )
    _document(lines, origin.source)
    yield from lines.lines


def also_quads(key: Ref, sources: tuple[Source, ...], base: str = BASE) -> Iterator[str]:
    """Yield the documents that have the same debate and gave ids or links only."""
    lines = Lines(base, iris.PROVENANCE_GRAPH, [])
    for source in sources:
        lines.say(iris.stated_graph(key), (term("dcterms:source"), lines.iri(iris.source(source.sha256))))
        _document(lines, source)
    yield from lines.lines


def _document(lines: Lines, source: Source) -> None:
    lines.say(
        iris.source(source.sha256),
        (TYPE, term("prov:Entity")),
        (LABEL, text(source.path)),
        (term("dcterms:format"), text(source.form)),
        (term("hkg:sha256"), text(source.sha256)),
    )


def activity_of(software: str, register: str, vocabulary: str) -> Ref:
    """Return the path of the activity that makes a graph with these versions: equal versions, equal activity."""
    versions = "\n".join((software, register, vocabulary))
    return f"activity/{hashlib.sha256(versions.encode()).hexdigest()[:16]}"


def activity_quads(software: str, register: str, vocabulary: str, base: str = BASE) -> Iterator[str]:
    """Yield what made the graph: software, register and vocabulary by version."""
    lines = Lines(base, iris.PROVENANCE_GRAPH, [])
    versions = (("software", software), ("register", register), ("vocabulary", vocabulary))
    lines.say(
        activity_of(software, register, vocabulary),
        (TYPE, term("prov:Activity")),
        (LABEL, text(f"Built by hansard-kg {software}")),
        *((term("prov:used"), lines.iri(f"{what}/{version}")) for what, version in versions),
    )
    for what, version in versions:
        lines.say(f"{what}/{version}", (TYPE, term("prov:Entity")), (LABEL, text(f"{what} {version}")))
    yield from lines.lines
