"""Shortest ways between the nodes where something is to be done, and the edges they lead over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.routing.jobs import Ints, Reals
from geo.routing.plan import Edge


@dataclass(frozen=True, eq=False)
class Ways:
    """Shortest walking times between some nodes of a network.

    Attributes:
        nodes: The nodes that matter, ascending.
        minutes: From each to each, inf where there is no way, shape (V, V).
        row: By node, its place in `nodes`.
    """

    nodes: Ints
    minutes: Reals
    row: dict[int, int]
    _graph: csr_array
    _edge: dict[tuple[int, int], int]
    _tails: tuple[int, ...]
    _before: dict[int, Ints] = field(default_factory=dict)

    def edges(self, start: int, end: int) -> list[tuple[int, bool]]:
        """Return the edges of a shortest way in order, each with whether it is walked forward.

        Args:
            start: Node where it begins, any node.
            end: Node where it ends; there must be a way.
        """
        if start not in self._before:
            _, found = dijkstra(self._graph, indices=np.array([start]), return_predecessors=True)
            self._before[start] = found[0]
        before, steps = self._before[start], []
        while end != start:
            here = int(before[end])
            edge = self._edge[min(here, end), max(here, end)]
            steps.append((edge, self._tails[edge] == here))
            end = here
        return steps[::-1]


def ways_between(count: int, edges: tuple[Edge, ...], wanted: Iterable[int]) -> Ways:
    """Find the shortest walking times between the wanted nodes of a network.

    Args:
        count: Number of nodes.
        edges: The network; of parallel edges the quickest counts.
        wanted: The nodes that matter, in any order, repeated or not.

    Source:
        Dijkstra's algorithm, as scipy has it.
    """
    nodes = np.unique(np.fromiter(wanted, np.int32))
    best: dict[tuple[int, int], int] = {}
    for i, edge in enumerate(edges):
        ends = (min(edge.tail, edge.head), max(edge.tail, edge.head))
        if ends not in best or edge.minutes < edges[best[ends]].minutes:
            best[ends] = i
    low = np.array([ends[0] for ends in best], np.int32)
    high = np.array([ends[1] for ends in best], np.int32)
    times = np.array([edges[i].minutes for i in best.values()], np.float64)
    both = (np.concatenate([low, high]), np.concatenate([high, low]))
    apart = both[0] != both[1]
    graph = csr_array(
        (np.concatenate([times, times])[apart], (both[0][apart], both[1][apart])),
        shape=(count, count),
    )
    far = dijkstra(graph, indices=nodes)[:, nodes] if len(nodes) else np.zeros((0, 0))
    row = {int(node): i for i, node in enumerate(nodes)}
    return Ways(
        nodes, np.ascontiguousarray(far), row, graph, best, tuple(edge.tail for edge in edges)
    )
