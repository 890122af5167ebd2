"""Marks, lines and letters on axes that count millimetres."""

import math

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, RegularPolygon
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from kg.network.colours import Colour
from kg.network.pictures.labels import Label
from kg.network.pictures.letters import LEADING, MM_A_POINT
from kg.network.pictures.marks import Shape
from kg.network.pictures.picture import Line

INK, PAPER = "#1A1A1A", "#FFFFFF"


def draw_mark(axes: Axes, x: float, y: float, radius: float, shape: Shape, colour: Colour) -> None:
    """Draw a shape of the area that a circle of this radius has."""
    how = {"facecolor": colour.fill, "edgecolor": colour.outline, "linewidth": 0.6, "zorder": 3}
    if not shape.corners:
        axes.add_patch(Circle((x, y), radius, **how))
        return
    turn = math.radians(shape.turn)
    axes.add_patch(RegularPolygon((x, y), shape.corners, radius=radius * shape.stretch, orientation=turn, **how))


def draw_line(axes: Axes, line: Line, colour: str, arrow: bool) -> None:
    """Draw an edge, with a small head where it has a direction."""
    curve = Path([line.start, line.bend, line.end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    drawn = FancyArrowPatch(
        path=curve,
        arrowstyle="-|>,head_length=0.34,head_width=0.16" if arrow else "-",
        mutation_scale=6 + 2.5 * line.width,
        linewidth=line.width,
        color=colour,
        alpha=line.alpha,
        capstyle="butt",
        joinstyle="miter",
        zorder=1,
    )
    axes.add_patch(drawn)


def draw_label(axes: Axes, label: Label) -> None:
    """Draw a label in its box, with a rim of paper that sets it off from the lines below it."""
    left, _, right, top = label.box
    ha, x = {-1: ("right", right), 0: ("center", (left + right) / 2), 1: ("left", left)}[label.side]
    size = label.node.size
    for number, line in enumerate(label.node.lines):
        y = top - (number + 0.8) * size * LEADING * MM_A_POINT
        text = draw_text(axes, x, y, line, size, ha=ha)
        text.set_path_effects([withStroke(linewidth=1.6, foreground=PAPER, alpha=0.85)])


def draw_text(axes: Axes, x: float, y: float, text: str, size: float, weight: str = "normal", ha: str = "left") -> Text:
    """Draw a line of text on its base line."""
    return axes.text(x, y, text, fontsize=size, fontweight=weight, ha=ha, va="baseline", color=INK, zorder=4)
