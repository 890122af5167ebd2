"""Names made comparable: honorifics, accents, punctuation and spacing set aside."""

import re
import unicodedata
from functools import lru_cache

HONORIFICS = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "dame",
    "rev",
    "revd",
    "reverend",
    "professor",
    "prof",
    "colonel",
    "col",
    "captain",
    "capt",
    "major",
    "commander",
    "lieutenant",
    "lieut",
    "brigadier",
    "hon",
    "right",
    "rt",
    "the",
    "lady",
]
PEERAGE = re.compile(
    r"^(?:the )?(?:rt hon )?(?:the )?(?:lord|lady|baroness|baron|viscount|viscountess|earl|countess|duke|duchess|marquess)\b"
)


@lru_cache(65536)
def plain(words: str) -> str:
    """Return `words` in lower case, without accents and punctuation, "&" as "and".

    >>> plain("Sheffield, Heeley"), plain("Ynys Môn"), plain("St. Helens North")
    ('sheffield heeley', 'ynys mon', 'st helens north')
    """
    folded = unicodedata.normalize("NFKD", words.replace("&", " and "))
    letters = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    return " ".join(re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-,–/]", " ", letters)).split())


@lru_cache(65536)
def without_honorifics(words: str) -> str:
    """Return a name made comparable, without "Mr", "Sir" or "Dr"; a peer keeps the title, which is the name.

    >>> without_honorifics("Sir Edward Leigh"), without_honorifics("The Lord Bishop of Durham")
    ('edward leigh', 'lord bishop of durham')
    """
    tokens = plain(words).split()
    while len(tokens) > 1 and tokens[0] in HONORIFICS:
        tokens.pop(0)
    return " ".join(tokens)


def without_initials(words: str) -> str:
    """Return a plain name without the initials between first name and surname.

    >>> without_initials("andrew f bennett"), without_initials("d e thomas")
    ('andrew bennett', 'd e thomas')
    """
    first, *rest = words.split()
    return " ".join([first, *(token for token in rest if len(token) > 1)]) if len(first) > 1 else words


def has_honorific(words: str) -> bool:
    """Tell whether a name begins with an honorific, so that a surname alone may follow ("Mr Hollobone")."""
    return plain(words) != without_honorifics(words)


def gender_of(words: str) -> str:
    """Return the gender that an honorific says, "M" or "F", or "" where it says none.

    >>> gender_of("Mrs Blackman"), gender_of("Sir Edward Leigh"), gender_of("Dr Wollaston")
    ('F', 'M', '')
    """
    first = plain(words).partition(" ")[0]
    return "F" if first in ("mrs", "ms", "miss", "dame") else "M" if first in ("mr", "sir") else ""


def is_peerage(words: str) -> bool:
    """Tell whether a name is a peer's: "Lord Mandelson", "the Earl of Courtown"."""
    return bool(PEERAGE.match(plain(words)))


def displayed(words: str) -> str:
    """Return a name as it is shown: without "Mr" or "Ms", with "Sir", "Dame" and "Dr".

    >>> displayed("Mr Ben Wallace"), displayed("Sir Edward Leigh"), displayed("The Lord Blaker")
    ('Ben Wallace', 'Sir Edward Leigh', 'Lord Blaker')
    """
    return re.sub(
        r"^(?:(?:The )?(?:Rt Hon|Hon)\.? )?(?:(?:Mr|Mrs|Ms|Miss)\.? |The (?=Lord|Lady|Baroness|Earl|Viscount|Duke|Marquess|Countess))?",
        "",
        words,
    )
