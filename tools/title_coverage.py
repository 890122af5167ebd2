"""Measure of how many debate titles the vocabulary finds an issue, and of how many any concept; print those that it does
not. Titles of procedure are left out, a title that comes twice counts once.

    python tools/title_coverage.py SOURCE...         files and folders of Hansard, or .txt files with a title a line
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.build import knowledge
from kg.errors import KgError
from kg.extract import Knowledge
from kg.model import Debate, Kind
from kg.read import find_documents, read
from kg.subjects import is_procedural, named_in_title

DAY = date(2016, 5, 9)
"""The day that a list of titles without dates is taken to be of."""


@dataclass(frozen=True)
class Coverage:
    """Distinct titles: those of procedure, those with an issue, with another concept, with none."""

    procedural: tuple[str, ...]
    with_issue: tuple[str, ...]
    with_other: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def counted(self) -> int:
        return len(self.with_issue) + len(self.with_other) + len(self.without)

    @property
    def issues(self) -> float:
        return len(self.with_issue) / max(1, self.counted)

    @property
    def concepts(self) -> float:
        return (len(self.with_issue) + len(self.with_other)) / max(1, self.counted)


def coverage(titles: Iterable[tuple[str, date]], known: Knowledge) -> Coverage:
    """Return what is found in the titles, each with the day of its debate."""
    found: dict[str, list[str]] = {"procedural": [], "issue": [], "other": [], "none": []}
    for title, on in sorted(dict(sorted(titles)).items()):
        kinds = {one.concept.kind for one in named_in_title(title, on, known)}
        key = "issue" if Kind.ISSUE in kinds else "other" if kinds else "none"
        found["procedural" if is_procedural(title) else key].append(title)
    return Coverage(*map(tuple, found.values()))


def titles_of(paths: Iterable[Path]) -> Iterator[tuple[str, date]]:
    """Yield the titles of debates that files and folders hold, with their days; a document that cannot be read has none."""
    for path in paths:
        if path.suffix == ".txt" and path.is_file():
            yield from ((line.strip(), DAY) for line in path.read_text("utf-8").splitlines() if line.strip())
            continue
        for document in find_documents([path]):
            try:
                if isinstance(document, KgError):
                    raise document
                yield from ((item.title, item.date) for item in read(document) if isinstance(item, Debate))
            except KgError as error:
                print(error, file=sys.stderr)


def main(paths: list[str]) -> None:
    found = coverage(titles_of(map(Path, paths)), knowledge())
    print(*found.without, sep="\n")
    print(
        f"{found.counted} titles besides {len(found.procedural)} of procedure:"
        f" {found.issues:.1%} find an issue, {found.concepts:.1%} any concept",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
