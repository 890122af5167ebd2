"""The registers that ours is compiled from, as they lie in a folder."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.errors import RegisterError

SOURCES = (
    (
        "members-api-2024",
        "UK Parliament, Members API",
        "Open Parliament Licence v3.0",
        "2024-07-31",
        "seats, parties, names of members of both Houses",
    ),
    (
        "mnis-2021",
        "UK Parliament, Members' Names Information Service",
        "Open Parliament Licence v3.0",
        "2021-03-10",
        "posts, ranks, names",
    ),
    (
        "pdp-2018",
        "UK Parliament, Parliamentary Data Platform",
        "Open Parliament Licence v3.0",
        "2018-12-10",
        "id.parliament.uk identifiers, ranks",
    ),
    (
        "ifg-2.1.0",
        "Institute for Government, Ministers Database",
        "CC BY 4.0",
        "2026-06-19",
        "government posts since 1979",
    ),
    (
        "psephology-2026",
        "UK Parliament, election results",
        "Open Parliament Licence v3.0",
        "2026-05-23",
        "winners, boundary sets, GSS codes",
    ),
    (
        "openregister",
        "UK Parliament and Government Digital Service, constituency register",
        "Open Government Licence v3.0",
        "2018",
        "constituencies since 1918",
    ),
    (
        "hocl-2017",
        "House of Commons Library, general election results",
        "Open Parliament Licence v3.0",
        "2017-06-09",
        "county and region of the seats of 2010",
    ),
    (
        "responsibilities-2024",
        "House of Commons Library, constituency responsibilities",
        "Open Parliament Licence v3.0",
        "2024",
        "authorities and forces of the seats of 2024",
    ),
    (
        "ons-2022",
        "Office for National Statistics, police force areas",
        "Open Government Licence v3.0",
        "2022-12",
        "forces of the seats of 2010, and of counties, by the overlap of outlines",
    ),
    ("wikidata", "Wikidata", "CC0 1.0", "2018", "identifiers"),
    (
        "twfy",
        "mySociety, TheyWorkForYou",
        "identifiers are facts",
        "2026-08-05",
        "person and member identifiers",
    ),
    ("hand", "hansard-kg", "MIT", "2026-11-24", "usual short titles of offices"),
)


def table(folder: Path, name: str, delimiter: str = ",") -> list[dict[str, str]]:
    """Read a CSV or TSV of the sources; "NA" and blanks are empty. Raises RegisterError where it is not there."""
    try:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.DictReader(file, delimiter=delimiter))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterError(
            f"cannot read a source: {error}", where=name, mend="give the folder of registers"
        ) from error
    return [{k: "" if v in (None, "NA") else v.strip() for k, v in row.items() if k} for row in read]


def document(folder: Path, name: str) -> Any:
    try:
        return json.loads((folder / name).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RegisterError(
            f"cannot read a source: {error}", where=name, mend="give the folder of registers"
        ) from error


def write(into: Path, name: str, heading: str, lines: Iterable[tuple[str, ...]]) -> int:
    """Write a table; return its number of rows."""
    lines = list(lines)
    with (into / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading.split())
        writer.writerows(lines)
    return len(lines)


def whole(number: str) -> str:
    """Return an id without the decimals that a spreadsheet gave it."""
    return number.split(".")[0]
