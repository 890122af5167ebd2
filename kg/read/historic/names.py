"""How the record prints who speaks: "OFFICE (NAME)", "NAME (SEAT) (PARTY)", a peer's title, an office alone.

Names stand in capitals up to 1909 and long after; nothing here depends on the case, and it is kept.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import Printed
from kg.tables import table

HERE = Path(__file__).parent
LONGEST = 300
"""A name and all its offices are shorter: what is longer is no name."""

MARKS = " \t\n*†‡:;,—–-\x1f\x1e"
GROUP = re.compile(r"\s*\((?P<words>[^()]*)\)\.?$")
NUMBER = re.compile(r"^(?P<number>[TQ]?\d{1,3}(?:(?:,| and| &) \d{1,3})*)\.?$")
HEADING = re.compile(r"^(?P<heading>\[[^\[\]]{3,200}\])\s*[—–-]+\s*")
LEAD = re.compile(r"^\[[^\[\]]{3,200}\]\s*[—–-]*$")
SPOKEN_OF = re.compile(
    r"^(?:Then |But |And )?the (?:right )?(?:noble|hon\.?|honourable|learned|gallant|right)\b(?! \w+ Members?:)|^(?:his|her) lordship",
    re.IGNORECASE,
)
CAPITALS = re.compile(r"\b[A-ZÀ-Þ][A-ZÀ-Þ'’.-]*[A-ZÀ-Þ]{2}")


@cache
def _told(tells: str, end: str = "") -> re.Pattern[str]:
    rows = (row["pattern"] for row in table(HERE / "titles.csv") if row["tells"] == tells)
    return re.compile(f"^(?:{'|'.join(rows)}){end}", re.IGNORECASE)


@cache
def _verb() -> re.Pattern[str]:
    verbs = "|".join(row["verb"] for row in table(HERE / "verbs.csv"))
    return re.compile(rf"^(?P<name>[^()]{{3,100}}?),?\s(?P<words>(?:{verbs})\b[^()]*)$")


@dataclass(frozen=True)
class Named:
    """Who speaks, and the words that the mark of the name took in besides: "rose", "(by Private Notice)"."""

    printed: Printed
    words: str = ""


def named(words: str) -> Named | None:
    """Take apart what is printed of a speaker; None where it is nothing or no name.

    >>> named("THE LORD PRIVY SEAL AND SECRETARY OF STATE FOR THE COLONIES (THE EARL OF CREWE):").printed.name
    'THE EARL OF CREWE'
    >>> named("Mr. John Smith (Monklands, East)").printed.constituency
    'Monklands, East'
    >>> named("Mr. D. D. REID (by Private Notice)").words
    '(by Private Notice)'
    """
    name = _trimmed(words)
    if not name or len(name) > LONGEST:
        return None
    name, groups, notes = _groups(name)
    if match := _verb().match(name):
        name, notes = _trimmed(match["name"]), [match["words"], *notes]
    if not name and groups:
        return Named(Printed(name=groups[-1]), " ".join(notes))
    return Named(_printed(name, groups), " ".join(notes)) if any(map(str.isalpha, name)) else None


def _trimmed(words: str) -> str:
    name = words.strip(MARKS)
    return name[:-1] if name.endswith(".") and len(name.split(" ")[-1]) > 4 else name


def _groups(name: str) -> tuple[str, list[str], list[str]]:
    """Part a name from the brackets that end it: what they hold, and those that are notes on the turn."""
    groups: list[str] = []
    notes: list[str] = []
    while match := GROUP.search(name[-LONGEST:]):
        words = match["words"].strip()
        if words[:1].islower():
            notes.insert(0, f"({words})")
        elif words:
            groups.insert(0, words)
        name = name[: len(name) - len(match.group())].strip(MARKS)
    return name, groups, notes


def _printed(name: str, groups: list[str]) -> Printed:
    if is_office(name):
        return Printed(name=groups[-1] if groups else None, office=name)
    if not groups:
        return Printed(name=name)
    if _told("office").match(groups[0]) or groups[0].startswith(("The ", "THE ")):
        return Printed(name=name, office=groups[0])
    if is_peer(name):
        return Printed(name=" ".join((name, *(f"({group})" for group in groups))))
    return Printed(name=name, constituency=groups[0], party=groups[1] if len(groups) > 1 else None)


def is_office(name: str) -> bool:
    """Tell whether words name an office and nobody: "The Prime Minister", "Mr. Speaker", "THE LORD CHANCELLOR".

    >>> is_office("THE LORD CHANCELLOR"), is_office("THE LORD BISHOP OF HEREFORD")
    (True, False)
    """
    if _told("office").match(name):
        return True
    begins = name[:4].lower() in ("the ", "the.")
    return begins and not is_peer(name)


def is_peer(name: str) -> bool:
    """Tell whether words name a peer or prelate by title, or a chief by his: "The O'Conor Don"."""
    plain = name.replace("THE. ", "THE ")
    return bool(_told("name").match(plain) or re.match(r"(?:The )?Lord\b", plain, re.IGNORECASE)) and not _told(
        "office"
    ).match(plain)


def is_spoken_of(name: str) -> bool:
    """Tell whether marked words speak of somebody and do not say who speaks: "The noble Earl"."""
    return bool(SPOKEN_OF.match(name))


def in_capitals(name: str) -> bool:
    return bool(CAPITALS.search(name[:LONGEST]))


ONE = r"(?:[A-ZÀ-Þ][\w.'’-]*|of|de|the|and|la|le|von|van)"


@cache
def _unmarked(after: str) -> re.Pattern[str]:
    rows = [row["pattern"] for row in table(HERE / "titles.csv") if row["tells"] in ("honorific", "name")]
    titles = "|".join(rows)
    number = r"(?P<number>[TQ]?\d{1,3}(?:(?:,| and| &) \d{1,3})*)\.\s*"
    name = rf"(?P<name>(?i:{titles})(?: {ONE}){{1,8}}?(?: \([A-Z][^()]{{1,60}}\)){{0,2}})"
    return re.compile(rf"^(?:{number})?\*?{name}{after}")


ASKS = r",?(?P<note>\s*\([Bb]y [Pp]rivate [Nn]otice\))?,?\s(?=asked (?:the|The|Her|His|Mr\.?|whether|what|if|how|when|why)\b)"
SPEAKS = r"\s*:\s*(?=\S)"


def asks_unmarked(words: str) -> tuple[str | None, Named, str] | None:
    """Read a question whose asker the mark-up does not show, as written ones were printed to 1988.

    >>> number, asker, rest = asks_unmarked("16. Mr. Canavan asked the Minister what is in store.")
    >>> number, asker.printed.name, rest
    ('16', 'Mr. Canavan', 'asked the Minister what is in store.')
    """
    match = _unmarked(ASKS).match(words)
    who = named(match["name"]) if match else None
    if match is None or who is None:
        return None
    note = (match["note"] or "").strip()
    return match["number"], who, " ".join(filter(None, (note, words[match.end() :])))


def speaks_unmarked(words: str) -> tuple[str | None, Named, str] | None:
    """Read a turn whose speaker the mark-up does not show, but a colon does: "Mr. RUNCIMAN: I regret"."""
    match = _unmarked(SPEAKS).match(words)
    who = named(match["name"]) if match else None
    return (match["number"], who, words[match.end() :]) if match and who else None
