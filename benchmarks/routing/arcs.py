"""Instances of arc routing as directed arcs, and closed walks over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.routing.files import ClosedWalk
from geo.routing.jobs import Jobs, Task
from geo.routing.search import Lists, ways_round

Arc = tuple[int, int, float]


@dataclass(frozen=True, eq=False)
class Roads:
    """Cheapest ways between all vertices, numbered from 0.

    Attributes:
        costs: From each to each, shape (n, n).
        before: The vertex before the last on the way, shape (n, n).
    """

    costs: NDArray[np.float64]
    before: NDArray[np.int32]

    @classmethod
    def of(cls, count: int, arcs: Iterable[Arc]) -> Roads:
        """Return the cheapest ways over arcs; of parallel ones the cheapest counts."""
        cheapest: dict[tuple[int, int], float] = {}
        for u, v, cost in arcs:
            cheapest[u, v] = min(cost, cheapest.get((u, v), cost))
        ends = np.array(list(cheapest), np.int32).reshape(-1, 2)
        values = np.array(list(cheapest.values()), np.float64)
        graph = csr_array((values, (ends[:, 0], ends[:, 1])), shape=(count, count))
        costs, before = dijkstra(graph, return_predecessors=True)
        return cls(costs, before)

    def path(self, u: int, v: int) -> list[int]:
        """Return the vertices of a cheapest way after `u`, up to `v`."""
        found: list[int] = []
        while v != u:
            found.append(v)
            v = int(self.before[u, v])
        return found[::-1]


def closed_walks(
    roads: Roads,
    jobs: Jobs,
    tasks: Sequence[Task],
    lists: Lists,
    numbers: tuple[int, Sequence[int]],
) -> tuple[ClosedWalk, ...]:
    """Return routes from one depot as closed walks, those with nothing to do left out.

    Args:
        roads: The cheapest ways.
        jobs: The problem that was solved.
        tasks: Its tasks.
        lists: The routes found.
        numbers: What the instance calls the first vertex, and each task.
    """
    base, names = numbers
    walks = []
    for route, turned in zip(lists, ways_round(jobs, lists), strict=True):
        here = depot = int(jobs.start[0])
        vertices = [depot]
        for t, back in zip(route, turned, strict=True):
            ends = (tasks[t].tail, tasks[t].head)
            enter, leave = ends[::-1] if back else ends
            vertices += [*roads.path(here, enter), leave]
            here = leave
        vertices += roads.path(here, depot)
        if len(route):
            serves = tuple(names[t] for t in route)
            walks.append(ClosedWalk(tuple(v + base for v in vertices), serves))
    return tuple(walks)
