"""Suggestions as Turtle that a person can edit and give back: `kg build --vocabulary FILE`."""

from collections.abc import Iterable, Iterator, Sequence

from kg import iris
from kg.store import Graph
from kg.suggest import SUGGESTED, Suggestion
from kg.triples.nquads import text

HEAD = """\
# Issues that recur in a graph and that no concept covers, the likeliest first. Delete what is none, give the others
# their place in the tree (skos:broader) and the forms in which they are written (skos:altLabel), and build with
# --vocabulary and this file.
"""
PREFIXES = ("hkg", "skos", "dcterms", "rdfs")
TOP_LABEL = "suggested issues"
SOURCE = "kg vocabulary suggest"


def turtle(suggestions: Sequence[Suggestion], graph: Graph) -> Iterator[str]:
    """Yield the lines of a Turtle file of issues; each says how often it was said, where, and in which words."""
    yield HEAD
    yield from (f"@prefix {name}: <{iris.PREFIXES[name]}> .\n" for name in PREFIXES)
    scheme, top = (iris.absolute(ref, iris.BASE) for ref in ("issue/", SUGGESTED))
    taken = frozenset(
        quad.subject.value for quad in graph.quads(iris.VOCABULARY_GRAPH) if hasattr(quad.subject, "value")
    )
    taken = frozenset(iris.absolute(iris.relative(iri, graph.base), iris.BASE) for iri in taken)
    if suggestions:
        yield _node(
            top,
            ("a", ["hkg:Issue"]),
            ("skos:inScheme", [f"<{scheme}>"]),
            ("skos:prefLabel", [f"{text(TOP_LABEL)}@en"]),
            ("skos:topConceptOf", [f"<{scheme}>"]),
            ("dcterms:source", [text(SOURCE)]),
        )
        yield _node(
            iris.absolute("guard/issue-suggested", iris.BASE),
            ("a", ["hkg:Guard"]),
            ("hkg:form", [text(TOP_LABEL)]),
            ("hkg:kind", ["hkg:Issue"]),
            ("hkg:never", ["true"]),
            ("rdfs:comment", [f"{text('the name of a heap, not of a matter')}@en"]),
        )
    for one in suggestions:
        yield _issue(one, scheme, taken, graph.base)


def _issue(one: Suggestion, scheme: str, taken: frozenset[str], base: str) -> str:
    counts = f"{one.said} times, in {one.debates} debates, by {one.speakers} speakers; score {one.score}"
    below = iris.absolute(iris.relative(one.below, base), iris.BASE)
    return _node(
        _iri(one.label, taken),
        ("a", ["hkg:Issue"]),
        ("skos:inScheme", [f"<{scheme}>"]),
        ("skos:prefLabel", [f"{text(one.label)}@en"]),
        ("skos:altLabel", [f"{text(form)}@en" for form in one.forms]),
        ("skos:broader", [f"<{below}>"]),
        ("skos:editorialNote", [f"{text(counts)}@en"]),
        ("skos:example", [text(f"{example.words} ({example.contribution})") for example in one.examples]),
        ("dcterms:source", [text(SOURCE)]),
    )


def _iri(label: str, taken: frozenset[str]) -> str:
    """Return the IRI of a suggested issue, another than those that there are."""
    iri = iris.absolute(f"issue/{iris.slug(label)}", iris.BASE)
    return iri if iri not in taken else f"{iri}-suggested"


def _node(about: str, *said: tuple[str, Iterable[str]]) -> str:
    lines = [f"    {predicate} {' , '.join(values)}" for predicate, values in said if values]
    return f"\n<{about}>\n" + " ;\n".join(lines) + " .\n"


def rows(suggestions: Iterable[Suggestion]) -> list[dict[str, object]]:
    """Return suggestions as values for JSON."""
    return [
        {
            "label": one.label,
            "forms": list(one.forms),
            "below": one.below,
            "score": float(one.score),
            "debates": one.debates,
            "speakers": one.speakers,
            "said": one.said,
            "examples": [{"contribution": e.contribution, "words": e.words} for e in one.examples],
        }
        for one in suggestions
    ]
