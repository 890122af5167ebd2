"""Making the next generation of a graph: locked against other writers, beside the one that counts, then in its place at once."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg import iris
from kg.errors import GraphError
from kg.store.current import COMPACT, CURRENT, LOCK, PARTS, WORK, check_fits, current_of, point_to
from kg.store.graph import is_read
from kg.store.writer import Writer

NEWS = 0.1
"""Where what comes in is more than this part of what was there, the engine puts all its tables in order again."""

PATIENCE = 2.0
"""Seconds in which another writer may end."""


@contextmanager
def writing(path: str | Path, base: str = iris.BASE) -> Iterator[Writer]:
    """Make the next generation of the graph at `path`; it counts only once the block ends without an error.

    Raises GraphError where another writer is at work, where the base differs from the graph's own, and where the
    disk refuses.
    """
    with locked(path), generation(path, base) as writer:
        yield writer


@contextmanager
def locked(path: str | Path) -> Iterator[Path]:
    """Keep other writers from the graph at `path` meanwhile, and give a folder for working files on its disk.

    It is empty but for what a writer that came to no end left in its folder PARTS. It goes when the block ends; where that is by an
    error, or this writer is killed, PARTS stays for the next, unless it was the graph that could not be written. Raises GraphError where another
    writer is at work, and where the disk refuses.
    """
    folder = Path(path)
    work = folder / WORK
    try:
        with _locked(folder):
            _clear(work)
            work.mkdir(exist_ok=True)
            try:
                yield work
            except (OSError, GraphError):
                shutil.rmtree(work, ignore_errors=True)
                raise
            except BaseException:
                _clear(work)
                raise
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise _refused(folder, error) from error


def _clear(work: Path) -> None:
    """Remove all of a working folder but the parts in it, and the folder itself where there are none."""
    for path in work.iterdir() if work.is_dir() else ():
        if path.name != PARTS:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not [path for path in work.rglob("*") if path.is_file()]:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def generation(path: str | Path, base: str = iris.BASE, compact: bool = False) -> Iterator[Writer]:
    """Make the next generation, as `writing` does, for whoever has the graph locked."""
    folder = Path(path)
    try:
        yield from _generation(folder, base, compact)
    except OSError as error:
        raise _refused(folder, error) from error


def _refused(folder: Path, error: OSError) -> GraphError:
    return GraphError(
        f"cannot be written: {error.strerror or error}", where=str(folder), mend="free space or choose another path"
    )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    current = current_of(folder)
    created = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    lock: IO[str] = (folder / LOCK).open("w")
    try:
        _take(lock)
    except BlockingIOError as error:
        lock.close()
        raise GraphError("another build is writing it", where=str(folder), mend="wait for it to end") from error
    try:
        yield
    finally:
        lock.close()
        if created and current is None and not (folder / CURRENT).exists() and not (folder / WORK).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _take(lock: IO[str]) -> None:
    """Take a lock. The processes of a killed writer hold it until they have ended as well, so it is asked for more than once."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _generation(folder: Path, base: str, compact: bool) -> Iterator[Writer]:
    check_fits(folder, base, compact)
    current = current_of(folder)
    _sweep(folder, current)
    number = int(current["generation"].rpartition("-")[2]) + 1 if current else 1
    made = folder / f"generation-{number}"
    is_whole, before = False, 0
    try:
        if current:
            before = _size(folder / current["generation"])
            _snapshot(folder / current["generation"], made)
        writer = Writer(ox.Store(str(made)))
        try:
            yield writer
            if writer.loaded > NEWS * before:
                writer.store.optimize()
            writer.store.flush()
        finally:
            del writer.store
        point_to(folder, {"generation": made.name, "base": base, **({"profile": COMPACT} if compact else {})})
        is_whole = True
    finally:
        if not is_whole:
            shutil.rmtree(made, ignore_errors=True)
    _sweep(folder, current_of(folder))


def _size(generation: Path) -> int:
    """Return the bytes of the tables of a generation that nobody writes any more; in one that is open the engine removes some."""
    return sum(path.stat().st_size for path in generation.glob("*.sst"))


def _snapshot(whole: Path, into: Path) -> None:
    """Copy a generation that nobody writes any more: its sorted tables never change, so links to them do."""
    into.mkdir()
    for path in whole.iterdir():
        if path.suffix == ".sst":
            try:
                os.link(path, into / path.name)
                continue
            except OSError:  # a file system without hard links
                pass
        if path.name != LOCK:
            shutil.copy2(path, into / path.name)


def _sweep(folder: Path, current: dict[str, str] | None) -> None:
    """Remove the generations that do not count and nobody reads: what killed writers left, and what is replaced."""
    for path in folder.glob("generation-*"):
        if (current is None or path.name != current["generation"]) and not is_read(path):
            shutil.rmtree(path, ignore_errors=True)
