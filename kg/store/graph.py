"""A graph on disk, opened to be read."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import oxrdflib
import pyoxigraph as ox
import rdflib

from kg import iris
from kg.errors import GraphError
from kg.store.current import current_of, says_compact


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


def open_graph(path: str | Path, compact: bool = False) -> Graph:
    """Open a graph to be read, one of the `compact` profile too. Raises GraphError where there is none, or none of a format
    that we know, and where it is compact and is not to be.
    """
    folder = Path(path)
    current = current_of(folder)
    while current is not None:
        if says_compact(current) and not compact:
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
            before, current = current, current_of(folder)
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


def is_read(generation: Path) -> bool:
    """Tell whether somebody reads a generation."""
    try:
        with (generation / "CURRENT").open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
