"""What no plan can beat: proved lower bounds on the longest route and on all together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from geo.routing.jobs import Jobs, Reals

FINE: Final = 100_000  # whole numbers per unit of cost, for the matching, rounded down


def least_longest_bound(jobs: Jobs, served: Sequence[int]) -> float:
    """Return a lower bound on the longest route of any plan that serves the given groups.

    Args:
        jobs: The problem.
        served: The groups that are served.

    Returns:
        The larger of two bounds, in the jobs' unit. The farthest job's own walk: there, service and
        back. And what is to be walked at least, shared evenly among the routes: every job once,
        and ways that pair the nodes where an odd number of them meet, for walks leave a node as
        often as they enter it (a route with another end than start is closed by a way for free).

    Source:
        The farthest edge: Benavent, Corberan, Plana and Sanchis, "Min-max K-vehicles windy rural
        postman problem", Networks 54 (2009) 216-226; the pairs: Edmonds and Johnson, "Matching,
        Euler tours and the Chinese postman", Mathematical Programming 5 (1973) 88-124.
    """
    chosen = np.isin(jobs.group, served)
    if not chosen.any():
        return 0.0
    there = jobs.ways[jobs.start]
    back = jobs.ways[:, jobs.end].T
    ahead = there[:, jobs.tail] + jobs.cost[:, 0] + back[:, jobs.head]
    behind = there[:, jobs.head] + jobs.cost[:, 1] + back[:, jobs.tail]
    alone = np.where(np.isfinite(jobs.bias), np.minimum(ahead, behind), np.inf).min(axis=0)
    total = float(jobs.cost.min(axis=1)[chosen].sum()) + _paired(jobs, chosen)
    return max(float(alone[chosen].max()), total / len(jobs.start))


def _paired(jobs: Jobs, chosen: NDArray[np.bool_]) -> float:
    """Return the least cost of ways that pair the nodes where an odd number of jobs meet."""
    ways = np.minimum(jobs.ways, jobs.ways_back)
    for start, end in {(int(a), int(b)) for a, b in zip(jobs.start, jobs.end, strict=True)}:
        if start != end:
            for a, b in ((start, end), (end, start)):
                ways = np.minimum(ways, ways[:, [a]] + ways[[b]])
    ends = np.concatenate([jobs.tail[chosen], jobs.head[chosen]])
    odd = np.flatnonzero(np.bincount(ends, minlength=len(ways)) % 2)
    return _matched(ways[np.ix_(odd, odd)])


def least_total_bound(jobs: Jobs) -> float:
    """Return a lower bound on what routes from one depot cost together.

    Every job is served, every vertex is left as often as it is entered, and as many routes as the
    load needs leave the depot: vertices that the jobs meet an odd number of times are matched in
    pairs, with as many copies of the depot as routes leave it beyond the jobs that meet it.

    Args:
        jobs: The problem; ways and costs the same in both directions, the depot the same for all.

    Source:
        Golden and Wong, "Capacitated arc routing problems", Networks 11 (1981) 305-315, the
        matching bound; two copies of the depot may be paired for the way to the nearest vertex
        and back, which a deadhead that comes back without meeting an odd vertex costs at least.
    """
    depot, nodes = int(jobs.start[0]), len(jobs.ways)
    degree = np.bincount(jobs.tail, minlength=nodes) + np.bincount(jobs.head, minlength=nodes)
    routes = int(np.ceil(jobs.load.sum() / jobs.capacity.max() - 1e-9))
    copies = max(0, 2 * routes - int(degree[depot]))
    odd = [int(v) for v in np.flatnonzero(degree % 2) if v != depot]
    copies += (len(odd) + copies) % 2
    ends = [*odd, *[depot] * copies]
    ways = jobs.ways[np.ix_(ends, ends)]
    ways[len(odd) :, len(odd) :] = 2.0 * np.delete(jobs.ways[depot], depot).min(initial=np.inf)
    return float(jobs.cost[:, 0].sum()) + _matched(ways)


def _matched(ways: Reals) -> float:
    """Return the least cost of pairing all of some places, rounded down; shape (n, n), n even."""
    fine = np.full(ways.shape, -1, np.int64)
    fine[np.isfinite(ways)] = np.floor(ways[np.isfinite(ways)] * FINE)
    most = int(fine.max(initial=0)) + 1
    graph: rx.PyGraph[None, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(ways))
    one, two = np.nonzero(np.tril(fine >= 0, -1))
    worth = most - fine[one, two]
    graph.add_edges_from(list(zip(one.tolist(), two.tolist(), worth.tolist(), strict=True)))
    pairs = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sum(int(fine[i, j]) for i, j in pairs) / FINE
