"""Where labels go: beside their node, over no other label and no node; one that has no such place is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.network.pictures.letters import height_of, width_of
from kg.network.pictures.room import Points

GAP = 0.5
"""Millimetres from a node to its label, and between labels."""
NEAR, OTHER = 1.6, 25.0
"""Within how many millimetres the node of another misleads, and how many points of an edge below the label that is as bad as."""
PASSES = 4
SIDES = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))
"""Below, above, right, left, and the four corners."""
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in millimetres."""


@dataclass(frozen=True)
class Node:
    """A node as it is drawn: its centre, the radius of a circle of its area and how far its shape reaches, in millimetres; its
    label in lines, at a size in points.
    """

    name: str
    x: float
    y: float
    radius: float
    reach: float
    lines: tuple[str, ...]
    size: float

    @property
    def box(self) -> Box:
        return self.x - self.reach, self.y - self.reach, self.x + self.reach, self.y + self.reach


@dataclass(frozen=True)
class Label:
    """A label as it is drawn, in its box; `side` is -1 where it is written to the left, 1 to the right, 0 around the middle."""

    node: Node
    box: Box
    side: int


def extent(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Return how wide and how high a label is, in millimetres."""
    return max((width_of(line, size) for line in lines), default=0.0), height_of(len(lines), size)


def place(nodes: Sequence[Node], frame: Box, along: Points) -> list[Label]:
    """Return the labels that fit in the frame, none over a node or another label, in the order of their nodes.

    Each begins below its node, for which the layout leaves room, or wherever is room, first nodes first. Then each goes where it
    is plainest: least over the points `along` edges, and away from nodes that are not its own.
    """
    around = np.array([node.box for node in nodes]).reshape(-1, 4)
    choices = {
        node.name: [(_cost(one, number, around, along), one) for number, one in enumerate(_candidates(node))]
        for node in nodes
        if node.lines
    }
    choices = {
        name: [(cost, one) for cost, one in several if _within(one.box, frame) and not _meets(one.box, around)]
        for name, several in choices.items()
    }
    placed: dict[str, Label] = {}
    for several in choices.values():
        _put(placed, several[:1])
    for _ in range(PASSES):
        for name, several in choices.items():
            placed.pop(name, None)
            _put(placed, sorted(several, key=lambda choice: choice[0]))
        for name in [name for name in choices if name not in placed]:
            _make_room(placed, name, choices)
    return [placed[node.name] for node in nodes if node.name in placed]


def _put(placed: dict[str, Label], choices: Sequence[tuple[float, Label]]) -> None:
    """Place the first that is free."""
    taken = np.array([label.box for label in placed.values()]).reshape(-1, 4)
    for _, one in choices:
        if not _meets(one.box, taken):
            placed[one.node.name] = one
            return


def _make_room(placed: dict[str, Label], name: str, choices: Mapping[str, Sequence[tuple[float, Label]]]) -> None:
    """Place the label of a node where those in its way can all go elsewhere, or a single one of a weaker node cannot."""
    order = list(choices)
    for may_lose in (0, 1):
        for _, one in sorted(choices[name], key=lambda choice: choice[0]):
            in_the_way = [other for other, label in placed.items() if _meets(one.box, np.array([label.box]))]
            tried = {other: label for other, label in placed.items() if other not in in_the_way} | {name: one}
            for other in in_the_way:
                _put(tried, sorted(choices[other], key=lambda choice: choice[0]))
            lost = [other for other in in_the_way if other not in tried]
            if len(lost) <= may_lose and all(order.index(other) > order.index(name) for other in lost):
                placed.clear()
                placed.update(tried)
                return


def _candidates(node: Node) -> Iterator[Label]:
    wide, high = extent(node.lines, node.size)
    for side, up in SIDES:
        near = (0.75 if side and up else 1) * node.reach + GAP
        x = node.x + side * (near + wide / 2)
        y = node.y + up * (near + high / 2)
        yield Label(node, (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), side)


def _within(box: Box, frame: Box) -> bool:
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes have more than a side in common."""
    return _meets(one, np.array([other]), 0.0)


def _meets(box: Box, others: Points, apart: float = GAP / 2) -> bool:
    """Return whether a box, with some room at its sides, meets one of several."""
    return _how_many(box, others, apart) > 0


def _how_many(box: Box, others: Points, apart: float) -> int:
    left, bottom, right, top = box
    meets = (
        (left - apart < others[:, 2]) & (others[:, 0] < right + apart) & (bottom < others[:, 3]) & (others[:, 1] < top)
    )
    return int(np.count_nonzero(meets))


def _cost(label: Label, number: int, around: Points, along: Points) -> float:
    """Return how little plain a place is: points of edges below the label, others' nodes near it, the less usual side."""
    left, bottom, right, top = label.box
    near = _how_many((left - NEAR, bottom - NEAR, right + NEAR, top + NEAR), around, 0.0) - 1
    inside = (along > (left, bottom)).all(axis=1) & (along < (right, top)).all(axis=1)
    return float(np.count_nonzero(inside)) + OTHER * near + number / 2
