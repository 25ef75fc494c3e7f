"""How long a day is worked on, and the one place that calls the solver."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask_babel import gettext as _

from app.errors import DomainError
from app.planning.day_problem import DayProblem
from app.planning.warming import warm
from geo.routing.patrol import Progress, solve
from geo.routing.plan import Budget, Plan
from geo.routing.verify import Wrong, check

logger = logging.getLogger(__name__)

SEED = 1
AT_ONCE_PLACES = 400  # a community's day: solved while the supervisor waits
QUICK = Budget(iterations=20_000, cpu_seconds=2.0)
AGAIN = Budget(iterations=10_000, cpu_seconds=0.7)  # a plan that is changed
THOROUGH = Budget(iterations=1_000_000, cpu_seconds=45.0)

Watch = Callable[[Progress], bool]


def is_small(places: int) -> bool:
    """Tell whether a day with so many lanes and courtyards is solved while one waits."""
    return places <= AT_ONCE_PLACES


class Unsound(DomainError):
    """The solver's plan is not what it says it is; nobody is sent on it."""

    status = 500
    code = "unsound_plan"


def solve_day(day: DayProblem, watch: Watch | None = None) -> Plan:
    """Return a plan of a day; `watch` as in geo.routing.patrol.

    Raises:
        Unsound: The plan does not stand up to the checker, which shares no code with the solver.
            A wrong reason alone is only logged: nobody walks wrongly for that.
    """
    warm()
    plan = solve(day.problem, _budget(day), SEED, watch)
    faults = check(day.problem, plan)
    if faults:
        logger.error("unsound plan: %s", faults[:10])
    if any(fault.wrong is not Wrong.REASON for fault in faults):
        raise Unsound(_("The plan did not stand up to its check, so nothing was written."))
    return plan


def _budget(day: DayProblem) -> Budget:
    if not is_small(len(day.lanes) + len(day.stops)):
        return THOROUGH
    return AGAIN if day.problem.previous else QUICK
