"""Cut trees of sparse graphs with real capacities, compiled.

Source:
    Gusfield, "Very simple methods for all pairs network flow analysis", SIAM J. Comput. 19 (1990)
    143-155; flows by shortest augmenting paths (Edmonds and Karp, J. ACM 19 (1972) 248-264).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.compiling import njit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_Tree = tuple[Ints, Floats, NDArray[np.bool_]]

_LEAST: Final = 1e-9  # capacities below this carry nothing


def cut_tree(
    nodes: int, tails: Ints, heads: Ints, capacities: Floats, most: float = np.inf
) -> _Tree:
    """Return cuts that hold a minimum cut between every two nodes.

    Args:
        nodes: Number of nodes.
        tails: One end of each edge, shape (m,).
        heads: The other end, shape (m,); the graph is undirected.
        capacities: Shape (m,), >= 0.
        most: Flows are not followed beyond this: cuts of at least this are not minimal.

    Returns:
        Per node but the first: its parent in the tree, shape (n,); the capacity of the minimum cut
        between the two, shape (n,); the nodes on its side of that cut, shape (n, n).
    """
    order = np.argsort(np.r_[tails, heads], kind="stable")
    first = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(np.r_[tails, heads], minlength=nodes), out=first[1:])
    to = np.r_[heads, tails][order]
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    half = len(tails)
    twin = place[(order + half) % max(2 * half, 1)]
    return _gusfield(nodes, first, to, twin, np.r_[capacities, capacities][order], float(most))


@njit
def _gusfield(  # noqa: C901 -- a compiled kernel, its arrays handed over singly
    nodes: int, first: Ints, to: Ints, twin: Ints, capacity: Floats, most: float
) -> _Tree:
    parent = np.zeros(nodes, np.int64)
    value = np.full(nodes, np.inf)
    side = np.zeros((nodes, nodes), np.bool_)
    seen = np.empty(nodes, np.bool_)
    came = np.empty(nodes, np.int64)
    queue = np.empty(nodes, np.int64)
    for s in range(1, nodes):
        t = parent[s]
        rest = capacity.copy()
        flow = 0.0
        while True:
            seen[:] = False
            seen[s] = True
            queue[0] = s
            begin, end = 0, 1
            while begin < end and not seen[t]:
                u = queue[begin]
                begin += 1
                for arc in range(first[u], first[u + 1]):
                    v = to[arc]
                    if not seen[v] and rest[arc] > _LEAST:
                        seen[v] = True
                        came[v] = arc
                        queue[end] = v
                        end += 1
            if not seen[t] or flow >= most:
                break
            push = np.inf
            v = t
            while v != s:
                push = min(push, rest[came[v]])
                v = to[twin[came[v]]]
            v = t
            while v != s:
                rest[came[v]] -= push
                rest[twin[came[v]]] += push
                v = to[twin[came[v]]]
            flow += push
        value[s] = flow
        if flow >= most:
            continue
        side[s] = seen
        for v in range(s + 1, nodes):
            if seen[v] and parent[v] == t:
                parent[v] = s
    return parent, value, side
