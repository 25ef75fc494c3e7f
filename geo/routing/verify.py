"""Is a plan what it says? Read from the problem alone; nothing here is shared with the solver."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from geo.routing.plan import NO_LANE, Demand, Leg, Plan, Problem, Team, Walk, Why

TOLERANCE = 1e-6  # minutes or metres, per sum


class Wrong(StrEnum):
    """What can be the matter with a plan."""

    TEAMS = "teams"  # not one walk per team, in their order
    LEG = "leg"  # not an edge or a stop of the problem, or both, or served where nothing is asked
    CONNECTION = "connection"  # a leg does not begin where the last ended, or the ends are wrong
    TIME = "time"  # a leg begins or lasts as it cannot
    SUM = "sum"  # a total is not the sum of its parts
    TWICE = "twice"  # something is served more than once
    BROKEN = "broken"  # a lane is served in part, or by several teams
    OMISSION = "omission"  # left out without being named, or named without being left out
    REASON = "reason"  # the reason of an omission is not the true one
    BUDGET = "budget"  # a walk is longer than the team's minutes
    WINDOW = "window"  # begun outside its window
    LOCK = "lock"  # served by another team than it is locked to
    BOUND = "bound"  # the bound is beyond the longest walk, or below 0


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where: a JSON pointer into the plan."""

    wrong: Wrong
    path: str


def check(problem: Problem, plan: Plan) -> tuple[Fault, ...]:
    """Return all that is wrong with a plan for a sound problem; nothing where it is right."""
    if [walk.team for walk in plan.walks] != list(range(len(problem.teams))):
        return (Fault(Wrong.TEAMS, "/walks"),)
    malformed = tuple(_malformed(problem, plan))
    if malformed:
        return malformed
    found: list[Fault] = []
    for k, walk in enumerate(plan.walks):
        found += _route(problem, walk, f"/walks/{k}")
        found += _sums(problem, walk, f"/walks/{k}")
        if walk.minutes > problem.teams[k].budget_min + TOLERANCE:
            found.append(Fault(Wrong.BUDGET, f"/walks/{k}/minutes"))
    found += _service(problem, plan)
    found += _omissions(problem, plan)
    longest = max(walk.minutes for walk in plan.walks)
    if not _same(plan.longest_min, longest):
        found.append(Fault(Wrong.SUM, "/longest_min"))
    if not 0.0 <= plan.bound_min <= longest + TOLERANCE:
        found.append(Fault(Wrong.BOUND, "/bound_min"))
    return tuple(found)


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=TOLERANCE)


def _malformed(problem: Problem, plan: Plan) -> Iterator[Fault]:
    for k, walk in enumerate(plan.walks):
        for i, leg in enumerate(walk.legs):
            if not _well_formed(problem, leg):
                yield Fault(Wrong.LEG, f"/walks/{k}/legs/{i}")


def _well_formed(problem: Problem, leg: Leg) -> bool:
    if leg.stop is not None:
        known = 0 <= leg.stop < len(problem.stops) and leg.edge is None
        return known and leg.forward and leg.serves and _asks(problem.stops[leg.stop].demand)
    if leg.edge is None or not 0 <= leg.edge < len(problem.edges):
        return False
    lane = problem.edges[leg.edge].lane
    return not leg.serves or (lane != NO_LANE and _asks(problem.lanes[lane]))


def _asks(demand: Demand) -> bool:
    return demand.required or demand.prize > 0.0


def _ends(problem: Problem, leg: Leg) -> tuple[int, int]:
    """Return the nodes where a leg begins and ends."""
    if leg.stop is not None:
        return (problem.stops[leg.stop].node,) * 2
    assert leg.edge is not None  # noqa: S101 -- well formed
    edge = problem.edges[leg.edge]
    return (edge.tail, edge.head) if leg.forward else (edge.head, edge.tail)


def _route(problem: Problem, walk: Walk, path: str) -> Iterator[Fault]:
    """Give what is wrong with the places and times of a walk."""
    here, now = problem.teams[walk.team].start, 0.0
    for i, leg in enumerate(walk.legs):
        begin, end = _ends(problem, leg)
        if begin != here:
            yield Fault(Wrong.CONNECTION, f"{path}/legs/{i}")
        if not _same(leg.minutes, _minutes(problem, leg)) or not _in_time(problem, leg, now):
            yield Fault(Wrong.TIME, f"{path}/legs/{i}")
        here, now = end, leg.begins_min + leg.minutes
    if walk.legs and here != problem.teams[walk.team].end:
        yield Fault(Wrong.CONNECTION, f"{path}/legs")


def _demand(problem: Problem, leg: Leg) -> Demand:
    """Return what a leg that serves is asked for."""
    if leg.stop is not None:
        return problem.stops[leg.stop].demand
    assert leg.edge is not None  # noqa: S101 -- well formed
    return problem.lanes[problem.edges[leg.edge].lane]


def _minutes(problem: Problem, leg: Leg) -> float:
    """Return how long a leg takes."""
    if leg.edge is None:
        return _demand(problem, leg).service_min
    edge = problem.edges[leg.edge]
    if not leg.serves:
        return edge.minutes
    service = _demand(problem, leg).service_min
    if not service:
        return edge.minutes
    parts = [other.metres for other in problem.edges if other.lane == edge.lane]
    share = edge.metres / sum(parts) if sum(parts) > 0.0 else 1.0 / len(parts)
    return edge.minutes + share * service


def _in_time(problem: Problem, leg: Leg, now: float) -> bool:
    """Tell whether a leg begins at once, or waits for nothing but its window."""
    if _same(leg.begins_min, now):
        return True
    window = _demand(problem, leg).window if leg.serves else None
    return window is not None and leg.begins_min > now and _same(leg.begins_min, window[0])


def _sums(problem: Problem, walk: Walk, path: str) -> Iterator[Fault]:
    metres = repeated = busy = 0.0
    for leg in walk.legs:
        length = problem.edges[leg.edge].metres if leg.edge is not None else 0.0
        metres += length
        repeated += 0.0 if leg.serves else length
        busy += leg.minutes
    end = walk.legs[-1].begins_min + walk.legs[-1].minutes if walk.legs else 0.0
    for name, said, true in (
        ("minutes", walk.minutes, end),
        ("metres", walk.metres, metres),
        ("repeated_m", walk.repeated_m, repeated),
        ("waiting_min", walk.waiting_min, end - busy),
    ):
        if not _same(said, true):
            yield Fault(Wrong.SUM, f"{path}/{name}")


def _serving(problem: Problem, plan: Plan) -> Iterator[tuple[str, int, Leg, int | None]]:
    """Give every leg that serves: its path, its team, itself, and its lane."""
    for k, walk in enumerate(plan.walks):
        for i, leg in enumerate(walk.legs):
            if leg.serves:
                lane = problem.edges[leg.edge].lane if leg.edge is not None else None
                yield f"/walks/{k}/legs/{i}", k, leg, lane


def _service(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Give what is wrong with what is served: how often, by whom, when."""
    count: Counter[tuple[int | None, int | None]] = Counter()
    teams: dict[int, set[int]] = defaultdict(set)
    begun: set[tuple[int | None, int | None]] = set()
    for path, k, leg, lane in _serving(problem, plan):
        demand = _demand(problem, leg)
        count[leg.edge, leg.stop] += 1
        if count[leg.edge, leg.stop] > 1:
            yield Fault(Wrong.TWICE, path)
        if demand.team not in {None, k}:
            yield Fault(Wrong.LOCK, path)
        if (lane, leg.stop) not in begun and not _in_window(demand, leg.begins_min):
            yield Fault(Wrong.WINDOW, path)
        begun.add((lane, leg.stop))
        if lane is not None:
            teams[lane].add(k)
    unserved = {edge.lane for i, edge in enumerate(problem.edges) if not count[i, None]}
    for lane, walkers in teams.items():
        if len(walkers) > 1 or lane in unserved:
            yield Fault(Wrong.BROKEN, f"/lanes/{lane}")


def _in_window(demand: Demand, minute: float) -> bool:
    window = demand.window or (-math.inf, math.inf)
    return window[0] - TOLERANCE <= minute <= window[1] + TOLERANCE


def _omissions(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Give what is left out without being named, and what is named wrongly."""
    legs = [leg for walk in plan.walks for leg in walk.legs if leg.serves]
    stops = {leg.stop for leg in legs if leg.stop is not None}
    lanes = {problem.edges[leg.edge].lane for leg in legs if leg.edge is not None}
    left: set[tuple[int | None, int | None]] = set()
    left |= {(i, None) for i, d in enumerate(problem.lanes) if _asks(d) and i not in lanes}
    left |= {(None, i) for i, s in enumerate(problem.stops) if _asks(s.demand) and i not in stops}
    named = Counter((omission.lane, omission.stop) for omission in plan.omitted)
    if set(named) != left or any(number > 1 for number in named.values()):
        yield Fault(Wrong.OMISSION, "/omitted")
        return
    reach = _Reach(problem)
    for i, omission in enumerate(plan.omitted):
        if omission.why not in reach.reasons(omission.lane, omission.stop):
            yield Fault(Wrong.REASON, f"/omitted/{i}/why")


class _Reach:
    """Who can get where, and when."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._next: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for edge in problem.edges:
            self._next[edge.tail].append((edge.head, edge.minutes))
            self._next[edge.head].append((edge.tail, edge.minutes))
        self._times: dict[int, dict[int, float]] = {}

    def minutes(self, start: int) -> dict[int, float]:
        """Return the least minutes from a node to all that it can reach."""
        if start not in self._times:
            found: dict[int, float] = {}
            heap = [(0.0, start)]
            while heap:
                now, node = heapq.heappop(heap)
                if node in found:
                    continue
                found[node] = now
                for other, way in self._next[node]:
                    heapq.heappush(heap, (now + way, other))
            self._times[start] = found
        return self._times[start]

    def reasons(self, lane: int | None, stop: int | None) -> set[Why]:
        """Return the reasons that may stand by an omission."""
        demand = self._problem.stops[stop].demand if stop is not None else None
        demand = demand or self._problem.lanes[lane or 0]
        parts = self._parts(lane, stop)
        teams = enumerate(self._problem.teams)
        verdicts = {
            self._verdict(team, demand, parts) for k, team in teams if demand.team in (None, k)
        }
        if None in verdicts:
            return {Why.NO_TIME} if demand.required else {Why.NO_TIME, Why.NOT_WORTH}
        known = [w for w in (Why.WINDOW, Why.TOO_FAR) if w in verdicts]
        return {known[0] if known else Why.UNREACHABLE}

    def _parts(self, lane: int | None, stop: int | None) -> list[tuple[int, int, float]]:
        """Return tail, head and walking minutes of what is to be served."""
        if stop is not None:
            node = self._problem.stops[stop].node
            return [(node, node, 0.0)]
        edges = [edge for edge in self._problem.edges if edge.lane == lane]
        return [(edge.tail, edge.head, edge.minutes) for edge in edges]

    def _verdict(
        self, team: Team, demand: Demand, parts: list[tuple[int, int, float]]
    ) -> Why | None:
        """Return what keeps a team that does nothing else from it, None if nothing does."""
        there, back = self.minutes(team.start), self.minutes(team.end)
        if not parts or any(n not in there or n not in back for a, b, _ in parts for n in (a, b)):
            return Why.UNREACHABLE
        farthest = max(min(there[a] + back[b], there[b] + back[a]) + m for a, b, m in parts)
        walked = max(farthest, sum(minutes for _, _, minutes in parts))
        if walked + demand.service_min > team.budget_min + TOLERANCE:
            return Why.TOO_FAR
        soonest = min(min(there[a], there[b]) for a, b, _ in parts)
        late = demand.window is not None and soonest > demand.window[1]
        return Why.WINDOW if late else None
