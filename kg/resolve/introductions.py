"""What the words of a debate introduce an acronym for: "the Financial Conduct Authority (FCA)", or the other way about."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Clue, Contribution, Kind, Mention, Ref
from kg.resolve.evidence import clue
from kg.vocabulary import Vocabulary

FIRST_USE = "acronym-first-use"
BRACKETED = re.compile(r"\s\((?:or\s)?(?:the\s)?(?P<acronym>[A-Z][A-Za-z&]{0,9}[A-Z])s?\)")
SPELT_OUT = re.compile(r"\b(?P<acronym>[A-Z][A-Za-z&]{0,9}[A-Z])s?\s\((?:the\s)?(?P<words>[^()]{5,90})\)")
WORDS = re.compile(r"[^\s-]+")
POSSESSIVE = re.compile(r"[’']s?$")
NO_LETTER = re.compile(r"[^a-z ]")
JOINS = frozenset({"of", "and", "the", "for", "in", "to", "on", "&"})
REACH = 120


@dataclass(frozen=True, slots=True)
class Introduced:
    """What an acronym is introduced for: the words, the body where the vocabulary has it, and the mention of it."""

    begin: int
    acronym: str
    words: str
    means: Ref | None = None
    clue: Clue | None = None


def introductions(contribution: Contribution, mentions: Sequence[Mention]) -> Iterator[Introduced]:
    """Yield what the words introduce an acronym for, in the order of the text."""
    text = contribution.text
    if "(" not in text:
        return
    ends = {m.end: m for m in sorted(mentions, key=lambda m: m.begin, reverse=True) if _may_be_meant(m)}
    begins = {m.begin: m for m in sorted(mentions, key=lambda m: m.end) if _may_be_meant(m)}
    found = [_bracketed(contribution, match, ends) for match in BRACKETED.finditer(text)]
    found += [_spelt_out(contribution, match, begins) for match in SPELT_OUT.finditer(text)]
    yield from sorted((one for one in found if one), key=lambda one: one.begin)


def _may_be_meant(mention: Mention) -> bool:
    return mention.kind in (Kind.AGENCY, Kind.ISSUE, Kind.PLACE) and mention.rule != FIRST_USE


def _bracketed(contribution: Contribution, match: re.Match[str], ends: Mapping[int, Mention]) -> Introduced | None:
    text, acronym = contribution.text, match["acronym"]
    owned = POSSESSIVE.search(text, max(0, match.start() - 2), match.start())
    end = owned.start() if owned else match.start()
    named = ends.get(end)
    if named and fits(acronym, text[named.begin : named.end]):
        return _introduced(contribution, match.start("acronym"), acronym, named)
    words = words_for(acronym, text[max(0, end - REACH) : end])
    if not words or (named and len(words) <= named.end - named.begin):
        return None
    return Introduced(match.start("acronym"), acronym, words)


def _spelt_out(contribution: Contribution, match: re.Match[str], begins: Mapping[int, Mention]) -> Introduced | None:
    acronym = match["acronym"]
    named = begins.get(match.start("words"))
    if named and named.end == match.end("words") and fits(acronym, match["words"]):
        return _introduced(contribution, match.start(), acronym, named)
    is_all = words_for(acronym, match["words"]) == match["words"]
    return Introduced(match.start(), acronym, match["words"]) if is_all else None


def _introduced(contribution: Contribution, begin: int, acronym: str, named: Mention) -> Introduced:
    words = contribution.text[named.begin : named.end]
    means = named.means if named.kind is Kind.AGENCY else None
    return Introduced(begin, acronym, words, means, clue(contribution, named))


def fits(acronym: str, words: str) -> bool:
    """Tell whether an acronym can stand for a name: it begins alike, and its letters stand in the name in that order.

    >>> fits("DEFRA", "Department for Environment, Food and Rural Affairs"), fits("SPS", "Prison Service")
    (True, False)
    """
    rest = iter(words.lower())
    return words[:1].lower() == acronym[0].lower() and all(
        letter in rest for letter in acronym.lower() if letter != "&"
    )


def words_for(acronym: str, before: str) -> str | None:
    """Return the words at the end of `before` whose initials are the acronym, small words counted or not.

    >>> words_for("FCA", "I spoke to the Forest Crops Association")
    'Forest Crops Association'
    >>> words_for("MP", "I spoke to my friend") is None
    True
    """
    words = list(WORDS.finditer(before))[-(len(acronym) + 5) :]
    letters = acronym.lower().replace("&", "")
    for word in reversed(words[:-1]):
        here = [one for one in words if one.start() >= word.start()]
        if word.group() in JOINS or before[word.start()].lower() != letters[0]:
            continue
        all_initials = "".join(one.group()[0].lower() for one in here)
        initials = "".join(one.group()[0].lower() for one in here if one.group() not in JOINS)
        if letters in (all_initials, initials) and before[words[-1].end() :].strip() == "":
            return before[word.start() :]
    return None


def as_listed(
    one: Introduced, contribution: Contribution, its: Sequence[Mention], vocabulary: Vocabulary
) -> Introduced:
    """Return what is introduced by a part of the name of a body with that acronym: "Youth Justice Board (YJB)"."""
    if one.clue:
        return one
    here = [m for m in its if m.begin == one.begin and m.kind is Kind.AGENCY]
    bearers = {ref for m in here for ref in (m.means, *m.candidates) if ref}
    words = _letters(one.words)
    meant = [r for r in bearers if any(words in _letters(form) for form in vocabulary.concepts[r].forms)]
    return replace(one, means=meant[0]) if len(meant) == 1 else one


def _letters(words: str) -> str:
    return NO_LETTER.sub("", words.lower())
