"""Debates of another form as the copy of a page of TheyWorkForYou: names with photographs, party and seat."""

from kg.model import Contribution, Debate, Printed
from kg.register import Register

SITTINGS = {
    "commons": "in the House of Commons",
    "lords": "in the House of Lords",
    "westminster-hall": "in Westminster Hall",
}


def render(debate: Debate, register: Register) -> str:
    """Return a debate as the text that copying its page gives."""
    day = f"{debate.date:%A} {debate.date.day} {debate.date:%B %Y}"
    lines = [debate.title, f"{SITTINGS[debate.venue]} at 12:00 am on {day}."]
    for contribution in debate.contributions:
        lines += ["", _name(contribution, register), ""]
        first, *rest = contribution.text.split("\n")
        number = f"{contribution.question_number}. " if contribution.question_number else ""
        uin = f" ({contribution.uin})" if contribution.uin else ""
        lines += [f"{number}{first}{uin}", *rest]
    return "\n".join(lines) + "\n"


def _name(contribution: Contribution, register: Register) -> str:
    printed = contribution.printed or Printed()
    name = printed.name or ""
    return f"Photo of {name} {name} {_after(contribution, printed, register)}".rstrip()


def _after(contribution: Contribution, printed: Printed, register: Register) -> str:
    """Return what the page says after the name: the office, else party and seat."""
    person = register.identified(printed.identifier or "")
    if printed.office or not person:
        return printed.office or ""
    membership = register.party_of(person.id, contribution.date)
    seat = register.seat_of(person.id, contribution.date)
    party = register.parties[membership.party].name if membership else ""
    place = register.constituencies[seat.constituency].name if seat and seat.constituency else ""
    return ", ".join(filter(None, (party, place)))
