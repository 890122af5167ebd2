"""People: one row a member of either House, names by date, ids of other registers."""

import re
from collections import defaultdict
from pathlib import Path

from kg.register.compile.sources import document, table, whole, write
from kg.register.names import displayed, is_peerage, plain, without_honorifics

SNAPSHOTS = (
    ("2018-12-10", ("members-pdp-2020/mps.csv", "members-pdp-2020/lords.csv")),
    ("2021-03-10", ("members-mnis-2021/mps.csv", "members-mnis-2021/lords.csv")),
)
RIGHT_HONOURABLE = re.compile(r"\bRt\.? Hon\b")
Rows = dict[str, dict[str, str]]
COUNSEL = re.compile(r"\b[QK]C\b")


def compile_people(folder: Path, into: Path) -> dict[str, str]:
    """Write people.csv, names.csv and member_ids.csv; return person by TheyWorkForYou number."""
    members = {row["id"]: row for row in table(folder, "members-api-2024/members.csv")}
    later = {
        row["member_mnis_id"]: row
        for row in table(folder, "psephology/winners_2010-2026.csv")
        if row["member_mnis_id"] and row["member_mnis_id"] not in members
    }
    ministers = {
        whole(row["id_parliament"]): row
        for row in table(folder, "ministers-ifg/person.csv")
        if row["id_parliament"] and whole(row["id_parliament"]) not in {*members, *later}
    }
    ids = {row["mnis_id"]: row for row in table(folder, "members-crosswalk/person_ids.csv")}
    numbers = _numbers_by_seat(folder, members)
    current = {row["ID"]: row for row in table(folder, "constituencies/oi-current-MPs-2026-06.csv")}
    families = _families(folder)
    ranks = _ranks(folder)
    people = []
    by_number: dict[str, str] = {}
    for id_ in sorted({*members, *later, *ministers}, key=int):
        known = ids.get(id_, {})
        number = known.get("twfy_person_id") or current.get(id_, {}).get("TheyWorkForYou ID") or numbers.get(id_, "")
        if number:
            by_number[number] = id_
        name, gender, source = _who(id_, members, later, ministers)
        given, family = _split(name, families.get(id_, ()))
        honourable, counsel, seen = ranks.get(id_, ([], [], []))
        people.append(
            (
                id_,
                name,
                given,
                family,
                gender,
                *("|".join(days) for days in (honourable, counsel, seen)),
                number,
                known.get("wikidata_qid", ""),
                known.get("id_parliament_uk", ""),
                source,
            )
        )
    write(
        into,
        "people",
        "id name given family gender right_honourable counsel seen twfy wikidata id_parliament_uk source",
        people,
    )
    _compile_names(folder, into, set(members))
    _compile_member_ids(folder, into, by_number)
    return by_number


def _numbers_by_seat(folder: Path, members: Rows) -> dict[str, str]:
    """Return TheyWorkForYou's number by person, where seat, first day and surname fit one person alone."""
    people: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in table(folder, "members-api-2024/house_membership_histories.csv"):
        if row["house"] == "1.0" and row["id"] in members:
            surname = plain(members[row["id"]]["nameDisplayAs"]).split()[-1]
            people[plain(row["membershipFrom"]), row["startDate"], surname].add(row["id"])
    fitting: dict[str, set[str]] = defaultdict(set)
    for row in table(folder, "member-ids/everypolitician-2015-parlparse-data.csv"):
        last = plain(row["name"]).rpartition(" ")[2]
        for person in people.get((plain(row["constituency"]), row["start_date"], last), ()):
            fitting[person].add(row["id"])
    return {person: numbers.pop() for person, numbers in fitting.items() if len(numbers) == 1}


def _who(id_: str, members: Rows, later: Rows, ministers: Rows) -> tuple[str, str, str]:
    """Name, gender and source: Parliament's own, else that of those who came after it was taken."""
    if id_ in members:
        return displayed(members[id_]["nameDisplayAs"]), members[id_]["gender"], "members-api-2024"
    if id_ in later:
        row = later[id_]
        return f"{row['given_name']} {row['family_name']}", row["gender"][:1], "psephology-2026"
    return ministers[id_]["display_name"], ministers[id_]["gender"][:1], "ifg-2.1.0"


def _families(folder: Path) -> dict[str, tuple[str, ...]]:
    """Family names as two sources have them; in places the legal name, so only the display name decides."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, files in SNAPSHOTS:
        for row in table(folder, files[0]):
            found[row["mnis_id"]].append(row["family_name"])
    return {id_: tuple(dict.fromkeys(names)) for id_, names in found.items()}


def _split(name: str, families: tuple[str, ...]) -> tuple[str, str]:
    """Split a display name into given and family name; a peer has neither."""
    if is_peerage(name):
        return "", ""
    words = name.split()
    bare = words[-len(without_honorifics(name).split()) :]
    for family in sorted(families, key=len, reverse=True):
        length = len(family.split())
        if 0 < length < len(bare) and plain(" ".join(bare[-length:])) == plain(family):
            return " ".join(bare[:-length]), " ".join(bare[-length:])
    return " ".join(bare[:-1]), bare[-1]


def _ranks(folder: Path) -> dict[str, tuple[list[str], list[str], list[str]]]:
    """Which snapshots call a person "Rt Hon" or counsel, and which know them at all."""
    ranks: dict[str, tuple[list[str], list[str], list[str]]] = defaultdict(lambda: ([], [], []))
    for day, files in SNAPSHOTS:
        for file in files:
            for row in table(folder, file):
                honourable, counsel, seen = ranks[row["mnis_id"]]
                if day in seen:
                    continue
                seen.append(day)
                if RIGHT_HONOURABLE.search(row["full_title"]) and not is_peerage(row["display_name"]):
                    honourable.append(day)
                if COUNSEL.search(row["full_title"]):
                    counsel.append(day)
    return ranks


def _compile_names(folder: Path, into: Path, members: set[str]) -> None:
    histories = table(folder, "members-api-2024/name_histories.csv")
    names = sorted(
        (
            (row["id"], displayed(row["nameDisplayAs"]), row["startDate"], row["endDate"], "members-api-2024")
            for row in histories
            if row["id"] in members
        ),
        key=lambda row: (int(row[0]), row[2], row[3], row[1]),
    )
    write(into, "names", "person name start end source", list(dict.fromkeys(names)))


def _compile_member_ids(folder: Path, into: Path, by_number: dict[str, str]) -> None:
    """A member id is one person in one seat for one term; TheyWorkForYou named speakers by it before 2015."""
    pairs = {
        (member, number)
        for number, terms in sorted(document(folder, "member-ids/member-ids-1997-2019.json").items())
        for member in terms
        if member.isdigit()
    }
    write(
        into,
        "member_ids",
        "member person source",
        [(m, by_number[n], "twfy") for m, n in sorted(pairs, key=lambda p: (int(p[0]), p[1])) if n in by_number],
    )
