"""Postmen: the shortest closed walk along all edges (Chinese) or some of them (rural), with proof.

Either is exact. Where every required edge hangs together the answer is a minimum-weight matching
of the odd vertices; otherwise it is found by branch and cut (`rural`). A search that is stopped
returns the best walk found and a proved bound.

    >>> square = PostmanProblem(4, ((0, 1, 10.0), (1, 2, 10.0), (2, 3, 10.0), (3, 0, 10.0)))
    >>> solve(square).cost
    40.0
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.errors import NodeOutOfRange, NotConnected, WeightOutOfRange
from geo.routing.core import Core, make_core
from geo.routing.euler import Step, closed_walk
from geo.routing.joins import Graph, shortest_join
from geo.routing.neighbours import Floats, Ints
from geo.routing.plain import Plain, even_out
from geo.routing.rural import Proof, Search
from geo.routing.rural_tours import Deadheads

# Up to so many odd vertices are matched in one piece (0.8 s); beyond, cuts are faster.
_MOST_MATCHED: Final = 600


@dataclass(frozen=True, slots=True)
class PostmanProblem:
    """What is to be walked.

    Attributes:
        nodes: Number of nodes.
        edges: (tail, head, cost) of each edge, cost >= 0, the same either way; loops and parallel
            edges are welcome.
        required: Positions of the edges to be walked, or None for all.
        start: Node at which the walk begins and ends; None: wherever it passes.
    """

    nodes: int
    edges: tuple[tuple[int, int, float], ...]
    required: frozenset[int] | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """When to stop: work first, seconds second, so that a loaded machine answers the same.

    Attributes:
        branches: Nodes of the search tree at most, >= 0.
        cpu_seconds: CPU seconds at most, a safety net; the walk may be found a little later.
    """

    branches: int = 100_000
    cpu_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class PostmanTour:
    """A closed walk.

    Attributes:
        steps: (position of the edge, walked from its tail to its head), in order.
        cost: Sum of the costs of the steps.
        bound: What no closed walk along the required edges is shorter than.
        proved: Whether the walk is proved to be shortest (to a billionth of its cost).
        branches: Nodes of the search tree that were needed.
        cpu_seconds: What it took.
    """

    steps: tuple[Step, ...]
    cost: float
    bound: float
    proved: bool
    branches: int
    cpu_seconds: float

    @property
    def gap(self) -> float:
        """Return how far the walk may be from the shortest: (cost - bound) / bound."""
        return (self.cost - self.bound) / self.bound if self.bound > 0.0 else 0.0


def solve(problem: PostmanProblem, stop: Stop = Stop(), seed: int = 0) -> PostmanTour:
    """Return the shortest closed walk along the required edges.

    Args:
        problem: What is to be walked.
        stop: When to give up proving.
        seed: Kept for the solvers' common form; nothing here is drawn, so it changes nothing.

    Raises:
        NodeOutOfRange: An edge's end or the start is no node, or a required edge is no edge.
        WeightOutOfRange: A cost is negative, NaN or infinite.
        NotConnected: No way leads from one required edge, or the start, to another; the path is
            `/required/N` or `/start`.

    Source:
        See `rural_cuts` for the inequalities, `joins` for the matching, `core` for the reduction.
    """
    del seed
    began = time.process_time()
    ends, costs, required = _checked(problem)
    if len(required) == 0:
        return PostmanTour((), 0.0, 0.0, proved=True, branches=0, cpu_seconds=0.0)
    plain = Plain.of(problem.nodes, ends, costs)
    visited = plain.node[[] if problem.start is None else [problem.start]]
    _require_connected(plain, plain.node[ends[required]], visited, required)
    core = make_core(plain.nodes, plain.ends, plain.costs, plain.node[ends[required]], visited)
    proof = _proof(core, stop, began)
    pairs = core.vertices[np.stack([core.tails, core.heads], axis=1)]
    walked = np.flatnonzero(proof.deadheads.times)
    used = plain.ways(len(costs), pairs[walked], proof.deadheads.times[walked])
    used[required] += 1
    start = int(ends[required[0], 0]) if problem.start is None else problem.start
    used = even_out(problem.nodes, ends, np.flatnonzero(costs == 0.0), used, start)
    steps = closed_walk(list(map(tuple, ends.tolist())), used.tolist(), start)
    base = float(costs[required].sum())
    cost = base + proof.deadheads.cost
    proved = proof.bound >= proof.deadheads.cost
    taken = time.process_time() - began
    return PostmanTour(steps, cost, base + proof.bound, proved, proof.nodes, taken)


def _proof(core: Core, stop: Stop, began: float) -> Proof:
    """Solve the deadheading problem: by matching where that is all, by branch and cut elsewhere."""
    if core.part_count > 1 or core.odd.sum() > _MOST_MATCHED:
        return Search(core, began + stop.cpu_seconds).run(stop.branches)
    graph = Graph.of(len(core.odd), core.tails, core.heads)
    times = np.zeros(len(core.tails), np.int64)
    times[shortest_join(graph, core.costs, core.odd)] = 1
    cost = float(times @ core.costs)
    return Proof(Deadheads(times, cost), cost, 0)


def _checked(
    problem: PostmanProblem,
) -> tuple[Ints, Floats, Ints]:
    """Return ends, shape (e, 2), costs, and positions of the required edges, ascending."""
    count = len(problem.edges)
    ends = np.array([edge[:2] for edge in problem.edges], np.int64).reshape(count, 2)
    costs = np.array([edge[2] for edge in problem.edges], np.float64)
    wanted = range(count) if problem.required is None else sorted(problem.required)
    required = np.array(wanted, np.int64)
    for edge in np.flatnonzero(((ends < 0) | (ends >= problem.nodes)).any(axis=1)):
        raise NodeOutOfRange("An edge ends at a node that is not there", f"/edges/{edge}")
    for edge in np.flatnonzero(~(np.isfinite(costs) & (costs >= 0.0))):
        raise WeightOutOfRange("A cost is negative, NaN or infinite", f"/edges/{edge}")
    if problem.start is not None and not 0 <= problem.start < problem.nodes:
        raise NodeOutOfRange("The start is a node that is not there", "/start")
    if len(required) and not (required[0] >= 0 and required[-1] < count):
        raise NodeOutOfRange("A required edge is not there", "/required")
    return ends, costs, required


def _require_connected(plain: Plain, pairs: Ints, visited: Ints, required: Ints) -> None:
    """Refuse what cannot be one walk.

    Raises:
        NotConnected: It cannot.
    """
    island = plain.islands()
    of_edge = island[pairs[:, 0]]
    for row in np.flatnonzero(of_edge != of_edge[0]):
        raise NotConnected("No way leads to this edge", f"/required/{required[row]}")
    if (island[visited] != of_edge[0]).any():
        raise NotConnected("No way leads from the start to what is to be walked", "/start")
