"""The graph on disk: built beside what readers see, then swapped in at once; opened read-only.

`hansard.kg/` holds generations, each a store of its own, and `CURRENT`, which names the one that counts. A writer
starts from a snapshot of the current generation (hard links, so it is cheap), changes it, and last of all replaces
`CURRENT`: a reader sees the old graph whole or the new one whole, and a killed writer leaves nothing that counts. A
generation that is replaced goes with the first writer that comes after its last reader.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO

import oxrdflib
import pyoxigraph as ox
import rdflib

from kg import iris
from kg.errors import GraphError

Progress = Callable[[str, int, int], None]
"""Told after each of several things: its name, how many are done, how many there are."""

FORMAT = 1
CURRENT = "CURRENT"
COMPACT = "compact"
LOCK = "LOCK"
WORK, PARTS = "working", "parts"
BLOCK = 12 << 20
"""Bytes of N-Quads that are loaded in one piece."""
NEWS = 0.1
"""Where what comes in is more than this part of what was there, the engine puts all its tables in order again."""
AT_ONCE = 2
"""Pieces that are loaded beside one another: the engine reads one while it sorts the other."""


@dataclass(frozen=True)
class Graph:
    """A graph opened to be read; a context manager that closes it. `held` keeps writers from removing its generation."""

    path: Path
    base: str
    store: ox.Store
    held: object = field(default=None, kw_only=True, repr=False, compare=False)

    def __enter__(self) -> "Graph":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the graph; the engine closes its files when the last reference goes."""

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self.store)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self.store.named_graphs())

    def debates(self) -> list[str]:
        """Return the keys of the debates, sorted."""
        start = iris.absolute("graph/debate/", self.base)
        graphs = (graph for graph in self.graphs() if graph.startswith(start) and not graph.endswith("/inferred"))
        return [iris.relative(graph, self.base).removeprefix("graph/") for graph in graphs]

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """Yield the quads of the named graph `graph`, an IRI or a path under the base."""
        return self.store.quads_for_pattern(None, None, None, ox.NamedNode(iris.absolute(graph, self.base)))

    def dataset(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same store; its default graph is the union of all graphs."""
        dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self.store), default_union=True)
        for prefix, namespace in iris.PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset


@dataclass
class Writer:
    """The next generation of a graph, while it is made; its store is let go of when that ends.

    `loaded` counts the bytes of N-Quads that came in.
    """

    store: ox.Store
    loaded: int = 0

    def remove(self, graph: str) -> None:
        """Remove a named graph and all in it."""
        self.store.remove_graph(ox.NamedNode(graph))

    def remove_about(self, subject: str, graph: str) -> None:
        """Remove what a named graph says of one subject."""
        for quad in list(self.store.quads_for_pattern(ox.NamedNode(subject), None, None, ox.NamedNode(graph))):
            self.store.remove(quad)

    def load(self, path: Path) -> None:
        """Load a file of N-Quads, a block at a time, since the engine keeps what it loads at once in memory.

        Raises GraphError where a line is none: then nothing of this generation counts.
        """
        self.loaded += path.stat().st_size
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for _ in threads.map(partial(self._load_block, path), _blocks(path)):
                pass

    def _load_block(self, path: Path, block: tuple[int, int]) -> None:
        begin, end = block
        with path.open("rb") as file:
            file.seek(begin)
            lines = file.read(end - begin)
            try:
                self.store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
            except (SyntaxError, ValueError) as error:
                file.seek(0)
                line = file.read(begin).count(b"\n") + (getattr(error, "lineno", None) or 1)
                what = f"line {line} is no N-Quads: {error.args[0]}"
                raise GraphError(what, where=str(path), mend="report this, it is a defect of ours") from error


def _blocks(path: Path) -> Iterator[tuple[int, int]]:
    """Yield where the blocks of whole lines begin and end in a file."""
    begin = 0
    with path.open("rb") as file:
        while file.read(1):
            file.seek(begin + BLOCK)
            file.readline()
            end = min(file.tell(), path.stat().st_size)
            yield begin, end
            begin = end
            file.seek(begin)


def open_graph(path: str | Path, compact: bool = False) -> Graph:
    """Open a graph to be read, one of the `compact` profile too. Raises GraphError where there is none, or none of a format
    that we know, and where it is compact and is not to be.
    """
    folder = Path(path)
    current = _current(folder)
    while current is not None:
        if _is_compact(current) and not compact:
            raise GraphError(
                "is of the compact profile, which leaves out what this needs",
                where=str(folder),
                mend=f"make it whole with: kg expand {folder} -o WHOLE",
            )
        try:
            generation = folder / current["generation"]
            held = _Held(generation)
            return Graph(folder, current["base"], ox.Store.read_only(str(generation)), held=held)
        except OSError as error:
            before, current = current, _current(folder)
            if current == before:
                raise GraphError(f"cannot be opened: {error}", where=str(folder), mend="build it again") from error
    raise GraphError("there is no graph", where=str(folder), mend=f"make one with: kg build SOURCE... -o {folder}")


class _Held:
    """Keeps a generation as long as it lives, beside other readers. Where the disk knows no locks, as some networks', it may go."""

    def __init__(self, generation: Path) -> None:
        self._file = os.open(generation / "CURRENT", os.O_RDONLY)
        with suppress(OSError):
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            os.close(self._file)


def _is_read(generation: Path) -> bool:
    """Tell whether somebody reads a generation."""
    try:
        with (generation / "CURRENT").open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def is_compact(path: str | Path) -> bool:
    """Tell whether there is a graph of the compact profile."""
    current = _current(Path(path))
    return current is not None and _is_compact(current)


def _is_compact(current: Mapping[str, str]) -> bool:
    return current.get("profile") == COMPACT


def is_graph(path: str | Path) -> bool:
    """Tell whether there is a graph. Raises GraphError where something else is there."""
    return _current(Path(path)) is not None


def _current(folder: Path) -> dict[str, str] | None:
    """Return what CURRENT says, or None where there is no graph. Raises GraphError where it is not ours."""
    try:
        said = json.loads((folder / CURRENT).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        if folder.exists() and (folder.is_file() or any(not _ours(p) for p in folder.iterdir())):
            raise GraphError("is there and is no graph of ours", where=str(folder), mend="give another path") from None
        return None
    except (OSError, ValueError) as error:
        raise GraphError(
            f"cannot be read: {error}", where=str(folder / CURRENT), mend="build the graph again"
        ) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT or not {"base", "generation"} <= said.keys():
        raise GraphError("was made by another version", where=str(folder), mend="build it again")
    return said


def _ours(path: Path) -> bool:
    return path.name.startswith(("generation-", CURRENT)) or path.name in (LOCK, WORK)


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
    if not any(path.is_file() for path in work.rglob("*")):
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def generation(path: str | Path, base: str = iris.BASE, compact: bool = False) -> Iterator[Writer]:
    """Make the next generation, as `writing` does, for whoever has the graph locked."""
    folder = Path(path)
    try:
        yield from _generation(folder, base, compact)
    except OSError as error:
        raise _refused(folder, error) from error


def check_fits(path: str | Path, base: str, compact: bool) -> None:
    """Raise GraphError where the graph at `path` has another base or another profile than what is to come in."""
    folder = Path(path)
    current = _current(folder)
    if current and current["base"] != base:
        mend = f"build with --base-iri {current['base']}"
        raise GraphError(f"its base is {current['base']}", where=str(folder), mend=mend)
    if current and _is_compact(current) != compact:
        its, way = ("full", "without") if compact else ("compact", "with")
        raise GraphError(f"its profile is {its}", where=str(folder), mend=f"build {way} --profile compact")


def _refused(folder: Path, error: OSError) -> GraphError:
    return GraphError(
        f"cannot be written: {error.strerror or error}", where=str(folder), mend="free space or choose another path"
    )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    current = _current(folder)
    created = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    lock: IO[str] = (folder / LOCK).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise GraphError("another build is writing it", where=str(folder), mend="wait for it to end") from error
    try:
        yield
    finally:
        lock.close()
        if created and current is None and not (folder / CURRENT).exists() and not (folder / WORK).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _generation(folder: Path, base: str, compact: bool) -> Iterator[Writer]:
    check_fits(folder, base, compact)
    current = _current(folder)
    _sweep(folder, current)
    number = int(current["generation"].rpartition("-")[2]) + 1 if current else 1
    made = folder / f"generation-{number}"
    is_whole = False
    try:
        if current:
            _snapshot(folder / current["generation"], made)
        writer = Writer(ox.Store(str(made)))
        try:
            before = _size(made)
            yield writer
            if writer.loaded > NEWS * before:
                writer.store.optimize()
            writer.store.flush()
        finally:
            del writer.store
        _point_to(folder, {"generation": made.name, "base": base, **({"profile": COMPACT} if compact else {})})
        is_whole = True
    finally:
        if not is_whole:
            shutil.rmtree(made, ignore_errors=True)
    _sweep(folder, _current(folder))


def _size(generation: Path) -> int:
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


def _point_to(folder: Path, said: Mapping[str, str]) -> None:
    """Let CURRENT say which generation counts, once all of it is on the disk."""
    for path in (*(folder / said["generation"]).iterdir(), folder / said["generation"]):
        _sync(path)
    beside = folder / f"{CURRENT}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, **said}, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / CURRENT)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path, current: dict[str, str] | None) -> None:
    """Remove the generations that do not count and nobody reads: what killed writers left, and what is replaced."""
    for path in folder.glob("generation-*"):
        if (current is None or path.name != current["generation"]) and not _is_read(path):
            shutil.rmtree(path, ignore_errors=True)
