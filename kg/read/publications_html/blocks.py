"""Pages of publications.parliament.uk as a stream of blocks: headings, paragraphs, tables, columns, dates.

Anchors go with the block that they stand before or in. The stamp of a column ("19 July 2011 : Column 771") is taken
out of whatever it stands in: it becomes a block of its own, and never part of a text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from kg.read.documents import Document
from kg.read.html import BARE, SILENT, Element, characters, html_elements, html_words
from kg.read.words import paragraph

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE = frozenset(("a", "b", "strong", "i", "em", "font", "span", "sup", "sub", "u", "small", "big", "tt", "br"))
SETS = ("p", "center", "ul", "ol", "dl", "blockquote", "pre", "columnnum", "notus-date")
TAGS = frozenset((*HEADINGS, *INLINE, *SETS, "table", "title", "meta", "link"))
BOLD, ITALIC = ("b", "strong"), ("i", "em")
BLANK = (None, " ")
SET = frozenset((*BOLD, *ITALIC, "a"))

MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
DATED = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<year>\d{4})\b")
STAMPED = "Column"
STAMP = re.compile(
    r"\s*(?P<date>\d{1,2} [A-Z][a-z]{2,8} \d{4})\s*:\s*Column\s+(?P<column>[A-Z]{0,3}\d{1,5}[A-Z]{0,3})\s*"
    r"(?:[-–—]\s*(?:continued|contd?\.?)\s*)?$"
)
COLUMN = re.compile(r"column_(?P<column>[A-Z]{0,3}\d{1,5}[A-Z]{0,3})$", re.IGNORECASE)
MOST_WAITING = 50
"""How many anchors may wait for the block that they stand before."""
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words set in one way; a break in the line is a line feed, all other white space one blank."""

    words: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page. `kind` is heading, paragraph, stray (words outside of any), table, column, date, about (what
    the page says of itself) or link; `words` of a column is its number, of a date its ISO form.
    """

    kind: str
    words: str = ""
    runs: tuple[Run, ...] = ()
    anchors: tuple[str, ...] = ()
    level: int = 0
    upper: bool = False
    cells: tuple[tuple[str, ...], ...] = ()
    linked: bool = False

    @property
    def italic(self) -> bool:
        """Tell whether all that has letters is in italics."""
        if not any(run.italic for run in self.runs):
            return False
        lettered = [run for run in self.runs if any(map(str.isalpha, run.words))]
        return bool(lettered) and all(run.italic for run in lettered)

    @property
    def opens_in_italics(self) -> bool:
        """Tell whether the first words with letters are in italics."""
        first = next((run for run in self.runs if any(map(str.isalpha, run.words))), None)
        return bool(first and first.italic)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of a paragraph, as breaks part them."""
        lines = map(paragraph, "".join(run.words for run in self.runs).split("\n"))
        return tuple(filter(None, lines)) or (self.words,)

    @property
    def broken(self) -> bool:
        """Tell whether it ends with a break in the line, as where a column ends in mid-sentence."""
        return bool(self.runs) and "\n" in self.runs[-1].words and not self.runs[-1].words.strip()


def blocks(document: Document) -> Iterator[Block]:
    """Yield the blocks of a page in its order. Raises FormError as `html_elements` does."""
    waiting: list[str] = []
    for element in html_elements(document, TAGS):
        for block in _blocks(element):
            if block.kind == "anchors":
                waiting = [*waiting, *block.anchors][-MOST_WAITING:]
            elif block.kind in ("heading", "paragraph", "stray", "table") and waiting:
                yield Block(
                    block.kind, block.words, block.runs, (*waiting, *block.anchors), block.level, block.upper,
                    block.cells, block.linked,
                )  # fmt: skip
                waiting = []
            else:
                yield block


def dated(words: str) -> str | None:
    """Return the first date in some words in its ISO form, None where they hold none.

    >>> dated("Tuesday, 11 January 2011."), dated("5 Dec 2012 : Column 253WH"), dated("31 June 2011")
    ('2011-01-11', '2012-12-05', None)
    """
    match = DATED.search(words)
    if not match:
        return None
    month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(match["month"].lower())), 0)
    return _day(match["year"], str(month), match["day"])


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _blocks(element: Element) -> Iterator[Block]:
    tag = element.tag
    if tag == "notus-date":
        stated = _day(*(element.get(name, "") for name in ("year", "month", "day")))
        yield from [Block("date", stated)] if stated else []
        yield from _words(element, "stray")
    elif tag == "meta":
        yield Block("about", f"{element.get('name', '')}: {element.get('content', '')}")
    elif tag == "title":
        yield Block("about", f"title: {html_words(element)}")
    elif tag == "link":
        if element.get("rel") == "canonical":
            yield Block("about", f"canonical: {element.get('href', '')}")
    elif tag == "table":
        yield from _table(element)
    elif tag == "a" and element.text in BLANK and not len(element):
        anchor = _Gathering("stray")
        anchor.mark(element)
        yield from anchor.done()
    elif tag == BARE:
        yield from _words(element, "stray")
    else:
        yield from _words(element, "stray" if tag in INLINE else "paragraph")


def _table(table: Element) -> Iterator[Block]:
    rows = [row for row in table.iter("tr") if next(row.iterdescendants("tr"), None) is None]
    cells = tuple(tuple(_lines(cell) for cell in row.iterchildren("td", "th")) for row in rows)
    anchors = tuple(filter(None, (anchor.get("name") for anchor in table.iter("a"))))
    outside = [text for part in (table, *table.iter("caption")) for text in [part.text or ""] if text.strip()]
    if outside:
        yield Block("paragraph", paragraph(" ".join(outside)), tuple(map(Run, outside)))
    yield from (Block("column", match["column"]) for name in anchors if (match := COLUMN.match(name)))
    yield Block("table", paragraph(" ".join(" ".join(row) for row in cells)), (), anchors, cells=cells,
                linked=_all_linked(table))  # fmt: skip


def _lines(cell: Element) -> str:
    worded = (
        block.words for block in _words(cell, "paragraph", by_line=True) if block.kind not in ("link", "column", "date")
    )
    return "\n".join(filter(None, worded))


def _all_linked(element: Element) -> bool:
    linked = "".join(html_words(anchor) for anchor in element.iter("a") if anchor.get("href"))
    return SPACES.sub("", linked) == SPACES.sub("", html_words(element))


@dataclass
class _Gathering:
    """The paragraph that is being gathered from the elements in a block."""

    kind: str
    level: int = 0
    upper: bool = False
    runs: list[Run] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)

    def add(self, words: str, *, bold: bool, italic: bool, linked: bool) -> None:
        """Add words; a column's stamp turns into blocks that come after the paragraph."""
        words = words if words.isascii() else characters(words)
        if STAMPED in words and (stamp := STAMP.match(paragraph(words))):
            day = dated(stamp["date"])
            self.after.extend([Block("date", day)] if day else [])
            self.after.append(Block("column", stamp["column"]))
        elif words:
            clean = words == "\n" or (words.isprintable() and "  " not in words)
            self.runs.append(Run(words if clean else SPACES.sub(" ", words), bold, italic))
            if linked:
                self.linked.append(words)

    def mark(self, anchor: Element) -> None:
        """Take note of an anchor: a column that begins after the words, a name, a link."""
        name, address = anchor.get("name"), anchor.get("href")
        if name and (column := COLUMN.match(name)):
            self.after.append(Block("column", column["column"]))
        elif name:
            self.anchors.append(name)
        if address:
            self.after.append(Block("link", address))

    def done(self) -> Iterator[Block]:
        """Yield the paragraph, its anchors alone where it has no words, and what comes after it."""
        words = paragraph("".join([run.words for run in self.runs]))
        if words:
            linked = bool(self.linked) and "".join("".join(self.linked).split()) == "".join(words.split())
            yield Block(self.kind, words, tuple(self.runs), tuple(self.anchors), self.level,
                        self.upper or (words.isupper() and " " in words), linked=linked)  # fmt: skip
        elif self.anchors:
            yield Block("anchors", anchors=tuple(self.anchors))
        yield from self.after


def _words(element: Element, kind: str, *, by_line: bool = False) -> Iterator[Block]:
    """Yield the paragraphs of an element, itself one or holding some, with what stands in them."""
    now = _begin(element, kind)
    bold = italic = linked = 0
    walk = etree.iterwalk(element, events=("start", "end")) if len(element) else (("start", element), ("end", element))
    for event, part in walk:
        tag, starts = part.tag, event == "start"
        if tag in SET:
            step = 1 if starts else -1
            bold, italic = bold + step * (tag in BOLD), italic + step * (tag in ITALIC)
            linked += step * (tag == "a" and bool(part.get("href")))
        if (tag not in INLINE and part is not element) or (by_line and tag == "br" and starts):
            yield from now.done()
            now = _begin(part if starts else part.getparent(), kind)
        if starts and tag == "a":
            now.mark(part)
        words = part.tail if not starts else "\n" if tag == "br" else part.text
        if words and (part is not element or starts) and not (starts and tag in SILENT):
            now.add(words, bold=bold > 0, italic=italic > 0, linked=linked > 0)
    yield from now.done()


def _begin(element: Element | None, kind: str) -> _Gathering:
    tag = element.tag if element is not None else ""
    if element is None or tag not in HEADINGS:
        return _Gathering("paragraph" if tag in SETS else kind)
    return _Gathering("heading", HEADINGS.index(tag) + 1, "uppercase" in (element.get("style") or ""))
