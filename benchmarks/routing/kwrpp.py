"""Min-max K windy rural postman instances in the Spanish format (P01110 ...).

`(u, v) coste c1 c2`, vertices from 1; c1 is the cost from u to v, c2 back. Every walk starts and
ends at vertex 1; the longest is to be short.
"""

from __future__ import annotations

import math
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.routing.arcs import Roads, closed_walks
from benchmarks.routing.files import Answer, Wish, plainly
from geo.routing.annealing import least_longest
from geo.routing.bounds import least_longest_bound
from geo.routing.jobs import Task, jobs_from_depot
from geo.routing.plan import Budget
from geo.routing.search import Clock, lengths

SECONDS: Final = 5.0  # of CPU per file, where the caller says nothing
VEHICLES: Final = 2  # walks, where the caller says nothing
ROUNDS: Final = 10**9  # the seconds are the rule here
_EDGE: Final = re.compile(r"\(\s*(\d+)\s*,\s*(\d+)\s*\)\s+coste\s+([\d.]+)\s+([\d.]+)")

WindyEdge = tuple[int, int, float, float]


@dataclass(frozen=True)
class Instance:
    """A file: its number of vertices, and its edges u, v, cost there, cost back; from 0 here."""

    count: int
    required: tuple[WindyEdge, ...]
    others: tuple[WindyEdge, ...]


def read(file: Path) -> Instance:
    """Read a file.

    Raises:
        ValueError: It has no list of edges that are not required.
    """
    text = file.read_text(encoding="latin-1")
    head, found, tail = text.partition("LISTA_ARISTAS_NOREQ")
    if not found:
        raise ValueError(f"{file}: no LISTA_ARISTAS_NOREQ")
    count = int(re.findall(r"VERTICES\s*:\s*(\d+)", head)[0])
    return Instance(count, _edges(head), _edges(tail))


def _edges(text: str) -> tuple[WindyEdge, ...]:
    found = _EDGE.findall(text)
    return tuple((int(u) - 1, int(v) - 1, float(there), float(back)) for u, v, there, back in found)


def warm() -> None:
    """Compile the kernels on a dummy instance, and say so."""
    print("compiling kernels on a dummy instance, before the clock", file=sys.stderr, flush=True)
    square = tuple((i, (i + 1) % 4, 1.0, 2.0) for i in range(4))
    solve(Instance(4, square, ()), Wish(vehicles=2, seconds=0.2))


def answer(file: Path, wish: Wish) -> Answer:
    """Solve one file."""
    return solve(read(file), wish)


def solve(instance: Instance, wish: Wish) -> Answer:
    """Solve an instance."""
    clock = Clock(Budget(ROUNDS, wish.seconds or SECONDS))
    vehicles = wish.vehicles or VEHICLES
    edges = [*instance.required, *instance.others]
    there = [(u, v, cost) for u, v, cost, _ in edges]
    roads = Roads.of(instance.count, [*there, *((v, u, cost) for u, v, _, cost in edges)])
    tasks = [Task(*edge) for edge in instance.required]
    jobs = jobs_from_depot(roads.costs, 0, tasks, vehicles)
    bound = math.ceil(least_longest_bound(jobs, list(range(len(tasks)))) - 1e-6)
    lists = least_longest(jobs, clock, np.random.default_rng(wish.seed), bound)
    cost = plainly(float(lengths(jobs, lists).max()))
    walks = closed_walks(roads, jobs, tasks, lists, (1, range(len(tasks))))
    return Answer(cost, bound, cost <= bound, walks, vehicles)
