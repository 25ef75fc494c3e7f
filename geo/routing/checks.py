"""What a problem must be before it can be planned."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from geo.errors import NotAMeasure, NoTeams, UnknownPosition
from geo.routing.plan import NO_LANE, Demand, Problem


def require_sound(problem: Problem) -> None:
    """Refuse a problem that contradicts itself.

    Raises:
        NoTeams: There is no team.
        UnknownPosition: A node, lane or team is named that does not exist.
        NotAMeasure: A length, a time, a prize or a budget is negative or not finite.
    """
    if not problem.teams:
        raise NoTeams("Nobody is present to walk", "/teams")
    for path, position, least, beyond in _positions(problem):
        if not least <= position < beyond:
            raise UnknownPosition(f"There is no number {position} among {beyond}", path)
    for path, measure in _measures(problem):
        if not (math.isfinite(measure) and measure >= 0.0):
            raise NotAMeasure(f"{measure} is not a number >= 0", path)


def _positions(problem: Problem) -> Iterator[tuple[str, int, int, int]]:
    """Give every position that is named: where, which, the least there is, and one too many."""
    nodes, lanes, teams = problem.nodes, len(problem.lanes), len(problem.teams)
    for i, edge in enumerate(problem.edges):
        yield f"/edges/{i}/tail", edge.tail, 0, nodes
        yield f"/edges/{i}/head", edge.head, 0, nodes
        yield f"/edges/{i}/lane", edge.lane, NO_LANE, lanes
    for i, stop in enumerate(problem.stops):
        yield f"/stops/{i}/node", stop.node, 0, nodes
    for i, team in enumerate(problem.teams):
        yield f"/teams/{i}/start", team.start, 0, nodes
        yield f"/teams/{i}/end", team.end, 0, nodes
    for path, demand in _demands(problem):
        if demand.team is not None:
            yield f"{path}/team", demand.team, 0, teams
    wishes = (
        ("familiar", problem.familiar, lanes),
        ("previous", problem.previous, lanes),
        ("previous_stops", problem.previous_stops, len(problem.stops)),
    )
    for name, wish, places in wishes:
        yield f"/{name}", len(wish) and len(wish) - 1, 0, teams
        for k, place in _members(wish):
            yield f"/{name}/{k}", place, 0, places


def _members(wish: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
    return ((k, place) for k, places in enumerate(wish) for place in sorted(places))


def _demands(problem: Problem) -> Iterator[tuple[str, Demand]]:
    yield from ((f"/lanes/{i}", demand) for i, demand in enumerate(problem.lanes))
    yield from ((f"/stops/{i}/demand", stop.demand) for i, stop in enumerate(problem.stops))


def _measures(problem: Problem) -> Iterator[tuple[str, float]]:
    for i, edge in enumerate(problem.edges):
        yield f"/edges/{i}/metres", edge.metres
        yield f"/edges/{i}/minutes", edge.minutes
    for path, demand in _demands(problem):
        yield f"{path}/prize", demand.prize
        yield f"{path}/service_min", demand.service_min
        if demand.window is not None:
            yield f"{path}/window", demand.window[0]
            yield f"{path}/window", demand.window[1] - demand.window[0]
    yield from ((f"/teams/{i}/budget_min", t.budget_min) for i, t in enumerate(problem.teams))
