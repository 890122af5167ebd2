"""Walk a text from number to number and make figures of those that are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extract.figures import changes, guards, periods
from kg.extract.figures.amounts import Amount, amount
from kg.extract.figures.concerns import Span, concern
from kg.extract.figures.counts import count
from kg.extract.figures.cues import cues
from kg.extract.figures.qualified import Reach, reach
from kg.extract.figures.seen import Seen, said_around, said_of
from kg.extract.figures.sentences import around, boundaries, clause
from kg.model import Figure


def figures(text: str, concerns: Sequence[Span] = ()) -> Iterator[Figure]:
    """Yield the figures of `text` in order, none overlapping another, none crossing a sentence.

    `concerns` are the spans of agencies and persons found in it already: what a figure may be said of.

    >>> [text[f.begin : f.end] for text in ["They seized 300 kg of cocaine in 2013."] for f in figures(text)]
    ['300 kg of cocaine']
    """
    ends = boundaries(text)
    position, previous = 0, None
    while cue := cues(text, position):
        sentence = around(cue[0], ends)
        found = _figure(text, cue[0], max(position, sentence[0]), sentence, previous)
        position = found[1] if found else cue[1]
        if found and found[0]:
            previous = _concerning(text, found[0], sentence, concerns)
            yield previous


def _figure(
    text: str, begin: int, first: int, sentence: tuple[int, int], previous: Figure | None
) -> tuple[Figure | None, int] | None:
    """Return the figure whose number starts at `begin`, if it is one, and where to go on."""
    limit = sentence[1]
    found = amount(text, begin, limit)
    if not found:
        return None
    span = reach(text, found, first)
    if _refused(text, found, span):
        return None, _after_number(found)
    seen = _seen(text, found, span, limit, previous if previous and previous.begin >= sentence[0] else None)
    if not seen:
        return None, _after_number(found)
    return _made(text, found, span, seen, sentence, previous), max(seen.end, found.end)


def _after_number(found: Amount) -> int:
    return found.number.end if found.number else found.end


def _refused(text: str, found: Amount, span: Reach) -> bool:
    number_end = span.end if found.rule in BARE else found.end
    if found.rule == "figure-share":
        return guards.ordinal(text, found) or guards.glued(text, found.begin, found.end)
    if found.rule in {"figure-money", "figure-percentage"} or not found.number:
        return False
    return (
        guards.glued(text, found.begin, number_end)
        or guards.dated(text, found)
        or guards.labelled(text, found)
        or guards.denominator(text, found.begin)
        or (found.rule == "figure-duration" and guards.locates(text, found))
    )


BARE = frozenset({"figure-number", "figure-multiple"})


def _seen(text: str, found: Amount, span: Reach, limit: int, previous: Figure | None) -> Seen | None:
    if found.rule in {"figure-number", "figure-count"}:
        return count(text, found, span, limit, previous)
    if found.rule == "figure-multiple":
        return None if guards.known(text, found) else Seen(span.end, None, found.rule)
    near = guards.last_word(text, span.begin) == "within"
    whole = None if near else said_of(text, found, span.end, limit, previous)
    if whole:
        return whole
    beside = changes.beside(text, span.end, limit)
    if beside:
        return Seen(beside.end(), None, found.rule, changes.direction(beside))
    return Seen(span.end, said_around(text, found, span, limit), found.rule)


def _made(
    text: str, found: Amount, span: Reach, seen: Seen, sentence: tuple[int, int], previous: Figure | None
) -> Figure:
    sign = seen.change or changes.sign(text, span.begin, seen.end, *sentence)
    value = found.value
    says = span.says[0] if span.says else None
    return Figure(
        span.begin,
        seen.end,
        value,
        seen.rule,
        minimum=_bound(found, span, "min") if found.minimum is None else found.minimum,
        maximum=_bound(found, span, "max") if found.maximum is None else found.maximum,
        change=value * sign if value is not None and sign else None,
        unit=seen.unit or found.unit,
        currency=found.currency,
        measures=seen.measures,
        approximate=says.approximation if says else None,
        period=_period(text, span.begin, seen, sentence, previous.end + 1 if previous else -1),
    )


def _bound(found: Amount, span: Reach, which: str) -> Decimal | None:
    return found.value if any(says.bound == which for says in span.says) else None


def _period(text: str, begin: int, seen: Seen, sentence: tuple[int, int], taken: int) -> str | None:
    rate = periods.rate(text, seen.end, sentence[1])
    if rate:
        return rate[0].strip()
    if text.endswith((" of which", " of whom"), begin, seen.end):
        return None
    return periods.nearest(text, (begin, seen.end), clause(text, begin, seen.end, sentence), taken)


def _concerning(text: str, figure: Figure, sentence: tuple[int, int], spans: Sequence[Span]) -> Figure:
    if not spans:
        return figure
    within = clause(text, figure.begin, figure.end, sentence)
    who = concern(text, figure.begin, figure.end, within, spans, figure.currency is not None)
    return replace(figure, concerns=who) if who else figure
