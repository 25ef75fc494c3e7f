"""A day's patrols for several teams: every lane that is due, fairly shared, no step too many.

What is sought, in strict order: as little as possible of what is required left out, nobody over
the minutes, as much prize as possible, the longest walk short, few metres walked twice. Each comes
in a phase of its own, and none undoes what an earlier one has reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.routing.bounds import least_longest
from geo.routing.checks import require_sound
from geo.routing.day import Chore, Day, made_ready, walk_of
from geo.routing.jobs import Aim, Jobs
from geo.routing.plan import Budget, Omission, Plan, Problem, Why
from geo.routing.search import Clock, Heat, Lists, Search, lengths, ways_round

NEVER: Final = 1e9  # weight of leaving out in the phases that must not
EXCESS: Final = 1.0  # weight of the square of minutes beyond the bound: own choice


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is.

    Attributes:
        share: Of its budget, 0 to 1.
        missed: Required lanes and stops that the best plan so far leaves out.
        longest_min: Its longest walk.
    """

    share: float
    missed: int
    longest_min: float


Watch = Callable[[Progress], bool]


def solve(problem: Problem, stop: Budget, seed: int, watch: Watch | None = None) -> Plan:
    """Plan a day's walks.

    Args:
        problem: The day.
        stop: When to be content. With enough CPU seconds the rounds alone decide, and the same
            problem, stop and seed give the same plan.
        seed: Where chance begins.
        watch: Called a few times a second with the progress; the search ends with the best so
            far when it returns False.

    Returns:
        A plan in which nobody is over budget; what does not fit is omitted, with the reason.

    Raises:
        NoTeams: There is no team.
        UnknownPosition: A node, lane or team is named that does not exist.
        NotAMeasure: A length, a time, a prize or a budget is negative or not finite.

    Source:
        Phases and their order: own choice. The search: see `geo.routing.sisr`.
    """
    require_sound(problem)
    day = made_ready(problem)
    clock = Clock(stop)
    lists = _Phases(day, clock, np.random.default_rng(seed), watch).run()
    return _plan(day, lists, clock)


class _Phases:
    """The phases of one search."""

    def __init__(
        self, day: Day, clock: Clock, rng: np.random.Generator, watch: Watch | None
    ) -> None:
        self._day, self._clock, self._rng, self._watch = day, clock, rng, watch
        self._required = np.array([c.demand.required for c in day.chores], bool)

    def run(self) -> Lists:
        jobs = self._day.jobs
        if not self._day.chores:
            return tuple(np.zeros(0, np.int32) for _ in jobs.start)
        lists = self._choose(jobs)
        lists = self._shorten(jobs, lists)
        return self._tidy(jobs, lists)

    def _choose(self, jobs: Jobs) -> Lists:
        """Return routes that leave out as little as possible."""
        prizes = [c.demand.prize for c in self._day.chores if c.demand.prize > 0.0]
        unit = min(prizes, default=1.0)
        total = 0.1 * unit / max(1.0, float(jobs.budget.sum()))
        search = Search(jobs, Aim(total, bias=total), self._rng)
        search.step(1e-9, 1)
        heat = Heat(0.5 * float(np.mean(prizes or [1.0])), 0.1 * total)
        while (share := self._go_on(search.best(), 0.4)) < 1.0:
            if len(served(jobs, search.best())) == len(jobs.worth):
                break
            self._clock.run(search, heat.at(share))
        return search.best()

    def _shorten(self, jobs: Jobs, lists: Lists) -> Lists:
        """Return routes that serve the same with the longest as short as can be."""
        bound = least_longest(jobs, served(jobs, lists))
        longest = float(lengths(jobs, lists).max())
        aim = Aim(0.1, EXCESS, bound, absent=NEVER)
        search = Search(jobs, aim, self._rng, lists)
        minutes = _typical(jobs)
        heat, begun = Heat(minutes, 0.01 * minutes), self._clock.share()
        while longest > bound + 1e-9 and (share := self._go_on(lists, 0.8, begun)) < 1.0:
            if not self._clock.run(search, heat.at(share)):
                continue
            found = search.best()
            if float(lengths(jobs, found).max()) < longest - 1e-9:
                lists, longest = found, float(lengths(jobs, found).max())
        return lists

    def _tidy(self, jobs: Jobs, lists: Lists) -> Lists:
        """Return routes as good in all else, with little walked twice."""
        longest = float(lengths(jobs, lists).max()) + 1e-9
        capped = jobs._replace(budget=np.minimum(jobs.budget, longest))
        search = Search(capped, Aim(1.0, absent=NEVER), self._rng, lists)
        minutes = _typical(jobs)
        heat, begun = Heat(0.3 * minutes, 0.01 * minutes), self._clock.share()
        while (share := self._go_on(search.best(), 1.0, begun)) < 1.0:
            self._clock.run(search, heat.at(share))
        return search.best()

    def _go_on(self, lists: Lists, until: float, begun: float = 0.0) -> float:
        """Count a step and tell the watcher; return the share of a phase that is over."""
        if self._clock.stopped:
            return 1.0
        share = self._clock.share()
        if self._watch is not None:
            jobs = self._day.jobs
            missed = int(self._required.sum()) - int(self._required[served(jobs, lists)].sum())
            progress = Progress(share, missed, float(lengths(jobs, lists).max()))
            self._clock.stopped |= not self._watch(progress)
        return 1.0 if share >= until else (share - begun) / (until - begun)


def served(jobs: Jobs, lists: Lists) -> list[int]:
    """Return the groups that are on some route, ascending."""
    on = np.concatenate([*lists, np.zeros(0, np.int32)]).astype(np.int32)
    return [int(group) for group in np.unique(jobs.group[on])]


def _typical(jobs: Jobs) -> float:
    """Return the cost of a typical job, > 0: the scale of temperatures."""
    return max(float(jobs.cost.mean()), 1e-3)


def _plan(day: Day, lists: Lists, clock: Clock) -> Plan:
    turned = ways_round(day.jobs, lists)
    walks = tuple(
        walk_of(day, k, [int(t) for t in route], [int(d) for d in way])
        for k, (route, way) in enumerate(zip(lists, turned, strict=True))
    )
    done = served(day.jobs, lists)
    return Plan(
        walks=walks,
        omitted=tuple(_omitted(day, set(done))),
        longest_min=max((walk.minutes for walk in walks), default=0.0),
        bound_min=least_longest(day.jobs, done),
        iterations=clock.rounds,
        cpu_seconds=clock.seconds(),
    )


def _omitted(day: Day, done: set[int]) -> Iterable[Omission]:
    """Give what is left out, lanes first, each by position."""
    left = [(c, Why.NO_TIME) for g, c in enumerate(day.chores) if g not in done]
    order = sorted([*day.hopeless, *left], key=lambda pair: _place(pair[0]))
    return (Omission(chore.lane, chore.stop, why) for chore, why in order)


def _place(chore: Chore) -> tuple[bool, int]:
    return (chore.lane is None, chore.lane if chore.lane is not None else chore.stop or 0)
