"""Closed walks that use every edge of an even, connected multigraph once.

Source:
    Hierholzer, "Ueber die Moeglichkeit, einen Linienzug ohne Wiederholung und ohne Unterbrechung zu
    umfahren", Math. Ann. 6 (1873) 30-32.
"""

from __future__ import annotations

from collections.abc import Sequence

Step = tuple[int, bool]


def closed_walk(
    edges: Sequence[tuple[int, int]], times: Sequence[int], start: int
) -> tuple[Step, ...]:
    """Return a closed walk from `start` that takes every edge as often as it is to be taken.

    Args:
        edges: (tail, head) of each edge; loops and parallel edges are welcome.
        times: How often each is taken, >= 0; every node has an even degree, and what is taken
            hangs together with `start`.
        start: Node at which the walk begins and ends.

    Returns:
        Steps (position of the edge, walked from its tail to its head).

    >>> closed_walk([(0, 1), (1, 2), (0, 2)], [1, 1, 1], 0)
    ((0, True), (1, True), (2, False))
    """
    left = list(times)
    arms: dict[int, list[int]] = {}
    for edge, (tail, head) in enumerate(edges):
        if left[edge]:
            arms.setdefault(tail, []).append(edge)
            arms.setdefault(head, []).append(edge)
    trail: list[tuple[int, Step | None]] = [(start, None)]
    walk: list[Step] = []
    while trail:
        node, step = trail[-1]
        onward = arms.get(node, [])
        while onward and not left[onward[-1]]:
            onward.pop()
        if onward:
            edge = onward[-1]
            left[edge] -= 1
            forward = edges[edge][0] == node
            trail.append((edges[edge][1 if forward else 0], (edge, forward)))
        else:
            trail.pop()
            if step is not None:
                walk.append(step)
    return tuple((edge, not forward) for edge, forward in walk)
