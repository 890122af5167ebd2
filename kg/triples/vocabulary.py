"""The vocabulary's own Turtle as quads of graph/vocabulary, under the base in use."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg import iris
from kg.iris import BASE, ONTOLOGY, PREFIXES
from kg.triples.nquads import LABEL
from kg.vocabulary import Vocabulary

LABELLED_BY = f"<{PREFIXES['skos']}prefLabel>"


def vocabulary_quads(vocabulary: Vocabulary, base: str = BASE) -> Iterator[str]:
    """Yield all that the vocabulary's files say, sorted, each thing labelled, as lines of N-Quads."""
    graph = f"<{iris.absolute(iris.VOCABULARY_GRAPH, base)}>"
    lines = set()
    for file in vocabulary.files:
        for triple in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            s, p, o = (_under(str(part), base) for part in (triple.subject, triple.predicate, triple.object))
            lines.add(f"{s} {p} {o} {graph} .\n")
            if p == LABELLED_BY:
                lines.add(f"{s} {LABEL} {o.rpartition('@')[0] or o} {graph} .\n")
    yield from sorted(lines)


def _under(term: str, base: str) -> str:
    """Return an N-Quads term with our own data IRIs moved to `base`; the ontology's terms stay."""
    if base == BASE or not term.startswith(f"<{BASE}") or term.startswith((f"<{ONTOLOGY}", f"<{ONTOLOGY[:-1]}")):
        return term
    return f"<{base}{term[len(BASE) + 1 :]}"
