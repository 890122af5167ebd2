"""The words that hold a clause together, and a sentence as the pieces that the rules walk over."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.claims.parties import DATA, Party
from kg.tables import table

TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[’'](?:ll|ve|re|d|m|s)\b|\S")
CONTRACTED = re.compile(r"(?<=\w)[’'](?:ll|ve|re|d|m)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text in pieces: words, marks, and parties of the text.

    Of each piece `words` has the word, in lower case with curly apostrophes and empty for a party, `begins` and `ends` have where
    it stands in the text, and `named` the party, by the piece's index.
    """

    text: str
    begin: int
    end: int
    words: Sequence[str]
    begins: Sequence[int]
    ends: Sequence[int]
    named: Mapping[int, Party]

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        said = self.text[self.begin : self.end]
        return said.rstrip('”’")] ').endswith("?") or said.startswith("To ask ")

    def word(self, at: int) -> str:
        """Return the word of the piece at an index, empty for a party and outside the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def party(self, at: int) -> Party | None:
        return self.named.get(at)

    def words_at(self, at: int, count: int) -> tuple[str, ...]:
        return tuple(self.words[at : at + count])

    def at(self, position: int) -> int:
        """Return the index of the first piece that begins at or after a position of the text."""
        return bisect_left(self.begins, position)

    def match(self, words: re.Pattern[str], begin: int) -> int | None:
        """Return the index of the piece after the words that a pattern finds at a position, None where it finds none.

        A party is taken whole or left: "spend nearly" does not take the beginning of the figure "nearly £50 billion".
        """
        found = words.match(self.text, begin)
        if not found:
            return None
        at = self.at(found.end())
        party = self.party(at - 1)
        if not party or party.end <= found.end():
            return at
        found = words.match(self.text, begin, party.begin)
        return self.at(found.end()) if found else None


def sentence_of(text: str, span: tuple[int, int], parties: Sequence[Party]) -> Sentence:
    """Return a sentence in pieces.

    >>> sentence_of("We’ve tackled it, again.", (0, 24), ()).words
    ('we', '’ve', 'tackled', 'it', ',', 'again', '.')
    """
    at, end = span
    pieces: list[tuple[int, int, str]] = []
    named: dict[int, Party] = {}
    for party in parties[bisect_left(parties, at, key=lambda one: one.begin) :]:
        if party.end > end:
            break
        pieces += _words_of(text, at, party.begin)
        named[len(pieces)] = party
        pieces.append((party.begin, party.end, ""))
        at = party.end
    pieces += _words_of(text, at, end)
    begins, ends, plain = zip(*pieces, strict=True) if pieces else ((), (), ())
    return Sentence(text, *span, plain, begins, ends, named)


def _words_of(text: str, begin: int, end: int) -> Iterator[tuple[int, int, str]]:
    for found in TOKEN.finditer(text, begin, end):
        first, last = found.span()
        word = found[0].lower().replace("'", "’")
        if "’" in word and (joined := CONTRACTED.search(word)):
            yield first, first + joined.start(), word[: joined.start()]
            yield first + joined.start(), last, joined[0]
        else:
            yield first, last, word


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of a kind of the table: "determiner", "opener", "condition" and the like."""
    return frozenset(w for row in table(DATA / "words.csv") if row["kind"] == kind for w in row["words"].split())


ADJECTIVE = re.compile(r".{3,}(?:ous|ive|ional|ical|able|ible|ful|less|wide|ly|-related)")


def is_modifier(word: str) -> bool:
    """Tell whether a word only describes the noun after it: an article, a number, an adjective by table or by ending."""
    return word in words("determiner") or word in words("adjective") or bool(ADJECTIVE.fullmatch(word))
