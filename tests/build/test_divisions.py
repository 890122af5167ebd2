"""A division from the file to the answer: counts, votes, parties, and what is shown of it."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from kg.build import build
from kg.export import Selection, export
from kg.query import Answer, run, run_named
from kg.report import report_lines
from kg.show import debate_lines, find_debates
from kg.store import Graph, open_graph
from kg.validate import validate_stored

DAY = """<publicwhip>
<major-heading id="uk.org.publicwhip/debate/2017-11-20a.1.0">Powers Bill</major-heading>
<speech id="uk.org.publicwhip/debate/2017-11-20a.1.1" speakername="Ben Wallace" person_id="uk.org.publicwhip/person/11668">
<p>I beg to move.</p></speech>
<division id="uk.org.publicwhip/debate/2017-11-20a.2.0" divnumber="7"><divisioncount ayes="2" noes="1"/>
<mplist vote="aye"><mpname person_id="uk.org.publicwhip/person/11668">Ben Wallace</mpname></mplist>
<mplist vote="no"><mpname>Quince, Will</mpname><mpname teller="yes">Lamb, Norman</mpname></mplist>
</division></publicwhip>"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("divided")
    (folder / "day.xml").write_text(DAY, "utf-8")
    report = build([folder / "day.xml"], folder / "a.kg", generated=datetime(2026, 1, 1, tzinfo=UTC))
    lines = list(report_lines(report))
    assert "  divisions: 1; votes: 3 Stated" in lines
    assert "worth a look: Powers Bill, division 7: 2 ayes are stated, 1 are on the list" in lines
    with open_graph(folder / "a.kg") as opened:
        yield opened


def named(graph: Graph, name: str) -> list[dict[str, str]]:
    answer = run_named(lambda s, b: run(graph, s, bound=b), name, {}, graph.base)
    assert isinstance(answer, Answer)
    return list(answer)


def test_divisions_are_listed_with_counts_and_result(graph: Graph) -> None:
    (row,) = named(graph, "divisions")
    assert (row["number"], row["ayes"], row["noes"], row["result"], row["listed"]) == ("7", "2", "1", "agreed to", "3")


def test_parties_are_those_of_the_day(graph: Graph) -> None:
    rows = [(row["side"], row["party"], row["members"]) for row in named(graph, "votes-by-party")]
    assert rows == [("aye", "Conservative", "1"), ("no", "Conservative", "1"), ("no", "Liberal Democrat", "1")]


def test_a_division_is_shown_where_it_was_held(graph: Graph) -> None:
    lines = list(debate_lines(graph, find_debates(graph, "Powers Bill")[0]))
    assert any(line.startswith("[bold]Division 7[/bold]  ayes 2, noes 1: agreed to") for line in lines)
    assert any("3 votes on its lists, of 3 the member is known" in line for line in lines)


def test_the_graph_conforms(graph: Graph) -> None:
    assert list(validate_stored(graph, lambda *_: None)) == []


def test_votes_are_a_table_of_their_own(graph: Graph, tmp_path: Path) -> None:
    export(graph, "csv", tmp_path / "tables", Selection("Powers Bill", None, None))
    with (tmp_path / "tables/votes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["number"], row["voted"], row["name"], row["teller"]) for row in rows} == {
        ("7", "Aye", "Ben Wallace", ""),
        ("7", "No", "Norman Lamb", "true"),
        ("7", "No", "Will Quince", ""),
    }


def test_the_documented_sql_over_parquet_counts_as_the_query_does(graph: Graph, tmp_path: Path) -> None:
    export(graph, "parquet", tmp_path / "tables")
    page = (Path(__file__).parent.parent.parent / "docs" / "tables.md").read_text("utf-8")
    answers = [
        duckdb.sql(sql.replace("'tables/", f"'{tmp_path}/tables/")).fetchall()
        for sql in re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    ]
    assert len(answers) == 4
    counted = sorted((voted.lower(), party, str(votes)) for _, _, party, voted, votes in answers[0])
    assert counted == sorted((row["side"], row["party"], row["members"]) for row in named(graph, "votes-by-party"))
