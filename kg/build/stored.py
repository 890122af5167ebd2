"""What a graph already holds of the days that new documents speak of."""

from collections.abc import Iterable, Iterator
from datetime import date

import pyoxigraph as ox

from kg import iris
from kg.build.plan import Entry
from kg.iris import PREFIXES
from kg.model import Ref, Source, Venue
from kg.read import READERS

RANK = {reader.name: reader.rank for reader in READERS}
ONE_DAY = """
SELECT ?provenance ?date ?debate ?source ?opening ?version ?column ?url ?sha ?form ?path (GROUP_CONCAT(?id; separator="\\n") AS ?ids)
WHERE {
  GRAPH ?provenance {
    ?graph hkg:opening ?opening ; prov:wasDerivedFrom ?source .
    ?source hkg:sha256 ?sha ; dcterms:format ?form ; rdfs:label ?path .
    OPTIONAL { ?graph hkg:version ?version }
  }
  GRAPH ?graph {
    ?debate a hkg:Debate ; dcterms:date ?date .
    OPTIONAL { ?debate hkg:column ?column }
    OPTIONAL { ?debate schema:url ?url }
    OPTIONAL { ?debate dcterms:identifier ?id }
  }
}
GROUP BY ?provenance ?date ?debate ?source ?opening ?version ?column ?url ?sha ?form ?path
"""


def stored_entries(store: ox.Store, days: Iterable[tuple[Venue, date]], base: str) -> Iterator[Entry]:
    """Yield the debates that `store` holds on one of `days`, as entries of a plan, in the order of their keys."""
    provenance = ox.NamedNode(iris.absolute(iris.PROVENANCE_GRAPH, base))
    found = []
    for venue, on in sorted(days):
        rows = store.query(
            ONE_DAY,
            prefixes=PREFIXES,
            substitutions={
                ox.Variable("provenance"): provenance,
                ox.Variable("date"): ox.Literal(on.isoformat(), datatype=ox.NamedNode(f"{PREFIXES['xsd']}date")),
            },
        )
        found += [_entry(row, venue, on, base) for row in rows if f"debate/{venue}/" in row["debate"].value]  # type: ignore[union-attr]
    yield from sorted(found, key=lambda entry: entry.key)


def _entry(row: ox.QuerySolution, venue: Venue, on: date, base: str) -> Entry:
    def value(name: str) -> str | None:
        return row[name].value if row[name] is not None else None

    form = value("form") or ""
    key: Ref = iris.relative(value("debate") or "", base)
    return Entry(
        key=key,
        venue=venue,
        date=on,
        source=Source(value("path") or "", value("sha") or "", form),
        rank=RANK.get(form, len(RANK)),
        opening=value("opening") or "",
        identifiers=tuple(sorted(filter(None, (value("ids") or "").split("\n")))),
        column=value("column"),
        url=value("url"),
        version=value("version"),
        stored=True,
    )
