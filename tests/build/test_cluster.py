"""Builds on a Dask cluster of real worker processes: the same bytes as on one machine, whatever is lost on the way."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kg import iris
from kg.build import build, connected
from kg.build.cluster import mapped_there
from kg.build.means import Job, Means, NoPart, make
from kg.build.parts import Part
from kg.errors import ClusterError, SourceError
from kg.judgements import NONE
from kg.read import Document, find_documents
from kg.report import report_lines
from tests.build.test_build import DAY, MOMENT, PAGES, day, dump

pytest.importorskip("distributed", reason="dask.distributed is not installed: pip install '.[cluster]'")
fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install '.[cluster]'")

READ = Path(__file__).parent.parent / "read"
Crew = tuple[str, list[subprocess.Popen[bytes]]]
QUICK: Mapping[str, str] = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}
"""How long dead workers are looked for."""
AS_IT_IS: Mapping[str, str] = {}
DASK = (sys.executable, "-m")
OWN = """@prefix hkg: <https://w3id.org/hansard-kg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/issue/tractors> a hkg:Issue ; skos:prefLabel "tractors"@en ."""
KILLER = """import os, signal, sys
from kg.build import means, sent
if "LACKING" in os.environ:
    sys.modules["kg.build.sent"] = None
sent.make = lambda job, by: os.kill(os.getpid(), signal.SIGKILL) if job[0].name == "killer.txt" else means.make(job, by)
"""
"""What lets a worker be killed by a document of this name."""


@contextmanager
def running(folder: Path, workers: int, env: Mapping[str, str] = AS_IT_IS) -> Iterator[Crew]:
    """Start a scheduler and workers, each a process of its own; give the address, and all of them, the scheduler first."""
    folder.mkdir()
    at = folder / "scheduler.json"
    (folder / "killer.py").write_text(KILLER, "utf-8")
    quiet = {
        "cwd": folder,
        "env": {**os.environ, **QUICK, **env},
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show")
    worker = ("distributed.cli.dask_worker", "--nthreads", "2", "--no-nanny", "--preload", str(folder / "killer.py"))
    both = ("--no-dashboard", "--scheduler-file", str(at))
    started = [subprocess.Popen([*DASK, *scheduler, *both], **quiet)]
    try:
        while not at.exists():
            time.sleep(0.05)
        started += [subprocess.Popen([*DASK, *worker, *both], **quiet) for _ in range(workers)]
        yield json.loads(at.read_text("utf-8"))["address"], started
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with running(tmp_path_factory.mktemp("dask") / "cluster", 3) as started:
        yield started


@pytest.fixture
def address(crew: Crew) -> str:
    return crew[0]


@pytest.fixture(scope="module")
def means(tmp_path_factory: pytest.TempPathFactory) -> Means:
    """The means of these tests: with a vocabulary of their own, which has to go along."""
    own = tmp_path_factory.mktemp("vocabulary") / "own.ttl"
    own.write_text(OWN, "utf-8")
    return Means((own,), NONE, iris.BASE, None, False)


Made = list[tuple[Part | NoPart, bytes]]


def jobs(sources: Sequence[Path], folder: Path) -> list[Job]:
    """Return the documents of `sources` as they are given to workers, parts to lie in `folder`."""
    folder.mkdir()
    found = [one for one in find_documents(sources, folder / "unpacked") if isinstance(one, Document)]
    return [(one, folder / f"{one.sha256}.nq") for one in found]


def here(sources: Sequence[Path], folder: Path, means: Means) -> Made:
    todo = jobs(sources, folder)
    return [_made(make(job, means), job) for job in todo]


def there(sources: Sequence[Path], folder: Path, means: Means, address: str, parts: str | None = None) -> Made:
    todo = jobs(sources, folder)
    with connected.connected(address) as client, mapped_there(client, todo, means, parts) as made:
        return [_made(one, job) for one, job in zip(made, todo, strict=True)]


def _made(one: Part | NoPart, job: Job) -> tuple[Part | NoPart, bytes]:
    return (replace(one, path=Path()), job[1].read_bytes()) if isinstance(one, Part) else (one, b"")


def many(folder: Path, number: int) -> Path:
    folder.mkdir()
    page = PAGES.joinpath("statement.txt").read_text("utf-8")
    for at in range(number):
        (folder / f"{at:02}.txt").write_text(f"{'Part ' * at}{page}", "utf-8")
    return folder


def test_a_cluster_makes_the_graph_of_one_machine(address: str, means: Means, seed: Path, tmp_path: Path) -> None:
    sources = [seed, PAGES / "statement.txt", READ / "api_json" / "bill.json", day(tmp_path, "new.xml")]
    told: list[str] = []
    alone = build(sources, tmp_path / "a.kg", generated=MOMENT, vocabulary=means.vocabulary)
    together = build(
        sources,
        tmp_path / "b.kg",
        generated=MOMENT,
        vocabulary=means.vocabulary,
        cluster=address,
        progress=lambda name, done, of: told.append(f"{done} of {of}"),
    )
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")
    assert list(report_lines(replace(together, seconds=0))) == list(report_lines(replace(alone, seconds=0)))
    assert told == ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]


def test_documents_are_read_with_what_lies_beside_them(address: str, means: Means, tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    large.write_text(DAY.format(v="a", words="Words.").replace("\n", f"\n<!--{'x' * 12_000_000}-->", 1), "utf-8")
    bad = tmp_path / "bad.xml"
    bad.write_text("<publicwhip><speech>", "utf-8")
    sources = [READ / "publications_html", READ / "parlamint", large, bad]
    expected = here(sources, tmp_path / "here", means)
    assert there(sources, tmp_path / "there", means, address) == expected
    assert [one.reason for one, _ in expected if isinstance(one, NoPart) and str(bad) in one.reason]
    parts = tmp_path / "parts"
    assert there(sources, tmp_path / "by way of parts", means, address, parts.as_uri()) == expected
    assert list(parts.iterdir()) == []


def test_other_software_there_is_refused(
    address: str, means: Means, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["kg.build.means"], "version", lambda name: "0.0.1")
    with pytest.raises(ClusterError, match="a worker has another hansard-kg"):
        there([seed], tmp_path / "there", means, address)


def test_workers_that_cannot_read_what_they_are_sent_are_refused(means: Means, seed: Path, tmp_path: Path) -> None:
    with (
        running(tmp_path / "cluster", 1, {"LACKING": "yes"}) as (at, _),
        pytest.raises(ClusterError, match=r"^the cluster's workers lack something: .*kg\.build\.sent"),
    ):
        there([seed], tmp_path / "there", means, at)


def test_a_worker_that_is_killed_loses_nothing(crew: Crew, means: Means, tmp_path: Path) -> None:
    address, processes = crew
    pages = many(tmp_path / "many", 30)
    todo, made = jobs([pages], tmp_path / "there"), []
    with connected.connected(address) as client, mapped_there(client, todo, means, None) as parts:
        for one, job in zip(parts, todo, strict=True):
            made.append(_made(one, job))
            if len(made) == 3:
                os.kill(processes[-1].pid, signal.SIGKILL)
    assert processes[-1].wait(5) == -signal.SIGKILL
    assert made == here([pages], tmp_path / "here", means)


def test_a_document_that_kills_its_workers_is_named_and_the_rest_is_read(means: Means, tmp_path: Path) -> None:
    """Where the first loss counts, what was in the hands of the same worker is given up too, and read after all."""
    pages = many(tmp_path / "many", 12)
    expected = here([pages], tmp_path / "here", means)
    killer = pages / "killer.txt"
    killer.write_bytes((pages / "00.txt").read_bytes() + b"\nMore.\n")
    with running(tmp_path / "cluster", 3, {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}) as (at, processes):
        todo = sorted(jobs([pages], tmp_path / "there"), key=lambda job: job[0].path != killer)
        with connected.connected(at) as client, mapped_there(client, todo, means, None) as parts:
            named, *made = (_made(one, job) for one, job in zip(parts, todo, strict=True))
        assert sum(process.poll() == -signal.SIGKILL for process in processes) == 2
    assert made == expected
    assert named[0] == NoPart(f"{killer}: each worker that read it was lost; build it on one machine", False)


def test_a_cluster_that_is_lost_is_said_once(means: Means, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with running(tmp_path / "cluster", 1) as (at, processes):
        todo = jobs([many(tmp_path / "many", 9)], tmp_path / "there")
        with (
            connected.connected(at) as client,
            mapped_there(client, todo, means, None) as parts,
        ):
            next(parts)
            processes[0].kill()
            with pytest.raises(ClusterError, match=r"^the cluster was lost; build again$"):
                list(parts)
    assert capfd.readouterr().err == ""


def test_where_no_cluster_answers_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connected, "PATIENCE", 1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for where in ("tcp://127.0.0.1:9", "nonsense://x", "here", f"127.0.0.1:{silent.getsockname()[1]}"):
            with pytest.raises(ClusterError, match=f"^{where}: no cluster answers"), connected.connected(where):
                pass


def test_a_cluster_without_a_worker_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connected, "START", 1)
    with (
        running(tmp_path / "cluster", 0) as (at, _),
        pytest.raises(ClusterError, match="has no worker"),
        connected.connected(at),
    ):
        pass


def test_a_wrong_address_is_one_line_at_the_command_line(tmp_path: Path, seed: Path) -> None:
    words = ["build", str(seed), "-o", str(tmp_path / "a.kg"), "--cluster", "127.0.0.1"]
    result = subprocess.run([*DASK, "kg.cli", *words], capture_output=True, text=True, check=False, timeout=20)
    assert (result.returncode, result.stderr.count("\n")) == (1, 1), result.stderr
    assert not (tmp_path / "a.kg").exists()


def test_without_the_extra_it_is_said(tmp_path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("distributed", "fsspec.core"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ClusterError, match=r"pip install 'hansard-kg\[cluster\]'"), connected.connected("tcp://x:1"):
        pass
    assert [str(one) for one in find_documents(["s3://x/y"], tmp_path)] == [
        "s3://x/y: URLs need fsspec, which is not installed; pip install 'hansard-kg[cluster]', or give a path"
    ]


def test_documents_at_a_url_are_read(seed: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    for folder, name, text in (("a", "one.txt", seed), ("b", "one.txt", PAGES / "statement.txt")):
        (pages / folder).mkdir(parents=True)
        (pages / folder / name).write_bytes(text.read_bytes())
    (pages / "b" / ".hidden").write_text("no Hansard", "utf-8")
    for url in ("", "/*/*.txt", "/**"):
        documents = [*find_documents([f"{pages.as_uri()}{url}"], tmp_path / f"spool{len(url)}")]
        assert [(one.where, one.name, one.named) for one in documents if isinstance(one, Document)] == [
            (f"{pages.as_uri()}/{name}", "one.txt", False) for name in ("a/one.txt", "b/one.txt")
        ]
        assert [one.sha256 for one in documents if isinstance(one, Document)] == [
            one.sha256 for one in find_documents([pages]) if isinstance(one, Document)
        ]
    fsspec.filesystem("memory").pipe_file("/hansard/[one].txt", seed.read_bytes())
    (one,) = find_documents(["memory://hansard/[one].txt"], tmp_path / "spool")
    assert isinstance(one, Document)
    assert (one.where, one.named) == ("memory://hansard/[one].txt", True)


def test_no_name_at_a_url_climbs_out(tmp_path: Path) -> None:
    fsspec.filesystem("memory").pipe_file("/climbing/../../../out.txt", b"words")
    (error,) = find_documents(["memory://climbing"], tmp_path / "a" / "b" / "spool")
    assert isinstance(error, SourceError)
    assert "climbs out" in str(error)
    assert not [*tmp_path.rglob("out.txt")]


@pytest.mark.parametrize("url", ["file:///no/such/folder/*.xml", "nonsense://x/y.xml", "memory://empty/*.txt"])
def test_a_url_where_nothing_is_is_said(url: str, tmp_path: Path) -> None:
    (error,) = find_documents([url], tmp_path)
    assert isinstance(error, SourceError)
    assert url in str(error)
