"""A graph as people read it: a debate turn by turn, who spoke or may have and why, what was named."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pyoxigraph as ox
from rich.markup import escape

from kg import iris
from kg.errors import GraphError
from kg.query import Answer, run
from kg.store import Graph
from kg.why import Why, how_to_correct, why

TURNS = """
SELECT ?contribution ?position ?turn ?text ?printed ?speaker ?name ?role ?seat ?party ?status ?rule ?count
WHERE {
  ?debate dcterms:date ?date .
  ?contribution dcterms:isPartOf ?debate ; schema:position ?position ; schema:text ?text ; hkg:attribution ?judged .
  ?judged hkg:status ?status ; hkg:rule/rdfs:label ?rule ; hkg:candidateCount ?count .
  OPTIONAL { ?contribution a ?turn FILTER(?turn != hkg:Contribution) }
  OPTIONAL { ?contribution hkg:speakerAsPrinted ?printed }
  OPTIONAL { ?contribution hkg:speaker ?speaker . ?speaker rdfs:label ?nameNow }
  OPTIONAL {
    ?contribution hkg:speaker/hkg:name ?then . ?then rdfs:label ?nameThen ; schema:endDate ?until .
    FILTER(?date < ?until)
    FILTER NOT EXISTS { ?then schema:startDate ?since FILTER(?date < ?since) }
  }
  BIND(COALESCE(?nameThen, ?nameNow) AS ?name)
  OPTIONAL { ?contribution hkg:speakerRole/rdfs:label ?role }
  OPTIONAL { ?contribution hkg:inCapacity/hkg:constituency/rdfs:label ?seat }
  OPTIONAL {
    ?contribution hkg:speaker/^org:member ?membership .
    ?membership a hkg:PartyMembership ; org:organization/rdfs:label ?party ; schema:startDate ?joined .
    FILTER(?joined <= ?date)
    FILTER NOT EXISTS { ?membership schema:endDate ?left FILTER(?left <= ?date) }
  }
} ORDER BY ?position
"""
DIVISIONS = """
SELECT ?division ?number ?ayes ?noes ?result ?time ?position (COUNT(?vote) AS ?votes) (COUNT(?voter) AS ?known) WHERE {
  ?division dcterms:isPartOf ?debate ; a hkg:Division .
  OPTIONAL { ?division hkg:divisionNumber ?number }
  OPTIONAL { ?division hkg:ayes ?ayes }
  OPTIONAL { ?division hkg:noes ?noes }
  OPTIONAL { ?division hkg:result/rdfs:label ?result }
  OPTIONAL { ?division hkg:time ?time }
  OPTIONAL { ?division hkg:follows/schema:position ?position }
  OPTIONAL { ?vote dcterms:isPartOf ?division OPTIONAL { ?vote hkg:voter ?voter } }
} GROUP BY ?division ?number ?ayes ?noes ?result ?time ?position ORDER BY ?division
"""
CANDIDATES = """
SELECT ?contribution ?name WHERE {
  ?debate dcterms:date ?date .
  ?contribution dcterms:isPartOf ?debate ; hkg:attribution/hkg:candidate ?candidate . ?candidate rdfs:label ?nameNow .
  OPTIONAL {
    ?candidate hkg:name ?then . ?then rdfs:label ?nameThen ; schema:endDate ?until .
    FILTER(?date < ?until)
    FILTER NOT EXISTS { ?then schema:startDate ?since FILTER(?date < ?since) }
  }
  BIND(COALESCE(?nameThen, ?nameNow) AS ?name)
} ORDER BY ?contribution ?name
"""
REASONS = """
SELECT ?contribution ?reason WHERE {
  ?contribution dcterms:isPartOf ?debate ; hkg:attribution/hkg:constraint ?reason
} ORDER BY ?contribution ?reason
"""
NAMED = """
SELECT ?contribution ?begin ?kind ?words ?meant ?label ?status ?count WHERE {
  ?contribution dcterms:isPartOf ?debate .
  ?mention nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:anchorOf ?words ; hkg:kind ?kind ; hkg:status ?status .
  OPTIONAL { ?mention itsrdf:taIdentRef ?meant . OPTIONAL { ?meant rdfs:label ?label } }
  OPTIONAL { ?mention hkg:candidateCount ?count }
} ORDER BY ?contribution ?begin ?words
"""
FIGURES = """
SELECT ?contribution ?words ?value ?minimum ?maximum ?approximate ?change ?unit ?currency ?per ?perEach ?measures
  ?share ?period ?periodStart ?periodEnd ?concerns WHERE {
  ?contribution dcterms:isPartOf ?debate .
  ?figure a hkg:Figure ; nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:anchorOf ?words .
  OPTIONAL { ?figure schema:value ?value }
  OPTIONAL { ?figure schema:minValue ?minimum }
  OPTIONAL { ?figure schema:maxValue ?maximum }
  OPTIONAL { ?figure hkg:approximate ?approximate }
  OPTIONAL { ?figure hkg:change ?change }
  OPTIONAL { ?figure hkg:per ?per }
  OPTIONAL { ?figure hkg:perEach ?perEach }
  OPTIONAL { ?figure hkg:shareOf/nif:anchorOf ?share }
  OPTIONAL { ?figure hkg:periodStart ?periodStart }
  OPTIONAL { ?figure hkg:periodEnd ?periodEnd }
  OPTIONAL { ?figure qudt:hasUnit ?unit }
  OPTIONAL { ?figure schema:currency ?currency }
  OPTIONAL { ?figure hkg:measures ?measures }
  OPTIONAL { ?figure hkg:period ?period }
  OPTIONAL { ?figure hkg:concerns/rdfs:label ?concerns }
} ORDER BY ?contribution ?begin
"""
CLAIMS = """
SELECT ?contribution ?subject ?relation ?object ?polarity ?modality ?by ?words ?rule WHERE {
  ?contribution dcterms:isPartOf ?debate .
  ?claim a hkg:Claim ; nif:referenceContext ?contribution ; nif:beginIndex ?begin ; nif:endIndex ?end ;
    nif:anchorOf ?words ; hkg:relation/rdfs:label ?relation ; hkg:object/rdfs:label ?object ;
    hkg:polarity/rdfs:label ?polarity ; hkg:modality/rdfs:label ?modality ; hkg:rule/rdfs:label ?rule .
  OPTIONAL { ?claim hkg:subject/rdfs:label ?subject }
  OPTIONAL { ?claim hkg:claimedBy ?claimant . ?claimant rdfs:label ?by
    FILTER NOT EXISTS { ?contribution hkg:speaker ?claimant } }
} ORDER BY ?contribution ?begin ?end ?subject ?relation ?object
"""
SUBJECTS = """
SELECT ?subject ?label ?position ?score ?rule ?words WHERE {
  ?about hkg:debate ?debate ; schema:about ?subject ; rdfs:label ?label ; schema:position ?position ; hkg:rule/rdfs:label ?rule .
  OPTIONAL { ?about hkg:score ?score }
  OPTIONAL { ?about nif:anchorOf ?words }
} ORDER BY ?position
"""
HEAD = """
SELECT ?title ?date ?house ?volume WHERE {
  ?debate dcterms:title ?title ; dcterms:date ?date ; hkg:house/rdfs:label ?house . OPTIONAL { ?debate hkg:volume ?volume }
}
"""
LIST = """
SELECT ?debate ?date ?title (COUNT(?contribution) AS ?contributions) WHERE {
  ?debate a hkg:Debate ; dcterms:title ?title ; dcterms:date ?date .
  OPTIONAL { ?contribution dcterms:isPartOf ?debate ; schema:position ?position }
} GROUP BY ?debate ?date ?title ORDER BY ?debate
"""
KINDS = ("Person", "Constituency", "Office", "Agency", "Issue", "Place")
PLURALS = {
    "Person": "people",
    "Constituency": "seats",
    "Office": "offices",
    "Agency": "agencies",
    "Issue": "issues",
    "Place": "places",
}
Row = dict[str, str]


def find_debates(graph: Graph, words: str | None) -> list[str]:
    """Return the keys of the debates of a title, key or IRI, or of all. Raises GraphError where there is none."""
    keys = graph.debates()
    if words is None:
        return keys
    wanted = iris.relative(words, graph.base)
    found = [key for key in keys if key == wanted] or [key for key in keys if _slug_of(key) == iris.slug(words)]
    found = found or [key for key in keys if iris.slug(words) in key.rpartition("/")[2]]
    if not found:
        raise GraphError(
            f"no debate is called “{words}”",
            where=str(graph.path),
            mend=f"see them with: kg show {graph.path}",
        )
    return found


def _slug_of(key: str) -> str:
    """Return the slug of a debate's title, without the number of one that is repeated that day."""
    return key.rpartition("/")[2].partition("~")[0]


def list_lines(graph: Graph, keys: list[str]) -> Iterator[str]:
    wanted = {iris.absolute(key, graph.base) for key in keys}
    for row in run(graph, LIST):
        if row["debate"] in wanted:
            key = iris.relative(row["debate"], graph.base)
            yield f"{row['date']}  {row['contributions']:>4}  {row['title']}  ({key})"


def shown(graph: Graph, key: str, explained: bool = False) -> dict[str, Any]:
    """Return all that is shown of a debate, as values for JSON; the reasons too where it is to be `explained`."""
    why_so = why(graph, key) if explained else {}
    head = next(_ask(graph, HEAD, key))
    candidates, reasons = _grouped(graph, CANDIDATES, key, "name"), _grouped(graph, REASONS, key, "reason")
    named, figures = _grouped_rows(graph, NAMED, key), _grouped_rows(graph, FIGURES, key)
    claims = _grouped_rows(graph, CLAIMS, key)
    turns = []
    for row in _ask(graph, TURNS, key):
        about = row["contribution"]
        row["candidates"] = candidates.get(about, [])  # type: ignore[assignment]
        row["reasons"] = reasons.get(about, [])  # type: ignore[assignment]
        row["named"] = named.get(about, [])  # type: ignore[assignment]
        row["figures"] = figures.get(about, [])  # type: ignore[assignment]
        row["claims"] = claims.get(about, [])  # type: ignore[assignment]
        if explained:
            row["why"] = asdict(why_so.get(about, Why()))  # type: ignore[assignment]
        turns.append(row)
    subjects, divisions = (list(_ask(graph, sparql, key)) for sparql in (SUBJECTS, DIVISIONS))
    return {**head, "debate": key, "subjects": subjects, "contributions": turns, "divisions": divisions}


def _ask(graph: Graph, sparql: str, key: str) -> Iterator[Row]:
    debate = str(ox.NamedNode(iris.absolute(key, graph.base)))
    answer: Answer = run(graph, sparql, bound={"debate": [debate]})
    for row in answer:
        yield {name: _short(value, graph.base) for name, value in row.items()}


def _short(value: str, base: str) -> str:
    for start in (iris.ONTOLOGY, iris.PREFIXES["unit"]):
        value = value.removeprefix(start)
    return iris.relative(value, base)


def _grouped_rows(graph: Graph, sparql: str, key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in _ask(graph, sparql, key):
        groups.setdefault(row.pop("contribution"), []).append(row)
    return groups


def _grouped(graph: Graph, sparql: str, key: str, name: str) -> dict[str, list[str]]:
    return {about: [row[name] for row in rows] for about, rows in _grouped_rows(graph, sparql, key).items()}


def debate_lines(graph: Graph, key: str, explained: bool = False, with_claims: bool = False) -> Iterator[str]:
    """Yield a debate in lines of Rich markup: who, for where, what was named; unknowns say why.

    Where it is to be `explained`, every judgement is: by which rule, for which reasons, from which words. `with_claims`
    adds who is said to do what about what.
    """
    said = shown(graph, key)
    reasons = why(graph, key) if explained else {}
    volume = f", volume {said['volume']}" if said["volume"] else ""
    yield f"[bold]{escape(said['title'])}[/bold]"
    yield f"{said['house']}, {said['date']}{volume} ({key})"
    if said["subjects"]:
        yield f"[cyan]about:[/cyan] {escape(', '.join(row['label'] for row in said['subjects']))}"
    yield from _division_lines(said["divisions"], "")
    for turn in said["contributions"]:
        yield ""
        yield f"[bold]{turn['position']}. {turn['turn'] or 'Contribution'}[/bold]  {escape(_who(turn))}"
        if not explained and turn["status"] != "Stated":
            yield from (f"   [dim]because it {escape(reason)}[/dim]" for reason in turn["reasons"])
        yield from (f"   {escape(paragraph)}" for paragraph in turn["text"].split("\n"))
        for kind in KINDS:
            names = _names([mention for mention in turn["named"] if mention["kind"] == kind])
            if names:
                yield f"   [cyan]{PLURALS[kind]}:[/cyan] {escape('; '.join(names))}"
        if turn["figures"]:
            yield f"   [cyan]figures:[/cyan] {escape('; '.join(map(_figure, turn['figures'])))}"
        if with_claims:
            yield from (f"   [cyan]claim:[/cyan] {escape(line)}" for line in map(_claim, turn["claims"]))
        because = reasons.get(turn["contribution"], Why())
        yield from (f"   [dim]{escape(line)}[/dim]" for line in because.lines())
        yield from _division_lines(said["divisions"], turn["position"])


def _division_lines(divisions: list[Row], position: str) -> Iterator[str]:
    """Say how the House divided after the contribution at `position`, "" before the first."""
    for row in (division for division in divisions if division["position"] == position):
        counts = f"ayes {row['ayes'] or 'not stated'}, noes {row['noes'] or 'not stated'}"
        result = f": {row['result']}" if row["result"] else ""
        title = f"Division {row['number']}".rstrip()
        yield ""
        yield f"[bold]{escape(title)}[/bold]  {counts}{result}"
        yield f"   [dim]{row['votes']} votes on its lists, of {row['known']} the member is known ({row['division']})[/dim]"


def correction_lines(graph: Graph, key: str) -> Iterator[str]:
    """Yield how to settle otherwise who speaks the first contribution of a debate that is open, as plain lines."""
    turns, reasons = shown(graph, key)["contributions"], why(graph, key)

    def unsettled(turn: Row) -> tuple[bool, bool]:
        mentions = reasons.get(turn["contribution"], Why()).mentions
        return turn["status"] == "Stated", not any(row["status"] != "Stated" for row in mentions)

    for turn in sorted(turns, key=unsettled)[:1]:
        mentions = reasons.get(turn["contribution"], Why()).mentions
        yield ""
        yield from how_to_correct(
            turn["contribution"], turn["text"], next((m for m in mentions if m["status"] != "Stated"), None)
        )


def _who(turn: Row) -> str:
    role = f", {turn['role']}" if turn["role"] else ""
    if turn["name"]:
        place = ", ".join(filter(None, (turn["seat"], turn["party"])))
        return f"{turn['name']}{f' ({place})' if place else ''}{role}  [{turn['status'].lower()}, by {turn['rule']}]"
    printed = f"printed as “{turn['printed']}”, " if turn["printed"] else ""
    if turn["candidates"]:
        return f"{printed}one of {turn['count']}: {', '.join(turn['candidates'])}{role}"
    if turn["count"] != "0":
        return f"{printed}one of {turn['count']}, too many to list{role}"
    return f"{printed}nobody can be named{role}"


def _names(mentions: list[Row]) -> list[str]:
    """Say what mentions of one kind mean, each thing once, with the words where they are others than its label."""
    words: dict[str, list[str]] = {}
    for mention in mentions:
        label = mention["label"] or mention["meant"] or (f"one of {mention['count']}" if mention["count"] else "open")
        said = words.setdefault(label, [])
        if mention["words"].lower() not in (label.lower(), *map(str.lower, said)):
            said.append(mention["words"])
    return [f"{label} ({', '.join(f'“{w}”' for w in said)})" if said else label for label, said in words.items()]


APPROXIMATE = {"About": "about ", "MoreThan": "more than ", "LessThan": "less than ", "": ""}


def _figure(figure: Row) -> str:
    """Say a figure and what is said of it: "more than £25 million (more than 25000000 GBP, confiscation orders)"."""
    unit = figure["currency"] or (figure["unit"] if figure["unit"] != "NUM" else "")
    rate = figure["per"] or figure["perEach"]
    more = [
        f"{_amount(figure)} {unit}".strip() + (f" per {rate}" if rate else ""),
        f"change {figure['change']}" if figure["change"] else "",
        figure["measures"] if figure["measures"] not in figure["words"] else "",
        f"share of {figure['share']}" if figure["share"] else "",
        _period(figure),
        f"of {figure['concerns']}" if figure["concerns"] else "",
    ]
    return f"{figure['words']} ({', '.join(filter(None, more))})"


def _amount(figure: Row) -> str:
    low, high = figure["minimum"], figure["maximum"]
    if low and high:
        return f"{low} to {high}"
    if low or high:
        return f"at least {low}" if low else f"at most {high}"
    return APPROXIMATE[figure["approximate"]] + figure["value"]


def _period(figure: Row) -> str:
    """Say the words for a time, and its days where they are fixed: "last year: 2016-01-01 to 2017-01-01"."""
    start, end = figure["periodStart"], figure["periodEnd"]
    days = f"from {start} to before {end}" if start and end else f"from {start}" if start else f"before {end}"
    return f"{figure['period']}: {days}" if start or end else figure["period"]


def _claim(claim: Row) -> str:
    """Say a claim in a line: who, what, of what, how it is put, who says so, and the words."""
    marks = (claim["modality"], claim["polarity"], claim["by"] and f"by {claim['by']}")
    said = ", ".join(mark for mark in marks if mark not in ("asserted", "affirmed", ""))
    subject = claim["subject"] or "(nobody is named)"
    how = f" ({said})" if said else ""
    return f"{subject} — {claim['relation']} — {claim['object']}{how}: “{claim['words']}”"
