"""The page of a debate: its words, contribution by contribution, with who speaks and why, and what is said beside them."""

from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import related
from kg.serve.pages.render import render
from kg.serve.pages.turns import kinds_of, turns
from kg.serve.pool import Pool
from kg.show import DIVISIONS, SUBJECTS

HEAD = """
SELECT ?title ?date ?house ?volume ?column ?url ?within ?withinLabel WHERE {
  ?thing a hkg:Debate ; dcterms:title ?title ; dcterms:date ?date ; hkg:house/rdfs:label ?house .
  OPTIONAL { ?thing hkg:volume ?volume }
  OPTIONAL { ?thing hkg:column ?column }
  OPTIONAL { ?thing schema:url ?url }
  OPTIONAL { ?thing dcterms:isPartOf ?within . ?within rdfs:label ?withinLabel }
} ORDER BY ?url ?within
"""
WITHIN = "?iri dcterms:isPartOf ?thing ; a hkg:Debate ."
PROCEDURE = """
SELECT ?text ?column ?time WHERE {
  ?line dcterms:isPartOf ?thing ; a hkg:Procedure ; schema:text ?text .
  OPTIONAL { ?line hkg:column ?column }
  OPTIONAL { ?line hkg:time ?time }
} ORDER BY ?time ?line
"""


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a debate, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = {"debate": ask.thing(path)["thing"]}
    said = await turns(ask, bound)
    return render(
        "debate.html", base, thing=path, section="/debates", head=head, turns=said, kinds=kinds_of(said),
        subjects=await ask.rows(SUBJECTS, bound), divisions=await ask.rows(DIVISIONS, bound),
        within=await related(ask, path, WITHIN), procedure=await ask.rows(PROCEDURE, ask.thing(path)),
    )  # fmt: skip
