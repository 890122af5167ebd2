"""The page of a person: seats, parties and offices by date; what they raise, whom they name and answer, where they spoke."""

from kg.serve.pages import sayings
from kg.serve.pages.asker import Asker
from kg.serve.pages.facts import Fact, all_related, span
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show, show_all
from kg.serve.pool import Pool

HEAD = """
SELECT ?label ?gender WHERE { ?thing a hkg:Person ; rdfs:label ?label OPTIONAL { ?thing schema:gender ?gender } }
"""
RELATED = (("The same as", "?thing owl:sameAs ?iri ."), ("On the web", "?thing schema:sameAs ?iri ."))
NAMES = """
SELECT ?label ?from ?until WHERE {
  ?thing hkg:name ?name . ?name rdfs:label ?label
  OPTIONAL { ?name schema:startDate ?from }
  OPTIONAL { ?name schema:endDate ?until }
} ORDER BY ?from ?label
"""
HELD = """
SELECT ?from ?until ?held ?what ?iri WHERE {
  ?membership org:member ?thing ; schema:startDate ?from ; a ?class .
  VALUES (?class ?held) { (hkg:SeatIncumbency "seat") (hkg:PartyMembership "party") (hkg:OfficeHolding "office") }
  OPTIONAL { ?membership hkg:constituency|hkg:office|org:organization ?iri . ?iri rdfs:label ?label }
  OPTIONAL { ?membership hkg:peerage ?peerage }
  OPTIONAL { ?membership schema:endDate ?until }
  BIND(COALESCE(?label, ?peerage, "House of Lords") AS ?what)
}
ORDER BY DESC(?from) ?held ?what
"""
ANSWERED = """
SELECT ?label (COUNT(DISTINCT ?contribution) AS ?contributions) ?other WHERE {
  ?contribution hkg:speaker ?thing ; hkg:answers/hkg:speaker ?other . ?other rdfs:label ?label .
}
GROUP BY ?label ?other
ORDER BY DESC(?contributions) ?label
"""
ANSWERERS = """
SELECT ?label (COUNT(DISTINCT ?contribution) AS ?contributions) ?other WHERE {
  ?question hkg:speaker ?thing . ?contribution hkg:answers ?question ; hkg:speaker ?other . ?other rdfs:label ?label .
}
GROUP BY ?label ?other
ORDER BY DESC(?contributions) ?label
"""
MAYBE = """
SELECT ?date ?title ?position ?candidates ?contribution WHERE {
  ?judged hkg:candidate ?thing ; hkg:candidateCount ?candidates . ?contribution hkg:attribution ?judged ; schema:position ?position ;
    dcterms:isPartOf ?debate .
  ?debate dcterms:date ?date ; dcterms:title ?title .
}
ORDER BY DESC(?date) ?debate ?position
"""


def _counts(title: str, sparql: str, bound: dict[str, list[str]]) -> Table:
    return Table(title, (Column("label", "Person", "other"), sayings.COUNT), sparql, bound, 20)


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a person, None where the graph has none at `path`."""
    ask = Asker(pool, base)
    head = await ask.first(HEAD, path)
    if head is None:
        return None
    bound = ask.thing(path)
    names = await ask.rows(NAMES, bound)
    held = (
        Column("from", "From", kind="day"), Column("until", "Until", kind="day"), Column("held", "Held"), Column("what", "What", "iri"),
    )  # fmt: skip
    tables = await show_all(
        ask,
        Table("Seats, parties and offices", held, HELD, bound),
        sayings.named_beside("Issues raised", "Issue", "issue", sayings.SPOKEN, bound),
        sayings.named_beside("Agencies named", "Agency", "agency", sayings.SPOKEN, bound),
        sayings.named_beside("People named", "Person", "person", sayings.SPOKEN, bound),
        sayings.by_speaker("Named by", sayings.NAMED, bound),
        _counts("Whom they answer", ANSWERED, bound),
        _counts("Who answers them", ANSWERERS, bound),
        sayings.by_debate("Contributions by debate", sayings.SPOKEN, bound),
        Table(
            "May have spoken",
            (sayings.DATE, Column("title", "Debate", "contribution"), Column("position", "Contribution"), Column("candidates", "One of")),
            MAYBE, bound, 20,
        ),
    )  # fmt: skip
    return render(
        "thing.html", base, thing=path, title=head["label"], kind="Person", standfirst="",
        about=[
            ("Names", [Fact(row["label"], note=span(row["from"], row["until"])) for row in names]),
            *await all_related(ask, path, RELATED),
        ],
        drawing=await sayings.over_time(ask, "Contributions by month", sayings.SPOKEN, bound),
        said=await show(ask, sayings.latest_words("Latest words", sayings.SPOKEN, bound, 6)),
        tables=[one for one in tables if one.rows or one.note],
    )  # fmt: skip
