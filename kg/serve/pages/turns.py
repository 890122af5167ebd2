"""The contributions of a debate as they are shown: who speaks, or may, and why; the words with what they name; what stands beside."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg import iris
from kg.serve.pages.asker import Asker, Bound, Row
from kg.serve.pages.links import href
from kg.serve.pages.words import Span, paragraphs
from kg.why import CLUES, REASONS, SPEAKERS

TURNS = """
SELECT ?contribution ?position ?turn ?text ?printed ?speaker ?name ?role ?roleIri ?seat ?seatIri ?party ?partyIri ?status ?count
  ?column ?time ?url ?number ?uin
WHERE {
  ?contribution dcterms:isPartOf ?debate ; schema:position ?position ; schema:text ?text ; hkg:attribution ?judged .
  ?judged hkg:status ?status ; hkg:candidateCount ?count . ?debate dcterms:date ?date .
  OPTIONAL { ?contribution a ?turnIri FILTER(?turnIri != hkg:Contribution) ?turnIri rdfs:label ?turn }
  OPTIONAL { ?contribution hkg:speakerAsPrinted ?printed }
  OPTIONAL { ?contribution hkg:column ?column }
  OPTIONAL { ?contribution hkg:time ?time }
  OPTIONAL { ?contribution schema:url ?url }
  OPTIONAL { ?contribution hkg:questionNumber ?number }
  OPTIONAL { ?contribution hkg:uin ?uin }
  OPTIONAL { ?contribution hkg:speaker ?speaker . ?speaker rdfs:label ?nameNow }
  OPTIONAL {
    ?contribution hkg:speaker/hkg:name ?then . ?then rdfs:label ?nameThen ; schema:endDate ?until .
    FILTER(?date < ?until) FILTER NOT EXISTS { ?then schema:startDate ?since FILTER(?since > ?date) }
  }
  BIND(COALESCE(?nameThen, ?nameNow) AS ?name)
  OPTIONAL { ?contribution hkg:speakerRole ?roleIri . ?roleIri rdfs:label ?role }
  OPTIONAL { ?contribution hkg:inCapacity/hkg:constituency ?seatIri . ?seatIri rdfs:label ?seat }
  OPTIONAL {
    ?contribution hkg:speaker/^org:member ?membership .
    ?membership org:organization ?partyIri ; schema:startDate ?joined . ?partyIri rdfs:label ?party
    FILTER(?joined <= ?date) FILTER NOT EXISTS { ?membership schema:endDate ?left FILTER(?left <= ?date) }
  }
} ORDER BY ?position ?roleIri ?partyIri ?turnIri
"""
NAMED = """
SELECT ?contribution ?mention ?begin ?end ?kind ?meant ?label ?status ?count WHERE {
  ?contribution dcterms:isPartOf ?debate .
  ?mention nif:referenceContext ?contribution ; hkg:kind ?kind ; nif:beginIndex ?begin ; nif:endIndex ?end ; hkg:status ?status .
  OPTIONAL { ?mention itsrdf:taIdentRef ?meant . OPTIONAL { ?meant rdfs:label ?label } }
  OPTIONAL { ?mention hkg:candidateCount ?count }
} ORDER BY ?contribution ?begin ?mention
"""
FIGURES = """
SELECT ?contribution ?figure ?begin ?end ?words ?measures ?period ?concerns ?concernsLabel ?value ?unit ?currency ?share WHERE {
  ?contribution dcterms:isPartOf ?debate .
  ?figure a hkg:Figure ; nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words .
  OPTIONAL { ?figure hkg:measures ?measures }
  OPTIONAL { ?figure hkg:period ?period }
  OPTIONAL { ?figure hkg:concerns ?concerns . ?concerns rdfs:label ?concernsLabel }
  OPTIONAL { ?figure schema:value ?value }
  OPTIONAL { ?figure qudt:hasUnit/rdfs:label ?unit }
  OPTIONAL { ?figure schema:currency ?currency }
  OPTIONAL { ?figure hkg:shareOf/nif:anchorOf ?share }
} ORDER BY ?contribution ?begin ?figure
"""
CLAIMS = """
SELECT ?contribution ?claim ?words ?subject ?subjectIri ?relation ?object ?objectIri ?modality ?polarity WHERE {
  ?contribution dcterms:isPartOf ?debate .
  ?claim a hkg:Claim ; nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:anchorOf ?words ;
    hkg:relation/rdfs:label ?relation ; hkg:object ?objectIri ; hkg:polarity/rdfs:label ?polarity ; hkg:modality/rdfs:label ?modality .
  ?objectIri rdfs:label ?object .
  OPTIONAL { ?claim hkg:subject ?subjectIri . ?subjectIri rdfs:label ?subject }
} ORDER BY ?contribution ?begin ?claim
"""
CANDIDATES = """
SELECT ?contribution ?candidate ?name ?party ?seat WHERE {
  ?contribution dcterms:isPartOf ?debate ; hkg:attribution/hkg:candidate ?candidate . ?candidate rdfs:label ?nameNow .
  ?debate dcterms:date ?date .
  OPTIONAL {
    ?contribution hkg:attribution/hkg:candidate ?candidate . ?candidate hkg:name ?then .
    ?then rdfs:label ?nameThen ; schema:endDate ?until .
    FILTER(?date < ?until) FILTER NOT EXISTS { ?then schema:startDate ?since FILTER(?since > ?date) }
  }
  BIND(COALESCE(?nameThen, ?nameNow) AS ?name)
  OPTIONAL {
    ?contribution hkg:attribution/hkg:candidate ?candidate . ?candidate ^org:member ?membership .
    ?membership org:organization/rdfs:label ?party ; schema:startDate ?joined .
    FILTER(?joined <= ?date) FILTER NOT EXISTS { ?membership schema:endDate ?left FILTER(?left <= ?date) }
  }
  OPTIONAL {
    ?contribution hkg:attribution/hkg:candidate ?candidate . ?candidate ^org:member ?incumbency .
    ?incumbency hkg:constituency/rdfs:label ?seat ; schema:startDate ?begun .
    FILTER(?begun <= ?date) FILTER NOT EXISTS { ?incumbency schema:endDate ?ended FILTER(?ended <= ?date) }
  }
} ORDER BY ?contribution ?name ?candidate
"""
EXCHANGES = """
SELECT ?contribution ?relation ?iri ?label WHERE {
  ?contribution dcterms:isPartOf ?debate .
  { ?contribution hkg:answers ?iri BIND("answers" AS ?relation) }
  UNION { ?iri hkg:answers ?contribution BIND("is answered by" AS ?relation) }
  UNION { ?contribution hkg:addresses ?iri BIND("is said to" AS ?relation) }
  ?iri rdfs:label ?label
} ORDER BY ?contribution ?relation ?label ?iri
"""
BESIDE: Mapping[str, str] = {
    "named": NAMED,
    "figures": FIGURES,
    "claims": CLAIMS,
    "candidates": CANDIDATES,
    "judged": SPEAKERS,
    "reasons": REASONS,
    "clues": CLUES,
    "exchanges": EXCHANGES,
}
"""What stands beside the words, each by the query that finds it."""

KINDS = ("person", "constituency", "office", "party", "agency", "place", "issue", "figure")


@dataclass(frozen=True)
class Turn:
    """A contribution: its row, its words as paragraphs, and rows of what stands beside them, by the names of BESIDE."""

    said: Row
    words: Sequence[Markup]
    beside: Mapping[str, Sequence[Row]]

    @property
    def status(self) -> str:
        return self.said["status"].removeprefix(iris.ONTOLOGY)


async def turns(ask: Asker, bound: Bound, anchored: bool = False) -> list[Turn]:
    """Return the contributions of the ?debate, or the ?contribution, that is bound; `anchored` marks bear their fragments."""
    rows = _once(await ask.rows(TURNS, bound))
    beside = {name: _by_contribution(await ask.rows(sparql, bound)) for name, sparql in BESIDE.items()}
    return [
        _turn(ask.base, row, {name: of[row["contribution"]] for name, of in beside.items()}, anchored) for row in rows
    ]


def kinds_of(found: Sequence[Turn]) -> list[str]:
    """Return the kinds that are marked in these turns."""
    there = {kind_of(row) for turn in found for row in turn.beside["named"]}
    return [kind for kind in KINDS if kind in there or (kind == "figure" and any(t.beside["figures"] for t in found))]


def kind_of(mention: Row) -> str:
    return mention["kind"].removeprefix(iris.ONTOLOGY).lower()


def _once(rows: Sequence[Row]) -> list[Row]:
    """Return the first row of each contribution: one of two offices, or of two parties on the day of a change, is enough."""
    return list({row["contribution"]: row for row in reversed(rows)}.values())[::-1]


def _by_contribution(rows: Sequence[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["contribution"]].append(row)
    return found


def _turn(base: str, row: Row, beside: Mapping[str, Sequence[Row]], anchored: bool) -> Turn:
    spans = [_span(base, one, anchored) for one in (*beside["named"], *beside["figures"])]
    return Turn(row, paragraphs(row["text"], dict.fromkeys(spans)), beside)


def _span(base: str, row: Row, anchored: bool) -> Span:
    iri = row["mention"] if "mention" in row else row["figure"]
    anchor = iri.partition("#")[2] if anchored else ""
    begin, end = int(row["begin"]), int(row["end"])
    if "figure" in row:
        return Span(begin, end, "figure", None, " ".join(filter(None, (row["measures"], row["period"]))), anchor)
    kind = kind_of(row)
    if row["meant"]:
        return Span(begin, end, kind, href(row["meant"], base), f"{kind}: {row['label']}", anchor)
    count = f"one of {row['count']}" if row["count"] not in ("", "0") else "not settled which"
    return Span(begin, end, f"{kind} open", href(iri, base), f"{kind}: {count}", anchor)
