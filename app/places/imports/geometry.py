"""Geometries of places: read strictly by `geo.geojson`, refused in the words of an import."""

from collections.abc import Mapping
from typing import Final

import shapely
from pyproj import Geod
from shapely import LineString, Point, Polygon

from app.places.imports.checks import shown
from app.places.imports.reasons import Reason
from app.places.imports.rows import Geometry, PlaceKind, RowRefused
from geo.errors import GeoError
from geo.geojson import Rules, parse_geometry

MAX_VERTICES = 20_000
"""Most points of one place. OpenStreetMap allows 2,000 per way; own choice, ten times that."""

MIN_LENGTH_M = 0.01
"""A shorter line has no length: OpenStreetMap's own step is 1e-7 degrees, 11 mm."""

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

REASON_OF_CODE: Mapping[str, Reason] = {
    "empty_geometry": Reason.EMPTY_GEOMETRY,
    "not_a_number": Reason.NOT_A_NUMBER,
    "not_finite": Reason.NOT_A_NUMBER,
    "too_many_vertices": Reason.TOO_MANY_VERTICES,
    "zero_length": Reason.ZERO_LENGTH,
    "unclosed_ring": Reason.UNCLOSED_RING,
    "self_intersection": Reason.SELF_CROSSING,
    "no_area": Reason.NO_AREA,
    "invalid_polygon": Reason.BAD_HOLES,
}
"""Codes of `geo.errors` that have a sentence of their own; the rest is an unreadable geometry."""

OUT_OF_RANGE = frozenset({"longitude_out_of_range", "latitude_out_of_range"})
MAX_LON, MAX_LAT = 180, 90
MANY = "Multi"
ELLIPSOID: Final = Geod(ellps="WGS84")


def one_part(geometry: object) -> tuple[str, object]:
    """Return type and coordinates of a GeoJSON geometry; a multi-part one may have one part.

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
    if not name.startswith(MANY) or not isinstance(coordinates, list):
        return name, coordinates
    if len(coordinates) > 1:
        raise RowRefused(Reason.SEVERAL_PARTS, parts=str(len(coordinates)))
    return name.removeprefix(MANY), coordinates[0]


def checked(kind: PlaceKind, name: str, coordinates: object) -> Geometry:
    """Return the valid geometry of a place.

    Args:
        kind: What the place is; it decides which types fit.
        name: GeoJSON type, without `Multi`.
        coordinates: Its coordinates, nested lists, WGS 84 degrees, longitude first; heights
            are dropped.

    Returns:
        A line without repeated neighbours, a polygon whose outer ring turns anticlockwise, or
        a point.

    Raises:
        RowRefused: With the reason.
    """
    if name not in TYPES_OF_KIND[kind]:
        raise RowRefused(Reason.WRONG_GEOMETRY, kind=str(kind), type=shown(name))
    value = {"type": name, "coordinates": coordinates}
    rules = Rules(TYPES_OF_KIND[kind], MAX_VERTICES, altitude=True)
    try:
        found = parse_geometry(value, rules)
    except GeoError as error:
        raise _refused(error, value) from error
    return _settled(found)


def _settled(found: object) -> Geometry:
    """Return a geometry as it is stored."""
    if isinstance(found, LineString):
        if ELLIPSOID.geometry_length(found) < MIN_LENGTH_M:
            raise RowRefused(Reason.ZERO_LENGTH)
        return shapely.remove_repeated_points(found)
    if isinstance(found, Polygon):
        return shapely.orient_polygons(found)
    if isinstance(found, Point):
        return found
    raise RowRefused(Reason.UNREADABLE_GEOMETRY, problem=shown(found))


def _refused(error: GeoError, value: dict[str, object]) -> RowRefused:
    """Return the refusal that an error of `geo` means."""
    if error.code in OUT_OF_RANGE:
        return _out_of_range(error.path, value)
    if error.code == "too_few_vertices":
        return RowRefused(_too_few(error.path, value))
    reason = REASON_OF_CODE.get(error.code, Reason.UNREADABLE_GEOMETRY)
    return RowRefused(reason, problem=f"{error.code} {error.path}", limit=str(MAX_VERTICES))


def _too_few(path: str, value: dict[str, object]) -> Reason:
    """Return why a line or ring has too few points: an open triangle is not closed."""
    if value["type"] == "LineString":
        return Reason.ONE_NODE
    ring = _at(path, value)
    closed = isinstance(ring, list) and ring[0] == ring[-1]
    return Reason.FEW_CORNERS if closed else Reason.UNCLOSED_RING


def _out_of_range(path: str, value: dict[str, object]) -> RowRefused:
    """Return the refusal of the position that a JSON pointer to one of its numbers names."""
    position = _at(path.rpartition("/")[0], value)
    if not isinstance(position, list):
        return RowRefused(Reason.UNREADABLE_GEOMETRY, problem=path)
    lon, lat = position[0], position[1]
    swapped = abs(lon) <= MAX_LAT < abs(lat) <= MAX_LON
    reason = Reason.SWAPPED if swapped else Reason.OUT_OF_RANGE
    return RowRefused(reason, lon=shown(lon), lat=shown(lat))


def _at(path: str, value: object) -> object:
    """Return what a JSON pointer names inside a value."""
    for step in path.split("/")[1:]:
        if isinstance(value, dict):
            value = value[step]
        elif isinstance(value, list):
            value = value[int(step)]
    return value
