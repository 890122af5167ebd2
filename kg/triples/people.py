"""People of before the register as quads: a name as the record prints it, in which House, in which year, for which seat."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg import iris
from kg.iris import BASE
from kg.model import House, Printed, Reading, Ref
from kg.triples.nquads import LABEL, TYPE, Lines, integer, term, text

CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
SMALL = ("Of", "The", "And", "De", "Du", "Le")


@dataclass(frozen=True, slots=True, order=True)
class HistoricPerson:
    """Somebody without an id of Parliament's; `year` is the one in which the record prints the name."""

    ref: Ref
    name: str
    house: House
    year: int
    constituency: str | None = None


def historic_people(reading: Reading) -> Iterator[HistoricPerson]:
    """Yield the people of before the register who speak or vote in a debate, or whom people have judged to."""
    debate = reading.debate
    spoken = zip((c.printed for c in debate.contributions), reading.attributions, strict=True)
    cast = (
        (v.printed, a)
        for d, its in zip(debate.divisions, reading.voters, strict=True)
        for v, a in zip(d.votes, its, strict=True)
    )
    for printed, attribution in (*spoken, *cast):
        if printed and printed.name and (attribution.person or "").startswith(iris.HISTORIC):
            yield _person(attribution.person or "", printed, debate.venue.house, debate.date)


def _person(ref: Ref, printed: Printed, house: House, on: date) -> HistoricPerson:
    return HistoricPerson(ref, in_lower_case(printed.name or ""), house, on.year, printed.constituency)


def in_lower_case(name: str) -> str:
    """Return a name that the record prints in capitals as it is written elsewhere, so that one person has one name.

    >>> in_lower_case("THE EARL of CREWE"), in_lower_case("Mr. O'BRIEN"), in_lower_case("Mr. Ramsay MacDonald")
    ('The Earl of Crewe', "Mr. O'Brien", 'Mr. Ramsay MacDonald')
    """
    words = (CAPITALS.sub(lambda part: part[0].capitalize(), word) for word in name.split())
    return " ".join(word.lower() if at and word in SMALL else word for at, word in enumerate(words))


def historic_person_quads(person: HistoricPerson, base: str = BASE) -> Iterator[str]:
    """Yield what is said of one, in a graph of its own that all debates share."""
    lines = Lines(base, iris.person_graph(person.ref), [])
    seat = f" ({person.constituency})" if person.constituency else ""
    lines.say(
        person.ref,
        (TYPE, term("hkg:Person")),
        (LABEL, text(f"{person.name}{seat}, {person.house}, {person.year}")),
        (term("foaf:name"), text(person.name)),
        (term("hkg:house"), term(f"hkg:{person.house}")),
        (term("hkg:year"), integer(person.year)),
        (term("hkg:seatAsPrinted"), text(person.constituency) if person.constituency else None),
    )
    yield from lines.lines
