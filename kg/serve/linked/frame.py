"""JSON-LD framed on a thing: a tree of what is said of it, in the words of our context, which stands in the document.

The thing is the root. What it points to, and what points to it (under "@reverse"), stands inside it, once; what has but a
name stands with it wherever it is pointed to; whatever is left stands under "@included". The document says the same triples as any other form, to every reader of JSON-LD 1.1.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg import iris
from kg.vocabulary import ontology_folder

XSD = iris.PREFIXES["xsd"]
RDF_TYPE = iris.PREFIXES["rdf"] + "type"
LABEL = iris.PREFIXES["rdfs"] + "label"
DEEPEST = 3
"""Things within things."""

NATIVE: Mapping[str, Callable[[str], object]] = {
    f"{XSD}integer": lambda words: int(words) if str(_whole(words)) == words else words,
    f"{XSD}boolean": lambda words: {"true": True, "false": False}.get(words, words),
}
"""Literals that JSON writes as its own; decimals are not, since JSON-LD reads them as doubles."""

Node = dict[str, Any]


def _whole(words: str) -> int | None:
    return int(words) if words.lstrip("-").isdecimal() and len(words) < 16 else None


@dataclass(frozen=True)
class Word:
    """A term of the context: its name, and the type or language that its values have without saying so."""

    name: str
    type: str | None = None
    language: str | None = None


@cache
def context() -> Mapping[str, Any]:
    """Return the context that is shipped."""
    said: Mapping[str, Any] = json.loads((ontology_folder() / "context.jsonld").read_text("utf-8"))["@context"]
    return said


@cache
def _words() -> Mapping[str, list[Word]]:
    """Return the terms of the context by the property that they stand for."""
    words: dict[str, list[Word]] = {}
    for name, meaning in context().items():
        said = meaning if isinstance(meaning, dict) else {"@id": meaning}
        if name.startswith("@") or name in iris.PREFIXES or not isinstance(said["@id"], str):
            continue
        kind = said.get("@type")
        expanded = kind if kind in (None, "@id") else _expanded(kind)
        words.setdefault(_expanded(said["@id"]), []).append(Word(name, expanded, said.get("@language")))
    return words


def _expanded(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return iris.PREFIXES.get(prefix, f"{prefix}:") + name


def compacted(iri: str) -> str:
    """Return an IRI as a prefixed name where it has one.

    >>> compacted("https://w3id.org/hansard-kg/ontology#Stated")
    'hkg:Stated'
    """
    for prefix, namespace in iris.PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name and not name.startswith("/"):
            return f"{prefix}:{name}"
    return iri


def framed(triples: Iterable[ox.Triple], root: str, before: Iterable[ox.Triple] = ()) -> str:
    """Return a JSON-LD document of `triples` framed on `root`; `before` is what is said of the document itself."""
    tree = _Tree(triples, root)
    node = tree.node(root, 0)
    document: Node = {"@context": context(), **node}
    if back := tree.reverse():
        document["@reverse"] = back
    left = [tree.node(subject, 2) for subject in tree.left()]
    about = _Tree(before, "")
    left += [about.node(subject, 2) for subject in about.left()]
    if left:
        document["@included"] = left
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Tree:
    """The triples of a document by subject, and which subjects have been written."""

    def __init__(self, triples: Iterable[ox.Triple], root: str) -> None:
        self.root, self.written = root, set[str]()
        self.said: dict[str, list[ox.Triple]] = {}
        self.links: list[tuple[str, str]] = []
        for triple in triples:
            subject = _value(triple.subject)
            if isinstance(triple.object, ox.NamedNode) and triple.object.value == root and subject != root:
                self.links.append((triple.predicate.value, subject))
            else:
                self.said.setdefault(subject, []).append(triple)
        self.near = {subject for _, subject in self.links}

    def node(self, subject: str, depth: int) -> Node:
        """Return what is said of a subject, with what it points to inside where that is written nowhere else."""
        self.written.add(subject)
        node: Node = {"id": subject}
        for triple in self.said.get(subject, ()):
            if triple.predicate.value == RDF_TYPE:
                node.setdefault("type", []).append(compacted(_value(triple.object)))
            else:
                key, value = self._spoken(triple, depth)
                node.setdefault(key, []).append(value)
        return {
            key: values[0] if isinstance(values, list) and len(values) == 1 else values for key, values in node.items()
        }

    def reverse(self) -> Node:
        """Return what points to the root, by property; a subject is written whole where it comes first."""
        back: Node = {}
        for link, subject in sorted(self.links):
            node = {"id": subject} if subject in self.written else self.node(subject, 1)
            back.setdefault(_words().get(link, [Word(compacted(link))])[0].name, []).append(node)
        return back

    def left(self) -> list[str]:
        return [subject for subject in sorted(self.said) if subject not in self.written]

    def _spoken(self, triple: ox.Triple, depth: int) -> tuple[str, Any]:
        words, thing = _words().get(triple.predicate.value, []), triple.object
        if isinstance(thing, ox.Literal):
            return _literal(words, compacted(triple.predicate.value), thing)
        value = _value(thing)
        name = next((word.name for word in words if word.type == "@id"), None)
        if self._is_inside(value, depth):
            return name or compacted(triple.predicate.value), self.node(value, depth + 1)
        return (name, compacted(value)) if name else (compacted(triple.predicate.value), {"id": compacted(value)})

    def _is_inside(self, subject: str, depth: int) -> bool:
        """Tell whether a subject is written where it is pointed to: what has but a name always is, so that it looks alike."""
        if subject not in self.said or {one.predicate.value for one in self.said[subject]} == {LABEL}:
            return subject in self.said
        return subject not in self.written and subject not in self.near and depth < DEEPEST


def _literal(words: list[Word], otherwise: str, literal: ox.Literal) -> tuple[str, Any]:
    kind = literal.datatype.value
    for word in words:
        if literal.language and word.language == literal.language:
            return word.name, literal.value
        if not literal.language and word.type == kind:
            return word.name, NATIVE.get(kind, str)(literal.value)
        if not literal.language and kind == f"{XSD}string" and not (word.type or word.language):
            return word.name, literal.value
    if literal.language:
        return otherwise, {"@value": literal.value, "@language": literal.language}
    if kind == f"{XSD}string":
        return otherwise, literal.value
    return otherwise, {"@value": literal.value, "@type": compacted(kind)}


def _value(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.BlankNode)
    return term.value if isinstance(term, ox.NamedNode) else f"_:{term.value}"
