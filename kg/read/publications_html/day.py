"""The debates of a page: which is open, who is speaking, what nobody speaks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kg.model import Debate, House, Procedure, Rejection
from kg.read.documents import Document
from kg.read.publications_html.blocks import Block, dated
from kg.read.publications_html.contributions import Speaking, contribution, own_numbers
from kg.read.publications_html.divisions import Dividing, begins_list, is_member, table_lines, time_of
from kg.read.publications_html.names import Named, named
from kg.read.publications_html.sitting import Sitting
from kg.read.publications_html.tables import ends_turn, is_furniture, is_no_title, kind
from kg.read.publications_html.tree import NOTE, Open, Tree
from kg.read.words import joined, paragraph

CHAIR = re.compile(r"\[[^\[\]]{2,80} in the Chair\.?\]", re.IGNORECASE)
WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? +\d{1,2}")
UNTITLED = "Untitled"
LONGEST_TITLE, LONGEST_PARAGRAPH = 300, 1 << 16
TELLING = ("column", "date", "about", "link")

Items = Iterator[Debate | Rejection]


class Day:
    """The state of one page. Nothing of it counts before the first anchor, column or date of the record itself."""

    def __init__(self, document: Document) -> None:
        self.document, self.sitting, self.tree = document, Sitting(document), Tree()
        self.begun = self.cut = self.broken = False
        self.furniture = 0
        self.time: str | None = None
        self.answering: set[str] = set()
        self.open: Open | None = None
        self.speaking: Speaking | None = None
        self.dividing: Dividing | None = None
        self.chairs: list[Procedure] = []

    def turn_to(self, page: Document) -> None:
        """Go on with the next page: what stands around its record is not of it, and a paragraph may be cut in two."""
        self.document = self.sitting.document = page
        self.begun, self.cut = False, True

    def take(self, block: Block) -> Items:
        """Take in the next block; yield the debate that it ends, or what of it is not carried over."""
        self.begun = self.begun or block.kind in ("column", "date") or any(map(kind, block.anchors))
        if block.kind in TELLING:
            self.cut = self.cut or block.kind == "column"
            if not (self.begun and block.kind == "link"):
                self.sitting.take(block)
        elif not self.begun or self._is_furniture(block):
            self.furniture += 1
        elif block.kind == "heading":
            yield from self._heading(block)
        elif self._is_list(block):
            yield from self._list(block)
        elif block.words:
            yield from self._words(block)

    def close(self) -> Items:
        """Yield the open debate; which one contains it shows in what was asked in it."""
        yield from self._end_list()
        yield from self._end_turn()
        if self.open is None:
            return
        done, self.open = self.open, None
        if done.level == "department":
            self.answering = set()
        ordinal, parent = self.tree.add(done)
        identifiers = own_numbers(done.anchors)
        yield Debate(
            venue=done.venue,
            date=done.date,
            title=done.title,
            ordinal=ordinal,
            contributions=tuple(done.contributions),
            procedures=tuple(done.procedures),
            divisions=tuple(done.divisions),
            parent=parent,
            identifiers=identifiers,
            column=done.column,
            volume=self.sitting.volume,
            url=self.sitting.url(identifiers),
        )

    def end(self) -> Items:
        """Yield what is open at the end of the page, and the count of what stands around the record."""
        yield from self.close()
        for note in self.chairs:
            yield Rejection("procedure", note.text[:60], "stands in no debate")
        if not self.tree.ordinal:
            yield Rejection("matter", self.document.name, "a page without a debate: an index, or a list of links")
        elif self.furniture:
            where = f"{self.document.name}: {self.furniture} of them"
            yield Rejection("matter", where, "links and lines of the site, not of Hansard")

    def _is_furniture(self, block: Block) -> bool:
        return is_furniture(block.words) or (block.linked and (block.kind in ("stray", "table") or not block.anchors))

    def _heading(self, block: Block) -> Items:
        words = block.words
        if self.dividing and self.dividing.listed:
            yield from self._end_list()
        if at := time_of(words):
            self.time = at
        elif WEEKDAY.match(words) and (on := dated(words)):
            self.sitting.date = on
        elif block.level <= 3 and self.sitting.begin_part(words):
            yield from self.close()
        elif CHAIR.fullmatch(words):
            self._chair(block)
        elif self._goes_with_title(block) and self.open:
            self.open.title, self.open.anchors = f"{self.open.title} — {words}", self.open.anchors + block.anchors
        elif is_no_title(words, italic=block.italic) or block.level > 4:
            yield from self._procedure(block, ends=True)
        else:
            yield from self.close()
            self._begin(block, words)

    def _goes_with_title(self, block: Block) -> bool:
        """Tell whether a title is the second half of the one just before it: "EU: Budget", "Question"."""
        if self.open is None or not self.open.fresh or len(self.open.title) > LONGEST_TITLE:
            return False
        in_lords = self.open.venue.house is House.LORDS
        italic = block.italic and (in_lords or not is_no_title(block.words, italic=True))
        return italic or bool(NOTE.match(block.words))

    def _chair(self, block: Block) -> None:
        """Who is in the Chair is said of the debate that has just begun or goes on, before any of the next one."""
        (self.open.procedures if self.open else self.chairs).append(self._noted(block))

    def _begin(self, block: Block, title: str) -> None:
        chairs = [replace(block, words=chair) for chair in CHAIR.findall(title)]
        words = paragraph(CHAIR.sub(" ", title)).strip(" -–—") or UNTITLED
        venue = self.sitting.venue()
        on = date.fromisoformat(self.sitting.on())
        level = self.tree.level(block, words, venue)
        self.open = Open(level, words, venue, on, block.anchors, self.sitting.column)
        self.open.procedures.extend([*self.chairs, *map(self._noted, chairs)])
        self.chairs = []

    def _in_debate(self) -> Open:
        """Return the open debate; words before any title are those of one whose title stands on another page."""
        if self.open is None:
            self._begin(Block("heading"), UNTITLED)
        assert self.open
        return self.open

    def _words(self, block: Block) -> Items:
        if self.dividing and self.dividing.listed:
            yield from self._end_list()
        spoken = named(block) if block.kind != "table" else None
        if at := time_of(block.words):
            self.time = at
            return
        if spoken:
            yield from self._speak(spoken, block)
        elif self._is_procedure(block):
            yield from self._procedure(block, ends=ends_turn(block.words.lstrip("[")))
        else:
            yield from self._go_on(block)
        self.cut, self.broken = False, block.broken
        if self.open:
            self.open.fresh = False

    def _is_procedure(self, block: Block) -> bool:
        """Tell whether nobody speaks a paragraph: it is all in italics, or opens so as a step of the House does.

        Where nobody is speaking, the words alone tell.
        """
        if block.kind == "table":
            return False
        if block.italic or CHAIR.fullmatch(block.words):
            return True
        speaking = self.speaking is not None and not block.opens_in_italics
        return ends_turn(block.words.lstrip("["), speaking=speaking)

    def _speak(self, spoken: Named, block: Block) -> Items:
        yield from self._end_list()
        yield from self._end_turn()
        self._in_debate()
        words = [spoken.words] if spoken.words else []
        sitting = self.sitting
        self.speaking = Speaking(spoken, block.anchors, sitting.column, sitting.letters, self.time, words)

    def _go_on(self, block: Block) -> Items:
        """Add a paragraph to the turn, or to what nobody speaks; on a page that begins in the middle of a turn, the
        speaker is not named.
        """
        if self.speaking is None and self._is_middle():
            if is_member(block.words) and not any(map(kind, block.anchors)):
                yield Rejection("vote", self._where(block), "it stands in a list that begins on another page")
                return
            yield from self._speak(Named(None, ""), block)
        lines = list(map(" ".join, block.cells)) or [block.words]
        if self.speaking is None:
            yield from self._more_procedure(block, joined(lines))
            return
        before = self.speaking.paragraphs
        if before and self._is_cut(block, before[-1]):
            before[-1] += f" {lines.pop(0)}"
        before.extend(lines)

    def _more_procedure(self, block: Block, words: str) -> Items:
        before = self.open.procedures if self.open else []
        if before and self._is_cut(block, before[-1].text):
            before[-1] = replace(before[-1], text=f"{before[-1].text} {words}")
        else:
            yield from self._procedure(replace(block, words=words), ends=False)

    def _is_middle(self) -> bool:
        return self.open is None and not self.tree.ordinal and self.sitting.part is None

    def _is_cut(self, block: Block, before: str) -> bool:
        """Tell whether a paragraph is the rest of one that the end of a column cuts in two."""
        own = any(map(kind, block.anchors)) or block.kind == "table" or len(before) > LONGEST_PARAGRAPH
        return self.cut and not own and (self.broken or block.words[:1].islower())

    def _procedure(self, block: Block, *, ends: bool) -> Items:
        """Keep what nobody speaks; a step of the House ends the turn before it."""
        if ends and self.speaking and self.speaking.paragraphs:
            yield from self._end_turn()
        if self.open is None:
            yield Rejection("procedure", f"{self._where(block)}: {block.words[:60]}", "stands in no debate")
            return
        self.open.procedures.append(self._noted(block))
        counting = Dividing(self._where(block), self.sitting.column, block.anchors)
        if counting.count(block.words):
            yield from self._end_list()
            self.dividing = counting

    def _noted(self, block: Block) -> Procedure:
        return Procedure(block.words, self.sitting.column, self.time, own_numbers(block.anchors))

    def _end_turn(self) -> Iterator[Rejection]:
        done, self.speaking = self.speaking, None
        if done is None or self.open is None:
            return
        made = contribution(self.open, done, self.sitting, self.answering if self.tree.in_questions else None)
        if made:
            self.open.contributions.append(made)
        else:
            yield Rejection("contribution", f"{self.document.name}#{next(iter(done.anchors), '')}", "it holds no words")

    def _is_list(self, block: Block) -> bool:
        """Tell whether a block is part of a division's list: it begins one, or one is open and nothing ends it."""
        lines = _lines(block)
        if any(map(begins_list, lines[:12])):
            return named(block) is None
        if not (self.dividing and self.dividing.listed):
            return False
        if block.kind == "table":
            return any(map(is_member, lines[:1]))
        return not (block.italic and not block.words.startswith("(")) and not any(map(kind, block.anchors))

    def _list(self, block: Block) -> Items:
        debate, lines = self._in_debate(), _lines(block)
        debate.fresh = False
        yield from self._end_turn()
        if self.dividing and not self.dividing.goes_on_with(lines):
            yield from self._end_list()
        self.dividing = self.dividing or Dividing(self._where(block), self.sitting.column, block.anchors)
        for line in lines:
            if self.dividing.take(line):
                continue
            if ends_turn(line):
                yield from self._end_list()
                yield from self._procedure(replace(block, words=line, cells=()), ends=True)
                return
            self.dividing.reject(line)

    def _end_list(self) -> Iterator[Rejection]:
        """Keep the division that ends here. Counts without a list are one too, once something else follows."""
        done, self.dividing = self.dividing, None
        if done is None or self.open is None:
            return
        yield from done.rejected
        identifiers = own_numbers(done.anchors)
        follows = len(self.open.contributions) + bool(self.speaking and self.speaking.paragraphs)
        self.open.divisions.append(done.done(follows, identifiers, self.sitting.url(identifiers)))

    def _where(self, block: Block) -> str:
        return f"{self.document.name}#{next(iter(block.anchors), 'top')}"


def _lines(block: Block) -> list[str]:
    return table_lines(block.cells) if block.cells else list(block.lines)
