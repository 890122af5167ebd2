"""The words of an element of the record: where its paragraphs part, and without a trace of its columns and pages.

A `<lb/>`, a quotation, an item of a list and a row of a table each begin a paragraph. A column or a page may turn
within a word: "Lieuten-<col>2</col>ant" is one word, whose hyphen is the print's where a small letter follows.
"""

from dataclasses import dataclass, field

from lxml import etree

from kg.read.documents import Document
from kg.read.elements import Element, words_of_part
from kg.read.words import SPACES, paragraph

TURN, BREAK = "\x1f", "\x1e"
"""Where a column or page turns, and where a paragraph ends: characters that XML cannot hold."""

BREAKS = frozenset(("lb", "quote", "li", "tr", "table", "ul", "ol", "p"))
CELLS = frozenset(("td", "th"))
NO_WORDS = frozenset(("col", "image", "division"))
CLOSE = ",.;:!?)]}—–-”’"


@dataclass
class Words:
    """The words of some elements as they are gathered, and the columns that they pass."""

    document: Document
    parts: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    def add(self, element: Element) -> None:
        """Add all that stands in an element, and not what follows it."""
        self.parts.append(element.text or "")
        for child in element:
            self.add_part(child)
            self.parts.append(child.tail or "")

    def add_part(self, child: Element) -> None:
        """Add what an element stands for within the words around it."""
        tag = child.tag
        if tag in NO_WORDS:
            self.parts.append(TURN)
            if tag == "col" and (column := column_of(child)):
                self.columns.append(column)
        elif tag in BREAKS:
            self.parts.append(BREAK)
            self.add(child)
            if tag != "lb" and not (child.tail or "").lstrip().startswith(tuple(CLOSE)):
                self.parts.append(BREAK)
        elif tag in CELLS or tag == "ob":
            self.parts.append(" ")
            self.add(child)
            self.parts.append(" ")
        elif tag is etree.Entity:
            self.parts.append(words_of_part(child, self.document))
        else:
            self.add(child)

    def last(self) -> str:
        """Return what was gathered last that is not blank."""
        return next((part for part in reversed(self.parts) if part.strip(" \t\r\n" + TURN + BREAK)), "")

    def take(self) -> str:
        """Return what is gathered, marks and all, and begin anew."""
        gathered, self.parts = "".join(self.parts), []
        return gathered


def column_of(element: Element) -> str | None:
    return paragraph("".join(map(str, element.itertext()))) or None


def said(gathered: str) -> str:
    r"""Return gathered words as the graph holds them: paragraphs joined by a line feed.

    >>> said(f"an order of the Govern-\n{TURN}\nment{BREAK}and Lieutenant-{TURN} Governor")
    'an order of the Government\nand Lieutenant-Governor'
    """
    return "\n".join(filter(None, map(paragraph, _turned(gathered).split(BREAK))))


def in_line(gathered: str) -> str:
    """Return gathered words as one line: a title, a name, a cell."""
    return paragraph(_turned(gathered).replace(BREAK, " "))


def _turned(gathered: str) -> str:
    if TURN not in gathered:
        return gathered
    pages = gathered.split(TURN)
    whole = [pages[0]]
    for after in pages[1:]:
        before = whole[-1]
        if not after.strip():
            whole[-1] += " " if after and not before.endswith(" ") else ""
        elif before.rstrip().endswith("-") and before.rstrip()[-2:-1].isalpha():
            word = after.lstrip()
            whole[-1] = before.rstrip()[:-1] if word[:1].islower() else before.rstrip()
            whole.append(word)
        else:
            whole.append(after)
    return "".join(whole)


def is_italic(element: Element) -> bool:
    """Tell whether all words of a paragraph are in italics, signs between them apart."""
    if element.find("i") is None or any(_has_words(child.tail) for child in element) or _has_words(element.text):
        return False
    return all(child.tag in ("i", "col", "image", "lb") for child in element)


def _has_words(words: str | None) -> bool:
    return bool(words) and any(letter.isalnum() for letter in SPACES.sub("", words or ""))
