"""What no plan can beat: proved lower bounds on the longest route and on all together."""

from __future__ import annotations

from typing import Final

import numpy as np
import rustworkx as rx

from geo.routing.jobs import Jobs, Reals

FINE: Final = 1000  # whole numbers per unit of cost, for the matching, rounded down


def least_longest_bound(jobs: Jobs, served: list[int]) -> float:
    """Return a lower bound on the longest route of any plan that serves the given groups.

    Args:
        jobs: The problem.
        served: The groups that are served.

    Returns:
        The larger of two bounds, in the jobs' unit: the farthest group's own walk, there, service
        and back; and what is to be served, shared evenly among the routes.

    Source:
        The farthest edge: Benavent, Corberan, Plana and Sanchis, "Min-max K-vehicles windy rural
        postman problem", Networks 54 (2009) 216-226.
    """
    chosen = np.isin(jobs.group, served)
    if not chosen.any():
        return 0.0
    least = jobs.cost.min(axis=1)
    there = jobs.ways[jobs.start]
    back = jobs.ways[:, jobs.end].T
    ahead = there[:, jobs.tail] + jobs.cost[:, 0] + back[:, jobs.head]
    behind = there[:, jobs.head] + jobs.cost[:, 1] + back[:, jobs.tail]
    alone = np.where(np.isfinite(jobs.bias), np.minimum(ahead, behind), np.inf).min(axis=0)
    return float(max(alone[chosen].max(), least[chosen].sum() / len(jobs.start)))


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
        and back.
    """
    depot, nodes = int(jobs.start[0]), len(jobs.ways)
    degree = np.bincount(jobs.tail, minlength=nodes) + np.bincount(jobs.head, minlength=nodes)
    routes = int(np.ceil(jobs.load.sum() / jobs.capacity.max() - 1e-9))
    copies = max(0, 2 * routes - int(degree[depot]))
    odd = [int(v) for v in np.flatnonzero(degree % 2) if v != depot]
    copies += (len(odd) + copies) % 2
    return float(jobs.cost[:, 0].sum()) + _matched(jobs.ways, odd, depot, copies)


def _matched(ways: Reals, odd: list[int], depot: int, copies: int) -> float:
    """Return the least cost of pairing odd vertices and copies of the depot.

    Two copies are paired for the nearest vertex there and back: a deadhead that leaves the depot
    and comes back without meeting an odd vertex goes that far at least.
    """
    ends = [*odd, *[depot] * copies]
    if not ends:
        return 0.0
    near = 2.0 * min((way for v, way in enumerate(ways[depot]) if v != depot), default=0.0)
    fine = np.floor(ways[np.ix_(ends, ends)] * FINE).astype(np.int64)
    fine[len(odd) :, len(odd) :] = int(near * FINE)
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(ends)))
    most = int(fine.max()) + 1
    pairs = [(i, j, most - int(fine[i, j])) for i in range(len(ends)) for j in range(i)]
    graph.add_edges_from(pairs)
    matched = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sum(int(fine[i, j]) for i, j in matched) / FINE
