"""The items of one debate as contributions, procedure and divisions.

An item that names somebody begins a contribution. One that names nobody goes on with it where its tag is that of a
paragraph; words in italics throughout, and those with a tag of the record's own, are procedure. A question of the
Lords is asked by whom the line before names ("Asked by Lord A").
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from kg.model import Contribution, Debate, Division, Printed, Procedure, Rejection, Turn, Venue
from kg.read.api_json.divisions import Listed, Spool, stated
from kg.read.api_json.fields import brief
from kg.read.api_json.items import Item
from kg.read.api_json.moments import clock, time_of
from kg.read.turns import OralTurns, opening_turn
from kg.read.words import NUMBER, joined, numbered, paragraph

ROSE = ("—", "–", "-")
ASKED = "asked by"


@dataclass
class _Turn:
    """A turn whose paragraphs are still coming."""

    item: Item
    who: Printed | None
    column: str | None
    time: str | None
    paragraphs: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)


@dataclass
class Section:
    """One debate as it is read. `oral` tells that it is a question of an oral session, and `answering` who has answered."""

    venue: Venue
    written: str
    on: date
    url: str | None
    oral: bool
    answering: set[str]
    spool: Spool
    contributions: list[Contribution] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    divisions: list[Division] = field(default_factory=list)
    column: str | None = None
    first: str | None = None
    begun: bool = False
    time: str | None = None
    asks: bool = False
    asker: Printed | None = None
    open: _Turn | None = None
    turns: OralTurns | None = None

    def take(self, item: Item) -> Iterator[Rejection]:
        """Take in the next item; yield what of it is not carried over."""
        begins = item.words.opens or self.column
        if item.words.paragraphs and not self.begun:
            self.first, self.begun = begins, True
        if item.type == "Contribution":
            yield from self._contribution(item, begins)
        elif item.type == "Timestamp":
            yield from self._timestamp(item)
        elif item.type == "Division":
            self.close()
            yield from self._division(item)
        elif item.type == "Amendment":
            self.close()
            self._procedure(item, begins)
        else:
            self.close()
            what = "contribution" if item.named else "element"
            yield Rejection(
                what, f"{item.path}.ItemType", f"{item.type!r} is not known; its Value is {brief(item.value)}"
            )
        self.column = item.words.column or self.column

    def close(self) -> None:
        """End the open turn."""
        if self.open is None:
            return
        turn, self.open = self.open, None
        number, uin, words = self._numbered(turn)
        asks = bool(number or uin or turn.item.words.question or turn.item.role == "question")
        self.asks = self.asks or asks
        kind, supplementary = self._kind(turn, words, asks=asks)
        external = turn.item.identifier
        self.contributions.append(
            Contribution(
                index=len(self.contributions) + 1,
                venue=self.venue,
                date=self.on,
                turn=kind,
                text=words,
                printed=turn.who,
                supplementary=supplementary,
                column=turn.column,
                time=turn.time,
                question_number=number,
                uin=uin,
                identifiers=tuple(dict.fromkeys(turn.identifiers)),
                url=f"{self.url}#contribution-{external}" if self.url and external else None,
            )
        )

    @property
    def holds_anything(self) -> bool:
        return bool(self.contributions or self.procedures or self.divisions)

    def join(self, divisions: Iterable[Listed]) -> None:
        """Add divisions that the debate's own items do not name."""
        after = len(self.contributions)
        self.divisions += [replace(one.division, follows=after, url=self.url) for one in divisions]

    def debate(
        self, title: str, chair: str | None, ordinal: int, parent: int | None, identifier: str, volume: str | None
    ) -> Debate:
        """Return all that was taken in as a debate."""
        notes = (Procedure(chair, self.first),) if chair else ()
        return Debate(
            venue=self.venue,
            date=self.on,
            title=title,
            ordinal=ordinal,
            contributions=tuple(self.contributions),
            procedures=(*notes, *self.procedures),
            divisions=tuple(self.divisions),
            parent=parent,
            identifiers=(identifier,) if identifier else (),
            column=self.first,
            volume=volume,
            url=self.url,
        )

    def _contribution(self, item: Item, begins: str | None) -> Iterator[Rejection]:
        if not item.words.paragraphs:
            yield from self._wordless(item, begins)
        elif item.role in ("column", "time") and not item.named:
            yield from self._furniture(item)
        elif item.role == "tabled":
            self.close()
            self.asker = item.who if item.words.text.casefold().startswith(ASKED) else None
            self._procedure(item, begins)
        elif item.named:
            self._named(item, begins)
        else:
            yield from self._unnamed(item, begins)

    def _wordless(self, item: Item, begins: str | None) -> Iterator[Rejection]:
        """Somebody rises and says nothing ("Several hon. Members rose—"), or a column begins, or words are missing."""
        if item.attributed.endswith(ROSE):
            self.close()
            self._procedure(item, begins)
        elif item.named:
            self.close()
            yield Rejection("contribution", item.path, "it holds no words")

    def _furniture(self, item: Item) -> Iterator[Rejection]:
        words = item.words.text
        if item.role == "time":
            yield from self._timestamp(item)
        elif paragraph(words).isalnum():
            self.column = words
        else:
            yield Rejection("element", f"{item.path}.Value", f"{brief(words)} is no column")

    def _timestamp(self, item: Item) -> Iterator[Rejection]:
        time = clock(item.words.text)
        if time:
            self.time = time
        elif item.words.paragraphs:
            yield Rejection("element", f"{item.path}.Value", f"{brief(item.words.text)} is no time of day")

    def _named(self, item: Item, begins: str | None) -> None:
        self.close()
        self.asker = None
        is_nobody = item.who is None or item.who.identifier is None
        if is_nobody and item.words.italic and item.words.text.endswith(ROSE):
            self._procedure(item, begins)
        else:
            self._begin(item, item.who, begins)

    def _unnamed(self, item: Item, begins: str | None) -> Iterator[Rejection]:
        if item.role == "question":
            self._question(item, begins)
        elif item.role == "words" and self.open and not item.words.italic:
            self._go_on(item)
        elif item.role in ("words", "note"):
            self._procedure(item, begins)
        elif item.role:
            self.close()
            self._procedure(item, begins)
        else:
            self.close()
            reason = f"the tag {item.tag!r} is not known and nobody is named; its words are {brief(item.words.text)}"
            yield Rejection("words", f"{item.path}.HRSTag", reason)

    def _question(self, item: Item, begins: str | None) -> None:
        if self.asker:
            self.close()
            self._begin(item, self.asker, begins)
            self.asker = None
        elif self.open and self.open.item.role == "question":
            self._go_on(item)
        else:
            self.close()
            self._procedure(item, begins)

    def _begin(self, item: Item, who: Printed | None, begins: str | None) -> None:
        self.open = _Turn(item, who, begins, self._time(item))
        self._go_on(item)

    def _go_on(self, item: Item) -> None:
        if self.open:
            self.open.paragraphs += item.words.paragraphs
            self.open.identifiers += item.identifiers

    def _procedure(self, item: Item, begins: str | None) -> None:
        words = item.words.text
        if item.attributed and item.attributed not in words:
            words = joined([f"{words} {item.attributed}" if item.role == "tabled" else f"{item.attributed} {words}"])
        if words:
            self.procedures.append(Procedure(words, begins, self._time(item), item.identifiers))

    def _time(self, item: Item) -> str | None:
        return time_of(item.timecode, self.on) or self.time

    def _division(self, item: Item) -> Iterator[Rejection]:
        division, words = stated(
            item.value, f"{item.path}.Value", len(self.contributions), self.column, item.identifier
        )
        with_votes = self.spool.take(item.identifier) if item.identifier else None
        if isinstance(division, Rejection):
            if with_votes is None:
                yield division
                return
            division = replace(with_votes.division, follows=len(self.contributions), column=self.column)
        elif with_votes:
            division = replace(
                division, votes=with_votes.division.votes, time=division.time or with_votes.division.time
            )
        time = division.time or self._time(item)
        self.divisions.append(replace(division, time=time, url=self.url))
        self.procedures += [Procedure(text, self.column, time) for text in words]

    def _numbered(self, turn: _Turn) -> tuple[str | None, str | None, str]:
        """A question that is marked as one bears its number, whatever its words."""
        number, uin, words = numbered(joined(turn.paragraphs))
        marked = turn.item.words.question or turn.item.uin
        match = NUMBER.match(words) if marked and number is None else None
        if match and words[match.end() :]:
            number, words = match["number"], words[match.end() :]
        return number, uin or turn.item.uin, words

    def _kind(self, turn: _Turn, words: str, *, asks: bool) -> tuple[Turn, bool]:
        if self.written == "statements":
            return Turn.STATEMENT, False
        if self.written == "answers":
            return (Turn.QUESTION if asks or words.startswith("To ask ") else Turn.ANSWER), False
        if self.oral and self.asks:
            self.turns = self.turns or OralTurns(self.answering)
            who = turn.who or Printed()
            return self.turns.next(who.identifier or who.name or "", who.office, words, asks)
        return (Turn.QUESTION if asks and turn.item.role == "question" else opening_turn(words)), False
