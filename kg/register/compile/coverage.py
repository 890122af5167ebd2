"""For which dates, Houses and offices the register is complete, said by the compiler that knows."""

from collections.abc import Mapping
from pathlib import Path

from kg.register.compile.seats import COMMONS, LORDS, Seat
from kg.register.compile.sources import SOURCES, write

COVERED = (
    (
        COMMONS,
        "1979-05-03",
        "2024-07-31",
        "every seat, from the general election of 1979; rows since 1935 are incomplete",
    ),
    (
        LORDS,
        "1999-11-11",
        "2024-07-31",
        "every seat, from the House of Lords Act 1999; earlier rows are incomplete",
    ),
)
TESTED_DAYS = (
    "1945-07-26",
    "1979-05-04",
    "1997-05-02",
    "2009-10-26",
    "2017-11-20",
    "2020-12-14",
    "2024-07-31",
)


def write_coverage(into: Path, seats: list[Seat], counts: Mapping[str, int], unmatched: Mapping[str, int]) -> None:
    """Write coverage.csv, sources.csv and COVERAGE.md."""
    write(into, "coverage", "house start end note", list(COVERED))
    write(into, "sources", "key publisher licence version gives", list(SOURCES))
    lines = [
        "# What the register covers",
        "",
        "Written by `kg register compile`. Outside these dates the resolver abstains.",
        "",
        "| House | from | until | what |",
        "| --- | --- | --- | --- |",
        *(f"| {' | '.join(row)} |" for row in COVERED),
        "",
        "| table | rows |",
        "| --- | --- |",
        *(f"| {table} | {count} |" for table, count in sorted(counts.items())),
        "",
        "Seats held on a day:",
        "",
        "| day | Commons | Lords |",
        "| --- | --- | --- |",
        *(f"| {day} | {_held(seats, COMMONS, day)} | {_held(seats, LORDS, day)} |" for day in TESTED_DAYS),
        "",
        "Offices: government posts since 4 May 1979 until 19 June 2026 (Institute for Government, every minister);",
        "before that as Parliament lists them, which is not complete. Opposition posts and the Chair until 3 March 2021.",
        "By-elections after 31 July 2024 are in; parties and names since then are as they were won.",
        "",
        "Places: each constituency since February 1974 lies in the smallest place of the vocabulary that is known to hold it",
        "whole: a city or borough, a county, else its region or nation. A borough is known by the place of its name.",
        "Forces: every seat of 2010 and 2024, by the outlines of police areas and by the bodies that serve a seat;",
        "seats of 1983 and 1997 where their county lay wholly in one force's area all the time; Scotland since 1 April 2013,",
        "Northern Ireland since 4 November 2001. Nothing is said of others. Which counties lie in one force's area is kept by",
        "hand in place_forces.csv; it agrees with the outlines for every seat of 2010 and 2024.",
        "",
        *(f"- {what}: {count}" for what, count in sorted(unmatched.items())),
        "",
    ]
    (into / "COVERAGE.md").write_text("\n".join(lines), "utf-8")


def _held(seats: list[Seat], house: str, day: str) -> int:
    return sum(seat.house == house and seat.held(day) for seat in seats)
