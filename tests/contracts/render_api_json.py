"""Debates of the model, from whatever form, as an answer of the Hansard API: for what must not depend on the form."""

import html
import json
from collections.abc import Iterator, Sequence
from itertools import count

from kg.model import Contribution, Debate, Division, Position, Printed, Procedure, Turn, Venue, Vote
from kg.register import load_register

LOCATIONS = {
    Venue.COMMONS: "Commons Chamber",
    Venue.WESTMINSTER_HALL: "Westminster Hall",
    Venue.LORDS: "Lords Chamber",
    Venue.GRAND_COMMITTEE: "Grand Committee",
    Venue.COMMONS_WRITTEN: "Written Statements",
    Venue.LORDS_WRITTEN: "Written Statements",
}
Item = dict[str, object]


def render(debates: Sequence[Debate]) -> str:
    """Return the debates as a list of answers, each with the debates that it contains, then the divisions' own."""
    below: dict[int | None, list[Debate]] = {}
    for debate in debates:
        below.setdefault(debate.parent, []).append(debate)
    numbers = count(1)
    answers = [_debate(debate, below, numbers) for debate in below.get(None, ())]
    divisions = [_division(debate, each) for debate in debates for each in debate.divisions if each.votes]
    return json.dumps([*answers, *divisions], ensure_ascii=False)


def _debate(debate: Debate, below: dict[int | None, list[Debate]], numbers: "count[int]") -> Item:
    written = debate.venue in (Venue.COMMONS_WRITTEN, Venue.LORDS_WRITTEN)
    answered = any(c.turn is Turn.ANSWER for c in debate.contributions)
    asked = any(c.uin or c.question_number for c in debate.contributions)
    return {
        "Overview": {
            "Id": next(numbers),
            "ExtId": next(iter(debate.identifiers), None),
            "Title": f" {debate.title}",
            "HRSTag": "hs_8Question" if asked else "hs_2cGenericHdg",
            "Date": f"{debate.date.isoformat()}T00:00:00",
            "Location": "Written Answers" if written and answered else LOCATIONS[debate.venue],
            "House": debate.venue.house.value,
            "Source": 2,
            "VolumeNo": int(debate.volume) if debate.volume else None,
        },
        "Navigator": [],
        "Items": [
            {**item, "ItemId": next(numbers), "OrderInSection": order, "IsReiteration": False}
            for order, item in enumerate(_items(debate), 1)
        ],
        "ChildDebates": [_debate(child, below, numbers) for child in below.get(debate.ordinal, ())],
    }


def _items(debate: Debate) -> Iterator[Item]:
    """The model does not say between which turns a line of procedure stands: all stand before the first."""
    column = time = None
    divisions = {at: [d for d in debate.divisions if d.follows == at] for at in range(len(debate.contributions) + 1)}
    for part in (*debate.procedures, *divisions[0], *_turns(debate, divisions)):
        if part.column != column and part.column:
            column = part.column
            yield _item("Contribution", _marker(column), HRSTag="hs_ColumnNumber")
        if part.time != time and part.time:
            time = part.time
            yield _item("Timestamp", time)
        yield from _words(part)


def _turns(debate: Debate, divisions: dict[int, list[Division]]) -> Iterator[Contribution | Division]:
    for contribution in debate.contributions:
        yield contribution
        yield from divisions[contribution.index]


def _words(part: Procedure | Contribution | Division) -> Iterator[Item]:
    external = next(iter(part.identifiers), None)
    if isinstance(part, Procedure):
        yield _item("Contribution", html.escape(part.text), HRSTag="hs_Procedure", ExternalId=external)
    elif isinstance(part, Division):
        line = f"{part.number}|{(part.time or '')[:5]}|{part.ayes}|{part.noes}||"
        yield _item("Division", line, ExternalId=external)
    else:
        first, *rest = part.text.split("\n")
        yield _item(
            "Contribution",
            _question(part, html.escape(first)),
            HRSTag="Question" if part.uin or part.question_number else "hs_Para",
            ExternalId=external,
            MemberId=_mnis(part.printed),
            AttributedTo=_attributed(part.printed),
            UIN=part.uin,
        )
        yield from (_item("Contribution", html.escape(each), HRSTag="hs_Para") for each in rest)


def _question(part: Contribution, words: str) -> str:
    if not (part.uin or part.question_number):
        return words
    number = f"{part.question_number}. " if part.question_number else ""
    return f'<Question HRSContentId="{{0}}">{number}<QuestionText>{words}</QuestionText></Question>'


def _item(kind: str, value: str, **others: object) -> Item:
    empty = {"MemberId": None, "AttributedTo": None, "ExternalId": None, "HRSTag": None, "UIN": None, "Timecode": None}
    return {**empty, "ItemType": kind, "Value": value, **others}


def _marker(column: str) -> str:
    return f'<span id="{column}" class="column-number column-only" data-column-number="{column}">{column}</span>'


def _mnis(printed: Printed | None) -> int | None:
    person = load_register().identified(printed.identifier) if printed and printed.identifier else None
    return int(person.id) if person and person.id.isdigit() else None


def _attributed(printed: Printed | None) -> str | None:
    if printed is None:
        return None
    if printed.office:
        parts = [printed.office, *(f"({each})" for each in (printed.name, printed.party) if each)]
    else:
        parts = [printed.name or "", *(f"({each})" for each in (printed.constituency, printed.party) if each)]
    return " ".join(parts)


def _division(debate: Debate, division: Division) -> Item:
    sides = (Position.AYE, Position.CONTENT), (Position.NO, Position.NOT_CONTENT)
    ayes, noes = ([_member(vote) for vote in division.votes if vote.position in side] for side in sides)
    return {
        "AyeMembers": ayes,
        "NoeMembers": noes,
        "Time": division.time,
        "Date": f"{debate.date.isoformat()}T00:00:00",
        "DivisionHasTime": division.time is not None,
        "ExternalId": next(iter(division.identifiers), None),
        "AyesCount": division.ayes,
        "NoesCount": division.noes,
        "House": debate.venue.house.value,
        "DebateSection": debate.title,
        "Number": division.number,
        "DebateSectionExtId": next(iter(debate.identifiers), None),
    }


def _member(vote: Vote) -> Item:
    return {
        "MemberId": _mnis(vote.printed),
        "DisplayAs": vote.printed.name,
        "Party": vote.printed.party,
        "MemberFrom": vote.printed.constituency,
        "IsTeller": vote.teller,
    }
