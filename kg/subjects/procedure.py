"""Which titles, and which parts of a title, are of the House's procedure and name no subject."""

import re
from functools import cache

from kg.subjects.words import DATA, Part, parts_of
from kg.tables import table


def is_procedural(title: str) -> bool:
    """Tell whether a title says only where in the order of business one is, or which clause of a bill is considered.

    >>> is_procedural("Points of Order"), is_procedural("Business of the House (Monday)"), is_procedural("Buses")
    (True, True, False)
    >>> is_procedural("Clause 3 — Fares"), is_procedural("Oral Answers to Questions — Transport")
    (True, False)
    """
    parts = parts_of(title)
    return not without_procedure(parts) or bool(parts and _before().fullmatch(_written(parts[0])))


def without_procedure(parts: list[Part]) -> list[Part]:
    """Return the parts that are none of procedure; what stands in brackets after one that is belongs to it.

    >>> [[w.plain for w in part] for part in without_procedure(parts_of("Orders of the Day — Bus Services Bill"))]
    [['bus', 'services', 'bill']]
    """
    kept = [part for part in parts if not is_of_procedure(part)]
    days = all(word.plain in DAYS for part in kept for word in part)
    return [] if len(kept) < len(parts) and days else kept


DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"])


def is_of_procedure(part: Part) -> bool:
    written = _written(part)
    return bool(_whole().fullmatch(written) or _before().fullmatch(written))


def _written(part: Part) -> str:
    return " ".join(word.plain for word in part if word.plain != ",")


@cache
def _whole() -> re.Pattern[str]:
    return _pattern("whole")


@cache
def _before() -> re.Pattern[str]:
    return _pattern("before")


def _pattern(where: str) -> re.Pattern[str]:
    rows = [row["words"] for row in table(DATA / "procedural_titles.csv") if row["where"] == where]
    return re.compile("|".join(f"(?:{row})" for row in rows), re.IGNORECASE)
