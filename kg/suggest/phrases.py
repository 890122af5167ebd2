"""The phrases of a text: runs of up to four content words between stop words, punctuation and names.

As in RAKE (S. Rose and others, Automatic Keyword Extraction from Individual Documents, 2010) no model is asked: a run
ends at a word of the stop list, at anything but a blank between two words, at a name (a capital inside a sentence), at a
figure and at what the graph already has a mention of. Only an issue may end a phrase that begins before it: “rural bus fares”
is more than “bus fares”. Words of everyday parliamentary use ("problem", "programme") may end or begin no phrase, though
they may stand inside one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.extract.forms import alike
from kg.subjects.words import singular
from kg.tables import table

LONGEST = 4
SHORTEST_WORD = 3
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
NOT_A_NOUN = re.compile(r".*(?:ly|ed|ing|'s|n't|'re|'ve|'ll|'d)$")
"""How a word ends that heads no phrase: adverbs, participles. “Housing” and “funding” are the price of that."""


MAY_BEGIN, MAY_END = (None, "first", "either", "alone"), (None, "head", "either", "alone")
"""The kinds of the stop list that may begin and end a phrase of several words: “public transport”, “energy prices”."""


@dataclass(frozen=True, slots=True)
class Span:
    """What the graph has a mention of: where it is, and whether it is of an issue."""

    begin: int
    end: int
    is_issue: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is written and where; `is_whole` where nothing more belongs to its run of words."""

    words: tuple[str, ...]
    begin: int
    end: int
    is_whole: bool

    @property
    def written(self) -> str:
        return " ".join(self.words)

    @property
    def key(self) -> tuple[str, ...]:
        """What its variants share: a hyphen is a blank, the last word is in the singular."""
        return key_of(self.written)


def key_of(form: str) -> tuple[str, ...]:
    """Return what the variants of a form share.

    >>> key_of("long-term care homes") == key_of("Long term care home")
    True
    """
    plain = alike(form).lower().replace("'", "").replace("-", " ").split()
    return (*plain[:-1], singular(plain[-1])) if plain else ()


@cache
def stop_words() -> dict[str, str]:
    """Return the stop list, each word with its kind.

    Function words and verbs end a run; general and edge words may stand inside a phrase alone; the others may begin it
    (first), end it (head) or both (either, alone), but are no phrase by themselves.
    """
    return {row["word"]: row["kind"] for row in table(Path(__file__).parent / "data" / "stop_words.csv")}


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    begin: int
    end: int
    issue: Span | None


def phrases(text: str, spans: Iterable[Span]) -> Iterator[Phrase]:
    """Yield the phrases of a text that no mention covers.

    >>> [p.written for p in phrases("the rollout of smart meters, and smart meters in homes", [])]
    ['smart', 'smart meters', 'meters', 'smart', 'smart meters', 'meters']
    """
    for run in _runs(text, sorted(spans, key=lambda s: (s.begin, -s.end))):
        for begin in range(len(run)):
            for end in range(begin + 1, min(len(run), begin + LONGEST) + 1):
                words = run[begin:end]
                if _is_phrase(words, run, begin, end):
                    yield Phrase(
                        tuple(word.plain for word in words), words[0].begin, words[-1].end, len(words) == len(run)
                    )


def _runs(text: str, spans: list[Span]) -> Iterator[list[_Word]]:
    stops, run, at, before = stop_words(), list[_Word](), 0, 0
    for match in WORD.finditer(alike(text)):
        word, begin, end = match.group(), match.start(), match.end()
        while at < len(spans) and spans[at].end <= begin:
            at += 1
        span = spans[at] if at < len(spans) and spans[at].begin < end else None
        between = text[before:begin]
        before = end
        if run and between != " ":
            yield run
            run = []
        plain = word.lower()
        stands = stops.get(plain) not in ("function", "verb") and not (span and not span.is_issue)
        if not stands or _is_name(text, word, begin) or (len(plain) < SHORTEST_WORD and not span):
            if run:
                yield run
            run = []
        else:
            run.append(_Word(plain, begin, end, span))
    if run:
        yield run


def _is_name(text: str, word: str, begin: int) -> bool:
    """Tell whether a word has a capital that the beginning of a sentence does not explain."""
    if word.islower():
        return False
    before = text[max(0, begin - 2) : begin].strip()
    opens = not before or before in '.?!“"' or text[begin - 1 : begin] == "\n"
    return not (opens and word[1:].islower())


def _is_phrase(words: list[_Word], run: list[_Word], begin: int, end: int) -> bool:
    """Tell whether words of a run may be a phrase: no everyday word at an end of it, no issue cut in two or alone."""
    first, last = words[0], words[-1]
    if first.issue:
        return False
    if last.issue and (end < len(run) and run[end].issue == last.issue):
        return False
    stops = stop_words()
    if stops.get(first.plain) not in MAY_BEGIN or NOT_A_NOUN.fullmatch(first.plain):
        return False
    if len(words) == 1 and (first.plain in stops or "-" in first.plain):
        return False
    return bool(last.issue) or not (stops.get(last.plain) not in MAY_END or NOT_A_NOUN.fullmatch(last.plain))
