"""Sets of nodes with little weight leaving them, found by joining the heaviest edges first."""

from __future__ import annotations

import numpy as np

from geo.compiling import njit
from geo.routing.neighbours import Bools, Floats, Ints


def light_clusters(
    nodes: int, tails: Ints, heads: Ints, weights: Floats, odd: Bools, most: float
) -> Bools:
    """Return clusters that are odd and that less than `most` leaves, shape (k, nodes).

    Args:
        nodes: Number of nodes.
        tails: One end of each edge, shape (m,).
        heads: The other, shape (m,).
        weights: Shape (m,), >= 0; edges without weight join nothing.
        odd: Per node; a cluster is odd if an odd number of its nodes is, shape (nodes,).
        most: Weight that leaves a cluster is to be less.
    """
    heavy = np.flatnonzero(weights > 0.0)
    heavy = heavy[np.argsort(-weights[heavy], kind="stable")]
    return _grow(nodes, tails[heavy], heads[heavy], weights[heavy], odd, most)


@njit
def _grow(  # noqa: C901 -- compiled; its arrays handed over singly
    nodes: int, tails: Ints, heads: Ints, weights: Floats, odd: Bools, most: float
) -> Bools:
    root = np.arange(nodes)
    leaving = np.zeros(nodes)
    parity = odd.copy()
    found = np.zeros((2 * nodes, nodes), np.bool_)
    count = 0
    for edge in range(len(tails)):
        leaving[tails[edge]] += weights[edge]
        leaving[heads[edge]] += weights[edge]
    for node in range(nodes):
        if parity[node] and leaving[node] < most:
            found[count, node] = True
            count += 1
    for edge in range(len(tails)):
        one, two = root[tails[edge]], root[heads[edge]]
        if one == two:
            continue
        between = 0.0
        for other in range(len(tails)):
            a, b = root[tails[other]], root[heads[other]]
            if (a == one and b == two) or (a == two and b == one):
                between += weights[other]
        leaving[one] += leaving[two] - 2.0 * between
        parity[one] = parity[one] != parity[two]
        light = parity[one] and leaving[one] < most
        for node in range(nodes):
            if root[node] == two:
                root[node] = one
            if light and root[node] == one:
                found[count, node] = True
        if light:
            count += 1
    return found[:count]
