"""The legend: what colours, shapes, sizes and lines mean, with counts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from kg.network.colours import PLAIN, Colour
from kg.network.pictures import marks, words
from kg.network.pictures.drawing import draw_line, draw_mark, draw_text
from kg.network.pictures.labels import Node
from kg.network.pictures.letters import width_of, written
from kg.network.pictures.marks import Shape
from kg.network.pictures.picture import Line, Picture

LEFT, TOP, ROW, ROWS, SIZE = 4.0, 29.5, 3.7, 4, 6.2
SPARE, MARK = 5.0, 4.0
"""Millimetres between columns, and from a mark to its words."""
CIRCLE = Shape()
PLURALS = {"party": "parties", "community": "communities"}
SHARES = (1.0, 0.25, 0.05)


@dataclass(frozen=True)
class Entry:
    """A mark with its meaning: a node's, or a line's where it has a width."""

    means: str
    shape: Shape = CIRCLE
    colour: Colour = PLAIN
    radius: float = 1.2
    width: float = 0.0
    alpha: float = 1.0


def draw_legend(axes: Axes, plan: Picture) -> None:
    """Draw a block for each thing that a mark says."""
    x = LEFT
    for heading, entries, draw in _blocks(plan):
        draw_text(axes, x, TOP, heading, SIZE, "bold")
        x = max(draw(axes, x, entries), x + width_of(heading, SIZE, "bold")) + SPARE


Draw = Callable[[Axes, float, Sequence["Entry"]], float]
"""Draws entries from a place on; returns where they end."""


def _in_columns(axes: Axes, x: float, entries: Sequence[Entry]) -> float:
    for first in range(0, len(entries), ROWS):
        column = entries[first : first + ROWS]
        for row, entry in enumerate(column, 1):
            _draw(axes, x, TOP - row * ROW, MARK, entry)
        x += MARK + max(width_of(entry.means, SIZE) for entry in column) + SPARE
    return x - SPARE


def _in_a_row(axes: Axes, x: float, entries: Sequence[Entry]) -> float:
    for entry in entries:
        mark = 2 * entry.radius + 1
        _draw(axes, x, TOP - 1.7 * ROW, mark, entry)
        x += mark + width_of(entry.means, SIZE) + SPARE / 2
    return x - SPARE / 2


def _draw(axes: Axes, x: float, y: float, mark: float, entry: Entry) -> None:
    middle = y + 0.8
    if not entry.width:
        draw_mark(axes, x + mark / 2 - 0.5, middle, entry.radius, entry.shape, entry.colour)
    else:
        ends = [Node("", at, middle, 0, 0, (), 0) for at in (x, x + mark - 1)]
        points = [(end.x, end.y) for end in ends]
        line = Line(ends[0], ends[1], points[0], (x + mark / 2, middle), points[1], entry.width, entry.alpha)
        draw_line(axes, line, marks.BETWEEN, False)
    draw_text(axes, x + mark, y, entry.means, SIZE)


def _blocks(plan: Picture) -> Iterator[tuple[str, Sequence[Entry], Draw]]:
    if not plan.nodes:
        return
    shape = next(iter(plan.shapes.values())) if len(plan.shapes) == 1 else CIRCLE
    colours = list(marks.legend_of(plan.colours))
    heading = "Party" if plan.colour_means == "party" else "Louvain community, by its strongest"
    if colours:
        yield heading, [Entry(f"{_short(one.means)} ({one.count})", shape, one) for one in colours], _in_columns
    yield "Shape", [Entry(f"{one.means} ({one.count})", one) for one in plan.shapes.values()], _in_columns
    yield "Size: weight of all edges", list(_sizes(plan)), _in_a_row
    if plan.lines:
        yield "Line: weight", list(_widths(plan)), _in_columns


def _short(text: str) -> str:
    return written(text, 32)


def _sizes(plan: Picture) -> Iterator[Entry]:
    for value in _round(plan.scale.strongest):
        yield Entry(words.number(value), radius=plan.scale.radius_of(value))


def _widths(plan: Picture) -> Iterator[Entry]:
    for value in _round(plan.scale.heaviest):
        yield Entry(words.number(value), width=plan.scale.width_of(value), alpha=plan.scale.alpha_of(value))
    if any(plan.line_colour(line) != marks.BETWEEN for line in plan.lines):
        yield Entry(f"grey: between {PLURALS[plan.colour_means]}", width=1.0)


def _round(largest: float) -> Sequence[float]:
    """Return the largest value and two smaller ones, in two digits, none twice.

    >>> _round(412)
    [412, 100.0, 21.0]
    """
    smaller = [float(f"{largest * share:.2g}") for share in SHARES[1:]]
    if largest == int(largest):
        smaller = [float(max(1, round(value))) for value in smaller]
    return list(dict.fromkeys((largest, *smaller)))
