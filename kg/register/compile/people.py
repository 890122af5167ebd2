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


HEADING = "id name given family gender right_honourable counsel seen twfy wikidata id_parliament_uk source"


def compile_people(folder: Path, into: Path) -> None:
    """Write people.csv, names.csv and member_ids.csv."""
    members = {row["id"]: row for row in table(folder, "members-api-2024/members.csv")}
    known = {row["mnis_id"]: row for row in table(folder, "members-crosswalk/person_ids.csv")}
    numbers = _numbers(folder, members, known)
    families, ranks = _families(folder), _ranks(folder)
    people = []
    for id_, (name, gender, source) in sorted(_everybody(folder, members).items(), key=lambda item: int(item[0])):
        rank = ("|".join(days) for days in ranks.get(id_, ([], [], [])))
        ids = known.get(id_, {})
        others = (numbers.get(id_, ""), ids.get("wikidata_qid", ""), ids.get("id_parliament_uk", ""))
        people.append((id_, name, *_split(name, families.get(id_, ())), gender, *rank, *others, source))
    write(into, "people", HEADING, people)
    _compile_names(folder, into, set(members))
    _compile_member_ids(folder, into, {number: id_ for id_, number in numbers.items()})


def _everybody(folder: Path, members: Rows) -> dict[str, tuple[str, str, str]]:
    """Return name, gender and source of each person: Parliament's own, else that of those who came later."""
    found = {
        whole(row["id_parliament"]): (row["display_name"], row["gender"][:1], "ifg-2.1.0")
        for row in reversed(table(folder, "ministers-ifg/person.csv"))
        if row["id_parliament"]
    }
    found |= {
        row["member_mnis_id"]: (f"{row['given_name']} {row['family_name']}", row["gender"][:1], "psephology-2026")
        for row in table(folder, "psephology/winners_2010-2026.csv")
        if row["member_mnis_id"]
    }
    return found | {
        id_: (displayed(row["nameDisplayAs"]), row["gender"], "members-api-2024") for id_, row in members.items()
    }


def _numbers(folder: Path, members: Rows, known: Rows) -> dict[str, str]:
    """Return TheyWorkForYou's number by person: as two lists give it, else by seat, first day and surname."""
    current = {
        row["ID"]: row["TheyWorkForYou ID"] for row in table(folder, "constituencies/oi-current-MPs-2026-06.csv")
    }
    listed = {id_: row["twfy_person_id"] for id_, row in known.items() if row["twfy_person_id"]}
    return {**_numbers_by_seat(folder, members), **{i: n for i, n in current.items() if n}, **listed}


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
