"""The page of one contribution: its words, each thing that they name with the reason for it, and what comes before and after."""

from kg.serve.pages.asker import Asker
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show
from kg.serve.pages.turns import kinds_of, turns
from kg.serve.pool import Pool

HEAD = """
SELECT ?label ?position ?debate ?title ?date ?house ?before ?after WHERE {
  ?thing a hkg:Contribution ; rdfs:label ?label ; schema:position ?position ; dcterms:isPartOf ?debate .
  ?debate dcterms:title ?title ; dcterms:date ?date ; hkg:house/rdfs:label ?house .
  OPTIONAL { ?before dcterms:isPartOf ?debate ; schema:position ?b FILTER(?b = ?position - 1) }
  OPTIONAL { ?after dcterms:isPartOf ?debate ; schema:position ?a FILTER(?a = ?position + 1) }
}
"""
MENTIONS = """
SELECT ?words ?kind ?meant ?status ?rule ?why (GROUP_CONCAT(DISTINCT ?name; separator=", ") AS ?candidates) ?meantIri ?mention WHERE {
  ?mention nif:referenceContext ?thing ; hkg:kind/rdfs:label ?kind ; nif:anchorOf ?words ; nif:beginIndex ?begin ;
    hkg:status/rdfs:label ?status ; hkg:rule ?by .
  ?by rdfs:label ?rule .
  OPTIONAL { ?mention itsrdf:taIdentRef ?meantIri . ?meantIri rdfs:label ?meant }
  OPTIONAL { ?mention hkg:constraint ?why }
  OPTIONAL { ?mention hkg:candidate/rdfs:label ?name }
}
GROUP BY ?words ?kind ?meant ?status ?rule ?why ?meantIri ?mention ?begin
ORDER BY ?begin ?mention
"""


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a contribution, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    said = await turns(ask, {"contribution": ask.thing(path)["thing"]}, anchored=True)
    columns = (
        Column("words", "Words", "mention"),
        Column("kind", "Kind"),
        Column("meant", "Means", "meantIri"),
        Column("status", "Status"),
        Column("rule", "By the rule"),
        Column("why", "Because it"),
        Column("candidates", "May be"),
    )
    named = await show(ask, Table("What it names, and how that is known", columns, MENTIONS, ask.thing(path)))
    return render(
        "contribution.html",
        base,
        thing=path,
        section="/debates",
        head=head,
        turns=said,
        kinds=kinds_of(said),
        named=named,
    )
