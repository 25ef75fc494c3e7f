"""Compiling the solver before anybody waits for it."""

from __future__ import annotations

import threading

from app.jobs import at_start
from geo.routing.patrol import solve
from geo.routing.plan import Budget, Demand, Edge, Problem, Stop, Team

_AROUND = (Edge(0, 1, 60.0, 1.0, 0), Edge(1, 2, 60.0, 1.0, 1), Edge(2, 0, 60.0, 1.0, 2))
_SMALLEST = Problem(
    nodes=3,
    edges=_AROUND,
    lanes=(Demand(required=True, prize=1.0),) * 3,
    stops=(Stop(1, Demand(required=True, prize=1.0, service_min=2.0)),),
    teams=(Team(0, 0, 60.0), Team(0, 0, 60.0)),
    familiar=(frozenset({0}), frozenset()),
    previous=(frozenset({0}), frozenset({1})),
)
_once = threading.Lock()


@at_start
def warm() -> None:
    """Solve the smallest day, so that everything the solver compiles is compiled."""
    solve(_SMALLEST, Budget(iterations=10, cpu_seconds=600.0), seed=1)


def warm_soon() -> None:
    """Do so beside what this process does, once: the page before the button is the time for it."""
    if _once.acquire(blocking=False):  # never released: once is enough
        threading.Thread(target=warm, name="warm", daemon=True).start()
