"""Find the members whom a contribution names by their seat: "my hon. Friend the Member for Colchester (Will Quince)".

The forms are those of the House's courtesies (Erskine May, paragraph 21.25; Commons factsheet G7).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from kg.extract.spans import of_one_or_many
from kg.iris import constituency as constituency_ref
from kg.model import Contribution, Kind, Mention, Ref, Said, Status
from kg.register import Register

HONOUR = r"(?:(?:right\s)?[Hh]on\.?|Honourable|honourable|noble)(?:\sand\s(?:learned|gallant|reverend))*"
FOR = re.compile(r"Members?\s(?:of\sParliament\s)?for\s")
MEMBER = re.compile(
    rf"""
    (?P<lead>
      (?:\b(?:[Mm]y|[Oo]ur|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Bb]oth|[Tt]wo)\s){{0,3}}
      (?:(?P<friend>(?:right\s)?{HONOUR}\s(?:Friend|Gentleman|Lady|Member)s?),?\s(?:the\s)?)?
      (?:(?P<member>(?:right\s)?{HONOUR})\s)?
    )
    \bMembers?\s(?:of\sParliament\s)?for\s
    """,
    re.VERBOSE,
)
SEAT = re.compile(r"(?P<seat>[A-ZÂÔÉ](?:[^()\n.;:?!—]|(?<=\bSt)\.){1,60}?)(?P<name>\s\((?P<given>[^()\n]{2,60})\))")
AND_FOR = re.compile(r"\s?,?\s(?:and,?\s)?(?:also\s|indeed,?\s)?(?:for\s|the\s(?:right\s)?hon\.\sMember\sfor\s)")
LISTED = re.compile(r"(?:,|,?\sand)\s")
"""What joins seats with their members' names in a list: "the Members for Bath (A), Kemptown (B) and Lewes (C)"."""
WORD = re.compile(r"[^\s,;:.?!()—]+,?")
ABBREVIATED = re.compile(r"St\.\s")
ANOTHER_TIME = re.compile(r"\b(?:former|late|then|previous|next|first|last|new|future|[Aa]|[Ee]very|[Ee]ach|[Aa]ny)\s$")
MOST_WORDS = 8
FAR = 200
"""No courtesies before "Member" are longer."""


def members(register: Register) -> Callable[[Contribution], Iterator[Mention]]:
    """Return an extractor of member mentions; seat and inserted name inside each are mentions too.

    A member mention runs from its article or possessive to the closing bracket. In "Member for X", X is the
    constituency of that name on the day. The mention says who may be meant (`Mention.said`); who it is, is judged
    later. "The former Member for X" is another than the one who sits, so there the seat alone is a mention.
    """

    def extract(contribution: Contribution) -> Iterator[Mention]:
        text, on = contribution.text, contribution.date
        for match in _addresses(text):
            address = " ".join((match["friend"] or match["member"] or "member").lower().split())
            if match["lead"].lower().startswith(("my ", "our ")):
                address = f"my {address}"
            of_the_day = not ANOTHER_TIME.search(text[max(0, match.start() - 12) : match.start()])
            begin, at = match.start(), match.end()
            while seat := _seat_at(register, text, at, on):
                yield from _seat_mentions(seat)
                if of_the_day or seat.name:
                    yield from _member_mentions(seat, begin, address)
                following = _following(register, text, seat, on)
                if not following:
                    break
                begin = at = following

    return extract


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """Yield what `MEMBER` finds, looking only where "Member for" stands."""
    end = 0
    for found in FOR.finditer(text):
        match = MEMBER.search(text, max(end, found.start() - FAR), found.end())
        if match:
            end = match.end()
            yield match


class _Seat:
    """A seat as written at `begin` to `seat_end`, with an inserted name at `name_begin` to `end - 1`."""

    __slots__ = ("begin", "constituencies", "end", "name", "name_begin", "seat_end")

    def __init__(self, begin: int, seat_end: int, end: int, constituencies: tuple[Ref, ...], name: str | None) -> None:
        self.begin, self.seat_end, self.end = begin, seat_end, end
        self.constituencies, self.name = constituencies, name
        self.name_begin = end - 1 - len(name) if name else end


def _seat_at(register: Register, text: str, at: int, on: date) -> _Seat | None:
    """Return the seat that is written at `at`: all up to an inserted name, else the longest name of a seat."""
    named = SEAT.match(text, at)
    if named:
        found = _refs(register, named["seat"], on)
        if found or "," not in named["seat"]:
            return _Seat(at, named.end("seat"), named.end(), found, named["given"])
    return _longest_seat(register, text, at, on)


def _following(register: Register, text: str, seat: _Seat, on: date) -> int | None:
    """Return where the next seat of a list stands."""
    if following := AND_FOR.match(text, seat.end):
        return following.end()
    if seat.name and (joined := LISTED.match(text, seat.end)):
        named = SEAT.match(text, joined.end())
        return joined.end() if named and _refs(register, named["seat"], on) else None
    return None


def _longest_seat(register: Register, text: str, at: int, on: date) -> _Seat | None:
    ends: list[int] = []
    position = at
    while len(ends) < MOST_WORDS and (word := WORD.match(text, position)):
        abbreviated = ABBREVIATED.match(text, position)
        end = abbreviated.end() - 1 if abbreviated else word.end()
        ends.append(end)
        if text[end : end + 1] != " ":
            break
        position = end + 1
    for end in reversed(ends):
        written = text[at:end].rstrip(",")
        for seat in (written, re.sub(r"[’']s$", "", written)):
            if found := _refs(register, seat, on):
                return _Seat(at, at + len(seat), at + len(seat), found, None)
    return None


def _refs(register: Register, name: str, on: date) -> tuple[Ref, ...]:
    return tuple(sorted(constituency_ref(found.id) for found in register.constituencies_named(name, on)))


def _member_mentions(seat: _Seat, begin: int, address: str) -> Iterator[Mention]:
    said = Said(name=seat.name, constituencies=seat.constituencies, address=address)
    rule = "member-name" if seat.name else "member-for"
    yield Mention(begin, seat.end, Kind.PERSON, rule, status=Status.UNKNOWN, said=said)
    if seat.name:
        yield Mention(seat.name_begin, seat.end - 1, Kind.PERSON, rule, status=Status.UNKNOWN, said=said)


def _seat_mentions(seat: _Seat) -> Iterator[Mention]:
    if seat.constituencies:
        yield of_one_or_many(seat.begin, seat.seat_end, Kind.CONSTITUENCY, "constituency-name", seat.constituencies)
