"""The words of an utterance: its paragraphs, and apart from them what stands in it but is not spoken.

In the annotated form (`.ana`) the words are rebuilt from `w` and `pc`: a blank follows each, unless it says
`join="right"` (or "both") or the next says `join="left"`; the white space of the file between them says nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kg.read.documents import Document
from kg.read.elements import Element, words_of_part
from kg.read.parlamint_tei.stream import local

ASIDES = frozenset(("note", "incident", "kinesic", "vocal", "writing", "stage", "gap"))
PARAGRAPHS = frozenset(("seg", "p", "ab", "lg", "l", "item", "head", "row"))
TOKENS = frozenset(("w", "pc"))
NO_WORDS = frozenset(("linkGrp",))


@dataclass
class Flow:
    """What an element holds: paragraphs as they stand, the asides in their order, the last page that begins in it."""

    parts: list[list[str]] = field(default_factory=lambda: [[]])
    asides: list[Element] = field(default_factory=list)
    page: str | None = None

    @property
    def paragraphs(self) -> list[str]:
        return ["".join(words) for words in self.parts]

    def say(self, words: str) -> None:
        self.parts[-1].append(words)

    def part(self) -> None:
        """Begin a new paragraph."""
        self.parts.append([])


def flow_of(element: Element, document: Document) -> Flow:
    """Take the words of an element apart. Raises FormError for an entity that is none of HTML's."""
    flow = Flow()
    tokens = any(local(part) in TOKENS for part in element.iter(etree.Element))
    _say(flow, element.text, tokens)
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if part is element:
            continue
        if event == "start":
            if _starts(flow, part, document, tokens):
                walk.skip_subtree()
        else:
            if local(part) in PARAGRAPHS:
                flow.part()
            _say(flow, part.tail, tokens)
    return flow


def _starts(flow: Flow, part: Element, document: Document, tokens: bool) -> bool:
    """Take in what a part begins with; tell whether all in it is thereby taken."""
    name = local(part)
    if part.tag is etree.Entity:
        flow.say(words_of_part(part, document))
        return True
    if name in ASIDES:
        flow.asides.append(part)
    elif name in TOKENS:
        _say_token(flow, part, document)
    elif name not in NO_WORDS:
        _begins(flow, part, tokens)
        return False
    return True


def _begins(flow: Flow, part: Element, tokens: bool) -> None:
    if local(part) in PARAGRAPHS:
        flow.part()
    if local(part) == "pb":
        flow.page = address(part.get("source")) or flow.page
    _say(flow, part.text, tokens)


def _say(flow: Flow, words: str | None, tokens: bool) -> None:
    if words and not (tokens and words.isspace()):
        flow.say(words)


def _say_token(flow: Flow, token: Element, document: Document) -> None:
    join = token.get("join")
    if join in ("left", "both") and flow.parts[-1][-1:] == [" "]:
        flow.parts[-1].pop()
    flow.say("".join(_characters(token, document)).strip())
    if join not in ("right", "both"):
        flow.say(" ")


def _characters(token: Element, document: Document) -> Iterator[str]:
    for part in token.iter():
        yield words_of_part(part, document) if part.tag is etree.Entity else part.text or ""
        if part is not token:
            yield part.tail or ""


def words_of_block(element: Element, document: Document) -> list[str]:
    """Return the paragraphs of a note or heading with all that stands in it."""
    flow = flow_of(element, document)
    return [*flow.paragraphs, *(words for aside in flow.asides for words in words_of_block(aside, document))]


def address(words: str | None) -> str | None:
    """Return an address on the web, or None where it is none."""
    return words if words and words.startswith(("https://", "http://")) else None
