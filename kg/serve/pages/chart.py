"""Bars over time, drawn by the server: no script is needed, and the numbers stand in a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.serve.pages.table import Shown
from kg.serve.pages.texts import month

WIDTH, BAR, HEIGHT, LEFT, TOP, BOTTOM = 1140, 78, 260, 44, 18, 30
NARROW, SHORT = 520, 12
"""A chart no wider than this has room beside it, for a table of no more rows than that."""
LABELS = 12
"""As many labels as stand below the bars."""


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    label: str
    value: int
    is_labelled: bool


@dataclass(frozen=True)
class Chart:
    """Bars in the coordinates of a drawing of `width` by `height`, and the values at which lines run across it."""

    title: str
    bars: Sequence[Bar]
    lines: Sequence[tuple[int, float]]
    width: int
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM

    @property
    def is_wide(self) -> bool:
        return self.width > NARROW


def beside(drawing: tuple[Chart | None, Shown], tables: Sequence[Shown]) -> Shown | None:
    """Return the first table that has room beside a chart, None for none."""
    chart, _ = drawing
    if chart is None or chart.is_wide:
        return None
    return next((one for one in tables if 0 < len(one.rows) <= SHORT and len(one.table.columns) <= 3), None)


def bars(title: str, values: Sequence[tuple[str, int]], reach: int = 0) -> Chart | None:
    """Return the chart of values by month or year ("2017-11", "2017"), None where there is nothing to compare.

    Its scale goes up to `reach` at the least, so that charts beside one another may be compared.

    >>> [(bar.label, bar.value) for bar in bars("", [("2017-11", 3), ("2017-12", 1)]).bars]
    [('Nov 2017', 3), ('Dec 2017', 1)]
    """
    if len(values) < 2 or not any(value for _, value in values):
        return None
    top = _ceiling(max(reach, *(value for _, value in values)))
    room = HEIGHT - TOP - BOTTOM
    wide = min(WIDTH, LEFT + BAR * len(values))
    step = (wide - LEFT) / len(values)
    every = -(-len(values) // LABELS)
    width = min(step * 0.72, 64)
    drawn = [
        Bar(
            round(LEFT + step * at + (step - width) / 2, 1),
            round(TOP + room * (1 - value / top), 1),
            round(width, 1),
            round(room * value / top, 1),
            month(when),
            value,
            at % every == 0,
        )
        for at, (when, value) in enumerate(values)
    ]
    lines = (
        [(top * part // 2, TOP + room * (1 - part / 2)) for part in (0, 1, 2)]
        if top > 1
        else [(0, TOP + room), (1, TOP)]
    )
    return Chart(title, drawn, lines, wide)


def _ceiling(value: int) -> int:
    """Return the round and even number that is not below a value: 1, 2, 4, 6, 10, 20, 40, 60, 100 ..."""
    if value <= 1:
        return 1
    scale = 1
    while True:
        for lead in (2, 4, 6, 10):
            if value <= lead * scale:
                return lead * scale
        scale *= 10
