"""Bodies that name themselves by a pattern and that no list has: "Snaresbrook Crown Court", "the APPG on Tibet".

own_names.csv has the words of each kind and on which side of them the name stands; not_of_names.csv has the words that are none
of a name: "opens" a sentence, "ends" what came before, "generic" says nothing alone, "time" is a day, "follows" a whole name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import OwnName
from kg.tables import table

FOLDER = Path(__file__).parent
NAME_WORD = re.compile(r"[A-ZÂÔÉ][\w’'&-]*\.?|&")
LONGEST_WORD, MOST_WORDS = 30, 10
FOLLOWED = re.compile(r"(?:[A-Z][\w’'-]{1,30}, ){0,4}[A-Z][\w’'-]{1,30},? and [A-Z]")
OF_A_PARTY = re.compile(r"-(?:led|run|controlled|held|dominated|based)$")
JOINED = re.compile(r"\b([A-Z][\w’'-]*),? and $")
NEXT = re.compile(r" ([a-z][a-z-]*)")
POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class NamePattern:
    """The words of a kind of body, and on which side of them its name stands; `joins` may stand inside the name."""

    before: bool
    label: str
    classification: str
    joins: frozenset[str]


@cache
def name_patterns() -> Mapping[str, NamePattern]:
    """Return the patterns of bodies' names by the words of their kind."""
    return {
        row["form"]: NamePattern(
            row["side"] == "before", row["label"], f"agency/{row['kind']}", frozenset(row["joins"].split())
        )
        for row in table(FOLDER / "own_names.csv")
    }


@cache
def _not_of_names(why: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table(FOLDER / "not_of_names.csv") if row["why"] == why)


def own_name_at(text: str, begin: int, end: int, pattern: NamePattern) -> tuple[int, int, OwnName] | None:
    """Return where the whole name stands whose kind is written at `begin` to `end`, and the name.

    >>> crown_court = name_patterns()["crown court"]
    >>> own_name_at("In Snaresbrook Crown Court they wait", 15, 26, crown_court)
    (3, 26, OwnName(label='Snaresbrook Crown Court', classification='agency/crown-courts'))
    >>> own_name_at("Every Crown Court waits", 6, 17, crown_court) is None
    True
    """
    return (_before if pattern.before else _after)(text, begin, end, pattern)


def _before(text: str, begin: int, end: int, pattern: NamePattern) -> tuple[int, int, OwnName] | None:
    words = [] if text.startswith(" tax", end) else list(_words_before(text, begin, pattern.joins))
    while words and (words[-1][1] in pattern.joins or words[-1][1] in _not_of_names("opens")):
        words.pop()
    if not words or all(word.rstrip(",") in _not_of_names("generic") | pattern.joins for _, word in words):
        return None
    start = words[-1][0]
    if _is_half(text, start, pattern.joins):
        return None
    name = text[start : begin - 1]
    return start, end, OwnName(pattern.label.format(name.replace("’", "'")), pattern.classification)


def _is_half(text: str, start: int, joins: frozenset[str]) -> bool:
    """Tell whether the name may have begun before, where such names hold no "and": "Banff and Buchan district council"."""
    joined = JOINED.search(text, max(0, start - LONGEST_WORD), start)
    return "and" not in joins and joined is not None and joined[1] not in _not_of_names("ends")


def _words_before(text: str, begin: int, joins: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Yield the words of a name from its last to its first, each with its place."""
    at, has_and, last = begin, False, ""
    for _ in range(MOST_WORDS):
        if at < 2 or text[at - 1] != " " or text[at - 2].isspace():
            return
        word = text[max(0, at - LONGEST_WORD) : at].split()[-1]
        may_be_listed = has_and and last not in joins
        if word not in joins and not _is_name_word(word.removesuffix(",") if may_be_listed else word):
            return
        has_and = has_and or word in ("and", "&")
        at, last = at - len(word) - 1, word
        yield at, word


def _is_name_word(word: str) -> bool:
    if word in _not_of_names("ends") or OF_A_PARTY.search(word):
        return False
    return bool(NAME_WORD.fullmatch(word)) and (word == "St." or word[-1:] != ".")


def _after(text: str, begin: int, end: int, pattern: NamePattern) -> tuple[int, int, OwnName] | None:
    words = list(_words_after(text, end, pattern.joins))
    while words and text[slice(*words[-1])] in pattern.joins:
        words.pop()
    if not words or text[words[0][0]].islower():
        words = words[1:] if words and text[slice(*words[0])] == "the" else []
    words = words or (_small_words(text, end) if pattern.label.startswith(ALL_PARTY) else [])
    if not words or text[slice(*words[0])] in _not_of_names("time") or _goes_on(text, words[-1][1]):
        return None
    name = POSSESSIVE.sub("", text[words[0][0] : words[-1][1]])
    name_end = words[0][0] + len(name)
    return begin, name_end, OwnName(pattern.label.format(name.replace("’", "'")), pattern.classification)


ALL_PARTY = "All-Party"
MOST_SMALL_WORDS = 4
CAPITAL = re.compile(r" [A-Z]")
SMALL_WORD = re.compile(r" ([a-z](?:[\w’']|-(?![A-Z])){1,30})(?!\w)")


def _small_words(text: str, end: int) -> list[tuple[int, int]]:
    """Return the words of a group's name in small letters, where few stand before a mark or a word of no name."""
    words: list[tuple[int, int]] = []
    while (word := SMALL_WORD.match(text, end)) and (word[1] in NAME_JOINS or word[1] not in _not_of_names("follows")):
        words.append(word.span(1))
        end = word.end()
        if len(words) > MOST_SMALL_WORDS:
            return []
    while words and text[slice(*words[-1])] in NAME_JOINS:
        words.pop()
    return [] if CAPITAL.match(text, end) else words


NAME_JOINS = frozenset({"and", "of", "the", "in"})


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a name goes on in small letters, so that nobody can say where it ends: "on the Celtic sea"."""
    following = NEXT.match(text, end)
    return following is not None and following[1] not in _not_of_names("follows")


def _words_after(text: str, end: int, joins: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the words of a name from its first to its last, each as a span without its comma."""
    at = end
    for _ in range(MOST_WORDS):
        if text[at : at + 1] != " ":
            return
        stop = at + 1
        while stop - at <= LONGEST_WORD and text[stop : stop + 1] and (text[stop].isalnum() or text[stop] in "’'&-"):
            stop += 1
        word = text[at + 1 : stop]
        if word not in joins and not NAME_WORD.fullmatch(word):
            return
        yield at + 1, stop
        if POSSESSIVE.search(word) and not text[stop + 1 : stop + 2].isupper():
            return
        at = stop
        if text[stop : stop + 1] == "," and FOLLOWED.match(text, stop + 2):
            at = stop + 1
