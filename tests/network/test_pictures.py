"""Pictures: the same bytes twice, labels apart, colours of the tables, and whatever a network may hold."""

import math
import re
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib
import networkx as nx
import numpy as np
import pytest

from kg.network import PROJECTIONS, network, write_network
from kg.network.colours import PLAIN, community_colours, party_colours
from kg.network.pictures import legend, letters, shown, words
from kg.network.pictures.labels import overlap
from kg.network.pictures.letters import lines_of, written
from kg.network.pictures.marks import BETWEEN, Shape
from kg.network.pictures.picture import FRAME, Picture, picture
from kg.store import Graph

ODD = (
    "<&>\"'",
    "\N{GRINNING FACE} \N{FAMILY}",
    "שלום עולם",
    "مرحبا",
    "a\tb\x00c\u202ed",
    "$x^2$ \\frac",
    "漢字",
    "",
    "x" * 400,
)


def made_of(size: int, directed: bool = True, kinds: tuple[str, ...] = ("Person",)) -> "nx.Graph[str]":
    """Return a network of hubs and their followers."""
    made: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    parties = [*party_colours()][:12]
    for number in range(size):
        party = {"party": parties[number % 12]} if kinds[number % len(kinds)] == "Person" else {}
        label = f"The Honourable Member {number}"
        days = {"first": "2016-05-09", "last": "2020-12-15"}
        made.add_node(f"node/{number}", label=label, kind=kinds[number % len(kinds)], **days, **party)
    for number in range(1, size):
        made.add_edge(f"node/{number}", f"node/{number // 3}", weight=1 + number * 7 % 5)
        made.add_edge(f"node/{number}", f"node/{(number * 5 + 1) % size}", weight=1)
    made.remove_edges_from([*nx.selfloop_edges(made)])
    made.graph.update(name="references", title="who names whom", weight="count")
    return made


NETWORKS = {
    "people": made_of(300),
    "undirected": made_of(120, directed=False),
    "two kinds": made_of(200, kinds=("Person", "Issue")),
    "no parties": made_of(200, kinds=("Agency", "Issue")),
    "kinds of its own": made_of(30, kinds=("Bill", "Constituency")),
    "complete": nx.complete_graph([f"node/{number}" for number in range(60)]),
    "a pair": made_of(2),
    "parts": nx.disjoint_union_all([nx.path_graph(4) for _ in range(12)]),
    "one": made_of(1),
    "none": nx.DiGraph(),
}
NETWORKS["parts"] = nx.relabel_nodes(NETWORKS["parts"], str)
for _, _, _said in (*NETWORKS["complete"].edges(data=True), *NETWORKS["parts"].edges(data=True)):
    _said["weight"] = 2


@pytest.fixture(params=NETWORKS, scope="module")
def plan(request: pytest.FixtureRequest) -> Picture:
    return picture(NETWORKS[request.param])


def test_no_label_is_over_another_nor_over_a_node(plan: Picture) -> None:
    for one, other in combinations(plan.labels, 2):
        assert not overlap(one.box, other.box), (one, other)
    for label in plan.labels:
        assert not any(overlap(label.box, node.box) for node in plan.nodes)


def test_all_stand_within_the_frame(plan: Picture) -> None:
    for left, bottom, right, top in (one.box for one in (*plan.labels, *plan.nodes)):
        assert FRAME[0] <= left
        assert FRAME[1] <= bottom
        assert right <= FRAME[2]
        assert top <= FRAME[3] + 1e-6


def test_nodes_do_not_cover_each_other(plan: Picture) -> None:
    for one, other in combinations(plan.nodes, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


def test_most_labels_find_room_even_where_all_are_long(plan: Picture) -> None:
    assert len(plan.labels) >= 0.75 * len(plan.nodes)


def test_colours_are_those_of_the_tables(plan: Picture) -> None:
    known = {one.fill for one in (*party_colours().values(), *community_colours().values())} | {PLAIN.fill, BETWEEN}
    assert {one.fill for one in plan.colours.values()} <= known
    assert {plan.line_colour(line) for line in plan.lines} <= known


def test_the_legend_counts_every_node_once(plan: Picture) -> None:
    assert sum(shape.count for shape in plan.shapes.values()) == len(plan.nodes)
    coloured = [one for one in plan.colours.values() if one.means]
    assert sum({one.means: one.count for one in coloured}.values()) == len(coloured)


@pytest.mark.parametrize("form", ["png", "svg"])
@pytest.mark.parametrize("name", ["people", "no parties", "one", "none"])
def test_equal_networks_give_equal_bytes(name: str, form: str, tmp_path: Path) -> None:
    for file in ("a", "b"):
        write_network(NETWORKS[name].copy(), form, tmp_path / file)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_every_projection_has_a_picture(seed_graph: Graph, projection: str, tmp_path: Path) -> None:
    write_network(network(seed_graph, projection), "svg", tmp_path / "a.svg")
    assert "<svg" in (tmp_path / "a.svg").read_text("utf-8")


def test_settings_of_who_runs_it_change_nothing(tmp_path: Path) -> None:
    write_network(NETWORKS["a pair"], "png", tmp_path / "a")
    with matplotlib.rc_context({"font.size": 30, "savefig.dpi": 40, "savefig.bbox": "tight", "axes.facecolor": "red"}):
        write_network(NETWORKS["a pair"], "png", tmp_path / "b")
        assert matplotlib.rcParams["font.size"] == 30
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_png_has_the_size_of_a_page_of_print(tmp_path: Path) -> None:
    write_network(NETWORKS["a pair"], "png", tmp_path / "a.png")
    header = (tmp_path / "a.png").read_bytes()[:24]
    wide, high = int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")
    assert (round(wide / 300 * 25.4), round(high / 300 * 25.4)) == (180, 150)


def test_an_svg_holds_no_date_and_no_font(tmp_path: Path) -> None:
    write_network(NETWORKS["people"], "svg", tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert "dc:date" not in text
    assert "<text" not in text


@pytest.mark.parametrize("form", ["png", "svg"])
@pytest.mark.parametrize("label", ODD)
def test_odd_labels_are_drawn_without_a_warning(label: str, form: str, tmp_path: Path) -> None:
    made = made_of(4, kinds=("Agency",))
    made.nodes["node/0"]["label"] = label
    made.graph["title"] = label
    write_network(made, form, tmp_path / "a")
    assert len(picture(made).labels) == 4


def test_letters_that_the_font_lacks_are_squares() -> None:
    assert written("Home\nOffice 漢\x00") == "Home Office □"
    assert written("naïve Łódź Ünal") == "naïve Łódź Ünal"
    assert len(written("x" * 400)) == 60


def test_long_labels_break_where_words_do() -> None:
    assert lines_of("Prime Minister") == ("Prime Minister",)
    assert "".join(lines_of("x" * 50)) == "x" * 50
    lines = lines_of("Department for Business, Energy and Industrial Strategy")
    assert " ".join(lines) == "Department for Business, Energy and Industrial Strategy"
    assert max(map(len, lines)) <= 24


def test_the_strongest_are_shown_and_the_caption_says_of_how_many() -> None:
    made = NETWORKS["people"]
    parts = shown.shown(made)
    said = words.caption(made, parts, 3)
    assert "70 of 300 people, those of most weight that edges join" in said
    assert f"of {made.number_of_edges()}" in said
    assert "3 labels had no room" in said
    assert words.title_of(made) == "Who names whom"
    assert words.days_of(made) == "9 May 2016 to 15 December 2020"
    strengths = sorted((weight for _, weight in made.degree(weight="weight")), reverse=True)
    assert sum(weight >= strengths[shown.MOST - 1] for weight in parts.strength.values()) >= 0.9 * shown.MOST


def test_each_edge_shown_is_heavy_or_the_heaviest_of_an_end() -> None:
    made = NETWORKS["people"]
    parts = shown.shown(made)
    best = {node: max(weight for *ends, weight in parts.edges if node in ends) for node in parts.nodes}
    for source, target, weight in parts.edges:
        assert weight >= min(parts.least, best[source], best[target])
        assert made.edges[source, target]["weight"] == weight


def test_two_kinds_have_half_of_the_places_each() -> None:
    parts = shown.shown(NETWORKS["no parties"])
    kinds = [NETWORKS["no parties"].nodes[node]["kind"] for node in parts.nodes]
    assert abs(kinds.count("Agency") - kinds.count("Issue")) <= 4


def test_where_all_are_joined_parties_are_shown_in_proportion() -> None:
    made = nx.complete_graph([f"person/{number:03}" for number in range(200)])
    for number, node in enumerate(made):
        made.nodes[node].update(kind="Person", label=node, party="Labour" if number < 40 else "Conservative")
    nx.set_edge_attributes(made, 1, "weight")
    made.edges["person/100", "person/101"]["weight"] = 2
    parts = shown.shown(made)
    assert parts.in_proportion
    assert sum(made.nodes[node]["party"] == "Labour" for node in parts.nodes) == 14
    assert "parties in proportion" in words.caption(made, parts, 0)


def test_an_empty_picture_says_that_there_is_nothing() -> None:
    assert "empty" in words.caption(nx.DiGraph(), shown.shown(nx.DiGraph()), 0)


def test_a_large_network_is_chosen_from_before_it_is_laid_out() -> None:
    made = made_of(20_000)
    made.remove_edges_from([(f"node/{number}", f"node/{(number * 5 + 1) % 20_000}") for number in range(20_000)])
    plan = picture(made)
    assert len(plan.nodes) == shown.MOST


def test_shapes_have_one_area() -> None:
    for corners in (3, 4, 6):
        radius = Shape(corners, 0).stretch
        assert math.isclose(corners / 2 * radius**2 * math.sin(2 * math.pi / corners), math.pi)


def test_the_legend_shows_round_values() -> None:
    assert list(legend._round(412)) == [412, 100, 21]
    assert list(legend._round(1)) == [1]
    assert list(legend._round(0.5)) == [0.5, 0.12, 0.025]


def lightness(colour: str) -> float:
    """Return CIE L* of a colour."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    luminance = float(np.dot(linear, (0.2126, 0.7152, 0.0722)))
    return 116 * luminance ** (1 / 3) - 16


def _parts(colour: str) -> list[float]:
    return [int(part, 16) / 255 for part in re.findall("[0-9A-F]{2}", colour)]


@pytest.mark.parametrize(
    "matrix",
    [
        ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
        ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ],
)
def test_the_larger_parties_keep_apart_for_the_colour_blind(matrix: tuple[tuple[float, ...], ...]) -> None:
    """Simulated as Machado, Oliveira and Fernandes (2009) give it for deuteranopia and protanopia."""
    larger = (
        "Conservative",
        "Labour",
        "Scottish National Party",
        "Liberal Democrat",
        "Green Party",
        "Democratic Unionist Party",
    )
    seen = [np.array(matrix) @ _parts(party_colours()[party].fill) for party in larger]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) > 0.25


def test_the_larger_parties_keep_apart_in_grey() -> None:
    larger = ("Conservative", "Labour", "Liberal Democrat", "Scottish National Party")
    light = sorted(lightness(party_colours()[party].fill) for party in larger)
    assert min(high - low for low, high in pairwise(light)) > 12


def test_the_font_is_there() -> None:
    assert letters.width_of("Wide", 8) > letters.width_of("ill", 8) > 0
