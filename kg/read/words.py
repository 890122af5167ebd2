"""The words of a turn as the graph holds them, and the numbers that stand around a question."""

import re
from collections.abc import Iterable

SPACES = re.compile(r"\s+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufeff\u200b]")
NUMBER = re.compile(r"^(?P<number>T?\d{1,3})\.\s+(?=\S)")
UIN = re.compile(r"\s*[\[(](?P<uin>(?:HL)?\d{2,7})[\])]\s*$")


def paragraph(words: str) -> str:
    r"""Return the words of a paragraph, each run of white space one blank.

    >>> paragraph("  Oral\n  Answers ")
    'Oral Answers'
    """
    return SPACES.sub(" ", CONTROL.sub(" ", words)).strip()


def joined(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as one text, joined by a line feed; empty ones are none."""
    return "\n".join(filter(None, map(paragraph, paragraphs)))


def numbered(text: str) -> tuple[str | None, str | None, str]:
    """Return question number, UIN and the words alone of a question as the order paper prints it.

    >>> numbered("3. What assessment she has made of crime. (903995)")
    ('3', '903995', 'What assessment she has made of crime.')
    """
    first, *rest = text.split("\n")
    number = NUMBER.match(first)
    if number:
        first = first[number.end() :]
    uin = UIN.search(first)
    if uin:
        first = first[: uin.start()]
    return number and number["number"], uin and uin["uin"], "\n".join([first, *rest])
