"""The tables that count and quote contributions: by month, party, seat and speaker, what is named beside, the latest words.

Each takes a pattern of SPARQL that binds ?contribution to what concerns ?thing.
"""

from collections.abc import Iterable

from kg.serve.pages.asker import Asker, Bound
from kg.serve.pages.chart import Chart, bars
from kg.serve.pages.table import Column, Shown, Table, show

NAMED = "?mention itsrdf:taIdentRef ?thing ; nif:referenceContext ?contribution ."
RAISED = "?named skos:broader* ?thing . ?mention itsrdf:taIdentRef ?named ; nif:referenceContext ?contribution ."
SPOKEN = "?contribution hkg:speaker ?thing ."
SPOKEN_FOR = "?contribution hkg:inCapacity/hkg:constituency ?thing ."
SPOKEN_AS = "?contribution hkg:speakerRole ?thing ."
OF_PARTY = (
    "?member ^org:member ?membership . ?membership org:organization ?party ; schema:startDate ?joined . FILTER(?joined <= ?on) "
    "FILTER NOT EXISTS { ?membership schema:endDate ?left FILTER(?left <= ?on) }"
)
"""The party that a member belongs to on a day. An end that need not be is quicker asked for so than by OPTIONAL."""

SPOKEN_OF_PARTY = "?contribution hkg:speaker ?member ; dcterms:isPartOf/dcterms:date ?on . " + OF_PARTY.replace(
    "?party", "?thing"
)

COUNT = Column("contributions", "Contributions", kind="bar")
DATE = Column("date", "Date", kind="day")
DEBATE = Column("title", "Debate", "debate")
SPEAKER = Column("speaker", "Speaker", "speakerIri")
MONTHS_AT_MOST = 72
"""Beyond as many months a chart is drawn by years."""


def by_month(title: str, pattern: str, bound: Bound) -> Table:
    """Return the table of contributions by month; what binds nothing goes over the whole graph."""
    sparql = f"""
SELECT ?month (SUM(?n) AS ?contributions) {{
  {{ SELECT ?month (COUNT(DISTINCT ?contribution) AS ?n) WHERE {{
      {pattern}
      ?contribution dcterms:isPartOf/dcterms:date ?date . BIND(SUBSTR(STR(?date), 1, 7) AS ?month)
    }} GROUP BY ?month }}
  UNION
  {{ SELECT DISTINCT ?month (0 AS ?n) {{ ?sitting a hkg:Sitting ; dcterms:date ?day . BIND(SUBSTR(STR(?day), 1, 7) AS ?month) }} }}
}}
GROUP BY ?month
ORDER BY ?month
"""
    return Table(title, (Column("month", "Month", kind="month"), COUNT), sparql, bound, is_of_all=not bound)


async def over_time(ask: Asker, title: str, pattern: str, bound: Bound) -> tuple[Chart | None, Shown]:
    """Return the chart of contributions by month, or by year where there are many, and the table that it shows."""
    shown = await show(ask, by_month(title, pattern, bound))
    return bars(title, values_of(shown)), shown


def values_of(shown: Shown) -> list[tuple[str, int]]:
    """Return how many contributions there are by month, or by year where there are many."""
    values = [(shown.value(row, "month"), int(shown.value(row, "contributions"))) for row in shown.rows]
    return values if len(values) <= MONTHS_AT_MOST else _by_year(values)


def _by_year(values: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    years: dict[str, int] = {}
    for month, count in values:
        years[month[:4]] = years.get(month[:4], 0) + count
    return sorted(years.items())


def by_party(title: str, pattern: str, bound: Bound) -> Table:
    sparql = f"""
SELECT ?label (COUNT(DISTINCT ?contribution) AS ?contributions) ?party WHERE {{
  {pattern}
  ?contribution hkg:speaker ?member ; dcterms:isPartOf/dcterms:date ?on .
  {OF_PARTY}
  ?party rdfs:label ?label .
}}
GROUP BY ?label ?party
ORDER BY DESC(?contributions) ?label
"""
    return Table(title, (Column("label", "Party", "party"), COUNT), sparql, bound)


def by_constituency(title: str, pattern: str, bound: Bound, most: int = 20) -> Table:
    sparql = f"""
SELECT ?label ?contributions ?constituency {{
  {{ SELECT ?constituency (COUNT(DISTINCT ?contribution) AS ?contributions) WHERE {{
      {pattern}
      ?contribution hkg:inCapacity/hkg:constituency ?constituency .
    }} GROUP BY ?constituency }}
  ?constituency rdfs:label ?label .
}}
ORDER BY DESC(?contributions) ?label
"""
    return Table(title, (Column("label", "Constituency", "constituency"), COUNT), sparql, bound, most)


def by_speaker(title: str, pattern: str, bound: Bound, most: int = 20) -> Table:
    sparql = f"""
SELECT ?label ?contributions ?person {{
  {{ SELECT ?person (COUNT(DISTINCT ?contribution) AS ?contributions) WHERE {{
      {pattern}
      ?contribution hkg:speaker ?person .
    }} GROUP BY ?person }}
  ?person rdfs:label ?label .
}}
ORDER BY DESC(?contributions) ?label
"""
    return Table(title, (Column("label", "Speaker", "person"), COUNT), sparql, bound, most)


KIND_OF = {
    "issue": "?contribution hkg:raises ?other .",
    "agency": "?contribution hkg:mentions ?other . VALUES ?class { hkg:Agency hkg:AgencyKind hkg:GovernmentDepartment hkg:PoliceForce hkg:RegionalOrganisedCrimeUnit } ?other a ?class .",
    "person": "?contribution hkg:mentions ?other . ?other a hkg:Person .",
    "place": "?contribution hkg:mentions ?other . ?other a hkg:Place .",
}
"""What else a contribution names, by the first part of its path."""


def named_beside(title: str, heading: str, kind: str, pattern: str, bound: Bound, most: int = 20) -> Table:
    """Return the table of what else the contributions name, ?thing left out."""
    sparql = f"""
SELECT ?label ?contributions ?other {{
  {{ SELECT ?other (COUNT(DISTINCT ?contribution) AS ?contributions) WHERE {{
      {pattern}
      {KIND_OF[kind]}
      FILTER(?other != ?thing)
    }} GROUP BY ?other }}
  ?other rdfs:label ?label .
}}
ORDER BY DESC(?contributions) ?label
"""
    return Table(title, (Column("label", heading, "other"), COUNT), sparql, bound, most)


def by_debate(title: str, pattern: str, bound: Bound, most: int = 30) -> Table:
    sparql = f"""
SELECT ?date ?title ?contributions ?debate {{
  {{ SELECT ?debate (COUNT(DISTINCT ?contribution) AS ?contributions) WHERE {{
      {pattern}
      ?contribution dcterms:isPartOf ?debate .
    }} GROUP BY ?debate }}
  ?debate dcterms:date ?date ; dcterms:title ?title .
}}
ORDER BY DESC(?date) ?debate
"""
    return Table(title, (DATE, DEBATE, COUNT), sparql, bound, most)


def latest_words(title: str, pattern: str, bound: Bound, most: int = 10) -> Table:
    """Return the latest contributions, each with the words around what it names, or with its first."""
    first = "(MIN(?mention) AS ?first)" if "?mention" in pattern else ""
    quote = (
        "?first nif:beginIndex ?begin ; nif:anchorOf ?words . BIND(IF(?begin > 110, ?begin - 110, 0) AS ?from)"
        if first
        else "BIND(0 AS ?from)"
    )
    sparql = f"""
SELECT ?date ?title ?speaker ?seat ?quote ?words ?speakerIri ?seatIri ?contribution {{
  {{ SELECT ?contribution ?debate ?date ?position {first} WHERE {{
      {pattern}
      ?contribution schema:position ?position ; dcterms:isPartOf ?debate . ?debate dcterms:date ?date .
    }} GROUP BY ?contribution ?debate ?date ?position ORDER BY DESC(?date) DESC(?debate) ?position LIMIT {most} }}
  ?contribution schema:text ?text . ?debate dcterms:title ?title .
  {quote}
  BIND(REPLACE(SUBSTR(?text, ?from + 1, 300), "\\\\s+", " ") AS ?cut)
  BIND(IF(?from > 0, REPLACE(?cut, "^\\\\S* ", ""), ?cut) AS ?begun)
  BIND(IF(STRLEN(?text) > ?from + 300, REPLACE(?begun, " \\\\S*$", ""), ?begun) AS ?quote)
  OPTIONAL {{ ?contribution hkg:speaker ?speakerIri . ?speakerIri rdfs:label ?speaker }}
  OPTIONAL {{ ?contribution hkg:inCapacity/hkg:constituency ?seatIri . ?seatIri rdfs:label ?seat }}
}}
ORDER BY DESC(?date) DESC(?debate) ?position
"""
    columns = (
        DATE,
        Column("title", "Debate", "contribution"),
        SPEAKER,
        Column("seat", "Seat", "seatIri"),
        Column("quote", "Words", "contribution", "quote", "words"),
    )
    return Table(title, columns, sparql, bound, most, is_limited=True)
