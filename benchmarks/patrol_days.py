"""R10 to R13: a community's day, from walks to mutated plans."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import mean

from benchmarks.routing.days import TEAMS, Town, day, generated, monaco
from benchmarks.routing.mutants import mutants
from benchmarks.rows import Row
from geo.routing.patrol import solve
from geo.routing.plan import Budget, Plan, Problem
from geo.routing.verify import check

ROUNDS = Budget(30_000, 30.0)  # a day
AGAIN = Budget(10_000, 30.0)  # a day that is planned anew
DAY_SECONDS, SPREAD = 3.0, 0.08
ABSENT_SECONDS, CHANGED = 1.0, 0.15
AMPLE, TIGHT = 2.0, 1.0  # minutes that teams have, as a share of the longest walk of them all
DAYS, OVERLAP, MORE = 14, 0.6, 0.03
Lanes = tuple[frozenset[int], ...]


def rows() -> Iterator[Row]:
    """Measure each, on a generated town and on Monaco where it is there."""
    towns = list(_towns())
    solve(day(towns[0], 1), Budget(1, 30.0), 1)  # compiles: not timed
    for town in towns:
        for offices in (1, 4):
            yield _day(town, offices)
    for town in towns:
        for share in (AMPLE, TIGHT):
            yield _absent(town, share)
    yield _varied(towns[0])
    yield _caught(towns[0])


def _towns() -> Iterator[Town]:
    yield generated()
    try:
        yield monaco()
    except FileNotFoundError:
        return


def _timed(problem: Problem, stop: Budget, seed: int = 1) -> tuple[Plan, float]:
    began = time.process_time()
    plan = solve(problem, stop, seed)
    return plan, time.process_time() - began


def _day(town: Town, offices: int) -> Row:
    """R10: a whole day."""
    problem = day(town, offices)
    plan, seconds = _timed(problem, ROUNDS)
    minutes = [walk.minutes for walk in plan.walks]
    spread = (max(minutes) - min(minutes)) / max(minutes)
    reasons = sorted({omission.why.value for omission in plan.omitted})
    faults = len(check(problem, plan))
    return Row(
        "R10",
        f"a day in {town.name}: {town.lanes} lanes, {len(problem.stops)} courtyards,"
        f" {TEAMS} teams, {offices} starts",
        f"{seconds:.2f} CPU s; spread {spread:.1%}; longest {plan.longest_min:.0f} min, bound"
        f" {plan.bound_min:.0f} ({plan.gap:.0%}); left out {len(plan.omitted)}"
        f" ({', '.join(reasons) or 'none'}); {faults} faults",
        f"<= {DAY_SECONDS:.0f} s; spread <= {SPREAD:.0%}; what is left out is named",
        seconds <= DAY_SECONDS and spread <= SPREAD and not faults,
    )


def _lanes(problem: Problem, plan: Plan) -> Lanes:
    """Return the lanes that each team serves."""
    served = (
        [leg.edge for leg in walk.legs if leg.serves and leg.edge is not None]
        for walk in plan.walks
    )
    return tuple(frozenset(problem.edges[edge].lane for edge in edges) for edges in served)


def _absent(town: Town, share: float) -> Row:
    """R11: each team in turn does not come; everybody has a share of the minutes that it takes."""
    problem = day(town, 4)
    longest = solve(problem, ROUNDS, 1).longest_min
    teams = tuple(replace(team, budget_min=share * longest) for team in problem.teams)
    problem = replace(problem, teams=teams)
    before = _lanes(problem, solve(problem, ROUNDS, 1))
    changed, times, missed, free = [], [], 0, 0
    for absent in range(TEAMS):
        stay = [k for k in range(TEAMS) if k != absent]
        kept = tuple(before[k] for k in stay)
        anew = replace(problem, teams=tuple(problem.teams[k] for k in stay))
        fewer = replace(anew, previous=kept)
        plan, seconds = _timed(fewer, AGAIN)
        changed.append(_lost(kept, _lanes(fewer, plan)))
        times.append(seconds)
        missed += len(plan.omitted)
        free += len(solve(anew, AGAIN, 1).omitted)
    return Row(
        "R11",
        f"each of {TEAMS} teams absent in turn, {town.name}; minutes {share:.0%} of what all need",
        f"at most {max(times):.2f} CPU s and {max(changed):.1%} of the other teams' lanes;"
        f" {missed} due places left out in all, {free} where each day is planned anew",
        f"<= {ABSENT_SECONDS:.0f} s, <= {CHANGED:.0%}",
        max(times) <= ABSENT_SECONDS and max(changed) <= CHANGED,
    )


def _lost(before: Sequence[frozenset[int]], after: Sequence[frozenset[int]]) -> float:
    """Return the share of lanes that are no longer with the team that they were with."""
    gone = sum(len(was - now) for was, now in zip(before, after, strict=True))
    return gone / sum(map(len, before))


def _varied(town: Town) -> Row:
    """R12: two weeks, each day other than the one before."""
    problem = day(town, 4)
    plain = mean(_metres(solve(problem, ROUNDS, seed)) for seed in range(DAYS))
    overlaps, metres = [], []
    known: Lanes = ()
    for seed in range(DAYS):
        plan = solve(replace(problem, familiar=known), ROUNDS, seed)
        today = _lanes(problem, plan)
        if known:
            overlaps.append(1.0 - _lost(today, known))
        metres.append(_metres(plan))
        known = today
    more = mean(metres) / plain - 1.0
    return Row(
        "R12",
        f"{DAYS} days in {town.name}, 4 starts: lanes that a team walked the day before too",
        f"at most {max(overlaps):.1%}; {more:+.1%} walking",
        f"<= {OVERLAP:.0%} at <= {MORE:+.0%}",
        max(overlaps) <= OVERLAP and more <= MORE,
    )


def _metres(plan: Plan) -> float:
    return sum(walk.metres for walk in plan.walks)


def _caught(town: Town) -> Row:
    """R13: plans with something wrong."""
    problem = day(town, 4)
    problem = replace(problem, teams=tuple(replace(t, budget_min=45.0) for t in problem.teams))
    plan = solve(problem, AGAIN, 1)
    made = caught = 0
    for mutant in mutants(problem, plan, 500):
        made += 1
        caught += bool(check(problem, mutant))
    return Row(
        "R13",
        f"the verifier on {made} mutants of a plan that it finds no fault with",
        f"{caught / made:.1%} caught; {len(check(problem, plan))} faults in the plan itself",
        "100 %",
        caught == made and not check(problem, plan),
    )
