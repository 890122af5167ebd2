"""What a verb's object is: the parties that follow it directly, each the head of its noun phrase."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.claims.parties import Party
from kg.claims.verbs import verb_forms
from kg.claims.words import Sentence, is_modifier, words

MOST_MODIFIERS, MOST_JOINED, MOST_UNKNOWN, MOST_WORDS = 8, 12, 3, 5
JOINERS = frozenset({",", "and", "or", "both", "&"})
COUNTED = frozenset({"arrests", "seizures", "convictions", "prosecutions"})
"""What a figure may count that a verb only makes: "made 400 arrests"."""
TOPICAL = frozenset(
    {
        "Funds",
        "Investigates",
        "IsResponsibleFor",
        "Leads",
        "Legislates",
        "Oversees",
        "Publishes",
        "Reviews",
        "Safeguards",
        "Supports",
    }
)
"""What is done about a part of a matter is done about the matter: to fund research into it, to support its providers.

To ban, to close or to raise a part of it is not: who closes its offices does not close it.
"""


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects that stand joined, and the piece after them; `from_before` tells that they are named before the verb."""

    parties: tuple[Party, ...]
    at: int
    from_before: bool = False


def objects(
    sentence: Sentence, at: int, kinds: frozenset[str], issue: Party | None, relation: str = "", goes_on: bool = False
) -> Objects:
    """Return the objects at a piece that are of one of `kinds`; `issue` is what "the problem" means.

    `goes_on` tells that the words after them are looked at elsewhere: "give the police more money".

    What stands listed between them and is nobody known is passed over: "with schools, charities and the police".
    """
    found: list[Party] = []
    unknown = 0
    here = end = at
    while len(found) < MOST_JOINED and unknown <= MOST_UNKNOWN:
        head = _past_modifiers(sentence, here, relation)
        party = sentence.party(head)
        fits = party and is_of(party, kinds) and not (party.figure and _is_of_part(sentence, here, head))
        if party and fits and (goes_on or _is_head(sentence, head, party, relation, first=not unknown)):
            found.append(party)
            end = here = head + 1
        else:
            here = _past_unknown(sentence, here)
            unknown += 1
        joined = here
        while sentence.word(here) in JOINERS and here < joined + 3:
            here += 1
        if here == joined:
            break
    if found:
        return Objects(tuple(found), end)
    return _from_before(sentence, at, kinds, issue)


def _is_of_part(sentence: Sentence, begin: int, head: int) -> bool:
    """Tell whether a figure only says of how many a part is: "provides funding for 129 places"."""
    return head > begin and sentence.word(head - 1) in words("of") - {"of"}


def _past_unknown(sentence: Sentence, at: int) -> int:
    """Return the piece after the name of something unknown; where none comes, that piece itself."""
    end = at
    while is_modifier(sentence.word(end)) or is_plain(sentence.word(end)):
        end += 1
    return end if end - at <= MOST_WORDS and sentence.word(end) in JOINERS else at


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
        and (not sentence.word(here + 1).isalpha() or sentence.word(here + 1).endswith("ly"))
    ):
        return Objects((issue,), here + 1, from_before=True)
    return Objects((), at)


def _past_modifiers(sentence: Sentence, at: int, relation: str = "", light: bool = True) -> int:
    """Return the piece after articles, adjectives, "the problem of" and nouns that only describe: "our community"."""
    for _ in range(MOST_MODIFIERS):
        word = sentence.word(at)
        of_light = light and word in words("light") and sentence.word(at + 1) == "of"
        if of_light or (relation in TOPICAL and word in words("aspect") and sentence.word(at + 1) in words("of")):
            at += 2
        elif is_modifier(word) or (light and is_plain(word) and _comes_party(sentence, at + 1)):
            at += 1
        else:
            break
    return at


def is_plain(word: str) -> bool:
    """Tell whether a word can be a noun or adjective: it is no mark, no verb, and holds no clause together."""
    return word[:1].isalpha() and word not in words("function") and word not in verb_forms()


def _comes_party(sentence: Sentence, at: int) -> bool:
    """Tell whether a party comes within the same noun phrase, as its head."""
    for here in range(at, at + MOST_UNKNOWN):
        if sentence.party(here):
            return True
        if not (is_plain(sentence.word(here)) or is_modifier(sentence.word(here))):
            return False
    return False


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
        or any(kind in (figure.measures or "") for kind in kinds & COUNTED)
    )


def _is_head(sentence: Sentence, at: int, party: Party, relation: str, first: bool) -> bool:
    """Tell whether a noun phrase ends with the party: "tackle knife crime", not "help knife crime victims".

    Behind others that are unknown a verb may not come: "support schools, and the police have said".
    """
    if sentence.party(at + 1) or not (party.own_words or relation in TOPICAL):
        return False
    word = sentence.word(at + 1)
    if word in ("’s", "’") or (not first and word in words("finite")):
        return False
    if not word or not word[0].isalpha() or (party.figure and not party.figure.currency):
        return True
    if party.figure and (word in words("rate") or word in words("money-follower")):
        return True
    if party.kind == "issue" and relation in TOPICAL and word in words("topic-follower"):
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
