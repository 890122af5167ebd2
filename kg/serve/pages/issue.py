"""The page of an issue: where it stands among issues, over time, by party and by seat, in whose words; and all issues."""

from kg.serve.pages import agency, sayings
from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import Facts, all_related, plain, said
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show, show_all
from kg.serve.pool import Pool

HEAD = "SELECT ?label WHERE { ?thing a hkg:Issue ; rdfs:label ?label }"
RELATED = (
    ("Broader", "?thing skos:broader ?iri ."),
    ("Narrower", "?iri skos:broader ?thing ."),
    ("Answered for by", "?thing hkg:answeredBy ?iri ."),
    ("The same as", "?thing skos:exactMatch ?iri ."),
    ("Close to", "?thing skos:closeMatch ?iri ."),
)
NARROWER = """
SELECT ?label ?contributions ?issue {
  { SELECT ?issue (COUNT(DISTINCT ?contribution) AS ?contributions) WHERE {
      ?issue skos:broader ?thing . ?below skos:broader* ?issue . ?contribution hkg:raises ?below
    } GROUP BY ?issue }
  ?issue rdfs:label ?label .
}
ORDER BY DESC(?contributions) ?label
"""
DEBATES = """
SELECT ?date ?title ?rule ?debate WHERE {
  ?subject schema:about ?thing ; hkg:debate ?debate ; schema:position ?rank ; hkg:rule/rdfs:label ?rule .
  ?debate dcterms:date ?date ; dcterms:title ?title .
}
ORDER BY DESC(?date) ?debate
"""
TOP = """
SELECT ?label (COUNT(DISTINCT ?contribution) AS ?contributions) (COUNT(DISTINCT ?below) AS ?raised) ?issue WHERE {
  ?issue skos:topConceptOf ?scheme ; rdfs:label ?label .
  OPTIONAL { ?below skos:broader* ?issue . ?contribution hkg:raises ?below }
}
GROUP BY ?label ?issue
ORDER BY DESC(?contributions) ?label
"""
MOST = """
SELECT ?label ?contributions ?issue {
  { SELECT ?issue (COUNT(?contribution) AS ?contributions) WHERE { ?contribution hkg:raises ?issue } GROUP BY ?issue }
  ?issue rdfs:label ?label .
}
ORDER BY DESC(?contributions) ?label
"""


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of an issue, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = ask.thing(path)
    literal = await said(ask, path)
    about: Facts = [
        *await all_related(ask, path, RELATED[:3]),
        ("Also written", plain(literal.get("skos:altLabel", []))),
        *await all_related(ask, path, RELATED[3:]),
    ]
    time = await sayings.over_time(ask, "Contributions that raise it, by month", sayings.RAISED, bound)
    quoted = await show(ask, sayings.latest_words("Latest words", sayings.RAISED, bound))
    tables = await show_all(
        ask,
        sayings.by_party("By party", sayings.RAISED, bound),
        sayings.by_constituency("By constituency", sayings.RAISED, bound),
        sayings.by_speaker("Who raises it", sayings.RAISED, bound),
        sayings.named_beside("Agencies named beside it", "Agency", "agency", sayings.RAISED, bound),
        Table("Issues within it", (Column("label", "Issue", "issue"), sayings.COUNT), NARROWER, bound, 30),
        Table(
            "Debates about it", (sayings.DATE, sayings.DEBATE, Column("rule", "Known by")), DEBATES, bound, 30
        ),
        agency.claims(bound),
    )  # fmt: skip
    return render(
        "thing.html", base, thing=path, section="/issue/", title=head["label"], kind="Issue",
        standfirst=" ".join(literal.get("skos:scopeNote", literal.get("skos:definition", []))), about=about,
        drawing=time, said=quoted, tables=[one for one in tables if one.rows or one.note],
    )  # fmt: skip


async def all_issues(pool: Pool, base: str, path: str) -> str:
    """Return the page of all issues: those above all others, and those that are raised most."""
    ask = Asker(pool, base)
    fields = (Column("label", "Field", "issue"), sayings.COUNT, Column("raised", "Issues raised", kind="number"))
    tables = await show_all(
        ask,
        Table("Fields", fields, TOP, is_of_all=True),
        Table("Raised most", (Column("label", "Issue", "issue"), sayings.COUNT), MOST, most=50, is_of_all=True),
    )
    return render(
        "thing.html", base, thing="", section="/issue/", title="Issues", kind="What is raised",
        standfirst="Each issue has its broader and narrower ones, and the words by which it is found.",
        about=[], drawing=None, said=None, tables=tables,
    )  # fmt: skip
