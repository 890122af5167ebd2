"""Whom or what a figure is said of, by clear rules; else nobody is named.

- Who receives the money: "£140 million for the NCA", "given to Kent police".
- Whose it is: "Ofsted's budget of £20 million", "the budget of Ofsted is £20 million".
- Where it is counted: "300 officers in Derbyshire", "the number of officers in Derbyshire fell by 12%".
- The subject that opens the clause, unless it only reports the figure: "Derbyshire has seen 411 fewer officers".
- The place that opens the clause: "In Derbyshire, 300 officers have gone".
"""

import re
from collections.abc import Callable, Sequence

from kg.extract.figures.numbers import either
from kg.extract.figures.tables import words
from kg.model import Figure, Ref

Span = tuple[int, int, Ref]

VERB = re.compile(
    rf" (?:also |now |already |still |alone |currently )?(?:have|has|had|is|are|was|were|will|would|can|could|did|(?!{either(words('reporting'))}\b)"
    rf"(?:[a-z]+ed|{either(words('finite'))}))\b"
)
REPORTED = re.compile(rf"\b(?:{either(words('reporting'))}|that|right|wrong|aware|clear)\b")
RECEIVING = re.compile(
    r"(?: (?:extra|more|a (?:year|month|week)|per annum|each year|this year|last year))?(?: (?:was|were|is|are|has been|have been|will be) [a-z]+)?"
    r" (?:in|into|to|for) (?:the |our |all )?"
)
COUNTED_IN = re.compile(r" (?:in|at|across|throughout|within) (?:the )?")
GOES_ON = re.compile(r"[’']s?\b|[- ][A-Z]|-\w")
OPENER = r"[\s“‘]*(?:[^,]*, ?)?"
DETERMINED = r"(?:(?:the|our|local|these|those|all|and|but|that|so|while|whereas|my (?:area|city|county|town) of)\s?)*"
OPENING = re.compile(rf"{OPENER}{DETERMINED}", re.IGNORECASE)
NUMBER_IN = re.compile(
    rf"{OPENER}{DETERMINED}(?:(?:total|overall|average) )?{either(words('counted-by'))} of [a-z -]{{1,40}} "
    r"(?:in|at|across|within) (?:the )?",
    re.IGNORECASE,
)
BELONGS = re.compile(
    rf"{OPENER}{DETERMINED}(?:(?:total|overall|annual|entire) )?{either(words('holding'))} (?:of|for) (?:the )?",
    re.IGNORECASE,
)
HELD = re.compile(
    rf"[’']s? (?:[a-z-]+ ){{0,2}}{either(words('holding'))} (?:of|is|was|will be|has been|stands at|fell by|rose by) "
)
PLACED = re.compile(r"[\s“‘]*(?:and |but |so )?(?:in|across|throughout) (?:the )?", re.IGNORECASE)
AFTER_PLACE = re.compile(r",? (?:alone,? )?")
LISTED = re.compile(r",? (?:and|or) (?:the )?[A-Z]|, [A-Z][A-Za-z ]*(?:,| and )")
OTHER_CLAUSE = re.compile(
    r"\b(?:(?:and|but) (?!have|has|had|also)|which|who|where|when|because|as|if)\b[^,]*\b(?:is|are|was|were|has|have|will|would)\b"
)
GAPPED = re.compile(r", (?:and )?[A-Z][A-Za-z ]* $")
PLACES = frozenset({"place", "constituency"})
WHERE = PLACES | {"agency"}


def concern(text: str, figure: Figure, clause: tuple[int, int], spans: Sequence[Span]) -> Ref | None:
    """Return whom or what a figure is said of, the first that any rule shows."""
    inside = [span for span in spans if clause[0] <= span[0] and span[1] <= clause[1]]
    found = (span[2] for rule in RULES for span in inside if rule(text, figure, clause[0], span))
    return next(found, None)


def kind(span: Span) -> str:
    return span[2].partition("/")[0]


def _goes_on(text: str, span: Span) -> bool:
    """Say whether a name is part of a longer one, or the first of several: "England and Wales"."""
    return bool(GOES_ON.match(text, span[1]) or LISTED.match(text, span[1]))


def _receives(text: str, figure: Figure, first: int, span: Span) -> bool:
    after = figure.currency is not None and span[0] >= figure.end
    return after and bool(RECEIVING.fullmatch(text, figure.end, span[0])) and not _goes_on(text, span)


def _counted_in(text: str, figure: Figure, first: int, span: Span) -> bool:
    counts = figure.measures is not None and span[0] >= figure.end and kind(span) in WHERE
    return counts and bool(COUNTED_IN.fullmatch(text, figure.end, span[0])) and not _goes_on(text, span)


def _holds(text: str, figure: Figure, first: int, span: Span) -> bool:
    return span[1] <= figure.begin and bool(HELD.fullmatch(text, span[1], figure.begin))


def _is_subject(text: str, figure: Figure, first: int, span: Span) -> bool:
    if span[1] > figure.begin or not VERB.match(text, span[1]) or REPORTED.search(text, span[1], figure.begin):
        return False
    duration = figure.rule == "figure-duration" and not figure.measures
    between = text[span[1] : figure.begin]
    if duration or OTHER_CLAUSE.search(between) or GAPPED.search(between):
        return False
    before = text[first : span[0]]
    opened = OPENING.fullmatch(before) or BELONGS.fullmatch(before)
    return bool(opened) or (kind(span) in WHERE and bool(NUMBER_IN.fullmatch(before)))


def _is_place(text: str, figure: Figure, first: int, span: Span) -> bool:
    opens = kind(span) in PLACES and span[1] <= figure.begin and PLACED.fullmatch(text, first, span[0])
    aside = AFTER_PLACE.match(text, span[1]) and not _goes_on(text, span)
    return bool(opens and aside) and not REPORTED.search(text, span[1], figure.begin)


Rule = Callable[[str, Figure, int, Span], bool]
RULES: tuple[Rule, ...] = (_receives, _counted_in, _holds, _is_subject, _is_place)
