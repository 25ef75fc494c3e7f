"""The demo quarter as one object: lanes, courtyards, facilities, temple and houses.

Everything is drawn by code from a seed, in local metres round the temple (x east, y north);
`to_wgs84` puts it on earth.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from app.demo.town_blocks import blocks, fringe, largest, road_surface
from app.demo.town_courtyards import (
    HALLS,
    PLAZA,
    TEMPLE,
    Yard,
    courtyards_and_houses,
    houses,
)
from app.demo.town_facilities import Facility, facilities
from app.demo.town_names import Name, courtyard_names, lane_names
from app.demo.town_network import centre_lines
from app.demo.town_plan import LaneKind, PlannedLane, planned_lanes
from geo.crs import project

SEED: Final = 7
CENTRE: Final = (91.1335, 29.6525)
"""Longitude and latitude of the temple's middle, WGS 84: the Barkhor area of Lhasa."""

UTM_EPSG: Final = 32646
WGS84: Final = 4326
DEGREE_DIGITS: Final = 7

Shape = TypeVar("Shape", bound=BaseGeometry)


@dataclass(frozen=True)
class Lane:
    """A lane of the demo.

    Attributes:
        code: On its sign, for example `BL-L001`.
        name: In three languages.
        kind: Part it plays.
        line: Centre line, local metres; shares a vertex with every lane that it meets.
        width_m: Between the house fronts, metres.
        lit: Whether it has lamps.
        surface: `paving_stones`, `asphalt`, `concrete` or `ground` (OpenStreetMap's words).
    """

    code: str
    name: Name
    kind: LaneKind
    line: LineString
    width_m: float
    lit: bool
    surface: str


@dataclass(frozen=True)
class Courtyard:
    """A courtyard of the demo.

    Attributes:
        code: On its sign, for example `BL-C001`.
        name: In three languages.
        outline: Its ground, local metres.
        entrance: Point on the centre line of `lane_code`, local metres.
        lane_code: The lane that one enters it from.
        households: Number of households.
    """

    code: str
    name: Name
    outline: Polygon
    entrance: Point
    lane_code: str
    households: int


@dataclass(frozen=True)
class Town:
    """The whole quarter; `houses`, `halls`, `plaza` and `temple` are for drawing only."""

    lanes: tuple[Lane, ...]
    courtyards: tuple[Courtyard, ...]
    facilities: tuple[Facility, ...]
    outline: Polygon
    temple: Polygon
    halls: tuple[Polygon, ...]
    plaza: Polygon
    houses: tuple[Polygon, ...]


@cache
def build_town(seed: int = SEED) -> Town:
    """Draw the quarter; the same seed gives the same quarter."""
    plans = planned_lanes()
    lines = centre_lines(plans, seed)
    rng = np.random.default_rng(seed)
    roads = road_surface(lines, [plan.width_m for plan in plans])
    yards, inner = courtyards_and_houses(blocks(lines, roads), lines, rng)
    edge = fringe(lines, roads)
    outer = houses(edge, rng)
    lanes = _lanes(plans, lines, rng)
    things = facilities(plans, lines, [lane.lit for lane in lanes], yards, rng)
    outline = Polygon(largest(shapely.union_all([roads, *edge]).buffer(0.5)).exterior)
    yards_ = _courtyards(yards, lanes, rng)
    built = (*inner, *outer)
    return Town(lanes, yards_, tuple(things), outline, TEMPLE, HALLS, PLAZA, built)


def _lanes(
    plans: tuple[PlannedLane, ...], lines: list[LineString], rng: np.random.Generator
) -> tuple[Lane, ...]:
    """Give every centre line its code, name, lamps and surface."""
    rows = zip(plans, lines, lane_names(plans, lines), strict=True)
    return tuple(
        Lane(f"BL-L{n:03d}", name, plan.kind, line, plan.width_m, *_made_of(plan.kind, rng))
        for n, (plan, line, name) in enumerate(rows, start=1)
    )


def _made_of(kind: LaneKind, rng: np.random.Generator) -> tuple[bool, str]:
    """Return whether a lane of a kind is lit, and its surface."""
    draw = float(rng.random())
    if kind in {LaneKind.RING, LaneKind.MAIN}:
        return True, "paving_stones" if kind is LaneKind.RING else "asphalt"
    if kind is LaneKind.LANE:
        return draw > 0.12, "paving_stones" if draw < 0.6 else "concrete"  # noqa: PLR2004
    return draw > 0.5, "concrete" if draw < 0.7 else "ground"  # noqa: PLR2004


def _courtyards(
    yards: list[Yard], lanes: tuple[Lane, ...], rng: np.random.Generator
) -> tuple[Courtyard, ...]:
    """Give every yard its code, name and households (one to about 45 m2 of ground)."""
    rows = zip(yards, courtyard_names(len(yards)), strict=True)
    return tuple(
        Courtyard(
            f"BL-C{n:03d}", name, yard.outline, yard.entrance, lanes[yard.lane].code,
            max(4, round(yard.outline.area / rng.uniform(34, 58))),
        )
        for n, (yard, name) in enumerate(rows, start=1)
    )  # fmt: skip


def to_wgs84(shape: Shape) -> Shape:
    """Return a geometry in local metres as longitude and latitude, WGS 84, about 1 cm fine.

    Local metres are metres of UTM zone 46 north (EPSG:32646) counted from `CENTRE`; equal
    local coordinates give equal degrees, so that shared junctions stay shared.
    """
    placed = translate(shape, *_centre_utm())
    earthly = project(placed, UTM_EPSG, WGS84)
    return shapely.transform(earthly, lambda lonlat: np.round(lonlat, DEGREE_DIGITS))


@cache
def _centre_utm() -> tuple[float, float]:
    """Return easting and northing of the temple's middle, metres."""
    centre = project(Point(CENTRE), WGS84, UTM_EPSG)
    return centre.x, centre.y
