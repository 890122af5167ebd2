"""Where nodes stand, in a page as in a picture: forces in a plain loop, so that equal networks stand equally."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.network.measures import MEASURES

Places = dict[str, tuple[int, int]]
SIZE = 1000
STEPS = 250
"""As many steps as a network of up to 1,000 nodes takes; a larger one takes fewer."""


def positions(made: "nx.Graph[str]") -> Places:
    """Return a place for each node, in whole numbers from -1000 to 1000.

    Joined nodes attract, all repel by their degrees, and a pull to the middle keeps the parts together: the forces of ForceAtlas2
    (Jacomy et al., PLoS ONE 9, 2014), with steps that grow shorter. The nodes begin on spirals, one for each
    community, so that nothing has to pass through what holds together.
    """
    if not made:
        return {}
    nodes = sorted(made, key=lambda node: (-made.degree(node), node))
    joined: nx.Graph[str] = nx.Graph([*made.edges()])
    joined.add_nodes_from(made)
    pull = nx.to_scipy_sparse_array(joined, nodes, dtype=np.dtype(np.float32), format="csr")
    mass = np.asarray(pull.sum(axis=1), np.float32) + 1
    community = MEASURES["louvain"].of(made)
    place_of = np.array([int(community[node]) - 1 for node in nodes])
    places = _spiral(len(nodes)) + _spiral(int(place_of.max()) + 1)[place_of] * np.float32(len(nodes) ** 0.5)
    steps = STEPS * 1000 // max(len(nodes), 1000)
    for step in range(steps):
        force = _repulsion(places, mass) - mass[:, None] * places * 0.05 + pull @ places - (mass - 1)[:, None] * places
        length = np.linalg.norm(force, axis=1, keepdims=True) + 1e-9
        reach = float(0.1 * len(nodes) ** 0.5 * (1 - step / steps) ** 1.5)
        places += force / length * np.minimum(length / mass[:, None], reach + 0.01)
    return _rounded(nodes, places)


def _spiral(size: int) -> NDArray[np.float32]:
    number = np.arange(size, dtype=np.float32)
    angle, radius = number * np.float32(np.pi * (3 - np.sqrt(5))), np.sqrt(number + 0.5)
    return np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=1)


def _repulsion(places: NDArray[np.float32], mass: NDArray[np.float32]) -> NDArray[np.float32]:
    square = (places**2).sum(axis=1)
    near = places @ (-2 * places.T)
    near += square[:, None]
    near += square[None, :]
    np.maximum(near, 0.01, out=near)
    np.divide(mass, near, out=near)
    np.fill_diagonal(near, 0)
    return np.asarray(mass[:, None] * (places * near.sum(axis=1)[:, None] - near @ places), np.float32)


def _rounded(nodes: list[str], places: NDArray[np.float32]) -> Places:
    """Fit the places into the square; what stands far out of the rest is drawn in to its edge."""
    moved = places - np.median(places, axis=0)
    far = np.percentile(np.abs(moved).max(axis=1), 99) or 1
    whole = np.rint(np.clip(moved / far, -1.05, 1.05) * (SIZE / 1.05)).astype(int)
    return {node: (int(x), int(y)) for node, (x, y) in zip(nodes, whole, strict=True)}
