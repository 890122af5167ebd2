"""Contributions made of what was gathered of a turn: its kind, its number, its words."""

import re
from dataclasses import dataclass, field

from kg.model import Contribution, Turn
from kg.read.publications_html.names import Named
from kg.read.publications_html.sitting import Sitting
from kg.read.publications_html.tables import kind
from kg.read.publications_html.tree import WRITTEN, Open
from kg.read.turns import OralTurns, opening_turn
from kg.read.words import joined, numbered, uin_in

ASKS = re.compile(r"To ask\b|(?:rose to )?ask(?:ed)? Her Majesty['’]s Government")
OWN_NUMBER = re.compile(r"\d{9,20}$")


@dataclass
class Speaking:
    """A turn whose paragraphs are still coming, with what stood where it began; `letters` are those of its column."""

    named: Named
    anchors: tuple[str, ...]
    column: str | None
    letters: str
    time: str | None
    paragraphs: list[str] = field(default_factory=list)


def own_numbers(anchors: tuple[str, ...]) -> tuple[str, ...]:
    """Return the anchors that are the site's own numbers ("11071299000106"), each once."""
    return tuple(dict.fromkeys(anchor for anchor in anchors if OWN_NUMBER.match(anchor)))


def contribution(debate: Open, done: Speaking, sitting: Sitting, answering: set[str] | None) -> Contribution | None:
    """Return the next contribution of a debate, None where the turn holds no words.

    `answering` are those who have answered for the department whose oral questions these are, None outside of them.
    """
    number, uin, words = _numbered(joined(done.paragraphs))
    if not words:
        return None
    number, uin = done.named.number or number, done.named.uin or uin
    asks = bool(number or uin) or any(kind(anchor) == "question" for anchor in done.anchors)
    debate.asks = debate.asks or asks
    turn, supplementary = _turn(debate, done, words, asks, answering)
    identifiers = own_numbers(done.anchors)
    return Contribution(
        index=len(debate.contributions) + 1,
        venue=debate.venue,
        date=debate.date,
        turn=turn,
        text=words,
        printed=done.named.printed,
        supplementary=supplementary,
        column=done.column,
        time=done.time,
        question_number=number,
        uin=uin,
        identifiers=identifiers,
        url=sitting.url(identifiers),
    )


def _numbered(text: str) -> tuple[str | None, str | None, str]:
    """Part number and UIN from the words; below "asked Her Majesty’s Government:" the UIN ends the question itself."""
    number, uin, words = numbered(text)
    last = uin_in(words) if uin is None and ASKS.match(words) else None
    return (number, last["uin"], words[: last.start()]) if last else (number, uin, words)


def _turn(debate: Open, done: Speaking, text: str, asks: bool, answering: set[str] | None) -> tuple[Turn, bool]:
    if debate.venue in WRITTEN:
        return _written(debate, done, text, asks), False
    if answering is None or not debate.asks:
        return (Turn.QUESTION if ASKS.match(text) else opening_turn(text)), False
    debate.turns = debate.turns or OralTurns(answering)
    printed = done.named.printed
    name, office = (printed.name, printed.office) if printed else (None, None)
    return debate.turns.next(name or office or "", office, text, asks)


def _written(debate: Open, done: Speaking, text: str, asks: bool) -> Turn:
    """The written record prints a question, then its answer; a statement answers none."""
    if asks or ASKS.match(text):
        debate.asks = True
        return Turn.QUESTION
    if debate.asks or done.letters in ("W", "WA"):
        return Turn.ANSWER
    return Turn.STATEMENT if done.letters in ("", "WS") else opening_turn(text)
