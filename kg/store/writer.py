"""The next generation of a graph while it is made: what goes is removed, what comes is loaded, a block at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError

BLOCK = 12 << 20
"""Bytes of N-Quads that are loaded in one piece."""
AT_ONCE = 2
"""Pieces that are loaded beside one another: the engine reads one while it sorts the other."""


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
