"""Offices and who held them: government, opposition and the Chair, of both Houses.

One office may be called differently by its sources and by Hansard, and held by several people at once. Government
posts since 1979 are the Institute for Government's; Parliament's own titles are added to them where person, date
and department agree, never by the words of the title.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import RegisterError
from kg.iris import slug
from kg.register.compile.departments import department_slugs
from kg.register.compile.sources import table, whole, write
from kg.register.tables import rows

KNOWN_UNTIL = {"mnis-2021": "2021-03-03"}
"""The last day of a source that says who holds an office now; after it nobody is known to hold it."""

GOVERNMENT_SINCE = "1979-05-04"
RANKS = {
    "PM": "pm",
    "DPM": "dpm",
    "SoS": "sos",
    "MoS": "mos",
    "PUSS": "puss",
    "Parl.": "parl",
    "Parl. lead.": "parl",
}
RANK_WORDS = (
    ("Parliamentary Under", "puss"),
    ("Minister of State", "mos"),
    ("Secretary of State", "sos"),
    ("Prime Minister", "pm"),
)
GENERIC = re.compile(
    r"^(?:Minister of State|Parliamentary (?:Under-)?Secretary(?: of State)?|Minister without Portfolio)$"
)
CHAIR = re.compile(r"Speaker|Ways and Means|Chairman of Committees")
PARTY_LEADER = re.compile(r"^Leader of the (?:Conservative|Labour|Liberal Democrat|Liberal)")
SLACK_DAYS = 45


@dataclass(frozen=True)
class Holding:
    person: str
    start: str
    end: str
    source: str


@dataclass
class Office:
    """An office while it is put together: its titles by (title, kind), each with first and last day."""

    slug: str
    title: str
    department: str
    rank: str
    side: str
    source: str
    holdings: list[Holding] = field(default_factory=list)
    titles: dict[tuple[str, str], tuple[str, str, str]] = field(default_factory=dict)

    def call(self, title: str, kind: str, start: str, end: str, source: str) -> None:
        title = " ".join(title.split())
        first, last, origin = self.titles.get((title, kind), (start, end, source))
        self.titles[title, kind] = (min(first, start), "" if not (last and end) else max(last, end), origin)


def compile_offices(folder: Path, into: Path) -> Mapping[str, int]:
    """Write offices.csv, office_titles.csv and office_holdings.csv; return what could not be matched, counted."""
    departments = department_slugs(folder)
    offices = {office.slug: office for office in _government_since_1979(folder, departments)}
    unmatched = _add_parliament_titles(folder, offices, departments)
    for office in (
        *_government_before(folder, departments),
        *_opposition(folder),
        *_chair_and_leaders(folder),
    ):
        if office.slug in offices:
            raise RegisterError("two offices have one slug", where=office.slug, mend="tell them apart by department")
        offices[office.slug] = office
    _add_usual_titles(offices)
    ordered = sorted(offices.values(), key=lambda office: office.slug)
    write(
        into,
        "offices",
        "slug title department rank side source",
        [(o.slug, o.title, o.department, o.rank, o.side, o.source) for o in ordered],
    )
    write(
        into,
        "office_titles",
        "office title kind start end source",
        [(o.slug, t, k, *o.titles[t, k]) for o in ordered for t, k in sorted(o.titles)],
    )
    longest: dict[tuple[str, str, str], tuple[str, str]] = {}
    for office in ordered:
        for held in office.holdings:
            key, end = (held.person, office.slug, held.start), held.end or KNOWN_UNTIL.get(held.source, "")
            if end and end <= held.start:
                continue
            if key not in longest or (end or "9999") > (longest[key][0] or "9999"):
                longest[key] = (end, held.source)
    holdings = sorted(((*key, *rest) for key, rest in longest.items()), key=lambda row: (int(row[0]), row[2], row[1]))
    write(into, "office_holdings", "person office start end source", holdings)
    return unmatched


def _government_since_1979(folder: Path, departments: Mapping[str, str]) -> Iterator[Office]:
    organisations = {row["id"]: row for row in table(folder, "ministers-ifg/organisation.csv")}
    people = {
        row["id"]: whole(row["id_parliament"])
        for row in table(folder, "ministers-ifg/person.csv")
        if row["id_parliament"]
    }
    held: dict[str, list[Holding]] = defaultdict(list)
    for row in table(folder, "ministers-ifg/appointment.csv"):
        if row["person_id"] in people:
            held[row["post_id"]].append(
                Holding(people[row["person_id"]], row["start_date"], row["end_date"], "ifg-2.1.0")
            )
    made: dict[str, Office] = {}
    for post in sorted(
        table(folder, "ministers-ifg/post.csv"),
        key=lambda p: (p["display_name"], p["organisation_id"], p["id"]),
    ):
        if not held[post["id"]]:
            continue
        organisation = organisations.get(post["organisation_id"], {}).get("name", "")
        department = departments.get(organisation, "")
        title = post["display_name"]
        full = f"{title}, {organisation}" if GENERIC.match(title) and organisation else title
        rank = RANKS.get(post["rank_equivalence"], "other")
        office = _place(made, Office(slug(full), full, department, rank, "government", "ifg-2.1.0"), organisation)
        for holding in held[post["id"]]:
            office.holdings.append(holding)
            office.call(full, "full", holding.start, holding.end, holding.source)
            for called in _generic_titles(rank, organisation, title):
                office.call(called, "generic", holding.start, holding.end, holding.source)
    yield from made.values()


def _place(made: dict[str, Office], office: Office, organisation: str) -> Office:
    """Return the office of that title, department and rank; of another with the same slug tell it apart by these."""
    for key in (
        office.slug,
        f"{office.slug}-{slug(organisation)}",
        f"{office.slug}-{slug(organisation)}-{office.rank}",
    ):
        other = made.get(key)
        if other is None:
            office.slug = key
            made[key] = office
            return office
        if (other.department, other.rank) == (office.department, office.rank):
            return other
    return made[key]


FIELDS = {
    "Home Office": "the Home Department",
    "Ministry of Justice": "Justice",
    "Ministry of Defence": "Defence",
    "Northern Ireland Office": "Northern Ireland",
    "Department for Exiting the EU": "Exiting the European Union",
    "Foreign and Commonwealth Office": "Foreign and Commonwealth Affairs",
    "Foreign, Commonwealth and Development Office": "Foreign, Commonwealth and Development Affairs",
    "Ministry of Housing, Communities and Local Government": "Housing, Communities and Local Government",
}
DEPARTMENT_OF = re.compile(r"^(?:Department|Office of the Secretary of State) (?:for|of) (?:the )?(.+)$")


def _generic_titles(rank: str, organisation: str, title: str) -> Iterator[str]:
    """Hansard prints rank and department alone: "The Parliamentary Under-Secretary of State for the Home Department"."""
    match = DEPARTMENT_OF.match(organisation)
    its_field = FIELDS.get(organisation) or (match[1] if match else "")
    if rank == "puss":
        for form in ("Parliamentary Under-Secretary of State", "Parliamentary Under Secretary of State"):
            yield f"{form}, {organisation}"
            if its_field:
                yield f"{form} for {its_field}"
    if rank == "mos" and organisation:
        yield f"Minister of State, {organisation}"
        if its_field:
            yield f"Minister of State for {its_field}"


def _mnis(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    for file in ("mps_government_roles", "lords_government_roles"):
        for row in table(folder, f"members-mnis-2021/{file}.csv"):
            yield (
                row["mnis_id"],
                row["government_role_name"],
                row["government_role_incumbency_start_date"],
                row["government_role_incumbency_end_date"],
            )


def _add_parliament_titles(
    folder: Path, offices: Mapping[str, Office], departments: Mapping[str, str]
) -> Mapping[str, int]:
    """Add Parliament's own title where one holding alone agrees in person, start and department."""
    by_person: dict[str, list[tuple[Office, Holding]]] = defaultdict(list)
    for office in offices.values():
        for holding in office.holdings:
            by_person[holding.person].append((office, holding))
    unmatched = 0
    for person, title, start, _ in _mnis(folder):
        if start < GOVERNMENT_SINCE:
            continue
        near = [(o, h) for o, h in by_person[person] if abs(_days(h.start) - _days(start)) <= SLACK_DAYS]
        named = [(o, h) for o, h in near if any(d == o.department and n in title for n, d in departments.items())]
        chosen = named if len(named) == 1 else near if len(near) == 1 else []
        unmatched += not chosen
        for office, holding in chosen:
            office.call(title, "full", holding.start, holding.end, "mnis-2021")
            if holder := re.match(r"^Minister of State \([^)]+\) \(([^()]+)\)$", title):
                office.call(f"Minister for {holder[1]}", "full", holding.start, holding.end, "mnis-2021")
    return {"government posts of Parliament's own list that no holding matched": unmatched}


def _days(words: str) -> int:
    year, month, day = map(int, words.split("-"))
    return year * 366 + month * 31 + day


def _government_before(folder: Path, departments: Mapping[str, str]) -> Iterator[Office]:
    """Posts that ended before the Institute's list begins."""
    made: dict[str, Office] = {}
    for person, title, start, end in _mnis(folder):
        if not start or start >= GOVERNMENT_SINCE:
            continue
        rank = next((rank for words, rank in RANK_WORDS if words in title), "other")
        department = next((d for n, d in sorted(departments.items()) if n in title), "")
        office = made.setdefault(slug(title), Office(slug(title), title, department, rank, "government", "mnis-2021"))
        until = min(end or GOVERNMENT_SINCE, GOVERNMENT_SINCE)
        office.holdings.append(Holding(person, start, until, "mnis-2021"))
        office.call(title, "full", start, until, "mnis-2021")
    for office in made.values():
        office.slug = f"{office.slug}-to-1979"
        yield office


def _opposition(folder: Path) -> Iterator[Office]:
    made: dict[str, Office] = {}
    for file in ("mps_opposition_roles", "lords_opposition_roles_while_lord"):
        for row in table(folder, f"members-mnis-2021/{file}.csv"):
            title, start = row["opposition_role_name"], row["opposition_role_incumbency_start_date"]
            if start:
                _add(
                    made,
                    title,
                    "opposition",
                    row["mnis_id"],
                    start,
                    row["opposition_role_incumbency_end_date"],
                )
    yield from made.values()


def _chair_and_leaders(folder: Path) -> Iterator[Office]:
    made: dict[str, Office] = {}
    for file in ("mps_parliamentary_roles_while_mp", "lords_parliamentary_roles_while_lord"):
        for row in table(folder, f"members-mnis-2021/{file}.csv"):
            title, start = row["parliamentary_role_name"], row["parliamentary_role_incumbency_start_date"]
            if start and (CHAIR.search(title) or PARTY_LEADER.match(title)):
                _add(
                    made,
                    title,
                    "parliamentary",
                    row["mnis_id"],
                    start,
                    row["parliamentary_role_incumbency_end_date"],
                )
    yield from made.values()


def _add(made: dict[str, Office], title: str, side: str, person: str, start: str, end: str) -> None:
    title = " ".join(title.split())
    rank = "chair" if CHAIR.search(title) else "shadow" if side == "opposition" else "other"
    office = made.setdefault(slug(title), Office(slug(title), title, "", rank, side, "mnis-2021"))
    office.holdings.append(Holding(person, start, end, "mnis-2021"))
    office.call(title, "full", start, end, "mnis-2021")


def _add_usual_titles(offices: Mapping[str, Office]) -> None:
    """Add the titles in use: those of the hand-kept table, for as long as the office was held."""
    for full, short in usual_titles():
        for office in offices.values():
            spans = [span for (title, kind), span in office.titles.items() if title == full and kind == "full"]
            for start, end, _ in spans:
                office.call(short, "short", start, end, "hand")


def usual_titles() -> Iterator[tuple[str, str]]:
    """Yield (full title, title in use) of short_titles.csv, which is kept by hand."""
    for full, short, *_ in rows("short_titles"):
        yield full, short
