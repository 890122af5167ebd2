"""One ParlaMint document as it is read: what its header says, and the debates of the outermost `div` that is open."""

import re
from collections.abc import Iterator

from kg.model import Contribution, Debate, Procedure, Rejection
from kg.read.documents import Document
from kg.read.elements import Element
from kg.read.page.lines import clock
from kg.read.parlamint_tei.debates import OpenDebate, begun, common, holders, printed_as
from kg.read.parlamint_tei.flow import ASIDES, address, flow_of, words_of_block
from kg.read.parlamint_tei.header import Header
from kg.read.parlamint_tei.people import People
from kg.read.parlamint_tei.stream import local, xml_id
from kg.read.words import joined, numbered, paragraph

DOCUMENTS = ("TEI", "teiCorpus")
STRUCTURE = frozenset((*DOCUMENTS, "text", "front", "body", "back", "group", "div"))
MARKS = frozenset(("pb", "cb", "lb", "milestone"))
NOBODY = ASIDES | {"p", "ab"}
WHOLE = NOBODY | MARKS | {"u", "head", "person", "org", "category"}
MOMENT = re.compile(r"(?:T0?|\b)(?P<clock>[0-2]?\d:[0-5]\d(?::[0-5]\d)?)")
TIME = re.compile(
    r"\b\d{1,2}[.:]\d\d ?[ap]\.?m\b|\b(?:12 )?noon\b|\bmidnight\b|\b\d{1,2}:\d\d(?::\d\d)?\b", re.IGNORECASE
)


class Day:
    """The state of one document."""

    def __init__(self, document: Document) -> None:
        self.document, self.people = document, People(document)
        self.header = Header()
        self.ordinal = self.includes = 0
        self.open: list[OpenDebate] = []
        self.held: list[OpenDebate] = []
        self.time: str | None = None
        self.page: str | None = None
        self.named: tuple[OpenDebate, str, str | None] | None = None

    def take(self, element: Element) -> Iterator[Debate | Rejection]:
        """Take in the next block; yield the debates that it ends, or why it is not carried over."""
        name = local(element)
        above = {local(holder) for holder in element.iterancestors()}
        if name == "include":
            self.includes += 1
        elif name == "person":
            self.people.add(element)
        elif name == "teiHeader":
            self._header_ends(element)
        elif "teiHeader" in above:
            self.header.take(element, self.document)
        elif name in STRUCTURE:
            yield from _stray(element)
            yield from self._ends(element, name)
        elif "text" in above:
            yield from _stray(element)
            yield from self._content(element, name)
        elif above & {*DOCUMENTS}:
            yield Rejection("element", xml_id(element) or name, f"<{name}> stands outside the text")

    def _header_ends(self, header: Element) -> None:
        """The header of a corpus says where and when of none of its documents."""
        parent = header.getparent()
        if parent is not None and local(parent) == "teiCorpus":
            self.header = Header()

    def _ends(self, element: Element, name: str) -> Iterator[Debate | Rejection]:
        if any(debate.holder is element for debate in self.open):
            self._nobody_spoke()
            while self.open.pop().holder is not element:
                pass
            if not self.open:
                yield from self._close()
        elif name == "div" and not any(debate.holder is element for debate in self.held):
            yield Rejection("matter", xml_id(element) or "a div", "it holds nothing")
        if name == "TEI":
            self.header.sitting(self.document)
            self.header, self.time, self.page = Header(), None, None

    def _close(self) -> Iterator[Debate]:
        held, self.held, self.open = self.held, [], []
        for debate in held:
            yield debate.closed()

    def _content(self, element: Element, name: str) -> Iterator[Debate | Rejection]:
        held_by = holders(element)
        if self.open and not common(self.open, held_by):
            self._nobody_spoke()
            yield from self._close()
        debate = self._debate(held_by)
        if name == "u":
            yield from self._spoken(debate, element)
        elif name == "head" and debate.title is None:
            debate.entitle(paragraph(" ".join(words_of_block(element, self.document))), xml_id(element))
        elif name in NOBODY or name == "head":
            yield from self._aside(debate, element)
        elif name in MARKS:
            self.page = address(element.get("source")) or self.page
            debate.url = debate.url or (None if debate.contributions else self.page)
        else:
            yield Rejection("element", xml_id(element) or name, f"<{name}> is none of the form's own elements")

    def _debate(self, held_by: list[Element]) -> OpenDebate:
        """Return the debate that the last holder holds; open it, and any around it, where nothing of it came yet."""
        if self.header.nameless:
            self.header.named(next((xml_id(e) for h in held_by[:1] for e in h.iterancestors("{*}TEI")), None))
        same = common(self.open, held_by)
        del self.open[same:]
        for holder in held_by[same:]:
            self.ordinal += 1
            parent = self.open[-1].ordinal if self.open else None
            sitting = self.header.sitting(self.document)
            self.open.append(begun(holder, self.ordinal, parent, sitting, self.header.volume, self.page))
            self.held.append(self.open[-1])
        return self.open[-1]

    def _aside(self, debate: OpenDebate, element: Element, *, within: bool = False) -> Iterator[Rejection]:
        """Take what nobody speaks: procedure, the time, a gap, or, where it stands within no utterance, the name of
        who speaks next.
        """
        name, where = local(element), xml_id(element) or local(element)
        text = joined(words_of_block(element, self.document))
        if name == "gap":
            reason = " ".join(filter(None, (element.get("reason"), text)))
            yield Rejection("words", where, f"left out by the document ({reason or 'it does not say why'})")
        elif not text:
            yield Rejection("procedure", where, "it holds no words")
        elif name == "note" and element.get("type") == "speaker" and not within:
            self._nobody_spoke()
            self.named = debate, text, xml_id(element)
        elif name != "note" or element.get("type") != "time" or not self._timed(element, text):
            debate.procedures.append(self._procedure(text, xml_id(element)))

    def _timed(self, note: Element, text: str) -> bool:
        """Take the time that a note says; tell whether it says nothing else."""
        stated = next((part.get("when") or part.get("from") for part in note.iter("{*}time")), None)
        moment = MOMENT.search(stated) if stated else None
        words = TIME.search(text)
        said = clock(moment["clock"]) if moment else words and clock(words.group())
        self.time = said or self.time
        return bool(said) and words is not None and words.group() == text.rstrip(".")

    def _nobody_spoke(self) -> None:
        """The name of a speaker after which nobody speaks is words of the record like others."""
        if self.named:
            debate, text, own = self.named
            debate.procedures.append(self._procedure(text, own))
            self.named = None

    def _procedure(self, text: str, own: str | None) -> Procedure:
        return Procedure(text, time=self.time, identifiers=(own,) if own else ())

    def _spoken(self, debate: OpenDebate, spoken: Element) -> Iterator[Rejection]:
        """Add an utterance to its debate, and the procedure that stands in it; or yield why it is not carried over."""
        flow = flow_of(spoken, self.document)
        text = joined(flow.paragraphs)
        if text:
            debate.contributions.append(self._contribution(debate, spoken, text))
            self.named = None
        else:
            self._nobody_spoke()
            yield Rejection("contribution", xml_id(spoken) or "a u", "it holds no words")
        for aside in flow.asides:
            yield from self._aside(debate, aside, within=True)
        self.page = flow.page or self.page

    def _contribution(self, debate: OpenDebate, spoken: Element, text: str) -> Contribution:
        number, uin, words = numbered(text)
        printed = printed_as(self.people.printed(spoken.get("who")), self.named and self.named[1])
        turn, supplementary = debate.turn(spoken, printed, words, asks=bool(number or uin))
        own = xml_id(spoken)
        return Contribution(
            index=len(debate.contributions) + 1,
            venue=debate.venue,
            date=debate.date,
            turn=turn,
            text=words,
            printed=printed,
            supplementary=supplementary,
            time=self.time,
            question_number=number,
            uin=uin,
            identifiers=(own,) if own else (),
            url=address(spoken.get("source")) or self.page,
        )


def _stray(element: Element) -> Iterator[Rejection]:
    """Yield the words before an element, or at the end of a structure, that stand between elements, where none may."""
    before, parent = element.getprevious(), element.getparent()
    words = [before.tail if before is not None else None if parent is None else parent.text]
    if local(element) in STRUCTURE:
        words.append(element[-1].tail if len(element) else element.text)
    for stray in filter(None, map(paragraph, filter(None, words))):
        yield Rejection("words", f"by {xml_id(element) or local(element)}", f"stand in no element: {stray[:60]}")
