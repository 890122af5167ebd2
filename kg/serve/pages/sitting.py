"""The pages of days: a sitting with its debates, and all the debates of the graph, the latest first."""

from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import Fact
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show_all
from kg.serve.pages.texts import counted, day
from kg.serve.pool import Pool

HEAD = """
SELECT ?label ?date ?house WHERE { ?thing a hkg:Sitting ; rdfs:label ?label ; dcterms:date ?date ; hkg:house/rdfs:label ?house }
"""
DEBATES = """
SELECT ?column ?title ?within ?contributions ?debate ?withinIri WHERE {
  ?debate dcterms:isPartOf+ ?thing ; a hkg:Debate ; dcterms:title ?title .
  OPTIONAL { ?debate dcterms:isPartOf ?withinIri . ?withinIri a hkg:Debate ; dcterms:title ?within }
  OPTIONAL { ?debate hkg:column ?column }
  OPTIONAL {
    { SELECT ?debate (COUNT(?contribution) AS ?contributions) {
        ?contribution dcterms:isPartOf ?debate ; a hkg:Contribution
    } GROUP BY ?debate }
  }
}
ORDER BY ?column ?debate
"""
DIVISIONS = """
SELECT ?label ?title ?ayes ?noes ?division ?debate WHERE {
  ?debate dcterms:isPartOf+ ?thing . ?division dcterms:isPartOf ?debate ; a hkg:Division ; rdfs:label ?label .
  ?debate dcterms:title ?title .
  OPTIONAL { ?division hkg:ayes ?ayes ; hkg:noes ?noes }
}
ORDER BY ?label
"""
SITTINGS = """
SELECT ?date ?label ?debates ?sitting {
  { SELECT ?sitting (COUNT(DISTINCT ?debate) AS ?debates) WHERE { ?debate dcterms:isPartOf+ ?sitting . ?sitting a hkg:Sitting } GROUP BY ?sitting }
  ?sitting rdfs:label ?label ; dcterms:date ?date .
}
ORDER BY DESC(?date) ?label
"""
LATEST = """
SELECT ?date ?title ?house ?contributions ?debate {
  ?debate a hkg:Debate ; dcterms:date ?date ; dcterms:title ?title ; hkg:house/rdfs:label ?house .
  { SELECT ?debate (COUNT(?contribution) AS ?contributions) WHERE {
      ?contribution dcterms:isPartOf ?debate ; a hkg:Contribution
    } GROUP BY ?debate }
}
ORDER BY DESC(?date) DESC(?contributions) ?debate
"""
LISTED = (
    Column("date", "Date", kind="day"),
    Column("title", "Debate", "debate"),
    Column("house", "House", kind="house"),
    Column("contributions", "Contributions", kind="bar"),
)


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a sitting, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = ask.thing(path)
    debates = (
        Column("column", "Column"), Column("title", "Debate", "debate"), Column("within", "Within", "withinIri"), Column("contributions", "Contributions", kind="bar"),
    )  # fmt: skip
    divisions = (
        Column("label", "Division", "division"), Column("title", "Debate", "debate"), Column("ayes", "Ayes", kind="number"), Column("noes", "Noes", kind="number"),
    )  # fmt: skip
    listed, divided = await show_all(
        ask, Table("Debates", debates, DEBATES, bound), Table("Divisions", divisions, DIVISIONS, bound)
    )
    return render(
        "thing.html", base, thing=path, section="/debates", title=f"{head['label'].partition(',')[0]}, {day(head['date'])}", kind="Sitting",
        standfirst=f"{counted(len(listed.rows), 'debate')} in this graph.",
        about=[("House", [Fact(head["house"])])], drawing=None, said=None,
        tables=[listed, divided] if divided.rows else [listed],
    )  # fmt: skip


async def all_debates(pool: Pool, base: str, path: str) -> str:
    """Return the page of the days of the graph and its latest debates."""
    ask = Asker(pool, base)
    days = (
        Column("date", "Date", kind="day"),
        Column("label", "Sitting", "sitting"),
        Column("debates", "Debates", kind="bar"),
    )
    tables = await show_all(
        ask,
        Table("Debates", LISTED, LATEST, most=200, is_of_all=True),
        Table("Sittings", days, SITTINGS, most=200, is_of_all=True),
    )
    return render(
        "thing.html", base, thing="", section="/debates", title="Debates", kind="What was debated", standfirst="The latest first.",
        about=[], drawing=None, said=None, tables=tables,
    )  # fmt: skip
