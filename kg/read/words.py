"""The words of a turn as the graph holds them, and the numbers that stand around a question."""

import re
from collections.abc import Iterable

SPACES = re.compile(r"\s+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufeff\u200b]")
NUMBER = re.compile(r"^(?P<number>[TQ]?\d{1,3})\.\s+(?=\S)")
UIN = re.compile(r"\s*[\[(](?P<uin>HL ?\d{1,5}|\d{5,7})[\])]\s*(?:\[[RV]\]\s*)?$")
CLOSES = ("]", ")")
ORDER_PAPER = re.compile(r"(?:To ask|What|Whether|How|If|When|Which|Who|Why|Where)\b")


def paragraph(words: str) -> str:
    r"""Return the words of a paragraph, each run of white space one blank.

    >>> paragraph("  Oral\n  Answers ")
    'Oral Answers'
    """
    words = words.strip()
    if words.isprintable() and "  " not in words:
        return words  # what is printable has no control character, and no white space but blanks
    return " ".join(CONTROL.sub(" ", words).split())


def joined(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as one text, joined by a line feed; empty ones are none."""
    return "\n".join(filter(None, map(paragraph, paragraphs)))


def numbered(text: str) -> tuple[str | None, str | None, str]:
    """Return question number, UIN and the words alone of a question as the order paper prints it.

    A number counts as one where a UIN stands too, or the words go on as a question does; so does a topical "T3".
    Otherwise it is part of what is said, and stays.

    >>> numbered("3. What assessment she has made of crime. (903995)")
    ('3', '903995', 'What assessment she has made of crime.')
    >>> numbered("1. A duty on the police. That is the first of my points.")
    (None, None, '1. A duty on the police. That is the first of my points.')
    """
    first, *rest = text.split("\n")
    uin = uin_in(first)
    if uin:
        first = first[: uin.start()]
    number = NUMBER.match(first)
    if number and (uin or not number["number"].isdigit() or ORDER_PAPER.match(first, number.end())):
        first = first[number.end() :]
    else:
        number = None
    if not first:
        return None, None, text
    return number and number["number"], uin and uin["uin"], "\n".join([first, *rest])


def uin_in(words: str) -> re.Match[str] | None:
    """Return where a UIN ends some words, None where none does."""
    return UIN.search(words) if words.rstrip().endswith(CLOSES) else None


def clock(words: str | None) -> str | None:
    """Return a time of day as it is written everywhere else.

    >>> clock("009:35:00"), clock("unknown")
    ('09:35:00', None)
    """
    match = re.match(r"0*(\d{1,2}):(\d\d)(?::(\d\d))?$", words or "")
    return f"{int(match[1]):02}:{match[2]}:{match[3] or '00'}" if match else None
