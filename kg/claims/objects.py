"""What a verb's object is: the parties that follow it directly, each the head of its noun phrase."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.claims.parties import Party
from kg.claims.words import Sentence, is_modifier, words

MOST_MODIFIERS, MOST_JOINED = 6, 12
JOINERS = frozenset({",", "and", "or", "both"})


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects that stand joined, and the piece after them; `from_before` tells that a sentence before names it."""

    parties: tuple[Party, ...]
    at: int
    from_before: bool = False


def objects(sentence: Sentence, at: int, kinds: frozenset[str], issue: Party | None) -> Objects:
    """Return the objects at a piece that are of one of `kinds`; `issue` is what "the problem" means."""
    found: list[Party] = []
    here = at
    while len(found) < MOST_JOINED:
        here = _past_modifiers(sentence, here)
        party = sentence.party(here)
        if not party or not is_of(party, kinds) or not _is_head(sentence, here, party):
            break
        found.append(party)
        at = here + 1
        here = at
        while sentence.word(here) in JOINERS and here < at + 3:
            here += 1
        if here == at:
            break
    if found:
        return Objects(tuple(found), at)
    return _from_before(sentence, at, kinds, issue)


def _from_before(sentence: Sentence, at: int, kinds: frozenset[str], issue: Party | None) -> Objects:
    """Return the issue of the sentence before for "this problem", "the issue", or where a verb leaves it out."""
    if issue and "topic" in kinds:
        return Objects((issue,), at, from_before=True)
    here = _past_modifiers(sentence, at, light=False)
    points = here > at or sentence.word(here) == "it"
    if (
        issue
        and "issue" in kinds
        and points
        and sentence.word(here) in words("topic")
        and not sentence.word(here + 1).isalpha()
    ):
        return Objects((issue,), here + 1, from_before=True)
    return Objects((), at)


def _past_modifiers(sentence: Sentence, at: int, light: bool = True) -> int:
    """Return the piece after articles, adjectives, and "the problem of"."""
    for _ in range(MOST_MODIFIERS):
        if light and sentence.word(at) in words("light") and sentence.word(at + 1) == "of":
            at += 2
        elif is_modifier(sentence.word(at)):
            at += 1
        else:
            break
    return at


def is_of(party: Party, kinds: frozenset[str]) -> bool:
    """Tell whether a party is of one of `kinds`, as the table of verbs has them: "issue", "money", "fewer" ..."""
    if party.kind in kinds:
        return True
    figure = party.figure
    if figure is None:
        return bool(party.traits & kinds)
    return (
        ("money" in kinds and (bool(figure.currency) or "money" in (figure.measures or "")))
        or ("fewer" in kinds and figure.unit == "NUM" and figure.change is not None and figure.change < 0)
        or ("people" in kinds and figure.unit == "NUM")
    )


def _is_head(sentence: Sentence, at: int, party: Party) -> bool:
    """Tell whether a noun phrase ends with the party: "tackle knife crime", not "help knife crime victims"."""
    if sentence.party(at + 1) or not party.own_words:
        return False
    word = sentence.word(at + 1)
    if word in ("’s", "’"):
        return False
    if not word or not word[0].isalpha() or (party.figure and not party.figure.currency):
        return True
    return word in words("follows") or word in words("follower") or word.endswith("ly")


def topic_of(named: Sequence[Party], words_before: int) -> Party | None:
    """Return what a sentence is about: the issue that opens it, or the only one that it names.

    `named` are its parties in order, `words_before` how many words stand before the first.
    """
    if named[0].kind == "issue" and words_before <= 1:
        return named[0]
    issues = {one.ref: one for one in named if one.kind == "issue"}
    return next(iter(issues.values())) if len(issues) == 1 else None
