"""Where a number may start: one pattern that passes over a text fast, before any rule looks closer.

It begins with what stands before a number (white space, a quotation mark, a bracket, a dash), as the regex
engine skips to such a character without trying the alternatives.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.extract.figures.numbers import either
from kg.extract.figures.tables import coins, currencies, numerals, units

BEFORE = r"[\s“‘\"'(\[—–]"


def _by_letter(forms: Iterable[str]) -> Iterator[str]:
    """Yield a pattern an initial, so that a wrong letter rules out all words that start with another."""
    rests: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        rests[form[0]].append(form[1:])
    for letter in sorted(rests):
        yield rf"[{letter}{letter.upper()}]{either(rests[letter])}\b"


def _after_one() -> str:
    """Return what must follow "one" for it to be a number and not a pronoun: a magnitude, a part, a unit."""
    single = (form for form, unit in units().items() if unit.kind == "one")
    whole = (*numerals("magnitude"), "hundred", "dozen", "and a", "in", "out of", "per cent", "percentage")
    parts = [part for part in numerals("part") if part != "half"]
    return rf"(?: {either([*whole, *parts, *single])}|-{either(parts)})\b"


WORDS = [word for kind in ("one", "teen", "ten") for word in numerals(kind) if word != "one"]
ARTICLE = ["a " + word for word in (*numerals("magnitude"), "hundred", "dozen", *numerals("part")) if word != "half"]
COUPLE = [f"a couple of {word}" for word in (*numerals("magnitude"), "hundred", "dozen")]
MARKS = either(form for form, currency in currencies().items() if currency.place == "before")
PENCE = [coin for coin in coins() if coin.endswith("pence")]
LEAST = ("at least", "fewer than", "not less than")
"""Before "one" these make it a number: "at least one of them"."""
MANY = ["tens of", "hundreds of", "thousands of", "tens and", "hundreds and"]
BODY = "|".join(
    (
        r"\d[\d,.]*",
        "[½¼¾]",
        rf"{MARKS} ?(?=\d)",
        *_by_letter([*WORDS, *ARTICLE, *COUPLE, *MANY, *PENCE, "half"]),
        rf"[Oo]ne(?={_after_one()})",
        *(rf"(?<={words} )one\b" for words in LEAST),
    )
)
CUE = re.compile(f"{BEFORE}({BODY})")
FIRST = re.compile(BODY)


def cues(text: str, position: int) -> tuple[int, int] | None:
    """Return the span of the next cue from `position` on, or None.

    >>> cues("I met someone and two of them, in 2013", 0)
    (18, 21)
    """
    if position == 0 and (first := FIRST.match(text)):
        return first.span()
    found = CUE.search(text, max(0, position - 1))
    return found.span(1) if found else None
