"""Join the two ends: which things stand in the same units, how often, on which days, and which units show it.

Ends are columns of numbers, things and units each numbered in the order of their IRIs (units by date first), so that a
network of millions of edges is made in seconds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kg.network.filters import EVERYTHING, Filters, ends_query, opportunities_query
from kg.network.projections import Projection
from kg.network.source import Row, Source

Numbers = NDArray[np.int64]
Key = tuple[str, ...]
SHOWN = 5
"""As many units as an edge names."""

PAIRS = 4_000_000
"""Pairs that are joined at a time."""


@dataclass(frozen=True)
class End:
    """Which things stand in which units, a place each, in the order of the units."""

    things: Numbers
    units: Numbers

    def per_thing(self, size: int) -> Numbers:
        """Return in how many units each thing stands."""
        return np.bincount(self.things, minlength=size)


@dataclass(frozen=True)
class Counted:
    """Joined pairs in order: `keys` (source * things + target), how often, the first units, and days as (pair, day)."""

    keys: Numbers
    counts: Numbers
    shown: Numbers
    days: tuple[Numbers, Numbers]


@dataclass(frozen=True)
class Edges:
    """A network in columns, an edge a place: numbers of `things`, of `units` (`shown`, -1 for none) and of `dates`.

    `stands` counts the units in which each thing could have been joined, as a source and as a target; `met` those in which both
    ends of an edge could have been; `all_units` the units there are.
    """

    projection: Projection
    things: Sequence[str]
    units: Sequence[str]
    dates: Sequence[str]
    source: Numbers
    target: Numbers
    count: Numbers
    shown: Numbers
    days: tuple[Numbers, Numbers]
    stands: tuple[Numbers, Numbers]
    met: Numbers
    all_units: int


def join(source: Source, projection: Projection, filters: Filters = EVERYTHING) -> Edges:
    """Return the edges of a projection, in the order of their ends. Nothing is joined with itself."""
    things, units, other_units = Numbering(), Numbering(), Numbering()
    begins = _end(source.rows(ends_query(projection, filters, "from")), things, units)
    ends = begins
    if not projection.of_one_sort:
        ends = _end(source.rows(ends_query(projection, filters, "to")), things, units)
    query = opportunities_query(projection, filters)
    chances = _end(source.rows(query), things, other_units) if query else None

    begins, ends = (_in_order(end, things.order(), units.order()) for end in (begins, ends))
    keys = sorted(units.of)
    dates = sorted({day for day, *_ in keys})
    number_of = {day: number for number, day in enumerate(dates)}
    day_of_unit = np.array([number_of[day] for day, *_ in keys], np.int64)
    size = len(things.of)
    made = _joined(begins, ends, size, day_of_unit, projection.of_one_sort)
    stands, met = (begins.per_thing(size), ends.per_thing(size)), made.counts
    all_units = len(np.union1d(begins.units, ends.units))
    if chances is not None:
        chances = _in_order(chances, things.order(), other_units.order())
        together = _joined(chances, chances, size, np.zeros(len(other_units.of), np.int64), True)
        met = together.counts[np.searchsorted(together.keys, made.keys)]
        stands, all_units = (chances.per_thing(size),) * 2, len(other_units.of)
    return Edges(
        projection,
        [thing for (thing,) in sorted(things.of)],
        [unit for _, unit, *_ in keys],
        dates,
        made.keys // max(size, 1),
        made.keys % max(size, 1),
        made.counts,
        made.shown,
        made.days,
        stands,
        met,
        all_units,
    )


class Numbering:
    """Numbers for keys, given as they come; `order` gives each its number in the order of the keys."""

    def __init__(self) -> None:
        self.of: dict[Key, int] = {}

    def number(self, *key: str) -> int:
        return self.of.setdefault(key, len(self.of))

    def order(self) -> Numbers:
        order = np.empty(len(self.of), np.int64)
        order[[self.of[key] for key in sorted(self.of)]] = np.arange(len(self.of))
        return order


def _end(rows: Iterable[Row], things: Numbering, units: Numbering) -> End:
    flat = np.fromiter(chain.from_iterable(_places(rows, things, units)), np.int64)
    return End(flat[0::2], flat[1::2])


def _places(rows: Iterable[Row], things: Numbering, units: Numbering) -> Iterator[tuple[int, int]]:
    for thing, unit, day, *side in rows:
        if thing and unit and day:
            yield things.number(thing.value), units.number(day.value, unit.value, *(one.value for one in side if one))


def _in_order(end: End, thing_order: Numbers, unit_order: Numbers) -> End:
    """Number by order, sort by unit, and let a thing stand in a unit once."""
    places = np.unique(np.stack((unit_order[end.units], thing_order[end.things]), axis=1), axis=0)
    return End(places[:, 1], places[:, 0])


def _joined(begins: End, ends: End, size: int, day_of_unit: Numbers, is_of_one_sort: bool) -> Counted:
    parts = [_counted(*pairs, day_of_unit, size) for pairs in _pairs(begins, ends, is_of_one_sort)]
    parts = parts or [_counted(*(np.empty(0, np.int64),) * 3, day_of_unit, size)]
    keys, place = np.unique(np.concatenate([part.keys for part in parts]), return_inverse=True)
    counts = np.zeros(len(keys), np.int64)
    np.add.at(counts, place, np.concatenate([part.counts for part in parts]))
    return Counted(keys, counts, _first_shown(parts, place, len(keys)), _merged_days(parts, place, len(day_of_unit)))


def _pairs(begins: End, ends: End, is_of_one_sort: bool) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Yield sources, targets and units of the pairs, so many at a time, in the order of the units."""
    low = np.searchsorted(ends.units, begins.units, "left")
    many = np.searchsorted(ends.units, begins.units, "right") - low
    total = np.cumsum(many)
    cuts = np.searchsorted(total, np.arange(PAIRS, (total[-1] if len(total) else 0) + PAIRS, PAIRS), "right")
    for first, last in zip((0, *cuts), cuts, strict=False):
        rows = np.repeat(np.arange(first, last), many[first:last])
        within = np.arange(len(rows)) - np.repeat(np.cumsum(many[first:last]) - many[first:last], many[first:last])
        sources, targets = begins.things[rows], ends.things[low[rows] + within]
        kept = sources < targets if is_of_one_sort else sources != targets
        yield sources[kept], targets[kept], begins.units[rows][kept]


def _counted(sources: Numbers, targets: Numbers, units: Numbers, day_of_unit: Numbers, size: int) -> Counted:
    keys = sources * size + targets
    order = np.lexsort((units, keys))
    keys, units = keys[order], units[order]
    kept, first, counts = np.unique(keys, return_index=True, return_counts=True)
    shown = np.full((len(kept), SHOWN), -1, np.int64)
    for number in range(SHOWN):
        has = counts > number
        shown[has, number] = units[first[has] + number]
    days = np.unique(np.stack((np.repeat(np.arange(len(kept)), counts), day_of_unit[units]), axis=1), axis=0)
    return Counted(kept, counts, shown, (days[:, 0], days[:, 1]))


def _first_shown(parts: Sequence[Counted], place: Numbers, size: int) -> Numbers:
    """Return the first units of each pair; the parts are in the order of the units."""
    if len(parts) == 1:
        return parts[0].shown
    shown, filled, begin = np.full((size, SHOWN), -1, np.int64), np.zeros(size, np.int64), 0
    for part in parts:
        pairs = place[begin : begin + len(part.keys)]
        begin += len(part.keys)
        for number in range(SHOWN):
            has = (part.shown[:, number] >= 0) & (filled[pairs] < SHOWN)
            shown[pairs[has], filled[pairs[has]]] = part.shown[has, number]
            filled[pairs[has]] += 1
    return shown


def _merged_days(parts: Sequence[Counted], place: Numbers, days: int) -> tuple[Numbers, Numbers]:
    begins = np.cumsum([0, *(len(part.keys) for part in parts)])
    pairs = np.concatenate([place[begin + part.days[0]] for begin, part in zip(begins, parts, strict=False)])
    keyed = np.unique(pairs * max(days, 1) + np.concatenate([part.days[1] for part in parts]))
    return keyed // max(days, 1), keyed % max(days, 1)
