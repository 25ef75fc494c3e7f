"""What the search works on: jobs to be put on routes, as arrays.

A job is an edge that is served from its tail to its head or the other way, or a place (its tail is
its head). Jobs of one group (a lane's edges) are served on one route or not at all. Costs are in
one unit, minutes or whatever an instance counts in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Ints = NDArray[np.int32]

FOREVER: Final = 1e18  # no limit, and yet a number that can be added to
NEAREST: Final = 400  # neighbours that are known of a job: memory, own choice
MUST: Final = 1e9  # worth of what must not be left out


class Jobs(NamedTuple):
    """A problem for the search: n jobs in g groups, K routes, over V nodes.

    Attributes:
        ways: Cheapest way from node to node, inf where there is none, shape (V, V).
        ways_back: Its transpose, contiguous.
        tail: Node at a job's beginning, shape (n,).
        head: Node at its end.
        cost: Cost of serving it forward and backward, shape (n, 2).
        load: What it takes of a route's capacity, shape (n,).
        group: Its group, shape (n,); the jobs of a group follow each other.
        first: Where each group's jobs begin, shape (g + 1,).
        worth: What leaving a group out costs, shape (g,).
        due: Least worth of a group that is put back before the others.
        near: The other jobs, nearest first, shape (n, up to NEAREST).
        beside: How many of these a job is put beside if it can be; 0: it is tried everywhere.
        opens: Earliest that a job is begun, shape (n,); the route waits for it.
        closes: Latest that it is begun.
        timed: Whether any job has such a window.
        start: Node where a route starts, shape (K,).
        end: Node where it ends.
        budget: Most that it may cost, waiting included.
        capacity: Most load that it may take.
        bias: What a job costs beyond its way on a route, inf where it must not be, shape (K, n).
        alike: All routes are interchangeable: one empty route stands for all.
    """

    ways: Reals
    ways_back: Reals
    tail: Ints
    head: Ints
    cost: Reals
    load: Reals
    group: Ints
    first: Ints
    worth: Reals
    due: float
    near: Ints
    beside: int
    opens: Reals
    closes: Reals
    timed: bool
    start: Ints
    end: Ints
    budget: Reals
    capacity: Reals
    bias: Reals
    alike: bool


class Notes(NamedTuple):
    """What a search notes down, and room for it: g groups, K routes.

    Attributes:
        best: The best routes so far: sizes in column 0, jobs after it, shape (K, n + 1).
        saved: Changed routes as they were before a round, like `best`.
        dirty: Which routes a round has changed, 0 or 1, shape (K,).
        parts: What each route adds to what is minimised, shape (K,).
        loose: Groups taken off in a round, shape (g,).
        keys: By what they are sorted, shape (g,).
        missing: Groups without a route, shape (g,).
    """

    best: Ints
    saved: Ints
    dirty: Ints
    parts: Reals
    loose: Ints
    keys: Reals
    missing: Ints


class Task(NamedTuple):
    """An edge to be served: its ends, its cost forward and backward, its load."""

    tail: int
    head: int
    forward: float
    backward: float
    load: float = 0.0


class Aim(NamedTuple):
    """What a search minimises: a weighted sum over the routes and the groups left out.

    Attributes:
        total: Weight of a route's cost.
        excess: Weight of the square of its cost beyond the target.
        target: Cost above which a route is too long.
        lack: Weight of the square of what it falls short of the floor.
        floor: Cost below which a route is too short.
        bias: Weight of the jobs' bias.
        absent: Weight of a missing group's worth.
    """

    total: float
    excess: float = 0.0
    target: float = np.inf
    lack: float = 0.0
    floor: float = 0.0
    bias: float = 1.0
    absent: float = 1.0


class Routes(NamedTuple):
    """Routes under change, and what is known about every position on them.

    Position 0 is a route's start and position size + 1 its end. The last axis is the direction of
    the job there: 0 forward, 1 backward. Both directions are kept open all along the route.

    Attributes:
        size: Jobs on a route, shape (K,).
        job: The jobs in order, shape (K, n + 2).
        tail: Their tails, head: their heads; same shape.
        head: See tail.
        done: Least cost up to the end of the job here, shape (K, n + 2, 2).
        rest: Least cost from the beginning of the job here to the route's end.
        latest: Latest that the job here may be begun.
        length: Cost of a route, waiting included, in the best directions, shape (K,).
        taken: Load on a route.
        extra: Sum of its jobs' bias.
        route: Route of each job, -1 without, shape (n,).
        at: Position of each job on its route.
    """

    size: Ints
    job: Ints
    tail: Ints
    head: Ints
    done: Reals
    rest: Reals
    latest: Reals
    length: Reals
    taken: Reals
    extra: Reals
    route: Ints
    at: Ints


def jobs_from_depot(
    ways: Reals, depot: int, tasks: Sequence[Task], routes: int, room: float = 1.0
) -> Jobs:
    """Return the jobs of interchangeable routes from one depot, every task a group of its own.

    Args:
        ways: Cheapest way from node to node, shape (V, V).
        depot: Node where all routes start and end.
        tasks: What is to be served, one at least.
        routes: How many routes there may be.
        room: Load that a route has room for.
    """
    count = len(tasks)
    tail = np.array([task.tail for task in tasks], np.int32)
    head = np.array([task.head for task in tasks], np.int32)
    cost = np.array([[task.forward, task.backward] for task in tasks], np.float64)
    return Jobs(
        ways=np.ascontiguousarray(ways),
        ways_back=np.ascontiguousarray(ways.T),
        tail=tail,
        head=head,
        cost=cost,
        load=np.array([task.load for task in tasks], np.float64),
        group=np.arange(count, dtype=np.int32),
        first=np.arange(count + 1, dtype=np.int32),
        worth=np.full(count, MUST),
        due=MUST,
        near=nearest(ways, tail, head),
        beside=0,
        opens=np.zeros(count),
        closes=np.full(count, FOREVER),
        timed=False,
        start=np.full(routes, depot, np.int32),
        end=np.full(routes, depot, np.int32),
        budget=np.full(routes, FOREVER),
        capacity=np.full(routes, float(room)),
        bias=np.zeros((routes, count)),
        alike=True,
    )


def empty_routes(jobs: Jobs) -> Routes:
    """Return as many routes as the problem has, none of them with a job."""
    count, width = len(jobs.start), len(jobs.tail) + 2
    grid, planes = (count, width + 1), (count, width + 1, 2)
    return Routes(
        size=np.zeros(count, np.int32),
        job=np.zeros(grid, np.int32),
        tail=np.zeros(grid, np.int32),
        head=np.zeros(grid, np.int32),
        done=np.zeros(planes),
        rest=np.zeros(planes),
        latest=np.zeros(planes),
        length=np.zeros(count),
        taken=np.zeros(count),
        extra=np.zeros(count),
        route=np.full(len(jobs.tail), -1, np.int32),
        at=np.zeros(len(jobs.tail), np.int32),
    )


def blank_notes(jobs: Jobs) -> Notes:
    """Return room for a search's notes."""
    routes, groups, grid = len(jobs.start), len(jobs.worth), (len(jobs.start), len(jobs.tail) + 1)
    return Notes(
        best=np.zeros(grid, np.int32),
        saved=np.zeros(grid, np.int32),
        dirty=np.zeros(routes, np.int32),
        parts=np.zeros(routes),
        loose=np.zeros(groups, np.int32),
        keys=np.zeros(groups),
        missing=np.zeros(groups, np.int32),
    )


def nearest(ways: Reals, tail: Ints, head: Ints) -> Ints:
    """Return for every job the others, nearest first, shape (n, up to NEAREST).

    Two jobs are as near as their nearest ends, on the shorter way; ties by the sum of all four.
    """
    count = len(tail)
    found = np.empty((count, min(NEAREST, max(0, count - 1))), np.int32)
    for t in range(count):
        rows = np.minimum(ways[[tail[t], head[t]]], ways[:, [tail[t], head[t]]].T)
        four = np.concatenate([rows[:, tail], rows[:, head]])
        far = four.min(axis=0) + 1e-6 * four.sum(axis=0)
        far[t] = -1.0
        found[t] = np.argsort(far, kind="stable")[1 : found.shape[1] + 1]
    return found
