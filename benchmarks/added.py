"""What a day costs that is added to a graph of many: against the same day alone, in a graph of its own.

    python benchmarks/added.py FOLDER_OF_TWFY_XML [COPIES]

Builds so many copies of the days (100), then adds one day after another, each by a process of its own: in turn by one that is given
this day alone, and by one that is given all. Prints what this costs and what bringing the index of words up to date costs, in seconds
and in seconds of processors, and the ratio to the same of a graph of the day alone. Exit 1 where a day takes twice the time or more.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from copies import copies

BUILD = """
import sys
from kg.build import build
build(sys.argv[2:], sys.argv[1])
"""
INDEX = """
import sys
from pathlib import Path
from kg.serve.indexing import build, place
build(Path(sys.argv[1]), place(Path(sys.argv[1])))
"""
Cost = tuple[float, float]
"""Seconds, and seconds of processors."""


def cost(code: str, graph: Path, sources: Sequence[Path] = ()) -> Cost:
    """Return what a process costs that runs `code`."""
    began, before = time.perf_counter(), _processors()
    subprocess.run([sys.executable, "-c", code, str(graph), *map(str, sources)], check=True)
    return time.perf_counter() - began, _processors() - before


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(folder: Path, count: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        work, each = Path(name), len(list(folder.glob("*.xml")))
        days = list(copies(folder, work / "days", count + 1))
        many, new = days[:-each], days[-each:]
        graph = work / "many.kg"
        built, indexed = cost(BUILD, graph, many), cost(INDEX, graph)
        print(f"{len(many)} days: built in {built[0]:.0f} s, indexed in {indexed[0]:.0f} s", flush=True)
        ratios = [told(new[: at + 1], many, graph, work / f"{at}.kg") for at in range(each)]
    print(f"added, times alone: median {statistics.median(ratios):.2f}, at most {max(ratios):.2f}")
    return int(max(ratios) >= 2)


def told(new: Sequence[Path], many: Sequence[Path], graph: Path, own: Path) -> float:
    """Add the last day of `new`, say what it costs, and return how many times what it costs alone."""
    day, is_given_all = new[-1], len(new) % 2 == 0
    alone = cost(BUILD, own, [day]), cost(INDEX, own)
    added = cost(BUILD, graph, [*many, *new] if is_given_all else [day]), cost(INDEX, graph)
    how = "all given" if is_given_all else "it alone given"
    print(f"{day.name}: alone {_shown(*alone)}; added, {how}, {_shown(*added)}", flush=True)
    return added[0][0] / alone[0][0]


def _shown(build: Cost, index: Cost) -> str:
    return f"{build[0]:.1f} s ({build[1]:.1f} s of processors), index {index[0]:.1f} s ({index[1]:.1f} s)"


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100))
