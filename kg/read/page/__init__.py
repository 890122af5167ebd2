"""A debate as a copy of its web page gives it: hansard.parliament.uk, TheyWorkForYou, Parallel Parliament."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.errors import FormError
from kg.model import Contribution, Debate, Printed, Procedure, Rejection, Turn, Venue
from kg.read.documents import Document
from kg.read.page import names
from kg.read.page.cuts import cut
from kg.read.page.headers import (
    HANSARD,
    TWFY,
    TWFY_WRITTEN,
    Header,
    find_dated_title,
    find_headers,
    venue_of,
)
from kg.read.page.lines import decoded, is_procedure, page_lines
from kg.read.turns import OralTurns
from kg.read.twfy_xml import opening_turn
from kg.read.words import joined, numbered, paragraph

Dialect = Callable[[Sequence[str], int], names.Named | None]
MANY_NAMES = 2


def recognises_named(head: bytes) -> bool:
    return _is_page(head) and _dialect(_lines_of(head)) is not None


def recognises_unnamed(head: bytes) -> bool:
    return _is_page(head)


def _is_page(head: bytes) -> bool:
    lines = _lines_of(head)
    return any(HANSARD.match(x) or TWFY.match(x) or TWFY_WRITTEN.match(x) for x in lines) or (
        _dialect(lines) is not None and find_dated_title(lines, "") is not None
    )


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
    where = str(document.path)
    lines = page_lines(document)
    headers = find_headers(lines, where)
    if not headers:
        dated = find_dated_title(lines, where)
        headers = [dated] if dated else []
    if not headers:
        raise FormError("has no date line", where=where, mend="copy the page from its title on")
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
        yield _debate(header, body, ordinal)
    if not ordinal:
        raise FormError("has a title and a date, and no words", where=where, mend="copy the whole page")


def _debate(header: Header, body: list[str], ordinal: int) -> Debate:
    venue = venue_of(header, body)
    dialect = _dialect(body)
    turns, spoken_by_nobody = _named_turns(body, dialect, venue) if dialect else _unnamed_turns(body)
    contributions = tuple(
        _contribution(turn, index, venue, header) for index, turn in enumerate((t for t in turns if t.text), 1)
    )
    return Debate(
        venue=venue,
        date=header.on,
        title=header.title,
        ordinal=ordinal,
        contributions=contributions,
        procedures=tuple(Procedure(text) for text in spoken_by_nobody),
        parent=ordinal - 1 if header.section and venue is Venue.COMMONS else None,
        volume=header.volume,
    )


@dataclass
class _Turn:
    printed: Printed | None
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
        question_number=number,
        uin=uin,
    )


def _unnamed_turns(body: list[str]) -> tuple[list[_Turn], list[str]]:
    spoken = [line for line in body if not is_procedure(line)]
    turns = [_Turn(None, piece.paragraphs, piece.turn, piece.supplementary) for piece in cut(spoken)]
    return turns, [line for line in body if is_procedure(line)]


def _named_turns(body: list[str], dialect: Dialect, venue: Venue) -> tuple[list[_Turn], list[str]]:
    """Return the turns of a page with names; what stands before the first name is nobody's."""
    turns: list[_Turn] = []
    procedures: list[str] = []
    seen: set[str] = set()
    readers = (dialect, names.hansard, names.seen_before(seen)) if dialect is names.hansard else (dialect,)
    at = 0
    while at < len(body):
        named = next((found for reader in readers if (found := reader(body, at))), None)
        if named:
            turns.append(_Turn(named[0]))
            seen |= {named[0].name} if named[0].name else set()
            at += named[1]
            continue
        if not turns or (is_procedure(body[at]) and not turns[-1].paragraphs):
            procedures.append(body[at])
        else:
            turns[-1].paragraphs.append(body[at])
        at += 1
    _tell_turns([turn for turn in turns if turn.text], venue)
    return turns, procedures


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
