"""Each filter leaves in what it should, at both ends, alone and with others; a name that means nothing is said."""

from collections.abc import Mapping
from datetime import date

import pytest

from kg.errors import KgError, QueryError, UsageError
from kg.network import PROJECTIONS, edges_query, filters_of, network, of_graph, period
from kg.store import Graph
from tests.network.edges import edges, short
from tests.network.test_projections import counted

ISSUES = {
    "ann crime": 1,
    "ann farming": 1,
    "ann knife-crime": 1,
    "bob knife-crime": 1,
    "cat farming": 1,
    "dan crime": 1,
}
CASES = [
    ("references", {"since": date(2019, 2, 18)}, {"ann bob": 1, "ann cat": 1, "cat bob": 1, "dan ann": 1}),
    ("references", {"until": date(2019, 2, 17)}, {"ann bob": 1, "bob cat": 1}),
    ("references", {"since": date(2020, 1, 1)}, {}),
    ("references", {"during": "2019-03"}, {"dan ann": 1}),
    ("references", {"during": period("2019-02-17")}, {"ann bob": 1, "bob cat": 1}),
    ("references", {"house": "lords"}, {"dan ann": 1}),
    ("co-debate", {"house": "Commons"}, {"ann bob": 1, "ann cat": 1}),
    ("references", {"department": "Defra"}, {"ann bob": 1, "ann cat": 1, "cat bob": 1}),
    ("co-debate", {"department": "agency/home-office"}, {"ann bob": 1}),
    # Ann is of Red on the 17th and of Green on the 18th
    ("references", {"parties": ["Red"]}, {"ann bob": 1, "cat bob": 1}),
    ("references", {"parties": ["Green"]}, {"ann bob": 1, "ann cat": 1}),
    ("references", {"parties": ["party/green", "Blue"]}, {"ann bob": 1, "ann cat": 1, "bob cat": 1, "dan ann": 1}),
    ("co-debate", {"parties": ["Red"]}, {}),
    ("co-debate", {"parties": ["Red", "Blue"]}, {"ann bob": 1}),
    ("co-vote", {"parties": ["Green", "Blue"]}, {"ann bob": 1}),
    ("references", {"issue": "crime"}, {"ann bob": 2, "ann cat": 1, "bob cat": 1, "dan ann": 1}),
    ("references", {"issue": "issue/knife-crime"}, {"ann bob": 1, "ann cat": 1, "bob cat": 1}),
    ("speaker-issue", {}, ISSUES),
    ("speaker-issue", {"issue": "crime"}, {pair: n for pair, n in ISSUES.items() if pair.endswith("crime")}),
    ("co-debate", {"issue": "farming"}, {"ann cat": 1}),
    ("co-vote", {"issue": "crime"}, {"ann bob": 1, "ann cat": 2, "bob cat": 1}),
    # Bob's speech and two mentions were worked out: 0.9, 0.5 and never counted
    ("references", {"stated": True}, {"ann bob": 2, "dan ann": 1}),
    ("references", {"confidence": 0.9}, {"ann bob": 2, "bob cat": 1, "dan ann": 1}),
    ("references", {"confidence": 0.91}, {"ann bob": 2, "dan ann": 1}),
    ("references", {"confidence": 0.0}, {"ann bob": 2, "ann cat": 1, "bob cat": 1, "dan ann": 1}),
    ("references", {"confidence": 0.00001}, {"ann bob": 2, "ann cat": 1, "bob cat": 1, "dan ann": 1}),
    ("references", {"confidence": 0.5, "stated": True}, {"ann bob": 2, "dan ann": 1}),
    ("exchanges", {"stated": True}, {"cat ann": 1}),
    ("exchanges", {"confidence": 0.9}, {"bob ann": 1, "cat ann": 1, "ann bob": 1}),
    ("co-debate", {"stated": True}, {"ann cat": 1}),
    ("co-debate", {"confidence": 0.8}, {"ann bob": 1, "ann cat": 1}),
    ("co-vote", {"stated": True}, {"ann bob": 1, "ann cat": 1}),
    ("party-issue", {"stated": True, "during": "2019-02-17"}, {"red crime": 1}),
    ("agency-agency", {"stated": True}, {}),
    # together
    ("references", {"parties": ["Green"], "issue": "crime", "stated": True}, {"ann bob": 1}),
    ("references", {"parties": ["Red"], "since": date(2019, 2, 18), "department": "Defra"}, {"cat bob": 1}),
    ("references", {"house": "Lords", "issue": "knife crime"}, {}),
]


@pytest.mark.parametrize(("name", "only", "expected"), CASES, ids=[f"{name}-{only}" for name, only, _ in CASES])
def test_a_filter_leaves_in(small: Graph, name: str, only: Mapping[str, object], expected: Mapping[str, int]) -> None:
    made = network(small, name, **only)  # type: ignore[arg-type]
    assert short(made) == expected
    if "during" not in only:
        query = edges_query(PROJECTIONS[name], filters_of(of_graph(small), **only))  # type: ignore[arg-type]
        assert counted(small, query, made.is_directed()) == edges(made)


def test_opportunities_are_filtered_as_votes_are(small: Graph) -> None:
    assert short(network(small, "co-vote", weight="share")) == {"ann bob": 0.5, "ann cat": 1, "bob cat": 0.5}
    assert short(network(small, "co-vote", weight="share", stated=True)) == {"ann bob": 0.5, "ann cat": 1}


@pytest.mark.parametrize(
    ("only", "kind", "words"),
    [
        ({"house": "Senate"}, UsageError, "there is no House 'Senate'; take one of: Commons, Lords"),
        ({"confidence": 1.5}, UsageError, "1.5 is no confidence; give a number from 0 to 1"),
        ({"parties": ["Nobody"]}, QueryError, "nothing in the graph is called “Nobody”; give another label"),
        (
            {"parties": ["crime"]},
            QueryError,
            "no party is called “crime”; give another name, or a path such as party/...",
        ),
        ({"department": "Red"}, QueryError, "no agency is called “Red”"),
        ({"issue": "Defra"}, QueryError, "no issue is called “Defra”"),
        ({"during": "soon"}, UsageError, "'soon' is no year, month or day; write 2016, 2016-05 or 2016-05-09"),
        ({"during": "2019-02-30"}, UsageError, "'2019-02-30' is no year, month or day"),
        ({"weight": "gold"}, UsageError, "there is no weight 'gold'; take one of: count, share, pmi, jaccard"),
        ({"backbone": 0.0}, UsageError, "0 is no level of significance; give a number above 0 and up to 1"),
    ],
)
def test_what_means_nothing_is_said(small: Graph, only: Mapping[str, object], kind: type[KgError], words: str) -> None:
    with pytest.raises(kind) as error:
        network(small, "references", **only)  # type: ignore[arg-type]
    assert str(error.value).startswith(words)
