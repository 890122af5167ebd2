"""The words of a Value, which is HTML: paragraphs, the columns that begin in it, and what it holds besides words.

The parser hands out one event after the other and keeps no tree, so that no depth of nesting costs anything.
"""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from kg.read.words import CONTROL, paragraph
from kg.tables import table

ROLES = {row["tag"]: row["role"] for row in table(Path(__file__).parent / "html.csv")}
COLUMN = "column-number"
"""The class of a marker where a column begins; "cross-reference" names a column of another debate, and is words."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a Value says. `opens` is the column that begins before its first word, `column` the last that begins in it.

    `italic` tells that all its words are in italics, `question` that it is marked as a question of the order paper.
    """

    paragraphs: tuple[str, ...] = ()
    opens: str | None = None
    column: str | None = None
    italic: bool = False
    question: bool = False
    pictures: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


def words_of(value: str) -> Words:
    """Return the words of a Value.

    >>> words_of('as<span class="column-number" data-column-number="8">8</span> <em>I</em> said').paragraphs
    ('as I said',)
    >>> words_of("<p>One</p><p>and<br/>two</p>").text.split(chr(10))
    ['One', 'and', 'two']
    """
    target = _Listening()
    if "<" not in value and "&" not in value:
        target.data(value)
    else:
        parser = etree.HTMLParser(target=target, no_network=True, huge_tree=False)  # type: ignore[arg-type]
        parser.feed(CONTROL.sub(" ", value))
        parser.close()
    return target.heard()


class _Listening:
    """What the parser calls: `start`, `end` and `data` of each element in turn."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = [[]]
        self.marker: list[str] | None = None
        self.marked: str | None = None
        self.opens: str | None = None
        self.column: str | None = None
        self.italics = self.wordless = self.pictures = 0
        self.upright = self.said = self.question = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        role = ROLES.get(tag)
        if role == "block":
            self.paragraphs.append([])
        elif role == "cell":
            self.paragraphs[-1].append(" ")
        self.italics += role == "italic"
        self.wordless += role == "wordless"
        self.pictures += role == "picture"
        self.question = self.question or role == "question"
        if tag == "span" and COLUMN in attributes.get("class", "").split():
            self._begins(paragraph(attributes.get("data-column-number", "")))

    def end(self, tag: str) -> None:
        role = ROLES.get(tag)
        if role == "block":
            self.paragraphs.append([])
        self.italics -= role == "italic"
        self.wordless -= role == "wordless"
        if tag == "span" and self.marker is not None:
            self._marked()

    def data(self, words: str) -> None:
        if self.wordless:
            return
        if self.marker is not None:
            self.marker.append(words)
            return
        self.paragraphs[-1].append(words)
        if paragraph(words):
            self.said = True
            self.upright = self.upright or not self.italics

    def close(self) -> None:
        """Be done: the parser asks for this at the end."""

    def heard(self) -> Words:
        if self.marker is not None:
            self._marked()
        paragraphs = (paragraph("".join(parts)) for parts in self.paragraphs)
        return Words(
            tuple(filter(None, paragraphs)),
            self.opens,
            self.column,
            self.said and not self.upright,
            self.question,
            self.pictures,
        )

    def _begins(self, column: str) -> None:
        if self.marker is not None:
            self._marked()
        self.marker, self.marked = [], column or None

    def _marked(self) -> None:
        """Note the column of the marker that ends; words in it that are not its number are words."""
        within, self.marker = "".join(self.marker or ()), None
        number = paragraph(within).removeprefix("Column ").strip()
        column = self.marked or number or None
        if not self.said:
            self.opens = column or self.opens
        self.column = column or self.column
        if number not in ("", column):
            self.data(within)
