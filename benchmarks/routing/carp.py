"""Capacitated arc routing: gdb, val, kshs, egl and bmcv instances, as CARPData.jl keeps them.

First line n, second m, then m lines `u v cost demand` (vertices from 0, demand 0: not required),
then `K Q LB UB`; the depot is 0. What a file says of bounds is not read.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.routing.arcs import Roads, closed_walks
from benchmarks.routing.files import Answer, Wish, plainly
from geo.routing.annealing import least_total
from geo.routing.bounds import least_total_bound
from geo.routing.jobs import Task, jobs_from_depot
from geo.routing.plan import Budget
from geo.routing.search import Clock, lengths, served

SECONDS: Final = 10.0  # of CPU per file, where the caller says nothing
ROUNDS: Final = 10**9  # the seconds are the rule here
MORE_ROUTES: Final = 1.3  # routes that there may be, of those that the load needs
SPARE_ROUTES: Final = 3  # and some more


@dataclass(frozen=True)
class Instance:
    """A file.

    Attributes:
        count: Number of vertices.
        edges: Every edge: u, v, cost, demand.
        room: Load that a vehicle has room for.
    """

    count: int
    edges: tuple[tuple[int, int, float, float], ...]
    room: float

    def required(self) -> list[int]:
        """Return the positions of the edges with a demand."""
        return [i for i, edge in enumerate(self.edges) if edge[3] > 0]


def read(file: Path) -> Instance:
    """Read a file."""
    words = file.read_text(encoding="ascii").split()
    count, edges = int(words[0]), int(words[1])
    rows = [words[i : i + 4] for i in range(2, 2 + 4 * edges, 4)]
    found = tuple((int(u), int(v), float(c), float(q)) for u, v, c, q in rows)
    return Instance(count, found, float(words[3 + 4 * edges]))


def warm() -> None:
    """Compile the kernels on a dummy instance, and say so."""
    print("compiling kernels on a dummy instance, before the clock", file=sys.stderr, flush=True)
    square = tuple((i, (i + 1) % 4, 1.0, 1.0) for i in range(4))
    solve(Instance(4, square, 2.0), Wish(seconds=0.2))


def answer(file: Path, wish: Wish) -> Answer:
    """Solve one file."""
    return solve(read(file), wish)


def solve(instance: Instance, wish: Wish) -> Answer:
    """Solve an instance.

    Raises:
        ValueError: So many vehicles have no room for all that is required.
    """
    clock = Clock(Budget(ROUNDS, wish.seconds or SECONDS))
    required = instance.required()
    both = [(u, v, c) for u, v, c, _ in instance.edges]
    roads = Roads.of(instance.count, [*both, *((v, u, c) for u, v, c in both)])
    tasks = [Task(u, v, c, c, q) for u, v, c, q in (instance.edges[i] for i in required)]
    least = math.ceil(sum(task.load for task in tasks) / instance.room - 1e-9)
    routes = wish.vehicles or min(len(tasks), int(MORE_ROUTES * least) + SPARE_ROUTES)
    jobs = jobs_from_depot(roads.costs, 0, tasks, routes, instance.room)
    bound = math.ceil(least_total_bound(jobs) - 1e-6)
    lists = least_total(jobs, clock, np.random.default_rng(wish.seed), bound)
    if len(served(jobs, lists)) < len(tasks):
        raise ValueError(f"{routes} vehicles have no room for all that is required")
    cost = plainly(float(lengths(jobs, lists).sum()))
    return Answer(
        cost, bound, cost <= bound, closed_walks(roads, jobs, tasks, lists, (0, required))
    )
