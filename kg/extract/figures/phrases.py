"""The words for what is counted or measured, found without a parser.

A noun phrase ends at the first word of a closed list (prepositions, auxiliaries, pronouns, common verbs), at
punctuation, or after its plural head, whichever comes first; it has at most five words.
"""

import re
from dataclasses import dataclass

from kg.extract.figures.tables import changes, words

WORD = re.compile(r" (hon\.|[A-Za-zÀ-ÿ][\wÀ-ÿ’'-]*)")
LAST = re.compile(r"([A-Za-zÀ-ÿ][\wÀ-ÿ’'-]*) $")
OF = re.compile(r" of(?= )")
MOST = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: where it ends in the text, and its words without article or possessive."""

    end: int
    words: str


def plural(word: str) -> bool:
    """Say whether a word is a plural noun by its look.

    >>> [plural(w) for w in ("stations", "people", "business", "NHS", "MPs", "sports", "Members’")]
    [True, True, False, False, True, False, False]
    """
    lower = word.lower()
    if lower in words("plural") or lower.endswith(("men", "people")):
        return lower not in {"specimen", "regimen"}
    return word.endswith("s") and not lower.endswith(("ss", "us", "is", "’s", "'s")) and lower not in words("singular")


def counted(text: str, begin: int, limit: int) -> Phrase | None:
    """Return the phrase at `begin` through its plural head ("three" + " police stations in ..."), or None."""
    start = position = begin
    head = None
    for _ in range(MOST):
        found = WORD.match(text, position, limit)
        if not found or found[1].lower() in words("stop"):
            break
        position = found.end()
        if plural(found[1]):
            head = position
        elif head and text[start:head].rsplit(" ", 1)[-1].lower() not in words("attributive"):
            break
    return Phrase(head, text[start:head].strip()) if head else None


def measured(text: str, begin: int, limit: int) -> Phrase | None:
    """Return the phrase after " of" at `begin` ("300 kg" + " of cocaine and ..."), or None.

    >>> measured("12% of the current prison population in England", 3, 47).words
    'current prison population'
    """
    of = OF.match(text, begin, limit)
    if not of:
        return None
    position = _after_articles(text, of.end(), limit)
    return counted(text, position, limit) or _bounded(text, of.end(), position, limit)


IN = re.compile(r" in(?= )")


def inside(text: str, begin: int, limit: int) -> Phrase | None:
    """Return the phrase after " in" at `begin`, where it is no name and no time: "in violent crime".

    >>> inside("a drop in violent crime.", 6, 23).words
    'violent crime'
    >>> inside("a drop in Kent.", 6, 14)
    """
    found = IN.match(text, begin, limit)
    if not found:
        return None
    position = _after_articles(text, found.end(), limit)
    head = COUNTED_BY.match(text, position, limit)
    position = _after_articles(text, head.end(), limit) if head else position
    phrase = counted(text, position, limit) or _bounded(text, found.end(), position, limit)
    first = phrase.words.split(" ")[0] if phrase else ""
    named = first[:1].isupper() and not first.isupper()
    timed = phrase is not None and not TIMES.isdisjoint(phrase.words.lower().split(" "))
    return None if named or timed else phrase


COUNTED_BY = re.compile(rf" (?:{'|'.join(sorted(words('counted-by')))}) of(?= )")
TIMES = frozenset(
    {"year", "month", "week", "years", "months", "recent", "real", "cash", "next", "past", "terms", "addition"}
)


def _after_articles(text: str, position: int, limit: int) -> int:
    while (found := WORD.match(text, position, limit)) and found[1].lower() in words("skip"):
        position = found.end()
    return position


def _bounded(text: str, of: int, begin: int, limit: int) -> Phrase | None:
    """Return up to four words that a stop word or punctuation ends: a longer run may hold a verb.

    Right after an article a verb is a noun: "37% of the vote".
    """
    position = begin
    for _ in range(MOST):
        found = WORD.match(text, position, limit)
        if not found or _stops(found[1].lower(), after_article=of < begin == position):
            return Phrase(position, text[begin:position].strip()) if position > begin else None
        position = found.end()
    return None


def _stops(word: str, *, after_article: bool) -> bool:
    return word in words("stop") and not (after_article and word in words("verb"))


PRONOUN = re.compile(rf" of ({'|'.join(sorted(words('pronoun')))})\b")


def pronoun(text: str, begin: int, limit: int) -> Phrase | None:
    """Return " of which", " of them" at `begin`, or None."""
    found = PRONOUN.match(text, begin, limit)
    return Phrase(found.end(), found[1]) if found else None


POSSESSED = re.compile(r" (?=(?:the|their|our|its|all|of the|his|her|my) )")


def possessed(text: str, begin: int, limit: int) -> Phrase | None:
    """Return the phrase after "half" where an article or possessive opens it: "half" + " their seats"."""
    if not POSSESSED.match(text, begin, limit):
        return None
    return counted(text, _after_articles(text, begin, limit), limit)


LAST_WORD = re.compile(r"(\w+) ?$")
HINGE = re.compile(r" (?:of|totalling|worth|amounting to) $")


def before(text: str, begin: int, first: int) -> str | None:
    """Return the phrase that an amount at `begin` is said of: "confiscation orders of" + "£25 million".

    >>> before("there have been convictions totalling 2,375 years", 38, 0)
    'convictions'
    """
    hinge = HINGE.search(text, max(first, begin - 16), begin)
    if not hinge:
        return None
    last = position = hinge.start()
    for _ in range(MOST):
        found = LAST.search(text[max(first, position - 40) : position] + " ")
        if not found or found[1].lower() in words("stop"):
            break
        position -= len(found[1]) + 1
    phrase = _without_verb(
        text[max(first, position) : last].strip(), LAST_WORD.search(text[max(0, position - 12) : position])
    )
    return phrase if phrase and _names(phrase.rsplit(" ", 1)[-1].lower()) else None


def _without_verb(phrase: str, earlier: re.Match[str] | None) -> str:
    """Return the phrase without a verb that opens it: "giving" + "support", "we introduced" + "measures"."""
    verb, _, rest = phrase.partition(" ")
    by_somebody = earlier is not None and earlier[1].lower() in words("subject")
    return rest if rest and (verb.endswith("ing") or (verb.endswith("ed") and by_somebody)) else phrase


def _names(noun: str) -> bool:
    return (
        noun not in words("amount")
        and (noun not in changes("noun") or noun in words("quantity"))
        and not noun.endswith(("ing", "ed"))
    )
