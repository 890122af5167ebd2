"""The figure: a picture drawn by matplotlib, without its windows, its state or the settings of who runs it."""

import io
from pathlib import Path

import matplotlib
import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kg.network.pictures import words
from kg.network.pictures.drawing import PAPER, draw_label, draw_line, draw_mark, draw_text
from kg.network.pictures.legend import draw_legend
from kg.network.pictures.letters import FONT, height_of
from kg.network.pictures.picture import HEIGHT, WIDTH, Picture, picture

SETTINGS = {
    "font.family": FONT,
    "svg.fonttype": "path",
    "svg.hashsalt": "hansard-kg",
    "axes.unicode_minus": False,
    "text.parse_math": False,
    "path.simplify": False,
}
DOTS = 300
CAPTION = 6.5


def save(made: "nx.Graph[str]", to: Path, form: str) -> None:
    """Write the picture of a network as "png" or "svg"."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)  # type: ignore[arg-type]
        to.write_bytes(_bytes(figure(made), form, words.title_of(made)))


def _bytes(drawn: Figure, form: str, title: str) -> bytes:
    file = io.BytesIO()
    no = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}[form]
    drawn.savefig(file, format=form, dpi=DOTS, metadata={"Title": title, **no})
    return file.getvalue()


def figure(made: "nx.Graph[str]") -> Figure:
    """Return the picture of a network as a figure of matplotlib, whose axes count millimetres."""
    drawn = Figure(figsize=(WIDTH / 25.4, HEIGHT / 25.4), facecolor=PAPER)
    axes = drawn.add_axes((0, 0, 1, 1), frame_on=False, xlim=(0, WIDTH), ylim=(0, HEIGHT), xticks=[], yticks=[])
    plan = picture(made)
    for line in plan.lines:
        draw_line(axes, line, plan.line_colour(line), plan.arrows)
    for node in plan.nodes:
        draw_mark(axes, node.x, node.y, node.radius, plan.shapes[plan.kind_of[node.name]], plan.colours[node.name])
    for label in plan.labels:
        draw_label(axes, label)
    _draw_words(axes, made, plan)
    draw_legend(axes, plan)
    return drawn


def _draw_words(axes: Axes, made: "nx.Graph[str]", plan: Picture) -> None:
    draw_text(axes, 4, 144.6, words.title_of(made), 11, "bold")
    draw_text(axes, 176, 144.6, words.days_of(made), 8, ha="right")
    said = words.caption(made, plan.shown, len(plan.nodes) - len(plan.labels))
    for number, line in enumerate(words.lines_within(said, 172, CAPTION)):
        draw_text(axes, 4, 9.4 - number * height_of(1, CAPTION), line, CAPTION)
    if not made:
        draw_text(axes, WIDTH / 2, HEIGHT / 2, "Nothing to show", 10, ha="center")
