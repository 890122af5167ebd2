"""Weights and the backbone, against numbers worked out by hand; slices of time, and the tables they are cut by."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from math import log2

import networkx as nx
import numpy as np
import pytest

from kg.errors import UsageError
from kg.network import SLICES, Filters, networks_at, of_graph, slices
from kg.network.joined import join
from kg.network.slices import Period, period
from kg.network.weights import WEIGHTS, significance
from kg.store import Graph
from tests.network.edges import short
from tests.network.test_joined import Place, projection, source_of


def places(thing: str, units: str, side: str = "") -> list[Place]:
    return [(f"thing/{thing}", f"unit/{unit}", side) for unit in units]


def weighed(begins: Iterable[Place], ends: Iterable[Place], is_directed: bool, weight: str) -> dict[str, float]:
    edges = join(source_of(list(begins), list(ends), ()), projection(is_directed))
    names = [thing[-1] for thing in edges.things]
    pairs = [names[one] + names[other] for one, other in zip(edges.source, edges.target, strict=True)]
    return dict(zip(pairs, WEIGHTS[weight](edges).tolist(), strict=True))


# a speaks in 4 units, b in 2; c is named in 3 and d in 1; there are 5 units
FROM = [*places("a", "abcd"), *places("b", "de")]
TO = [*places("c", "abe"), *places("d", "d")]


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ("count", {"ac": 2, "ad": 1, "bc": 1, "bd": 1}),
        ("share", {"ac": 2 / 4, "ad": 1 / 4, "bc": 1 / 2, "bd": 1 / 2}),
        ("jaccard", {"ac": 2 / 5, "ad": 1 / 4, "bc": 1 / 4, "bd": 1 / 2}),
        ("pmi", {"ac": log2(10 / 12), "ad": log2(5 / 4), "bc": log2(5 / 6), "bd": log2(5 / 2)}),
    ],
)
def test_weights_from_one_sort_to_another(weight: str, expected: dict[str, float]) -> None:
    assert weighed(FROM, TO, True, weight) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ("count", {"ab": 1, "bc": 2}),
        ("share", {"ab": 1 / 2, "bc": 2 / 3}),
        ("jaccard", {"ab": 1 / 4, "bc": 2 / 4}),
        ("pmi", {"ab": log2(5 / 6), "bc": log2(10 / 9)}),
    ],
)
def test_weights_within_one_sort(weight: str, expected: dict[str, float]) -> None:
    within = [*places("a", "ab"), *places("b", "bcd"), *places("c", "cde")]
    assert weighed(within, (), False, weight) == pytest.approx(expected)


def test_weights_of_votes(small: Graph) -> None:
    """Ann and Bob vote in two divisions, alike in one; Bob and Cat too; Ann and Cat always alike."""
    for weight, expected in {
        "share": {"ann bob": 1 / 2, "ann cat": 1, "bob cat": 1 / 2},
        "jaccard": {"ann bob": 1 / 2, "ann cat": 1, "bob cat": 1 / 2},
    }.items():
        made = next(networks_at(of_graph(small), "co-vote", "month", weight=weight))[1]
        assert short(made) == expected
        assert short(made, "count") == {"ann bob": 1, "ann cat": 2, "bob cat": 1}


def star(weights: Iterable[int], is_directed: bool) -> tuple[list[Place], list[Place]]:
    """Return the ends of a network in which a thing is joined to others, each as often as it says, a unit a time."""
    units = iter("abcdefgh")
    begins: list[Place] = []
    ends: list[Place] = []
    for thing, weight in zip("pqrs", weights, strict=False):
        for unit in [next(units) for _ in range(weight)]:
            begins += places("a", unit)
            ends += places(thing, unit)
    return (begins, ends) if is_directed else ([*begins, *ends], [])


@pytest.mark.parametrize("is_directed", [True, False])
def test_the_disparity_filter_is_the_papers(is_directed: bool) -> None:
    """Equation 2: (1 - share) ** (degree - 1), at the end that says more; a leaf, of one edge, says 1."""
    edges = join(source_of(*star([5, 2, 1], is_directed), ()), projection(is_directed))
    found = significance(edges, edges.count, np.arange(3))
    assert found.tolist() == pytest.approx([(3 / 8) ** 2, (6 / 8) ** 2, (7 / 8) ** 2])
    assert significance(edges, edges.count, np.array([0, 2])).tolist() == pytest.approx([1 / 6, 5 / 6])


def test_the_more_telling_end_counts() -> None:
    """ab 3, ac 1, dc 1: of c each half, of a three quarters and one."""
    begins = [*places("a", "abcd"), *places("d", "e")]
    ends = [*places("b", "abc"), *places("c", "de")]
    edges = join(source_of(begins, ends, ()), projection(True))
    assert significance(edges, edges.count, np.arange(3)).tolist() == pytest.approx([1 / 4, 1 / 2, 1 / 2])


def months(since: str, until: str, every: str) -> list[str]:
    return [one.name for one in slices(every, date.fromisoformat(since), date.fromisoformat(until))]


def test_slices_are_those_that_hold_days() -> None:
    assert months("2015-12-31", "2016-03-01", "month") == ["2015-12", "2016-01", "2016-02", "2016-03"]
    assert months("2016-05-17", "2016-05-18", "session") == ["session-2015-05-18", "session-2016-05-18"]
    assert months("2017-06-12", "2017-06-13", "parliament") == ["parliament-56", "parliament-57"]
    assert months("2017-06-13", "2017-06-13", "parliament") == ["parliament-57"]
    assert period("2016-02") == Period(date(2016, 2, 1), date(2016, 2, 29), "2016-02")


@pytest.mark.parametrize("every", ["session", "parliament"])
def test_the_tables_are_in_order_and_cover_each_day_once(every: str) -> None:
    first = date(1945, 8, 1)
    parts = slices(every, first, date(2026, 1, 1))
    assert parts == sorted(parts)
    assert len({part.name for part in parts}) == len(parts)
    assert all(after.since == before.until + timedelta(days=1) for before, after in pairwise(parts))
    assert all(part.since <= part.until for part in parts)
    assert (parts[0].since, parts[-1].until) == (first, date.max)


def test_a_session_lies_within_a_parliament() -> None:
    parliaments = {part.since for part in slices("parliament", date(1945, 8, 1), date(2026, 1, 1))}
    assert parliaments <= {part.since for part in slices("session", date(1945, 8, 1), date(2026, 1, 1))}


@pytest.mark.parametrize(
    ("every", "since", "words"),
    [
        ("session", date(1945, 7, 31), "the sessions before 1945-08-01 are not listed; add --from, or take months"),
        ("parliament", date(1800, 1, 1), "the parliaments before 1801-01-22 are not listed"),
        ("week", date(2016, 1, 1), "there are no slices 'week'; take one of: month, session, parliament"),
    ],
)
def test_days_that_no_slice_holds_are_refused(every: str, since: date, words: str) -> None:
    with pytest.raises(UsageError) as error:
        slices(every, since, date(2016, 1, 1))
    assert str(error.value).startswith(words)


def test_a_network_for_each_slice(small: Graph) -> None:
    source = of_graph(small)
    made = list(networks_at(source, "references", "month"))
    assert [part.name for part, _ in made] == ["2019-02", "2019-03"]
    assert [made.graph["name"] for _, made in made] == ["references 2019-02", "references 2019-03"]
    assert short(made[0][1]) == {"ann bob": 2, "ann cat": 1, "bob cat": 1, "cat bob": 1}
    assert made[1][1].nodes["person/ann"]["first"] == "2019-03-05"
    bounded = list(networks_at(source, "references", "month", Filters(date(2019, 2, 18), date(2019, 2, 28))))
    assert [(part.name, short(made)) for part, made in bounded] == [
        ("2019-02", {"ann bob": 1, "ann cat": 1, "cat bob": 1})
    ]
    for every in SLICES:
        parts = [short(made) for _, made in networks_at(source, "references", every)]
        assert sum(sum(part.values()) for part in parts) == 6
    assert list(networks_at(source, "references", "month", Filters(since=date(2030, 1, 1)))) == []
    assert all(isinstance(made, nx.DiGraph) for _, made in made)
