"""Which text of a debate goes into the graph, and under which key.

One debate, one text: where several documents have it, one of them gives the content (by the rank of its form) and
the others give their ids and links. Nothing here depends on the order in which documents were named or read.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.build.parts import DivisionHead
from kg.model import Ref, Source, Venue
from kg.triples import HistoricPerson

REPEAT = re.compile(r"~\d+$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A debate as one document has it. `stored` tells that it is in the graph already."""

    key: Ref
    venue: Venue
    date: date
    source: Source
    rank: int
    opening: str
    identifiers: tuple[str, ...] = ()
    column: str | None = None
    url: str | None = None
    version: str | None = None
    turns: bytes = b""
    people: tuple[HistoricPerson, ...] = ()
    divisions: tuple[DivisionHead, ...] = ()
    stored: bool = False

    @property
    def id(self) -> tuple[bool, str, Ref]:
        """What tells this entry from all others of a plan."""
        return self.stored, self.source.sha256, self.key


@dataclass(frozen=True, slots=True)
class Choice:
    """The entry that gives a debate its text, the debate's key, and the entries that say the same."""

    key: Ref
    entry: Entry
    others: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What goes in, and what an earlier version of a day's file said."""

    choices: tuple[Choice, ...]
    superseded: tuple[Entry, ...]


def plan(entries: Iterable[Entry]) -> Plan:
    """Choose one text for each debate of `entries` and number those that share a title on one day."""
    current, superseded = _latest_versions(list(entries))
    groups: dict[Ref, list[Entry]] = defaultdict(list)
    for entry in current:
        groups[REPEAT.sub("", entry.key)].append(entry)
    choices = (choice for key in sorted(groups) for choice in _choices(key, groups[key]))
    return Plan(tuple(choices), tuple(sorted(superseded, key=_order)))


def _latest_versions(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Files of one day and series are versions ("wrans/e", "wrans/f"); the highest letter wins."""

    def series(entry: Entry) -> tuple[Venue, date, str, str]:
        return entry.venue, entry.date, entry.source.form, _series(entry)

    latest: dict[tuple[Venue, date, str, str], str] = {}
    for entry in entries:
        latest[series(entry)] = max(latest.get(series(entry), ""), entry.version or "")
    current: list[Entry] = []
    superseded: list[Entry] = []
    for entry in entries:
        (superseded if entry.version and entry.version != latest[series(entry)] else current).append(entry)
    return current, superseded


def _choices(key: Ref, entries: list[Entry]) -> Iterator[Choice]:
    clusters: list[list[Entry]] = []
    for entry in sorted(entries, key=_precedence):
        home = next((cluster for cluster in clusters if _is_one_debate(entry, cluster)), None)
        if home is None:
            clusters.append([entry])
        else:
            home.append(entry)
    for repeat, cluster in enumerate(sorted(clusters, key=lambda c: _order(c[0])), 1):
        yield Choice(f"{key}~{repeat}" if repeat > 1 else key, cluster[0], tuple(cluster[1:]))


def _precedence(entry: Entry) -> tuple[object, ...]:
    """What has words before what has none; the better form first; of one form the new before the stored; then by
    content, never by arguments.
    """
    return (not entry.turns, entry.rank, entry.stored, *_order(entry))


def _order(entry: Entry) -> tuple[object, ...]:
    identifier = min(entry.identifiers, key=_natural, default="")
    return (_natural(entry.column or ""), _natural(identifier), entry.source.sha256, _natural(entry.key))


def _natural(words: str) -> tuple[tuple[int, str], ...]:
    """Sort digits as numbers: column 9 before column 10."""
    return tuple((int(d), "") if d else (-1, w) for d, w in re.findall(r"(\d+)|(\D+)", words))


def _is_one_debate(entry: Entry, cluster: Sequence[Entry]) -> bool:
    """Two documents have one debate where an id of theirs is equal, else title, date and opening paragraph.

    A heading without words, as a department's, is no other's in another series of a day's files: it may head written
    answers here and written statements there.
    """
    if any((other.stored, other.source.sha256) == (entry.stored, entry.source.sha256) for other in cluster):
        return False
    return any(
        _ids(entry) & _ids(other)
        or (entry.opening == other.opening and (entry.turns or len({_series(entry), _series(other)} - {""}) < 2))
        for other in cluster
    )


def _ids(entry: Entry) -> set[str]:
    """Return the ids of a debate; the API and the site of Hansard print the same in capitals and small letters."""
    return {identifier.casefold() for identifier in entry.identifiers}


def _series(entry: Entry) -> str:
    """Return the series of the file that an entry comes from ("wrans"), "" where its form has none."""
    return (entry.version or "").rpartition("/")[0]
