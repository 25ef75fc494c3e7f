"""What is left of a rural postman problem once everything that cannot matter is taken away.

Vertices that no required edge touches go, and the shortest ways through them become edges; edges
with a way round that is no longer go too. What is left speaks of deadheading alone: which edges are
walked once more (`once`), and which twice more (`twice`).

Source:
    Christofides, Campos, Corberan, Mota, "An algorithm for the rural postman problem", Imperial
    College report (1981); Ghiani, Laporte, "A branch-and-cut algorithm for the undirected rural
    postman problem", Math. Program. 87 (2000) 467-481, for the spine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.routing.neighbours import Bools, Floats, Ints, arcs, marked_pairs, undominated


@dataclass(frozen=True, slots=True)
class Core:
    """The deadheading problem.

    Attributes:
        vertices: The vertex of the graph handed in that each vertex is, shape (n,).
        tails: One end of each edge, shape (m,); no loops, no parallel edges.
        heads: The other, shape (m,).
        costs: Length of each, > 0, shape (m,).
        odd: Whether an odd number of required edges meets each vertex, shape (n,).
        parts: The part of the required graph that each vertex lies in, shape (n,).
        part_count: Number of parts; all must be joined.
        spine: The edges of a shortest tree that joins the parts, shape (part_count - 1,). There
            is a best solution in which no other edge is walked twice more.
    """

    vertices: Ints
    tails: Ints
    heads: Ints
    costs: Floats
    odd: Bools
    parts: Ints
    part_count: int
    spine: Ints


def make_core(nodes: int, ends: Ints, costs: Floats, required: Ints, visited: Ints) -> Core:
    """Reduce a rural postman problem; everything required is connected by the graph.

    Args:
        nodes: Number of vertices.
        ends: Ends of each edge, shape (m, 2); no loops, no parallel edges.
        costs: Shape (m,), > 0.
        required: Ends of each required edge, shape (r, 2); loops and parallel ones count.
        visited: Vertices that are to be visited besides, shape (v,).
    """
    marked = np.zeros(nodes, bool)
    marked[required.ravel()] = True
    marked[visited] = True
    us, vs, lengths = marked_pairs(*arcs(nodes, ends[:, 0], ends[:, 1], costs), marked)
    vertices = np.flatnonzero(marked)
    rank = np.full(nodes, -1)
    rank[vertices] = np.arange(len(vertices))
    tails, heads = rank[us], rank[vs]
    tails, heads, lengths = _without_ways_round(len(vertices), tails, heads, lengths)
    odd = np.bincount(rank[required].ravel(), minlength=len(vertices)) % 2 == 1
    ones = np.ones(len(required))
    graph = coo_array(
        (ones, (rank[required[:, 0]], rank[required[:, 1]])), shape=(len(vertices),) * 2
    )
    count, label = connected_components(graph, directed=False)
    parts = label.astype(np.int64)
    spine = shortest_tree(parts[tails], parts[heads], lengths, count)
    return Core(vertices, tails, heads, lengths, odd, parts, count, spine)


def _without_ways_round(
    nodes: int, tails: Ints, heads: Ints, costs: Floats
) -> tuple[Ints, Ints, Floats]:
    """Drop the edges that some other way between their ends is not longer than."""
    first, to, cost = arcs(nodes, tails, heads, costs)
    kept = undominated(first, to, cost)
    order = np.argsort(np.r_[tails, heads], kind="stable")
    by_edge = np.empty(len(order), bool)
    by_edge[order] = kept
    both = by_edge[: len(tails)] & by_edge[len(tails) :]
    return tails[both], heads[both], costs[both]


def shortest_tree(tails: Ints, heads: Ints, keys: Floats, count: int) -> Ints:
    """Return the edges of a tree of least keys over `count` vertices (Kruskal), ascending by key.

    Ties go to the lower position; loops are passed over; a forest where there is no tree.
    """
    above = list(range(count))

    def root(vertex: int) -> int:
        while above[vertex] != vertex:
            above[vertex] = above[above[vertex]]
            vertex = above[vertex]
        return vertex

    tree: list[int] = []
    across = np.flatnonzero(tails != heads)
    for edge in across[np.argsort(keys[across], kind="stable")].tolist():
        if len(tree) == count - 1:
            break
        one, two = root(int(tails[edge])), root(int(heads[edge]))
        if one != two:
            above[one] = two
            tree.append(edge)
    return np.array(tree, np.int64)
