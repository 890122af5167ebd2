"""What a build costs as days are added: time and memory for more and more copies of some days, and times its limit.

    python benchmarks/growth.py FOLDER_OF_TWFY_XML [full|compact] [COPIES...]

The limit is what it cannot do without: parsing the XML with lxml alone, and loading the same quads in bulk and in order. Each build
runs in a process of its own. The exponents say how time and memory grow with the input: 1 is in proportion, 0 is not at all. Ratios
hold from machine to machine, seconds do not.
"""

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from build import load, parse, timed
from copies import copies

from kg.export import export
from kg.store import open_graph

BUILD = """
import json, resource, sys, time
from kg.build import build
began = time.perf_counter()
report = build(sys.argv[3:], sys.argv[1], compact=sys.argv[2] == "compact", generated=None)
most = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([time.perf_counter() - began, report.tally.contributions, report.tally.quads, *most]))
"""


def measured(files: Sequence[Path], profile: str, work: Path) -> tuple[float, ...]:
    """Return megabytes, seconds, contributions, quads, memory of the process and of a worker in MB, seconds of the limit."""
    graph, quads = work / "graph.kg", work / "graph.nq"
    command = [sys.executable, "-c", BUILD, str(graph), profile, *map(str, files)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    with open_graph(graph, compact=True) as opened:
        export(opened, "nq", quads)
    limit = timed(lambda: parse(list(files))) + timed(lambda: load(quads, work / "store"))
    return (sum(file.stat().st_size for file in files) / 1e6, *json.loads(said), limit)


def main(folder: Path, profile: str, counts: Sequence[int]) -> None:
    print("copies     MB  seconds   MB/s  times the limit  quads a contribution  memory  of a worker")
    points: list[tuple[float, float, float]] = []
    for count in counts:
        with tempfile.TemporaryDirectory() as work:
            files = list(copies(folder, Path(work) / "days", count))
            megabytes, seconds, contributions, quads, memory, worker, limit = measured(files, profile, Path(work))
        print(
            f"{count:6} {megabytes:6.0f} {seconds:8.1f} {megabytes / seconds:6.2f} {seconds / limit:16.2f} {quads / contributions:21.1f}"
            f" {memory:4.0f} MB {worker:9.0f} MB",
            flush=True,
        )
        points.append((megabytes, seconds, memory))
    (size, seconds, memory), (size_after, seconds_after, memory_after) = points[0], points[-1]
    if size_after > size:
        grown = math.log(size_after / size)
        time, space = math.log(seconds_after / seconds) / grown, math.log(memory_after / memory) / grown
        print(f"grows as the input to the power of {time:.2f} in time, {space:.2f} in memory")


if __name__ == "__main__":
    folder, *more = sys.argv[1:] or sys.exit(__doc__)
    profile = next((one for one in more if not one.isdigit()), "full")
    main(Path(folder), profile, [int(one) for one in more if one.isdigit()] or [1, 10])
