"""Joining agrees with a dictionary, however few pairs are joined at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from unittest.mock import patch

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import iris
from kg.network import Projection, joined
from kg.network.joined import Edges, join
from kg.network.source import Row, Source
from kg.query import Answer

Place = tuple[str, str, str]
"""A thing, the unit in which it stands, and on which side."""
DAYS = ["2019-03-05", "2018-01-01", "2019-03-05", "2020-02-29", "2018-01-01", "2017-12-31", "2019-03-05", "2018-06-06"]
UNITS = [f"unit/{letter}" for letter in "hgfedcba"]
DAY_OF = dict(zip(UNITS, DAYS, strict=True))


def source_of(begins: Iterable[Place], ends: Iterable[Place], chances: Iterable[Place]) -> Source:
    def rows(sparql: str) -> Iterator[Row]:
        is_chance, is_end = sparql.startswith("SELECT DISTINCT"), sparql.startswith("SELECT ?to")
        for thing, unit, side in chances if is_chance else ends if is_end else begins:
            row = (ox.NamedNode(iris.absolute(thing)), ox.NamedNode(iris.absolute(unit)), ox.Literal(DAY_OF[unit]))
            yield (*row, ox.Literal(side)) if side and not is_chance else row

    def answer(*_: object, **__: object) -> Answer:
        raise AssertionError("nothing else is asked")

    return Source(rows, answer, iris.BASE)


def end(variable: str) -> str:
    return f"?unit ?joins ?{variable} ."


def other_end(variable: str) -> str:
    return f"?unit ?joinsToo ?{variable} ."


def projection(is_directed: bool, has_sides: bool = False) -> Projection:
    chances = end if has_sides else None
    kinds = ("Person", "Person")
    ends = (end, other_end if is_directed else end)
    return Projection("made", "", "", is_directed, kinds, *ends, sides=has_sides, opportunity=chances)


def naive(begins: Iterable[Place], ends: Iterable[Place], is_directed: bool) -> dict[tuple[str, str], list[Place]]:
    """Return for each pair the units that join it, those of an earlier day first."""
    shown: dict[tuple[str, str], set[Place]] = defaultdict(set)
    for (one, unit, side), (other, same_unit, same_side) in product(begins, ends):
        if (unit, side) == (same_unit, same_side) and (one != other if is_directed else one < other):
            shown[one, other].add((DAY_OF[unit], unit, side))
    return {pair: sorted(units) for pair, units in sorted(shown.items())}


def short(things: Iterable[str]) -> list[str]:
    return [iris.relative(thing) for thing in things]


def check(edges: Edges, expected: dict[tuple[str, str], list[Place]]) -> None:
    things, units = short(edges.things), short(edges.units)
    pairs = [(things[one], things[other]) for one, other in zip(edges.source, edges.target, strict=True)]
    assert pairs == list(expected)
    assert edges.count.tolist() == [len(shown) for shown in expected.values()]
    shown = [[units[number] for number in numbers if number >= 0] for numbers in edges.shown]
    assert shown == [[unit for _, unit, _ in units[:5]] for units in expected.values()]
    days = [(pairs[pair], edges.dates[day]) for pair, day in zip(*edges.days, strict=True)]
    assert days == [(pair, day) for pair, of in expected.items() for day in sorted({day for day, *_ in of})]


THINGS = [f"thing/{letter}" for letter in "dacbe"]
ALL = list(product(THINGS, UNITS, [""]))
PLACES = st.lists(st.sampled_from(ALL), max_size=60)
SIDES = st.dictionaries(st.tuples(st.sampled_from(THINGS), st.sampled_from(UNITS)), st.sampled_from("AN"))
FEW = st.sampled_from([1, 2, 3, 7, 50, 4_000_000])


def stands(places: Iterable[Place], things: Iterable[str]) -> list[int]:
    return [len({unit for one, unit, _ in places if one == thing}) for thing in things]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(begins=PLACES, ends=PLACES, many=FEW)
def test_from_one_sort_to_another(begins: list[Place], ends: list[Place], many: int) -> None:
    with patch.object(joined, "PAIRS", many):
        edges = join(source_of(begins, ends, ()), projection(True))
    check(edges, naive(begins, ends, True))
    things = short(edges.things)
    assert things == sorted({thing for thing, *_ in (*begins, *ends)})
    assert [end.tolist() for end in edges.stands] == [stands(begins, things), stands(ends, things)]
    assert edges.met.tolist() == edges.count.tolist()
    assert edges.all_units == len({unit for _, unit, _ in (*begins, *ends)})


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100)
@given(places=PLACES, many=FEW)
def test_within_one_sort(places: list[Place], many: int) -> None:
    with patch.object(joined, "PAIRS", many):
        check(join(source_of(places, (), ()), projection(False)), naive(places, places, False))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100)
@given(votes=SIDES, many=FEW)
def test_on_one_side(votes: dict[tuple[str, str], str], many: int) -> None:
    cast = [(*who, side) for who, side in votes.items()]
    either = [(*who, "") for who in votes]
    with patch.object(joined, "PAIRS", many):
        edges = join(source_of(cast, (), either), projection(False, has_sides=True))
    expected = naive(cast, cast, False)
    check(edges, expected)
    together = naive(either, either, False)
    assert edges.met.tolist() == [len(together[pair]) for pair in expected]
    counted = stands(either, short(edges.things))
    assert [end.tolist() for end in edges.stands] == [counted, counted]
    assert edges.all_units == len({unit for _, unit in votes})


def test_every_place_in_every_order_of_the_rows() -> None:
    whole = naive(ALL, ALL, False)
    for many in (1, 9, 1000):
        with patch.object(joined, "PAIRS", many):
            check(join(source_of(reversed(ALL), (), ()), projection(False)), whole)
