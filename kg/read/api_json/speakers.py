"""Who speaks, as AttributedTo prints it: a name with seat and party, or an office with the name in brackets."""

import re
from functools import cache
from pathlib import Path

from kg.model import Printed
from kg.read.page.names import parties
from kg.read.words import paragraph
from kg.tables import table

CHAIR = re.compile(r"^(?:Mr|Mrs|Ms|Madam)\.? (?:Deputy )?Speaker\b")
MARKS = re.compile(r"(?:\s*\[[A-Z]{1,3}\])+$")
MOST_BRACKETS = 8


def printed(attributed: str, member: int | None) -> Printed | None:
    """Return who is printed, taken apart; None where nobody is.

    A bracket after a name holds the seat, one after an office the name; what is known as a party is one. Of two brackets
    after a name the second is the party, whatever it says. `member` is the id in the Members' Names Information
    Service; 0 is nobody.

    >>> printed("Rishi Sunak (Richmond (Yorks)) (Con)", 4483)
    Printed(name='Rishi Sunak', identifier='mnis/4483', office=None, constituency='Richmond (Yorks)', party='Con')
    >>> printed("The Minister for Security (Mr Ben Wallace)", None).name
    'Mr Ben Wallace'
    >>> printed("Mr Speaker", 0)
    Printed(name=None, identifier=None, office='Mr Speaker', constituency=None, party=None)
    """
    identifier = f"mnis/{member}" if member and member > 0 else None
    lead, brackets = _brackets(MARKS.sub("", paragraph(attributed).rstrip(":").rstrip()))
    if not lead:
        return Printed(identifier=identifier) if identifier else None
    notes = [words for words in brackets if words in _words("note")]
    rest = [words for words in brackets if words not in notes]
    if len(rest) > 2:
        return Printed(paragraph(attributed), identifier)
    party = rest.pop() if rest and (len(rest) > 1 or rest[0] in parties() or is_peer(lead)) else None
    within = rest[0] if rest else None
    if is_office(lead):
        return Printed(within, identifier, lead, None, party)
    office = next((words for words in notes if words == "in the Chair"), None)
    return Printed(lead, identifier, office, within, party)


def is_office(lead: str) -> bool:
    """Tell whether the words before the brackets are an office and no name: "The Earl of Courtown" is a name.

    >>> is_office("The Deputy Speaker"), is_office("The Earl of Courtown"), is_office("Home Secretary")
    (True, False, True)
    """
    if CHAIR.match(lead) or _words("office") & set(lead.replace(",", " ").split()):
        return True
    return lead.startswith("The ") and not is_peer(lead)


def is_peer(lead: str) -> bool:
    """Tell whether a name is a peer's or a bishop's: no seat is printed after it."""
    bare = lead.removeprefix("The ")
    return (
        not CHAIR.match(lead)
        and any(bare.startswith(f"{word} ") for word in _words("peerage"))
        and not (_words("office") & set(lead.split()))
    )


@cache
def _words(tells: str) -> frozenset[str]:
    rows = table(Path(__file__).parent / "speakers.csv")
    return frozenset(row["word"] for row in rows if row["tells"] == tells)


def _brackets(words: str) -> tuple[str, list[str]]:
    """Return what stands before the brackets at the end, and what is in each; a bracket in a bracket is its own.

    >>> _brackets("A (B (C)) (D)")
    ('A', ['B (C)', 'D'])
    """
    found: list[str] = []
    while words.endswith(")") and len(found) < MOST_BRACKETS:
        open_at = _opens(words)
        if open_at <= 0:
            break
        found.insert(0, words[open_at + 1 : -1].strip())
        words = MARKS.sub("", words[:open_at].rstrip())
    return words, [each for each in found if each]


def _opens(words: str) -> int:
    """Return where the bracket opens that closes at the end of `words`, or -1."""
    depth = 0
    for at in range(len(words) - 1, -1, -1):
        depth += (words[at] == ")") - (words[at] == "(")
        if not depth:
            return at
    return -1
