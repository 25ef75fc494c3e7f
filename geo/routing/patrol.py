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

from geo.routing.annealing import GENTLE, NEVER, least_longest
from geo.routing.bounds import least_longest_bound
from geo.routing.checks import require_sound
from geo.routing.day import Chore, Day, keeping, made_ready, walk_of
from geo.routing.jobs import Aim, Jobs
from geo.routing.plan import Budget, Omission, Plan, Problem, Why
from geo.routing.search import Clock, Heat, Lists, Search, lengths, served, ways_round

HELD: Final = 0.2  # share of the budget for a changed plan while nothing may change hands
MOVED: Final = 0.5  # of leaving out what is due: what it costs that a place changes hands
CHOSEN: Final = 0.4  # share of the budget when what is served is settled, at the latest
SHORTENED: Final = 0.8  # share of the budget when the longest walk is settled, at the latest


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
    if watch is not None:
        clock.tell = _teller(day, clock, watch)
    lists = _walked(day, clock, np.random.default_rng(seed))
    return _plan(day, lists, clock)


def _teller(day: Day, clock: Clock, watch: Watch) -> Callable[[Lists], bool]:
    """Return what tells the watcher of the best routes so far."""
    required = np.array([chore.demand.required for chore in day.chores], bool)

    def tell(lists: Lists) -> bool:
        missed = int(required.sum()) - int(required[served(day.jobs, lists)].sum())
        return watch(Progress(clock.share(), missed, float(lengths(day.jobs, lists).max())))

    return tell


def _walked(day: Day, clock: Clock, rng: np.random.Generator) -> Lists:
    """Return the routes that the phases find, one after the other."""
    jobs = day.jobs
    if not len(jobs.tail):
        return tuple(np.zeros(0, np.int32) for _ in jobs.start)
    changed = day.problem.previous or day.problem.previous_stops
    find = _changed if changed else _chosen
    lists = find(day, clock, rng)
    bound = least_longest_bound(jobs, served(jobs, lists))
    lists = least_longest(jobs, clock, rng, bound, lists, GENTLE, SHORTENED)
    return _tidied(jobs, clock, rng, lists)


def _chosen(day: Day, clock: Clock, rng: np.random.Generator) -> Lists:
    """Return routes that leave out as little as possible."""
    total = _little(day)
    return _settled(day.jobs, Search(day.jobs, Aim(total, bias=total), rng), clock, CHOSEN)


def _changed(day: Day, clock: Clock, rng: np.random.Generator) -> Lists:
    """Return routes that leave out little and keep to the plan before.

    First nothing changes hands; then a few may, where more that is due can be walked for it. Own
    choice: with all free, no less is left out, and where minutes are short most of it moves.
    """
    aim, lists = Aim(_little(day)), Lists()
    for moved, until in ((np.inf, HELD), (MOVED, CHOSEN)):
        jobs = keeping(day, moved)
        lists = _settled(jobs, Search(jobs, aim, rng, lists), clock, until)
    return lists


def _settled(jobs: Jobs, search: Search, clock: Clock, until: float) -> Lists:
    """Return the best routes that a search finds until a share of the budget is used.

    It ends before that when nothing is left out.
    """
    search.step(clock, 1e-9, 1)
    heat = Heat(0.5 * float(jobs.worth.mean()), 0.1 * search.aim.total)
    for share in clock.phase(until):
        if len(served(jobs, search.best())) == len(jobs.worth):
            break
        search.step(clock, heat.at(share))
    return search.best()


def _little(day: Day) -> float:
    """Return a weight of minutes that all of them together do not outweigh the least prize."""
    prizes = (c.demand.prize for c in day.chores if c.demand.prize > 0.0)
    return 0.1 * min(prizes, default=1.0) / max(1.0, float(day.jobs.budget.sum()))


def _tidied(jobs: Jobs, clock: Clock, rng: np.random.Generator, lists: Lists) -> Lists:
    """Return routes as good in all else, with little walked twice."""
    longest = float(lengths(jobs, lists).max()) + 1e-9
    capped = jobs._replace(budget=np.minimum(jobs.budget, longest))
    search = Search(capped, Aim(1.0, absent=NEVER), rng, lists)
    minutes = max(float(jobs.cost.mean()), 1e-3)
    heat = Heat(0.3 * minutes, 0.01 * minutes)
    for share in clock.phase():
        search.step(clock, heat.at(share))
    return search.best()


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
        bound_min=least_longest_bound(day.jobs, done),
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
