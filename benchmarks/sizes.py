"""What a contribution costs in quads and bytes, by what the quads are about, in the full profile and the compact one.

    python benchmarks/sizes.py FOLDER_OF_HANSARD

Counts the quads of debates; the register and the vocabulary are the same for any number of them.
"""

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.build import knowledge
from kg.build.parts import make_part
from kg.evaluate import documents_of
from kg.iris import ONTOLOGY

ABOUT = (
    ("mention", r"#char="),
    ("claim", r"#claim="),
    ("subject of a debate", r"#subject="),
    ("speaker judged", r"#speaker$"),
    ("vote", r"/division/\d+/.+$"),
    ("division", r"/division/\d+$"),
    ("procedure", r"/procedure/\d+$"),
    ("contribution", r"/\d+$"),
    ("debate", r"/debate/[^/]+/[^/]+/[^/]+$"),
)
FIGURE = f"<{ONTOLOGY}Figure>"


def about(subject: str) -> str:
    return next((what for what, pattern in ABOUT if re.search(pattern, subject)), "another")


def quads(folder: Path, compact: bool) -> Iterator[tuple[int, list[str]]]:
    """Yield of each document how many contributions it has, and its quads."""
    known = knowledge()
    with tempfile.TemporaryDirectory() as work:
        part = Path(work) / "part.nq"
        for document in documents_of([folder]):
            tally = make_part(document, part, known, compact=compact).tally
            yield tally.contributions, part.read_text("utf-8").splitlines()


def main(folder: Path) -> None:
    for profile in ("full", "compact"):
        contributions, sizes = 0, Counter[str]()
        counts, predicates = Counter[str](), Counter[tuple[str, str]]()
        for its, lines in quads(folder, profile == "compact"):
            contributions += its
            figures = {line.split(" ", 1)[0] for line in lines if FIGURE in line}
            for line in lines:
                subject, predicate, _ = line.split(" ", 2)
                what = "figure" if subject in figures else about(subject[1:-1])
                counts[what] += 1
                sizes[what] += len(line.encode()) + 1
                predicates[what, re.split("[#/]", predicate)[-1][:-1]] += 1
        every = contributions or 1
        print(f"{profile}: {counts.total() / every:.1f} quads, {sizes.total() / every:,.0f} bytes a contribution")
        for what, count in counts.most_common():
            its = ", ".join(f"{p} {n / every:.2f}" for (w, p), n in predicates.most_common() if w == what)
            print(f"  {what:20} {count / every:6.2f} quads {sizes[what] / every:8.0f} bytes: {its}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
