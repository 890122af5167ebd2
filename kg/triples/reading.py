"""A reading of a debate as quads.

What the document states stands in the debate's graph, what was worked out in the graph `/inferred` beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg import iris
from kg.iris import BASE
from kg.model import (
    OWN_UNITS,
    Attribution,
    Contribution,
    Debate,
    Figure,
    Kind,
    Mention,
    OwnName,
    Procedure,
    Reading,
    Ref,
    Status,
    Turn,
    Venue,
)
from kg.triples.claims import claim_quads
from kg.triples.divisions import division_quads
from kg.triples.nquads import LABEL, TRUE, TYPE, Lines, day, decimal, integer, term, text, web_address
from kg.triples.spans import place_span
from kg.triples.subjects import subject_quads

P = {
    name.split(":")[1]: term(name)
    for name in [
        "dcterms:isPartOf",
        "dcterms:title",
        "dcterms:date",
        "dcterms:identifier",
        "schema:url",
        "schema:text",
        "schema:position",
        "hkg:house",
        "hkg:volume",
        "hkg:column",
        "hkg:time",
        "hkg:questionNumber",
        "hkg:uin",
        "hkg:supplementary",
        "hkg:speakerAsPrinted",
        "hkg:speaker",
        "hkg:speakerRole",
        "hkg:inCapacity",
        "hkg:answers",
        "hkg:addresses",
        "hkg:appliedRule",
        "hkg:mentions",
        "hkg:raises",
        "hkg:attribution",
        "hkg:status",
        "hkg:candidate",
        "hkg:candidateCount",
        "hkg:constraint",
        "hkg:clue",
        "hkg:rule",
        "hkg:confidence",
        "itsrdf:taIdentRef",
        "hkg:kind",
        "schema:value",
        "schema:minValue",
        "schema:maxValue",
        "hkg:change",
        "qudt:hasUnit",
        "schema:currency",
        "hkg:measures",
        "hkg:concerns",
        "hkg:approximate",
        "hkg:period",
        "skos:prefLabel",
        "org:classification",
        "hkg:periodStart",
        "hkg:periodEnd",
        "hkg:per",
        "hkg:perEach",
        "hkg:shareOf",
    ]
}


SpanRefs = dict[tuple[int, int, Kind | str], Ref]
Clues = dict[tuple[int, int, int, Kind | str], Ref]


def reading_quads(
    reading: Reading, key: Ref, base: str = BASE, parent: Ref | None = None, compact: bool = False
) -> Iterator[str]:
    """Yield the quads of a debate, `key` its path, as lines of N-Quads; `parent` is the key of the debate around it.

    Those of the `compact` profile leave out what follows from the rest.
    """
    lines: list[str] = []
    graphs = _Graphs(
        Lines(base, iris.stated_graph(key), lines, compact), Lines(base, iris.inferred_graph(key), lines, compact)
    )
    debate = reading.debate
    _debate(graphs.stated, debate, key, parent)
    if reading.department:
        graphs.inferred.say(key, (term("hkg:answeringDepartment"), graphs.inferred.iri(reading.department)))
    for index, procedure in enumerate(debate.procedures, 1):
        _procedure(graphs.stated, procedure, key, index)
    yield from division_quads(reading, key, base, compact)
    found = zip(debate.contributions, reading.mentions, reading.figures, strict=True)
    spans = [_span_refs(contribution, mentions, figures, key) for contribution, mentions, figures in found]
    clues = {
        (contribution.index, begin, end, kind): ref
        for contribution, refs in zip(debate.contributions, spans, strict=True)
        for (begin, end, kind), ref in refs.items()
    }
    for at, contribution in enumerate(debate.contributions):
        here = iris.contribution(key, contribution.index)
        _contribution(graphs.stated, contribution, here, key)
        _speaker(graphs, reading.attributions[at], here, clues)
        _exchange(graphs.inferred, reading, at, here, key)
        _found(graphs, reading, at, here, spans[at], clues)
        yield from dict.fromkeys(lines)
        lines.clear()
    yield from dict.fromkeys(lines)
    yield from claim_quads(reading, key, clues, base, compact)
    yield from subject_quads(reading, key, clues, base)


@dataclass(frozen=True, slots=True)
class _Graphs:
    """Where a debate's statements stand: what is stated, and what was worked out."""

    stated: Lines
    inferred: Lines

    def of(self, status: Status) -> Lines:
        return self.stated if status is Status.STATED else self.inferred


def _speaker(graphs: _Graphs, judged: Attribution, here: Ref, clues: Clues) -> None:
    _attribution(graphs.of(judged.status), judged, here, clues)
    if judged.role:
        _role(graphs.of(judged.role_status), judged, here)


def _exchange(lines: Lines, reading: Reading, at: int, here: Ref, key: Ref) -> None:
    """Which questions a contribution answers, and whom it is said to."""
    answers = reading.answers[at] if reading.answers else ()
    addresses = reading.addresses[at] if reading.addresses else ()
    lines.say(
        here,
        *((P["answers"], lines.iri(iris.contribution(key, index))) for index in answers),
        *((P["addresses"], lines.iri(person)) for person in addresses),
    )


def _found(graphs: _Graphs, reading: Reading, at: int, here: Ref, refs: SpanRefs, clues: Clues) -> None:
    """What a contribution names and counts; a thing that it names plainly is not said to be worked out as well."""
    words, mentions = reading.debate.contributions[at].text, reading.mentions[at]
    named = {mention.means for mention in mentions if mention.status is Status.STATED}
    for mention in mentions:
        lines = graphs.of(mention.status)
        _mention(lines, mention, refs[mention.begin, mention.end, mention.kind], here, words, clues)
        if mention.means and (mention.status is Status.STATED or mention.means not in named):
            _names(lines, mention, here)
        if mention.own_name and mention.means:
            _own_name(lines, mention.own_name, mention.means)
    for figure in reading.figures[at]:
        _figure(graphs.stated, figure, refs, here, words)


FIRST_ON_A_SPAN = (
    Kind.OFFICE,
    Kind.CONSTITUENCY,
    Kind.PARTY,
    Kind.AGENCY,
    Kind.PLACE,
    Kind.ISSUE,
    Kind.PERSON,
)


def _span_refs(
    contribution: Contribution, mentions: Iterable[Mention], figures: Iterable[Figure], key: Ref
) -> SpanRefs:
    """Mint the IRI of each span; the second thing on one span adds its kind, in the order of FIRST_ON_A_SPAN."""
    here = iris.contribution(key, contribution.index)
    spans: list[tuple[int, int, Kind | str]] = [
        *((m.begin, m.end, m.kind) for m in sorted(mentions, key=lambda m: FIRST_ON_A_SPAN.index(m.kind))),
        *((f.begin, f.end, "Figure") for f in figures),
    ]
    refs: SpanRefs = {}
    taken: set[tuple[int, int]] = set()
    for begin, end, kind in spans:
        refs[begin, end, kind] = iris.span(here, begin, end, kind if (begin, end) in taken else None)
        taken.add((begin, end))
    return refs


def _debate(lines: Lines, debate: Debate, key: Ref, parent: Ref | None) -> None:
    sitting = iris.sitting(debate.venue, debate.date)
    lines.say(
        key,
        (TYPE, term("hkg:Debate")),
        (LABEL, text(debate.title)),
        (P["title"], text(debate.title)),
        (P["date"], day(debate.date)),
        (P["house"], term(f"hkg:{debate.venue.house}")),
        (P["volume"], text(debate.volume) if debate.volume else None),
        (P["column"], text(debate.column) if debate.column else None),
        (P["isPartOf"], lines.iri(parent or sitting)),
        (P["url"], web_address(debate.url)),
        *((P["identifier"], text(identifier)) for identifier in debate.identifiers),
    )


def sitting_quads(venue: Venue, on: date, base: str = BASE) -> Iterator[str]:
    """Yield what is said of a sitting, in a graph of its own that all its debates share."""
    sitting = iris.sitting(venue, on)
    lines = Lines(base, iris.sitting_graph(venue, on), [])
    lines.say(
        sitting,
        (TYPE, term("hkg:Sitting")),
        (LABEL, text(f"{venue.replace('-', ' ').capitalize()}, {on.isoformat()}")),
        (P["date"], day(on)),
        (P["house"], term(f"hkg:{venue.house}")),
    )
    yield from lines.lines


def _procedure(lines: Lines, procedure: Procedure, key: Ref, index: int) -> None:
    lines.say(
        iris.procedure(key, index),
        (TYPE, term("hkg:Procedure")),
        (LABEL, text(procedure.text[:80])),
        (P["isPartOf"], lines.iri(key)),
        (P["text"], text(procedure.text)),
        (P["column"], text(procedure.column) if procedure.column else None),
        (P["time"], text(procedure.time) if procedure.time else None),
        *((P["identifier"], text(identifier)) for identifier in procedure.identifiers),
    )


def _contribution(lines: Lines, contribution: Contribution, here: Ref, key: Ref) -> None:
    printed = contribution.printed
    as_printed = (printed.name or printed.office) if printed else None
    kind = "Contribution" if contribution.turn is Turn.CONTRIBUTION else contribution.turn.value
    lines.derive(
        here,
        (TYPE, term("hkg:Contribution")),
        (LABEL, text(f"{kind} {contribution.index}")),
        (P["isPartOf"], lines.iri(key)),
        (P["position"], integer(contribution.index)),
    )
    lines.say(
        here,
        (TYPE, term(f"hkg:{kind}") if contribution.turn is not Turn.CONTRIBUTION else None),
        (P["text"], text(contribution.text)),
        (P["supplementary"], TRUE if contribution.supplementary else None),
        (P["speakerAsPrinted"], text(as_printed) if as_printed else None),
        (P["column"], text(contribution.column) if contribution.column else None),
        (P["time"], text(contribution.time) if contribution.time else None),
        (P["questionNumber"], text(contribution.question_number) if contribution.question_number else None),
        *((P["uin"], text(uin)) for uin in filter(None, (contribution.uin, *contribution.more_uins))),
        (P["url"], web_address(contribution.url)),
        *((P["identifier"], text(identifier)) for identifier in contribution.identifiers),
    )


def _attribution(
    lines: Lines, judged: Attribution, here: Ref, clues: dict[tuple[int, int, int, Kind | str], Ref]
) -> None:
    about = iris.attribution(here)
    lines.derive(here, (P["attribution"], lines.iri(about)))
    lines.derive(about, (TYPE, term("hkg:SpeakerAttribution")), (LABEL, text(f"Speaker: {judged.status.lower()}")))
    lines.say(
        here,
        (P["speaker"], lines.iri(judged.person) if judged.person else None),
        *((P["inCapacity"], lines.iri(seat)) for seat in judged.capacities if seat.startswith("seat/")),
    )
    lines.say(
        about,
        (P["status"], term(f"hkg:{judged.status}")),
        (P["rule"], f"<{iris.rule(judged.rule)}>"),
        (P["candidateCount"], integer(judged.candidate_count)),
        (P["confidence"], decimal(judged.confidence) if judged.confidence is not None else None),
        *((P["candidate"], lines.iri(candidate)) for candidate in judged.candidates),
        *((P["appliedRule"], f"<{iris.rule(rule)}>") for rule in judged.rules if rule != judged.rule),
        *((P["constraint"], text(words)) for words in judged.constraints),
        *((P["clue"], lines.iri(clues[c.contribution, c.begin, c.end, c.kind])) for c in judged.clues),
    )


def _role(lines: Lines, judged: Attribution, here: Ref) -> None:
    """The office spoken in, and the holding of it: stated where it is printed."""
    lines.say(
        here,
        (P["speakerRole"], lines.iri(judged.role or "")),
        *((P["inCapacity"], lines.iri(held)) for held in judged.capacities if not held.startswith("seat/")),
    )


def _names(lines: Lines, mention: Mention, here: Ref) -> None:
    meant = lines.iri(mention.means or "")
    lines.say(here, (P["mentions"], meant), (P["raises"], meant if mention.kind is Kind.ISSUE else None))


def _own_name(lines: Lines, own: OwnName, body: Ref) -> None:
    """A body that the vocabulary lacks: its name and kind stand where it is named."""
    lines.say(
        body,
        (TYPE, term("hkg:Agency")),
        (LABEL, text(own.label)),
        (P["prefLabel"], text(own.label)),
        (P["classification"], lines.iri(own.classification)),
    )


def _mention(lines: Lines, mention: Mention, about: Ref, here: Ref, words: str, clues: Clues) -> None:
    place_span(lines, about, here, words, mention)
    told = mention.means and mention.means.startswith(f"{mention.kind.lower()}/")
    kind = (P["kind"], term(f"hkg:{mention.kind}"))
    lines.derive(about, (TYPE, term("hkg:Mention")), *([kind] if told else ()))
    lines.say(
        about,
        *([] if told else [kind]),
        (P["taIdentRef"], lines.iri(mention.means) if mention.means else None),
        (P["status"], term(f"hkg:{mention.status}")),
        (P["rule"], f"<{iris.rule(mention.rule)}>"),
        (P["candidateCount"], integer(mention.candidate_count) if mention.candidate_count else None),
        (P["confidence"], decimal(mention.confidence) if mention.confidence is not None else None),
        (P["constraint"], text(mention.constraint) if mention.constraint else None),
        *((P["candidate"], lines.iri(candidate)) for candidate in mention.candidates),
        *((P["clue"], lines.iri(clues[c.contribution, c.begin, c.end, c.kind])) for c in mention.clues),
    )


def _unit(name: str) -> str:
    return term(f"hkg:{name}" if name in OWN_UNITS else f"unit:{name}")


def _figure(lines: Lines, figure: Figure, refs: SpanRefs, here: Ref, words: str) -> None:
    about = refs[figure.begin, figure.end, "Figure"]
    place_span(lines, about, here, words, figure)
    lines.say(
        about,
        (TYPE, term("hkg:Figure")),
        (TYPE, term("schema:MonetaryAmount") if figure.currency else None),
        (P["rule"], f"<{iris.rule(figure.rule)}>"),
        (P["value"], decimal(figure.value) if figure.value is not None else None),
        (P["minValue"], decimal(figure.minimum) if figure.minimum is not None else None),
        (P["maxValue"], decimal(figure.maximum) if figure.maximum is not None else None),
        (P["change"], decimal(figure.change) if figure.change is not None else None),
        (P["hasUnit"], _unit(figure.unit) if figure.unit else None),
        (P["currency"], text(figure.currency) if figure.currency else None),
        (P["measures"], text(figure.measures) if figure.measures else None),
        (P["concerns"], lines.iri(figure.concerns) if figure.concerns else None),
        (P["approximate"], term(f"hkg:{figure.approximate}") if figure.approximate else None),
        (P["period"], text(figure.period) if figure.period else None),
        (P["periodStart"], day(figure.period_start) if figure.period_start else None),
        (P["periodEnd"], day(figure.period_end) if figure.period_end else None),
        (P["per"], _unit(figure.per) if figure.per else None),
        (P["perEach"], text(figure.per_each) if figure.per_each else None),
        (P["shareOf"], lines.iri(refs[*figure.share_of, "Figure"]) if figure.share_of else None),
    )
