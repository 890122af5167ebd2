"""The graph on disk: built beside what readers see, then swapped in at once; opened read-only.

`hansard.kg/` holds generations, each a store of its own, and `CURRENT`, which names the one that counts. A writer
starts from a snapshot of the current generation (hard links, so it is cheap), changes it, and last of all replaces
`CURRENT`: a reader sees the old graph whole or the new one whole, and a killed writer leaves nothing that counts. A
generation that is replaced goes with the first writer that comes after its last reader.
"""

from collections.abc import Callable

from kg.store.current import COMPACT, CURRENT, PARTS, check_fits, is_compact, is_graph
from kg.store.generations import generation, locked, writing
from kg.store.graph import Graph, open_graph
from kg.store.writer import Writer

__all__ = [
    "COMPACT",
    "CURRENT",
    "PARTS",
    "Graph",
    "Progress",
    "Writer",
    "check_fits",
    "generation",
    "is_compact",
    "is_graph",
    "locked",
    "open_graph",
    "writing",
]

Progress = Callable[[str, int, int], None]
"""Told after each of several things: its name, how many are done, how many there are."""
