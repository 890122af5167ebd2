"""Compile the register: from the public registers in a folder to tidy tables that a person can read and correct."""

from pathlib import Path

from kg.errors import RegisterError
from kg.register.compile.constituencies import compile_constituencies
from kg.register.compile.coverage import write_coverage
from kg.register.compile.offices import compile_offices
from kg.register.compile.people import compile_people
from kg.register.compile.policing import compile_forces
from kg.register.compile.seats import compile_parties, compile_seats
from kg.register.compile.whereabouts import compile_places
from kg.register.tables import DATA, rows

TABLES = [
    "people",
    "names",
    "member_ids",
    "seats",
    "party_memberships",
    "parties",
    "offices",
    "office_titles",
    "office_holdings",
    "constituencies",
    "constituency_names",
    "constituency_places",
    "constituency_forces",
    "corrections",
]

__all__ = ["compile_register"]


def compile_register(folder: Path, into: Path = DATA) -> dict[str, int]:
    """Write the tables of the register to `into` and return the number of rows of each.

    Raises RegisterError where a source is missing, or where a check on the whole does not hold: then the tables
    are not to be used.
    """
    if not folder.is_dir():
        raise RegisterError("there is no such folder", where=str(folder), mend="give the folder of registers")
    into.mkdir(parents=True, exist_ok=True)
    compile_people(folder, into)
    constituencies = compile_constituencies(folder, into)
    places = compile_places(folder, into, constituencies)
    compile_forces(folder, into, constituencies, places)
    seats = compile_seats(folder, into, constituencies)
    compile_parties(folder, into)
    unmatched = compile_offices(folder, into)
    counts = {table: sum(1 for _ in rows(table, into)) for table in TABLES}
    write_coverage(into, seats, counts, unmatched)
    return counts
