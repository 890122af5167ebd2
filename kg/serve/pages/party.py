"""The page of a party: what its members raise, who of them speaks, and who belonged to it when."""

from kg.serve.pages import sayings
from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import all_related
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show, show_all
from kg.serve.pool import Pool

HEAD = "SELECT ?label WHERE { ?thing a hkg:Party ; rdfs:label ?label }"
RELATED = (("The same as", "?thing owl:sameAs ?iri ."), ("On the web", "?thing schema:sameAs ?iri ."))
MEMBERS = """
SELECT ?name ?from ?until ?person WHERE {
  ?membership a hkg:PartyMembership ; org:organization ?thing ; org:member ?person ; schema:startDate ?from .
  ?person rdfs:label ?name .
  OPTIONAL { ?membership schema:endDate ?until }
}
ORDER BY DESC(?from) ?name
"""


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a party, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = ask.thing(path)
    pattern = sayings.SPOKEN_OF_PARTY
    members = (
        Column("name", "Member", "person"), Column("from", "From", kind="day"), Column("until", "Until", kind="day"),
    )  # fmt: skip
    tables = await show_all(
        ask,
        sayings.named_beside("Issues its members raise", "Issue", "issue", pattern, bound),
        sayings.by_speaker("Who speaks", pattern, bound),
        sayings.named_beside("Agencies its members name", "Agency", "agency", pattern, bound),
        Table("Members, the latest first", members, MEMBERS, bound, 50),
    )
    return render(
        "thing.html", base, thing=path, title=head["label"], kind="Party", standfirst="",
        about=await all_related(ask, path, RELATED),
        drawing=await sayings.over_time(ask, "Contributions of its members, by month", pattern, bound),
        said=await show(ask, sayings.latest_words("Latest words of its members", pattern, bound, 6)),
        tables=[one for one in tables if one.rows or one.note],
    )  # fmt: skip
