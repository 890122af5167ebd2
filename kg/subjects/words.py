"""A title cut into words and parts: headings put things the other way round, in the plural, in capitals.

“Crime (Knife)”, “NHS: Waiting Times” and “Railways, Nationalisation of” name in parts what is written in one piece
elsewhere; “KNIFE CRIME” has lost which of its words are names.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kg.extract.forms import alike
from kg.tables import table

DATA = Path(__file__).parent / "data"
WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|[,&]")
BREAK = re.compile(r"[:;()\[\]/]|\s[–—-]+\s|--+|(?<=[^\W_]{4})[.?!](?=\s|$)|—")
"""What parts a heading: a colon, brackets, a dash between blanks, the stop of a heading of before 1981."""
LETTERS, BRACKETED = re.compile(r"[^\W\d_]+"), re.compile(r"\[[^\]]*\]")
LONG_WORD, WORD_OF_TWO = 7, 4
"""A word in capitals of seven letters is no acronym, nor are two of four."""
MOST_PARTS, MOST_WORDS = 40, 200
"""A title longer than these is no title: what follows is not looked at."""


class Word(NamedTuple):
    """A word of a title as printed, where it stands, and what it is compared by: lower case, no apostrophe."""

    printed: str
    begin: int
    end: int

    @property
    def plain(self) -> str:
        return "and" if self.printed == "&" else self.printed.lower().replace("'", "").replace(".", "")


Part = tuple[Word, ...]


def words_of(text: str) -> Part:
    """Return the words of a form or of a part of a title; what a hyphen joins are two, a comma is one.

    >>> [w.plain for w in words_of("Carers’ Allowance, Covid-19 & the N.H.S")]
    ['carers', 'allowance', ',', 'covid', '19', 'and', 'the', 'nhs']
    """
    return tuple(Word(m.group(), m.start(), m.end()) for m in WORD.finditer(alike(text)))


def parts_of(title: str) -> list[Part]:
    """Return the parts of a title that are headings of their own.

    >>> [[w.plain for w in part] for part in parts_of("NHS: Waiting Times (Kent)")]
    [['nhs'], ['waiting', 'times'], ['kent']]
    """
    parts: list[list[Word]] = [[]]
    breaks = [m.span() for m in BREAK.finditer(title)]
    at = 0
    for word in words_of(title)[:MOST_WORDS]:
        while at < len(breaks) and breaks[at][0] < word.begin:
            parts.append([])
            at += 1
        parts[-1].append(word)
    return [tuple(part) for part in parts if any(word.plain != "," for word in part)][:MOST_PARTS]


def is_in_capitals(title: str) -> bool:
    """Tell whether a title is printed in capitals, so that they say nothing of names: more than acronyms may be.

    >>> is_in_capitals("KNIFE CRIME IN LONDON"), is_in_capitals("NHS"), is_in_capitals("Knife Crime")
    (True, False, False)
    """
    bare = BRACKETED.sub("", title)
    lengths = sorted((len(word) for word in LETTERS.findall(bare)), reverse=True)
    is_long = lengths[:1] >= [LONG_WORD] or lengths[1:2] >= [WORD_OF_TWO]
    return is_long and not any(c.islower() for c in bare)


@cache
def one_number() -> frozenset[str]:
    """Return the words whose plural is another word than their singular: “customs”, “arms”."""
    return frozenset(row["word"] for row in table(DATA / "one_number.csv"))


def singular(word: str) -> str:
    """Return a word in lower case in the singular, by the common rule of English.

    >>> [singular(w) for w in ("buses", "lines", "policies", "glass", "customs", "women", "children")]
    ['bus', 'line', 'policy', 'glass', 'customs', 'woman', 'child']
    """
    if len(word) < SHORTEST or word in one_number():
        return word
    if word == "children":
        return "child"
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "buses", "viruses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


SHORTEST = 4


def key_of(words: Sequence[Word]) -> tuple[str, ...]:
    """Return what words are looked up by: in lower case, the last one in the singular."""
    plain = [word.plain for word in words]
    return (*plain[:-1], singular(plain[-1])) if plain else ()


def turned(title: str) -> Iterator[Part]:
    """Yield what two neighbouring parts of a title say when they are read as one: “Crime (Knife)” as knife crime.

    >>> [" ".join(w.plain for w in one) for one in turned("Railways, Nationalisation of")]
    ['nationalisation of railways']
    >>> [" ".join(w.plain for w in one) for one in turned("Prisons: Construction")]
    ['construction prisons', 'prisons construction']
    """
    pieces = [piece for part in parts_of(title) for piece in _at_comma(part)]
    for first, second in pairwise(pieces):
        yield (*second, *first)
        if second[-1].plain not in INVERTED:
            yield (*first, *second)


INVERTED = frozenset({"of", "to", "for", "in", "on", "from", "by", "with", "against"})
"""How the second half of a heading ends that was turned round for the index: “Railways, Nationalisation of”."""


def _at_comma(part: Part) -> list[Part]:
    """Return a part cut at its comma, where it has one; two commas and more are a list."""
    commas = [at for at, word in enumerate(part) if word.plain == ","]
    if len(commas) != 1:
        return [part]
    return [piece for piece in (part[: commas[0]], part[commas[0] + 1 :]) if piece]
