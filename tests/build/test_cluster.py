"""Builds on a Dask cluster of real worker processes: the same bytes as on one machine, whatever is lost on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kg.build import build, cluster
from kg.errors import ClusterError, SourceError
from kg.export import export
from kg.read import Document, find_documents
from kg.report import report_lines
from kg.store import open_graph
from tests.build.test_build import MOMENT, PAGES, day, dump

distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install '.[cluster]'")

READ = Path(__file__).parent.parent / "read"
WORKERS = 3
NONE: Mapping[str, str] = {}


@contextmanager
def running(folder: Path, env: Mapping[str, str] = NONE) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and workers, each a process of its own; give the address, and the workers."""
    folder.mkdir()
    at = folder / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli"]
    quiet = {"cwd": folder, "env": {**os.environ, **env}, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [*dask[:2], "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    worker = [*dask[:2], "distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    started = [subprocess.Popen([*scheduler, "--no-show", "--scheduler-file", str(at)], **quiet)]
    try:
        while not at.exists():
            time.sleep(0.05)
        hands = [subprocess.Popen([*worker, "--scheduler-file", str(at)], **quiet) for _ in range(WORKERS)]
        started += hands
        yield json.loads(at.read_text("utf-8"))["address"], hands
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("dask") / "cluster") as (where, _):
        yield where


@pytest.fixture
def sources(seed: Path, tmp_path: Path) -> list[Path]:
    return [
        seed,
        *sorted(PAGES.glob("*.txt")),
        READ / "api_json" / "bill.json",
        READ / "publications_html",
        day(tmp_path, "new.xml"),
    ]


def test_a_cluster_makes_the_bytes_of_one_machine(address: str, sources: list[Path], tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix hkg: <https://w3id.org/hansard-kg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/issue/tractors> a hkg:Issue ; skos:prefLabel "tractors"@en .',
        "utf-8",
    )
    told: list[str] = []
    here = build(sources, tmp_path / "here.kg", generated=MOMENT, vocabulary=[own])
    there = build(
        sources,
        tmp_path / "there.kg",
        generated=MOMENT,
        vocabulary=[own],
        cluster=address,
        progress=lambda name, done, of: told.append(f"{done} of {of}"),
    )
    assert dump(tmp_path / "there.kg") == dump(tmp_path / "here.kg")
    assert list(report_lines(replace(there, seconds=0))) == list(report_lines(replace(here, seconds=0)))
    assert told[-1] == f"{len(told)} of {len(told)}"


def test_parts_come_by_way_of_a_folder_and_are_gone_then(address: str, sources: list[Path], tmp_path: Path) -> None:
    build(sources, tmp_path / "here.kg", generated=MOMENT, compact=True)
    parts = tmp_path / "parts"
    build(sources, tmp_path / "a.kg", generated=MOMENT, compact=True, cluster=address, parts_at=parts.as_uri())
    assert dump_compact(tmp_path / "a.kg") == dump_compact(tmp_path / "here.kg")
    assert list(parts.iterdir()) == []


def dump_compact(path: Path) -> bytes:
    with open_graph(path, compact=True) as graph:
        export(graph, "nq", path.with_suffix(".nq"))
    return path.with_suffix(".nq").read_bytes()


@pytest.mark.parametrize("given_again", [True, False], ids=["given to another", "given up"])
def test_a_worker_that_is_killed_in_mid_build_loses_nothing(seed: Path, tmp_path: Path, given_again: bool) -> None:
    """What it had in hand goes to another worker; where the cluster gives that up, it is said, and the next build reads it."""
    many = tmp_path / "many"
    many.mkdir()
    page = PAGES.joinpath("statement.txt").read_text("utf-8")
    for number in range(20):
        (many / f"{number}.txt").write_text(f"{'Part ' * number}{page}", "utf-8")
    build([seed, many], tmp_path / "here.kg", generated=MOMENT)
    env = {} if given_again else {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with running(tmp_path / "cluster", env) as (address, hands):

        def kill_one(name: str, done: int, of: int) -> None:
            if done == of // 3:
                os.kill(hands[0].pid, signal.SIGKILL)

        report = build([seed, many], tmp_path / "there.kg", generated=MOMENT, cluster=address, progress=kill_one)
        assert hands[0].wait(5) == -signal.SIGKILL
    assert given_again == (not report.failures)
    assert all(f"{many}/" in line and "each worker that read it was lost" in line for line in report.failures)
    assert build([seed, many], tmp_path / "there.kg", generated=MOMENT).unchanged == 21 - len(report.failures)
    assert dump(tmp_path / "there.kg") == dump(tmp_path / "here.kg")


def test_what_is_no_hansard_is_said_as_on_one_machine(address: str, seed: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text("<publicwhip><speech>", "utf-8")
    reports = [
        build([seed, bad], tmp_path / f"{where}.kg", generated=MOMENT, cluster=where) for where in (None, address)
    ]
    assert reports[0].failures == reports[1].failures
    assert str(bad) in reports[0].failures[0]


def test_where_nothing_answers_it_is_said(seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9: no cluster with a worker answers"):
        build([seed], tmp_path / "a.kg", cluster="tcp://127.0.0.1:9")
    with pytest.raises(ClusterError, match="nonsense://x: no cluster"):
        build([seed], tmp_path / "a.kg", cluster="nonsense://x")
    assert not (tmp_path / "a.kg").exists()


def test_another_version_there_is_refused(
    address: str, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["kg.build.means"], "version", lambda name: "0.0.1")
    with pytest.raises(ClusterError, match="another hansard-kg"):
        build([seed], tmp_path / "a.kg", cluster=address)


def test_documents_at_a_url_are_read(seed: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "one.txt").write_bytes(seed.read_bytes())
    (pages / "two.txt").write_bytes(PAGES.joinpath("statement.txt").read_bytes())
    for url in (pages.as_uri(), f"{pages.as_uri()}/*.txt"):
        documents = [one for one in find_documents([url], tmp_path / "spool") if isinstance(one, Document)]
        assert [(one.where, one.name) for one in documents] == [
            (f"{pages.as_uri()}/{name}", name) for name in ("one.txt", "two.txt")
        ]
        assert [one.sha256 for one in documents] == [one.sha256 for one in find_documents([pages])]


@pytest.mark.parametrize("url", ["file:///no/such/folder/*.xml", "nonsense://x/y.xml", "memory://empty/*.txt"])
def test_a_url_where_nothing_is_is_said(url: str, seed: Path, tmp_path: Path) -> None:
    report = build([seed, url], tmp_path / "a.kg", generated=MOMENT)
    assert [line for line in report.failures if url in line], report.failures
    with pytest.raises(SourceError, match="://"):
        build([url], tmp_path / "b.kg")
