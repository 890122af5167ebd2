"""What a graph already holds of the days that new documents speak of."""

from collections.abc import Iterable, Iterator, Set
from datetime import date
from itertools import count

import pyoxigraph as ox

from kg import iris
from kg.build.parts import DivisionHead, turns_of
from kg.build.plan import Entry
from kg.iris import PREFIXES
from kg.model import Ref, Source, Venue
from kg.read import READERS

RANK = {reader.name: reader.rank for reader in READERS}


def stored_entries(store: ox.Store, days: Iterable[tuple[Venue, date]], base: str) -> Iterator[Entry]:
    """Yield the debates that `store` holds on one of `days`, as entries of a plan, in the order of their keys."""
    for venue, on in sorted(days):
        moment = ox.Literal(on.isoformat(), datatype=_term("xsd:date"))
        dated = store.quads_for_pattern(None, _term("dcterms:date"), moment)
        keys = {iris.relative(quad.subject.value, base) for quad in dated if isinstance(quad.subject, ox.NamedNode)}
        yield from (_entry(store, key, venue, on, base) for key in sorted(keys) if key.startswith(f"debate/{venue}/"))


def holds(store: ox.Store, sha256: str, activity: Ref, base: str, but: Set[str] = frozenset()) -> bool:
    """Tell whether `store` holds a document just as `activity` reads it, none of its debates in the graphs `but`."""
    graphs, made_so = graphs_told_by(store, [sha256], base), {iris.absolute(activity, base)}
    return (
        bool(graphs)
        and graphs.isdisjoint(but)
        and all(set(_values(store, graph, "prov:wasGeneratedBy")) == made_so for graph in graphs)
    )


def documents_but(store: ox.Store, given: Set[str]) -> frozenset[str]:
    """Return the sha256 of the documents of `store` that are not among `given`."""
    digests = (quad.object for quad in store.quads_for_pattern(None, _term("hkg:sha256"), None))
    return frozenset(one.value for one in digests if isinstance(one, ox.Literal) and one.value not in given)


def days_told_by(store: ox.Store, documents: Iterable[str], base: str) -> frozenset[tuple[Venue, date]]:
    """Return the days on which `documents` tell of a debate."""
    keys = (iris.relative(graph, base).split("/") for graph in graphs_told_by(store, documents, base))
    return frozenset((Venue(venue), date.fromisoformat(on)) for _, _, venue, on, *_ in keys)


TELLS = ("prov:wasDerivedFrom", "dcterms:source")


def graphs_told_by(store: ox.Store, documents: Iterable[str], base: str) -> frozenset[str]:
    """Return the IRIs of the graphs whose debate one of `documents`, by sha256, gives or only adds to."""
    sources = [ox.NamedNode(iris.absolute(iris.source(sha256), base)) for sha256 in documents]
    told = (store.quads_for_pattern(None, _term(link), source) for source in sources for link in TELLS)
    return frozenset(q.subject.value for quads in told for q in quads if isinstance(q.subject, ox.NamedNode))


def _entry(store: ox.Store, key: str, venue: Venue, on: date, base: str) -> Entry:
    debate, graph = (iris.absolute(ref, base) for ref in (key, iris.stated_graph(key)))
    source = _value(store, graph, "prov:wasDerivedFrom") or ""
    form = _value(store, source, "dcterms:format") or ""
    return Entry(
        key=key,
        venue=venue,
        date=on,
        source=Source(_value(store, source, "rdfs:label") or "", _value(store, source, "hkg:sha256") or "", form),
        rank=RANK.get(form, len(RANK)),
        opening=_value(store, graph, "hkg:opening") or "",
        identifiers=tuple(sorted(_values(store, debate, "dcterms:identifier"))),
        column=_value(store, debate, "hkg:column"),
        url=_value(store, debate, "schema:url"),
        version=_value(store, graph, "hkg:version"),
        turns=turns_of(_texts(store, debate, graph)),
        divisions=tuple(_divisions(store, key, graph, base)),
        stored=True,
    )


def _divisions(store: ox.Store, key: str, graph: str, base: str) -> Iterator[DivisionHead]:
    """Yield the divisions of a debate in their order."""
    for index in count(1):
        division = ox.NamedNode(iris.absolute(iris.division(key, index), base))
        if not any(True for _ in store.quads_for_pattern(division, _term("rdf:type"), None)):
            return
        votes = len(votes_of(store, division.value, graph))
        ids = tuple(sorted(_values(store, division.value, "dcterms:identifier")))
        yield DivisionHead(_value(store, division.value, "hkg:divisionNumber"), ids, votes)


def votes_of(store: ox.Store, division: str, graph: str) -> list[str]:
    """Return the IRIs of the votes of a division, sorted."""
    voted = store.quads_for_pattern(None, _term("hkg:voted"), None, ox.NamedNode(graph))
    votes = (quad.subject.value for quad in voted if isinstance(quad.subject, ox.NamedNode))
    return sorted(vote for vote in votes if vote.startswith(f"{division}/"))


def _texts(store: ox.Store, debate: str, graph: str) -> Iterator[str]:
    """Yield the words of the contributions of a debate in their order, which their IRIs end in."""
    said: dict[int, str] = {}
    for quad in store.quads_for_pattern(None, _term("schema:text"), None, ox.NamedNode(graph)):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            place = quad.subject.value.removeprefix(f"{debate}/")
            if place.isdigit():
                said[int(place)] = quad.object.value
    yield from (said[place] for place in sorted(said))


def _value(store: ox.Store, subject: str, predicate: str) -> str | None:
    return min(_values(store, subject, predicate), default=None)


def _values(store: ox.Store, subject: str, predicate: str) -> Iterator[str]:
    for quad in store.quads_for_pattern(ox.NamedNode(subject), _term(predicate), None):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.object.value


def _term(curie: str) -> ox.NamedNode:
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + name)
