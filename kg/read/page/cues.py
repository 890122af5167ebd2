"""What the opening and the end of a paragraph tell of who speaks it: the forms of cues.csv and signs.csv, asked."""

import re
from functools import cache

from kg.read.page.lines import table_rows
from kg.read.words import uin_in

NUMBERED = re.compile(r"[TQ]?\d{1,3}\. ")
ENDING = 20
FINISHED = re.compile(r"[.!?…—–\])][”’\"')\]]*$|[”’\"]$")
QUOTED = re.compile(r"^[“\"‘'(\[]?[“\"]|^[a-z(]|^\(\d")


@cache
def sign(name: str) -> re.Pattern[str]:
    """Return the pattern of a sign of signs.csv: what opens a statement, a debate, an intervention."""
    return re.compile("|".join(f"(?:{pattern})" for one, pattern, _ in table_rows("signs") if one == name))


@cache
def openings(*tells: str) -> re.Pattern[str]:
    """Return the openings that tell one of `tells`: the alternatives of cues.csv."""
    return re.compile("|".join(f"(?:{cue})" for cue, told, _ in table_rows("cues") if told in tells))


def opens_reply(paragraph: str) -> bool:
    """Tell whether a paragraph opens as a reply to the one before does, in questions or in debate.

    >>> opens_reply("I totally agree with the hon. Gentleman’s observations."), opens_reply("Hare coursing is an issue.")
    (True, False)
    """
    return bool(openings("replies").match(paragraph))


def opens_answer(paragraph: str) -> bool:
    """Tell whether a paragraph opens as the answer to a question does: as a reply, or for the Government."""
    return bool(openings("replies", "answers").match(paragraph))


def is_order_paper(paragraph: str) -> bool:
    """Tell whether a paragraph is a question as the order paper prints it: with its number or UIN, or by its form."""
    if NUMBERED.match(paragraph) or uin_in(paragraph) or sign("urgent").match(paragraph):
        return True
    return bool(openings("order-paper").match(paragraph)) and "?" not in paragraph and len(paragraph.split()) < 70


def asks(paragraph: str) -> bool:
    """Tell whether a paragraph puts a question to the one who answers."""
    if is_order_paper(paragraph) or paragraph.rstrip('”’" )').endswith("?"):
        return True
    head, mark, _ = paragraph.rpartition("?")
    return bool(mark and sign("to-the-one-who-answers").search(head[-300:]))


def goes_on(before: str, paragraph: str) -> bool:
    """Tell whether a paragraph finishes what the one before began: a quotation, a list, a broken sentence."""
    return not FINISHED.search(before[-ENDING:]) or bool(QUOTED.match(paragraph))
