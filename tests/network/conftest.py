"""A small graph made for networks (small.trig): on the disk and opened."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import Graph, open_graph, writing


@pytest.fixture(scope="session")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    quads = ox.parse(path=Path(__file__).parent / "small.trig")
    (folder / "small.nq").write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS))
    with writing(folder / "small.kg") as writer:
        writer.load(folder / "small.nq")
    return folder / "small.kg"


@pytest.fixture
def small(small_path: Path) -> Iterator[Graph]:
    with open_graph(small_path) as graph:
        yield graph
