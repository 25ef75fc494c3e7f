"""The search itself: simulated annealing in steps short enough to be watched and stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from geo.routing import sisr
from geo.routing.jobs import Aim, Ints, Jobs, Reals, Routes, blank_notes, empty_routes
from geo.routing.plan import Budget

STEP: Final = 250  # rounds between two looks at the clock, at most
STEPS: Final = 100  # looks at the clock, at least
Lists = tuple[Ints, ...]  # the jobs of each route, in order


@dataclass
class Clock:
    """How much of a budget is used up: rounds first, CPU seconds second.

    Attributes:
        budget: The budget.
        tell: Asked after every step, with the best routes so far, whether to go on.
        rounds: Rounds done.
        stopped: Whether `tell` has said no.
        began: CPU second when it was started.
    """

    budget: Budget
    tell: Callable[[Lists], bool] | None = None
    rounds: int = 0
    stopped: bool = False
    began: float = field(default_factory=time.thread_time)

    def seconds(self) -> float:
        """Return the CPU seconds since it was started."""
        return time.thread_time() - self.began

    def share(self) -> float:
        """Return the share of the budget that is used, 1 when it is over."""
        if self.stopped or self.rounds >= self.budget.iterations:
            return 1.0
        by_rounds = self.rounds / self.budget.iterations
        return min(1.0, max(by_rounds, self.seconds() / self.budget.cpu_seconds))

    def phase(self, until: float = 1.0) -> Iterator[float]:
        """Give the share of a phase that is over, again and again, until it is."""
        begun = self.share()
        while (share := self.share()) < until:
            yield (share - begun) / (until - begun)

    def step(self) -> int:
        """Return how many rounds a step may have."""
        return max(1, min(STEP, self.budget.iterations // STEPS))

    def count(self, rounds: int, best: Lists) -> None:
        """Count rounds that were done, and tell of them."""
        self.rounds += rounds
        if self.tell is not None and not self.stopped:
            self.stopped = not self.tell(best)


@dataclass(frozen=True)
class Heat:
    """Temperatures of an annealing, in the unit of what is minimised, > 0."""

    hot: float
    cold: float

    def at(self, share: float) -> float:
        """Return the temperature when a share of the time is over; it falls geometrically."""
        return float(self.hot * (self.cold / self.hot) ** share)


class Search:
    """Routes under improvement.

    Attributes:
        jobs: The problem.
        aim: What is minimised.
        least: Value of the best routes for this aim, inf before there are any.
    """

    def __init__(self, jobs: Jobs, aim: Aim, rng: np.random.Generator, begin: Lists = ()) -> None:
        """Begin at given routes, or at none."""
        self.jobs, self.aim, self.least = jobs, aim, np.inf
        self._rng, self._routes = rng, empty_routes(jobs)
        self._notes = blank_notes(jobs)
        lay(jobs, self._routes, begin)
        self._keep(begin)

    def _keep(self, lists: Lists) -> None:
        for k, route in enumerate(lists):
            self._notes.best[k, 0] = len(route)
            self._notes.best[k, 1 : len(route) + 1] = route
        if lists:
            self.least = worth_of(self.jobs, self._routes, self.aim)

    def step(self, clock: Clock, temperature: float, rounds: int = 0) -> bool:
        """Do some rounds at one temperature; tell whether better routes were found."""
        rounds = rounds or clock.step()
        heat = np.array([temperature, temperature, self.least])
        found = float(
            sisr.anneal(self.jobs, self._routes, self.aim, self._notes, heat, rounds, self._rng)
        )
        better, self.least = found < self.least, found
        clock.count(rounds, self.best())
        return better

    def best(self) -> Lists:
        """Return the best routes: of each, its jobs in order."""
        return tuple(row[1 : row[0] + 1].copy() for row in self._notes.best)

    def retarget(self, aim: Aim) -> None:
        """Minimise something else from here on, beginning at the best routes."""
        self.aim, lists = aim, self.best()
        lay(self.jobs, self._routes, lists)
        self._keep(lists)


def lay(jobs: Jobs, routes: Routes, lists: Sequence[Ints]) -> None:
    """Lay given jobs on the routes, in place of what is there; none given: empty the routes."""
    routes.route[:] = -1
    routes.size[:] = 0
    for k, route in enumerate(lists):
        routes.size[k] = len(route)
        routes.job[k, 1 : len(route) + 1] = route
    for k in range(len(routes.size)):
        sisr.refresh(jobs, routes, k)


def worth_of(jobs: Jobs, routes: Routes, aim: Aim) -> float:
    """Return the value of refreshed routes for an aim."""
    missing = routes.route[jobs.first[:-1]] < 0
    parts = [
        sisr.value(aim, float(a), float(b))
        for a, b in zip(routes.length, routes.extra, strict=True)
    ]
    return sum(parts) + aim.absent * float(jobs.worth[missing].sum())


def lengths(jobs: Jobs, lists: Lists) -> Reals:
    """Return the cost of each route in its best directions; 0 for one without jobs."""
    routes = empty_routes(jobs)
    lay(jobs, routes, lists)
    return np.where(routes.size > 0, routes.length, 0.0)


def ways_round(jobs: Jobs, lists: Lists) -> Lists:
    """Return for each route the best directions of its jobs: 0 forward, 1 backward."""
    routes = empty_routes(jobs)
    lay(jobs, routes, lists)
    turned = tuple(np.zeros(len(route), np.int32) for route in lists)
    for k, way in enumerate(turned):
        sisr.directions(jobs, routes, k, way)
    return turned


def served(jobs: Jobs, lists: Lists) -> list[int]:
    """Return the groups that are on some route, ascending."""
    on = np.concatenate([*lists, np.zeros(0, np.int32)]).astype(np.int32)
    return [int(group) for group in np.unique(jobs.group[on])]
