"""The page of an office: its titles and its holders by date, what is said in it."""

from kg.serve.pages import sayings
from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import all_related, plain, said
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show, show_all
from kg.serve.pool import Pool

HEAD = "SELECT ?label WHERE { ?thing a hkg:Office ; rdfs:label ?label }"
RELATED = (("Of", "?thing org:postIn ?iri ."),)
HOLDERS = """
SELECT ?from ?until ?name ?person WHERE {
  ?holding hkg:office ?thing ; org:member ?person ; schema:startDate ?from . ?person rdfs:label ?name .
  OPTIONAL { ?holding schema:endDate ?until }
}
ORDER BY DESC(?from) ?name
"""
TITLES = """
SELECT ?from ?until ?label WHERE {
  ?thing hkg:title ?title . ?title rdfs:label ?label
  OPTIONAL { ?title schema:startDate ?from }
  OPTIONAL { ?title schema:endDate ?until }
}
ORDER BY DESC(?from) ?label
"""


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of an office, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = ask.thing(path)
    literal = await said(ask, path)
    dated = (Column("from", "From", kind="day"), Column("until", "Until", kind="day"))
    tables = await show_all(
        ask,
        Table("Holders", (*dated, Column("name", "Holder", "person")), HOLDERS, bound, 200),
        Table("Titles", (*dated, Column("label", "Title")), TITLES, bound),
        sayings.named_beside("Issues raised in it", "Issue", "issue", sayings.SPOKEN_AS, bound),
        sayings.by_debate("Contributions in it", sayings.SPOKEN_AS, bound),
    )
    return render(
        "thing.html", base, thing=path, title=head["label"], kind="Office", standfirst="",
        about=[*await all_related(ask, path, RELATED), ("Side", plain(literal.get("hkg:side", [])))],
        drawing=None,
        said=await show(ask, sayings.latest_words("Latest words", sayings.SPOKEN_AS, bound, 6)),
        tables=[one for one in tables if one.rows or one.note],
    )  # fmt: skip
