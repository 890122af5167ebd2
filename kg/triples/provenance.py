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


@dataclass(frozen=True, slots=True)
class Versions:
    """What a graph is made with: the software by version, the rest by the sha256 of its tables or file.

    `model` is a spaCy pipeline by name, version, sha256 in short and spaCy's version (`kg.extract.pipeline`); `profile` is said
    where it is not the full one.
    """

    software: str
    register: str
    vocabulary: str
    judgements: str = ""
    model: str = ""
    profile: str = ""

    def used(self) -> tuple[tuple[str, str], ...]:
        named = ("software", "register", "vocabulary", "judgements", "model", "profile")
        return tuple((what, version) for what in named if (version := getattr(self, what)))


def activity_of(versions: Versions) -> Ref:
    """Return the path of the activity that makes a graph with these versions: equal versions, equal activity."""
    used = "\n".join(version for _, version in versions.used())
    return f"activity/{hashlib.sha256(used.encode()).hexdigest()[:16]}"


def activity_quads(versions: Versions, base: str = BASE) -> Iterator[str]:
    """Yield what made the graph: software, register, vocabulary, people's judgements and a model by version."""
    lines = Lines(base, iris.PROVENANCE_GRAPH, [])
    lines.say(
        activity_of(versions),
        (TYPE, term("prov:Activity")),
        (LABEL, text(f"Built by hansard-kg {versions.software}")),
        *((term("prov:used"), lines.iri(f"{what}/{version}")) for what, version in versions.used()),
    )
    for what, version in versions.used():
        lines.say(f"{what}/{version}", (TYPE, term("prov:Entity")), (LABEL, text(f"{what} {version}")))
    yield from lines.lines
