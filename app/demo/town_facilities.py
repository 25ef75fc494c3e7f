"""What stands in the demo's lanes: bike parking, rubbish points, lamps, manholes, hydrants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from app.demo.town_courtyards import Yard
from app.demo.town_names import Name
from app.demo.town_plan import LaneKind, PlannedLane

EDGE_M: Final = 0.6
"""Lamps and hydrants stand so far inside the lane's edge, metres."""

LAMP_EVERY_M: Final = 32.0
MANHOLE_EVERY_M: Final = 46.0
HYDRANT_EVERY_M: Final = 105.0
RUBBISH_POINTS: Final = 12
YARD_PARKING: Final = 9


class FacilityKind(StrEnum):
    """Kinds of things that stand in lanes."""

    BIKE_PARKING = "bike_parking"
    RUBBISH_POINT = "rubbish_point"
    LAMP = "lamp"
    MANHOLE = "manhole"
    HYDRANT = "hydrant"


@dataclass(frozen=True)
class Facility:
    """A thing in a lane.

    Attributes:
        code: For example `BL-F001`.
        kind: What it is.
        name: In three languages.
        shape: Point or polygon, local metres.
        hours: Opening hours such as `07:30-09:30 18:30-20:30`, empty where always open.
        owner: Code of the department that owns it.
    """

    code: str
    kind: FacilityKind
    name: Name
    shape: BaseGeometry
    hours: str
    owner: str


_NAMES: Final = {
    FacilityKind.BIKE_PARKING: Name("电动车停放点", "གློག་འཁོར་འཇོག་ས", "Bike parking"),
    FacilityKind.RUBBISH_POINT: Name("垃圾投放点", "གད་སྙིགས་འཇོག་ས", "Rubbish collection point"),
    FacilityKind.LAMP: Name("路灯", "ལམ་སྒྲོན", "Street lamp"),
    FacilityKind.MANHOLE: Name("井盖", "ཁུང་ཁེབས", "Manhole"),
    FacilityKind.HYDRANT: Name("消防栓", "མེ་གསོད་ཆུ་སྒོ", "Hydrant"),
}
_OWNERS: Final = {
    FacilityKind.BIKE_PARKING: "city_management",
    FacilityKind.RUBBISH_POINT: "sanitation",
    FacilityKind.LAMP: "lighting",
    FacilityKind.MANHOLE: "drains",
    FacilityKind.HYDRANT: "fire_safety",
}
_HOURS: Final = ("07:00-09:00 18:30-20:30", "07:30-09:30 19:00-21:00", "08:00-10:00 18:00-20:00")

_Placed = tuple[FacilityKind, BaseGeometry, str]


def facilities(
    plans: Sequence[PlannedLane],
    lines: Sequence[LineString],
    lit: Sequence[bool],
    yards: Sequence[Yard],
    rng: np.random.Generator,
) -> list[Facility]:
    """Return all that stands in the lanes, numbered in a fixed order.

    Args:
        plans: The lanes.
        lines: Their centre lines, local metres.
        lit: Whether each has lamps.
        yards: The courtyards.
        rng: Source of small differences of place.
    """
    placed: list[_Placed] = [*_parking(plans, lines, yards), *_rubbish(plans, lines, rng)]
    for plan, line, has_lamps in zip(plans, lines, lit, strict=True):
        side = plan.width_m / 2 - EDGE_M
        if has_lamps:
            placed += _row(FacilityKind.LAMP, line, LAMP_EVERY_M, side, rng)
        placed += _row(FacilityKind.MANHOLE, line, MANHOLE_EVERY_M, 0.0, rng)
        if plan.kind in {LaneKind.RING, LaneKind.MAIN, LaneKind.LANE}:
            placed += _row(FacilityKind.HYDRANT, line, HYDRANT_EVERY_M, -side, rng)
    return [
        Facility(f"BL-F{n:03d}", kind, _NAMES[kind], shape, hours, _OWNERS[kind])
        for n, (kind, shape, hours) in enumerate(placed, start=1)
    ]


def beside(line: LineString, along_m: float, aside_m: float) -> Point:
    """Return the point beside a line: metres along it, metres to its left."""
    here = line.interpolate(along_m)
    ahead = line.interpolate(min(along_m + 1.0, line.length))
    behind = line.interpolate(max(along_m - 1.0, 0.0))
    dx, dy = ahead.x - behind.x, ahead.y - behind.y
    step = aside_m / max(float(np.hypot(dx, dy)), 1e-9)
    return Point(here.x - dy * step, here.y + dx * step)


def _row(
    kind: FacilityKind, line: LineString, every_m: float, aside_m: float, rng: np.random.Generator
) -> Iterator[_Placed]:
    """Yield things in a row along a lane, alternating sides where they stand at the edge."""
    number = max(1, round(line.length / every_m))
    for k in range(number):
        along = line.length * (k + 0.5 + rng.uniform(-0.12, 0.12)) / number
        yield kind, beside(line, along, aside_m if k % 2 else -aside_m), ""


def _parking(
    plans: Sequence[PlannedLane], lines: Sequence[LineString], yards: Sequence[Yard]
) -> Iterator[_Placed]:
    """Yield bike parking areas along the broad streets and beside some courtyards."""
    for plan, line in zip(plans, lines, strict=True):
        if plan.kind is LaneKind.MAIN or plan.via[0] in {"N", "E", "S", "W"}:
            yield FacilityKind.BIKE_PARKING, _strip(line, 0.3 * line.length, plan.width_m), ""
    roomy = [yard for yard in yards if plans[yard.lane].width_m > 4.0]  # noqa: PLR2004
    for yard in roomy[:YARD_PARKING]:
        line = lines[yard.lane]
        along = min(line.project(yard.entrance) + 7.0, line.length - 5.0)
        yield FacilityKind.BIKE_PARKING, _strip(line, along, plans[yard.lane].width_m), ""


def _strip(line: LineString, along_m: float, width_m: float) -> Polygon:
    """Return a strip 9 m by 1.8 m along the lane's edge."""
    inner, outer = width_m / 2 - 2.1, width_m / 2 - 0.3
    corners = [(-4.5, inner), (4.5, inner), (4.5, outer), (-4.5, outer)]
    return Polygon([beside(line, along_m + along, aside) for along, aside in corners])


def _rubbish(
    plans: Sequence[PlannedLane], lines: Sequence[LineString], rng: np.random.Generator
) -> Iterator[_Placed]:
    """Yield rubbish points at the edges of lanes spread over the quarter."""
    wide = [i for i, plan in enumerate(plans) if plan.kind is LaneKind.LANE]
    for i in wide[:: max(1, len(wide) // RUBBISH_POINTS)][:RUBBISH_POINTS]:
        along = lines[i].length * rng.uniform(0.35, 0.7)
        at = beside(lines[i], along, plans[i].width_m / 2 - EDGE_M)
        yield FacilityKind.RUBBISH_POINT, at, _HOURS[int(rng.integers(len(_HOURS)))]
