"""Divisions and votes as quads: what the record counts, and how each member on its lists voted."""

from collections.abc import Iterator

from kg import iris
from kg.iris import BASE
from kg.model import Attribution, Division, Reading, Ref, Status, Vote
from kg.triples.nquads import LABEL, TRUE, TYPE, Lines, integer, term, text, web_address

AYES, NOES, FOLLOWS = term("hkg:ayes"), term("hkg:noes"), term("hkg:follows")
PART_OF, VOTED, VOTER = term("dcterms:isPartOf"), term("hkg:voted"), term("hkg:voter")
VOTE, CANDIDATE, STATUS = term("hkg:Vote"), term("hkg:candidate"), term("hkg:status")


def division_quads(reading: Reading, key: Ref, base: str = BASE, compact: bool = False) -> Iterator[str]:
    """Yield the quads of the divisions of a debate, `key` its path: who is meant by a vote stands where that was found."""
    found = zip(reading.debate.divisions, reading.voters, reading.proxies, strict=True)
    for index, (division, voters, proxies) in enumerate(found, 1):
        lines: list[str] = []
        stated = Lines(base, iris.stated_graph(key), lines, compact)
        inferred = Lines(base, iris.inferred_graph(key), lines)
        here = iris.division(key, index)
        _division(stated, division, here, key, index)
        for place, (vote, voter, proxy) in enumerate(zip(division.votes, voters, proxies, strict=True), 1):
            about = iris.vote(here, voter.person, place)
            _vote(stated, vote, about, here)
            stated.say(about, (term("hkg:proxy"), stated.iri(proxy) if proxy else None))
            _voter(stated if voter.status is Status.STATED else inferred, voter, about)
        yield from dict.fromkeys(lines)


def _division(lines: Lines, division: Division, here: Ref, key: Ref, index: int) -> None:
    lines.say(
        here,
        (TYPE, term("hkg:Division")),
        (LABEL, text(f"Division {division.number or index}")),
        (PART_OF, lines.iri(key)),
        (term("hkg:divisionNumber"), text(division.number) if division.number else None),
        (AYES, integer(division.ayes) if division.ayes is not None else None),
        (NOES, integer(division.noes) if division.noes is not None else None),
        (term("hkg:result"), result(division)),
        (FOLLOWS, lines.iri(iris.contribution(key, division.follows)) if division.follows else None),
        (term("hkg:column"), text(division.column) if division.column else None),
        (term("hkg:time"), text(division.time) if division.time else None),
        (term("schema:url"), web_address(division.url)),
        *((term("dcterms:identifier"), text(identifier)) for identifier in division.identifiers),
    )


def result(division: Division) -> str | None:
    """Return which side the stated counts make the greater; None where they are equal or not stated."""
    if division.ayes is None or division.noes is None or division.ayes == division.noes:
        return None
    return term("hkg:Agreed") if division.ayes > division.noes else term("hkg:Negatived")


def _vote(lines: Lines, vote: Vote, about: Ref, here: Ref) -> None:
    printed = vote.printed
    seat = f" ({printed.constituency})" if printed.constituency else ""
    lines.derive(about, (TYPE, VOTE), (PART_OF, lines.iri(here)))
    lines.say(
        about,
        (LABEL, text(f"{printed.name or printed.identifier}{seat}: {vote.position.label}")),
        (VOTED, term(f"hkg:{vote.position}")),
        (term("hkg:teller"), TRUE if vote.teller else None),
        (term("hkg:proxyAsPrinted"), text(vote.proxy) if vote.proxy else None),
    )


def _voter(lines: Lines, voter: Attribution, about: Ref) -> None:
    """Who voted; where nobody is known, the status and whom the name may mean."""
    if voter.person:
        lines.say(about, (VOTER, lines.iri(voter.person)))
        return
    lines.say(
        about,
        (STATUS, term(f"hkg:{voter.status}")),
        *((CANDIDATE, lines.iri(candidate)) for candidate in voter.candidates),
    )
