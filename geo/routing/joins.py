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

from geo.routing.neighbours import Bools, Floats, Ints, arcs, nearest_marked, shortest_way

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
        most *= 2
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
