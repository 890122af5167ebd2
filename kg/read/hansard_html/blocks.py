"""The paragraphs in a part of an item, each as the HTML of its words, with what the site adds to it made plain.

Where a column begins the site puts a mark amid the words ("Column 321 is located here", "Toggle showing location of
Column 321"): it becomes the marker of Hansard's API, which is no part of a text. Buttons are taken out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from kg.read.api_json.items import role_of
from kg.read.hansard_html.classes import Unknown, classes_of, hrs_tag, is_furniture, place_of, roles_of
from kg.read.html import Element, characters, html_words

NUMBER = r"(?P<column>[A-Z]{0,3}\d{1,5}[A-Z]{0,3})"
LOCATED = re.compile(
    rf"(?:Toggle showing location of\s{{0,9}}Column\s{{0,9}}{NUMBER}|Column\s{{0,9}}{NUMBER.replace('column', 'here')} is located here)"
)
ALONE = re.compile(rf"^(?:Column\s*)?{NUMBER}$")
PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre", "question")
INLINE = ("a", "abbr", "b", "br", "cite", "em", "i", "q", "small", "span", "strong", "sub", "sup", "u",
          "number", "questiontext", "uin")  # fmt: skip
WHOLE = ("table", "ul", "ol", "dl", "blockquote", "pre", "question")
QUESTION = ("question", "questiontext")
MARKER = '<span class="column-number"'
LONGEST_MARK = 120


@dataclass(slots=True)
class Block:
    """A paragraph: what it is in the record ("" where it does not say), the HTML within it, where it stands."""

    tag: str
    value: str
    where: str
    name: str = ""


def blocks_of(part: Element, unknown: Unknown) -> list[Block]:
    """Return the paragraphs of a part. Words that go on after a column's mark belong to the paragraph before it."""
    _tidy(part, unknown)
    gathering = _Gathering(place_of(part))
    for kind, element, words in _leaves(part):
        if kind == "words":
            gathering.run.append(escape(characters(words), quote=False))
        elif kind == "inline":
            gathering.run.append(_html(element))
        else:
            gathering.end()
        if kind == "paragraph":
            gathering.found.append(_block(element, part))
        if kind not in ("words", "inline"):
            gathering.broken = kind == "paragraph" and element.tag == "p"
    gathering.end()
    return gathering.found


@dataclass
class _Gathering:
    """The paragraphs so far, and the words that stand in none. `broken` tells that one has just ended."""

    where: str
    found: list[Block] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    broken: bool = False

    def end(self) -> None:
        value = _marked("".join(self.run))
        self.run.clear()
        if not value.strip():
            return
        if self.broken and _worded(value) and value.lstrip().startswith(MARKER):
            self.found[-1].value += value
        else:
            self.found.append(Block("", value, self.where))


def column_of(element: Element) -> str | None:
    """Return the column that a marker begins.

    >>> column_of(etree.fromstring('<span class="column-number" data-column-number="224WH"/>'))
    '224WH'
    """
    words = " ".join(html_words(element).split())
    located = LOCATED.search(words)
    said = (located["column"] or located["here"]) if located else None
    alone = ALONE.match(element.get("data-column-number", "").strip()) or ALONE.match(words)
    return alone["column"] if alone else said


def _leaves(part: Element) -> Iterator[tuple[str, Element, str]]:
    """Yield paragraphs, inline elements and bare words in their order, going down into what only lays out."""
    waiting = _within(part)[::-1]
    while waiting:
        kind, element, words = waiting.pop()
        yield kind, element, words
        if kind == "layout":
            waiting += [("end", element, ""), *_within(element)[::-1]]


def _within(element: Element) -> list[tuple[str, Element, str]]:
    found = [("words", element, element.text)] if element.text else []
    for child in element:
        kind = "paragraph" if child.tag in PARAGRAPHS else "inline" if child.tag in INLINE else "layout"
        found.append((kind, child, ""))
        if child.tail:
            found.append(("words", child, child.tail))
    return found


def _block(element: Element, part: Element) -> Block:
    asks = any(next(element.iter(tag), None) is not None for tag in QUESTION)
    tag = hrs_tag(element) or (
        "Question" if asks else "TableWrapper" if element.tag == "table" else _above(element, part)
    )
    value = _html(element) if element.tag in WHOLE else _inner(element)
    return Block(tag, value, place_of(element), " ".join(classes_of(element)))


def _above(element: Element, part: Element) -> str:
    """Return the tag of what lays out a paragraph, up to the part itself."""
    for above in element.iterancestors():
        if above is part or hrs_tag(above):
            return "" if above is part else hrs_tag(above)
    return ""


def _inner(element: Element) -> str:
    parts = [escape(characters(element.text or ""), quote=False)]
    parts += [_html(child) + escape(characters(child.tail or ""), quote=False) for child in element]
    return _marked("".join(parts))


def _html(element: Element) -> str:
    return _marked(characters(etree.tostring(element, encoding="unicode", method="html", with_tail=False)))


def _marked(value: str) -> str:
    return LOCATED.sub(lambda match: _marker(match["column"] or match["here"]), value)


def _marker(column: str) -> str:
    return f'{MARKER} data-column-number="{column}"></span>'


def _worded(value: str) -> bool:
    return bool(re.sub(r"<[^<>]*>", "", value).strip())


def _tidy(part: Element, unknown: Unknown) -> None:
    """Make columns' marks plain, take out what is to be pressed, note what is not known."""
    gone: set[Element] = set()
    for element in list(part.iterdescendants()):
        if element in gone:
            continue
        roles = roles_of(element)
        column = column_of(element) if "column" in roles or _is_mark(element) else None
        if column or is_furniture(element):
            if not column:
                unknown.press(element)
            gone.update(element.iterdescendants())
            _replace(element, column)
        elif not roles and classes_of(element) and not role_of("item", hrs_tag(element)):
            unknown.note(element, kept=True)


def _is_mark(element: Element) -> bool:
    """Tell whether an element says nothing but where a column is located."""
    words = ""
    for each in element.itertext():
        words += str(each)
        if len(words) > LONGEST_MARK:
            return False
    return bool(words.strip()) and not LOCATED.sub("", words).strip()


def _replace(element: Element, column: str | None) -> None:
    """Put a marker in an element's place, or nothing; the words after it stay."""
    tail = element.tail
    element.clear()
    element.tag, element.tail = "span", tail
    if column:
        element.set("class", "column-number")
        element.set("data-column-number", column)
