"""Walk a text from number to number and make figures of those that are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.figures import changes, guards, periods, phrases
from kg.extract.figures.amounts import LOOSE, MARK, PARTS, Amount, amount
from kg.extract.figures.concerns import Span, concern
from kg.extract.figures.numbers import MAGNITUDE, either
from kg.extract.figures.sentences import around, boundaries, clause
from kg.extract.figures.qualified import Reach, reach
from kg.extract.figures.tables import numerals, words
from kg.model import Figure

FIRST_WORDS = sorted(word for kind in ("one", "teen", "ten") for word in numerals(kind) if word != "one")
CUE = re.compile(
    rf"\d[\d,.]*|{MARK.pattern}(?=\d)|\b(?:{either(FIRST_WORDS)}|half|{LOOSE.pattern}"
    rf"|a (?:hundred|dozen|{MAGNITUDE}|{PARTS})|one(?= (?:hundred|dozen|and a|in|out of|per cent|percentage|{MAGNITUDE}"
    rf"|{PARTS}|hour|week|month|year|mile|acre|metre|tonne)\b|-(?:{PARTS})\b))\b",
    re.IGNORECASE,
)


def figures(text: str, concerns: Sequence[Span] = ()) -> Iterator[Figure]:
    """Yield the figures of `text` in order, none overlapping another, none crossing a sentence.

    `concerns` are the spans of agencies and persons found in it already: what a figure may be said of.

    >>> [text[f.begin : f.end] for text in ["They seized 300 kg of cocaine in 2013."] for f in figures(text)]
    ['300 kg of cocaine']
    """
    ends = boundaries(text)
    position, previous = 0, None
    while cue := CUE.search(text, position):
        sentence = around(cue.start(), ends)
        found = _figure(text, cue.start(), max(position, sentence[0]), sentence, previous)
        position = found[1] if found else cue.end()
        if found and found[0]:
            previous = _concerning(text, found[0], sentence, concerns)
            yield previous


def _figure(
    text: str, begin: int, first: int, sentence: tuple[int, int], previous: Figure | None
) -> tuple[Figure | None, int] | None:
    """Return the figure whose number starts at `begin`, if it is one, and where to go on; None without a number."""
    limit = sentence[1]
    found = amount(text, begin, limit)
    if not found:
        return None
    span = reach(text, found, first)
    if _refused(text, found, span):
        return None, max(found.end if found.minimum is None else found.end, begin + 1)
    seen = _seen(text, found, span, limit, previous if previous and previous.begin >= sentence[0] else None)
    if not seen:
        return None, found.end
    return _made(text, found, span, seen, sentence), max(seen.end, found.end)


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


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands after an amount: where the figure ends, what it measures, the direction of a change, its rule."""

    end: int
    measures: str | None
    rule: str
    change: int | None = None


def _seen(text: str, found: Amount, span: Reach, limit: int, previous: Figure | None) -> Seen | None:
    if found.rule == "figure-number" or found.rule == "figure-count":
        return _count(text, found, span, limit, previous)
    if found.rule == "figure-multiple":
        return None if guards.known(text, found) else Seen(span.end, None, found.rule)
    whole = _of(text, found, span.end, limit, previous)
    if whole:
        return whole
    beside = changes.beside(text, span.end, limit)
    if beside:
        return Seen(beside.end(), None, found.rule, changes.changes("beside")[beside[1]])
    return Seen(span.end, _around(text, found, span, limit), found.rule)


def _of(text: str, found: Amount, end: int, limit: int, previous: Figure | None) -> Seen | None:
    """Read "of which", "of cocaine", and "their seats" after "half"."""
    pronoun = phrases.pronoun(text, end, limit)
    if pronoun:
        sharing = found.rule in SHARING
        return Seen(pronoun.end if sharing else end, previous.measures if previous else None, found.rule)
    phrase = phrases.measured(text, end, limit)
    if not phrase and found.rule == "figure-share":
        phrase = phrases.possessed(text, end, limit)
    return Seen(phrase.end, phrase.words, found.rule) if phrase else None


SHARING = frozenset({"figure-share", "figure-percentage", "figure-count"})


def _around(text: str, found: Amount, span: Reach, limit: int) -> str | None:
    """Return what an amount without "of" measures: before it, or for a percentage right after it."""
    earlier = phrases.before(text, span.begin, max(0, span.begin - 90))
    if earlier or found.rule != "figure-percentage":
        return earlier
    phrase = phrases.counted(text, span.end, limit)
    return phrase.words if phrase and not changes.NOUN_AFTER.match(text, span.end) else None


def _count(text: str, found: Amount, span: Reach, limit: int, previous: Figure | None) -> Seen | None:
    """Read a count through its noun, or a number alone where its setting shows that it is a figure."""
    if guards.known(text, found) or (found.number and found.number.value == 1):
        return None
    beside = changes.beside(text, span.end, limit)
    start = beside.end() if beside else span.end
    sign = changes.changes("beside")[beside[1]] if beside else None
    noun = phrases.counted(text, _past_such(text, start), limit)
    if noun and not _discourse(found, noun):
        return Seen(noun.end, noun.words, "figure-count", sign)
    if noun:
        return None
    found = replace(found, rule="figure-count")
    if beside and _sure(found):
        return Seen(start, None, "figure-count", sign)
    if not found.number or found.number.value > guards.SMALL:
        whole = _of(text, found, span.end, limit, previous)
        if whole:
            return whole
    return Seen(span.end, None, "figure-number") if _alone(text, found, span) else None


def _past_such(text: str, start: int) -> int:
    return start + len(" such") if text.startswith(" such ", start) else start


def _discourse(found: Amount, noun: phrases.Phrase) -> bool:
    small = bool(found.number) and found.number is not None and found.number.value <= guards.SMALL
    return small and noun.words.rsplit(" ", 1)[-1].lower() in words("discourse")


def _sure(found: Amount) -> bool:
    """Say whether a number is a figure by its writing alone: "85,886", "58.5", "2 million"."""
    first = found.number
    return first is not None and (first.scaled or not first.plain and not first.spelt or first.value >= 1000)


AFTER_COPULA = re.compile(r" (?:is|are|was|were|have|has|had|people|of)\b|[.,;)]|$")


def _alone(text: str, found: Amount, span: Reach) -> bool:
    if guards.named(text, found.begin):
        return False
    first = found.number
    if first is None or _sure(found) or found.minimum is not None and not first.spelt:
        return True
    if any(form for form in span.says):
        return first.value > 10 and not text[span.begin :].lower().startswith(("over", "under", "above", "below"))
    changed = changes.BY.search(text[max(0, found.begin - 70) : found.begin])
    if changed or first.value >= 100:
        return bool(changed) or guards.last_word(text, found.begin) in words("approach")
    return _paired(text, found)


PAIR_AFTER = re.compile(r" to \d[\d,]*(?!\w)")
PAIR_BEFORE = re.compile(r"\bfrom \d[\d,.]* to $")


def _paired(text: str, found: Amount) -> bool:
    """Say whether a number is one end of "from 120 to 87"."""
    before = text[max(0, found.begin - 20) : found.begin]
    return before.endswith("from ") and bool(PAIR_AFTER.match(text, found.end)) or bool(PAIR_BEFORE.search(before))


def _made(text: str, found: Amount, span: Reach, seen: Seen, sentence: tuple[int, int]) -> Figure:
    sign = seen.change or _sign(text, found, span, seen, sentence)
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
        unit=found.unit,
        currency=found.currency,
        measures=seen.measures,
        approximate=says.approximation if says else None,
        period=_period(text, span.begin, seen, sentence),
    )


def _sign(text: str, found: Amount, span: Reach, seen: Seen, sentence: tuple[int, int]) -> int | None:
    return changes.sign(text, span.begin, seen.end, sentence[0], sentence[1])


def _bound(found: Amount, span: Reach, which: str) -> Decimal | None:
    return found.value if any(says.bound == which for says in span.says) else None


def _period(text: str, begin: int, seen: Seen, sentence: tuple[int, int]) -> str | None:
    rate = periods.rate(text, seen.end, sentence[1])
    if rate:
        return rate[0].strip()
    if text.endswith((" of which", " of whom"), begin, seen.end):
        return None
    return periods.nearest(text, (begin, seen.end), clause(text, begin, seen.end, sentence))


def _concerning(text: str, figure: Figure, sentence: tuple[int, int], spans: Sequence[Span]) -> Figure:
    if not spans:
        return figure
    within = clause(text, figure.begin, figure.end, sentence)
    who = concern(text, figure.begin, figure.end, within, spans, figure.currency is not None)
    return replace(figure, concerns=who) if who else figure
