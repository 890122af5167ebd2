"""What the words after an amount say: "of cocaine", "of which", "their seats"."""

from dataclasses import dataclass

from kg.extract.figures import changes, phrases
from kg.extract.figures.amounts import Amount
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
    return Seen(phrase.end, phrase.words, found.rule) if phrase else None


SHARING = frozenset({"figure-share", "figure-percentage", "figure-count"})


def said_around(text: str, found: Amount, span: Reach, limit: int) -> str | None:
    """Return what an amount without "of" measures: before it, or for a percentage right after it."""
    earlier = phrases.before(text, span.begin, max(0, span.begin - 90))
    if earlier or found.rule != "figure-percentage":
        return earlier
    phrase = phrases.counted(text, span.end, limit)
    return phrase.words if phrase and not changes.NOUN_AFTER.match(text, span.end) else None
