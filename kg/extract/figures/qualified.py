"""The words around an amount that say how near it is: "more than", "up to almost", "or so"."""

import re
from dataclasses import dataclass

from kg.extract.figures.amounts import BETWEEN, Amount
from kg.extract.figures.numbers import either
from kg.extract.figures.tables import Qualifier, qualifiers, words

SPOKEN = re.compile(rf"(?: |-)({either(qualifiers('after'))})\b")
ODD = "-odd "
"""Between a number and its scale: "£20-odd million"."""
DASHES = re.compile(r"[—–“‘\"(\[]")
LONGEST = max(len(form.split()) for form in qualifiers("before"))


@dataclass(frozen=True, slots=True)
class Reach:
    """The span of an amount with its qualifiers, and what they say, the nearest to the number first."""

    begin: int
    end: int
    says: tuple[Qualifier, ...] = ()


def reach(text: str, found: Amount, first: int) -> Reach:
    """Return how far `found` reaches back, at most to `first`, and forward, over its qualifiers."""
    begin, says = found.begin, []
    while (form := _form_before(text, begin, first)) and _qualifies(text, form, begin, found):
        says.append(qualifiers("before")[form.lower()])
        begin -= len(form) + 1
    if found.minimum is not None and BETWEEN.search(text[max(first, begin - 8) : begin]):
        begin -= len("between ")
    if ODD in text[found.begin : found.end]:
        says.append(qualifiers("after")["odd"])
    after = SPOKEN.match(text, found.end)
    if after and (text[found.end] == "-") == (after[1] in {"odd", "plus"}):
        return Reach(begin, after.end(), (*says, qualifiers("after")[after[1]]))
    return Reach(begin, found.end, tuple(says))


def _form_before(text: str, begin: int, first: int) -> str | None:
    tail = DASHES.split(text[max(first, begin - 30) : begin])[-1]
    if not tail.endswith(" "):
        return None
    tokens = tail[:-1].split(" ")[-LONGEST:]
    forms = (" ".join(tokens[i:]) for i in range(len(tokens)))
    return next((form for form in forms if form.lower() in qualifiers("before")), None)


def _qualifies(text: str, form: str, begin: int, found: Amount) -> bool:
    """Judge those that mean something else too: "some people", "spent over three years"."""
    if form.lower() == "some":
        return not found.number or found.number.value >= 10
    if form.lower() == "about" and found.value is None and found.maximum is None:
        return False
    if form.lower() == "over" and found.rule == "figure-duration":
        earlier = text[max(0, begin - len(form) - 17) : begin - len(form) - 1].rstrip().rsplit(" ", 1)[-1].lower()
        return earlier in words("lasting")
    return True
