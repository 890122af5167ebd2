"""Walk a text from number to number and make figures of those that are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.figures import changes, guards, periods, phrases
from kg.extract.figures.amounts import Amount, amount, rule_of
from kg.extract.figures.concerns import Span, concern
from kg.extract.figures.cues import cues
from kg.extract.figures.qualified import Reach, reach
from kg.extract.figures.sentences import around, boundaries, clause
from kg.extract.figures.tables import units, words
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


@dataclass(frozen=True, slots=True)
class Seen:
    """What the words after an amount say: where the figure ends, what it measures, which way it changes."""

    end: int
    measures: str | None
    rule: str
    change: int | None = None
    unit: str | None = None


def _seen(text: str, found: Amount, span: Reach, limit: int, previous: Figure | None) -> Seen | None:
    if found.rule in {"figure-number", "figure-count"}:
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
    if (
        guards.known(text, found)
        or guards.relabelled(text, found)
        or (found.number and found.number.value == 1)
    ):
        return None
    beside = changes.beside(text, span.end, limit)
    start = beside.end() if beside else span.end
    sign = changes.changes("beside")[beside[1]] if beside else None
    noun = phrases.counted(text, _past_such(text, start), limit)
    if noun and noun.words in units():
        unit = units()[noun.words]
        return Seen(noun.end, None, rule_of(unit), sign, unit.name)
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
    return first is not None and (
        first.scaled or (not first.plain and not first.spelt) or first.value >= 1000
    )


WHO = re.compile(r" (?:who|of whom|of them)\b")
MAYBE_AGE = ("over", "under", "above", "below", "nearly", "almost", "about", "around")


def _alone(text: str, found: Amount, span: Reach) -> bool:
    """Say whether a number without a noun is a figure, by its writing, qualifier or the words beside it."""
    first = found.number
    if guards.named(text, found.begin) or guards.timed(found):
        return False
    if first is None or _sure(found) or (found.minimum is not None and not first.spelt):
        return True
    if span.says:
        return first.value >= 100 or (
            first.value > 10 and not text[span.begin : found.begin].lower().startswith(MAYBE_AGE)
        )
    if changes.BY.search(text, max(0, found.begin - 70), found.begin):
        return True
    if first.value >= 100:
        return guards.last_word(text, found.begin) in words("approach") or bool(WHO.match(text, found.end))
    return _paired(text, found)


PAIR_AFTER = re.compile(r" to \d[\d,]*(?!\w)")
PAIR_BEFORE = re.compile(r"\bfrom \d[\d,.]* to $")


def _paired(text: str, found: Amount) -> bool:
    """Say whether a number is one end of "from 120 to 87"."""
    before = text[max(0, found.begin - 20) : found.begin]
    return (before.endswith("from ") and bool(PAIR_AFTER.match(text, found.end))) or bool(
        PAIR_BEFORE.search(before)
    )


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
