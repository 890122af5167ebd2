"""A debate as a copy of its web page gives it: hansard.parliament.uk, TheyWorkForYou, Parallel Parliament."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.errors import FormError
from kg.model import Contribution, Debate, Printed, Procedure, Rejection, Turn, Venue
from kg.read.documents import Document
from kg.read.page import names
from kg.read.page.cuts import cut
from kg.read.page.headers import (
    Header,
    find_dated_title,
    find_headers,
    is_dated,
    venue_of,
)
from kg.read.page.lines import Line, decoded, is_procedure, page_lines
from kg.read.turns import OralTurns, opening_turn
from kg.read.words import joined, numbered, paragraph

Dialect = Callable[[Sequence[str], int], names.Named | None]
MANY_NAMES = 2


def recognises_named(head: bytes) -> bool:
    return _seen(head) == (True, True)


def recognises_unnamed(head: bytes) -> bool:
    return _seen(head)[0]


@lru_cache(1)
def _seen(head: bytes) -> tuple[bool, bool]:
    """Return whether a document is a page, and whether names stand on it: two readers ask in turn."""
    lines = _lines_of(head)
    named = _dialect(lines) is not None
    return any(map(is_dated, lines)) or (named and find_dated_title(lines, "") is not None), named


def _lines_of(head: bytes) -> list[str]:
    if head.lstrip()[:1] in (b"<", b"{") or head.startswith((b"%PDF", b"PK")):
        return []
    try:
        return [
            paragraph(line)
            for line in decoded(head[:-4] if len(head) > 60000 else head, "").splitlines()
            if line.strip()
        ]
    except FormError:
        return []


def _dialect(lines: Sequence[str]) -> Dialect | None:
    """Return how this page says who speaks, or None where it has lost it."""
    for dialect in (names.theyworkforyou, names.parallel_parliament):
        if any(dialect(lines, at) for at in range(len(lines))):
            return dialect
    if sum(names.hansard(lines, at) is not None for at in range(len(lines))) >= MANY_NAMES:
        return names.hansard
    return None


def read_page(document: Document) -> Iterator[Debate | Rejection]:
    """Yield the debates of a page, in its order.

    Raises FormError where it has no date, a date that the calendar lacks, or no words under a title.
    """
    where = document.where
    lines = page_lines(document)
    headers = _headers([line.text for line in lines], where)
    if before := headers[0].title_line:
        yield Rejection("words", lines[0].text[:60], f"{before} lines stand before the first title that has a date")
    ends = [*(header.title_line for header in headers[1:]), len(lines)]
    ordinal = 0
    for header, end in zip(headers, ends, strict=True):
        body = lines[header.body : end]
        if not body:
            yield Rejection("debate", header.title, "no words under its title")
            continue
        ordinal += 1
        if header.section and header.venue is Venue.COMMONS:
            yield Debate(header.venue, header.on, header.section, ordinal)
            ordinal += 1
        yield from _debate(header, body, ordinal)
    if not ordinal:
        raise FormError("has a title and a date, and no words", where=where, mend="copy the whole page")


def _headers(texts: Sequence[str], where: str) -> list[Header]:
    headers = find_headers(texts, where)
    if not headers and (dated := find_dated_title(texts, where)):
        headers = [dated]
    if not headers:
        raise FormError("has no date line", where=where, mend="copy the page from its title on")
    return headers


def _debate(header: Header, body: Sequence[Line], ordinal: int) -> Iterator[Debate | Rejection]:
    texts = [line.text for line in body]
    venue = venue_of(header, texts)
    dialect = _dialect(texts)
    turns, spoken_by_nobody = _named_turns(body, dialect) if dialect else _unnamed_turns(body)
    spoken = [turn for turn in turns if turn.text]
    for silent in (turn for turn in turns if not turn.text):
        yield Rejection("contribution", f"{header.title}: {silent.place.text}", "no words below the name")
    if dialect:
        _tell_turns(spoken, venue)
    contributions = tuple(_contribution(turn, index, venue, header) for index, turn in enumerate(spoken, 1))
    yield Debate(
        venue=venue,
        date=header.on,
        title=header.title,
        ordinal=ordinal,
        contributions=contributions,
        procedures=tuple(Procedure(line.text, line.column, line.time) for line in spoken_by_nobody),
        parent=ordinal - 1 if header.section and venue is Venue.COMMONS else None,
        column=body[0].column,
        volume=header.volume,
    )


@dataclass
class _Turn:
    printed: Printed | None
    place: Line
    paragraphs: list[str] = field(default_factory=list)
    kind: Turn = Turn.CONTRIBUTION
    supplementary: bool = False

    @property
    def text(self) -> str:
        return joined(self.paragraphs)


def _contribution(turn: _Turn, index: int, venue: Venue, header: Header) -> Contribution:
    number, uin, text = numbered(turn.text)
    return Contribution(
        index=index,
        venue=venue,
        date=header.on,
        turn=turn.kind,
        text=text,
        printed=turn.printed,
        supplementary=turn.supplementary,
        column=turn.place.column,
        time=turn.place.time,
        question_number=number,
        uin=uin,
    )


def _unnamed_turns(body: Sequence[Line]) -> tuple[list[_Turn], list[Line]]:
    spoken = [line for line in body if not is_procedure(line.text)]
    places = iter(spoken)
    turns: list[_Turn] = []
    for piece in cut([line.text for line in spoken]):
        place, *_ = [next(places) for _ in piece.paragraphs]
        turns.append(_Turn(None, place, piece.paragraphs, piece.turn, piece.supplementary))
    return turns, [line for line in body if is_procedure(line.text)]


def _named_turns(body: Sequence[Line], dialect: Dialect) -> tuple[list[_Turn], list[Line]]:
    """Return the turns of a page with names; what stands before the first name is nobody's.

    A line of procedure below a name is what that turn is where nothing follows it: "Several hon. Members", "rose—".
    """
    texts = [line.text for line in body]
    turns: list[_Turn] = []
    procedures: list[Line] = []
    seen: list[Printed] = []
    readers = (dialect, names.named_again(seen)) if dialect is names.hansard else (dialect,)
    at = 0
    while at < len(body):
        named = next((found for reader in readers if (found := reader(texts, at))), None)
        if named:
            printed, took = named
            turns.append(_Turn(printed, body[at]))
            seen.append(printed)
            at += took
            continue
        if not turns or (is_procedure(texts[at]) and not turns[-1].paragraphs and _goes_on(texts, at + 1, readers)):
            procedures.append(body[at])
        else:
            turns[-1].paragraphs.append(texts[at])
        at += 1
    return turns, procedures


def _goes_on(texts: Sequence[str], at: int, readers: Sequence[Dialect]) -> bool:
    """Tell whether the line at `at` still belongs to who was named last: it is there and names nobody else."""
    return at < len(texts) and not any(reader(texts, at) for reader in readers)


def _tell_turns(turns: list[_Turn], venue: Venue) -> None:
    """Tell questions from answers in oral and written questions; elsewhere what the opening words say."""
    if not turns:
        return
    number, uin, first = numbered(turns[0].text)
    asked = bool(number or uin) or first.startswith(("To ask", "What ", "If ", "Whether ", "How ", "When ", "Why "))
    if not (asked or venue in (Venue.COMMONS_WRITTEN, Venue.LORDS_WRITTEN)):
        for turn in turns:
            turn.kind = opening_turn(turn.text)
        return
    oral = OralTurns(set())
    for turn in turns:
        number, uin, text = numbered(turn.text)
        printed = turn.printed or Printed()
        asks = bool(number or uin) or turn is turns[0]
        turn.kind, turn.supplementary = oral.next(printed.name or printed.office or "", printed.office, text, asks)
