"""What people have settled: a file of judgements that says who speaks a contribution, or whom a mention means.

A judgement names a contribution by the path of its IRI, or by an id of its source, and gives the words that stand
there: where the words are others, the text has changed and the judgement is not applied but reported.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg import iris
from kg.errors import JudgementError
from kg.model import Ref

COLUMNS = ("contribution", "begin", "end", "words", "person", "by", "reason")
NOBODY = "unknown"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of the file; `span` is None where it settles the speaker, `person` None where nobody can be named.

    `contribution` is a path ("debate/commons/2017-11-20/some-title/2") or an id of the source; `words` are those of
    the mention, or the first words of the contribution.
    """

    contribution: str
    span: tuple[int, int] | None
    words: str
    person: Ref | None
    by: str
    reason: str
    line: int

    def __str__(self) -> str:
        return f"{self.by}: {self.reason}" if self.by else self.reason


@dataclass(frozen=True)
class Judgements:
    """All that is settled, by the contribution; `version` is the sha256 of the file, "" where there is none."""

    of: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    version: str = ""

    def on(self, names: Iterable[str]) -> Iterator[Judgement]:
        """Yield the judgements on a contribution that goes by these names."""
        for name in names:
            yield from self.of.get(name, ())

    def __hash__(self) -> int:
        return hash(self.version)


NONE = Judgements()


def load_judgements(path: Path, base: str = iris.BASE) -> Judgements:
    """Read a judgements file: CSV in UTF-8 with the columns contribution,begin,end,words,person,by,reason.

    Raises JudgementError, naming the line, where one is not what it should be.
    """
    try:
        raw = path.read_bytes()
        lines = list(csv.reader(raw.decode("utf-8-sig").splitlines(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise JudgementError(f"cannot be read: {error}", where=str(path), mend="give a CSV file in UTF-8") from error
    if not lines or tuple(lines[0]) != COLUMNS:
        raise JudgementError(
            "is no judgements file", where=str(path), mend=f"let its first line be {','.join(COLUMNS)}"
        )
    found: dict[str, tuple[Judgement, ...]] = {}
    for number, row in enumerate(lines[1:], 2):
        if any(row):
            one = _judgement(row, number, path, base)
            found[one.contribution] = (*found.get(one.contribution, ()), one)
    return Judgements(found, hashlib.sha256(raw).hexdigest())


def _judgement(row: list[str], number: int, path: Path, base: str) -> Judgement:
    where = f"{path}, line {number}"
    if len(row) != len(COLUMNS):
        raise JudgementError(f"has {len(row)} fields, not {len(COLUMNS)}", where=where, mend="quote what has commas")
    contribution, begin, end, words, person, by, reason = (cell.strip() for cell in row)
    if not contribution or not words or not reason:
        raise JudgementError("needs a contribution, its words and a reason", where=where, mend="fill them in")
    if bool(begin) != bool(end) or not all(n.isdecimal() for n in (begin, end) if n):
        raise JudgementError(f"{begin!r},{end!r} is no span", where=where, mend="give both numbers, or none")
    if not person:
        raise JudgementError("names nobody", where=where, mend="give person/ID, or the word unknown")
    span = (int(begin), int(end)) if begin else None
    meant = None if person == NOBODY else f"person/{iris.relative(person, base).removeprefix('person/')}"
    return Judgement(iris.relative(contribution, base), span, words, meant, by, reason, number)
