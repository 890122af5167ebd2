"""The page of a body, or of a kind of bodies: what it is, what it is named with, what is said of it, in whose words."""

from kg.serve.pages import sayings
from kg.serve.pages.asker import Asker, Bound
from kg.serve.pages.facts import Facts, all_related, days, plain, said
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show, show_all
from kg.serve.pool import Pool

HEAD = """
SELECT ?label (GROUP_CONCAT(DISTINCT ?class; separator=", ") AS ?kind) WHERE {
  ?thing rdfs:label ?label ; a/rdfs:label ?class
} GROUP BY ?label
"""
RELATED = (
    ("Kind", "?thing org:classification ?iri ."),
    ("Part of", "?thing org:subOrganizationOf ?iri ."),
    ("Answered for by", "?thing hkg:answeredBy ?iri ."),
    ("Succeeds", "{ ?thing dcterms:replaces ?iri } UNION { ?iri dcterms:isReplacedBy ?thing }"),
    ("Succeeded by", "{ ?thing dcterms:isReplacedBy ?iri } UNION { ?iri dcterms:replaces ?thing }"),
    ("Member forces", "?thing hkg:memberForce ?iri ."),
    ("Regional unit", "?iri hkg:memberForce ?thing ."),
    ("Works with", "{ ?thing org:linkedTo ?iri } UNION { ?iri org:linkedTo ?thing }"),
    ("The same as", "?thing owl:sameAs ?iri ."),
    ("On the web", "?thing schema:sameAs ?iri ."),
)
FIGURES = """
SELECT ?date ?title ?words ?measures ?period ?speaker ?speakerIri ?contribution ?figure {
  { SELECT DISTINCT ?figure WHERE {
      { ?figure hkg:concerns ?thing } UNION { ?claim hkg:subject ?thing ; hkg:object ?figure }
  } }
  ?figure a hkg:Figure ; nif:anchorOf ?words ; nif:referenceContext ?contribution ; nif:beginIndex ?begin .
  ?contribution schema:position ?position ; dcterms:isPartOf ?debate .
  ?debate dcterms:date ?date ; dcterms:title ?title .
  OPTIONAL { ?figure hkg:measures ?measures }
  OPTIONAL { ?figure hkg:period ?period }
  OPTIONAL { ?contribution hkg:speaker ?speakerIri . ?speakerIri rdfs:label ?speaker }
}
ORDER BY DESC(?date) ?debate ?position ?begin
"""
CLAIMS = """
SELECT ?date ?subject ?relation ?object ?modality ?words ?claimedBy ?subjectIri ?objectIri ?claimant ?contribution WHERE {
  { ?claim hkg:subject ?thing } UNION { ?claim hkg:object ?thing }
  ?claim a hkg:Claim ; nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:anchorOf ?words ;
    hkg:relation/rdfs:label ?relation ; hkg:modality/rdfs:label ?modality ; hkg:object ?objectIri .
  ?objectIri rdfs:label ?object .
  ?contribution schema:position ?position ; dcterms:isPartOf ?debate .
  ?debate dcterms:date ?date .
  OPTIONAL { ?claim hkg:subject ?subjectIri . ?subjectIri rdfs:label ?subject }
  OPTIONAL { ?claim hkg:claimedBy ?claimant . ?claimant rdfs:label ?claimedBy }
}
ORDER BY DESC(?date) ?debate ?position ?begin ?relation ?object
"""
PARTS = """
SELECT ?label ?class ?iri WHERE {
  { ?iri org:subOrganizationOf ?thing } UNION { ?iri org:classification ?thing } UNION { ?iri hkg:answeredBy ?thing }
  ?iri rdfs:label ?label ; a ?type . ?type rdfs:label ?class .
  FILTER(?type != hkg:Agency && ?type != hkg:AgencyKind || NOT EXISTS { ?iri a hkg:GovernmentDepartment })
}
ORDER BY ?label
"""


def figures(bound: Bound) -> Table:
    columns = (
        Column("date", "Date", kind="day"),
        Column("title", "Debate", "contribution"),
        Column("words", "Figure", "figure"),
        Column("measures", "Of what"),
        Column("period", "When"),
        sayings.SPEAKER,
    )
    return Table("Figures said of it", columns, FIGURES, bound, 30, "No figure in this graph is said of it.")


def claims(bound: Bound) -> Table:
    """Return the table of what something is said to do, or what is said to be done about it."""
    columns = (
        Column("date", "Date", kind="day"),
        Column("subject", "Who", "subjectIri"),
        Column("relation", "does"),
        Column("object", "what", "objectIri"),
        Column("modality", "Said as"),
        Column("words", "Words", "contribution"),
        Column("claimedBy", "By", "claimant"),
    )
    return Table("Claims about it", columns, CLAIMS, bound, 30, "No claim in this graph is about it.")


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a body, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = ask.thing(path)
    time = await sayings.over_time(ask, "Contributions that name it, by month", sayings.NAMED, bound)
    quoted = await show(ask, sayings.latest_words("Latest words", sayings.NAMED, bound))
    tables = await show_all(
        ask,
        sayings.named_beside("Issues it is named with", "Issue", "issue", sayings.NAMED, bound),
        sayings.by_speaker("Who names it", sayings.NAMED, bound),
        sayings.by_party("By party", sayings.NAMED, bound),
        figures(bound),
        claims(bound),
        Table(
            "Bodies within it, or of its kind",
            (Column("label", "Body", "iri"), Column("class", "Kind")),
            PARTS,
            bound,
            50,
        ),
    )
    return render(
        "thing.html", base, thing=path, title=head["label"], kind=head["kind"], standfirst="", about=await _about(ask, path),
        drawing=time, said=quoted, tables=[one for one in tables if one.rows or one.note],
    )  # fmt: skip


async def _about(ask: Asker, path: str) -> Facts:
    literal = await said(ask, path)
    own: Facts = [
        ("Also written", plain(literal.get("skos:altLabel", []))),
        ("Founded", days(literal.get("schema:foundingDate", []))),
        ("Dissolved", days(literal.get("schema:dissolutionDate", []))),
        ("Note", plain(literal.get("skos:editorialNote", []))),
    ]
    return [*own, *await all_related(ask, path, RELATED), ("Source", plain(literal.get("dcterms:source", [])))]
