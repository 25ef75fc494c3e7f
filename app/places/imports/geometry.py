"""GeoJSON geometry objects to checked shapely geometries."""

from collections.abc import Mapping, Sequence

import shapely
from shapely import Point

from app.places.imports.checks import (
    MAX_VERTICES,
    Position,
    area_polygon,
    check_position,
    lane_line,
    shown,
)
from app.places.imports.reasons import Reason
from app.places.imports.rows import Geometry, PlaceKind, RowRefused

KIND_OF_TYPE: Mapping[str, PlaceKind] = {
    "LineString": PlaceKind.LANE,
    "Polygon": PlaceKind.COURTYARD,
    "Point": PlaceKind.FACILITY,
}
"""What a geometry stands for where the row does not say."""

TYPES_OF_KIND: Mapping[PlaceKind, frozenset[str]] = {
    PlaceKind.LANE: frozenset({"LineString"}),
    PlaceKind.COURTYARD: frozenset({"Polygon"}),
    PlaceKind.FACILITY: frozenset({"Point", "Polygon"}),
}

MANY = "Multi"


def one_part(geometry: object) -> tuple[str, object]:
    """Return type and coordinates of a geometry object; a multi-part one may have one part.

    Raises:
        RowRefused: For no geometry, an empty one, several parts, or no geometry object at all.
    """
    if geometry is None:
        raise RowRefused(Reason.EMPTY_GEOMETRY)
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        raise RowRefused(Reason.UNREADABLE_GEOMETRY, problem=shown(geometry))
    name, coordinates = geometry["type"], geometry.get("coordinates")
    if coordinates == []:
        raise RowRefused(Reason.EMPTY_GEOMETRY)
    if not name.startswith(MANY):
        return name, coordinates
    parts = _listed(coordinates)
    if len(parts) > 1:
        raise RowRefused(Reason.SEVERAL_PARTS, parts=str(len(parts)))
    return name.removeprefix(MANY), parts[0]


def checked(kind: PlaceKind, name: str, coordinates: object) -> Geometry:
    """Return the valid geometry of a place.

    Args:
        kind: What the place is; it decides which types fit.
        name: GeoJSON type, without `Multi`.
        coordinates: Its coordinates, WGS 84 degrees, longitude first; heights are dropped.

    Raises:
        RowRefused: With the reason.
    """
    if name not in TYPES_OF_KIND[kind]:
        raise RowRefused(Reason.WRONG_GEOMETRY, kind=str(kind), type=shown(name))
    if name == "Point":
        return _point(coordinates)
    if name == "LineString":
        return lane_line(_positions(coordinates))
    return area_polygon([_positions(ring) for ring in _listed(coordinates)])


def _point(coordinates: object) -> Point:
    """Return a checked point."""
    lon, lat = _position(coordinates)
    check_position(lon, lat)
    return shapely.Point(lon, lat)


def _positions(coordinates: object) -> list[Position]:
    """Return a list of positions; refused early where it is too long to be read."""
    listed = _listed(coordinates)
    if len(listed) > MAX_VERTICES:
        raise RowRefused(
            Reason.TOO_MANY_VERTICES, vertices=str(len(listed)), limit=str(MAX_VERTICES)
        )
    return [_position(item) for item in listed]


def _position(item: object) -> Position:
    """Return longitude and latitude of a GeoJSON position."""
    listed = _listed(item)
    if len(listed) < 2:  # noqa: PLR2004 - longitude and latitude
        raise RowRefused(Reason.UNREADABLE_GEOMETRY, problem=shown(item))
    return _number(listed[0]), _number(listed[1])


def _number(value: object) -> float:
    """Return a JSON number; text, true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RowRefused(Reason.NOT_A_NUMBER)
    try:
        return float(value)
    except OverflowError as error:
        raise RowRefused(Reason.NOT_A_NUMBER) from error


def _listed(value: object) -> Sequence[object]:
    """Return a JSON list."""
    if not isinstance(value, list):
        raise RowRefused(Reason.UNREADABLE_GEOMETRY, problem=shown(value))
    return value
