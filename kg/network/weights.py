"""What an edge weighs: how often its ends are joined, or that held against how often they could have been."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from kg.network.joined import Edges, Numbers

Weights = NDArray[np.float64] | NDArray[np.int64]


def count(edges: Edges) -> Weights:
    """The units that join the two."""
    return edges.count


def share(edges: Edges) -> Weights:
    """Of the units in which the source stands, the share that joins it to the target; without a direction, of those in which the
    rarer of the two stands; of votes, of the divisions in which both voted.
    """
    source, target = _stands(edges)
    if edges.projection.opportunity:
        return edges.count / edges.met
    return edges.count / (np.minimum(source, target) if edges.projection.of_one_sort else source)


def jaccard(edges: Edges) -> Weights:
    """Of the units in which either stands, the share that joins the two (Jaccard 1901)."""
    source, target = _stands(edges)
    return edges.count / (source + target - edges.met)


def pmi(edges: Edges) -> Weights:
    """How much more often, in powers of two, the two are joined than chance would have it: pointwise mutual information
    (Church and Hanks 1990).
    """
    source, target = _stands(edges)
    return np.log2(edges.all_units * edges.count / (source.astype(np.float64) * target))


def _stands(edges: Edges) -> tuple[Numbers, Numbers]:
    return edges.stands[0][edges.source], edges.stands[1][edges.target]


WEIGHTS: Mapping[str, Callable[[Edges], Weights]] = {
    "count": count,
    "share": share,
    "pmi": pmi,
    "jaccard": jaccard,
}


def significance(edges: Edges, weights: Weights, kept: Numbers) -> Weights:
    """Return for each edge at `kept` the probability that its share of an end's strength is chance, the smaller of its ends'.

    The disparity filter of Serrano, Boguñá and Vespignani, "Extracting the multiscale backbone of complex weighted networks",
    PNAS 106 (2009), equation 2: (1 - share) ** (degree - 1). An end with a single edge says nothing (1).
    """
    source, target = edges.source[kept], edges.target[kept]
    weights = weights[kept].astype(np.float64)
    if edges.projection.directed:
        return np.minimum(_chance(source, weights, source, weights), _chance(target, weights, target, weights))
    both, twice = np.concatenate((source, target)), np.concatenate((weights, weights))
    return np.minimum(_chance(source, weights, both, twice), _chance(target, weights, both, twice))


def _chance(ends: Numbers, weights: Weights, of: Numbers, strengths: Weights) -> Weights:
    degree, strength = np.bincount(of), np.bincount(of, weights=strengths)
    chance: Weights = (1 - weights / strength[ends]) ** (degree[ends] - 1)
    return chance
