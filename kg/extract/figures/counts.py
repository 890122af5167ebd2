"""Counts: a number through what it counts, or alone where its setting shows that it is a figure."""

import re
from dataclasses import replace

from kg.extract.figures import changes, guards, phrases
from kg.extract.figures.amounts import Amount, rule_of
from kg.extract.figures.qualified import Reach
from kg.extract.figures.seen import Seen, said_of
from kg.extract.figures.tables import units, words
from kg.model import Figure


def count(text: str, found: Amount, span: Reach, limit: int, previous: Figure | None) -> Seen | None:
    """Return what `found` counts, or the number alone; None where it is no figure."""
    if found.number is not None and found.number.value == 1:
        return _one(text, found, span)
    if guards.known(text, found) or guards.footnote(text, found) or guards.relabelled(text, found):
        return None
    beside = changes.beside(text, span.end, limit)
    start = beside.end() if beside else span.end
    sign = changes.direction(beside) if beside else None
    noun = phrases.counted(text, _past_such(text, start), limit)
    if noun:
        return _counted(text, found, noun, sign)
    if beside and (_sure(found) or text.startswith(" than ", beside.end())):
        return Seen(start, None, "figure-count", sign)
    return _of_them(text, found, span, limit, previous) or (
        Seen(span.end, None, "figure-number") if _alone(text, found, span) else None
    )


AT_LEAST = frozenset({"at least", "no fewer than", "not less than", "no less than"})
ENDS = re.compile(r"(?=[,;:.)—–]|$| (?:and|or|but|in|for|across|by|to|before|after|until|while)\b)")


def _one(text: str, found: Amount, span: Reach) -> Seen | None:
    """Return "at least one", and a level: "below 1"; any other "one" is a pronoun or an article."""
    digit = found.number is not None and found.number.plain and ENDS.match(text, found.end)
    qualifier = text[span.begin : found.begin].strip().lower()
    return Seen(span.end, None, "figure-number") if qualifier in AT_LEAST or (span.says and digit) else None


def _counted(text: str, found: Amount, noun: phrases.Phrase, sign: int | None) -> Seen | None:
    """Return the count with its noun: "three more years" is a duration, "three points" nothing."""
    if noun.words in units():
        unit = units()[noun.words]
        return Seen(noun.end, None, rule_of(unit), sign, unit.name)
    small = found.number is not None and found.number.value <= guards.SMALL
    if guards.ago(text, noun.end):
        return None
    if small and noun.words.rsplit(" ", 1)[-1].lower() in words("discourse"):
        return None
    return Seen(noun.end, noun.words, "figure-count", sign)


def _of_them(text: str, found: Amount, span: Reach, limit: int, previous: Figure | None) -> Seen | None:
    """Return "6,000 of them", "10,000 of our prisoners"; "two of us" is no figure."""
    if found.number and found.number.value <= guards.SMALL:
        return None
    return said_of(text, replace(found, rule="figure-count"), span.end, limit, previous)


def _past_such(text: str, start: int) -> int:
    return start + len(" such") if text.startswith(" such ", start) else start


def _sure(found: Amount) -> bool:
    """Say whether a number is a figure by its writing alone: "85,886", "58.5", "2 million"."""
    first = found.number
    return first is not None and (first.scaled or (not first.plain and not first.spelt) or first.value >= 1000)


WHO = re.compile(r" (?:who|of whom|of them)\b")
DIVIDED = re.compile(r"\b(?:Ayes|Noes|Contents|Not-Contents),? $")
"""What the record says before the count of a division: "Ayes 292, Noes 197"."""
VOTED = re.compile(r" (?:voted |voting |were )?(?:in favour|against|abstain)")
MAYBE_AGE = ("over", "under", "above", "below", "nearly", "almost", "about", "around")


def _alone(text: str, found: Amount, span: Reach) -> bool:
    """Say whether a number without a noun is a figure, by its writing, qualifier or the words beside it."""
    first = found.number
    if DIVIDED.search(text, max(0, found.begin - 24), found.begin) or VOTED.match(text, found.end):
        return True
    if guards.named(text, found.begin) or guards.timed(found):
        return False
    if guards.telephone(text, found) or guards.score(text, found):
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
    return (before.endswith("from ") and bool(PAIR_AFTER.match(text, found.end))) or bool(PAIR_BEFORE.search(before))
