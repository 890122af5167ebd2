"""The state of one document: which parts of a volume are open, who speaks in them, which division is being told."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from kg.model import Debate, Procedure, Rejection, Venue
from kg.read.documents import Document
from kg.read.elements import Element, words_of_part
from kg.read.historic import dates, lines, lists, names
from kg.read.historic.debates import WRITTEN, Gathered, Sitting, Spoken
from kg.read.historic.divisions import counts
from kg.read.historic.frames import HOUSES, MATTER, PARTS, TITLED, VENUES, WRITINGS, Frame, contains, house_titled
from kg.read.historic.ledger import Ledger
from kg.read.historic.speakers import Custom, Segment, lead, marked
from kg.read.historic.text import Words, column_of, in_line, is_italic, said
from kg.read.words import paragraph

LOOSE = frozenset(("quote", "ul", "ol", "li", "list", "i", "b", "sup", "lb", "ob", "membercontribution", "member"))
WAIT = 2
"""For so many further debates a division waits for the rest of its lists, which a page may have put there."""


class Day:
    """Takes in a volume part by part and hands out its debates, a whole one at the top with all below it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.frames: list[Frame] = []
        self.held: list[Gathered] = []
        self.loose: Gathered | None = None
        self.turn: Spoken | None = None
        self.ledger, self.custom = Ledger(), Custom()
        self.cut = False
        self.column: str | None = None
        self.volume: str | None = None
        self.time: str | None = None
        self.skipped: Element | None = None
        self.waited = self.ordinal = 0
        self.rejected: list[Rejection] = []

    def take(self, event: str, part: Element) -> Iterator[Debate | Rejection]:
        """Take in that a part begins or ends; yield the debates that are whole by then. What stands in a paragraph
        is words of it, whatever it is called.
        """
        if self.skipped is not None:
            self._skip(event, part)
        elif event == "end":
            if self.frames and part is self.frames[-1].element:
                yield from self._end(part)
        elif part.getparent() is (self.frames[-1].element if self.frames else None):
            yield from self._begin(part)
        yield from self._rejections()

    def _skip(self, event: str, part: Element) -> None:
        """Let go of what is no debate."""
        if event == "end":
            del part[:]
            if part is self.skipped:
                self.skipped = None
                self._reject("matter", str(part.tag), "it is no debate")

    def close(self) -> Iterator[Debate | Rejection]:
        yield from self._release(force=True)
        yield from self._rejections()

    def _rejections(self) -> Iterator[Rejection]:
        found, self.rejected = self.rejected, []
        yield from found

    def _reject(self, what: str, where: str, reason: str) -> None:
        self.rejected.append(Rejection(what, where, reason))

    def _begin(self, part: Element) -> Iterator[Debate | Rejection]:
        above = part.getparent()
        if above is not None:
            self._drain(above, part)
        self.loose = self.turn = None
        tag = str(part.tag)
        if tag in MATTER:
            self.skipped = part
            return
        if tag in VENUES or tag in WRITINGS:
            yield from self._release(force=True)
        parent = self.frames[-1] if self.frames else None
        sitting = self._sitting(tag, parent.sitting if parent else None)
        oral = tag == "oralquestions" or bool(parent and parent.oral and tag not in VENUES and tag not in WRITINGS)
        self.frames.append(Frame(part, tag, sitting, oral=oral))

    def _sitting(self, tag: str, above: Sitting | None) -> Sitting | None:
        if tag in VENUES:
            return Sitting(VENUES[tag], above.on if above else None)
        if tag not in WRITINGS:
            return above
        if above and above.venue in WRITTEN:
            venue = above.venue
        elif above:
            venue = Venue.LORDS_WRITTEN if above.venue.house is Venue.LORDS.house else Venue.COMMONS_WRITTEN
        else:
            venue = dates.written_venue(self.document.head())
        return Sitting(venue, above.on if above else None, statements=tag == "writtenstatements")

    def _end(self, part: Element) -> Iterator[Debate | Rejection]:
        self._drain(part, None)
        part.text = None
        frame = self.frames.pop()
        self.loose = self.turn = None
        if frame.tag in VENUES or frame.tag in WRITINGS:
            yield from self._release(force=True)
        elif frame.debate and not any(above.debate for above in self.frames):
            yield from self._release(force=False)

    def _release(self, *, force: bool) -> Iterator[Debate | Rejection]:
        """Yield what is held, unless a division in it still waits for its lists."""
        if not force and self.ledger.waits and self.waited < WAIT:
            self.waited += 1
            return
        for debate in self.held:
            for item in debate.made(self.ordinal + 1):
                self.ordinal += isinstance(item, Debate)
                yield item
        self.held, self.waited, self.cut = [], 0, False
        self.ledger.close()
        if force:
            self.time = None

    def _drain(self, part: Element, until: Element | None) -> None:
        """Read what stands in a part up to the one that begins in it, and let go of it."""
        if part.text and part.text.strip():
            self._text(paragraph(part.text))
        part.text = None
        number = 0
        for child in part:
            if child is until:
                break
            number += 1
            self._child(child)
            if child.tail and child.tail.strip():
                self._text(paragraph(child.tail))
        del part[:number]

    def _child(self, child: Element) -> None:
        tag = child.tag
        if tag == "p":
            self._paragraph(child)
        elif tag == "col":
            self.column = column_of(child) or self.column
        elif tag == "image":
            self.volume = dates.volume_of(child.get("src")) or self.volume
        elif tag == "title":
            self._title(self._line(child))
        elif tag == "date":
            self._date(child)
        elif tag in ("division", "table"):
            self._table(child)
        elif tag in LOOSE:
            self._plain(child)
        elif tag is etree.Entity:
            self._text(paragraph(words_of_part(child, self.document)))
        elif tag not in PARTS:
            self._reject("element", str(tag), f"<{tag}> is none of the form's own elements")
            for member in child.iter("member"):
                self._reject("contribution", self._line(member) or str(tag), f"it stands in <{tag}>")

    def _line(self, element: Element) -> str:
        words = Words(self.document)
        words.add(element)
        self._pass(words)
        return in_line(words.take())

    def _pass(self, words: Words) -> None:
        if words.columns:
            self.column = words.columns[-1]

    def _date(self, element: Element) -> None:
        on = dates.sitting_date(element.get("format"), self._line(element))
        sitting = self.frames[-1].sitting
        if sitting is None or on is None or on == sitting.on:
            return
        if any(debate.sitting is sitting for debate in self.held):
            for frame in self.frames:
                if frame.sitting is sitting:
                    frame.sitting = replace(sitting, on=on)
        else:
            sitting.on = on

    def _title(self, words: str) -> None:
        frame = self.frames[-1]
        title = words.rstrip("—– ")
        if not title or frame.sitting is None:
            return
        if frame.tag not in TITLED:
            frame.sitting.title = frame.title = title
            if frame.tag in HOUSES:
                frame.sitting.venue = house_titled(title) or frame.sitting.venue
        elif frame.debate or frame.title:
            self._procedure(title, None)
        elif side := lists.side_of(title):
            frame.headed, frame.title = True, title
            self.ledger.head(lists.Head(side=side), self._here(), self.column)
        elif lines.CHAIR.match(title):
            self._procedure(title, None)
        else:
            self._debate(frame, title)

    def _debate(self, frame: Frame, title: str) -> None:
        """Begin the debate that a title heads, below the one whose title stands above it."""
        chair = lines.CHAIR_AFTER.search(title)
        if chair and chair.start():
            title = title[: chair.start()]
        if frame.oral and frame.tag != "oralquestions" and lines.leaves_questions(title):
            for above in self.frames:
                above.oral = False
            parent = None
        else:
            parent = next((f.debate for f in reversed(self.frames) if f.debate and contains(f, frame)), None)
        frame.title = title
        frame.debate = self._gathered(title, parent, oral=frame.oral)
        if (parent and parent.oral == frame.oral and parent.parent) or (
            parent and self.frames[-2].tag != "oralquestions"
        ):
            frame.debate.answering = parent.answering
        if chair and chair.start():
            self._procedure(chair["chair"], None)

    def _gathered(self, title: str, parent: Gathered | None, *, oral: bool = False) -> Gathered:
        sitting = self.frames[-1].sitting or Sitting(Venue.COMMONS)
        gathered = Gathered(title, sitting, parent, self.column, self.volume, oral=oral)
        self.held.append(gathered)
        return gathered

    def _here(self) -> Gathered:
        """Return the debate in which words stand: that of the nearest title, else one of the House's own."""
        debate = next((frame.debate for frame in reversed(self.frames) if frame.debate), None) or self.loose
        if debate is None:
            sitting = self.frames[-1].sitting
            debate = self.loose = self._gathered((sitting and sitting.title) or "Untitled", None)
        return debate

    def _procedure(self, words: str, identifier: str | None) -> None:
        if words:
            identifiers = (identifier,) if identifier else ()
            self._here().procedures.append(Procedure(words, self.column, self.time, identifiers))

    def _paragraph(self, p: Element) -> None:
        if p.find("member") is None or not self._turns(p):
            self._plain(p)
        for table in p.iter("table", "division"):
            if table.tag == "division" or (not _is_in_division(table) and lists.is_list(table, self.document)):
                self._table(table)

    def _turns(self, p: Element) -> bool:
        """Take in a paragraph that names who speaks; tell whether it did, and named nobody that is only mentioned."""
        found = marked(p, self.document)
        first = found.segments[0]
        number, name = lead(found.before, first.name)
        if name is None or self.custom.only_mentions(name, first.gathered):
            return False
        if name.strip() or said(first.gathered):
            self._open(name, first, number, p.get("id"))
        for segment in found.segments[1:]:
            self._open(segment.name, segment, None, p.get("id"))
        self.column = found.column or self.column
        return True

    def _open(self, name: str, segment: Segment, number: str | None, identifier: str | None) -> None:
        """Begin a turn; a heading that runs into the name begins a debate where none is open."""
        if match := names.HEADING.match(name):
            self._run_in(match["heading"])
            name = name[match.end() :]
        who = names.named(name)
        words = said(segment.gathered).lstrip(":;,.*—– \n")
        whole = " ".join(filter(None, (who.words if who else "", words)))
        self._begin_turn(who, whole, segment.column, number, identifier)

    def _run_in(self, heading: str) -> None:
        if any(frame.debate for frame in self.frames):
            self._procedure(heading, None)
        else:
            self.loose = self._gathered(heading, None)

    def _begin_turn(
        self, who: names.Named | None, words: str, column: str | None, number: str | None, identifier: str | None
    ) -> None:
        here = self._here()
        self.turn = Spoken(who.printed if who else None, number, column or self.column, self.time)
        self.cut = False
        self.ledger.passed()
        here.spoken.append(self.turn)
        self._goes_on(words, identifier)

    def _goes_on(self, words: str, identifier: str | None, *, cut: bool = False) -> None:
        """Add words to the turn that is open."""
        if self.turn is None:
            return
        self.turn.add(words, cut=cut)
        if identifier:
            self.turn.identifiers.append(identifier)
        self._state(words)

    def _state(self, words: str) -> None:
        if (stated := counts(words)) is not None:
            self.ledger.stated(stated, self._here(), self.held, self.column)

    def _plain(self, element: Element) -> None:
        """Take in a paragraph that names nobody."""
        words = Words(self.document)
        words.parts.append(element.text or "")
        for child in element:
            if not (child.tag == "table" and lists.is_list(child, self.document)):
                words.add_part(child)
            words.parts.append(child.tail or "")
        text = said(words.take())
        self._text(text, element.get("id"), italic=bool(text) and is_italic(element))
        self._pass(words)

    def _text(self, text: str, identifier: str | None = None, *, italic: bool = False) -> None:
        sitting = self.frames[-1].sitting
        if not text:
            return
        if sitting is None:
            self._reject("matter", identifier or text[:40], "it stands outside every House")
        elif sitting.venue in WRITTEN:
            self._written(text, identifier)
        else:
            self._said(text, identifier, sitting, italic=italic)

    def _written(self, text: str, identifier: str | None) -> None:
        found = names.asks_unmarked(text) or names.speaks_unmarked(text)
        if found:
            number, who, words = found
            self._begin_turn(who, words, None, number, identifier)
        elif self.turn:
            self._goes_on(text, identifier)
        else:
            self._procedure(text, identifier)

    def _said(self, text: str, identifier: str | None, sitting: Sitting, *, italic: bool) -> None:
        """Take in a paragraph of a debate: it goes on with the turn that is open, unless it is procedure."""
        if (time := lines.clock(text)) is not None:
            self.time = time
            self._procedure(text, identifier)
        elif self._resumes(text):
            self._goes_on(text, identifier, cut=True)
            self.cut = False
        elif lines.is_aside(text):
            self.turn = None if lines.CHAIR.match(text) else self.turn
            self._procedure(text, identifier)
        elif lines.is_procedure(text) or (italic and not (self.turn and text.endswith(":"))):
            self.turn = None
            sitting.on = sitting.on or dates.printed_date(text)
            self._procedure(text, identifier)
            self._state(text)
        elif found := self._unmarked(text):
            self._begin_turn(found[1], found[2], None, found[0], identifier)
        elif self.turn:
            self._goes_on(text, identifier)
        else:
            self._procedure(text, identifier)

    def _resumes(self, text: str) -> bool:
        """Tell whether a paragraph takes up the sentence that a list of votes cut off, and whose turn that is."""
        if not self.cut or not (text[0].islower() or (self.turn and text[0].isdigit())):
            return False
        spoken = self._here().spoken
        self.turn = self.turn or (spoken[-1] if spoken else None)
        return self.turn is not None

    def _unmarked(self, text: str) -> tuple[str | None, names.Named, str] | None:
        """Return the turn of one whose name stands in capitals before a colon, or who asks among oral questions."""
        found = names.speaks_unmarked(text)
        if found and names.in_capitals(found[1].printed.name or ""):
            return found
        return names.asks_unmarked(text) if self.frames[-1].oral else None

    def _table(self, element: Element) -> None:
        """Take in a list of votes; any other table is words."""
        headed = self.frames[-1].headed
        if element.tag == "table" and not headed and not lists.is_list(element, self.document):
            self._plain(element)
            return
        if self.turn and self.turn.paragraphs and lines.is_cut(self.turn.paragraphs[-1]):
            self.cut = True
        for child in element.iter("table", "col", "image"):
            if child.tag == "table":
                found = list(lists.entries(child, self.document))
                self.rejected.extend(self.ledger.add(found, self._here(), self.column, headed=headed))
            else:
                self._child(child)


def _is_in_division(table: Element) -> bool:
    above = table.getparent()
    return above is not None and above.tag == "division"
