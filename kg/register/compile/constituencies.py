"""Constituencies of each set of boundaries since 1918: dates, codes, county, region, what they were made from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.register.compile.sources import document, table, write
from kg.register.names import plain

MOST_OF = 0.5
"""A seat of 2024 replaces one of 2010 where at least this share of its residents come from there."""


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    start: str
    end: str
    gss: str = ""
    county: str = ""
    region: str = ""
    country: str = ""
    wikidata: str = ""
    replaces: tuple[str, ...] = ()
    source: str = "openregister"


def compile_constituencies(folder: Path, into: Path) -> Mapping[str, Row]:
    """Write constituencies.csv and constituency_names.csv; return the rows by id."""
    found = {row.id: row for row in _since_1918(folder)}
    for row in _coded(folder, found):
        found[row.id] = row
    ordered = sorted(found.values(), key=lambda row: int(row.id))
    write(
        into,
        "constituencies",
        "id name start end gss county region country wikidata replaces source",
        [
            (
                r.id,
                r.name,
                r.start,
                r.end,
                r.gss,
                r.county,
                r.region,
                r.country,
                r.wikidata,
                "|".join(r.replaces),
                r.source,
            )
            for r in ordered
        ],
    )
    write(into, "constituency_names", "constituency name source", _spellings(folder, ordered))
    return found


def _since_1918(folder: Path) -> Iterator[Row]:
    for row in table(folder, "constituencies/mnis-constituencies.tsv", "\t"):
        before = row["created_from_constituency_id"]
        end = row["end_date"][:10]
        yield Row(
            row["constituency_id"],
            row["name"],
            row["start_date"][:10],
            end,
            replaces=(before,) if before and before != "0" else (),
        )


def _coded(folder: Path, found: Mapping[str, Row]) -> Iterator[Row]:
    """Add codes, region and country of the boundary sets since 1997, and the sets that the older source lacks."""
    sets = {row["id"]: row for row in table(folder, "psephology/boundary_sets.csv")}
    regions = {row["id"]: row["name"] for row in table(folder, "psephology/english_regions.csv")}
    countries = {row["id"]: row["name"] for row in table(folder, "psephology/countries.csv")}
    results = {row["ons_id"]: row for row in table(folder, "constituencies/HoC-GE2017-constituency-results.csv")}
    items = {
        row["CODE"]: row["WIKIDATA"]
        for row in table(folder, "constituencies/westminster-constituencies-2010-gss-wikidata.csv")
    }
    areas = {row["id"]: row for row in table(folder, "psephology/constituency_areas.csv")}
    before = _replaced(folder, areas)
    for area in areas.values():
        if not area["mnis_id"]:
            continue
        boundaries = sets[area["boundary_set_id"]]
        row = found.get(area["mnis_id"]) or Row(
            area["mnis_id"], area["name"], boundaries["start_on"], boundaries["end_on"]
        )
        result = results.get(area["geographic_code"], {})
        yield replace(
            row,
            end=boundaries["end_on"] and (row.end or boundaries["end_on"]),
            gss=area["geographic_code"],
            county=result.get("county_name", ""),
            region=regions.get(area["english_region_id"], ""),
            country=countries[area["country_id"]],
            wikidata=items.get(area["geographic_code"], ""),
            replaces=row.replaces or before.get(area["id"], ()),
            source="psephology-2026",
        )


def _replaced(folder: Path, areas: Mapping[str, dict[str, str]]) -> Mapping[str, tuple[str, ...]]:
    before: dict[str, list[str]] = defaultdict(list)
    for overlap in table(folder, "psephology/constituency_area_overlaps.csv"):
        old = areas[overlap["from_constituency_area_id"]]["mnis_id"]
        if old and float(overlap["to_constituency_residential"] or 0) >= MOST_OF:
            before[overlap["to_constituency_area_id"]].append(old)
    return {area: tuple(sorted(olds, key=int)) for area, olds in before.items()}


def _spellings(folder: Path, rows: list[Row]) -> list[tuple[str, ...]]:
    """Other names of a constituency: a list of all spellings, joined by any name and overlapping dates."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[plain(row.name)].append(row)
    found = set()
    for listed in document(folder, "parlparse/constituencies.2015-05-18.json"):
        names = [
            entry if isinstance(entry, str) else entry["name"]
            for entry in listed.get("names", [listed.get("name", "")])
        ]
        start, end = str(listed.get("start_date", "0001"))[:10], str(listed.get("end_date", "9999"))[:10]
        for row in {row.id: row for name in names for row in by_name[plain(name)]}.values():
            if row.start < end and start < (row.end or "9999"):
                found |= {(row.id, name, "twfy") for name in names if plain(name) != plain(row.name)}
    return sorted(found, key=lambda spelling: (int(spelling[0]), spelling[1]))
