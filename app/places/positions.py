"""A geometry as people type it: one `longitude, latitude` per line, or GeoJSON."""

from __future__ import annotations

import json
import re

from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from app import strict_json
from app.errors import Malformed
from app.places.imports.geometry import checked
from app.places.imports.reasons import Reason
from app.places.imports.rows import Geometry, PlaceKind, RowRefused
from geo.geojson import DECIMALS, dump

_BETWEEN = re.compile(r"[\s,，、;；]+")
_PAIR = 2
_CORNERS = 3


def typed(shape: BaseGeometry) -> str:
    """Return a geometry as lines of text; a ring's last position is left out.

    What lines cannot say (holes) is said in GeoJSON.
    """
    if isinstance(shape, Polygon) and shape.interiors:
        return json.dumps(dump(shape), separators=(",", ":"))
    vertices = shape.exterior.coords[:-1] if isinstance(shape, Polygon) else shape.coords
    return "\n".join(f"{x:.{DECIMALS}f}, {y:.{DECIMALS}f}" for x, y, *_z in vertices)


def read(kind: PlaceKind, text: str) -> Geometry:
    """Return the valid geometry that a text describes.

    Args:
        kind: What it is of: a lane's line, a courtyard's outline, a facility's spot or outline.
        text: One position per line, WGS 84 degrees, longitude first; or a GeoJSON geometry.

    Raises:
        RowRefused: With the reason.
    """
    if text.lstrip().startswith("{"):
        return checked(kind, *_from_json(text))
    positions = [_position(line) for line in text.splitlines() if line.strip()]
    if not positions:
        raise RowRefused(Reason.EMPTY_GEOMETRY)
    name = _type_of(kind, len(positions))
    if name == "Point":
        return checked(kind, name, positions[0])
    if name == "LineString":
        return checked(kind, name, positions)
    ring = positions if positions[0] == positions[-1] else [*positions, positions[0]]
    if len(ring) <= _CORNERS:
        raise RowRefused(Reason.FEW_CORNERS)
    return checked(kind, name, [ring])


def read_point(text: str) -> Point:
    """Return the one position of a text.

    Raises:
        RowRefused: It is none, or there are several.
    """
    found = read(PlaceKind.FACILITY, text)
    if not isinstance(found, Point):
        raise RowRefused(Reason.SEVERAL_PARTS, parts="2")
    return found


def _type_of(kind: PlaceKind, positions: int) -> str:
    if kind is PlaceKind.LANE:
        return "LineString"
    return "Point" if kind is PlaceKind.FACILITY and positions == 1 else "Polygon"


def _position(line: str) -> list[object]:
    parts = [part for part in _BETWEEN.split(line.strip()) if part]
    try:
        numbers: list[object] = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) != _PAIR:
        raise RowRefused(Reason.UNREADABLE_GEOMETRY, problem=line[:40])
    return numbers


def _from_json(text: str) -> tuple[str, object]:
    try:
        value = strict_json.loads(text)
    except Malformed as error:
        raise RowRefused(Reason.UNREADABLE_GEOMETRY, problem="JSON") from error
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise RowRefused(Reason.UNREADABLE_GEOMETRY, problem="GeoJSON")
    return value["type"], value.get("coordinates")
