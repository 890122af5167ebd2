"""What labels are written in: letters that the font has, how wide they are, where lines break."""

import textwrap
import unicodedata
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

FONT = "DejaVu Sans"
"""It comes with matplotlib, and has Latin, Greek, Cyrillic, Hebrew and Arabic."""
MM_A_POINT = 25.4 / 72
LEADING = 1.18
"""From line to line, in sizes of the letters."""
MISSING = "\N{WHITE SQUARE}"


def written(text: str, most: int = 60) -> str:
    r"""Return a text as the font can write it: one line, a square for what it lacks, three dots for what is too long.

    >>> written("Home\nOffice 漢")
    'Home Office □'
    """
    letters = (" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    known = _known()
    line = " ".join("".join(one if ord(one) in known else MISSING for one in letters).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


@cache
def _known() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties(family=FONT))).get_charmap())


def lines_of(text: str, width: int = 20) -> tuple[str, ...]:
    """Return a text in lines of about as many letters, as even as they can be.

    >>> lines_of("Department for Exiting the European Union")
    ('Department for', 'Exiting the', 'European Union')
    """
    if len(text) <= width:
        return (text,)
    count = -(-len(text) // width)
    return min(
        (
            tuple(textwrap.wrap(text, broad, break_long_words=len(text.split()) == 1))
            for broad in range(width // 2, width + 5)
        ),
        key=lambda lines: (max(len(lines), count), max(map(len, lines))),
    )


@cache
def width_of(text: str, size: float, weight: str = "normal") -> float:
    """Return how wide a line is in millimetres, at a size in points."""
    properties = FontProperties(family=FONT, size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
    return float(width) * MM_A_POINT


def height_of(lines: int, size: float) -> float:
    """Return how high some lines are in millimetres."""
    return lines * size * LEADING * MM_A_POINT
