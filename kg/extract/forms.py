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

from ahocorasick_rs import AhoCorasick, MatchKind

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
def same_length_lower(text: str) -> str:
    """Return `text` in lower case with every position kept.

    >>> same_length_lower("İ am HERE")
    'İ am here'
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


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

    >>> forms = WrittenForms({"county lines": ["issue/county-lines"], "Kent": ["place/kent"]})
    >>> [(f.begin, f.end, f.meanings) for f in forms.find("County lines in Kent, not in Kentish Town")]
    [(0, 12, ('issue/county-lines',)), (16, 20, ('place/kent',))]
    """

    def __init__(self, forms: Mapping[str, Iterable[Meaning]], bounded: Bounded = is_bounded) -> None:
        gathered: dict[str, dict[Meaning, None]] = defaultdict(dict)
        for form in sorted(forms):
            plain = form if form.isascii() else alike(form)
            gathered[plain].update(dict.fromkeys(forms[form]))
        self._exact = _Automaton({f: tuple(m) for f, m in gathered.items() if f != f.lower()}, bounded)
        self._folded = _Automaton({f: tuple(m) for f, m in gathered.items() if f == f.lower()}, bounded)

    @property
    def count(self) -> int:
        """How many written forms there are."""
        return self._exact.count + self._folded.count

    def search(self, plain: str, lower: str) -> tuple[int, int]:
        """Return how often forms as written, and forms in small letters, occur: the search alone, for measuring it."""
        return self._exact.search(plain), self._folded.search(lower)

    def find(self, text: str) -> Iterator[Found[Meaning]]:
        """Yield the forms in `text` from left to right; of two that overlap the longer, then the earlier."""
        yield from longest_first(self.all(text))

    def all(self, text: str) -> list[Found[Meaning]]:
        """Return every form that stands as words of its own, overlapping ones too."""
        plain = alike(text)
        return [*self._exact.find(plain), *self._folded.find(same_length_lower(plain))]


class _Automaton(Generic[Meaning]):
    def __init__(self, forms: Mapping[str, tuple[Meaning, ...]], bounded: Bounded) -> None:
        self._bounded = bounded
        self._forms, self._meanings = list(forms), list(forms.values())
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.Standard) if forms else None

    @property
    def count(self) -> int:
        return len(self._forms)

    def search(self, text: str) -> int:
        return len(self._automaton.find_matches_as_indexes(text, overlapping=True)) if self._automaton else 0

    def find(self, text: str) -> Iterator[Found[Meaning]]:
        if self._automaton is None:
            return
        for index, begin, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if self._bounded(text, begin, end):
                yield Found(begin, end, self._forms[index], self._meanings[index])


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
