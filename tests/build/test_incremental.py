"""A graph brought up to date: what it holds is not read again, what is gone is withdrawn on request, and it is always whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import GraphError
from kg.extract import Knowledge
from kg.read import Document
from kg.report import report_lines
from tests.build.test_build import MOMENT, day, dump, keys

MEANS = sys.modules["kg.build.means"]
TITLE = "debate/commons/2018-06-04/rural-crime"


class Read(list[str]):
    """The documents that are read, by name."""

    def __call__(self, name: str, done: int, of: int) -> None:
        self.append(name)


def test_what_the_graph_holds_is_not_read_again(tmp_path: Path, seed: Path) -> None:
    read = Read()
    build([seed], tmp_path / "a.kg", generated=MOMENT, progress=read)
    before = dump(tmp_path / "a.kg")
    report = build([seed], tmp_path / "a.kg", progress=read)
    assert (read, report.unchanged, report.documents) == ([seed.name], 1, 0)
    assert dump(tmp_path / "a.kg") == before
    assert [line for line in report_lines(report) if "unchanged" in line]
    build([seed], tmp_path / "a.kg", generated=MOMENT, again=True, progress=read)
    assert read == [seed.name] * 2
    assert dump(tmp_path / "a.kg") == before


def test_another_vocabulary_reads_all_again(tmp_path: Path, seed: Path) -> None:
    read = Read()
    build([seed], tmp_path / "a.kg", generated=MOMENT, progress=read)
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix hkg: <https://w3id.org/hansard-kg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/issue/tractors> a hkg:Issue ; skos:prefLabel "tractors"@en .',
        "utf-8",
    )
    report = build([seed], tmp_path / "a.kg", vocabulary=[own], generated=MOMENT, progress=read)
    assert (report.unchanged, len(read)) == (0, 2)
    build([seed], tmp_path / "b.kg", vocabulary=[own], generated=MOMENT)
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")


def test_a_day_beside_what_is_there_is_read_alone(tmp_path: Path, seed: Path) -> None:
    read = Read()
    build([seed], tmp_path / "a.kg", generated=MOMENT, progress=read)
    new = day(tmp_path, "new.xml")
    report = build([seed, new], tmp_path / "a.kg", generated=MOMENT, progress=read)
    assert (read, report.unchanged) == ([seed.name, "new.xml"], 1)
    build([seed, new], tmp_path / "b.kg", generated=MOMENT)
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")


def test_what_is_gone_stays_unless_it_is_to_be_withdrawn(tmp_path: Path, seed: Path) -> None:
    new = day(tmp_path, "new.xml")
    build([seed, new], tmp_path / "a.kg", generated=MOMENT)
    build([seed], tmp_path / "a.kg", generated=MOMENT)
    assert TITLE in keys(tmp_path / "a.kg")
    report = build([seed], tmp_path / "a.kg", generated=MOMENT, withdraw=True)
    assert report.withdrawn == 1
    build([seed], tmp_path / "b.kg", generated=MOMENT)
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")


def test_a_text_that_stood_behind_one_that_is_gone_is_read_again(tmp_path: Path) -> None:
    one, two = day(tmp_path, "one.xml", "a", "First words."), day(tmp_path, "two.xml", "b", "Second words.")
    build([one, two], tmp_path / "a.kg", generated=MOMENT)
    report = build([one], tmp_path / "a.kg", generated=MOMENT, withdraw=True)
    assert (report.documents, report.withdrawn) == (1, 1)
    assert b"First words." in dump(tmp_path / "a.kg")
    assert b"Second words." not in dump(tmp_path / "a.kg")


def test_nothing_is_withdrawn_while_a_source_cannot_be_read(tmp_path: Path, seed: Path) -> None:
    new = day(tmp_path, "new.xml")
    build([seed, new], tmp_path / "a.kg", generated=MOMENT)
    new.write_text("<publicwhip>", "utf-8")
    report = build([seed, new], tmp_path / "a.kg", generated=MOMENT, withdraw=True)
    assert (report.withdrawn, len(report.failures)) == (0, 1)
    assert TITLE in keys(tmp_path / "a.kg")


def test_a_watched_folder_is_taken_in_as_it_grows(tmp_path: Path, seed: Path) -> None:
    (tmp_path / "debates").mkdir()
    shutil.copy(seed, tmp_path / "debates")
    target = tmp_path / "a.kg"
    command = [sys.executable, "-m", "kg.cli", "build", str(tmp_path / "debates"), "-o", str(target), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        lines = iter(process.stdout or ())
        assert any(line.startswith("mentions:") for line in lines)
        (tmp_path / "debates" / "broken.xml").write_text("<publicwhip>", "utf-8")
        day(tmp_path / "debates", "new.xml")
        assert any(line.startswith("TheyWorkForYou XML: 1 documents") for line in lines)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert TITLE in keys(target)


KILLS = int(os.environ.get("HANSARD_KILLS", "4"))
DISKS = [int(size) for size in os.environ.get("HANSARD_DISKS", "1 40").split()]
"""Sizes of disks in MB, all too small for a graph."""


@pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks into /proc")
def test_builds_killed_at_any_moment_leave_a_whole_graph_and_end_in_the_same_bytes(
    tmp_path: Path, seed: Path, known: Knowledge
) -> None:
    new, chance = day(tmp_path, "new.xml"), random.Random(2017)
    target = tmp_path / "a.kg"
    build([seed], target, generated=MOMENT)
    old = keys(target)
    began = time.monotonic()
    build([seed, new], tmp_path / "b.kg", generated=MOMENT)
    took = time.monotonic() - began
    for _ in range(KILLS):
        work = get_context("fork").Process(target=_build, args=([seed, new], target))
        work.start()
        time.sleep(chance.uniform(0, took))
        os.kill(work.pid or 0, signal.SIGKILL)
        work.join()
        assert keys(target) in (old, [*old, TITLE])
    assert _left(target) == []
    build([seed, new], target, generated=MOMENT)
    assert dump(target) == dump(tmp_path / "b.kg")
    assert sorted(path.name for path in target.iterdir() if not path.name.startswith("generation-")) == [
        "CURRENT",
        "LOCK",
    ]
    assert len(list(target.glob("generation-*"))) == 1


def _build(sources: list[Path], target: Path) -> None:
    build(sources, target, generated=MOMENT, workers=2, again=True)


def test_what_a_killed_build_had_read_is_not_read_again(
    tmp_path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor where it was interrupted; but what is not whole, or was read with other means, is read again."""
    sources = [seed, *(day(tmp_path, f"{number}.xml", words=f"Number {number}.") for number in range(5))]
    build(sources, tmp_path / "b.kg", generated=MOMENT)

    def interrupt(name: str, done: int, of: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(sources, tmp_path / "a.kg", generated=MOMENT, workers=1, progress=interrupt)
    finished = sorted((tmp_path / "a.kg/working/parts").rglob("*.json"))
    assert len(finished) == 4
    finished[0].with_suffix(".nq").write_bytes(b"")
    made: list[str] = []
    make_part = MEANS.make_part
    monkeypatch.setattr(
        MEANS, "make_part", lambda document, *more: made.append(document.name) or make_part(document, *more)
    )
    build(sources, tmp_path / "a.kg", generated=MOMENT, workers=1)
    assert len(made) == 3
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")
    assert not (tmp_path / "a.kg/working").exists()


def test_parts_of_another_base_are_not_taken_up(tmp_path: Path, seed: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build([seed], tmp_path / "a.kg", base="https://example.org/h/", workers=1, progress=_interrupt)
    build([seed], tmp_path / "a.kg", generated=MOMENT)
    build([seed], tmp_path / "b.kg", generated=MOMENT)
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")


def _interrupt(name: str, done: int, of: int) -> None:
    raise KeyboardInterrupt


@pytest.mark.skipif(sys.platform != "linux", reason="what is put in make_part's place is inherited by forks alone")
@pytest.mark.parametrize("kills", [1, 100])
def test_what_a_killed_process_had_in_hand_is_done_again_alone_and_the_rest_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kills: int
) -> None:
    """A document whose process is killed each time is a failure, and the rest is built."""
    sources = [day(tmp_path, f"{number}.xml", words=f"Number {number}.") for number in range(6)]
    make_part, killed = MEANS.make_part, tmp_path / "killed"

    def made(document: Document, *more: object) -> object:
        if document.name == "2.xml" and (len(killed.read_bytes()) if killed.exists() else 0) < kills:
            with killed.open("ab") as file:
                file.write(b".")
            os.kill(os.getpid(), signal.SIGKILL)
        return make_part(document, *more)

    monkeypatch.setattr(MEANS, "make_part", made)
    report = build(sources, tmp_path / "a.kg", generated=MOMENT, workers=2)
    monkeypatch.undo()
    is_lost = kills > 1
    assert [failure.partition("; ")[0] for failure in report.failures] == [
        f"{sources[2]}: the process that read it was killed"
    ] * is_lost
    build([path for path in sources if path != sources[2] or not is_lost], tmp_path / "b.kg", generated=MOMENT)
    assert dump(tmp_path / "a.kg") == dump(tmp_path / "b.kg")


def _left(target: Path) -> list[str]:
    """Return the processes that still have a file of the graph open, once they had a moment to end."""
    deadline = time.monotonic() + 10
    while left := [pid for pid in Path("/proc").iterdir() if pid.name.isdigit() and _holds_open(pid, target)]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    return [pid.name for pid in left]


def _holds_open(process: Path, target: Path) -> bool:
    with suppress(OSError):
        return int(process.name) != os.getpid() and any(
            str(target) in str(one.readlink()) for one in (process / "fd").iterdir()
        )
    return False


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a small disk, which takes root")
@pytest.mark.parametrize("megabytes", DISKS)
def test_a_full_disk_is_said_and_the_graph_stays_whole(tmp_path: Path, seed: Path, megabytes: int) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    size = ["-o", f"size={megabytes}m"]
    if subprocess.run(["mount", "-t", "tmpfs", *size, "tmpfs", str(disk)], check=False, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    sources = [seed, day(tmp_path, "new.xml")]
    try:
        with pytest.raises(GraphError, match="cannot be written"):
            build(sources, disk / "a.kg", generated=MOMENT)
        assert not (disk / "a.kg").exists()
        subprocess.run(["mount", "-o", "remount,size=600m", str(disk)], check=True)
        build([seed], disk / "a.kg", generated=MOMENT)
        before = dump(disk / "a.kg")
        (disk / "a.nq").unlink()
        free = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(bytes(free - megabytes * 1_000))
        with pytest.raises(GraphError, match="cannot be written"):
            build(sources, disk / "a.kg", generated=MOMENT, again=True)
        (disk / "filler").unlink()
        assert dump(disk / "a.kg") == before
        build(sources, disk / "a.kg", generated=MOMENT)
        build(sources, tmp_path / "b.kg", generated=MOMENT)
        assert dump(disk / "a.kg") == dump(tmp_path / "b.kg")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)
