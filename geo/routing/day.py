"""A day's problem as jobs for the search, and its routes back as walks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from geo.routing.jobs import FOREVER, Ints, Jobs, Reals, nearest
from geo.routing.matrix import Ways, ways_between
from geo.routing.plan import Demand, Leg, Problem, Walk, Why

MANY = 60  # jobs above which a job is put back beside near ones: own choice
BESIDE = 25  # that many near ones: own choice
SERVES, PASSES = True, False
ROUNDING_MIN = 1e-6  # minutes by which a sum may miss a budget
NOBODY = -1
KEPT = 0.5  # of leaving out what is due: what leaving out a place of the plan before costs more
STRANGE_MIN = 1.0  # surcharge per minute for a place of another team's previous walk
FAMILIAR_MIN = 0.5  # surcharge per minute for a lane that the team walked yesterday


@dataclass(frozen=True, slots=True)
class Chore:
    """A lane or a stop that asks for something, as a group of jobs.

    Attributes:
        lane: Position of the lane, or None.
        stop: Position of the stop, or None.
        demand: What it asks.
        edges: Positions of the lane's edges, one job each; empty for a stop, which is one job.
        minutes: Time spent on it, by job.
    """

    lane: int | None
    stop: int | None
    demand: Demand
    edges: tuple[int, ...]
    minutes: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Day:
    """A problem made ready.

    Attributes:
        problem: The problem.
        chores: What can be served at all, by group.
        hopeless: What cannot, and why.
        ways: Shortest ways between the nodes of jobs and teams.
        jobs: The same for the search.
    """

    problem: Problem
    chores: tuple[Chore, ...]
    hopeless: tuple[tuple[Chore, Why], ...]
    ways: Ways
    jobs: Jobs


def chores_of(problem: Problem) -> Iterator[Chore]:
    """Give every lane and stop with a demand, lanes first."""
    edges: list[list[int]] = [[] for _ in problem.lanes]
    for i, edge in enumerate(problem.edges):
        if edge.lane >= 0:
            edges[edge.lane].append(i)
    for i, demand in enumerate(problem.lanes):
        if demand.required or demand.prize > 0.0:
            yield Chore(i, None, demand, tuple(edges[i]), _shared_out(problem, edges[i], demand))
    for i, stop in enumerate(problem.stops):
        if stop.demand.required or stop.demand.prize > 0.0:
            yield Chore(None, i, stop.demand, (), (stop.demand.service_min,))


def _shared_out(problem: Problem, edges: Sequence[int], demand: Demand) -> tuple[float, ...]:
    """Return the minutes on a lane's edges, its service spread by length."""
    length = sum(problem.edges[i].metres for i in edges)
    parts = (problem.edges[i].metres / length if length else 1.0 / len(edges) for i in edges)
    return tuple(
        problem.edges[i].minutes + demand.service_min * part
        for i, part in zip(edges, parts, strict=True)
    )


def made_ready(problem: Problem) -> Day:
    """Turn a sound problem into jobs; sort out what no team can serve whatever else it does."""
    chores = tuple(chores_of(problem))
    ends = {node for team in problem.teams for node in (team.start, team.end)}
    ways = ways_between(
        problem.nodes,
        problem.edges,
        ends | {n for c in chores for pair in _pairs(problem, c) for n in pair},
    )
    verdicts = [why_hopeless(problem, ways, chore) for chore in chores]
    kept = tuple(c for c, why in zip(chores, verdicts, strict=True) if why is None)
    hopeless = tuple((c, why) for c, why in zip(chores, verdicts, strict=True) if why)
    return Day(problem, kept, hopeless, ways, _jobs(problem, kept, ways))


def _pairs(problem: Problem, chore: Chore) -> list[tuple[int, int]]:
    """Return tail and head of each of a chore's jobs."""
    if chore.stop is not None:
        return [(problem.stops[chore.stop].node,) * 2]
    return [(problem.edges[i].tail, problem.edges[i].head) for i in chore.edges]


def why_hopeless(problem: Problem, ways: Ways, chore: Chore) -> Why | None:
    """Return why no team could serve a chore even if it did nothing else; None if one may."""
    pairs = _pairs(problem, chore)
    at = [[ways.row[node] for node in pair] for pair in pairs]
    stretches = [problem.edges[i].minutes for i in chore.edges] or [0.0] * len(pairs)
    least = Why.UNREACHABLE
    for k, team in enumerate(problem.teams):
        if chore.demand.team not in (None, k) or not pairs:
            continue
        there, back = ways.minutes[ways.row[team.start]], ways.minutes[:, ways.row[team.end]]
        # The way to its farthest stretch may lead over all others: only that stretch's own adds.
        farthest = max(
            min(there[a] + back[b], there[b] + back[a]) + minutes
            for (a, b), minutes in zip(at, stretches, strict=True)
        )
        if not np.isfinite(farthest):
            continue
        least_min = max(farthest, sum(stretches)) + chore.demand.service_min
        if least_min > team.budget_min + ROUNDING_MIN:
            least = Why.TOO_FAR if least is Why.UNREACHABLE else least
            continue
        window = chore.demand.window
        if window is None or min(min(there[a], there[b]) for a, b in at) <= window[1]:
            return None
        least = Why.WINDOW
    return least


def _jobs(problem: Problem, chores: Sequence[Chore], ways: Ways) -> Jobs:
    pairs = [[ways.row[a], ways.row[b]] for c in chores for a, b in _pairs(problem, c)]
    sizes = [len(chore.minutes) for chore in chores]
    group = np.repeat(np.arange(len(chores), dtype=np.int32), sizes)
    nodes = np.array(pairs, np.int32).reshape(-1, 2)
    tail, head = np.ascontiguousarray(nodes[:, 0]), np.ascontiguousarray(nodes[:, 1])
    minutes = np.array([m for chore in chores for m in chore.minutes])
    windows = np.array([c.demand.window or (0.0, FOREVER) for c in chores]).reshape(-1, 2)[group]
    start = np.array([ways.row[team.start] for team in problem.teams], np.int32)
    end = np.array([ways.row[team.end] for team in problem.teams], np.int32)
    teams = len(problem.teams)
    near, timed = nearest(ways.minutes, tail, head), any(c.demand.window for c in chores)
    return Jobs(
        ways=ways.minutes,
        ways_back=np.ascontiguousarray(ways.minutes.T),
        tail=tail,
        head=head,
        cost=np.repeat(minutes[:, None], 2, axis=1),
        load=np.zeros(len(tail)),
        group=group,
        first=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        worth=_worths(chores),
        due=1.0 + sum(chore.demand.prize for chore in chores),
        near=near,
        beside=BESIDE if near.shape[1] > MANY and not timed else 0,
        opens=np.ascontiguousarray(windows[:, 0]),
        closes=np.ascontiguousarray(windows[:, 1]),
        timed=timed,
        start=start,
        end=end,
        budget=np.array([team.budget_min for team in problem.teams]) + SLACK_MIN,
        capacity=np.ones(teams),
        bias=_bias(problem, chores, ways, minutes, group),
        alike=False,
    )


SLACK_MIN = 1e-9  # what sums of minutes may be off by rounding


def _worths(chores: Sequence[Chore]) -> Reals:
    """Return what it costs to leave each chore out: any required one more than all prizes."""
    prizes = np.array([chore.demand.prize for chore in chores])
    required = np.array([chore.demand.required for chore in chores], bool)
    return np.asarray(prizes + required * (1.0 + prizes.sum()), np.float64)


def _bias(
    problem: Problem, chores: Sequence[Chore], ways: Ways, minutes: Reals, group: Ints
) -> Reals:
    """Return the surcharge of each chore's jobs with each team, inf where it must not be."""
    bias = np.zeros((len(problem.teams), len(chores)))
    for k, team in enumerate(problem.teams):
        there = ways.minutes[ways.row[team.start]] + ways.minutes[:, ways.row[team.end]]
        for g, chore in enumerate(chores):
            locked = chore.demand.team not in (None, k)
            far = [there[ways.row[n]] for pair in _pairs(problem, chore) for n in pair]
            bias[k, g] = (
                np.inf if locked or not np.isfinite(far).all() else _wish(problem, k, chore)
            )
    return np.ascontiguousarray(bias[:, group] * np.maximum(minutes, 1e-3))


def _wish(problem: Problem, k: int, chore: Chore) -> float:
    """Return the surcharge per minute of a chore with team k."""
    known = bool(problem.familiar) and chore.lane in problem.familiar[k]
    strange = _owner(problem, chore) not in (NOBODY, k)
    return FAMILIAR_MIN * known + STRANGE_MIN * strange


def keeping(day: Day, moved: float) -> Jobs:
    """Return the jobs for a search that keeps to the plan before.

    Args:
        day: The problem made ready.
        moved: What it costs that a place of one team's goes to another, as a share of what it costs
            to leave out what is due. Leaving out a place of the plan before costs half of that
            more than leaving out another like it.
    """
    jobs, owners = day.jobs, _owners(day)
    teams = np.arange(len(jobs.start))[:, None]
    strange = (owners != NOBODY) & (owners != teams)
    sizes = np.diff(jobs.first)
    surcharge = np.where(strange, moved * jobs.due / sizes, 0.0)[:, jobs.group]
    return jobs._replace(
        worth=jobs.worth + np.where(owners != NOBODY, KEPT * jobs.due, 0.0),
        bias=np.ascontiguousarray(np.where(np.isinf(jobs.bias), np.inf, surcharge)),
    )


def _owners(day: Day) -> Ints:
    """Return for each chore the team that it belongs to, NOBODY for none."""
    return np.array([_owner(day.problem, chore) for chore in day.chores], np.int32)


def _owner(problem: Problem, chore: Chore) -> int:
    """Return the team that a chore belongs to: by hand, or by the plan before; else NOBODY."""
    if chore.demand.team is not None:
        return chore.demand.team
    before = problem.previous if chore.stop is None else problem.previous_stops
    place = chore.lane if chore.stop is None else chore.stop
    return next((k for k, places in enumerate(before) if place in places), NOBODY)


def walk_of(day: Day, k: int, route: Sequence[int], backward: Sequence[int]) -> Walk:
    """Return the walk of team k.

    Args:
        day: The problem made ready.
        k: Position of the team.
        route: Its jobs in order.
        backward: For each, 1 where it is served from head to tail.
    """
    legs: list[Leg] = []
    team, jobs = day.problem.teams[k], day.jobs
    here, now = team.start, 0.0
    for t, back in zip(route, backward, strict=True):
        chore, nth = day.chores[jobs.group[t]], t - jobs.first[jobs.group[t]]
        enter, leave = (int(day.ways.nodes[n]) for n in (jobs.tail[t], jobs.head[t]))
        if back:
            enter, leave = leave, enter
        legs += (passing := _passing(day, here, enter, now))
        now = max(now + sum(leg.minutes for leg in passing), float(jobs.opens[t]))
        edge = chore.edges[nth] if chore.edges else None
        legs.append(Leg(edge, chore.stop, not back, SERVES, now, chore.minutes[nth]))
        here, now = leave, now + chore.minutes[nth]
    if legs:
        legs += _passing(day, here, team.end, now)
    return _summed(day.problem, k, legs)


def _passing(day: Day, start: int, end: int, now: float) -> list[Leg]:
    """Return the legs from node to node that serve nothing."""
    legs = []
    for edge, forward in day.ways.edges(start, end):
        legs.append(Leg(edge, None, forward, PASSES, now, day.problem.edges[edge].minutes))
        now += legs[-1].minutes
    return legs


def _summed(problem: Problem, k: int, legs: list[Leg]) -> Walk:
    metres = [problem.edges[leg.edge].metres if leg.edge is not None else 0.0 for leg in legs]
    repeated = sum(m for m, leg in zip(metres, legs, strict=True) if not leg.serves)
    minutes = legs[-1].begins_min + legs[-1].minutes if legs else 0.0
    waiting = minutes - sum(leg.minutes for leg in legs)
    return Walk(k, tuple(legs), minutes, sum(metres), repeated, max(0.0, waiting))
