"""Paragraphs that nobody speaks: the lines of procedure that the record always words alike, times, who is in the Chair."""

import re
from functools import cache
from pathlib import Path

from kg.tables import table

HERE = Path(__file__).parent
TIME = re.compile(
    r"^(?P<hour>\d{1,2})(?:\s?[.:·]\s?(?P<minute>\d{1,2}))?\s?(?P<half>[ap])\.?\s?m\.?$|^(?:12 )?(?P<noon>noon|midnight)\.?$",
    re.IGNORECASE,
)
CHAIR = re.compile(r"^\[?[^\[\]\n]{3,100}\bin the Chair\.?\]?\.?$", re.IGNORECASE)
CHAIR_AFTER = re.compile(r"\s*[-–—]?\s*(?P<chair>\[[^\]\[]*in the Chair\.?\])\s*$", re.IGNORECASE)
BRACKETED = re.compile(r"^(?:\[[^\[\]]*\]|\([^()]*\))\.?$")
STOPS = (".", "?", "!", ":", ";", "—", "”", '"', "'", "’", ")", "]")


@cache
def _procedure() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table(HERE / "procedure.csv")))


@cache
def _leaving() -> frozenset[str]:
    return frozenset(row["title"] for row in table(HERE / "leaves.csv"))


def is_procedure(words: str) -> bool:
    """Tell whether a paragraph is a line of procedure by its wording.

    >>> is_procedure("On Question, Motion agreed to."), is_procedure("On questions of this kind I differ.")
    (True, False)
    """
    return bool(_procedure().match(words))


def is_aside(words: str) -> bool:
    """Tell whether a paragraph is put in brackets by the record, as what happens meanwhile is."""
    return bool(BRACKETED.match(words))


def leaves_questions(title: str) -> bool:
    """Tell whether a title is of business that follows oral questions, though the mark-up may leave it in them."""
    return title.upper().rstrip(".,:— ") in _leaving()


def clock(words: str) -> str | None:
    """Return the time of day that stands in a line of its own.

    >>> clock("10·2 pm"), clock("9.30 am"), clock("Noon"), clock("9 men")
    ('22:02:00', '09:30:00', '12:00:00', None)
    """
    match = TIME.match(words)
    if not match:
        return None
    if match["noon"]:
        return "12:00:00" if match["noon"].lower() == "noon" else "00:00:00"
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not (1 <= hour <= 12 and minute < 60):
        return None
    return f"{hour % 12 + 12 * (match['half'].lower() == 'p'):02}:{minute:02}:00"


def is_cut(words: str) -> bool:
    """Tell whether words break off within a sentence."""
    return not words.rstrip().endswith(STOPS)
