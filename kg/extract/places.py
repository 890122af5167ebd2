"""Whether a written form of a place names that place: how names run on, in whose company they stand, which of two is
meant. The words that decide are in place_context.csv.
"""

import csv
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.extract.forms import Found
from kg.extract.guards import GROUP_BEFORE, Allowed, guards_of, part_of_longer_name
from kg.extract.spans import Spans
from kg.model import Kind, Ref
from kg.vocabulary import Concept, Vocabulary

TOPS = ((), ("place/united-kingdom",))
"""What lies above a state or a nation: nothing, or the United Kingdom."""
WIDEST = frozenset({"place/united-kingdom", "place/england"})
JOINED = re.compile(r"(?:,|;|,? and| or| and the| to|, the|\))\s$")
JOINS = re.compile(r"(?:,|;|,? and| or|,? and in| and to)\s(?:the\s|\([a-z]\)\s)?")
LONGEST = 600
"""As many characters of a sentence to either side as are looked at."""
SENTENCE = re.compile(r"[.!?]\s(?=[A-Z“\"])|\n")


QUARTER = re.compile(r"(?:[Tt]he )?(?:north|south|east|west)(?:[ -](?:east|west))?(?: midlands)?", re.IGNORECASE)
OF_ANOTHER = re.compile(r" of (?!England\b|the country\b|our country\b|this country\b)(?=[A-Z]|the [A-Z])")
"""A quarter of another land: "the north-east of Scotland" is no region of England."""

Settled = Callable[[Sequence[Found[Concept]], Sequence[Found[Concept]], str], list[Found[Concept]]]


def is_of_places(found: Found[Concept]) -> bool:
    for one in found.meanings:  # noqa: SIM110 (the half of the time that all() takes)
        if getattr(one, "kind", None) is not Kind.PLACE:
            return False
    return True


def names_a_place(found: Found[Concept], text: str) -> bool:
    """Tell whether the form is a name of its own here, and no part of another.

    >>> kent = Concept("place/kent", Kind.PLACE, ("Place",), "Kent", ("Kent",), above=("place/south-east-england",))
    >>> names_a_place(Found(3, 7, "Kent", (kent,)), "in Kent schools"), names_a_place(
    ...     Found(3, 7, "Kent", (kent,)), "to Kent county council")
    (True, False)
    """
    words = context()
    before = text[max(0, found.begin - 40) : found.begin]
    if GROUP_BEFORE.search(before) or any(
        words[kind].search(before) for kind in ("institution", "office", "named for")
    ):
        return False
    local = not any(concept.above in TOPS for concept in found.meanings)
    if (local and words["abroad"].match(text, found.end)) or words["seat"].match(text, found.end):
        return False
    if QUARTER.fullmatch(found.form) and OF_ANOTHER.match(text, found.end):
        return False
    runs_on = words["runs on" if local else "runs on anywhere"].match(text, found.end)
    if runs_on and not words["generic"].search(before):
        return False
    return not part_of_longer_name(text, found.begin, found.end, words["before"])


@cache
def context() -> Mapping[str, re.Pattern[str]]:
    """Return a pattern for each kind of words in place_context.csv."""
    listed: dict[str, list[str]] = defaultdict(list)
    with (Path(__file__).parent / "place_context.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            listed[row["kind"]].append(row["words"])
    joined = {kind: "|".join(map(re.escape, sorted(words, key=len, reverse=True))) for kind, words in listed.items()}
    shapes = {
        "runs on": r"\s(?:{})(?![\w-])",
        "runs on anywhere": r"\s(?:{})(?![\w-])",
        "generic": r"\b(?i:{})\s$",
        "institution": r"\b(?:{})s?\s(?:of|for)\s(?:the\s)?$",
        "office": r"\b(?:{})\sfor\s(?:the\s)?$",
        "before": r"(?:{})\s$",
        "named for": r"\b(?:{})\s$",
        "abroad": r",\s(?:{})\b",
        "seat": r",\s(?:{})(?![\w-]|\s[A-Z])",
    }
    return {kind: re.compile(shape.format(joined[kind])) for kind, shape in shapes.items()}


def places_settled(vocabulary: Vocabulary) -> Settled:
    """Return a function of all forms of a text and those that stand: to these it adds the places that stand by the
    company they are in, it takes away what is a part of a longer place's name, and of several places of one name it
    keeps those that the sentence allows.
    """
    loose = guards_but_for_what_stands_before(vocabulary)
    line = lines_of(vocabulary.of(Kind.PLACE))

    def doubtful(found: Found[Concept], text: str) -> bool:
        test = loose.get((found.form, Kind.PLACE))
        return test is not None and test(text, found.begin, found.end) and names_a_place(found, text)

    def settled(every: Sequence[Found[Concept]], standing: Sequence[Found[Concept]], text: str) -> list[Found[Concept]]:
        stood = {(found.begin, found.end) for found in standing}
        places = [found for found in every if is_of_places(found)]
        if not places:
            return list(standing)
        refused = [found for found in places if (found.begin, found.end) not in stood]
        unsure = [found for found in refused if doubtful(found, text)]
        again = named_again(unsure, standing)
        joined = [*again, *in_company(_all_but(unsure, again), [*standing, *again], text)]
        kept = hyphened_apart(outside(_all_but(refused, joined), [*standing, *joined]), text)
        kept.sort(key=lambda f: f.begin)
        return [replace(f, meanings=meant_here(f, kept, text, line)) if _is_shared(f) else f for f in kept]

    return settled


def _all_but(found: Iterable[Found[Concept]], others: Iterable[Found[Concept]]) -> list[Found[Concept]]:
    left_out = {(one.begin, one.end) for one in others}
    return [one for one in found if (one.begin, one.end) not in left_out]


def _is_shared(found: Found[Concept]) -> bool:
    return len(found.meanings) > 1 and is_of_places(found)


def named_again(doubtful: Iterable[Found[Concept]], sure: Iterable[Found[Concept]]) -> list[Found[Concept]]:
    """Return those of `doubtful` whose form stands as a place elsewhere in the text: one name has one sense in a text
    (Gale, Church and Yarowsky 1992).
    """
    named = {found.form for found in sure if is_of_places(found)}
    return [found for found in doubtful if found.form in named]


def in_company(doubtful: Iterable[Found[Concept]], sure: Sequence[Found[Concept]], text: str) -> list[Found[Concept]]:
    """Return those of `doubtful` that a list or an "and" joins to a place that is sure: "Lebanon, Jordan and Syria";
    a state also where the sentence names another state.
    """
    doubtful = sorted(doubtful, key=lambda f: f.begin)
    places = [found for found in sure if is_of_places(found)] if doubtful else []
    states = sorted(found.begin for found in places if _is_state(found))
    begins, ends = {found.begin for found in places}, {found.end for found in places}
    kept = []
    for found in doubtful:
        before = JOINED.search(text, max(0, found.begin - 9), found.begin)
        after = JOINS.match(text, found.end)
        is_joined = (before and before.start() in ends) or (after and after.end() in begins)
        if is_joined or (_is_state(found) and _any_within(states, *_sentence(text, found.begin, found.end))):
            kept.append(found)
            begins.add(found.begin)
            ends.add(found.end)
    return kept


def _is_state(found: Found[Concept]) -> bool:
    return all(not concept.above for concept in found.meanings)


def _any_within(begins: Sequence[int], begin: int, end: int) -> bool:
    return bisect_left(begins, begin) < bisect_left(begins, end)


def hyphened_apart(found: Sequence[Found[Concept]], text: str) -> list[Found[Concept]]:
    """Leave out a place that a hyphen joins to what is no place: "Lincoln-Jones", but "India-Pakistan"."""
    if not any(text[f.end : f.end + 1] == "-" for f in found):
        return list(found)
    begins = {one.begin for one in found if is_of_places(one)}
    return [f for f in found if text[f.end : f.end + 1] != "-" or f.end + 1 in begins or not _goes_on(f, text)]


def _goes_on(found: Found[Concept], text: str) -> bool:
    return is_of_places(found) and text[found.end + 1 : found.end + 2].isupper()


def outside(refused: Iterable[Found[Concept]], standing: Iterable[Found[Concept]]) -> list[Found[Concept]]:
    """Return what stands and is no part of a longer place name that was refused."""
    spans = Spans((found.begin, found.end) for found in refused if " " in found.form)
    return [f for f in standing if not (is_of_places(f) and spans.hold_more_than((f.begin, f.end)))]


def guards_but_for_what_stands_before(vocabulary: Vocabulary) -> Mapping[tuple[str, Kind], Allowed]:
    """Return the guards of places without their `only_after`: what passes these is doubtful where it fails the whole."""
    loosened = (replace(guard, only_after=()) for guard in vocabulary.guards if guard.kind is Kind.PLACE)
    return guards_of(replace(vocabulary, guards=tuple(loosened)))


def meant_here(
    found: Found[Concept], among: Sequence[Found[Concept]], text: str, line: Mapping[Ref, frozenset[Ref]]
) -> tuple[Concept, ...]:
    """Return of several places of one name that which lies where another place of the sentence lies, else all.

    `among` is in the order of the text.
    """
    begin, end = _sentence(text, found.begin, found.end)
    first, last = (bisect_left(among, at, key=lambda f: f.begin) for at in (begin, end))
    named = {c.ref for f in among[first:last] if f is not found for c in f.meanings if c.ref in line}
    around = named.union(*(line[ref] for ref in named))
    near = tuple(concept for concept in found.meanings if line[concept.ref] & around)
    return near if len(near) == 1 else found.meanings


def _sentence(text: str, begin: int, end: int) -> tuple[int, int]:
    first, last = max(0, begin - LONGEST), min(len(text), end + LONGEST)
    starts = [first, *(match.end() for match in SENTENCE.finditer(text, first, last)), last]
    at = bisect_right(starts, begin, hi=len(starts) - 1)
    return starts[at - 1], starts[at]


def lines_of(places: Iterator[Concept]) -> Mapping[Ref, frozenset[Ref]]:
    """Return for each place those that it lies in; the widest tell nothing of a place and are left out."""
    above = {concept.ref: concept.above for concept in places}

    def line(ref: Ref) -> frozenset[Ref]:
        return frozenset(around for one in above.get(ref, ()) for around in (one, *line(one)))

    return {ref: line(ref) - WIDEST for ref in above}
