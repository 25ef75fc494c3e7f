"""Judges of closed walks; nothing of the solvers is used here."""

from collections import Counter
from itertools import pairwise, product

Edge = tuple[int, int, float]


def cost_of_walk(
    edges: list[Edge], required: set[int], steps: list[tuple[int, bool]], start: int | None
) -> float:
    """Cost of a closed walk along edges; fails where it is none, or misses what is required."""
    here = begin = None
    for edge, forward in steps:
        tail, head, _ = edges[edge]
        tail, head = (tail, head) if forward else (head, tail)
        begin = tail if begin is None else begin
        assert here in {None, tail}, "the walk jumps"
        here = head
    assert here == begin, "the walk is not closed"
    assert start is None or not steps or begin == start
    assert required <= {edge for edge, _ in steps}, "something required is not walked"
    return sum(edges[edge][2] for edge, _ in steps)


def cost_of_vertices(edges: list[Edge], required: list[Edge], walk: dict) -> float:
    """Cost of a walk told by vertices, as the benchmarks write it; fails where it is none."""
    vertices = walk["vertices"]
    assert vertices[0] == vertices[-1]
    taken = Counter((min(pair), max(pair)) for pair in pairwise(vertices))
    assert sorted(walk["serves"]) == list(range(len(required)))
    total = sum(cost for _, _, cost in required)
    taken.subtract((min(u, v), max(u, v)) for u, v, _ in required)
    assert min(taken.values()) >= 0, "a required edge is not walked"
    cheapest: dict[tuple[int, int], float] = {}
    for u, v, cost in edges:
        ends = (min(u, v), max(u, v))
        cheapest[ends] = min(cost, cheapest.get(ends, cost))
    return total + sum(times * cheapest[ends] for ends, times in taken.items() if times)


def least_cost(nodes: int, edges: list[Edge], required: set[int], start: int | None) -> float:
    """Cost of the shortest closed walk, by trying everything; infinite where there is none."""
    least = float("inf")
    for more in product(range(3), repeat=len(edges)):
        times = [more[edge] + (edge in required) for edge in range(len(edges))]
        if _is_closed(nodes, edges, times, start):
            least = min(least, sum(t * e[2] for t, e in zip(times, edges, strict=True)))
    return least


def _is_closed(nodes: int, edges: list[Edge], times: list[int], start: int | None) -> bool:
    degree = [0] * nodes
    group = list(range(nodes))
    for (u, v, _), often in zip(edges, times, strict=True):
        degree[u] += often
        degree[v] += often
        if often:
            group = [group[u] if g == group[v] else g for g in group]
    used = {group[node] for node in range(nodes) if degree[node] or node == start}
    return len(used) <= 1 and all(d % 2 == 0 for d in degree)
