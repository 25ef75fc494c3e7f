"""From a solver's plan to what is written down: legs by lane, and every place's fate. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shapely.geometry import LineString, Point

from app.planning.day_problem import WGS84, Crew, DayProblem
from app.planning.demand import Need
from geo.crs import project
from geo.routing.plan import Leg, Plan, Walk, Why


@dataclass(frozen=True)
class LegDraft:
    """A step of a walk as it is shown: a stretch of one lane, or a courtyard; WGS 84.

    `need` is None on a way that is no lane.
    """

    need: Need | None
    serves: bool
    begins_min: float
    minutes: float
    metres: float
    shape: LineString | Point


@dataclass(frozen=True)
class WalkDraft:
    """A team's walk."""

    crew: Crew
    legs: tuple[LegDraft, ...]
    minutes: float
    metres: float
    repeated_m: float


@dataclass(frozen=True)
class Fate:
    """A place, and which team walks it; or, with nobody, why not."""

    need: Need
    team_id: int | None
    why: Why | None


def walk_drafts(day: DayProblem, plan: Plan) -> list[WalkDraft]:
    """Return the walks as they are shown, in the teams' order."""
    return [
        WalkDraft(
            crew=day.crews[walk.team],
            legs=tuple(_legs(day, walk)),
            minutes=walk.minutes,
            metres=walk.metres,
            repeated_m=walk.repeated_m,
        )
        for walk in plan.walks
    ]


def fates(day: DayProblem, plan: Plan) -> list[Fate]:
    """Return what becomes of every place, lanes first, in the order of the needs."""
    walker = _walkers(day, plan)
    lane_why = {one.lane: one.why for one in plan.omitted if one.lane is not None}
    stop_why = {one.stop: one.why for one in plan.omitted if one.stop is not None}
    told = [
        *((need, lane_why.get(i)) for i, need in enumerate(day.lanes)),
        *((need, stop_why.get(i)) for i, need in enumerate(day.stops)),
    ]
    weighed = [_fate(need, walker.get(need.key), _why(day, need, why)) for need, why in told]
    return [*weighed, *(_fate(need, None, Why.UNREACHABLE) for need in day.stranded)]


def _why(day: DayProblem, need: Need, told: Why | None) -> Why | None:
    """Return why a place is left out: what the solver told, or that it was not even weighed."""
    return day.unweighed.get(need.key, told)


def _fate(need: Need, team_id: int | None, why: Why | None) -> Fate:
    if why is None and team_id is not None:
        return Fate(need, team_id, None)
    return Fate(need, None, why or Why.NOT_WORTH)


def _walkers(day: DayProblem, plan: Plan) -> dict[tuple[str, int], int]:
    """Return who serves each place; of a lane that two teams share, who serves most of it."""
    metres: dict[tuple[str, int], dict[int, float]] = {}
    for walk in plan.walks:
        for leg in walk.legs:
            need = _need_of(day, leg)
            if leg.serves and need is not None:
                length = 1.0 if leg.edge is None else day.network.edges[leg.edge].metres
                shares = metres.setdefault(need.key, {})
                shares[walk.team] = shares.get(walk.team, 0.0) + length
    return {
        key: day.crews[max(shares, key=lambda team: (shares[team], -team))].team_id
        for key, shares in metres.items()
    }


def _need_of(day: DayProblem, leg: Leg) -> Need | None:
    if leg.stop is not None:
        return day.stops[leg.stop]
    lane = day.problem.edges[leg.edge or 0].lane
    return day.lanes[lane] if lane >= 0 else None


def _legs(day: DayProblem, walk: Walk) -> Iterator[LegDraft]:
    """Yield the legs, edge after edge of one lane in one direction as one leg."""

    def together(leg: Leg) -> tuple[object, ...]:
        lane = None if leg.edge is None else day.problem.edges[leg.edge].lane
        return (leg.stop, lane, leg.serves, leg.forward)

    for _key, group in groupby(walk.legs, together):
        yield _leg(day, list(group))


def _leg(day: DayProblem, legs: Sequence[Leg]) -> LegDraft:
    first = legs[0]
    need = _need_of(day, first)
    edges = [day.network.edges[leg.edge] for leg in legs if leg.edge is not None]
    return LegDraft(
        need=need,
        serves=first.serves,
        begins_min=first.begins_min,
        minutes=sum(leg.minutes for leg in legs),
        metres=sum(edge.metres for edge in edges),
        shape=project(_shape(day, legs), day.utm_srid, WGS84),
    )


def _shape(day: DayProblem, legs: Sequence[Leg]) -> LineString | Point:
    """Return the line that is walked, in its direction, or the place where a stop lies; metres."""
    first = legs[0]
    if first.stop is not None:
        return Point(day.network.nodes[day.problem.stops[first.stop].node])
    path: list[tuple[float, ...]] = []
    for leg in legs:
        spots = list(day.network.edges[leg.edge or 0].line.coords)
        path += spots if leg.forward else spots[::-1]
    return LineString(path)
