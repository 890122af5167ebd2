"""Communities, by networkit: a module of its own, for the library takes a second to load.

They are found on the network without directions, the weights of both directions added, by one thread from one seed: equal
networks have equal communities.
"""

from collections import Counter
from collections.abc import Callable, Mapping

import networkit as nk
import networkx as nx
import numpy as np
import scipy.sparse

SEED = 1


def louvain(made: "nx.Graph[str]") -> Mapping[str, int]:
    """Return each node's community by Louvain's method with refinement; the largest is 1."""
    return _communities(made, lambda same: nk.community.PLM(same, refine=True, par="none randomized"))


def leiden(made: "nx.Graph[str]") -> Mapping[str, int]:
    """Return each node's community by the Leiden method; the largest is 1."""
    return _communities(made, lambda same: nk.community.ParallelLeiden(same, iterations=10, randomize=False))


def _communities(
    made: "nx.Graph[str]", algorithm: Callable[[nk.Graph], nk.community.CommunityDetector]
) -> Mapping[str, int]:
    """Number the communities by size, of two as large the one first whose first node comes first."""
    same = _in_networkit(made)
    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    nk.setSeed(SEED, False)
    found = algorithm(same).run().getPartition().getVector()
    nk.setNumberOfThreads(threads)
    order = {community: rank for rank, (community, _) in enumerate(Counter(found).most_common(), 1)}
    return {node: order[community] for node, community in zip(made, found, strict=True)}


def _in_networkit(made: "nx.Graph[str]") -> nk.Graph:
    """Return a network without directions and loops as networkit has it, nodes numbered in their order."""
    whole = scipy.sparse.coo_array(nx.to_scipy_sparse_array(made, weight="weight"))
    if not made.is_directed():
        whole = scipy.sparse.triu(whole)
    apart = whole.row != whole.col
    ends = np.minimum(whole.row, whole.col)[apart], np.maximum(whole.row, whole.col)[apart]
    joined = scipy.sparse.coo_array((whole.data[apart].astype(np.float64), ends), whole.shape)
    joined.sum_duplicates()
    return nk.GraphFromCoo((joined.data, (joined.row, joined.col)), n=len(made), weighted=True)
