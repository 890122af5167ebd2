"""What of a graph a network is made of: filters, each a pattern of SPARQL over the unit that joins two things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.network.projections import Projection, member_of

CONFIDENT = "?{0} hkg:confidence ?{0}Confidence FILTER(?{0}Confidence >= {1})"

SHOWN: Mapping[str, str] = {
    "hkg:mentions": "?ENDShown nif:referenceContext ?unit ; itsrdf:taIdentRef ?END .",
    "hkg:raises": "?ENDShown nif:referenceContext ?unit ; itsrdf:taIdentRef ?END .",
    "hkg:answers": "?unit hkg:answers ?ENDAsked . ?ENDAsked hkg:speaker ?END ; hkg:attribution ?ENDShown .",
    "Contribution hkg:speaker": "?ENDContribution hkg:attribution ?ENDShown .",
}
"""What has a status, by what stands in the pattern of an end."""

STATED_VOTE = (
    'FILTER EXISTS { GRAPH ?ENDGraph { ?ENDVote hkg:voter ?END } FILTER(!STRENDS(STR(?ENDGraph), "/inferred")) }'
)
"""A vote has no status; whose it is stands in the graph of what is stated, or in that of what was worked out."""


@dataclass(frozen=True)
class Filters:
    """What to leave in: days, a House, parties, the department that answers, an issue and all below it.

    `parties`, `department` and `issue` are terms of SPARQL ("<https://.../issue/crime>"). `stated` leaves out what was worked
    out; `confidence` leaves out what was worked out by a rule that is right less often, or whose share was never counted.
    """

    since: date | None = None
    until: date | None = None
    house: str | None = None
    parties: tuple[str, ...] = ()
    department: str | None = None
    issue: str | None = None
    stated: bool = False
    confidence: float | None = None

    def unit(self, projection: Projection) -> str:
        """Return the pattern of the units that are left in; it binds ?date."""
        return " ".join(self._unit_patterns(projection))

    def _unit_patterns(self, projection: Projection) -> Iterator[str]:
        debate = "unit" if projection.unit == "Debate" else "debate"
        if debate == "debate":
            yield "?unit dcterms:isPartOf ?debate ."
        yield f"?{debate} dcterms:date ?date ."
        if self.since:
            yield f'FILTER(?date >= "{self.since}"^^xsd:date)'
        if self.until:
            yield f'FILTER(?date <= "{self.until}"^^xsd:date)'
        if self.house:
            yield f"?{debate} hkg:house hkg:{self.house} ."
        if self.department:
            yield f"?{debate} hkg:answeringDepartment {self.department} ."
        if self.issue and projection.unit == "Contribution":
            yield f"FILTER EXISTS {{ ?unit hkg:raises/skos:broader* {self.issue} }}"
        elif self.issue:
            yield f"FILTER EXISTS {{ ?raising dcterms:isPartOf ?{debate} ; hkg:raises/skos:broader* {self.issue} }}"
        if self.parties and projection.unit == "Contribution":
            yield f"?unit hkg:speaker ?who . {self._in_the_parties('who')}"
        if projection.unit == "Contribution" and self._of_status:
            yield f"?unit hkg:attribution ?attribution . {self._status('attribution')}"

    def thing(self, projection: Projection, end: str, kind: str) -> str:
        """Return the pattern of the things at an end that are left in."""
        return " ".join(self._thing_patterns(projection, end, kind))

    def _thing_patterns(self, projection: Projection, end: str, kind: str) -> Iterator[str]:
        pattern = (projection.source if end == "from" else projection.target)(end)
        if self.issue and kind == "Issue":
            yield f"?{end} skos:broader* {self.issue} ."
        if self.parties and projection.unit != "Contribution":
            yield self._in_the_parties(end)
        if self._of_status:
            for part, shown in SHOWN.items():
                if part in pattern:
                    yield f"FILTER EXISTS {{ {shown} {self._status('ENDShown')} }}".replace("?END", f"?{end}")
            if "hkg:voter" in pattern:
                yield STATED_VOTE.replace("?END", f"?{end}")

    @property
    def _of_status(self) -> bool:
        return self.stated or self.confidence is not None

    def _status(self, thing: str) -> str:
        status = f"?{thing} hkg:status ?{thing}Status ."
        if self.stated or self.confidence is None:
            return f"{status} FILTER(?{thing}Status = hkg:Stated)"
        return (
            f"{status} FILTER(?{thing}Status = hkg:Stated || EXISTS {{ {CONFIDENT.format(thing, self.confidence)} }})"
        )

    def _in_the_parties(self, person: str) -> str:
        return f"VALUES ?{person}Party {{ {' '.join(self.parties)} }} {member_of(person, f'{person}Party', 'date')}"


EVERYTHING = Filters()


def ends_query(projection: Projection, filters: Filters, end: str) -> str:
    """Return the SPARQL query of one end: each thing, the unit it stands in, and that unit's date.

    The units are a query within it, so that an engine finds the date of a unit once, not for each thing in it.
    """
    side = " ?side" if projection.sides else ""
    kind = projection.kinds[0 if end == "from" else 1]
    units = f"{{ SELECT ?unit ?date WHERE {{ {_units(projection, filters, kind)} }} }}"
    return f"SELECT ?{end} ?unit ?date{side} WHERE {{ {_end(projection, filters, end)} {units} }}"


def days_query(projection: Projection, filters: Filters) -> str:
    """Return the SPARQL query of the first and the last day on which the projection has something to join."""
    where = f"{_end(projection, filters, 'from')} {_units(projection, filters, projection.kinds[0])}"
    return f"SELECT (MIN(?date) AS ?first) (MAX(?date) AS ?last) WHERE {{ {where} }}"


def opportunities_query(projection: Projection, filters: Filters) -> str | None:
    """Return the SPARQL query of the units in which a thing could have been joined, where they are others."""
    if projection.opportunity is None:
        return None
    things = f"{projection.opportunity('from')} {filters.thing(projection, 'from', projection.kinds[0])}"
    return f"SELECT DISTINCT ?from ?unit ?date WHERE {{ {things} {filters.unit(projection)} }}"


def edges_query(projection: Projection, filters: Filters = EVERYTHING) -> str:
    """Return the SPARQL query that counts the edges by itself: the same network at any endpoint, without us."""
    both = f"{_end(projection, filters, 'from')} {_end(projection, filters, 'to')}"
    apart = "STR(?from) < STR(?to)" if projection.of_one_sort else "?from != ?to"
    return (
        f"SELECT ?from ?to (COUNT(DISTINCT ?unit) AS ?weight) WHERE {{ {both} {_units(projection, filters, *projection.kinds)} "
        f"FILTER({apart}) }} GROUP BY ?from ?to ORDER BY DESC(?weight) ?from ?to"
    )


def _end(projection: Projection, filters: Filters, end: str) -> str:
    pattern, kind = (
        (projection.source, projection.kinds[0]) if end == "from" else (projection.target, projection.kinds[1])
    )
    return f"{pattern(end)} {filters.thing(projection, end, kind)}"


def _units(projection: Projection, filters: Filters, *kinds: str) -> str:
    """Return the pattern of the units beside ends of these kinds: an issue's own says already that they raise one at or below it.

    Said twice it would cost more, and Virtuoso 7 loses rows where a query goes up `skos:broader*` twice.
    """
    return (replace(filters, issue=None) if "Issue" in kinds else filters).unit(projection)
