"""A plan as GeoJSON (RFC 7946): where every team walks, in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shapely.geometry import LineString, Point

from geo.geojson import dump
from geo.routing.plan import Leg, Plan, Problem


def plan_as_geojson(
    problem: Problem, plan: Plan, lines: Sequence[LineString], places: Sequence[Point]
) -> dict[str, Any]:
    """Return a feature for every leg of every walk.

    Args:
        problem: The day.
        plan: Its plan.
        lines: Of each edge, from its tail to its head, longitude and latitude, degrees, WGS 84.
        places: Of each stop.

    Returns:
        A FeatureCollection. A leg's line runs the way that it is walked; its properties are `team`,
        `order` (from 0), `lane` and `stop` (positions, or null), `serves`, `begins_min`, `minutes`.
    """
    legs = [
        _feature(problem, leg, lines, places, {"team": walk.team, "order": order})
        for walk in plan.walks
        for order, leg in enumerate(walk.legs)
    ]
    return {"type": "FeatureCollection", "features": legs}


def _feature(
    problem: Problem,
    leg: Leg,
    lines: Sequence[LineString],
    places: Sequence[Point],
    who: dict[str, int],
) -> dict[str, Any]:
    shape: LineString | Point
    lane = None
    if leg.edge is None:
        shape = places[leg.stop or 0]
    else:
        shape = lines[leg.edge] if leg.forward else lines[leg.edge].reverse()
        lane = problem.edges[leg.edge].lane if problem.edges[leg.edge].lane >= 0 else None
    said = {"serves": leg.serves, "begins_min": leg.begins_min, "minutes": leg.minutes}
    properties = {**who, "lane": lane, "stop": leg.stop, **said}
    return {"type": "Feature", "geometry": dump(shape), "properties": properties}
