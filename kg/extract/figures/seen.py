"""What the words after an amount say: "of cocaine", "of which", "their seats"."""

import re
from dataclasses import dataclass

from kg.extract.figures import changes, phrases, tables
from kg.extract.figures.amounts import Amount
from kg.extract.figures.numbers import either
from kg.extract.figures.qualified import Reach
from kg.model import Figure


@dataclass(frozen=True, slots=True)
class Seen:
    """What the words after an amount say: where the figure ends, what it measures, which way it changes."""

    end: int
    measures: str | None
    rule: str
    change: int | None = None
    unit: str | None = None


def said_of(text: str, found: Amount, end: int, limit: int, previous: Figure | None) -> Seen | None:
    """Read "of which", "of cocaine", and "their seats" after "half"."""
    pronoun = phrases.pronoun(text, end, limit)
    if pronoun:
        sharing = found.rule in SHARING
        return Seen(pronoun.end if sharing else end, previous.measures if previous else None, found.rule)
    phrase = phrases.measured(text, end, limit)
    if not phrase and found.rule == "figure-share":
        phrase = phrases.possessed(text, end, limit)
    if not phrase or (found.rule == "figure-duration" and phrase.words in tables.units()):
        return None
    return Seen(phrase.end, phrase.words, found.rule)


SHARING = frozenset({"figure-share", "figure-percentage", "figure-count"})


ODDS = re.compile(r" (?:in|out of)\b")
OF_CHANGE = re.compile(rf"\b{either(tables.changes('noun'))} of $", re.IGNORECASE)


def said_around(text: str, found: Amount, span: Reach, limit: int) -> str | None:
    """Return what an amount without "of" measures: before it, after its change, or for a share right after it."""
    changed = _changed(text, span, limit)
    if changed:
        return changed
    earlier = phrases.before(text, span.begin, max(0, span.begin - 90))
    odds = found.rule == "figure-share" and ODDS.search(text, found.begin, found.end)
    if earlier or not (odds or found.rule == "figure-percentage"):
        return earlier
    phrase = phrases.counted(text, span.end, limit)
    return phrase.words if phrase and not changes.NOUN_AFTER.match(text, span.end) else None


def _changed(text: str, span: Reach, limit: int) -> str | None:
    """Return what changes: "a 10% drop in violent crime", "an increase of 5% in applications"."""
    noun = changes.NOUN_AFTER.match(text, span.end, limit)
    of = not noun and text.endswith(" of ", 0, span.begin)
    before = OF_CHANGE.search(text, max(0, span.begin - 30), span.begin) if of else None
    if not noun and not before:
        return None
    phrase = phrases.inside(text, noun.end() if noun else span.end, limit)
    return phrase.words if phrase else None
