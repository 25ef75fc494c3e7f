"""What is sought with the search: routes that cost least together, or the longest one short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from geo.routing.jobs import Aim, Jobs
from geo.routing.search import Clock, Heat, Lists, Search, lengths

NEVER: Final = 1e9  # weight of leaving out what must not be
HOT: Final = 2.0  # temperature at first, of what a job or the way to it costs
SMALL: Final = 60  # jobs; more of them have no time to cool from so high, and begin colder
COLD: Final = 0.06  # temperature at last, of that at first
AGAIN: Final = 0.4  # temperature at first when an annealing is repeated, of HOT
REPEATS: Final = (0.55, 0.8, 1.0)  # shares of the time when annealings end
ROUGHLY: Final = 50  # rounds of descent for a first idea
LITTLE: Final = 0.002  # weight of the sum beside that of the longest


class Annealing(NamedTuple):
    """One annealing for the longest walk.

    Attributes:
        until: Share of the time when it ends.
        hot: Temperature at first, of what a job costs.
        base: Part of the way from the bound to the longest route that is not too long.
    """

    until: float
    hot: float
    base: float


FROM_SCRATCH: Final = (
    Annealing(0.5, 5.0, 0.95),
    Annealing(0.75, 5.0, 0.5),
    Annealing(1.0, 1.0, 0.95),
)
GENTLE: Final = (Annealing(1.0, 1.0, 0.5),)  # from a plan that is good already


def least_total(jobs: Jobs, clock: Clock, rng: np.random.Generator, bound: float) -> Lists:
    """Return routes that together cost little; ends when they cost no more than the bound.

    Annealed several times over, each time from the best so far and not so hot. HOT to REPEATS:
    own choice, on the published instances of capacitated arc routing.
    """
    search = Search(jobs, Aim(1.0), rng)
    search.step(clock, 1e-9, ROUGHLY)
    service = float(jobs.cost.min(axis=1).sum())
    way = (search.least - service) / len(jobs.tail)
    unit = max(way, float(jobs.cost.mean()), 1e-9) * min(1.0, SMALL / len(jobs.tail))
    hot, cold = HOT * unit, COLD * HOT * unit
    for until in REPEATS:
        heat = Heat(hot, cold)
        for share in clock.phase(until):
            if search.least <= bound + 1e-6:
                return search.best()
            search.step(clock, heat.at(share))
        search.retarget(search.aim)
        hot = AGAIN * HOT * unit
    return search.best()


def least_longest(
    jobs: Jobs,
    clock: Clock,
    rng: np.random.Generator,
    bound: float,
    begin: Lists = (),
    annealings: Sequence[Annealing] = FROM_SCRATCH,
    until: float = 1.0,
) -> Lists:
    """Return routes that serve the same groups as at the beginning, the longest of them short.

    Ends when the longest is no longer than the bound. The square of what is beyond a level between
    bound and longest is minimised, so that all long routes count, the longest most; the level
    falls as the longest does. The annealings and LITTLE: own choice.
    """
    search = Search(jobs, Aim(1.0, absent=NEVER), rng, begin)
    search.step(clock, 1e-9, ROUGHLY)
    lists, longest = search.best(), _longest(jobs, search.best())
    unit, begun = max(float(jobs.cost.mean()), 1e-9), clock.share()
    for one in annealings:
        search.retarget(_lower(bound, longest, one.base))
        heat = Heat(one.hot * unit, 0.02 * unit)
        for share in clock.phase(begun + one.until * (until - begun)):
            if longest <= bound + 1e-9:
                return lists
            if not search.step(clock, heat.at(share)):
                continue
            found = search.best()
            if _longest(jobs, found) < longest - 1e-9:
                lists, longest = found, _longest(jobs, found)
                search.retarget(_lower(bound, longest, one.base))
    return lists


def _lower(bound: float, longest: float, base: float) -> Aim:
    """Return the aim whose slope is 1 at the longest route, and little below the level."""
    level = bound + base * (longest - bound)
    return Aim(LITTLE, 0.5 / max(longest - level, 1e-9), level, absent=NEVER)


def _longest(jobs: Jobs, lists: Lists) -> float:
    return float(lengths(jobs, lists).max())
