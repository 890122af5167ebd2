"""What a careful reader gets out of the shipped debate, the graph holds, with the words that show it; and no more."""

import pytest

from kg.query import plain, run
from kg.show import shown
from kg.store import Graph

KEY = "debate/commons/2017-11-20/regional-organised-crime-units"


def positions(graph: Graph, ref: str) -> list[int]:
    """Return the contributions in which something is named."""
    rows = run(
        graph,
        "SELECT DISTINCT ?position WHERE { ?m itsrdf:taIdentRef ?thing ; nif:referenceContext/schema:position ?position }"
        " ORDER BY ?position",
        bound={"thing": [f"<{graph.base}{ref}>"]},
    ).rows
    return [int(plain(row[0])) for row in rows]


@pytest.mark.parametrize(
    ("ref", "where"),
    [
        ("person/4423", [6]),
        ("constituency/3422", [6]),
        ("agency/national-crime-agency", [5, 7]),
        ("agency/regional-organised-crime-units", [1, 3, 6, 7, 9]),
        ("agency/police-forces", [2, 3, 4, 5, 8, 9]),
        ("agency/local-authorities", [5, 7]),
        ("agency/mental-health-trusts", [7]),
        ("agency/police-and-crime-commissioners", [9]),
        ("issue/hare-coursing", [2, 3]),
        ("issue/county-lines", [6, 7]),
        ("issue/knife-crime", [8]),
        ("issue/asset-confiscation", [9]),
        ("issue/human-trafficking", [5]),
        ("place/greater-manchester", [4]),
        ("place/merseyside", [4, 7]),
        ("place/west-yorkshire", [4]),
        ("place/london", [4]),
        ("place/somerset", [6, 7]),
        ("place/derbyshire", [8]),
    ],
)
def test_what_is_named_where(seed_graph: Graph, ref: str, where: list[int]) -> None:
    assert positions(seed_graph, ref) == where


def test_nobody_is_named_who_need_not_be(seed_graph: Graph) -> None:
    people = run(seed_graph, "SELECT DISTINCT ?p WHERE { ?m hkg:kind hkg:Person ; itsrdf:taIdentRef ?p }").rows
    assert [plain(row[0]).rpartition("/")[2] for row in people] == ["4423"]
    assert not run(seed_graph, "SELECT ?p WHERE { ?c hkg:speaker ?p }").rows


FIGURES = [
    (1, "£140 million", "140000000", "", "GBP", ""),
    (8, "411 fewer police officers", "411", "NUM", "", "police officers"),
    (8, "three police stations", "3", "NUM", "", "police stations"),
    (9, "2,375 years", "2375", "YR", "", "convictions"),
    (9, "more than £25 million", "25000000", "", "GBP", "confiscation orders"),
    (9, "half of which", "0.5", "FRACTION", "", "confiscation orders"),
    (9, "300 kg of cocaine", "300", "KiloGM", "", "cocaine"),
    (9, "39 kg of heroin", "39", "KiloGM", "", "heroin"),
    (9, "65 vulnerable children", "65", "NUM", "", "vulnerable children"),
]


def test_the_figures_with_unit_and_what_they_measure(seed_graph: Graph) -> None:
    said = shown(seed_graph, KEY)["contributions"]
    found = [
        (int(turn["position"]), f["words"], f["value"], f["unit"], f["currency"], f["measures"])
        for turn in said
        for f in turn["figures"]
    ]
    assert found == FIGURES


def test_a_fall_is_a_signed_change(seed_graph: Graph) -> None:
    (row,) = run(seed_graph, "SELECT ?v ?c WHERE { ?f hkg:change ?c ; schema:value ?v }").rows
    assert [plain(term) for term in row] == ["411", "-411"]


def test_home_office_ministers_may_answer(seed_graph: Graph) -> None:
    turns = {int(t["position"]): t for t in shown(seed_graph, KEY)["contributions"]}
    for position in (1, 3, 5, 7, 9):
        assert turns[position]["turn"] == "Answer"
        assert "Ben Wallace" in turns[position]["candidates"]
        assert len(turns[position]["candidates"]) == 5
    assert all(turns[position]["turn"] == "Question" for position in (2, 4, 6, 8))


def test_members_for_derbyshire_may_ask_of_derbyshire(seed_graph: Graph) -> None:
    (turn,) = [t for t in shown(seed_graph, KEY)["contributions"] if t["position"] == "8"]
    assert {"Ruth George", "Toby Perkins", "Dennis Skinner", "Margaret Beckett", "Chris Williamson"} <= {
        name.removeprefix("Dame ").removeprefix("Sir ") for name in turn["candidates"]
    }
    assert "speaks of Derbyshire as their own area" in turn["reasons"]


def test_what_was_worked_out_stands_in_its_own_graph(seed_graph: Graph) -> None:
    stated = run(
        seed_graph,
        "SELECT ?s WHERE { GRAPH ?g { ?m hkg:status ?s } FILTER(STRENDS(STR(?g), 'units') && ?s != hkg:Stated) }",
    )
    inferred = run(
        seed_graph, "SELECT ?s WHERE { GRAPH ?g { ?m hkg:status ?s } FILTER(STRENDS(STR(?g), '/inferred')) }"
    )
    assert not stated.rows
    assert inferred.rows


def test_every_span_is_its_words(seed_graph: Graph) -> None:
    rows = run(
        seed_graph,
        "SELECT ?text ?begin ?end ?words WHERE { ?m nif:anchorOf ?words ; nif:beginIndex ?begin ; nif:endIndex ?end ;"
        " nif:referenceContext/schema:text ?text }",
    ).rows
    assert len(rows) > 60
    for text, begin, end, words in (tuple(map(plain, row)) for row in rows):
        assert text[int(begin) : int(end)] == words
