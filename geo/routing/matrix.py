"""Shortest ways between the nodes where something is to be done, and the edges they lead over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.routing.jobs import Ints, Reals
from geo.routing.plan import Edge

KEPT: Final = 4  # problems whose ways are kept: two days of two communities
AT_ONCE: Final = 256  # nodes whose ways to all nodes are in memory together


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

    Those of the last KEPT problems are kept, for a day is planned several times: with one team
    less, with a lane moved.

    Args:
        count: Number of nodes.
        edges: The network; of parallel edges the quickest counts.
        wanted: The nodes that matter, in any order, repeated or not.

    Source:
        Dijkstra's algorithm, as scipy has it.
    """
    return _ways(count, edges, frozenset(wanted))


@lru_cache(KEPT)
def _ways(count: int, edges: tuple[Edge, ...], wanted: frozenset[int]) -> Ways:
    nodes = np.array(sorted(wanted), np.int32)
    best = _quickest(edges)
    graph = _graph(count, best, np.array([edges[i].minutes for i in best.values()], np.float64))
    return Ways(
        nodes,
        _minutes(graph, nodes),
        {int(node): i for i, node in enumerate(nodes)},
        graph,
        best,
        tuple(edge.tail for edge in edges),
    )


def _quickest(edges: tuple[Edge, ...]) -> dict[tuple[int, int], int]:
    """Return by its two nodes, the lower first, the quickest edge between them."""
    best: dict[tuple[int, int], int] = {}
    for i, edge in enumerate(edges):
        ends = (min(edge.tail, edge.head), max(edge.tail, edge.head))
        if ends not in best or edge.minutes < edges[best[ends]].minutes:
            best[ends] = i
    return best


def _graph(count: int, pairs: Iterable[tuple[int, int]], times: Reals) -> csr_array:
    ends = np.array(list(pairs), np.int32).reshape(-1, 2)
    apart = ends[:, 0] != ends[:, 1]
    low, high, long = ends[apart, 0], ends[apart, 1], times[apart]
    both = (np.concatenate([low, high]), np.concatenate([high, low]))
    return csr_array((np.concatenate([long, long]), both), shape=(count, count))


def _minutes(graph: csr_array, nodes: Ints) -> Reals:
    """Return the times from each to each, worked out so many at a time: rows are of all nodes."""
    found = np.empty((len(nodes), len(nodes)))
    for first in range(0, len(nodes), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        found[part] = dijkstra(graph, indices=nodes[part])[:, nodes]
    return found
