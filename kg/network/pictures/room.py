"""Room for nodes and their labels: where the layout puts them, spread over the whole of the frame, no label over another."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.network.layout import positions

Points = NDArray[np.float64]
"""A row of x and y for each node."""
STEPS = 600


def places(joined: "nx.Graph[str]", sizes: Points, frame: tuple[float, float]) -> Points:
    """Return the centre of a box for each node, of `sizes` (width, height), in a frame from (0, 0), as far as possible without
    overlap. Equal networks give equal places.
    """
    if len(joined) < 2:
        return np.full((len(joined), 2), np.array(frame) / 2)
    at = positions(joined)
    points = _lying(np.array([at[node] for node in joined], float))
    return _apart(_spread(points, sizes, frame), sizes, frame)


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
