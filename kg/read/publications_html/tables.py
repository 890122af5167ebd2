"""What the anchors, places, lines and links of publications.parliament.uk mean: the tables beside this file, asked."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from kg.model import Venue
from kg.tables import table

ANCHOR_KIND = re.compile(r"(?P<kind>[A-Za-z]+)_?o?\d*$")
LONGEST_NAME = 80
REMEMBERED = 1 << 12
"""Of so many anchors what they mean is remembered; each page has its own."""


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    return table(Path(__file__).parent / f"{name}.csv")


@lru_cache(REMEMBERED)
def kind(anchor: str) -> str | None:
    """Return what an anchor stands before, None where its name does not say.

    >>> kind("110712-0004.htm_spnew17"), kind("st_o483"), kind("wa_stpa_0"), kind("11071299000106")
    ('name', 'speech', 'paragraph', None)
    """
    match = ANCHOR_KIND.search(anchor[-LONGEST_NAME:])
    return _kinds().get(match["kind"]) if match else None


@cache
def _kinds() -> dict[str, str]:
    return {row["kind"]: row["tells"] for row in rows("anchors")}


def place(words: str, letters: str | None) -> str | None:
    """Return the venue that a title names, "written" for the written record of either House; None for another title.

    `letters` are those of the column, None where no column is known: "Petitions" in column 17P is a part of the
    record, in column 375 the title of a debate.
    """
    for row in _places().get(words.lower(), ()):
        if letters in (None, row["letters"]) or row["venue"] != "written":
            return row["venue"]
    return None


@cache
def _places() -> dict[str, list[Mapping[str, str]]]:
    """Return the rows of places.csv by their words, in small letters."""
    places: dict[str, list[Mapping[str, str]]] = {}
    for row in rows("places"):
        places.setdefault(row["words"].lower(), []).append(row)
    return places


def place_within(words: str) -> str | None:
    """Return the venue that the title of a page names, as `place` does."""
    found = [
        row for row in rows("places") if row["letters"] and re.search(rf"\b{row['words']}\b", words, re.IGNORECASE)
    ]
    return max(found, key=lambda row: len(row["words"]))["venue"] if found else None


@cache
def letters_venues() -> dict[str, Venue]:
    """Return the venue of each kind of column: the Commons print letters after the number, the Lords before it."""
    return {
        "": Venue.COMMONS,
        "-WH": Venue.WESTMINSTER_HALL,
        "-W": Venue.COMMONS_WRITTEN,
        "-WS": Venue.COMMONS_WRITTEN,
        "-P": Venue.COMMONS_WRITTEN,
        "-MC": Venue.COMMONS_WRITTEN,
        "WA-": Venue.LORDS_WRITTEN,
        "WS-": Venue.LORDS_WRITTEN,
        "GC-": Venue.GRAND_COMMITTEE,
    }


def ends_turn(words: str, *, speaking: bool = False) -> bool:
    """Tell whether words open as a step of the House does, after which nobody speaks until the next name.

    In the middle of a turn, and in plain type, only those count that no speaker says.

    >>> ends_turn("Question put and agreed to."), ends_turn("Question put and agreed to.", speaking=True)
    (True, False)
    """
    return bool(_procedure("any" if speaking else None).match(words))


def is_no_title(words: str, *, italic: bool) -> bool:
    """Tell whether a line set as a title is none: what opens a sitting or questions, and steps in italics."""
    return bool(_procedure("title").match(words)) or (italic and ends_turn(words))


@cache
def _procedure(way: str | None) -> re.Pattern[str]:
    """Return the lines of procedure.csv that are set in one way: as a title, in italics, in any."""
    patterns = (row["pattern"] for row in rows("procedure") if way in (None, row["set"]))
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def is_furniture(words: str) -> bool:
    """Tell whether words are the site's own: its links, where the page stands, who holds the rights."""
    return bool(_furniture().fullmatch(words))


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows("furniture")))


@cache
def verbs() -> re.Pattern[str]:
    """Return the words that may follow a name without a colon: "Mr Hogg rose—"."""
    return re.compile(rf"(?:{'|'.join(row['verb'] for row in rows('verbs'))})\b")
