"""What a rate is counted by: "£80 million a week", "£40 per head", "43 cases per 100,000 people"."""

import re
from dataclasses import dataclass

from kg.extract.figures.numbers import either
from kg.extract.figures.tables import rows, units

ADVERBS = {row["words"]: row["unit"] for row in rows("rates") if row["place"] == "adverb"}
EACH = [row["words"] for row in rows("rates") if row["place"] == "each"]
SINGLE = [form for form, unit in units().items() if unit.kind in {"one", "single"}]
RATE = re.compile(
    rf" (?:(?P<adverb>{either(ADVERBS)})\b"
    rf"|(?:an?|per|each|every|for each|for every|in every) (?P<unit>{either(SINGLE)}|pound weight)\b(?! of [A-Z])"
    rf"|(?:an?|per|for each|for every) (?P<each>{either(EACH)})\b|in the (?P<pound>pound)\b"
    r"|(?:per|for every|in every) (?P<many>(?:\d{1,3}(?:,\d{3})+|\d+|thousand|million|hundred)\b"
    r"(?: (?:million|people|inhabitants|population|persons|births|patients|head|children|households|men|women)\b)*)"
    r"|per (?!cent\b|se\b|annum\b)(?P<other>[a-z][a-z-]+))"
    r"(?! ago| earlier| later| before| or two| after| since| on year| on week| on month)"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Where a rate ends in its text, and the unit or else the words for what it is counted by."""

    end: int
    unit: str | None = None
    each: str | None = None


def rate(text: str, begin: int, limit: int) -> Rate | None:
    """Return the rate right at `begin`.

    >>> rate("£80 million a week.", 11, 18)
    Rate(end=18, unit='WK', each=None)
    >>> rate("£40 per head", 3, 12)
    Rate(end=12, unit=None, each='head')
    """
    found = RATE.match(text, begin, limit)
    if not found:
        return None
    each = found["each"] or found["many"] or found["other"] or found["pound"]
    unit = ADVERBS[found["adverb"]] if found["adverb"] else units()[found["unit"]].name if found["unit"] else None
    return Rate(found.end(), unit, each)
