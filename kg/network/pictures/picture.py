"""A picture before it is drawn: every node, label and edge with its place, in millimetres."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.network.colours import Colour
from kg.network.pictures import labels, letters, marks
from kg.network.pictures.labels import Box, Label, Node
from kg.network.pictures.room import Points, places
from kg.network.pictures.shown import Shown, shown

WIDTH, HEIGHT = 180.0, 150.0
FRAME: Box = (2.0, 33.0, 178.0, 141.0)
RADII = (0.9, 3.4)
LETTERS = (5.8, 8.0)
"""Sizes of labels in points, of the weakest and the strongest."""
WIDTHS, ALPHAS = (0.35, 3.0), (0.45, 0.85)
"""How wide, in points, and how opaque edges are: the lightest, the heaviest."""
NODES_COVER, FULL_EDGES = 0.035, 60.0
"""What part of the frame nodes may cover, and how many edges may be as wide as the widest."""
BEND = 0.14
"""How far an edge with a direction bows out, in its length."""


@dataclass(frozen=True)
class Scale:
    """How values become sizes: the strongest node and its radius in millimetres, the heaviest edge and its width in points."""

    strongest: float
    radius: float
    heaviest: float
    width: float

    def radius_of(self, strength: float) -> float:
        """Return the radius of a node: its area is as its strength, but never too small to see."""
        share = max(strength, 0) / self.strongest if self.strongest > 0 else 0
        return max(RADII[0], self.radius * math.sqrt(share))

    def width_of(self, weight: float) -> float:
        """Return the width of an edge, in points."""
        return WIDTHS[0] + (self.width - WIDTHS[0]) * _share(weight, self.heaviest)

    def alpha_of(self, weight: float) -> float:
        """Return how opaque an edge is: lighter ones less, all less where many are heavy."""
        least, most = ALPHAS
        return (least + (most - least) * _share(weight, self.heaviest)) * (0.5 + 0.5 * self.width / WIDTHS[1])


def _share(weight: float, heaviest: float) -> float:
    return math.pow(weight / heaviest, 0.8)


def scale_of(parts: Shown) -> Scale:
    """Return a scale with which nodes and edges cover no more of the frame than a reader can see through."""
    strongest = max(parts.strength.values(), default=1.0)
    heaviest = max((weight for *_, weight in parts.edges), default=1.0)
    nodes = sum(max(one, 0) / strongest for one in parts.strength.values()) if strongest > 0 else 0
    edges = sum(_share(weight, heaviest) for *_, weight in parts.edges)
    radius = math.sqrt(NODES_COVER * (FRAME[2] - FRAME[0]) * (FRAME[3] - FRAME[1]) / math.pi / max(nodes, 1e-9))
    width = WIDTHS[1] * FULL_EDGES / max(edges, FULL_EDGES)
    return Scale(strongest, min(RADII[1], radius), heaviest, max(2 * WIDTHS[0], width))


@dataclass(frozen=True)
class Line:
    """An edge as it is drawn: from the rim of one node to that of another, by way of `bend`, as wide as so many points."""

    source: Node
    target: Node
    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    width: float
    alpha: float


@dataclass(frozen=True)
class Picture:
    """What is drawn: nodes strongest first, labels that do not overlap, lines lightest first."""

    shown: Shown
    scale: Scale
    nodes: tuple[Node, ...]
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    colour_means: str
    colours: Mapping[str, Colour]
    shapes: Mapping[str, marks.Shape]
    kind_of: Mapping[str, str]
    arrows: bool

    def line_colour(self, line: Line) -> str:
        """Return the colour of both ends where they have one, grey between two colours."""
        one, other = (self.colours[end.name] for end in (line.source, line.target))
        return one.fill if one.means and one.means == other.means else marks.BETWEEN


def picture(made: "nx.Graph[str]") -> Picture:
    """Return the picture of a network: what is shown of it, and where. Equal networks give equal pictures."""
    parts = shown(made)
    scale = scale_of(parts)
    kind_of = {node: made.nodes[node].get("kind", "") for node in parts.nodes}
    shapes = marks.shapes(made, parts)
    nodes = _nodes(made, parts, shapes, scale)
    arrows = made.is_directed() and any(kind_of[source] == kind_of[target] for source, target, _ in parts.edges)
    lines = _lines(parts, nodes, scale, arrows)
    along = np.concatenate([_along(line) for line in lines]) if lines else np.zeros((0, 2))
    means, colours = marks.colours(made, parts)
    placed = tuple(labels.place(nodes, FRAME, along))
    return Picture(parts, scale, tuple(nodes), placed, tuple(lines), means, colours, shapes, kind_of, arrows)


def _nodes(made: "nx.Graph[str]", parts: Shown, shapes: Mapping[str, marks.Shape], scale: Scale) -> list[Node]:
    radii = [scale.radius_of(parts.strength[node]) for node in parts.nodes]
    reaches = [
        one * shapes[made.nodes[node].get("kind", "")].reach for node, one in zip(parts.nodes, radii, strict=True)
    ]
    sizes = [round(LETTERS[0] + (LETTERS[1] - LETTERS[0]) * (one / RADII[1]) ** 1.5, 1) for one in radii]
    lines = [letters.lines_of(letters.written(str(made.nodes[node].get("label") or node))) for node in parts.nodes]
    at = _centres(parts, reaches, [labels.extent(*one) for one in zip(lines, sizes, strict=True)])
    return [
        Node(name, x, y, *rest)
        for name, (x, y), *rest in zip(parts.nodes, at.round(3).tolist(), radii, reaches, lines, sizes, strict=True)
    ]


def _centres(parts: Shown, reaches: Sequence[float], extents: Sequence[tuple[float, float]]) -> Points:
    """Return where nodes stand, each with room for its label below it."""
    around = [
        (max(2 * one, wide) + 3 * labels.GAP, 2 * one + high + 3 * labels.GAP)
        for one, (wide, high) in zip(reaches, extents, strict=True)
    ]
    left, bottom, right, top = FRAME
    at = places(parts.joined(), np.array(around).reshape(-1, 2), (right - left, top - bottom))
    lift = np.array([(high + labels.GAP) / 2 for _, high in extents]).reshape(-1, 1)
    return at + (left, bottom) + lift * (0, 1)


def _lines(parts: Shown, nodes: Sequence[Node], scale: Scale, arrows: bool) -> list[Line]:
    by_name = {node.name: node for node in nodes}
    return [
        Line(
            by_name[source],
            by_name[target],
            *_course(by_name[source], by_name[target], arrows),
            scale.width_of(weight),
            scale.alpha_of(weight),
        )
        for source, target, weight in parts.edges
    ]


Place = tuple[float, float]


def _course(source: Node, target: Node, arrows: bool) -> tuple[Place, Place, Place]:
    start, end = np.array((source.x, source.y)), np.array((target.x, target.y))
    across = (end - start) @ ((0, 1), (-1, 0))
    bend = (start + end) / 2 + BEND * across * arrows
    begin = start + _toward(start, bend) * source.reach
    stop = end + _toward(end, bend) * (target.reach + 0.3 * arrows)
    return _place(begin), _place(bend), _place(stop)


def _place(point: Points) -> Place:
    return float(point[0]), float(point[1])


def _toward(one: Points, other: Points) -> Points:
    way = other - one
    return np.asarray(way / max(float(np.hypot(*way)), 1e-9))


def _along(line: Line, steps: int = 40) -> Points:
    part = np.linspace(0, 1, steps)[:, None]
    start, bend, end = np.array(line.start), np.array(line.bend), np.array(line.end)
    return np.asarray((1 - part) ** 2 * start + 2 * part * (1 - part) * bend + part**2 * end)
