"""What a build costs against what it cannot do without: reading the same XML, and loading the same quads.

    python benchmarks/build.py FOLDER_OF_XML [RUNS]

Prints MB of XML a second, quads a second, peak memory, and the ratio of the whole build to its limit (parsing the XML
with lxml alone, then loading the same quads in bulk). Ratios hold from machine to machine, seconds do not.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
from lxml import etree

from kg.build import build
from kg.export import export
from kg.store import open_graph


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def parse(files: list[Path]) -> None:
    for file in files:
        for _, element in etree.iterparse(str(file), resolve_entities=False):
            element.clear()


def load(quads: Path, into: Path) -> None:
    store = ox.Store(str(into))
    store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    store.optimize()


def main(folder: Path, runs: int) -> None:
    files = sorted(folder.glob("*.xml"))
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    builds, parses, loads, memory = [], [], [], 0
    with tempfile.TemporaryDirectory() as work:
        for run in range(runs):
            path = Path(work) / f"{run}.kg"
            builds.append(timed(lambda path=path: build(files, path)))
            memory = memory or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            quads = path.with_suffix(".nq")
            with open_graph(path) as graph:
                export(graph, "nq", quads)
                count = len(graph)
            parses.append(timed(lambda: parse(files)))
            loads.append(timed(lambda quads=quads, run=run: load(quads, Path(work) / f"{run}.store")))
    whole, limit = statistics.median(builds), statistics.median(parses) + statistics.median(loads)
    print(f"{len(files)} files, {megabytes:.1f} MB of XML, {count} quads, median of {runs} runs")
    print(f"build            {whole:6.2f} s  {megabytes / whole:6.2f} MB/s  {count / whole:8.0f} quads/s")
    print(f"parse and load   {limit:6.2f} s  ratio of the build to it: {whole / limit:.2f}")
    print(f"peak memory      {memory / 1024:6.0f} MB, of the first build")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
