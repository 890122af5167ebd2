"""What a verb says: the relation that it bears, in which mood, denied or not, and where its object may start.

The verbs and the words around them stand in tables: `verbs.csv` (a verb, the words that follow it, the relation,
what its object may be, the words after that), `frames.csv` (patterns that many of its rows share, by name) and `groups.csv`
(auxiliaries, and verbs that only lead to another: "is working to").
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from kg.claims.parties import DATA
from kg.claims.words import Sentence, words
from kg.model import Modality
from kg.tables import table

FINITE_BE = ("is", "are", "was", "were", "remains", "remain")
EXPECTED: Mapping[str, tuple[str, ...]] = {
    "finite": ("finite",),
    "base": ("base",),
    "have": ("participle",),
    "be": ("ing", "participle"),
    "ing": ("ing",),
    "either": ("ing", "base"),
}
"""Which form of a verb may come: after a subject, after "to" and "will", after "has", after "is", after "focused on", after "committed to"."""


UP_TO = re.compile(r"<(\d)>")
"""How the table of verbs writes "up to so many words"."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a verb says where the words `after` follow it, and the kinds that its object then has.

    `tail` are words that have to come after the object: "keep the matter under review".
    """

    after: re.Pattern[str]
    relation: str
    objects: frozenset[str]
    mood: str = ""
    tail: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A verb group as read: what its verb says, the index of the piece after it, its mood, what form was to come."""

    relation: str
    objects: frozenset[str]
    at: int
    mood: Modality
    denied: bool
    passive: bool
    expects: str = "finite"
    tail: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Where the reading of a verb group stands: what form of a verb has to come, one of EXPECTED."""

    at: int
    expects: str = "finite"
    mood: Modality = Modality.ASSERTED
    denied: bool = False


def verbs(sentence: Sentence, group: Group) -> list[Said]:
    """Return what the verb group that starts at `group` may say, the longest reading first.

    None where no verb of the table comes; none too where the words only say what may be ("could", "would").
    """
    here: Group | None = group
    found: list[Said] = []
    while here:
        found += _said(sentence, here)
        here = _past_group(sentence, here)
    return sorted(found, key=lambda said: -said.at)


def _said(sentence: Sentence, group: Group) -> Iterator[Said]:
    if group.at >= len(sentence.words):
        return
    word, end = sentence.words[group.at], sentence.ends[group.at]
    for form in EXPECTED[group.expects]:
        passive = group.expects == "be" and form == "participle"
        for sense in senses().get((word, form), ()):
            at = sentence.match(sense.after, end)
            if at is not None:
                mood = Modality(sense.mood.capitalize()) if sense.mood else group.mood
                yield Said(sense.relation, sense.objects, at, mood, group.denied, passive, group.expects, sense.tail)


def _past_group(sentence: Sentence, group: Group) -> Group | None:
    """Return where the reading stands after the longest group of the table here; None where there is none."""
    word = sentence.word(group.at)
    for length in range(_longest().get(word, 0), 0, -1):
        says = _groups().get(sentence.words_at(group.at, length))
        if says is not None:
            return None if "possible" in says else _next(group, says, group.at + length)
    return replace(group, at=group.at + 1) if word.endswith("ly") else None


def _next(group: Group, says: frozenset[str], at: int) -> Group:
    mood = next((Modality(one.capitalize()) for one in ("planned", "proposed") if one in says), group.mood)
    expects = next((one for one in ("have", "be", "ing", "either") if one in says), group.expects)
    if says & {"planned", "proposed", "to", "do"}:
        expects = "base"
    return replace(group, at=at, expects=expects, mood=mood, denied=group.denied or "denied" in says)


@cache
def _groups() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Return what each group of words says; a row of the table has "a|b" for either, "_" within one of them.

    >>> _groups()["taking", "further", "steps", "to"]
    frozenset({'to'})
    """
    return {
        tuple(" ".join(one).replace("_", " ").split()): frozenset(row["says"].split())
        for row in table(DATA / "groups.csv")
        for one in product(*(choice.split("|") for choice in row["words"].split()))
    }


@cache
def _longest() -> Mapping[str, int]:
    """Return how many words the longest group has that begins with a word."""
    longest: dict[str, int] = defaultdict(int)
    for group in _groups():
        longest[group[0]] = max(longest[group[0]], len(group))
    return dict(longest)


@cache
def senses() -> Mapping[tuple[str, str], tuple[Sense, ...]]:
    """Return the senses of each written form, by the form and what form it is: "base", "finite", "participle", "ing".

    >>> [sense.relation for sense in senses()["tackling", "ing"]]
    ['Tackles']
    """
    found: dict[tuple[str, str], dict[Sense, None]] = defaultdict(dict)
    for row in table(DATA / "verbs.csv"):
        tail = _pattern(row["tail"]) if row["tail"] else None
        sense = Sense(_pattern(row["after"]), row["relation"], frozenset(row["objects"].split()), row["mood"], tail)
        for form in _forms(row):
            found[form][sense] = None
    return {form: tuple(several) for form, several in found.items()}


@cache
def verb_forms() -> frozenset[str]:
    """Return the written forms of all verbs of the table."""
    return frozenset(word for word, _ in senses())


def _pattern(words_after: str) -> re.Pattern[str]:
    for row in table(DATA / "frames.csv"):
        words_after = words_after.replace("{" + row["name"] + "}", row["words"])
    return re.compile(UP_TO.sub(_some_words, words_after) + r"(?!\w)")


def _some_words(found: re.Match[str]) -> str:
    """Return the pattern of up to so many words that lead into no other phrase."""
    return rf"(?: (?!(?:{'|'.join(sorted(words('leads')))})\b)\w[\w’'-]*){{0,{found[1]}}}"


def _forms(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    verb = row["verb"]
    if verb == "be":
        yield from ((form, "finite") for form in FINITE_BE)
        yield from ((form, "base") for form in ("be", "remain"))
        return
    yield verb, "base"
    yield verb, "finite"
    yield _third(verb), "finite"
    yield row["past"], "finite"
    yield row["participle"], "participle"
    yield _gerund(verb), "ing"


def _third(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("sh", "ch", "ss", "x", "o")) else "s")


def _gerund(verb: str) -> str:
    if verb in words("doubled"):
        return f"{verb}{verb[-1]}ing"
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"
