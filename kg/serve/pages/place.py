"""The page of a place: what it lies in, what lies in it, the issues it is named with, the latest words."""

from kg.serve.pages import sayings
from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import all_related, plain, said
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show, show_all
from kg.serve.pool import Pool

HEAD = "SELECT ?label ?kind WHERE { ?thing a hkg:Place ; rdfs:label ?label OPTIONAL { ?thing dcterms:type ?kind } }"
RELATED = (
    ("Within", "?thing schema:containedInPlace ?iri ."),
    ("Police force", "?thing hkg:policedBy ?iri ."),
    ("Places in it", "?iri schema:containedInPlace ?thing ; a hkg:Place ."),
    ("The same as", "?thing owl:sameAs ?iri ."),
)
SEATS = """
SELECT ?label ?from ?until ?seat WHERE {
  ?seat schema:containedInPlace ?thing ; a hkg:Constituency ; rdfs:label ?label ; schema:startDate ?from .
  OPTIONAL { ?seat schema:endDate ?until }
}
ORDER BY DESC(?from) ?label
"""


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a place, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = ask.thing(path)
    literal = await said(ask, path)
    seats = (
        Column("label", "Constituency", "seat"),
        Column("from", "From", kind="day"),
        Column("until", "Until", kind="day"),
    )
    tables = await show_all(
        ask,
        sayings.named_beside("Issues it is named with", "Issue", "issue", sayings.NAMED, bound),
        sayings.by_speaker("Who names it", sayings.NAMED, bound),
        sayings.named_beside("Agencies named beside it", "Agency", "agency", sayings.NAMED, bound),
        Table("Constituencies in it", seats, SEATS, bound, 50),
    )
    return render(
        "thing.html", base, thing=path, title=head["label"], kind=head["kind"] or "Place", standfirst="",
        about=[("Also written", plain(literal.get("skos:altLabel", []))), *await all_related(ask, path, RELATED)],
        drawing=await sayings.over_time(ask, "Contributions that name it, by month", sayings.NAMED, bound),
        said=await show(ask, sayings.latest_words("Latest words", sayings.NAMED, bound)),
        tables=[one for one in tables if one.rows or one.note],
    )  # fmt: skip
