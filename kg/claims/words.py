"""The words that hold a clause together, and a sentence as the pieces that the rules walk over."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.claims.parties import DATA, Party
from kg.tables import table

TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[’'](?:ll|ve|re|d|m|s)\b|\S")
CONTRACTED = re.compile(r"(?<=\w)[’'](?:ll|ve|re|d|m)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a mark, or a party of the text; `word` is in lower case with curly apostrophes, empty for a party."""

    begin: int
    end: int
    word: str
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text in pieces; `asks` tells that it is a question."""

    text: str
    begin: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def asks(self) -> bool:
        said = self.text[self.begin : self.end]
        return said.rstrip('”’")] ').endswith("?") or said.startswith("To ask ")

    def word(self, at: int) -> str:
        """Return the word of the piece at an index, empty for a party and outside the sentence."""
        return self.pieces[at].word if 0 <= at < len(self.pieces) else ""

    def party(self, at: int) -> Party | None:
        return self.pieces[at].party if 0 <= at < len(self.pieces) else None

    def words_at(self, at: int, count: int) -> tuple[str, ...]:
        return tuple(piece.word for piece in self.pieces[at : at + count])

    def at(self, position: int) -> int:
        """Return the index of the first piece that begins at or after a position of the text."""
        return bisect_left(self.pieces, position, key=lambda piece: piece.begin)

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

    >>> [piece.word for piece in sentence_of("We’ve tackled it, again.", (0, 24), ()).pieces]
    ['we', '’ve', 'tackled', 'it', ',', 'again', '.']
    """
    return Sentence(text, *span, tuple(_pieces(text, span, parties)))


def _pieces(text: str, span: tuple[int, int], parties: Sequence[Party]) -> Iterator[Piece]:
    at, end = span
    for party in parties[bisect_left(parties, at, key=lambda one: one.begin) :]:
        if party.end > end:
            break
        yield from _tokens(text, at, party.begin)
        yield Piece(party.begin, party.end, "", party)
        at = party.end
    yield from _tokens(text, at, end)


def _tokens(text: str, begin: int, end: int) -> Iterator[Piece]:
    for found in TOKEN.finditer(text, begin, end):
        word = found[0].lower().replace("'", "’")
        joined = CONTRACTED.search(word) if "’" in word else None
        if not joined:
            yield Piece(found.start(), found.end(), word)
            continue
        cut = found.start() + joined.start()
        yield Piece(found.start(), cut, word[: joined.start()])
        yield Piece(cut, found.end(), joined[0])


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of a kind of the table: "determiner", "opener", "condition" and the like."""
    return frozenset(w for row in table(DATA / "words.csv") if row["kind"] == kind for w in row["words"].split())


ADJECTIVE = re.compile(r".{3,}(?:ous|ive|ional|ical|able|ible|ful|less|wide|ly|-related)")


def is_modifier(word: str) -> bool:
    """Tell whether a word only describes the noun after it: an article, a number, an adjective by table or by ending."""
    return word in words("determiner") or word in words("adjective") or bool(ADJECTIVE.fullmatch(word))
