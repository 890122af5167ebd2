"""The page of a constituency: its police force and regional unit, its members by date, what they raise for it."""

from kg.serve.pages import sayings
from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import Facts, all_related, plain, said, span
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show, show_all
from kg.serve.pool import Pool

HEAD = """
SELECT ?label ?from ?until WHERE {
  ?thing a hkg:Constituency ; rdfs:label ?label
  OPTIONAL { ?thing schema:startDate ?from }
  OPTIONAL { ?thing schema:endDate ?until }
}
"""
SPAN = (
    "OPTIONAL { ?iri schema:startDate ?from } OPTIONAL { ?iri schema:endDate ?end } "
    'BIND(CONCAT("(", SUBSTR(STR(?from), 1, 4), "–", COALESCE(SUBSTR(STR(?end), 1, 4), ""), ")") AS ?note)'
)
RELATED = (
    ("Police force", "?thing hkg:policedBy ?iri ."),
    (
        "Regional organised crime unit",
        "?thing hkg:policedBy ?force . ?iri hkg:memberForce ?force ; a hkg:RegionalOrganisedCrimeUnit .",
    ),
    ("Within", "?thing schema:containedInPlace ?iri ."),
    (
        "Other boundaries",
        f"?thing rdfs:label ?name . ?iri rdfs:label ?name ; a hkg:Constituency . FILTER(?iri != ?thing) {SPAN}",
    ),
    ("Follows", f"?thing dcterms:replaces ?iri . {SPAN}"),
    ("Version of", "?thing dcterms:isVersionOf ?iri ."),
)
MEMBERS = """
SELECT ?from ?until ?name ?party ?person ?partyIri WHERE {
  ?seat hkg:constituency ?thing ; org:member ?person ; schema:startDate ?from . ?person rdfs:label ?name .
  OPTIONAL { ?seat schema:endDate ?until }
  OPTIONAL {
    ?membership org:member ?person ; org:organization ?partyIri ; schema:startDate ?joined .
    ?partyIri rdfs:label ?party
    FILTER(?joined <= ?from) FILTER NOT EXISTS { ?membership schema:endDate ?left FILTER(?left <= ?from) }
  }
}
ORDER BY DESC(?from) ?name
"""


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a constituency of one set of boundaries, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = ask.thing(path)
    literal = await said(ask, path)
    own: Facts = [(name, plain(literal.get(f"hkg:{name.lower()}", []))) for name in ("County", "Region", "Country")]
    members = (
        Column("from", "From", kind="day"), Column("until", "Until", kind="day"), Column("name", "Member", "person"), Column("party", "Party at the start", "partyIri"),
    )  # fmt: skip
    tables = await show_all(
        ask,
        Table("Members", members, MEMBERS, bound),
        sayings.named_beside("Issues its members raise", "Issue", "issue", sayings.SPOKEN_FOR, bound),
        sayings.named_beside("Agencies its members name", "Agency", "agency", sayings.SPOKEN_FOR, bound),
        sayings.by_speaker("Who names it", sayings.NAMED, bound),
        sayings.by_debate("Contributions by its members", sayings.SPOKEN_FOR, bound),
    )
    return render(
        "thing.html", base, thing=path, title=head["label"], kind="Constituency",
        standfirst=f"Of the boundaries {span(head['from'], head['until'])}." if head["from"] else "",
        about=[*await all_related(ask, path, RELATED), *own, ("GSS code", plain(literal.get("skos:notation", [])))],
        drawing=None,
        said=await show(ask, sayings.latest_words("Latest words of its members", sayings.SPOKEN_FOR, bound, 6)),
        tables=[one for one in tables if one.rows or one.note],
    )  # fmt: skip
