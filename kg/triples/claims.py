"""The claims of a debate as quads, and which figures and claims are of one quantity; all of it was worked out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg import iris
from kg.iris import BASE
from kg.model import At, Claim, Clue, Kind, Reading, Ref
from kg.triples.nquads import TYPE, Lines, term
from kg.triples.spans import place_span

CLAIM, SUBJECT, RELATION, OBJECT = term("hkg:Claim"), term("hkg:subject"), term("hkg:relation"), term("hkg:object")
POLARITY, MODALITY, CLAIMED_BY = term("hkg:polarity"), term("hkg:modality"), term("hkg:claimedBy")
AFFIRMED, DENIED, SAME = term("hkg:Affirmed"), term("hkg:Denied"), term("hkg:sameQuantityAs")
RULE, CLUE = term("hkg:rule"), term("hkg:clue")

Spans = Mapping[tuple[int, int, int, Kind | str], Ref]
"""The IRI of each mention and figure: by the index of its contribution, its span, its kind or "Figure"."""


def claim_quads(reading: Reading, key: Ref, spans: Spans, base: str = BASE, compact: bool = False) -> Iterator[str]:
    """Yield the quads of the claims of a debate, `key` its path."""
    lines = Lines(base, iris.inferred_graph(key), [], compact)
    figures: dict[At, list[tuple[Claim, Ref]]] = {}
    found = zip(reading.debate.contributions, reading.claims, reading.attributions, strict=True)
    for contribution, claims, judged in found if reading.claims else ():
        here = iris.contribution(key, contribution.index)
        for claim, about in _named(claims, here):
            thing = _object(claim, contribution.index, spans)
            by = claim.by or (None if claim.reported else judged.person)
            _claim(lines, claim, about, here, contribution.text, thing, by)
            if not isinstance(claim.object, str):
                figures.setdefault((contribution.index, *claim.object), []).append((claim, about))
            lines.say(about, *((CLUE, lines.iri(spans[_place(clue)])) for clue in claim.clues))
    _same(lines, reading, spans, figures)
    yield from dict.fromkeys(lines.lines)


def _named(claims: Iterable[Claim], here: Ref) -> Iterator[tuple[Claim, Ref]]:
    seen: Counter[tuple[int, int]] = Counter()
    for claim in claims:
        seen[claim.begin, claim.end] += 1
        yield claim, iris.claim(here, claim.begin, claim.end, seen[claim.begin, claim.end])


def _place(clue: Clue) -> tuple[int, int, int, Kind | str]:
    return clue.contribution, clue.begin, clue.end, clue.kind


def _object(claim: Claim, index: int, spans: Spans) -> Ref:
    return claim.object if isinstance(claim.object, str) else spans[index, *claim.object, "Figure"]


def _claim(lines: Lines, claim: Claim, about: Ref, here: Ref, words: str, thing: Ref, by: Ref | None) -> None:
    place_span(lines, about, here, words, claim)
    lines.say(
        about,
        (TYPE, CLAIM),
        (SUBJECT, lines.iri(claim.subject) if claim.subject else None),
        (RELATION, term(f"hkg:{claim.relation}")),
        (OBJECT, lines.iri(thing)),
        (POLARITY, DENIED if claim.denied else AFFIRMED),
        (MODALITY, term(f"hkg:{claim.modality}")),
        (CLAIMED_BY, lines.iri(by) if by else None),
        (RULE, f"<{iris.rule(claim.rule)}>"),
    )


def _same(lines: Lines, reading: Reading, spans: Spans, figures: Mapping[At, list[tuple[Claim, Ref]]]) -> None:
    """Link figures of one quantity, and the claims that say the same relation of them; each way, as both are true."""
    for first, second in reading.same_quantities:
        pairs = [(spans[*first, "Figure"], spans[*second, "Figure"])]
        pairs += [
            (one, other)
            for claim, one in figures.get(first, ())
            for also, other in figures.get(second, ())
            if claim.relation == also.relation
        ]
        for one, other in pairs:
            lines.say(one, (SAME, lines.iri(other)))
            lines.say(other, (SAME, lines.iri(one)))
