"""Walk a text from number to number and make figures of those that are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kg.extract.figures import changes, guards, periods
from kg.extract.figures.amounts import Amount, amount
from kg.extract.figures.concerns import Span, concern
from kg.extract.figures.counts import count
from kg.extract.figures.cues import cues
from kg.extract.figures.dates import Days, days
from kg.extract.figures.numbers import tidy
from kg.extract.figures.qualified import Reach, reach
from kg.extract.figures.rates import rate
from kg.extract.figures.seen import Seen, said_around, said_of
from kg.extract.figures.sentences import around, boundaries, clause
from kg.extract.figures.shares import linked
from kg.extract.figures.sterling import old_pence
from kg.extract.figures.subjects import subject
from kg.model import Figure


def figures(text: str, concerns: Sequence[Span] = (), on: date | None = None) -> Iterator[Figure]:
    """Yield the figures of `text` in order, none overlapping another, none crossing a sentence.

    `concerns` are the spans of agencies, offices, places, seats and persons found in it already: what a figure may
    be said of. `on` is the day on which it was said, from which "in the last eight years" counts.

    >>> [text[f.begin : f.end] for text in ["They seized 300 kg of cocaine in 2013."] for f in figures(text)]
    ['300 kg of cocaine']
    """
    ends = boundaries(text)
    yield from linked(text, list(_walk(text, ends, concerns, on)), ends)


def _walk(text: str, ends: list[int], concerns: Sequence[Span], on: date | None) -> Iterator[Figure]:
    position, previous = 0, None
    while cue := cues(text, position):
        sentence = around(cue[0], ends)
        found = _figure(text, cue[0], max(position, sentence[0]), sentence, previous, on)
        position = found[1] if found else cue[1]
        if found and found[0]:
            previous = _concerning(text, found[0], sentence, concerns)
            yield previous


def _figure(
    text: str, begin: int, first: int, sentence: tuple[int, int], previous: Figure | None, on: date | None
) -> tuple[Figure | None, int] | None:
    """Return the figure whose number starts at `begin`, if it is one, and where to go on."""
    limit = sentence[1]
    found = amount(text, begin, limit)
    if not found:
        return None
    found = _of_that_day(text, found, on)
    span = reach(text, found, first)
    if _refused(text, found, span):
        return None, found.end if found.rule == "figure-duration" else _after_number(found)
    seen = _seen(text, found, span, limit, previous if previous and previous.begin >= sentence[0] else None)
    if not seen:
        return None, _after_number(found)
    return _made(text, found, span, seen, sentence, previous, on), max(seen.end, found.end)


def _of_that_day(text: str, found: Amount, on: date | None) -> Amount:
    """Return the amount in pounds of before 1971 where its pence are those."""
    times = old_pence(text[found.begin : found.end], on) if found.currency == "GBP" else None
    if times is None:
        return found
    low, value, high = (
        None if one is None else tidy((one * times).quantize(Decimal("0.0001")))
        for one in (found.minimum, found.value, found.maximum)
    )
    return replace(found, minimum=low, value=value, maximum=high)


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
        or guards.one_or(text, found.begin)
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
    text: str,
    found: Amount,
    span: Reach,
    seen: Seen,
    sentence: tuple[int, int],
    previous: Figure | None,
    on: date | None,
) -> Figure:
    sign = seen.change or changes.sign(text, span.begin, seen.end, *sentence)
    value = found.value
    says = span.says[0] if span.says else None
    counted_by = rate(text, seen.end, sentence[1])
    end = counted_by.end if counted_by else seen.end
    within = clause(text, span.begin, end, sentence)
    period = _period(text, (span.begin, end), seen, within, previous.end + 1 if previous else -1)
    start, until = _days(text, period, on, money=found.currency is not None)
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
        measures=seen.measures or subject(text, span.begin, within[0]),
        approximate=says.approximation if says else None,
        period=text[slice(*period)] if period else None,
        period_start=start,
        period_end=until,
        per=counted_by.unit if counted_by else None,
        per_each=counted_by.each if counted_by else None,
    )


def _bound(found: Amount, span: Reach, which: str) -> Decimal | None:
    return found.value if any(says.bound == which for says in span.says) else None


def _period(
    text: str, span: tuple[int, int], seen: Seen, within: tuple[int, int], taken: int
) -> tuple[int, int] | None:
    if text.endswith((" of which", " of whom"), span[0], seen.end):
        return None
    return periods.said_of(text, span, within, taken)


def _days(text: str, period: tuple[int, int] | None, on: date | None, *, money: bool) -> Days:
    """Return the days of a period; "the last five years of" something are not those before the debate."""
    if not period or text.startswith(" of ", period[1]):
        return None, None
    return days(text[slice(*period)], on, money=money)


def _concerning(text: str, figure: Figure, sentence: tuple[int, int], spans: Sequence[Span]) -> Figure:
    if not spans:
        return figure
    who = concern(text, figure, clause(text, figure.begin, figure.end, sentence), spans)
    return replace(figure, concerns=who) if who else figure
