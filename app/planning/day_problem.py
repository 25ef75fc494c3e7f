"""From a day's needs to the problem that a solver is given, and the way back. Pure.

Everything is computed in the metres of the community's UTM zone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeVar

import shapely
from shapely.geometry import LineString, Point

from app.planning.demand import Need, within_reach
from geo.crs import project
from geo.routing.network import Network, build_network
from geo.routing.plan import Demand, Edge, Problem, Stop, Team, Why

G = TypeVar("G", LineString, Point)

Key = tuple[str, int]  # kind and id of a place

WGS84 = 4326
# Paces of people over sixty at 3,650 m, own choice (docs/planning.md), metres per minute.
WALKING_M_PER_MIN = 60.0
INSPECTING_M_PER_MIN = 40.0
MINUTES_PER_FIND = 2.0  # a car moved on, a bike tidied, and the pin: for each expected that day
COURTYARD_MIN = 3.0
HOUSEHOLDS_PER_MIN = 20.0
MOST_WEIGHED = 1000  # places that a solver weighs against each other: several times a day's work
SNAP_M = 1.5
POINT_SNAP_M = 80.0  # an office lies behind a lane's houses, not across the town


@dataclass(frozen=True)
class Crew:
    """A team that comes: its id, how many, where it starts (WGS 84) and the minutes it has."""

    team_id: int
    stewards: int
    start_id: int | None
    start: Point
    budget_min: float


@dataclass(frozen=True, eq=False)
class DayProblem:
    """A problem and what its positions stand for.

    Attributes:
        problem: What the solver is given.
        crews: The teams, by the problem's positions.
        lanes: Needs of the lanes, by position.
        stops: Needs of the courtyards that lie on the network, by position.
        stranded: Needs of the courtyards that no lane leads to.
        unweighed: What the solver is not even given, by kind and id, and why.
        network: The lanes' network; the problem's edges are its edges.
        utm_srid: EPSG code of its metres.
    """

    problem: Problem
    crews: tuple[Crew, ...]
    lanes: tuple[Need, ...]
    stops: tuple[Need, ...]
    stranded: tuple[Need, ...]
    unweighed: Mapping[Key, Why]
    network: Network
    utm_srid: int


@dataclass(frozen=True)
class Habits:
    """Places by team (ids).

    Attributes:
        familiar: Lanes that each walked yesterday.
        previous: Lanes that each is to keep if it can.
        previous_yards: Courtyards, likewise.
    """

    familiar: dict[int, frozenset[int]]
    previous: dict[int, frozenset[int]]
    previous_yards: dict[int, frozenset[int]]


def day_problem(
    found: Sequence[Need],
    crews: Sequence[Crew],
    habits: Habits,
    utm_srid: int,
    begins_at: time,
) -> DayProblem:
    """Return the problem of a day.

    Args:
        found: What the places ask, WGS 84.
        crews: The teams that come; who starts far from the lanes starts at the nearest one.
        habits: What is not to be repeated, and what is to be kept.
        utm_srid: EPSG code of the community's zone.
        begins_at: When the walks begin, on the clock that the places' hours are told by.
    """
    lanes = [need for need in found if isinstance(need.place.shape, LineString)]
    yards = [need for need in found if isinstance(need.place.shape, Point)]
    lines, doors = _in_metres(lanes, LineString, utm_srid), _in_metres(yards, Point, utm_srid)
    starts = [_onto(lines, project(crew.start, WGS84, utm_srid)) for crew in crews]
    network = build_network(lines, [*starts, *doors], snap_m=SNAP_M, point_snap_m=POINT_SNAP_M)
    at_start, at_door = network.point_nodes[: len(starts)], network.point_nodes[len(starts) :]
    reached = [(n, y) for n, y in zip(at_door, yards, strict=True) if n is not None]
    asks = _asking(found, crews, begins_at)
    problem = Problem(
        nodes=len(network.nodes),
        edges=_edges(network),
        lanes=tuple(
            asks.demand(need, line.length) for need, line in zip(lanes, lines, strict=True)
        ),
        stops=tuple(Stop(node, asks.demand(need)) for node, need in reached),
        teams=tuple(
            Team(node or 0, node or 0, crew.budget_min)
            for node, crew in zip(at_start, crews, strict=True)
        ),
        familiar=_by_position(habits.familiar, crews, lanes),
        previous=_by_position(habits.previous, crews, lanes),
        previous_stops=_by_position(habits.previous_yards, crews, [need for _, need in reached]),
    )
    return DayProblem(
        problem=problem,
        crews=tuple(crews),
        lanes=tuple(lanes),
        stops=tuple(need for _node, need in reached),
        stranded=tuple(y for n, y in zip(at_door, yards, strict=True) if n is None),
        unweighed=asks.unweighed,
        network=network,
        utm_srid=utm_srid,
    )


def _in_metres(found: Sequence[Need], kind: type[G], utm_srid: int) -> list[G]:
    shapes = (need.place.shape for need in found)
    return [project(shape, WGS84, utm_srid) for shape in shapes if isinstance(shape, kind)]


def middle_of(lines: Sequence[LineString]) -> Point:
    """Return the place on some line that is nearest to the middle of them all.

    Raises:
        ValueError: There is no line.
    """
    if not lines:
        raise ValueError("no lines have no middle")
    whole = shapely.MultiLineString(list(lines))
    centre = whole.envelope.centroid
    return whole.interpolate(whole.project(centre))


def inspecting_min(need: Need, metres: float = 0.0) -> float:
    """Return the minutes that a place takes beyond walking through it.

    Args:
        need: The place; the more it is expected to show, the longer it takes.
        metres: Length of a lane.
    """
    if isinstance(need.place.shape, Point):
        return COURTYARD_MIN + need.place.households / HOUSEHOLDS_PER_MIN
    looking = metres / INSPECTING_M_PER_MIN - metres / WALKING_M_PER_MIN
    return looking + MINUTES_PER_FIND * need.place.heat.value


@dataclass(frozen=True)
class Asking:
    """What turns needs into the solver's terms: the teams' positions, the begin, what is out."""

    position: Mapping[int, int]
    begins_at: time
    unweighed: Mapping[Key, Why]

    def demand(self, need: Need, metres: float = 0.0) -> Demand:
        """Return what a place asks of the solver; nothing where it is not even weighed."""
        if need.key in self.unweighed:
            return Demand()
        first, last = need.hours.after(self.begins_at) if need.hours else (0.0, 0.0)
        return Demand(
            required=need.required,
            prize=need.prize,
            service_min=inspecting_min(need, metres),
            window=(max(0.0, first), last) if need.hours else None,
            team=None if need.team_id is None else self.position.get(need.team_id),
        )


def _asking(found: Sequence[Need], crews: Sequence[Crew], begins_at: time) -> Asking:
    position = {crew.team_id: i for i, crew in enumerate(crews)}
    return Asking(position, begins_at, _unweighed(found, crews, begins_at))


def _unweighed(found: Sequence[Need], crews: Sequence[Crew], begins_at: time) -> dict[Key, Why]:
    """Return what the solver is not given: nobody is out at its hours, or it is far too much."""
    out_min = max((crew.budget_min for crew in crews), default=0.0)
    away = {need.key for need in found if not _meets_hours(need, begins_at, out_min)}
    rest = within_reach([need for need in found if need.key not in away], MOST_WEIGHED)[1]
    return dict.fromkeys(away, Why.WINDOW) | {
        need.key: Why.NO_TIME if need.required else Why.NOT_WORTH for need in rest
    }


def _meets_hours(need: Need, begins_at: time, out_min: float) -> bool:
    if need.hours is None:
        return True
    first, last = need.hours.after(begins_at)
    return last >= 0.0 and first < out_min


def _edges(network: Network) -> tuple[Edge, ...]:
    return tuple(
        Edge(one.tail, one.head, one.metres, one.metres / WALKING_M_PER_MIN, one.lane)
        for one in network.edges
    )


def _onto(lines: Sequence[LineString], start: Point) -> Point:
    """Return a start, or the nearest place on a lane where it lies far from all of them."""
    if not lines:
        return start
    nearest = min(lines, key=start.distance)
    if nearest.distance(start) <= POINT_SNAP_M:
        return start
    return nearest.interpolate(nearest.project(start))


def _by_position(
    places_of: dict[int, frozenset[int]], crews: Sequence[Crew], places: Sequence[Need]
) -> tuple[frozenset[int], ...]:
    """Return places by the crews' order and by position; nothing where no crew has any."""
    position = {need.place.id: i for i, need in enumerate(places)}
    found = tuple(
        frozenset(position[i] for i in places_of.get(crew.team_id, ()) if i in position)
        for crew in crews
    )
    return found if any(found) else ()
