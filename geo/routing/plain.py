"""A postman's graph made plain, and the way back: no lengthless, parallel or looping edges.

Nodes joined by edges without length are one node; of parallel edges the shortest serves for
walking over. What is found on the plain graph is told in the caller's own edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from geo.routing.joins import Graph
from geo.routing.neighbours import Floats, Ints, shortest_way


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain graph.

    Attributes:
        node: The plain node that each node of the caller's became, shape (n,).
        nodes: Number of plain nodes.
        ends: Ends of each plain edge, shape (m, 2).
        costs: Length of each, > 0, shape (m,).
        edge: The caller's edge that each stands for, shape (m,).
    """

    node: Ints
    nodes: int
    ends: Ints
    costs: Floats
    edge: Ints

    @classmethod
    def of(cls, nodes: int, ends: Ints, costs: Floats) -> Plain:
        """Make a graph plain; `ends` has shape (e, 2), `costs` shape (e,), >= 0."""
        free = costs == 0.0
        count, node = _components(nodes, ends[free])
        tails, heads = np.sort(node[ends], axis=1).T
        order = np.lexsort((np.arange(len(costs)), costs, heads, tails))
        order = order[tails[order] != heads[order]]
        pairs = np.stack([tails[order], heads[order]], axis=1)
        fresh = np.ones(len(order), bool)
        fresh[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
        return cls(node, count, pairs[fresh], costs[order[fresh]], order[fresh])

    def islands(self) -> Ints:
        """Return the connected part that each plain node lies in, shape (nodes,)."""
        return _components(self.nodes, self.ends)[1]

    def ways(self, edges: int, pairs: Ints, times: Ints) -> Ints:
        """Return how often shortest ways between pairs of plain nodes use the caller's edges.

        Args:
            edges: Number of the caller's edges.
            pairs: Shape (p, 2).
            times: How often each way is walked, shape (p,).
        """
        graph = Graph.of(self.nodes, self.ends[:, 0], self.ends[:, 1])
        used = np.zeros(edges, np.int64)
        for (one, two), often in zip(pairs.tolist(), times.tolist(), strict=True):
            way = shortest_way(graph.first, graph.to, graph.edge, self.costs, one, two)
            used[self.edge[way]] += often
        return used


def even_out(nodes: int, ends: Ints, free: Ints, used: Ints, start: int) -> Ints:
    """Return `used` with edges without length added, so that it is even and hangs together.

    Args:
        nodes: Number of nodes.
        ends: Ends of each edge, shape (e, 2).
        free: Positions of the edges without length.
        used: How often each edge is walked, shape (e,): even and connected but for those.
        start: A node that is to hang together with it too.
    """
    full = used.copy()
    graph = coo_array((free + 1, (ends[free, 0], ends[free, 1])), shape=(nodes, nodes)).tocsr()
    degree = np.bincount(np.repeat(ends, used, axis=0).ravel(), minlength=nodes)
    degree[start] += 2
    edge_of = _edges_between(ends, free)
    _, label = _components(nodes, ends[free])
    for group in np.flatnonzero(np.bincount(label[degree > 0]) > 1):
        root = int(np.argmax((label == group) & (degree > 0)))
        order, above = breadth_first_order(graph, root, directed=False)
        for node in order[:0:-1].tolist():
            parent = int(above[node])
            if degree[node]:
                times = 2 - degree[node] % 2
                full[edge_of[min(node, parent), max(node, parent)]] += times
                degree[parent] += times
    return full


def _edges_between(ends: Ints, edges: Ints) -> dict[tuple[int, int], int]:
    return {(int(min(ends[edge])), int(max(ends[edge]))): int(edge) for edge in edges[::-1]}


def _components(nodes: int, ends: Ints) -> tuple[int, Ints]:
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(nodes, nodes))
    count, label = connected_components(graph, directed=False)
    return int(count), label.astype(np.int64)
