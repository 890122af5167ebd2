"""Where sentences and clauses end: no figure, and nothing said of one, crosses the first."""

import re
from bisect import bisect_right

from kg.extract.figures.tables import rows

BREAK = re.compile(r"\n|[.?!…][”’\")\]]*(?= [\"“‘£€$(\[]*[A-Z0-9])")
ABBREVIATIONS = frozenset(row["form"] for row in rows("abbreviations"))
NUMBERED = frozenset({"no", "nos", "s", "d", "l", "cwt", "lb", "lbs", "oz", "qr", "qrs"})
"""Abbreviations before another number only: "No. 10", "5l. 10s. 6d."."""
LAST_WORD = re.compile(r"[A-Za-z]+$")
FAR = 400
"""No clause reaches farther than so many characters from its figure."""

VERB = r"(?:have|has|had|is|are|was|were|will|can|could|would|[a-z]+ed)\b"
CLAUSE = re.compile(rf"[;:—]|–(?!\d)|(?<!\d)–|, (?:and|but|while|whereas|yet|so)\b(?! {VERB})")


def boundaries(text: str) -> list[int]:
    """Return the positions at which one sentence ends and the next begins, the end of the text last.

    >>> boundaries("My hon. Friend is right. No. 10 agrees, by 5 per cent. of it.")
    [24, 61]
    """
    ends = [found.end() for found in BREAK.finditer(text) if not _abbreviates(text, found)]
    return ends if ends and ends[-1] == len(text) else [*ends, len(text)]


def _abbreviates(text: str, found: re.Match[str]) -> bool:
    if text[found.start()] != ".":
        return False
    word = LAST_WORD.search(text, max(0, found.start() - 12), found.start())
    if not word:
        return False
    last = word[0].lower()
    if last in NUMBERED:
        return text[found.end() + 1].isdigit()
    return last in ABBREVIATIONS or (len(last) == 1 and word[0].isupper())


def around(position: int, ends: list[int]) -> tuple[int, int]:
    """Return the sentence that holds `position`, given the `boundaries` of its text."""
    index = bisect_right(ends, position)
    return (ends[index - 1] if index else 0), (ends[index] if index < len(ends) else ends[-1])


def clause(text: str, begin: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the stretch of `sentence` around a span that no semicolon, dash or new subject cuts off.

    >>> said = "Since 2013 it grew by 5%, and three stations closed."
    >>> said[slice(*clause(said, 22, 24, (0, len(said))))]
    'Since 2013 it grew by 5%'
    """
    first, last = max(sentence[0], begin - FAR), min(sentence[1], end + FAR)
    for found in CLAUSE.finditer(text, first, last):
        if found.end() <= begin:
            first = found.end()
        elif found.start() >= end:
            return first, found.start()
    return first, last
