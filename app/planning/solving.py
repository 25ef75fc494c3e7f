"""How long a day is worked on, and the one place that calls the solver."""

from __future__ import annotations

from collections.abc import Callable

from app.planning.day_problem import DayProblem
from geo.routing.patrol import Progress, solve
from geo.routing.plan import Budget, Plan

SEED = 1
AT_ONCE_PLACES = 400  # a community's day: solved while the supervisor waits
QUICK = Budget(iterations=30_000, cpu_seconds=2.0)
THOROUGH = Budget(iterations=1_000_000, cpu_seconds=90.0)

Watch = Callable[[Progress], bool]


def is_small(places: int) -> bool:
    """Tell whether a day with so many lanes and courtyards is solved while one waits."""
    return places <= AT_ONCE_PLACES


def solve_day(day: DayProblem, watch: Watch | None = None) -> Plan:
    """Return a plan of a day; `watch` as in geo.routing.patrol."""
    places = len(day.lanes) + len(day.stops)
    return solve(day.problem, QUICK if is_small(places) else THOROUGH, SEED, watch)
