"""What people have settled: a file of judgements that says who speaks a contribution, or whom a mention means.

A judgement names a contribution by the path of its IRI, or by an id of its source, and gives the words that stand
there: where the words are others, the text has changed and the judgement is not applied but reported.

A judgement that names a person of before the register ("person/historic/lords-1909-earl-of-crewe"), with the name as
printed for its words, says who that is, wherever they speak or vote.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import iris
from kg.errors import JudgementError
from kg.model import Ref

COLUMNS = ("contribution", "begin", "end", "words", "person", "by", "reason")
NOBODY = "unknown"
SPAN = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of the file; `span` is None where it settles the speaker, `person` None where nobody can be named.

    `contribution` is a path ("debate/commons/2017-11-20/some-title/2") or an id of the source; `words` are those of
    the mention, or the first words of the contribution; `place` is the file and the line.
    """

    contribution: str
    span: tuple[int, int] | None
    words: str
    person: Ref | None
    by: str
    reason: str
    place: str

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

    def within(self, key: Ref) -> Iterator[Judgement]:
        """Yield the judgements whose contribution is named by its path in the debate `key`."""
        for name, them in self.of.items():
            if name.rpartition("/")[0] == key:
                yield from them

    def __hash__(self) -> int:
        return hash(self.version)


NONE = Judgements()


def load_judgements(paths: Sequence[Path], base: str = iris.BASE) -> Judgements:
    """Read judgements files: CSV in UTF-8 with the columns contribution,begin,end,words,person,by,reason.

    Raises JudgementError, naming the line, where one is not what it should be or contradicts another.
    """
    found: dict[str, list[Judgement]] = {}
    taken: dict[tuple[str, tuple[int, int] | None], Judgement] = {}
    digest = hashlib.sha256()
    for path in paths:
        raw = _content(path)
        digest.update(raw)
        for one in _judgements(raw, path, base):
            other = taken.setdefault((one.contribution, one.span), one)
            if other.person != one.person:
                raise JudgementError(f"contradicts {other.place}", where=one.place, mend="keep one of the two")
            if other is one:
                found.setdefault(one.contribution, []).append(one)
    return Judgements({name: tuple(them) for name, them in found.items()}, digest.hexdigest() if paths else "")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise JudgementError(f"cannot be read: {reason}", where=repr(str(path))[1:-1], mend="check the path") from error


def _judgements(raw: bytes, path: Path, base: str) -> Iterator[Judgement]:
    try:
        reader = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        if tuple(next(reader, ())) != COLUMNS:
            raise JudgementError(
                "is no judgements file", where=str(path), mend=f"let its first line be {','.join(COLUMNS)}"
            )
        for row in reader:
            if any(row):
                yield _judgement(row, f"{path}, line {reader.line_num}", base)
    except (UnicodeDecodeError, csv.Error) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"is no CSV: {error}"
        raise JudgementError(reason, where=str(path), mend="save it as CSV in UTF-8") from error


def _judgement(row: list[str], place: str, base: str) -> Judgement:
    if len(row) != len(COLUMNS):
        raise JudgementError(f"has {len(row)} fields, not {len(COLUMNS)}", where=place, mend="quote what has commas")
    contribution, begin, end, words, person, by, reason = (cell.strip() for cell in row)
    if not contribution or not words or not reason:
        raise JudgementError("needs a contribution, its words and a reason", where=place, mend="fill them in")
    if bool(begin) != bool(end) or not all(SPAN.fullmatch(n) for n in (begin, end) if n):
        raise JudgementError(f"{begin!r},{end!r} is no span", where=place, mend="give both numbers, or none")
    if not person:
        raise JudgementError("names nobody", where=place, mend="give person/ID, or the word unknown")
    span = (int(begin), int(end)) if begin else None
    meant = None if person == NOBODY else f"person/{iris.relative(person, base).removeprefix('person/')}"
    return Judgement(iris.relative(contribution, base), span, words, meant, by, reason, place)
