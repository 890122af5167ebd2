"""Who speaks a contribution whose speaker the record prints: by the source's own id, else by the name."""

from dataclasses import replace
from datetime import date

from kg.extract.spans import MOST_CANDIDATES
from kg.iris import office as office_ref
from kg.iris import office_holding
from kg.iris import person as person_ref
from kg.iris import seat as seat_ref
from kg.model import Attribution, House, Printed, Ref, Status
from kg.register import Person, Register
from kg.register.names import gender_of, is_peerage, without_honorifics
from kg.resolve.historic import CROWD, historic_speaker
from kg.resolve.meanings import of_surname


def attribute_named(printed: Printed | None, house: House, on: date, register: Register) -> Attribution | None:
    """Return who spoke or voted in `house` by what the record prints, or None where it prints nobody.

    An id that the register knows is taken at its word. A name must be that of exactly one person who sat in the
    House that day and, where they are printed too, held that seat or office. An office alone is judged by who
    held it. Before the register's first day a name is somebody of whom no more is known.
    """
    if printed is None:
        return None
    person = register.identified(printed.identifier) if printed.identifier else None
    if person:
        return _stated("person-id", person, printed, on, register)
    if register.covers(house, on):
        return _by_words(printed, house, on, register)
    return historic_speaker(printed, house, on, register) or Attribution(
        Status.UNKNOWN, "outside-coverage", constraints=(f"is of {on}, which the register does not cover",)
    )


def _by_words(printed: Printed, house: House, on: date, register: Register) -> Attribution:
    role = _offices(printed, on, register)
    if printed.name:
        bearers = {p.id for p in register.named(printed.name, on, house)}
        bearers = bearers or _holders_of_that_surname(printed, house, on, register)
        left = _narrowed(bearers, printed, on, register)
        if len(left) == 1:
            return _stated("name-given", register.people[left.pop()], printed, on, register)
        if bearers:
            return _open("name-shared", left or bearers, f"is printed as “{printed.name}”", role)
        if one := _only_one_of_surname(printed.name, house, on, register):
            reason = f"is printed as “{printed.name}”, whose surname one member alone bears"
            return replace(
                _stated("surname-alone", one, printed, on, register), status=Status.INFERRED, constraints=(reason,)
            )
    elif role:
        holders = {h.person for ref in role for h in register.office_holders(ref.removeprefix("office/"), on)}
        sitting = {seat.person for seat in register.sitting(house, on)}
        if len(holders & sitting) == 1:
            person = (holders & sitting).pop()
            return Attribution(Status.INFERRED, "office-title", person_ref(person), role[0], constraints=_held(printed))
        return _open("office-title", holders & sitting, f"speaks as “{printed.office}”", role)
    named = printed.name or printed.office or printed.identifier or "nobody"
    if CROWD.search(named):
        return Attribution(
            Status.UNKNOWN, "several-speak", constraints=(f"is printed as “{named}”, more than one person",)
        )
    reason = f"is printed as “{named}”, whom the register does not have on {on}"
    return Attribution(
        Status.UNKNOWN,
        "name-not-in-register",
        role=role[0] if len(role) == 1 else None,
        constraints=(reason,),
    )


def _only_one_of_surname(name: str, house: House, on: date, register: Register) -> Person | None:
    """Return the one member who bears the surname and whose first name begins alike: Gerry Bermingham for "Gerald"."""
    if is_peerage(name) or "," in name:
        return None
    first, *rest = without_honorifics(name).split()
    bearers = register.of_surname(name.split()[-1], on, house) if rest else ()
    alike = [p for p in bearers if any(without_honorifics(n)[:1] == first[:1] for n in register.names_of(p.id, on))]
    gender = gender_of(name)
    return alike[0] if len(bearers) == len(alike) == 1 and gender in ("", alike[0].gender) else None


def _holders_of_that_surname(printed: Printed, house: House, on: date, register: Register) -> set[str]:
    """Who holds the printed seat and has the printed surname: "Liz Truss", whom the register calls Elizabeth."""
    holders = _holders_of_seat(printed, on, register) or set()
    surname = (printed.name or "").split()[-1:]
    named = {person.id for words in surname for person in register.of_surname(words, on, house)}
    return holders & (named | of_surname(printed.name or "", holders, register))


def _holders_of_seat(printed: Printed, on: date, register: Register) -> set[str] | None:
    """Return who holds the printed seat, or None where none of the register's is printed."""
    seats = register.constituencies_named(printed.constituency, on) if printed.constituency else ()
    return {seat.person for one in seats for seat in register.holders(one.id, on)} if seats else None


def in_capacity(attribution: Attribution, on: date, register: Register) -> Attribution:
    """Return `attribution` with the seat and the office holding that its person spoke in."""
    if not attribution.person:
        return attribution
    id_ = attribution.person.removeprefix("person/")
    seat = register.seat_of(id_, on)
    seats = [seat_ref(id_, seat.start)] if seat else []
    holdings = [
        office_holding(id_, held.office, held.start)
        for held in register.offices_of(id_, on)
        if office_ref(held.office) == attribution.role
    ]
    return replace(attribution, capacities=(*seats, *sorted(holdings)))


def _held(printed: Printed) -> tuple[str, ...]:
    return (f"speaks as “{printed.office}”",)


def _narrowed(bearers: set[str], printed: Printed, on: date, register: Register) -> set[str]:
    """Keep of `bearers` those who hold the printed seat, then those who hold the printed office."""
    holders = _holders_of_seat(printed, on, register)
    left = bearers if holders is None else bearers & holders
    if len(left) > 1 and printed.office:
        offices = register.offices_titled(printed.office, on)
        left = left & {h.person for office in offices for h in register.office_holders(office.slug, on)} or left
    return left


def _offices(printed: Printed, on: date, register: Register) -> tuple[Ref, ...]:
    if not printed.office:
        return ()
    return tuple(sorted(office_ref(office.slug) for office in register.offices_titled(printed.office, on)))


def _stated(rule: str, person: Person, printed: Printed, on: date, register: Register) -> Attribution:
    titled = set(_offices(printed, on, register))
    held = {office_ref(holding.office) for holding in register.offices_of(person.id, on)}
    role = sorted(titled & held) or (sorted(titled) if len(titled) == 1 else [])
    return Attribution(Status.STATED, rule, person.ref, role[0] if len(role) == 1 else None, candidate_count=1)


def _open(rule: str, people: set[str], reason: str, role: tuple[Ref, ...]) -> Attribution:
    listed = tuple(person_ref(id_) for id_ in sorted(people, key=int)) if len(people) <= MOST_CANDIDATES else ()
    return Attribution(
        Status.AMBIGUOUS if people else Status.UNKNOWN,
        rule,
        role=role[0] if len(role) == 1 else None,
        candidates=listed,
        candidate_count=len(people),
        constraints=(reason,),
    )
