"""Joins: edges that turn the parity of given vertices, by matching these in pairs.

Source:
    Edmonds, Johnson, "Matching, Euler tours and the Chinese postman", Math. Program. 5 (1973)
    88-124; the matching is rustworkx's (Galil, ACM Comput. Surv. 18 (1986) 23-38), with whole
    numbers, which it solves exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import rustworkx as rx

from geo.routing.compiling import compiled
from geo.routing.neighbours import Bools, Floats, Ints, arcs, pop, push

# Whole numbers per unit of length where lengths are not whole: micrometres for metres.
_FINE: Final = 1e6


@dataclass(frozen=True, slots=True)
class Graph:
    """An undirected graph as arcs, with the edge that each arc belongs to.

    Attributes:
        first: Position of each vertex's first arc, shape (n + 1,).
        to: Vertex that each arc leads to, shape (2 m,).
        edge: Edge of each arc, shape (2 m,).
        tails: One end of each edge, shape (m,).
        heads: The other, shape (m,).
    """

    first: Ints
    to: Ints
    edge: Ints
    tails: Ints
    heads: Ints

    @classmethod
    def of(cls, nodes: int, tails: Ints, heads: Ints) -> Graph:
        """Return the graph of edges given by their ends."""
        first, to, edge = arcs(nodes, tails, heads, np.arange(len(tails), dtype=np.float64))
        return cls(first, to, edge.astype(np.int64), tails, heads)


def shortest_join(
    graph: Graph, costs: Floats, odd: Bools, neighbours: int | None = None
) -> Ints | None:
    """Return edges of least total cost that meet exactly the odd vertices an odd number of times.

    Args:
        graph: The graph.
        costs: Per edge, > 0, shape (m,).
        odd: Per vertex, shape (n,).
        neighbours: How many of the nearest odd vertices each may be matched with: fast, and often
            but not always the least; None: any, exact.

    Returns:
        Edges, shape (j,), each once; None where the odd vertices cannot be matched in pairs.
    """
    count = int(odd.sum())
    most = count if neighbours is None else neighbours
    while count % 2 == 0:
        pairs = nearest_marked(graph.first, graph.to, graph.edge, costs, odd, min(most, count))
        mates = _matched(len(odd), *pairs)
        if 2 * len(mates) == count:
            return _along(graph, costs, mates)
        if most >= count:
            return None
        most *= 4
    return None


def _matched(nodes: int, us: Ints, vs: Ints, lengths: Floats) -> list[tuple[int, int]]:
    """Return a matching of most pairs, of least length among these."""
    if len(us) == 0:
        return []
    low, high = np.minimum(us, vs), np.maximum(us, vs)
    _, once = np.unique(low * nodes + high, return_index=True)
    whole = bool((lengths == np.rint(lengths)).all())
    scaled = np.rint(lengths[once] * (1.0 if whole else _FINE)).astype(np.int64)
    worth = int(scaled.max()) + 1 - scaled
    graph: rx.PyGraph[None, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * nodes)
    graph.add_edges_from(
        list(zip(low[once].tolist(), high[once].tolist(), worth.tolist(), strict=True))
    )
    found = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sorted((min(pair), max(pair)) for pair in found)


def _along(graph: Graph, costs: Floats, mates: list[tuple[int, int]]) -> Ints:
    """Return the edges that an odd number of shortest ways between the mates use."""
    times = np.zeros(len(costs), np.int64)
    for one, two in mates:
        times[shortest_way(graph.first, graph.to, graph.edge, costs, one, two)] += 1
    return np.flatnonzero(times % 2)


@compiled
def nearest_marked(
    first: Ints, to: Ints, edge: Ints, costs: Floats, marked: Bools, most: int
) -> tuple[Ints, Ints, Floats]:
    """Return pairs (marked vertex, one of the `most` marked vertices nearest to it, distance)."""
    nodes = len(first) - 1
    keys, items = np.empty(len(to) + 1), np.empty(len(to) + 1, np.int64)
    best = np.full(nodes, np.inf)
    touched = np.empty(nodes, np.int64)
    room = marked.sum() * most
    us, vs, lengths = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
    found = 0
    for source in range(nodes):
        if not marked[source]:
            continue
        best[source] = 0.0
        touched[0] = source
        reached, size, met = 1, push(keys, items, 0, 0.0, source), 0
        while size > 0 and met < most:
            size = pop(keys, items, size)
            length, u = keys[size], items[size]
            if length > best[u]:
                continue
            if marked[u] and u != source:
                us[found], vs[found], lengths[found] = source, u, length
                found += 1
                met += 1
            for arc in range(first[u], first[u + 1]):
                v, far = to[arc], length + costs[edge[arc]]
                if far < best[v]:
                    if best[v] == np.inf:
                        touched[reached] = v
                        reached += 1
                    best[v] = far
                    size = push(keys, items, size, far, v)
        for place in range(reached):
            best[touched[place]] = np.inf
    return us[:found], vs[:found], lengths[:found]


@compiled
def shortest_way(first: Ints, to: Ints, edge: Ints, costs: Floats, source: int, goal: int) -> Ints:
    """Return the edges of a shortest way from `source` to `goal`, in order from the goal back."""
    nodes = len(first) - 1
    keys, items = np.empty(len(to) + 1), np.empty(len(to) + 1, np.int64)
    best = np.full(nodes, np.inf)
    came, above = np.full(nodes, -1), np.full(nodes, -1)
    best[source] = 0.0
    size = push(keys, items, 0, 0.0, source)
    while size > 0:
        size = pop(keys, items, size)
        length, u = keys[size], items[size]
        if u == goal:
            break
        if length > best[u]:
            continue
        for arc in range(first[u], first[u + 1]):
            v, far = to[arc], length + costs[edge[arc]]
            if far < best[v]:
                best[v] = far
                came[v], above[v] = edge[arc], u
                size = push(keys, items, size, far, v)
    way = np.empty(nodes, np.int64)
    steps = 0
    while goal != source and came[goal] >= 0:
        way[steps] = came[goal]
        goal = above[goal]
        steps += 1
    return way[:steps]
