"""Which issues, bodies and places a title names: the vocabulary's forms, read as headings write them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.extract import Knowledge
from kg.extract.forms import alike
from kg.extract.guards import Allowed, OnDay, days_of, guards_of
from kg.model import Kind
from kg.subjects.procedure import without_procedure
from kg.subjects.words import Part, Word, is_in_capitals, key_of, parts_of, singular, turned, words_of
from kg.vocabulary import Concept

BEFORE_A_PLACE = frozenset(["in", "from", "to", "at", "with", "on", "near", "around", "across", "within", "between"])
"""After these a place in a title is that place; elsewhere it may be a part of a longer name ("Leeds United")."""
ARTICLES = frozenset(("the", "a", "an"))
LAST_OF_A_BILL = frozenset(("bill", "bills", "act"))
ENDS_A_NOUN = LAST_OF_A_BILL | BEFORE_A_PLACE | {",", "and", "or", "of", "for", "the"}
"""What a heading may add to the name of its matter: "Sentencing Bill" is of sentencing."""


@dataclass(frozen=True, slots=True)
class Named:
    """A concept that a title names, and the words that do."""

    concept: Concept
    begin: int
    end: int
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    concept: Concept
    form: str
    words: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(self.form)

    @property
    def shape(self) -> str:
        """What a colon in a form asks for: two parts (“Water: Supply”), or that another follows (“Education:”)."""
        return PAIR if ":" in self.form[:-1] else HEAD if self.form.endswith(":") else ""


PAIR, HEAD = "pair", "head"


class TitleForms:
    """The written forms of a vocabulary, looked up as titles write them: any case but for names, singular or plural."""

    def __init__(self, known: Knowledge) -> None:
        self._guards: Mapping[tuple[str, Kind], Allowed] = guards_of(known.vocabulary)
        self._days: Mapping[tuple[str, Kind], OnDay] = days_of(known.vocabulary)
        self._by_key: dict[tuple[str, ...], dict[_Form, None]] = defaultdict(dict)
        for concept in known.vocabulary.concepts.values():
            for form in (*concept.forms, *concept.title_forms):
                words = words_of(form)
                self._by_key[key_of(words)][_Form(concept, form, tuple(w.printed for w in words))] = None
        self._longest = max(map(len, self._by_key), default=0)

    def named_in(self, title: str, on: date) -> list[Named]:
        """Return what `title` names on a day, from left to right; of two that overlap the longer."""
        parts = without_procedure(parts_of(title))
        capitals = is_in_capitals(title)
        found = [
            *(one for part in turned(title) for one in self._whole(part, title, on, capitals)),
            *(one for part in parts for one in self._in(part, title, on, capitals, part is not parts[-1])),
        ]
        named = list(_not_overlapping(found))
        if any(one.concept.kind is Kind.ISSUE for one in named):
            return named
        return sorted([*named, *_not_overlapping(_in_bodies(found, named))], key=lambda n: (n.begin, -n.end))

    def _whole(self, part: Part, title: str, on: date, capitals: bool) -> Iterator[Named]:
        """Yield what two parts of a title say together, the first of them in the singular where that is so written."""
        for words in (part, *_with_singular(part)):
            begin, end = min(w.begin for w in words), max(w.end for w in words)
            shape = PAIR if words[0].begin == begin else ""
            for concept in self._meant(words, on, capitals, (Kind.ISSUE, Kind.AGENCY), shape=shape):
                yield Named(concept, begin, end, is_whole=True)

    def _in(self, part: Part, title: str, on: date, capitals: bool, is_head: bool) -> Iterator[Named]:
        whole, places = _without_article(part), self._is_list_of_places(part)
        for at in range(len(part)):
            for to in range(min(len(part), at + self._longest), at, -1):
                words = part[at:to]
                is_whole = words in (whole, part) or (words == whole[:-1] and whole[-1].plain in LAST_OF_A_BILL)
                shape = HEAD if is_head and is_whole else ""
                any_number = is_whole or _stands_before(part, to)
                for concept in self._meant(words, on, capitals, tuple(Kind), any_number, shape):
                    if self._stands(concept, words, title, is_whole, places or _follows_preposition(part, at, to)):
                        yield Named(concept, words[0].begin, words[-1].end, is_whole)

    def _is_list_of_places(self, part: Part) -> bool:
        """Tell whether a part is nothing but places: “Leeds and Bradford”."""
        pieces: list[list[Word]] = [[]]
        for word in part:
            pieces.append([]) if word.plain in ("and", ",") else pieces[-1].append(word)
        return all(any(f.concept.kind is Kind.PLACE for f in self._by_key.get(key_of(piece), ())) for piece in pieces)

    def _meant(
        self, words: Part, on: date, capitals: bool, kinds: Sequence[Kind], any_number: bool = True, shape: str = ""
    ) -> Iterator[Concept]:
        """Yield the one concept of each kind that the words are a form of on the day; several are none.

        A form with a colon where the title has it comes before one without, a form of titles alone before one of
        speeches, one that is written so before one in the other number.

        A single word in the other number is its form where it stands before another or by itself: “Prison Building” is of prisons,
        the “Fire Academy” is none of academies. A bill in a title is one before the House: the “Energy Bill” is none of
        energy bills.
        """
        forms = [
            f
            for f in self._by_key.get(key_of(words), ())
            if _fits(f.words, words, capitals) and self._of_the_day(f, on)
        ]
        if words[-1].plain == "bill":
            forms = [f for f in forms if f.words[-1].lower() == "bill"]
        if len(words) == 1 and not any_number:
            forms = [f for f in forms if f.words[0].lower() == words[0].printed.lower()]
        for kind in kinds:
            meant = {f.concept.ref: f.concept for f in _closest(forms, kind, words, shape)}
            living = [concept for concept in meant.values() if concept.existed(on)]
            if len(living) == 1:
                yield living[0]

    def _of_the_day(self, form: _Form, on: date) -> bool:
        test = self._days.get((alike(form.form), form.concept.kind))
        return test is None or test(on)

    def _stands(self, concept: Concept, words: Part, title: str, is_whole: bool, is_place: bool) -> bool:
        """Tell whether the words are that concept here: a place is one by itself or after a preposition, a kind of
        body by itself (“Councils”, but not “Leeds City Council”); an everyday word that never names an issue in running
        text does so as a heading.
        """
        if concept.kind is Kind.PLACE and not (is_whole or is_place):
            return False
        if "AgencyKind" in concept.classes and not is_whole:
            return False
        if concept.kind is Kind.ISSUE and is_whole:
            return True
        tests = [
            self._guards[key] for form in _forms_of(concept, words) if (key := (form, concept.kind)) in self._guards
        ]
        return all(test(title, words[0].begin, words[-1].end) for test in tests)


def _closest(forms: Sequence[_Form], kind: Kind, words: Part, shape: str) -> list[_Form]:
    of_kind = [f for f in forms if f.concept.kind is kind and f.shape in ("", shape)]
    shaped = [f for f in of_kind if f.shape]
    plain = tuple(word.plain for word in words)
    same = [f for f in of_kind if tuple(w.plain for w in words_of(f.form)) == plain]
    of_titles = [f for f in same if f.form in f.concept.title_forms]
    return shaped or of_titles or same or of_kind


def _stands_before(part: Part, to: int) -> bool:
    """Tell whether a word that ends before `to` stands before a noun: a name's last word is followed by “Bill” at most."""
    return to < len(part) and part[to].plain not in ENDS_A_NOUN


def _follows_preposition(part: Part, at: int, to: int) -> bool:
    return to == len(part) and at > 0 and part[at - 1].plain in BEFORE_A_PLACE


def _forms_of(concept: Concept, words: Part) -> list[str]:
    key = key_of(words)
    return [alike(form) for form in (*concept.forms, *concept.title_forms) if key_of(words_of(form)) == key]


def _fits(form: Sequence[str], words: Part, capitals: bool) -> bool:
    """Tell whether a title may write a form so: what has a capital in the form has it in the title.

    In a title that is all in capitals a short name in capitals cannot be told from a word ("AIDS", "IT").
    """
    if capitals:
        return not any(word.isupper() and len(word) > 1 for word in form)
    return all(_is_written(one, word.printed) for one, word in zip(form, words, strict=True))


def _is_written(word: str, printed: str) -> bool:
    if word == word.lower():
        return True
    return word == printed or printed.startswith(word) or word.startswith(printed)


def _with_singular(part: Part) -> Iterator[Part]:
    """Yield a part with each word but the last in the singular, where that is another: “prisons construction”."""
    for at, word in enumerate(part[:-1]):
        one = singular(word.plain)
        if one != word.plain:
            yield (
                *part[:at],
                Word(word.printed[: len(one)] if len(one) < len(word.plain) else one, word.begin, word.end),
                *part[at + 1 :],
            )


def _without_article(part: Part) -> Part:
    return part[1:] if len(part) > 1 and part[0].plain in ARTICLES else part


def _not_overlapping(found: Sequence[Named]) -> Iterator[Named]:
    """Yield the longest of what overlaps, each concept once; several concepts of one span stay."""
    kept: dict[tuple[int, int], list[Named]] = {}
    begins: list[tuple[int, int]] = []
    for one in sorted(found, key=lambda n: (n.begin - n.end, n.begin, n.concept.ref)):
        span = (one.begin, one.end)
        at = bisect_left(begins, span)
        if span not in kept:
            if (at and begins[at - 1][1] > one.begin) or (at < len(begins) and begins[at][0] < one.end):
                continue
            begins.insert(at, span)
        kept.setdefault(span, []).append(one)
    seen: set[str] = set()
    for span in begins:
        for one in kept[span]:
            if one.concept.ref not in seen:
                seen.add(one.concept.ref)
                yield one


def _in_bodies(found: Sequence[Named], named: Sequence[Named]) -> list[Named]:
    """Return the issues in the names of bodies: a title that names no matter beside a body is of the body's own.

    “Pubs Code Adjudicator: Finance” is of pubs, the “Kent County Council Bill” a private bill.
    """
    bodies = [one for one in named if one.concept.kind is Kind.AGENCY]
    issues = [one for one in found if one.concept.kind is Kind.ISSUE]
    return [one for one in issues if any(one.begin < body.end and body.begin < one.end for body in bodies)]


@lru_cache(4)
def title_forms(known: Knowledge) -> TitleForms:
    """Return the forms of what is known, made once."""
    return TitleForms(known)


def named_in_title(title: str, on: date, known: Knowledge) -> list[Named]:
    """Return the issues, bodies and places that a title names.

    >>> from kg.register import load_register
    >>> from kg.vocabulary import load_vocabulary
    >>> known = Knowledge(load_register(), load_vocabulary())
    >>> [n.concept.ref for n in named_in_title("Crime (Knife)", date(2018, 5, 1), known)]
    ['issue/knife-crime']
    >>> [n.concept.ref for n in named_in_title("Food Banks: Kent", date(2018, 5, 1), known)]
    ['issue/food-banks', 'place/kent']
    >>> [n.concept.ref for n in named_in_title("Pubs Code Adjudicator: Finance", date(2018, 5, 1), known)]
    ['agency/pubs-code-adjudicator', 'issue/pubs']
    """
    return title_forms(known).named_in(title, on)
