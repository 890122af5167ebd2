"""How fast the written forms of the whole vocabulary are found in text.

    python benchmarks/matching.py SOURCE... [RUNS]

Prints megabytes of text a second on one core: for the search of all forms, for what stands after guards and company, for
all that is done for issues, agencies and places, and the ratio of each to the first. Ratios hold from machine to machine.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence

from kg.build import knowledge
from kg.evaluate import documents_of
from kg.extract.concepts import concepts, written_forms
from kg.extract.figures import figures
from kg.model import Contribution, Debate
from kg.read import read


def contributions(sources: Sequence[str]) -> list[Contribution]:
    debates = (item for document in documents_of(sources) for item in read(document) if isinstance(item, Debate))
    return [contribution for debate in debates for contribution in debate.contributions]


def rate(work: Callable[[], object], size: int, runs: int) -> float:
    took = []
    for _ in range(runs):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return size / statistics.median(took) / 1e6


def main(arguments: Sequence[str]) -> None:
    runs = next((int(one) for one in arguments if one.isdigit()), 3)
    said = contributions([one for one in arguments if not one.isdigit()])
    known = knowledge()
    size = sum(len(one.text.encode()) for one in said)
    forms, extract = written_forms(known.vocabulary), concepts(known.vocabulary)
    texts = [one.text for one in said]
    works: dict[str, Callable[[], object]] = {
        "search of all forms": lambda: [forms.search(text) for text in texts],
        "forms as words": lambda: [forms.all(text) for text in texts],
        "agencies, places and issues": lambda: [list(extract(one)) for one in said],
        "figures": lambda: [list(figures(text)) for text in texts],
    }
    print(f"{size / 1e6:.1f} MB of text, {len(said)} contributions, {forms.count} written forms")
    rates = {name: rate(work, size, runs) for name, work in works.items()}
    first = next(iter(rates.values()))
    for name, value in rates.items():
        print(f"{name:32}{value:8.1f} MB/s  {value / first:6.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
