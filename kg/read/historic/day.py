"""The state of one document: which parts of a volume are open, who speaks in them, which division is being told."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kg.model import Debate, Procedure, Rejection, Venue
from kg.read.documents import Document
from kg.read.elements import Element, words_of_part
from kg.read.historic import dates, lines, lists, names
from kg.read.historic.debates import WRITTEN, Gathered, Sitting, Spoken
from kg.read.historic.divisions import Tally, counts, first_side
from kg.read.historic.lists import Entry, Head, Listed, Unread
from kg.read.historic.text import TURN, Words, column_of, in_line, is_italic, said
from kg.read.words import paragraph

VENUES = {
    "housecommons": Venue.COMMONS,
    "houselords": Venue.LORDS,
    "westminsterhall": Venue.WESTMINSTER_HALL,
    "grandcommitteereport": Venue.GRAND_COMMITTEE,
}
WRITINGS = frozenset(("writtenanswers", "writtenstatements"))
ROOTS = frozenset(("hansard", *VENUES, *WRITINGS))
TITLED = frozenset(("section", "group", "oralquestions", "grandcommitteereport"))
CONTAINERS = frozenset((*ROOTS, *TITLED, "debates", "body"))
MATTER = frozenset(("titlepage", "frontmatter", "index", "tablecontents", "session", "appendix"))
PARTS = CONTAINERS | MATTER
LOOSE = frozenset(("quote", "ul", "ol", "li", "list", "i", "b", "sup", "lb", "ob", "membercontribution", "member"))
CAPITALS, FEW = 20, 20
"""Names are in capitals by custom where at least so many are, and at most one in so many is not."""

WAIT = 2
"""For so many further debates a division waits for the rest of its lists, which a page may have put there."""


@dataclass(eq=False)
class Frame:
    """A part of the volume that is open, and the debate that its title began; `side` of a list that is titled so."""

    tag: str
    sitting: Sitting | None
    debate: Gathered | None = None
    title: str = ""
    oral: bool = False
    list_of: object | None = None
    seen: list[str] = field(default_factory=list)


class Day:
    """Takes in a volume part by part and hands out its debates, a whole one at the top with all below it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.frames: list[Frame] = []
        self.held: list[Gathered] = []
        self.loose: Gathered | None = None
        self.turn: Spoken | None = None
        self.tally: Tally | None = None
        self.cut = False
        self.column: str | None = None
        self.volume: str | None = None
        self.time: str | None = None
        self.skipped: Element | None = None
        self.waited = self.ordinal = self.capitals = self.others = 0
        self.rejected: list[Rejection] = []

    def take(self, event: str, part: Element) -> Iterator[Debate | Rejection]:
        """Take in that a part begins or ends; yield the debates that are whole by then."""
        if self.skipped is not None:
            if event == "end":
                if part is self.skipped:
                    self.skipped = None
                    self._reject("matter", str(part.tag), "it is no debate")
                del part[:]
        elif event == "start":
            yield from self._begin(part)
        else:
            yield from self._end(part)
        yield from self._rejections()

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
        self.frames.append(Frame(tag, sitting, oral=oral))

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
        if not force and self.tally and self.tally.lacks and self.waited < WAIT:
            self.waited += 1
            return
        for debate in self.held:
            for item in debate.made(self.ordinal + 1):
                self.ordinal += isinstance(item, Debate)
                yield item
        self.held, self.tally, self.waited, self.cut = [], None, 0, False
        if force:
            self.time = None

    def _drain(self, part: Element, until: Element | None) -> None:
        """Read what stands in a part up to the one that begins in it, and let go of it."""
        if part.text and part.text.strip():
            self._words(part.text, None)
        part.text = None
        number = 0
        for child in part:
            if child is until:
                break
            number += 1
            self._child(child)
            if child.tail and child.tail.strip():
                self._words(child.tail, None)
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
            self._words(words_of_part(child, self.document), None)
        elif tag not in PARTS:
            self._reject("element", str(tag), f"<{tag}> is none of the form's own elements")

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
        if sitting and on:
            sitting.on = on

    def _title(self, words: str) -> None:
        frame = self.frames[-1]
        title = words.rstrip("—– ")
        if not title or frame.sitting is None:
            return
        if frame.tag not in TITLED:
            frame.sitting.title = frame.title = title
        elif frame.debate or frame.title:
            self._procedure(title, None)
        elif side := lists.side_of(title):
            frame.list_of, frame.title = side, title
            self._entries([Head(side=side)], lone=True)
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
            parent = next((f.debate for f in reversed(self.frames) if f.debate and _contains(f, frame)), None)
        frame.title = title
        frame.debate = self._gathered(title, parent, oral=frame.oral)
        if parent and parent.oral == frame.oral and parent.parent:
            frame.debate.answering = parent.answering
        elif parent and self.frames[-2].tag != "oralquestions":
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
            if table.tag == "division" or (table.getparent().tag != "division" and self._is_list(table)):
                self._table(table)

    def _is_list(self, table: Element) -> bool:
        return lists.is_list(table, self.document)

    def _turns(self, p: Element) -> bool:
        """Take in a paragraph that names who speaks; tell whether it did, and named nobody that is spoken of."""
        words = self._gather(p.text)
        segments: list[tuple[str, str, str | None]] = []
        before, name, column = "", None, None
        for child in p:
            if child.tag == "member" and (name is None or not lines.is_cut(said(words.parts and "".join(words.parts)))):
                segments, before = self._segment(segments, before, name, words, column)
                column = words.columns[-1] if words.columns else self.column
                words.add(child)
                name = in_line(words.take())
            elif not (child.tag == "table" and self._is_list(child)):
                words.add_part(child)
            words.parts.append(child.tail or "")
        segments, before = self._segment(segments, before, name, words, column)
        taken = self._speak(segments, in_line(before), p.get("id"))
        if taken:
            self._pass(words)
        return taken

    def _gather(self, text: str | None) -> Words:
        words = Words(self.document)
        words.parts.append(text or "")
        return words

    @staticmethod
    def _segment(
        segments: list[tuple[str, str, str | None]], before: str, name: str | None, words: Words, column: str | None
    ) -> tuple[list[tuple[str, str, str | None]], str]:
        gathered = words.take()
        if name is None:
            return segments, gathered
        return [*segments, (name, gathered, column)], before

    def _speak(self, segments: list[tuple[str, str, str | None]], before: str, identifier: str | None) -> bool:
        number, name = self._lead(before, segments[0][0])
        if name is None or self._is_spoken_of(name, segments[0][1]):
            return False
        if not name.strip() and not said(segments[0][1]):
            return True
        for at, (printed, gathered, column) in enumerate(segments):
            self._open(name if at == 0 else printed, gathered, column, number if at == 0 else None, identifier)
        return True

    def _lead(self, before: str, name: str) -> tuple[str | None, str | None]:
        """Return the number of a question and the whole name, by what stands before the mark of the name.

        The name is None where other words do: then it is spoken of within them.
        """
        lead = before.strip("*†‡ ,")
        if not lead:
            return None, name
        if match := names.NUMBER.match(lead):
            return match["number"], name
        if len(lead) == 1 and lead.isupper():
            return None, lead + name
        if name.startswith("(") and names.is_office(lead):
            return None, f"{lead} {name}"
        if names.LEAD.match(lead):
            return None, f"{lead}—{name}"
        return None, None

    def _is_spoken_of(self, name: str, gathered: str) -> bool:
        """Tell whether a name that begins a paragraph is of somebody of whom the speaker goes on to speak.

        It is where it is no name at all ("The noble Earl"), and where it stands in ordinary type before words that
        go on, though those who speak are printed in capitals in this volume.
        """
        if names.is_spoken_of(name):
            return True
        if names.in_capitals(name):
            self.capitals += 1
            return False
        custom = self.capitals >= CAPITALS and self.others * FEW <= self.capitals
        goes_on = gathered.lstrip(" \n\t" + TURN)[:1]
        if custom and not name.rstrip().endswith(":") and (goes_on.islower() or goes_on == ","):
            return True
        self.others += 1
        return False

    def _open(self, name: str, gathered: str, column: str | None, number: str | None, identifier: str | None) -> None:
        """Begin a turn; a heading that runs into the name begins a debate where none is open."""
        if match := names.HEADING.match(name):
            self._run_in(match["heading"])
            name = name[match.end() :]
        who = names.named(name)
        words = said(gathered).lstrip(":;,.*—– \n")
        self._begin_turn(who, " ".join(filter(None, (who.words if who else "", words))), column, number, identifier)

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
        if self.tally:
            self.tally.passed = True
        here.spoken.append(self.turn)
        self._goes_on(words, identifier)

    def _goes_on(self, words: str, identifier: str | None, *, cut: bool = False) -> None:
        """Add words to the turn that is open."""
        if self.turn is None:
            return
        self.turn.add(words, cut=cut)
        if identifier:
            self.turn.identifiers.append(identifier)
        if (stated := counts(words)) is not None:
            self._stated(*stated)

    def _plain(self, element: Element) -> None:
        """Take in a paragraph that names nobody."""
        words = self._gather(element.text)
        for child in element:
            if not (child.tag == "table" and self._is_list(child)):
                words.add_part(child)
            words.parts.append(child.tail or "")
        text = said(words.take())
        self._text(text, element.get("id"), italic=bool(text) and is_italic(element))
        self._pass(words)

    def _words(self, words: str, identifier: str | None) -> None:
        """Take in words that stand in no paragraph of their own."""
        self._text(paragraph(words), identifier)

    def _text(self, text: str, identifier: str | None, *, italic: bool = False) -> None:
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
        resumes = self.cut and (text[0].islower() or (self.turn is not None and text[0].isdigit()))
        if (time := lines.clock(text)) is not None:
            self.time = time
            self._procedure(text, identifier)
        elif resumes and self._resumed():
            self._goes_on(text, identifier, cut=True)
            self.cut = False
        elif lines.is_procedure(text) or (italic and not (self.turn and text.endswith(":"))):
            self._line_of_procedure(text, identifier, sitting)
        elif lines.is_aside(text):
            self._procedure(text, identifier)
        elif not self._speaks_unmarked(text, identifier):
            if self.turn:
                self._goes_on(text, identifier)
            else:
                self._procedure(text, identifier)

    def _resumed(self) -> bool:
        """Take up again the turn that a list of votes cut off; tell whether there is one here."""
        if self.turn is None:
            self.turn = next(reversed(self._here().spoken), None)
        return self.turn is not None

    def _line_of_procedure(self, text: str, identifier: str | None, sitting: Sitting) -> None:
        self.turn = None
        if sitting.on is None:
            sitting.on = dates.printed_date(text)
        self._procedure(text, identifier)
        if (stated := counts(text)) is not None:
            self._stated(*stated)

    def _speaks_unmarked(self, text: str, identifier: str | None) -> bool:
        """Begin the turn of one whose name stands in capitals before a colon, or who asks among oral questions."""
        found = names.speaks_unmarked(text)
        if found and not names.in_capitals(found[1].printed.name or ""):
            found = None
        if found is None and self.frames[-1].oral:
            found = names.asks_unmarked(text)
        if found:
            self._begin_turn(found[1], found[2], None, found[0], identifier)
        return found is not None

    def _stated(self, ayes: int | None, noes: int | None) -> None:
        """Take in the counts of a division: of the one whose lists stand before, else of one that begins here."""
        here = self._here()
        after = next(reversed(here.spoken), None)
        if self.tally and self.tally.may_have(ayes, noes):
            for debate in self.held:
                if self.tally in debate.divisions:
                    debate.divisions.remove(self.tally)
            self.tally.after = after
        else:
            self.tally = Tally(after, self.column)
        here.divisions.append(self.tally)
        self.tally.ayes, self.tally.noes, self.tally.stated = ayes, noes, True

    def _table(self, element: Element) -> None:
        """Take in a list of votes; any other table is words."""
        if element.tag == "table" and not self._is_list(element) and not self.frames[-1].list_of:
            self._plain(element)
            return
        if self.turn and self.turn.paragraphs and lines.is_cut(self.turn.paragraphs[-1]):
            self.cut = True
        for child in element.iter("table", "col", "image"):
            if child.tag == "table":
                self._entries(list(lists.entries(child, self.document)))
            else:
                self._child(child)

    def _entries(self, found: list[Entry], *, lone: bool = False) -> None:
        """Add the entries of a table to the division that is open, or to those that they begin."""
        if not lone and not self._headed(found):
            return
        for entry in found:
            if isinstance(entry, Head):
                self._head(entry)
            elif isinstance(entry, Unread):
                self._reject("vote", self.frames[-1].title or "a division", f"{entry.words[:60]!r} is no vote")
            elif isinstance(entry, Listed):
                self._vote(entry)

    def _headed(self, found: list[Entry]) -> bool:
        """See to it that the first votes of a table have a side; tell whether they have."""
        if not found or isinstance(found[0], Head) or self.frames[-1].list_of:
            return bool(found)
        told = first_side(found)
        if self.tally is None or self.tally.side is None or (told and told is not self.tally.side and self.tally.both):
            if told is None:
                self._reject("division", self.frames[-1].title or "a table", "nothing says whose votes these are")
                return False
            self._head(Head(side=told))
        return True

    def _head(self, head: Head) -> None:
        if self.tally is None or self.tally.begins_anew(head):
            here = self._here()
            self.tally = Tally(next(reversed(here.spoken), None), self.column)
            here.divisions.append(self.tally)
        self.tally.number = head.number or self.tally.number
        self.tally.time = head.time or self.tally.time
        if head.side:
            self.tally.side = head.side
            self.tally.sides.add(head.side)

    def _vote(self, entry: Listed) -> None:
        if self.tally and self.tally.side:
            self.tally.votes.append(entry.vote(self.tally.side))


def _contains(above: Frame, frame: Frame) -> bool:
    """Tell whether what stands in a part belongs to its debate: oral questions end where other business begins."""
    return above is not frame and (above.tag != "oralquestions" or frame.oral)
