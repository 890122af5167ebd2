"""The first page: what is in the graph, the questions it answers, what was debated last."""

from kg.errors import QueryError
from kg.query import named_queries
from kg.serve.pages import issue, sayings, sitting
from kg.serve.pages.asker import Asker, once
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show, show_all
from kg.serve.pool import Pool

COUNTS = (
    ("sittings", "SELECT (COUNT(?x) AS ?n) (MIN(?date) AS ?first) (MAX(?date) AS ?last) WHERE { ?x a hkg:Sitting ; dcterms:date ?date }"),
    ("debates", "SELECT (COUNT(?x) AS ?n) WHERE { ?x a hkg:Debate }"),
    ("contributions", "SELECT (COUNT(?x) AS ?n) WHERE { ?x a hkg:Contribution }"),
    ("speakers", "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?c hkg:speaker ?x }"),
    ("mentions", "SELECT (COUNT(?x) AS ?n) WHERE { ?x a hkg:Mention }"),
    ("figures", "SELECT (COUNT(?x) AS ?n) WHERE { ?x a hkg:Figure }"),
    ("claims", "SELECT (COUNT(?x) AS ?n) WHERE { ?x a hkg:Claim }"),
)  # fmt: skip
SPEAKERS = """
SELECT ?label ?contributions ?person {
  { SELECT ?person (COUNT(?contribution) AS ?contributions) WHERE { ?contribution hkg:speaker ?person } GROUP BY ?person }
  ?person rdfs:label ?label .
}
ORDER BY DESC(?contributions) ?label
"""
AGENCIES = """
SELECT ?label ?contributions ?agency {
  { SELECT ?agency (COUNT(DISTINCT ?contribution) AS ?contributions) WHERE {
      VALUES ?class { hkg:Agency hkg:AgencyKind hkg:GovernmentDepartment hkg:PoliceForce hkg:RegionalOrganisedCrimeUnit } ?agency a ?class . ?contribution hkg:mentions ?agency
    } GROUP BY ?agency }
  ?agency rdfs:label ?label .
}
ORDER BY DESC(?contributions) ?label
"""
QUESTIONS = ("who-raised", "ministers-on", "agencies-by-issue", "figures-about", "claims-about", "disputed-figures", "exchanges", "force-and-rocu-of", "votes-by-party", "unknown-speakers", "seat-holders", "money")  # fmt: skip
"""The named queries that the first page offers."""


LATEST = Table("Latest debates", sitting.LISTED, sitting.LATEST, most=16, is_of_all=True)
TABLES = (
    Table("Raised most", (Column("label", "Issue", "issue"), sayings.COUNT), issue.MOST, most=10, is_of_all=True),
    Table("Bodies named most", (Column("label", "Agency", "agency"), sayings.COUNT), AGENCIES, most=10, is_of_all=True),
    Table("Who spoke most", (Column("label", "Speaker", "person"), sayings.COUNT), SPEAKERS, most=10, is_of_all=True),
)


async def page(pool: Pool, base: str, path: str) -> str:
    """Return the first page."""
    begin(pool)
    ask = Asker(pool, base)
    counts = [(name, await _counted(ask, sparql)) for name, sparql in COUNTS]
    queries = named_queries()
    return render(
        "home.html", base, counts=[(name, row) for name, row in counts if row], is_whole=all(row for _, row in counts), latest=await show(ask, LATEST), tables=await show_all(ask, *TABLES),
        questions=[queries[name] for name in QUESTIONS if name in queries],
    )  # fmt: skip


async def _counted(ask: Asker, sparql: str) -> dict[str, str]:
    """Return a row of counts, empty where it is not there yet, or never will be."""
    try:
        answer = await ask.once(sparql)
    except QueryError:
        return {}
    return next(iter(answer), {}) if answer else {}


def begin(pool: Pool) -> None:
    """Let what this page shows of the whole graph be sought, before anybody asks for it."""
    for sparql in (*(sparql for _, sparql in COUNTS), *(table.query for table in (LATEST, *TABLES))):
        pool.whole.begin(once(sparql))
