"""The register as quads of graph/register: people, seats, parties, offices, constituencies."""

from collections.abc import Callable, Iterator
from datetime import date

from kg import iris
from kg.iris import BASE
from kg.register import Name, OfficeTitle, Register
from kg.triples.nquads import LABEL, TYPE, Lines, day, term, text

START, END, SOURCE = term("schema:startDate"), term("schema:endDate"), term("dcterms:source")
SAME, PAGE, MEMBER = term("owl:sameAs"), term("schema:sameAs"), term("org:member")
GENDERS = {"M": term("schema:Male"), "F": term("schema:Female")}
OPEN_START = date.min


def register_quads(register: Register, base: str = BASE) -> Iterator[str]:
    """Yield the whole register, table by table in the order of its rows, as lines of N-Quads."""
    for write in TABLES:
        lines = Lines(base, iris.REGISTER_GRAPH, [])
        write(lines, register)
        yield from dict.fromkeys(lines.lines)


def _period(start: date | None, end: date | None) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    return (
        (START, day(start) if start and start != OPEN_START else None),
        (END, day(end) if end else None),
    )


def _people(lines: Lines, register: Register) -> None:
    for person in register.people.values():
        ids = dict(person.identifiers)
        wikidata, twfy = ids.get("wikidata"), ids.get("twfy")
        lines.say(
            person.ref,
            (TYPE, term("hkg:Person")),
            (LABEL, text(person.name)),
            (term("foaf:name"), text(person.name)),
            (term("schema:gender"), GENDERS.get(person.gender)),
            (SAME, f"<http://www.wikidata.org/entity/{wikidata}>" if wikidata else None),
            (SAME, f"<{ids['id.parliament.uk']}>" if "id.parliament.uk" in ids else None),
            (PAGE, f"<https://members.parliament.uk/member/{person.id}>"),
            (PAGE, f"<https://www.theyworkforyou.com/mp/{twfy}>" if twfy else None),
            (SOURCE, text(person.source)),
        )


def _names(lines: Lines, register: Register) -> None:
    """Names that differ from the one a person has now, each with its dates."""
    for name in register.names:
        if name.name != register.people[name.person].name:
            about = _name_ref(name)
            lines.say(iris.person(name.person), (term("hkg:name"), lines.iri(about)))
            lines.say(
                about,
                (TYPE, term("hkg:Name")),
                (LABEL, text(name.name)),
                *_period(name.start, name.end),
                (SOURCE, text(name.source)),
            )


def _name_ref(name: Name) -> str:
    return f"{iris.person(name.person)}/name/{name.start.isoformat() if name.start else 'first'}"


def _seats(lines: Lines, register: Register) -> None:
    for seat in register.seats:
        place = register.constituencies[seat.constituency].name if seat.constituency else seat.peerage or "a peerage"
        lines.say(
            iris.seat(seat.person, seat.start),
            (TYPE, term("hkg:SeatIncumbency")),
            (LABEL, text(f"{register.people[seat.person].name}, {place}")),
            (MEMBER, lines.iri(iris.person(seat.person))),
            (term("hkg:house"), term(f"hkg:{seat.house}")),
            (
                term("hkg:constituency"),
                lines.iri(iris.constituency(seat.constituency)) if seat.constituency else None,
            ),
            (term("hkg:peerage"), text(seat.peerage) if seat.peerage else None),
            *_period(seat.start, seat.end),
            (SOURCE, text(seat.source)),
        )


def _memberships(lines: Lines, register: Register) -> None:
    for membership in register.memberships:
        party = register.parties[membership.party]
        lines.say(
            iris.party_membership(membership.person, membership.start, membership.party),
            (TYPE, term("hkg:PartyMembership")),
            (LABEL, text(f"{register.people[membership.person].name}, {party.name}")),
            (MEMBER, lines.iri(iris.person(membership.person))),
            (term("org:organization"), lines.iri(f"party/{party.slug}")),
            *_period(membership.start, membership.end),
            (SOURCE, text(membership.source)),
        )


def _parties(lines: Lines, register: Register) -> None:
    for party in register.parties.values():
        lines.say(
            f"party/{party.slug}",
            (TYPE, term("hkg:Party")),
            (LABEL, text(party.name)),
            (SOURCE, text(party.source)),
        )


def _offices(lines: Lines, register: Register) -> None:
    for office in register.offices.values():
        lines.say(
            f"office/{office.slug}",
            (TYPE, term("hkg:Office")),
            (LABEL, text(office.title)),
            (term("org:postIn"), lines.iri(f"agency/{office.department}") if office.department else None),
            (term("hkg:rank"), text(office.rank)),
            (term("hkg:side"), text(office.side)),
            (SOURCE, text(office.source)),
        )


def _titles(lines: Lines, register: Register) -> None:
    """What an office is called; rank and department alone are worked out from the office and so are left out."""
    for title in register.titles:
        if title.kind != "generic" and title.title != register.offices[title.office].title:
            about = _title_ref(title)
            lines.say(f"office/{title.office}", (term("hkg:title"), lines.iri(about)))
            lines.say(
                about,
                (TYPE, term("hkg:OfficeTitle")),
                (LABEL, text(title.title)),
                *_period(title.start, title.end),
                (SOURCE, text(title.source)),
            )


def _title_ref(title: OfficeTitle) -> str:
    return f"office/{title.office}/title/{iris.slug(title.title)}/{title.start.isoformat() if title.start else 'first'}"


def _holdings(lines: Lines, register: Register) -> None:
    for holding in register.holdings:
        lines.say(
            iris.office_holding(holding.person, holding.office, holding.start),
            (TYPE, term("hkg:OfficeHolding")),
            (
                LABEL,
                text(f"{register.people[holding.person].name}, {register.offices[holding.office].title}"),
            ),
            (MEMBER, lines.iri(iris.person(holding.person))),
            (term("hkg:office"), lines.iri(f"office/{holding.office}")),
            *_period(holding.start, holding.end),
            (SOURCE, text(holding.source)),
        )


def _constituencies(lines: Lines, register: Register) -> None:
    for constituency in register.constituencies.values():
        wikidata = constituency.wikidata
        lines.say(
            iris.constituency(constituency.id),
            (TYPE, term("hkg:Constituency")),
            (LABEL, text(constituency.name)),
            (term("skos:notation"), text(constituency.gss) if constituency.gss else None),
            (
                term("dcterms:isVersionOf"),
                f"<http://www.wikidata.org/entity/{wikidata}>" if wikidata else None,
            ),
            *((term("dcterms:replaces"), lines.iri(iris.constituency(before))) for before in constituency.replaces),
            (term("hkg:county"), text(constituency.county) if constituency.county else None),
            (term("hkg:region"), text(constituency.region) if constituency.region else None),
            (term("hkg:country"), text(constituency.country) if constituency.country else None),
            *_period(constituency.start, constituency.end),
            (SOURCE, text(constituency.source)),
        )


def _whereabouts(lines: Lines, register: Register) -> None:
    within, policed_by = term("schema:containedInPlace"), term("hkg:policedBy")
    for lies in register.whereabouts:
        lines.say(iris.constituency(lies.constituency), (within, lines.iri(f"place/{lies.place}")))
    for policing in register.policing:
        lines.say(iris.constituency(policing.constituency), (policed_by, lines.iri(f"agency/{policing.force}")))
    for place in register.policed_places:
        if not place.excepted:
            lines.say(f"place/{place.place}", (policed_by, lines.iri(f"agency/{place.force}")))


TABLES: tuple[Callable[[Lines, Register], None], ...] = (
    _people,
    _names,
    _seats,
    _memberships,
    _parties,
    _offices,
    _titles,
    _holdings,
    _constituencies,
    _whereabouts,
)
