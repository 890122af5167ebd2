"""The register: who sat for which constituency, in which party and office, on a date, in both Houses."""

from kg.register.find import Found, find
from kg.register.lookup import Register, load_register
from kg.register.tables import (
    Constituency,
    Name,
    Office,
    OfficeHolding,
    OfficeTitle,
    Party,
    PartyMembership,
    Person,
    Seat,
)

__all__ = [
    "Constituency",
    "Found",
    "Name",
    "Office",
    "OfficeHolding",
    "OfficeTitle",
    "Party",
    "PartyMembership",
    "Person",
    "Register",
    "Seat",
    "find",
    "load_register",
]
