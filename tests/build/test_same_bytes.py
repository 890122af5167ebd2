"""The same documents give the same bytes: whatever the hash seed, the workers, the order of the files and the time zone."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from kg.build import build
from tests.build.test_build import MOMENT, PAGES, dump

SAME = os.environ.get("HANSARD_SAME")
"""A folder of Hansard to be built in all ways, instead of some pages in some."""
ALL_WAYS = tuple(product(("0", "1", "random"), (1, 2, 3)))
WAYS = ALL_WAYS if SAME else ALL_WAYS[::4]
"""Hash seeds and workers; each of either comes up."""
ZONES = ("Asia/Tokyo", "America/Lima")


def test_no_way_of_building_shows(tmp_path: Path, seed: Path) -> None:
    sources = sorted(Path(SAME).iterdir()) if SAME else [seed, *sorted(PAGES.glob("*.txt"))]
    build(sources, tmp_path / "once.kg", workers=1, generated=MOMENT)
    once = dump(tmp_path / "once.kg")
    for number, (hash_seed, workers) in enumerate(WAYS):
        folder, graph = tmp_path / f"{number}", tmp_path / "a.kg"
        shuffled(sources, folder, number)
        command = [sys.executable, "-m", "kg.cli", "build", str(folder), "-o", str(graph), "--workers", str(workers)]
        way = {"PYTHONHASHSEED": hash_seed, "TZ": ZONES[number % 2], "SOURCE_DATE_EPOCH": f"{MOMENT.timestamp():.0f}"}
        subprocess.run(command, env={**os.environ, **way}, check=True, stdout=subprocess.DEVNULL)
        assert dump(graph) == once, (hash_seed, workers, way["TZ"])
        shutil.rmtree(graph)


def shuffled(sources: Sequence[Path], folder: Path, number: int) -> None:
    """Lay files where they are found in another order: that of the folders which hold one each."""
    for place, source in enumerate(random.Random(number).sample(sources, len(sources))):
        (folder / f"{place:04}").mkdir(parents=True)
        shutil.copy(source, folder / f"{place:04}")
