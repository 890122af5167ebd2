"""A plain page of statements: a table a subject, every IRI a link. For what has no page of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg import iris
from kg.serve.linked.description import Description, expanded
from kg.serve.linked.frame import compacted
from kg.serve.linked.served import served
from kg.serve.pages import links
from kg.serve.pages.render import render, response

LABEL = expanded("rdfs:label")


@dataclass(frozen=True)
class Shown:
    """A term as a reader sees it: words, where they lead, and their language."""

    words: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Subject:
    """A subject with what is said of it: its place on the page, its name, and a row a property."""

    anchor: str
    name: Shown
    rows: tuple[tuple[Shown, tuple[Shown, ...]], ...]


class Names:
    """How IRIs are shown: by the label that the triples give, as a link that stays on this server where it can."""

    def __init__(self, triples: Iterable[ox.Triple], base: str, root: str) -> None:
        self.base, self.root = base, root
        self.labels = {
            str(one.subject): one.object.value
            for one in triples
            if one.predicate.value == LABEL and isinstance(one.object, ox.Literal)
        }

    def shown(self, term: object) -> Shown:
        if isinstance(term, ox.Literal):
            return Shown(term.value, None, term.language)
        assert isinstance(term, ox.NamedNode)
        return Shown(self.labels.get(str(term)) or self.short(term.value), self.href(term.value))

    def short(self, iri: str) -> str:
        short = compacted(iri)
        return iris.relative(iri, self.base) or iri if short == iri else short

    def href(self, iri: str) -> str | None:
        """Return where an IRI leads: our own to our own paths; nothing that is not of the web is a link."""
        if iri.startswith(iris.ONTOLOGY[:-1]):
            return f"{self.root}/ontology{iri.removeprefix(iris.ONTOLOGY[:-1])}"
        if iri.startswith(self.base):
            return f"{self.root}/{iri.removeprefix(self.base)}"
        return iri if iri.startswith(("http://", "https://")) else None


async def plain_page(request: Request, its: Description) -> Response:
    """Return the page of a description."""
    names = named(request, its)
    subjects = _subjects(its, names)
    title = names.labels.get(f"<{its.thing}>") or names.short(its.thing)
    return response(
        render("triples.html", names.base, title=title, iri=its.thing, subjects=subjects, cut=its.cut, section="")
    )


def named(request: Request, its: Description) -> Names:
    """Return how the IRIs of a description are shown where the application is mounted."""
    links.ROOT.set(request.scope.get("root_path", ""))
    return Names(its.triples, served(request).base, links.ROOT.get())


def _subjects(its: Description, names: Names) -> list[Subject]:
    """Return the subjects of a description, the thing first; those of which there is but a label are named where they stand."""
    gathered: dict[str, dict[str, list[ox.Triple]]] = {its.thing: {}}
    for triple in its.triples:
        assert isinstance(triple.subject, ox.NamedNode)
        gathered.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple)
    return [
        Subject(
            iri.partition("#")[2],
            names.shown(ox.NamedNode(iri)),
            tuple(
                (names.shown(ox.NamedNode(predicate)), tuple(names.shown(one.object) for one in its_values))
                for predicate, its_values in said.items()
            ),
        )
        for iri, said in gathered.items()
        if iri == its.thing or set(said) != {LABEL}
    ]
