"""A debate as it is gathered from the record, and the same as the house knows it once it is whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.model import Contribution, Debate, Printed, Procedure, Rejection, Turn, Venue
from kg.read.historic.divisions import Tally
from kg.read.turns import OralTurns, opening_turn
from kg.read.words import numbered

ASKS = re.compile(r"(?:\([Bb]y [Pp]rivate [Nn]otice\)\s*)?(?:asked\b|To ask\b)")
WRITTEN = (Venue.COMMONS_WRITTEN, Venue.LORDS_WRITTEN)
SHORT = re.compile(r"^(?P<title>\S+) .*?(?P<surname>\S+)$")


@dataclass(eq=False)
class Sitting:
    """Where and when: a House's day, or its written answers or statements. The words may say the date late."""

    venue: Venue
    on: date | None = None
    title: str = ""
    statements: bool = False
    volume: str | None = None


@dataclass(eq=False)
class Spoken:
    """A turn whose paragraphs are still coming."""

    printed: Printed | None
    number: str | None
    column: str | None
    time: str | None
    paragraphs: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)

    def add(self, words: str, *, cut: bool = False) -> None:
        """Add a paragraph; where a page cut the one before, it goes on in the same line."""
        if not words:
            return
        if cut and self.paragraphs:
            self.paragraphs[-1] = f"{self.paragraphs[-1]} {words}"
        else:
            self.paragraphs.append(words)

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(eq=False)
class Gathered:
    """A debate whose words are still coming; `answering` holds who answers under its department."""

    title: str
    sitting: Sitting
    parent: "Gathered | None"
    column: str | None
    volume: str | None
    oral: bool = False
    answering: set[str] = field(default_factory=set)
    spoken: list[Spoken] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    divisions: list[Tally] = field(default_factory=list)
    ordinal: int | None = None

    def made(self, ordinal: int) -> Iterator[Debate | Rejection]:
        """Yield the debate, and before it what of it cannot be carried over."""
        for turn in (turn for turn in self.spoken if not turn.paragraphs):
            yield Rejection("contribution", _where(turn, self), "it holds no words")
        turns = [turn for turn in self.spoken if turn.paragraphs]
        if self.sitting.on is None:
            yield from self._undated(turns)
            return
        self.ordinal = ordinal
        yield Debate(
            venue=self.sitting.venue,
            date=self.sitting.on,
            title=self.title,
            ordinal=ordinal,
            contributions=tuple(self._contributions(turns, self.sitting.on)),
            procedures=tuple(self.procedures),
            divisions=tuple(tally.made(self._follows(tally)) for tally in self.divisions),
            parent=self.parent.ordinal if self.parent else None,
            column=self.column,
            volume=self.volume,
        )

    def _follows(self, tally: Tally) -> int:
        before = self.spoken[: self.spoken.index(tally.after) + 1] if isinstance(tally.after, Spoken) else []
        return sum(bool(turn.paragraphs) for turn in before)

    def _undated(self, turns: list[Spoken]) -> Iterator[Rejection]:
        reason = "no date is given for its sitting"
        for turn in turns:
            yield Rejection("contribution", _where(turn, self), reason)
        for _ in self.divisions:
            yield Rejection("division", self.title, reason)
        if self.procedures:
            yield Rejection("procedure", self.title, reason)

    def _contributions(self, turns: list[Spoken], on: date) -> Iterator[Contribution]:
        oral: OralTurns | None = None
        asked = False
        for index, turn in enumerate(turns, 1):
            uin, text = _uin(turn.text)
            asks = bool(turn.number) or bool(ASKS.match(text))
            if asks and (self.oral or turn.number or index == 1):
                oral = oral or OralTurns(self.answering)
            asked = asked or asks
            if self.sitting.venue in WRITTEN:
                kind, supplementary = self._written(asks=asks, asked=asked), False
            elif oral:
                kind, supplementary = _oral(oral, turn.printed, text, asks=asks)
            else:
                kind, supplementary = opening_turn(text), False
            yield Contribution(
                index=index,
                venue=self.sitting.venue,
                date=on,
                turn=kind,
                text=text,
                printed=turn.printed,
                supplementary=supplementary,
                column=turn.column,
                time=turn.time,
                question_number=turn.number,
                uin=uin,
                identifiers=tuple(turn.identifiers),
            )

    def _written(self, *, asks: bool, asked: bool) -> Turn:
        if asks:
            return Turn.QUESTION
        return Turn.STATEMENT if self.sitting.statements and not asked else Turn.ANSWER


def _uin(text: str) -> tuple[str | None, str]:
    """Part a question from its UIN, which stands in brackets at the end of its first paragraph."""
    if text.partition("\n")[0].endswith((")", "]")):
        _, uin, words = numbered(text)
        return (uin, words) if uin else (None, text)
    return None, text


def _where(turn: Spoken, debate: Gathered) -> str:
    who = turn.printed and (turn.printed.name or turn.printed.office)
    return next(iter(turn.identifiers), None) or f"{who or 'a turn'} in {debate.title!r}"


def _oral(oral: OralTurns, printed: Printed | None, text: str, *, asks: bool) -> tuple[Turn, bool]:
    """Judge a turn of an oral question. Who answers by office is printed by surname alone from then on."""
    speaker = ((printed and (printed.name or printed.office)) or "").casefold()
    office = printed.office if printed else None
    kind, supplementary = oral.next(speaker, office, text, asks)
    if kind is Turn.ANSWER and office and (match := SHORT.match(speaker)):
        oral.answering.add(f"{match['title']} {match['surname']}")
    return kind, supplementary
