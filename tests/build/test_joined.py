"""A division whose lists come in a document of their own has its votes, in whatever order documents come."""

import json
from datetime import UTC, datetime
from pathlib import Path

from kg.build import build
from kg.query import run
from kg.store import open_graph

API = Path(__file__).parent.parent / "read" / "api_json"
DEBATE, LISTS = API / "bill.json", API / "division.json"
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def votes(path: Path) -> tuple[int, int, int]:
    """Return how many contributions, divisions and votes a graph has."""
    with open_graph(path) as graph:
        found = (
            run(graph, f"SELECT ?x WHERE {{ ?x a hkg:{kind} }}").rows for kind in ("Contribution", "Division", "Vote")
        )
        contributions, divisions, cast = (len(rows) for rows in found)
    return contributions, divisions, cast


def test_lists_join_the_debate_that_has_the_words(tmp_path: Path) -> None:
    report = build([LISTS, DEBATE], tmp_path / "a.kg", generated=MOMENT)
    assert votes(tmp_path / "a.kg") == (4, 1, 3)
    assert [line.partition("; ")[2] for line in report.duplicates] == ["division.json adds the votes of its divisions"]
    assert report.cut_otherwise == ()


def test_they_join_what_is_stored_and_stay_where_the_debate_comes_again(tmp_path: Path) -> None:
    build([DEBATE], tmp_path / "a.kg", generated=MOMENT)
    assert votes(tmp_path / "a.kg") == (4, 1, 0)
    build([LISTS], tmp_path / "a.kg", generated=MOMENT)
    assert votes(tmp_path / "a.kg") == (4, 1, 3)
    build([DEBATE], tmp_path / "a.kg", generated=MOMENT)
    assert votes(tmp_path / "a.kg") == (4, 1, 3)


def test_lists_alone_are_a_debate_until_its_words_come(tmp_path: Path) -> None:
    build([LISTS], tmp_path / "a.kg", generated=MOMENT)
    assert votes(tmp_path / "a.kg") == (0, 1, 3)
    build([DEBATE], tmp_path / "a.kg", generated=MOMENT)
    assert votes(tmp_path / "a.kg") == (4, 1, 3)


def test_a_division_that_the_debate_lacks_comes_with_its_lists(tmp_path: Path) -> None:
    bill = json.loads(DEBATE.read_text("utf-8"))
    bill["Items"] = [item for item in bill["Items"] if item["ItemType"] != "Division"]
    (tmp_path / "bill.json").write_text(json.dumps(bill), "utf-8")
    build([tmp_path / "bill.json", LISTS], tmp_path / "a.kg", generated=MOMENT)
    assert votes(tmp_path / "a.kg") == (4, 1, 3)
