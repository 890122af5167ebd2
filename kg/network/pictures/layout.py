"""Where nodes stand: near those they are joined to, no label over another, the whole of the frame used.

Distances are as in Kamada and Kawai, "An algorithm for drawing general undirected graphs" (Information Processing Letters 31,
1989), from a start by classical scaling, so that no chance is in it; parts that nothing joins stand side by side.
"""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""A row of x and y for each node."""
STEPS = 600
APART = 0.75
"""How far unjoined parts are from each other, in the diameter of the widest, at the least an edge and a half."""


def places(joined: "nx.Graph[str]", sizes: Points, frame: tuple[float, float]) -> Points:
    """Return the centre of a box for each node, of `sizes` (width, height), in a frame from (0, 0), as far as possible without
    overlap. Equal networks give equal places.
    """
    if len(joined) < 2:
        return np.full((len(joined), 2), np.array(frame) / 2)
    return _apart(_spread(_near(joined), sizes, frame), sizes, frame)


def _near(joined: "nx.Graph[str]") -> Points:
    wanted = _distances(joined)
    start = dict(zip(joined, _scaled(wanted), strict=True))
    nodes = list(joined)
    dist = {one: dict(zip(nodes, row, strict=True)) for one, row in zip(nodes, wanted.tolist(), strict=True)}
    if len(nodes) == 2:
        return np.array([[0.0, 0.0], [1.0, 0.0]])
    found = nx.kamada_kawai_layout(joined, dist=dist, pos=start)
    points = np.array([found[node] for node in nodes])
    return _lying(points)


def _distances(joined: "nx.Graph[str]") -> Points:
    """Return how far apart each two should be: steps, a heavy edge being a shorter one."""
    weights = [(source, target, float(said["weight"])) for source, target, said in joined.edges(data=True)]
    heaviest = max((weight for *_, weight in weights), default=1.0)
    lengths: nx.Graph[str] = nx.Graph()
    lengths.add_nodes_from(joined)
    lengths.add_weighted_edges_from((s, t, 1.5 - 0.7 * (w / heaviest) ** 0.5) for s, t, w in weights)
    number = {node: at for at, node in enumerate(joined)}
    wanted = np.full((len(joined), len(joined)), np.inf)
    for source, reached in nx.all_pairs_dijkstra_path_length(lengths):
        for target, length in reached.items():
            wanted[number[source], number[target]] = length
    farthest = wanted[np.isfinite(wanted)].max()
    wanted[~np.isfinite(wanted)] = max(1.5, APART * farthest)
    return np.asarray((wanted + wanted.T) / 2)


def _scaled(wanted: Points) -> Points:
    """Return points about as far apart as wanted: classical multidimensional scaling (Torgerson 1952)."""
    size = len(wanted)
    centred = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-centred @ wanted**2 @ centred / 2)
    axes = vectors[:, [-1, -2]]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    points = axes * np.sqrt(np.maximum(values[[-1, -2]], 1e-9))
    angles = np.arange(size) * np.pi * (3 - 5**0.5)
    return np.asarray(points + 0.01 * np.column_stack((np.cos(angles), np.sin(angles))))


def _lying(points: Points) -> Points:
    """Return points turned so that they are as wide as can be."""
    points = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(points.T @ points)
    axes = vectors[:, ::-1]
    turned = points @ axes
    return np.asarray(turned * np.where(np.abs(turned).max(axis=0) == turned.max(axis=0), 1, -1))


def _spread(points: Points, sizes: Points, frame: tuple[float, float]) -> Points:
    """Return points stretched to the frame, those in the thick drawn apart: half by place, half by rank."""
    low, high = sizes.max(axis=0) / 2, np.array(frame) - sizes.max(axis=0) / 2
    span = np.ptp(points, axis=0)
    place = (points - points.min(axis=0)) / np.where(span > 0, span, 1)
    rank = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(points) - 1)
    place[:, span == 0] = 0.5
    return np.asarray(low + (high - low) * (0.5 * place + 0.5 * np.where(span > 0, rank, 0.5)))


def _apart(points: Points, sizes: Points, frame: tuple[float, float]) -> Points:
    """Return points from which boxes that overlap were pushed, each half the way, along the axis on which they overlap less."""
    half = (sizes[:, None] + sizes[None, :]) / 2
    low, high = sizes / 2, np.array(frame) - sizes / 2
    for _ in range(STEPS):
        way = points[:, None] - points[None, :]
        over = half - np.abs(way)
        np.einsum("iij->ij", over)[:] = 0
        meet = np.asarray((over > 1e-3).all(axis=2))
        if not meet.any():
            break
        along_x = np.asarray(over[..., 0] / half[..., 0] < over[..., 1] / half[..., 1])
        order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points)))
        sign = np.where(way == 0, order[..., None], np.sign(way))
        push = np.where(meet[..., None], over * sign, 0) * np.stack((along_x, ~along_x), axis=2)
        points = np.clip(points + 0.35 * push.sum(axis=1), low, high)
    return points
