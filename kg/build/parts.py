"""One document at a time: read, extract, resolve, write its quads to a part file. This is what a worker does."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from zlib import crc32

from kg import iris
from kg.build.workers import uncollected
from kg.check import check, remarks_on
from kg.claims import with_claims
from kg.extract import Knowledge
from kg.extract.statistical import with_statistical_names
from kg.model import Debate, Reading, Ref, Rejection, Source, Venue
from kg.read import Document, read, reader_for, version_of
from kg.resolve import in_full, read_closely
from kg.subjects import with_subjects
from kg.triples import HistoricPerson, historic_people, one_each, reading_quads


@dataclass(frozen=True, slots=True)
class DivisionHead:
    """What tells a division from others of its debate, and how many votes its lists have."""

    number: str | None
    identifiers: tuple[str, ...]
    votes: int


@dataclass(frozen=True, slots=True)
class Head:
    """What the plan has to know of a debate: which it is, and where its quads lie in the part file.

    `key` is its path as long as no other document has a say; `opening` the sha256 of its opening paragraph, `turns` the
    checksums of its contributions (`turns_of`). `people` are those who speak in it and are in no register.
    """

    key: Ref
    venue: Venue
    date: date
    title: str
    opening: str
    column: str | None
    identifiers: tuple[str, ...]
    url: str | None
    version: str | None
    turns: bytes
    people: tuple[HistoricPerson, ...]
    divisions: tuple[DivisionHead, ...]
    begin: int
    end: int


@dataclass(frozen=True)
class Tally:
    """What was found, counted: contributions, mentions by kind, who speaks and votes by status, what stayed open and by
    which rule.
    """

    debates: int = 0
    contributions: int = 0
    procedures: int = 0
    divisions: int = 0
    figures: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    unresolved: Counter[str] = field(default_factory=Counter)
    speakers: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)
    quads: int = 0
    judgements: frozenset[str] = frozenset()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.debates + other.debates,
            self.contributions + other.contributions,
            self.procedures + other.procedures,
            self.divisions + other.divisions,
            self.figures + other.figures,
            self.mentions + other.mentions,
            self.unresolved + other.unresolved,
            self.speakers + other.speakers,
            self.votes + other.votes,
            self.quads + other.quads,
            self.judgements | other.judgements,
        )


@dataclass(frozen=True)
class Part:
    """The quads of one document in a file of their own, and what is to be said of them."""

    source: Source
    rank: int
    path: Path
    heads: tuple[Head, ...]
    rejections: tuple[Rejection, ...]
    tally: Tally
    remarks: tuple[str, ...] = ()


def make_part(document: Document, path: Path, known: Knowledge, base: str = iris.BASE, compact: bool = False) -> Part:
    """Write the quads of `document` to `path`, all or those of the `compact` profile, and return what they hold.

    Raises FormError or SourceError where the document cannot be read whole.
    """
    reader = reader_for(document)
    source = Source(document.name, document.sha256, reader.name)
    heads: list[Head] = []
    rejections: list[Rejection] = []
    remarks: list[str] = []
    tally = Tally()
    around: dict[int, tuple[Debate, Ref]] = {}
    voices: dict[int, set[Ref]] = defaultdict(set)
    repeats: Counter[Ref] = Counter()
    with path.open("wb") as file:
        for item in read(document):
            if isinstance(item, Rejection):
                rejections.append(item)
                continue
            key = _provisional_key(item, repeats)
            around[item.ordinal] = (item, key)
            above = list(_above(item, around))
            named = [voices[debate.ordinal] for debate, _ in above]
            reading = read_closely(item, known, [debate.title for debate, _ in reversed(above)], key, named)
            reading = with_subjects(with_claims(reading, known), known)
            reading = with_statistical_names(reading, known)
            for scope in (voices[item.ordinal], *named):
                scope.update(*map(in_full, item.contributions, reading.attributions))
            rejections += [Rejection("judgement", key, reason) for reason in reading.unfit]
            if faults := check(reading):
                rejections += _rejected(item, faults)
                continue
            begin = file.tell()
            lines = list(reading_quads(reading, key, base, above[0][1] if above else None, compact))
            file.write("".join(lines).encode())
            heads.append(_head(reading, key, begin, file.tell()))
            tally += _tally(reading, len(lines))
            remarks += remarks_on(reading)
    return Part(source, reader.rank, path, tuple(heads), tuple(rejections), tally, tuple(remarks))


@cache
def make_ready(known: Knowledge) -> None:
    """Make what all documents are read with, by reading a debate without a word: forked workers then share it."""
    with uncollected():
        nothing = Debate(Venue.COMMONS, known.register.last_day, "", 1)
        with_subjects(with_claims(read_closely(nothing, known), known), known)


def _rejected(debate: Debate, faults: tuple[Rejection, ...]) -> Iterator[Rejection]:
    """A debate whose reading is not sound is left out whole, each contribution of it counted."""
    yield from faults
    for contribution in debate.contributions:
        yield Rejection("contribution", f"{debate.title}, {contribution.index}", "its debate did not pass the check")


def _provisional_key(debate: Debate, repeats: Counter[Ref]) -> Ref:
    first = iris.debate(debate.venue, debate.date, debate.title)
    repeats[first] += 1
    return iris.debate(debate.venue, debate.date, debate.title, repeats[first])


def _above(debate: Debate, around: dict[int, tuple[Debate, Ref]]) -> Iterator[tuple[Debate, Ref]]:
    """Yield the debates that contain `debate`, the innermost first."""
    parent = debate.parent
    while parent is not None and parent in around:
        yield around[parent]
        parent = around[parent][0].parent


def _head(reading: Reading, key: Ref, begin: int, end: int) -> Head:
    debate = reading.debate
    return Head(
        key=key,
        venue=debate.venue,
        date=debate.date,
        title=debate.title,
        opening=opening_of(debate),
        column=debate.column,
        identifiers=debate.identifiers,
        url=debate.url,
        version=version_of(debate),
        turns=turns_of(contribution.text for contribution in debate.contributions),
        people=tuple(one_each(historic_people(reading))),
        divisions=tuple(DivisionHead(d.number, d.identifiers, len(d.votes)) for d in debate.divisions),
        begin=begin,
        end=end,
    )


def opening_of(debate: Debate) -> str:
    """Return the sha256 of the opening paragraph, its letters and digits alone: forms differ in the rest."""
    words = debate.contributions[0].text.split("\n", 1)[0] if debate.contributions else ""
    return hashlib.sha256(re.sub(r"\W+", "", words).lower().encode()).hexdigest()


TURN = 4
"""How many bytes tell a contribution's words from others where two forms have the same debate."""
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def turns_of(texts: Iterable[str]) -> bytes:
    """Return the checksums of texts one after the other, `TURN` bytes each: of their plain letters and digits alone."""
    plain = (text.lower().encode("ascii", "ignore").translate(None, NO_LETTERS) for text in texts)
    return b"".join(crc32(letters).to_bytes(TURN, "big") for letters in plain)


def _tally(reading: Reading, quads: int) -> Tally:
    mentions = [mention for its in reading.mentions for mention in its]
    debate = reading.debate
    return Tally(
        debates=1,
        contributions=len(debate.contributions),
        procedures=len(debate.procedures),
        divisions=len(debate.divisions),
        figures=sum(map(len, reading.figures)),
        mentions=Counter(mention.kind.value for mention in mentions),
        unresolved=Counter(f"{mention.kind} by {mention.rule}" for mention in mentions if not mention.means),
        speakers=Counter(attribution.status.value for attribution in reading.attributions),
        votes=Counter(voter.status.value for voters in reading.voters for voter in voters),
        quads=quads,
        judgements=frozenset(reading.judgements),
    )
