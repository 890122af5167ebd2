"""One contract over every exporter: equal bytes for equal graphs, and read back by another reader to the same."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest
import rdflib
from rdflib.compare import to_isomorphic

from kg.errors import GraphError, UsageError
from kg.export import EXPORTERS, Selection, export, tables
from kg.export.tables import TABLES
from kg.query import plain, run
from kg.store import Graph, open_graph, writing

AWKWARD = ['say \\"no\\"', "two\\nlines", "tab\\there", "emoji 🏛", "עברית", "a\\\\b", "<&>", "é", " "]
SEED = Selection(debate="Regional Organised Crime Units")
RDFLIB = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld", "nt": "nt", "ttl": "turtle", "rdfxml": "xml"}


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("awkward")
    lines = [
        f'<https://x.org/s{n}> <https://x.org/p> "{value}"{tag} <https://x.org/g{n % 2}> .\n'
        for n, value in enumerate(AWKWARD)
        for tag in ("", "@en", "^^<http://www.w3.org/2001/XMLSchema#date>" if n == 0 else "@cy")
    ]
    lines.append("<https://x.org/s0> <https://x.org/p> <https://x.org/o#char=1,2&kind=person> <https://x.org/g1> .\n")
    (folder / "a.nq").write_text("".join(lines), "utf-8")
    with writing(folder / "a.kg") as writer:
        writer.load(folder / "a.nq")
    return open_graph(folder / "a.kg")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("exporter", [e for e in EXPORTERS if e.name in RDFLIB], ids=lambda e: e.name)
@pytest.mark.parametrize("which", ["awkward", "seed"])
def test_rdf_reads_back_the_same(
    exporter: object, which: str, awkward: Graph, seed_graph: Graph, tmp_path: Path
) -> None:
    graph, selection = (awkward, Selection()) if which == "awkward" else (seed_graph, SEED)
    name, carries = exporter.name, exporter.carries  # type: ignore[attr-defined]
    out, again = tmp_path / f"a.{name}", tmp_path / f"b.{name}"
    export(graph, name, out, selection)
    export(graph, name, again, selection)
    assert out.read_bytes() == again.read_bytes()
    stored = [q for g in selection.graphs(graph) for q in graph.quads(g)]
    read = rdflib.Dataset()
    read.parse(out, format=RDFLIB[name])
    if carries == "dataset":
        assert len(list(read.quads())) == len(stored)
        expected = rdflib.Dataset()
        expected.parse(data="".join(f"{q.triple} {q.graph_name} .\n" for q in stored), format="nquads")
        assert set(read.quads()) == set(expected.quads())
    else:
        expected_graph = rdflib.Graph().parse(data="".join({f"{q.triple} .\n" for q in stored}), format="nt")
        got = rdflib.Graph().parse(out, format=RDFLIB[name])
        assert to_isomorphic(got) == to_isomorphic(expected_graph)


def test_rows_are_those_of_the_graph(seed_graph: Graph, tmp_path: Path) -> None:
    export(seed_graph, "csv", tmp_path / "tables", SEED)
    tables = {
        name: list(csv.DictReader(io.StringIO((tmp_path / "tables" / f"{name}.csv").read_text("utf-8"), newline="")))
        for name in ("contributions", "mentions", "figures")
    }
    assert [row["position"] for row in tables["contributions"]] == [str(n) for n in range(1, 10)]
    by_id = {row["contribution"]: row["text"] for row in tables["contributions"]}
    for row in tables["mentions"] + tables["figures"]:
        assert by_id[row["contribution"]][int(row["begin"]) : int(row["end"])] == row["words"]
    assert {"300 kg of cocaine", "half of which"} <= {row["words"] for row in tables["figures"]}


def test_tables_hold_what_a_reader_of_the_graph_counts(seed_graph: Graph, tmp_path: Path) -> None:
    export(seed_graph, "csv", tmp_path, SEED)
    for table in TABLES:
        rows = list(csv.DictReader(io.StringIO((tmp_path / f"{table.name}.csv").read_text("utf-8"), newline="")))
        first = [next(iter(row.values())) for row in rows]
        assert first == sorted(set(first)), table.name
    classes = {
        "people": "hkg:Person",
        "seats": "hkg:SeatIncumbency",
        "memberships": "hkg:PartyMembership",
        "claims": "hkg:Claim",
    }
    for name, kind in classes.items():
        [[counted]] = run(seed_graph, f"SELECT (COUNT(DISTINCT ?one) AS ?n) WHERE {{ ?one a {kind} }}").rows
        assert (tmp_path / f"{name}.csv").read_text("utf-8").count("\n") - 1 == int(plain(counted)) > 0, name


def test_parquet_is_read_by_polars_and_duckdb_to_the_same_rows(seed_graph: Graph, tmp_path: Path) -> None:
    for name in ("a", "b"):
        export(seed_graph, "parquet", tmp_path / name, SEED)
    export(seed_graph, "csv", tmp_path / "csv", SEED)
    for table in TABLES:
        path = tmp_path / "a" / f"{table.name}.parquet"
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
        frame = pl.read_parquet(path)
        written = pl.read_csv(tmp_path / "csv" / f"{table.name}.csv", schema=frame.schema)
        assert frame.equals(written), table.name
        assert duckdb.sql(f"SELECT * FROM '{path}'").fetchall() == frame.rows(), table.name
    figures = pl.read_parquet(tmp_path / "a" / "figures.parquet")
    assert figures.filter(pl.col("words") == "300 kg of cocaine")["value"].to_list() == [300.0]


def test_many_debates_are_asked_for_in_batches(
    seed_graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(seed_graph, "csv", tmp_path / "a", Selection())
    monkeypatch.setattr(tables, "AT_ONCE", 1)
    export(seed_graph, "csv", tmp_path / "b", Selection())
    for table in TABLES:
        assert (tmp_path / "a" / f"{table.name}.csv").read_bytes() == (
            tmp_path / "b" / f"{table.name}.csv"
        ).read_bytes()


def test_xml_refuses_what_it_cannot_hold(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text('<https://x.org/s> <https://x.org/p> "\\u0001" <https://x.org/g> .\n')
    with writing(tmp_path / "a.kg") as writer:
        writer.load(tmp_path / "a.nq")
    with open_graph(tmp_path / "a.kg") as graph:
        export(graph, "ttl", tmp_path / "a.ttl")
        with pytest.raises(GraphError, match="control character"):
            export(graph, "rdfxml", tmp_path / "a.rdf")


def test_what_is_not_there_is_said(seed_graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no debate is selected"):
        export(seed_graph, "nq", tmp_path / "a.nq", Selection(debate="Nothing"))
    with pytest.raises(UsageError, match="there is no form"):
        export(seed_graph, "docx", tmp_path / "a.docx")
    with pytest.raises(GraphError, match="cannot be written"):
        export(seed_graph, "nq", tmp_path / "no" / "a.nq", SEED)


def test_sorting_in_runs_is_sorting(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.export import rdf

    monkeypatch.setattr(rdf, "RUN", 7)
    lines = [f"{n * 37 % 101:03}\n" for n in range(101)]
    in_order: Callable[..., object] = rdf.in_order
    assert list(in_order(iter(lines))) == sorted(lines)  # type: ignore[call-overload]
