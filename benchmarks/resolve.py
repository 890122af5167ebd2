"""What it costs to read a day of debates, find what is named, and judge who speaks and who is meant.

    python benchmarks/resolve.py FOLDER_OF_XML [RUNS]

Prints, for one core and the median of the runs, seconds a day with the speakers' names and without them, the ratio of
each stage to parsing the same XML, and how the cost of a debate grows with its length: 1 is linear.
"""

import math
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lxml import etree

from kg.build import knowledge
from kg.extract import mentions_of
from kg.model import Debate
from kg.read import find_documents, read
from kg.resolve import read_closely

LENGTHS = (50, 100, 200, 400, 800, 1600)


def timed(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def nameless(debate: Debate) -> Debate:
    return replace(debate, contributions=tuple(replace(c, printed=None) for c in debate.contributions))


def of_length(debate: Debate, length: int) -> Debate:
    """Return a debate of so many contributions, its own over and over."""
    own = debate.contributions
    turns = (replace(own[i % len(own)], index=i + 1, printed=None) for i in range(length))
    return replace(debate, contributions=tuple(turns))


def main(folder: Path, runs: int) -> None:
    known = knowledge()
    files = sorted(folder.glob("*.xml"))
    debates = [d for doc in find_documents(files) for d in read(doc) if isinstance(d, Debate)]
    days = len({debate.date for debate in debates})
    for debate in debates:
        read_closely(debate, known)
    blind = [nameless(debate) for debate in debates]
    parse = timed(lambda: [etree.parse(str(file)) for file in files], runs)
    found = timed(lambda: [mentions_of(c, known) for d in debates for c in d.contributions], runs)
    named = timed(lambda: [read_closely(debate, known) for debate in debates], runs)
    unnamed = timed(lambda: [read_closely(debate, known) for debate in blind], runs)
    print(f"{days} days, {len(debates)} debates, median of {runs} runs, one core")
    for what, seconds in (("find mentions", found), ("find and judge", named), ("the same without names", unnamed)):
        print(f"{what:24}{seconds / days:6.2f} s a day  {seconds / parse:6.1f} times parsing the XML")
    longest = max(debates, key=lambda d: len(d.contributions))
    costs = [timed(lambda n=n: read_closely(of_length(longest, n), known), runs) for n in LENGTHS]
    slope, _ = statistics.linear_regression([math.log(n) for n in LENGTHS], [math.log(c) for c in costs])
    print(
        f"a debate of {LENGTHS[0]} to {LENGTHS[-1]} contributions: cost grows with its length to the power {slope:.2f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
