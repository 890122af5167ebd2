"""The tables that the rules read: number words, units, currencies, qualifiers and the roles of words."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from kg.model import Approximation


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What "more than" or "or so" says of a number; `bound` is min or max where it includes the number."""

    approximation: Approximation
    bound: str
    place: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its QUDT name. `kind` is word, symbol, single (after a fraction) or one (after "one" too)."""

    name: str
    measure: str
    kind: str


@dataclass(frozen=True, slots=True)
class Currency:
    code: str
    place: str
    factor: Decimal


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of one of this package's tables, in the order of the file."""
    text = files(__package__).joinpath("data", f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def words(role: str) -> frozenset[str]:
    """Return the words that play `role`.

    >>> "March" in words("month")
    True
    """
    return frozenset(row["word"] for row in rows("words") if row["role"] == role)


@cache
def numerals(kind: str) -> Mapping[str, Decimal]:
    """Return the number words of one kind with their values.

    >>> numerals("magnitude")["million"]
    Decimal('1000000')
    """
    return {row["word"]: _ratio(row["value"]) for row in rows("numbers") if row["kind"] == kind}


def _ratio(written: str) -> Decimal:
    over, _, under = written.partition("/")
    return Decimal(over) / Decimal(under or 1)


@cache
def qualifiers(place: str) -> Mapping[str, Qualifier]:
    return {
        row["words"]: Qualifier(Approximation(row["approximation"]), row["bound"], row["place"])
        for row in rows("qualifiers")
        if row["place"] == place
    }


@cache
def units() -> Mapping[str, Unit]:
    return {row["form"]: Unit(row["unit"], row["measure"], row["kind"]) for row in rows("units")}


@cache
def currencies() -> Mapping[str, Currency]:
    return {row["form"]: Currency(row["code"], row["place"], Decimal(row["factor"])) for row in rows("currencies")}


@cache
def coins() -> Mapping[str, Decimal]:
    """Return the sums that have one name, in pounds.

    >>> coins()["half a crown"]
    Decimal('0.125')
    """
    return {row["form"]: Decimal(row["pounds"]) for row in rows("coins")}


@cache
def changes(place: str) -> Mapping[str, int]:
    return {row["word"]: int(row["sign"]) for row in rows("changes") if row["place"] == place}


@cache
def labels() -> Mapping[str, Decimal]:
    """Return the nouns that a number names ("section 136"), each with the largest number that it takes."""
    return {row["noun"]: Decimal(row["most"] or "Infinity") for row in rows("labels")}
