"""Whether "he" or "she" follows a mention: what the pronoun tells of the person meant."""

import re

PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(she|her|herself))\b")
SENTENCE_END = re.compile(r"(?<!hon)[.?!](?:\s|$)")
SOMEBODY_ELSE = re.compile(r"\b(?:Member|Friend|Gentleman|Lady|Mr|Mrs|Minister|Secretary|Chancellor)\b")
TAKES_UP = re.compile(
    r"(?:[^.?!]|hon\.){0,120}?(?:[.?!]\s(?:As\s)?([Hh]e|[Ss]he)\b|\bfor\s(his|her)\s(?:\w+\s)?(?:question|intervention|point|comments?|support|speech)\b)"
)
REACH = 250
PRONOUNS = {"M": "he", "F": "she"}


def pronoun_after(text: str, end: int) -> str | None:
    """Return the gender of the first pronoun after `end`, in that sentence or the next, if nobody is named between.

    >>> said = "I say to my hon. Friend that she is right."
    >>> pronoun_after(said, said.index(" that"))
    'F'
    >>> pronoun_after("I met the Minister. The Secretary of State sent her.", 18)
    """
    rest = " ".join(SENTENCE_END.split(text[end : end + REACH])[:2])
    found = PRONOUN.search(rest)
    if not found or SOMEBODY_ELSE.search(rest[: found.start()]):
        return None
    return "M" if found.group(1) else "F"


def pronoun_taking_up(text: str, end: int) -> str | None:
    """Return the gender of a pronoun that takes up a mention for sure: it opens the next sentence, or gets the thanks.

    >>> pronoun_taking_up("My hon. Friend is right. As she knows, we act.", 14)
    'F'
    >>> pronoun_taking_up("It will enlighten my hon. Friend when we hear from her.", 32)
    """
    found = TAKES_UP.match(text, end, end + REACH)
    if not found:
        return None
    return "M" if (found.group(1) or found.group(2)).lower() in ("he", "his") else "F"
