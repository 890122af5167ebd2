"""People of before the register as quads: a name as the record prints it, in which House, in which year, for which seat."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kg import iris
from kg.iris import BASE
from kg.model import House, Printed, Reading, Ref
from kg.triples.nquads import LABEL, TYPE, Lines, integer, term, text

CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
SMALL = ("Of", "The", "And", "De", "Du", "Le")


@dataclass(frozen=True, slots=True)
class HistoricPerson:
    """Somebody without an id of Parliament's; `year` is the one in which the record prints the name. `elsewhere` tells
    that the name was not seen where they were judged to be meant, and is taken from their path.
    """

    ref: Ref
    elsewhere: bool
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
    if ref == iris.historic_person(house, on.year, printed.name or "", printed.constituency):
        return HistoricPerson(ref, False, in_lower_case(printed.name or ""), house, on.year, printed.constituency)
    place, year, *words = f"{ref.removeprefix(iris.HISTORIC)}--".split("-", 2)
    name = " ".join(words).replace("-", " ").title().strip()
    is_lords, has_year = place == House.LORDS.lower(), year.isdecimal() and len(year) == 4
    return HistoricPerson(
        ref, True, name or ref, House.LORDS if is_lords else House.COMMONS, int(year) if has_year else on.year
    )


def one_each(people: Iterable[HistoricPerson]) -> list[HistoricPerson]:
    """Return each person once: the record prints one name in several ways, and the first of these by the alphabet stands."""
    return [next(them) for _, them in groupby(sorted(people, key=_order), key=lambda person: person.ref)]


def _order(person: HistoricPerson) -> tuple[str, bool, str, str]:
    return person.ref, person.elsewhere, person.name, person.constituency or ""


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
