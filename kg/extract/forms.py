"""Find written forms in text: many thousand at once, longest first, on word boundaries.

A form written all in lower case matches in any case ("county lines"); one with a capital matches as it is written
("Treasury" is a body, "treasury" a word). Curly and straight apostrophes, and the kinds of hyphen, are equal.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from ahocorasick_rs import BytesAhoCorasick, MatchKind

Meaning = TypeVar("Meaning")
Meaning_co = TypeVar("Meaning_co", covariant=True)

Bounded = Callable[[str, int, int], bool]

ALIKE = (("’", "'"), ("‘", "'"), ("‐", "-"), ("‑", "-"), ("\n", "\x00"))


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning_co]):
    """A written form at `begin` to `end` of the text, with everything that it may mean."""

    begin: int
    end: int
    form: str
    meanings: tuple[Meaning_co, ...]


@lru_cache(8)
def alike(text: str) -> str:
    """Return `text` with apostrophes and hyphens made equal, every position kept, no match across a paragraph."""
    for written, plain in ALIKE:  # a replacement of one character is a search of memory: ten times as fast as a table
        text = text.replace(written, plain)
    return text


def is_bounded(text: str, begin: int, end: int) -> bool:
    """Tell whether `text[begin:end]` stands as words of its own.

    >>> is_bounded("Kent’s police", 0, 4), is_bounded("Kentish", 0, 4), is_bounded("Stratford-on-Avon", 0, 9)
    (True, False, False)
    """
    before, after = text[begin - 1 : begin], text[end : end + 1]
    if before.isalnum() or after.isalnum():
        return False
    return not (after == "-" and text[end + 1 : end + 2].isalpha() and not _is_compound(text, end + 1))


def is_bounded_or_joined(text: str, begin: int, end: int) -> bool:
    """Tell the same of forms two of which a hyphen may join, each with a capital.

    >>> is_bounded_or_joined("India-Pakistan", 0, 5), is_bounded_or_joined("Stratford-on-Avon", 0, 9)
    (True, False)
    """
    if is_bounded(text, begin, end):
        return True
    return text[end : end + 1] == "-" and text[end + 1].isupper() and not text[begin - 1 : begin].isalnum()


COMPOUNDS = (
    "based",
    "wide",
    "led",
    "style",
    "related",
    "funded",
    "run",
    "born",
    "specific",
    "free",
    "only",
    "controlled",
    "owned",
    "maintained",
    "sponsored",
    "commissioned",
    "approved",
    "backed",
    "dominated",
    "sized",
    "level",
)


def _is_compound(text: str, begin: int) -> bool:
    """Tell whether a hyphen makes an adjective of the form ("Kent-based") and not a longer name."""
    return text.startswith(COMPOUNDS, begin)


class WrittenForms(Generic[Meaning]):
    """Written forms, each with what it may mean; a form may mean several things.

    All are searched for at once, as words of the text with case and punctuation aside; then each that is found is compared
    with what stands there.

    >>> forms = WrittenForms({"county lines": ["issue/county-lines"], "Kent": ["place/kent"]})
    >>> [(f.begin, f.end, f.meanings) for f in forms.find("County lines in Kent, not in Kentish Town")]
    [(0, 12, ('issue/county-lines',)), (16, 20, ('place/kent',))]
    """

    def __init__(self, forms: Mapping[str, Iterable[Meaning]], bounded: Bounded = is_bounded) -> None:
        gathered: dict[str, dict[Meaning, None]] = defaultdict(dict)
        for form in sorted(forms):
            plain = form if form.isascii() else alike(form)
            gathered[plain].update(dict.fromkeys(forms[form]))
        by_words: dict[bytes, list[_Form[Meaning]]] = defaultdict(list)
        for form, meanings in gathered.items():
            by_words[_words(form)].append(_Form(form, form == form.lower(), tuple(meanings)))
        self._bounded = bounded
        self._forms = list(by_words.values())
        self._automaton = BytesAhoCorasick(list(by_words), matchkind=MatchKind.Standard) if by_words else None

    @property
    def count(self) -> int:
        """How many written forms there are."""
        return sum(map(len, self._forms))

    def search(self, text: str) -> Sequence[tuple[int, int, int]]:
        """Return which words stand where, and the place behind them and what follows: the search alone, for measuring it."""
        return self._automaton.find_matches_as_indexes(_words(text), overlapping=True) if self._automaton else ()

    def find(self, text: str) -> Iterator[Found[Meaning]]:
        """Yield the forms in `text` from left to right; of two that overlap the longer, then the earlier."""
        yield from longest_first(self.all(text))

    def all(self, text: str) -> list[Found[Meaning]]:
        """Return every form that stands as words of its own, overlapping ones too."""
        plain = alike(text)
        return [
            Found(begin, end - AROUND, one.form, one.meanings)
            for index, begin, end in self.search(text)
            for one in self._forms[index]
            if one.is_written(plain[begin : end - AROUND]) and self._bounded(plain, begin, end - AROUND)
        ]


@dataclass(frozen=True, slots=True)
class _Form(Generic[Meaning_co]):
    form: str
    in_any_case: bool
    meanings: tuple[Meaning_co, ...]

    def is_written(self, words: str) -> bool:
        return words == self.form or (self.in_any_case and words.lower() == self.form)


SPACE = b" "
AROUND = 2 * len(SPACE)
PLAIN = bytes(ord(c.lower()) if (c := chr(code)).isalnum() else SPACE[0] for code in range(256))
"""Each character of Latin-1 in small letters, all but letters and digits a space."""


def _words(text: str) -> bytes:
    """Return the words of `text` between spaces, a byte for each character; letters beyond Latin-1 are spaces too.

    >>> _words("Kent’s “Stop-and-Search”")
    b' kent s  stop and search  '
    """
    return SPACE + text.encode("latin-1", "replace").translate(PLAIN) + SPACE


def longest_first(found: Sequence[Found[Meaning]]) -> list[Found[Meaning]]:
    """Return from `found`, in the order of the text, those that overlap no longer one, nor an earlier as long.

    >>> both = [Found(4, 18, "City of London", ()), Found(0, 18, "the City of London", ())]
    >>> [f.form for f in longest_first([*both, Found(4, 25, "City of London police", ())])]
    ['City of London police']
    """
    kept: list[Found[Meaning]] = []
    begins: list[int] = []
    for one in sorted(found, key=lambda f: (f.begin - f.end, f.begin)):
        at = bisect_left(begins, one.begin)
        is_free_before = at == 0 or kept[at - 1].end <= one.begin
        if is_free_before and (at == len(begins) or one.end <= begins[at]):
            begins.insert(at, one.begin)
            kept.insert(at, one)
    return kept
