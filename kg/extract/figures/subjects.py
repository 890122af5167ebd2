"""What a figure measures where the subject of its clause says so: "unemployment fell by 12,000", "the deficit was £60 billion".

Only a subject that opens its clause counts, of at most five words before its first preposition, none of which is
a pronoun, an auxiliary or a name.
"""

import re

from kg.extract.figures.guards import last_word
from kg.extract.figures.numbers import either
from kg.extract.figures.phrases import plural
from kg.extract.figures.tables import changes, words

AUXILIARY = r"(?:(?:has|have|had|will|would|is|are|was|were) )"
ADVERB = r"(?:(?:also|now|already|only|still|currently|actually|alone) )"
CHANGED = re.compile(
    rf"(?:^| ){AUXILIARY}?{ADVERB}?(?:been |being |to )?{either(changes('verb'))}(?: [a-z]+ly)?"
    r" (?:(?:from [^,;]{1,30} )?(?:by|to)|from) $"
)
STANDS = re.compile(
    rf"(?:^| )(?:(?:is|are|was|were|stands at|stood at|totals|totalled|amounts to|amounted to|reached|reaches)"
    rf"|{AUXILIARY}{ADVERB}?(?:been|reached|totalled)) (?:now |only |still |just |currently |estimated )?(?:at )?$"
)
OPENER = re.compile(
    r"[\s“‘\"(]*(?:(?:and|but|so|yet|because|while|whereas|if|when|indeed|that)\b,? )*"
    r"(?:(?:the|our|their|its|a|an|this|average|overall|total|all) )*",
    re.IGNORECASE,
)
NEW_CLAUSE = re.compile(r"(?:and|but|so|yet|because|while|whereas)\b")
HEAD = re.compile(rf"{either(words('counted-by'))} of (?:(?:the|our|all|these|those|new) )*")
NAMES = re.compile(r"[A-Za-z][A-Za-z’'-]*(?: [A-Za-z][A-Za-z’'-]*){0,4}")
CUT = re.compile(
    r" (?:in|at|for|on|across|from|since|between|by|under|during|over|within|among|to|with|per|through|outside|alone|who|whose|which)\b"
)
NEAR = 90
LEADING = frozenset(
    [
        "by",
        "to",
        "from",
        "is",
        "are",
        "was",
        "were",
        "at",
        "totals",
        "totalled",
        "reached",
        "reaches",
        "been",
        "now",
        "only",
        "still",
        "just",
        "currently",
    ]
)
"""Before a figure these alone can end a verb: the patterns cost more than this."""


def subject(text: str, begin: int, first: int) -> str | None:
    """Return what the subject of the clause that starts at `first` says of the figure at `begin`.

    >>> subject("The number of homes in Kent has fallen by 10%.", 42, 0)
    'homes'
    >>> subject("It was £60 billion.", 7, 0)
    """
    if begin - first > 2 * NEAR or last_word(text, begin) not in LEADING:
        return None
    stretch = text[first:begin]
    verb = CHANGED.search(stretch) or STANDS.search(stretch)
    return _named(stretch[: verb.start()]) if verb else None


def _named(stretch: str) -> str | None:
    """Return the noun phrase that `stretch` is, after an opening with its comma and before its first preposition."""
    opening, comma, rest = stretch.rpartition(", ")
    if comma and len(opening.split()) > 6 and not NEW_CLAUSE.match(rest):
        return None
    start = OPENER.match(rest)
    position = start.end() if start else 0
    determined = bool(rest[:position].strip())
    head = HEAD.match(rest, position)
    position = head.end() if head else position
    cut = CUT.search(rest, position)
    phrase = rest[position : cut.start() if cut else len(rest)].strip()
    return phrase if NAMES.fullmatch(phrase) and _measurable(phrase, determined=determined or bool(head)) else None


def _measurable(phrase: str, *, determined: bool) -> bool:
    tokens = phrase.split(" ")
    last = tokens[-1].lower()
    if any(one.lower() in BARRED for one in tokens[:-1]) or last in (BARRED - words("verb") if determined else BARRED):
        return False
    if last in changes("noun") or (
        last in words("amount") and (len(tokens) == 1 or tokens[-2].lower() in words("amount"))
    ):
        return False
    if tokens[-1].endswith(("ed", "spent", "paid")) and any(
        one.lower().removesuffix("s") in words("amount") for one in tokens
    ):
        return False
    named = (tokens[-1][0].isupper() and (len(tokens) > 1 or determined)) and not tokens[-1].isupper()
    return not named and (determined or last in words("mass") or plural(tokens[-1]))


BARRED = (words("stop") - {"of", "and", "cost"}) | words("subject") | words("reporting") | {"there", "minister"}
