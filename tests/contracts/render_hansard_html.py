"""Debates of the model, from whatever form, as a page of hansard.parliament.uk: for what must not depend on the form."""

import html
from collections.abc import Iterator, Sequence

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
SIDES = {
    Position.AYE: "Ayes",
    Position.NO: "Noes",
    Position.CONTENT: "Contents",
    Position.NOT_CONTENT: "Not Contents",
}


def render(debates: Sequence[Debate]) -> str:
    """Return the debates of one place and day as one page, as the site has for a whole sitting."""
    first = debates[0]
    answered = any(c.turn is Turn.ANSWER for debate in debates for c in debate.contributions)
    written = first.venue in (Venue.COMMONS_WRITTEN, Venue.LORDS_WRITTEN)
    location = "Written Answers" if written and answered else LOCATIONS[first.venue]
    house = first.venue.house.value
    day = f"{first.date:%A} {first.date.day} {first.date:%B} {first.date.year}"
    volume = f"Volume {first.volume}: " if first.volume else ""
    address = f"/{house}/{first.date.isoformat()}"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="en-GB"><head><meta charset="utf-8"><title>{location} - Hansard - UK Parliament</title>',
            f'<link rel="canonical" href="https://hansard.parliament.uk{address}"></head>',
            f'<body><nav class="breadcrumb"><ul><li><a href="{address}">{house}</a></li><li>{location}</li></ul></nav>',
            f'<main><div class="hero-banner hero-banner-debate"><h1>{location}</h1>',
            f'<h2 class="heading-level-3">{volume}debated on {day}</h2></div>',
            '<div class="primary-content"><div class="child-debate-list">',
            *(line for debate in debates if debate.parent is None for line in _debate(debate, debates)),
            "</div></div></main></body></html>",
            "",
        ]
    )


def _debate(debate: Debate, debates: Sequence[Debate]) -> Iterator[str]:
    identifier = next(iter(debate.identifiers), None)
    data = f' data-debate-id="{html.escape(identifier)}"' if identifier else ""
    yield f'<div class="child-debate"{data}><h2>{html.escape(debate.title)}</h2>'
    yield from _items(debate)
    children = [child for child in debates if child.parent == debate.ordinal]
    if children:
        yield '<div class="child-debate-list">'
        for child in children:
            yield from _debate(child, debates)
        yield "</div>"
    yield "</div>"


def _items(debate: Debate) -> Iterator[str]:
    """The model does not say between which turns a line of procedure stands: all stand before the first."""
    column = time = None
    parts: list[Procedure | Contribution | Division] = [*debate.procedures]
    parts += [division for division in debate.divisions if not division.follows]
    for contribution in debate.contributions:
        parts += [contribution, *(each for each in debate.divisions if each.follows == contribution.index)]
    for part in parts:
        if part.column != column and part.column:
            column = part.column
            yield f'<div class="debate-item debate-item-columnnumber">{_marker(column)}</div>'
        if part.time != time and part.time:
            time = part.time
            yield f'<div class="debate-item debate-item-timestampdebateitem"><p>{time}</p></div>'
        yield _part(part)


def _part(part: Procedure | Contribution | Division) -> str:
    identifier = html.escape(next(iter(part.identifiers), ""))
    if isinstance(part, Procedure):
        words = f"<p>{html.escape(part.text).replace(chr(10), '<br>')}</p>"
        data = f' data-contribution-id="{identifier}"' if identifier else ""
        return f'<div class="debate-item debate-item-otherdebateitem" data-tag="hs_Procedure"{data}>{words}</div>'
    if isinstance(part, Division):
        return _division(part)
    return (
        '<div class="debate-item debate-item-contributiondebateitem">'
        f'<div class="contribution" id="contribution-{identifier}" data-contribution-id="{identifier}">'
        f'<div class="header">{_header(part.printed)}</div><div class="content">{_content(part)}</div>'
        '<div class="share-bar"><a href="#">Share this contribution</a></div></div></div>'
    )


def _content(part: Contribution) -> str:
    first, *rest = map(html.escape, part.text.split("\n"))
    if part.question_number or part.uin:
        number = f"{part.question_number}. " if part.question_number else ""
        uin = f" ({part.uin})" if part.uin else ""
        first = f"<Question>{number}<QuestionText>{first}{uin}</QuestionText></Question>"
    else:
        first = f'<p class="hs_Para">{first}</p>'
    return first + "".join(f'<p class="hs_Para">{each}</p>' for each in rest)


def _header(printed: Printed | None) -> str:
    if printed is None:
        return ""
    primary = printed.office or printed.name or ""
    brackets = (printed.name, printed.party) if printed.office else (printed.constituency, printed.party)
    secondary = " ".join(f"({each})" for each in brackets if each)
    member = _mnis(printed)
    words = f'<div class="primary-text">{html.escape(primary)}</div>'
    words += f'<div class="secondary-text">{html.escape(secondary)}</div>' if secondary else ""
    if member is None:
        return f'<div class="attributed-to-details">{words}</div>'
    link = f"/search/MemberContributions?memberId={member}"
    return f'<a class="attributed-to-details with-link" href="{link}">{words}</a>'


def _division(division: Division) -> str:
    identifier = html.escape(next(iter(division.identifiers), ""))
    positions = list(dict.fromkeys(vote.position for vote in division.votes)) or [Position.AYE, Position.NO]
    for pair in ((Position.AYE, Position.NO), (Position.CONTENT, Position.NOT_CONTENT)):
        positions = list(pair) if set(positions) & set(pair) else positions
    lists = "".join(_side(division, each) for each in positions)
    time = f"<p>{division.time}</p>" if division.time else ""
    return (
        f'<div class="debate-item debate-item-divisiondebateitem" data-division-id="{identifier}">'
        f"<h3>Division {division.number}</h3>{time}{lists}</div>"
    )


def _side(division: Division, position: Position) -> str:
    count = division.ayes if position in (Position.AYE, Position.CONTENT) else division.noes
    votes = [vote for vote in division.votes if vote.position is position]
    tellers = [vote for vote in votes if vote.teller]
    return (
        f"<h4>{SIDES[position]}{'' if count is None else f': {count}'}</h4>"
        f"<ul>{''.join(map(_vote, (vote for vote in votes if not vote.teller)))}</ul>"
        + (f"<h4>Tellers for the {SIDES[position]}</h4><ul>{''.join(map(_vote, tellers))}</ul>" if tellers else "")
    )


def _vote(vote: Vote) -> str:
    brackets = "".join(f" ({html.escape(each)})" for each in (vote.printed.constituency, vote.printed.party) if each)
    proxy = f" (Proxy vote cast by {html.escape(vote.proxy)})" if vote.proxy else ""
    member = _mnis(vote.printed)
    name = html.escape(vote.printed.name or "") + brackets
    return f'<li><a href="/member/{member}">{name}</a>{proxy}</li>' if member else f"<li>{name}{proxy}</li>"


def _marker(column: str) -> str:
    return (
        f'<span id="{column}" class="column-number column-only" data-column-number="{column}">'
        f"<span>Column {column} is located here</span><button>Toggle showing location of Column {column}</button></span>"
    )


def _mnis(printed: Printed) -> int | None:
    person = load_register().identified(printed.identifier) if printed.identifier else None
    return int(person.id) if person and person.id.isdigit() else None
