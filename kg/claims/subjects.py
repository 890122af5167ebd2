"""Who a clause is about: a party that heads it, alone or with others, and in what setting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.claims.parties import ACTORS, Party
from kg.claims.words import Sentence, is_modifier, words
from kg.model import Modality

MARKS = frozenset({",", ";", ":", "—", "–", "“", "‘", '"', "(", ".", "-", "’"})
CLAUSE_MARKS = frozenset({",", ";", ":", "—", "–", "("})
JOINERS = frozenset({",", "and", "or", "&"})
AUXILIARIES = {
    **dict.fromkeys(("will", "would", "should", "shall", "does", "do", "did", "can", "could"), "base"),
    **dict.fromkeys(("has", "have", "had"), "have"),
    **dict.fromkeys(("is", "are", "was", "were"), "be"),
}
"""What a question puts before its subject, and the form of the verb that follows the subject."""
POSSIBLE = frozenset({"would", "could", "can"})
FIRST_PERSON = frozenset({"we", "speaker"})
PEOPLE = frozenset({"person", "office"})
YEAR = re.compile(r"(?:19|20)\d\d(?:[-–]\d+)?")
PRONOUNS = frozenset({"it", "they"})
PERSONAL = frozenset({"he", "she"})
MOST_BACK, MOST_INSERTED, MOST_JOINED = 25, 14, 12


@dataclass(frozen=True, slots=True)
class Subject:
    """The parties that head a clause; `at` is the piece where its verb group starts, `expects` the form that comes,
    `beside` the piece right after the parties.

    `acts` tells that they can do something; a figure or an issue can only have it done. `by` is who is reported.
    `of` is what a relative clause is of: "the £27 billion the Government have provided".
    """

    parties: tuple[Party, ...]
    begin: int
    at: int
    beside: int = 0
    rule: str = "claim-clause"
    expects: str = "finite"
    mood: Modality = Modality.ASSERTED
    denied: bool = False
    asked: bool = False
    acts: bool = True
    by: Party | None = None
    of: Party | None = None


def subjects(sentence: Sentence, body: Party | None, person: Party | None = None) -> Iterator[Subject]:
    """Yield what may head a clause of a sentence; `body` is whom "it" and "they" mean at its head, `person` "he" and "she"."""
    asked_from = _asked_from(sentence)
    reported = _according(sentence)
    after = 0
    for at, word in enumerate(sentence.words):
        if at < after or not (word in PRONOUNS or word in PERSONAL or sentence.party(at)):
            continue
        its, after = _joined(sentence, at, body, person)
        if its:
            yield from _subject(sentence, its, at, after, asked_from, reported)
            yield from _relative(sentence, its, at, after, at >= asked_from)


def _act(its: tuple[Party, ...]) -> bool:
    return all(one.kind in ACTORS or one.kind in FIRST_PERSON for one in its)


def _relative(sentence: Sentence, its: tuple[Party, ...], first: int, after: int, asked: bool) -> Iterator[Subject]:
    """Yield the subject of a relative clause: "the Agency, which leads on fraud", "£5 million that the Agency spent"."""
    if not _act(its):
        return
    before = _before_phrase(sentence, first)
    begin = sentence.begins[before + 1]
    pronoun = "who" if its[0].kind in PEOPLE else "which"
    goes_on = after + 2 if sentence.words_at(after, 2) == (",", pronoun) else after
    if its[0].kind == "government" and sentence.word(after) in ("that", "who", "which"):
        goes_on = after + 1
    if goes_on > after and sentence.word(before) != "of" and not _is_conditional(sentence, before):
        yield Subject(its, begin, goes_on, goes_on)
    named = sentence.word(before) in ("that", "which")
    of = sentence.party(before - named)
    if of and of.kind in ("figure", "issue" if named else "") and not _is_conditional(sentence, before):
        yield Subject(its, of.begin, after, after, asked=asked, of=of)


def _joined(sentence: Sentence, at: int, body: Party | None, person: Party | None) -> tuple[tuple[Party, ...], int]:
    """Return the parties that stand joined at a piece, and the piece after them."""
    word, named = sentence.word(at), sentence.party(at)
    if body and word in (PERSONAL if body.kind in PEOPLE else PRONOUNS) and _is_head(sentence, at):
        return (body,), at + 1
    if word in PERSONAL and person:
        return (person,), at + 1
    if not named:
        return (), at + 1
    found, after = [named], at + 1
    listed, end = list(found), after
    while sentence.word(after) in JOINERS and len(listed) < MOST_JOINED:
        last = "and" in sentence.words_at(after, 2)
        following = after + 1 + (sentence.word(after + 1) == "and")
        while is_modifier(sentence.word(following)):
            following += 1
        party = sentence.party(following)
        if not party or (party.kind in ACTORS) != (found[0].kind in ACTORS):
            break
        listed.append(party)
        after = following + 1
        if last:
            found, end = list(listed), after
    return tuple(found), end


def _is_head(sentence: Sentence, at: int) -> bool:
    return at == 0 or (at == 1 and sentence.word(0) in words("opener"))


def _subject(
    sentence: Sentence, its: tuple[Party, ...], first: int, after: int, asked_from: int, reported: Party | None
) -> Iterator[Subject]:
    before = _before(sentence, first)
    if before is None:
        yield from _of_no_head(sentence, its, first, after, asked_from)
        return
    if _is_conditional(sentence, before):
        return
    begin = sentence.begins[_past_openers(sentence, before + 1)]
    asked = first >= asked_from
    by, known = _reported(sentence, before)
    if not known:
        return
    acts = _act(its)
    rule = "claim-we" if its[0].kind in FIRST_PERSON else "claim-clause"
    if sentence.word(first) in PRONOUNS | PERSONAL:
        rule = "claim-pronoun"
    word = sentence.word(before)
    expects = AUXILIARIES.get(word)
    if expects and (not asked or word in POSSIBLE):
        return
    if expects:
        yield Subject(its, begin, after, after, rule, expects, asked=True, acts=acts, by=by)
        return
    at, rule, expects, mood, denied = _nominal(sentence, after) or (
        _past_modifier(sentence, after),
        rule,
        "finite",
        Modality.ASSERTED,
        False,
    )
    yield Subject(its, begin, at, after, rule, expects, mood, denied, asked, acts, by or reported)


def _of_no_head(
    sentence: Sentence, its: tuple[Party, ...], first: int, after: int, asked_from: int
) -> Iterator[Subject]:
    """Yield what somebody who heads no clause is asked to do, or whose work it is: "I have asked the Law Commission to review
    the matter", "we back the Department’s work to tackle fraud".
    """
    before = _before_phrase(sentence, first)
    if _is_conditional(sentence, before) or not _act(its):
        return
    begin, asked = sentence.begins[before + 1], first >= asked_from
    called = sentence.word(before) in ("on", "upon") and sentence.word(before - 1) in words("call")
    if (called or sentence.word(before) in words("ask")) and sentence.word(after) == "to":
        yield Subject(its, begin, after + 1, after, expects="base", mood=Modality.PROPOSED, asked=asked)
    elif nominal := _nominal(sentence, after):
        at, rule, expects, mood, denied = nominal
        yield Subject(its, begin, at, after, rule, expects, mood, denied, asked)


def _past_openers(sentence: Sentence, at: int) -> int:
    while sentence.word(at) in words("opener"):
        at += 1
    return at


def _before(sentence: Sentence, first: int) -> int | None:
    """Return the index of the piece before the noun phrase of a subject, None where that is no head of a clause."""
    at = _before_phrase(sentence, first)
    of_area = sentence.word(at) == "of" and sentence.word(at - 1) in words("area")
    if of_area or (sentence.word(at) in ("from", "in", "at") and sentence.word(at - 1) in words("officials")):
        at = _before_phrase(sentence, at - 1)
    word = sentence.word(at)
    heads = at < 0 or word in MARKS or word in AUXILIARIES or YEAR.fullmatch(word)
    return at if heads or any(word in words(kind) for kind in ("opener", "report", "factive", "time")) else None


def _before_phrase(sentence: Sentence, first: int) -> int:
    at = first - 1
    while is_modifier(sentence.word(at)) and sentence.word(at) not in ("that", "and"):
        at -= 1
    return at


def _is_conditional(sentence: Sentence, before: int) -> bool:
    """Tell whether the clause up to its subject states a condition, a wish or a denial: no claim is made by it."""
    asks_when = sentence.word(before) in AUXILIARIES and sentence.word(before - 1) == "when"
    for at in range(before - 2 * asks_when, max(-1, before - MOST_BACK), -1):
        word = sentence.word(at)
        if word in words("condition") or word in words("negative"):
            return True
        if word in words("wish") and at >= before - 2:
            return True
        if word in CLAUSE_MARKS:
            return False
    return False


def _reported(sentence: Sentence, before: int) -> tuple[Party | None, bool]:
    """Return who is reported to say a clause, and whether that is known: "the NAO found that", "people say that"."""
    at = before - (sentence.word(before) == "that")
    if sentence.word(at) not in words("report"):
        return None, True
    for back in range(at - 1, max(-1, at - 4), -1):
        party = sentence.party(back)
        if party:
            return (party if party.kind in ACTORS else None), _act((party,))
        if sentence.word(back) in ("i", "we"):
            return None, True
    return None, False


def _according(sentence: Sentence) -> Party | None:
    if sentence.words_at(0, 2) != ("according", "to"):
        return None
    at = 2
    while is_modifier(sentence.word(at)):
        at += 1
    party = sentence.party(at)
    return party if party and party.kind in ACTORS else None


def _asked_from(sentence: Sentence) -> int:
    """Return the piece from which a sentence asks: its first question word at the head of a clause."""
    if not sentence.asks:
        return len(sentence.words) + 1
    for at in range(len(sentence.words)):
        head = at == 0 or sentence.word(at - 1) in CLAUSE_MARKS or sentence.word(at - 1) in ("and", "so", "but")
        if head and sentence.word(at) in words("question"):
            return at
    return 0


def _nominal(sentence: Sentence, at: int) -> tuple[int, str, str, Modality, bool] | None:
    """Return the reading of "the Government’s decision to close": a plan, a failure, work that is done."""
    if sentence.word(at) not in ("’s", "’"):
        return None
    at += 1
    while is_modifier(sentence.word(at)):
        at += 1
    word = sentence.word(at)
    if word not in words("plan") | words("failure") | words("work") or sentence.word(at + 1) != "to":
        return None
    mood = Modality.PLANNED if word in words("plan") else Modality.ASSERTED
    return at + 2, "claim-nominal", "base", mood, word in words("failure")


def _past_modifier(sentence: Sentence, at: int) -> int:
    """Return the piece after what may stand between a subject and its verb: "in my constituency", "alone", ", as he says,"."""
    word = sentence.word(at)
    if word == "(" and sentence.party(at + 1) and sentence.word(at + 2) == ")":
        return _past_modifier(sentence, at + 3)
    other = sentence.party(at + 1)
    if word == "and" and (sentence.word(at + 1) == "i" or (other and other.kind == "speaker")):
        return at + 2
    if word == "," and sentence.word(at + 1) in words("parenthesis"):
        closing = (i for i in range(at + 2, at + MOST_INSERTED) if sentence.word(i) == ",")
        return next(closing, at - 1) + 1
    if word in ("alone", "themselves", "itself", "rightly") or word in words("behalf"):
        return at + 1
    if word not in words("preposition"):
        return at
    after = at + 1
    while is_modifier(sentence.word(after)):
        after += 1
    return after + 1 if sentence.party(after) or sentence.word(after).isalpha() else at
