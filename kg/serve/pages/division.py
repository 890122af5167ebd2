"""The page of a division: the question's debate, the result, who voted how, by party and by name."""

from kg.serve.pages import sayings
from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import Fact
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show_all
from kg.serve.pages.texts import clock, counted, day
from kg.serve.pool import Pool

HEAD = """
SELECT ?label ?ayes ?noes ?result ?time ?column ?debate ?title ?date ?follows ?followsLabel WHERE {
  ?thing a hkg:Division ; rdfs:label ?label ; dcterms:isPartOf ?debate . ?debate dcterms:title ?title ; dcterms:date ?date .
  OPTIONAL { ?thing hkg:ayes ?ayes }
  OPTIONAL { ?thing hkg:noes ?noes }
  OPTIONAL { ?thing hkg:result/rdfs:label ?result }
  OPTIONAL { ?thing hkg:time ?time }
  OPTIONAL { ?thing hkg:column ?column }
  OPTIONAL { ?thing hkg:follows ?follows . ?follows rdfs:label ?followsLabel }
}
"""
PARTIES = f"""
SELECT ?side ?label (COUNT(DISTINCT ?member) AS ?members) ?party WHERE {{
  ?vote dcterms:isPartOf ?thing ; hkg:voted/rdfs:label ?side ; hkg:voter ?member .
  ?thing dcterms:isPartOf/dcterms:date ?on .
  {sayings.OF_PARTY}
  ?party rdfs:label ?label .
}}
GROUP BY ?side ?label ?party
ORDER BY ?side DESC(?members) ?label
"""
NAMES = """
SELECT ?side ?name ?seat ?teller ?voter ?seatIri WHERE {
  ?thing dcterms:isPartOf/dcterms:date ?date .
  ?vote dcterms:isPartOf ?thing ; hkg:voted/rdfs:label ?side .
  OPTIONAL { ?vote hkg:voter ?voter . ?voter rdfs:label ?known }
  OPTIONAL { ?vote rdfs:label ?printed }
  BIND(COALESCE(?known, ?printed) AS ?name)
  OPTIONAL { ?vote hkg:teller ?tells }
  BIND(IF(BOUND(?tells) && ?tells, "teller", "") AS ?teller)
  OPTIONAL {
    ?vote hkg:voter/^org:member ?incumbency . ?incumbency hkg:constituency ?seatIri ; schema:startDate ?begun .
    ?seatIri rdfs:label ?seat
    FILTER(?begun <= ?date) FILTER NOT EXISTS { ?incumbency schema:endDate ?ended FILTER(?ended <= ?date) }
  }
}
ORDER BY ?side ?name ?seat
"""


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a division, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = ask.thing(path)
    names = (
        Column("side", "Voted"), Column("name", "Member", "voter"), Column("seat", "Seat", "seatIri"), Column("teller", "Teller"),
    )  # fmt: skip
    parties = (Column("side", "Voted"), Column("label", "Party", "party"), Column("members", "Members", kind="bar"))
    tables = await show_all(
        ask,
        Table("By party", parties, PARTIES, bound, empty="No party of those who voted is known."),
        Table("By name", names, NAMES, bound, empty="The record lists no names."),
    )
    ayes, noes = head["ayes"] or "not stated", head["noes"] or "not stated"
    return render(
        "thing.html", base, thing=path, section="/debates", title=f"{head['label']}: {head['title']}", kind=f"Division, {day(head['date'])}",
        standfirst=f"Ayes {ayes}, noes {noes}{': ' + head['result'] if head['result'] else ''}.",
        about=[
            ("Debate", [Fact(head["title"], head["debate"])]),
            ("After", [Fact(head["followsLabel"], head["follows"])] if head["follows"] else []),
            ("Time", [Fact(clock(head["time"]))] if head["time"] else []),
            ("Column", [Fact(head["column"])] if head["column"] else []),
            ("Listed", [Fact(counted(len(tables[1].rows), "vote"))]),
        ],
        drawing=None, said=None, tables=tables, wide_last=True,
    )  # fmt: skip
