"""`kg network`: what it prints and writes, and how it says what it cannot do."""

import csv
import json
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from typer.testing import CliRunner

from kg.cli import app, main
from kg.network import MEASURES, PROJECTIONS, network
from kg.store import Graph
from tests.network.edges import short
from tests.network.endpoint import endpoint


def kg(*words: object) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_projections_and_measures_are_listed() -> None:
    lines = kg("network", "--list").splitlines()
    assert [line.split()[0] for line in lines if line and not line.endswith(":")] == [*PROJECTIONS, *MEASURES]
    rows = json.loads(kg("network", "--list", "--json"))
    assert [row["name"] for row in rows] == list(PROJECTIONS)
    assert rows[0]["kinds"] == ["Person", "Person"]
    assert rows[0]["directed"] is True


@pytest.mark.parametrize("name", PROJECTIONS)
def test_the_query_that_is_printed_counts_the_edges(small_path: Path, small: Graph, name: str) -> None:
    sparql = kg("network", name, "--sparql", "--from", "2019-02-18", "--issue", "issue/farming")
    rows = json.loads(kg("query", small_path, sparql, "--format", "json"))["results"]["bindings"]
    paths = [[row[end]["value"].split("/")[-1] for end in ("from", "to")] for row in rows]
    made = network(small, name, during="2019-02", issue="issue/farming")
    expected = {" ".join(sorted(pair.split())): weight for pair, weight in short(made).items()}
    found = {" ".join(sorted(p)): float(row["weight"]["value"]) for p, row in zip(paths, rows, strict=True)}
    assert found == expected


def test_measures_are_printed_as_a_table_csv_or_json(small_path: Path) -> None:
    words = ["network", small_path, "references", "--measure", "in-degree,pagerank", "--measure", "core"]
    heads = ["id", "label", "kind", "party", "in-degree", "pagerank", "core"]
    printed = [line.split() for line in kg(*words).splitlines()]
    assert printed[0] == heads
    assert printed[1][:3] == ["person/bob", "Bob", "Person"]
    rows = list(csv.DictReader(kg(*words, "--to", "csv").splitlines()))
    assert list(rows[0]) == heads
    assert [row["id"] for row in rows] == ["person/bob", "person/cat", "person/ann", "person/dan"]
    assert [int(row["in-degree"]) for row in rows] == [2, 2, 1, 0]
    for told in (json.loads(kg(*words, "--json")), json.loads(kg(*words, "--to", "json"))):
        assert [str(row["pagerank"]) for row in told] == [row["pagerank"] for row in rows]


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_measures_are_written_as_a_table(small_path: Path, tmp_path: Path, ending: str) -> None:
    to = tmp_path / f"measures.{ending}"
    said = kg("network", small_path, "references", "--measure", "strength", "--table", to)
    assert said.splitlines()[0] == "4 nodes, 5 edges; 1 contributions without a known speaker left out"
    assert [line.split()[0] for line in said.splitlines()[1:4]] == ["weight", "density", "reciprocity"]
    frame = {"csv": pl.read_csv, "json": pl.read_json, "parquet": pl.read_parquet}[ending](to)
    assert frame.select("id", "party", "strength").rows()[0] == ("person/ann", "Green", 4)


def test_measures_are_attributes_of_what_is_written(small_path: Path, tmp_path: Path) -> None:
    kg("network", small_path, "references", "--measure", "in-strength,louvain", "-o", tmp_path / "a.graphml")
    made = nx.read_graphml(tmp_path / "a.graphml")
    assert made.nodes["person/bob"]["in-strength"] == 3
    assert set(dict(made.nodes(data="louvain")).values()) >= {1}


@pytest.mark.parametrize(
    ("every", "names"),
    [
        ("month", ["2019-02", "2019-03"]),
        ("session", ["session-2017-06-13"]),
        ("parliament", ["parliament-57"]),
    ],
)
def test_each_slice_has_a_file_of_its_name(small_path: Path, tmp_path: Path, every: str, names: list[str]) -> None:
    out, table = tmp_path / "r.gexf", tmp_path / "t.csv"
    words = ["--every", every, "-o", out, "--measure", "degree", "--table", table]
    said = kg("network", small_path, "references", *words)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{stem}-{name}{ending}" for name in names for stem, ending in (("r", ".gexf"), ("t", ".csv"))
    )
    assert [line.partition(": ")[0] for line in said.splitlines() if "nodes, " in line] == names


def test_what_was_made_is_said_to_programs(small_path: Path, tmp_path: Path) -> None:
    said = json.loads(kg("network", small_path, "references", "-o", tmp_path / "r.json", "--json"))
    assert (said["nodes"], said["edges"], said["weight"], said["left_out"]) == (4, 5, 6, 1)
    assert kg("network", small_path, "agency-issue", "-o", tmp_path / "a.net") == "5 nodes, 4 edges\n"
    assert kg("network", small_path, "agency-issue", "--to", "pajek", "-o", tmp_path / "b") == "5 nodes, 4 edges\n"
    assert (tmp_path / "a.net").read_bytes() == (tmp_path / "b").read_bytes()


def test_options_narrow_and_weigh(small_path: Path, tmp_path: Path) -> None:
    only = ["--party", "Green", "--issue", "crime", "--house", "commons", "--min-confidence", "0.9"]
    kg("network", small_path, "references", *only, "-o", tmp_path / "a.json")
    assert short(read(tmp_path / "a.json")) == {"ann bob": 1}
    kg("network", small_path, "co-vote", "--weight", "share", "--stated", "-o", tmp_path / "b.json")
    assert short(read(tmp_path / "b.json")) == {"ann bob": 0.5, "ann cat": 1}
    kg("network", small_path, "party-issue", "--backbone", "0.3", "-o", tmp_path / "c.json")
    assert read(tmp_path / "c.json").number_of_edges() == 0
    kg(
        "network",
        small_path,
        "speaker-issue",
        "--department",
        "Defra",
        "--until",
        "2019-02-18",
        "-o",
        tmp_path / "d.json",
    )
    assert short(read(tmp_path / "d.json")) == {"ann farming": 1, "ann knife-crime": 1, "cat farming": 1}


def read(path: Path) -> "nx.Graph[str]":
    return nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="links")


def test_an_endpoint_may_stand_for_a_graph(small_path: Path, small: Graph, tmp_path: Path) -> None:
    with endpoint(small) as url:
        kg("network", "references", "--endpoint", url, "-o", tmp_path / "far.graphml")
    kg("network", small_path, "references", "-o", tmp_path / "near.graphml")
    assert (tmp_path / "far.graphml").read_bytes() == (tmp_path / "near.graphml").read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ("GRAPH", 2, "a graph (or --endpoint) and a projection are needed; see them with: kg network --list"),
        ("GRAPH references", 2, "there is nothing to write; give -o FILE, or --measure to print a table"),
        ("GRAPH nothing -o OUT.csv", 2, "there is no projection 'nothing'; take one of: "),
        ("GRAPH references -o OUT.docx", 2, "there is no network form 'docx'; take one of: "),
        ("GRAPH references --measure beauty", 2, "there is no measure 'beauty'; take some of: "),
        ("GRAPH references --measure core --to xls", 2, "there is no table 'xls' to print; "),
        ("GRAPH references --measure core --table OUT.xls", 2, "OUT.xls ends in no form of a table; "),
        ("GRAPH references --weight gold -o OUT.csv", 2, "there is no weight 'gold'; "),
        ("GRAPH references --backbone 2 -o OUT.csv", 2, "2 is no level of significance; "),
        ("GRAPH references --every week -o OUT.csv", 2, "there are no slices 'week'; "),
        ("GRAPH references --house Senate -o OUT.csv", 2, "there is no House 'Senate'; "),
        ("GRAPH references --min-confidence 7 -o OUT.csv", 2, "7 is no confidence; "),
        ("GRAPH references --party Purple -o OUT.csv", 1, "nothing in the graph is called “Purple”; "),
        ("GRAPH references -o OUT/x/y.csv", 1, "OUT/x/y.csv: cannot be written: No such file or directory; "),
        ("OUT.kg references -o OUT.csv", 1, "OUT.kg: there is no graph; "),
        ("references --endpoint ftp://x -o OUT.csv", 1, "ftp://x: an endpoint is an http or https address"),
        (
            "references --endpoint http://127.0.0.1:9/ -o OUT.csv",
            1,
            "http://127.0.0.1:9/: the endpoint does not answer",
        ),
        ("GRAPH references --endpoint http://x -o OUT.csv", 2, "a graph (or --endpoint) and a projection are needed"),
        ("references --sparql --issue crime", 2, "without a graph a name cannot be looked up; give a path"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    small_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: str,
    code: int,
    line: str,
) -> None:
    given = words.replace("GRAPH", str(small_path)).replace("OUT", str(tmp_path / "out")).split()
    monkeypatch.setattr("sys.argv", ["kg", "network", *given])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == code
    said = capsys.readouterr().err
    assert said.startswith(f"kg: {line.replace('OUT', str(tmp_path / 'out'))}")
    assert len(said.splitlines()) == 1
    assert not list(tmp_path.iterdir())
