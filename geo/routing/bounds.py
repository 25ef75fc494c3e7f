"""What no plan can beat: proved lower bounds on the longest walk."""

from __future__ import annotations

import numpy as np

from geo.routing.jobs import Jobs


def least_longest(jobs: Jobs, served: list[int]) -> float:
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
