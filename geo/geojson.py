"""GeoJSON geometries (RFC 7946) from people and programs that are not to be trusted, and back.

Values are what a JSON parser returns: dict, list, str, int, float, bool, None. Positions are
longitude, latitude in degrees; which datum they are in is not GeoJSON's business but the caller's.
Errors never quote the value, which may be long, deep or unprintable; their `path` points at it.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import shapely
from shapely.geometry import (
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
    mapping,
)
from shapely.geometry.base import BaseGeometry

from geo.degrees import check_degrees
from geo.errors import (
    EmptyGeometry,
    LatitudeOutOfRange,
    LongitudeOutOfRange,
    MissingMember,
    NotAList,
    NotAnObject,
    NotANumber,
    NotAPosition,
    NotFinite,
    TooManyVertices,
    UnknownGeometryType,
    UnknownMember,
)
from geo.shapes import line, multipolygon, polygon

# The seventh decimal of a degree is a centimetre; a phone's position is good to metres.
DECIMALS: Final = 7
ALL_TYPES: Final = frozenset(
    {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"}
)
_MEMBERS: Final = frozenset({"type", "coordinates", "bbox"})
_LON_LIMIT: Final = 180
_LAT_LIMIT: Final = 90
_MAX_QUOTED_KEY: Final = 64

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a caller accepts.

    Attributes:
        types: Names of the geometry types that are wanted.
        max_vertices: Most positions in one geometry, closing ones included.
        altitude: Whether positions may have a third number, which is checked and dropped.
    """

    types: frozenset[str] = ALL_TYPES
    max_vertices: int = 10_000
    altitude: bool = False


STRICT: Final = Rules()


def parse_position(value: object, path: str = "", *, altitude: bool = False) -> LonLat:
    """Read one GeoJSON position.

    Args:
        value: Parsed JSON, hoped to be [longitude, latitude], degrees.
        path: JSON pointer to the value, for errors.
        altitude: Whether a third number is accepted; it is dropped.

    Returns:
        Longitude in [-180, 180] and latitude in [-90, 90], degrees, as floats.

    Raises:
        NotAPosition: No list, or not of two numbers.
        NotANumber: A member is a string, boolean, null, list or object.
        NotFinite: A member is NaN or infinite.
        LongitudeOutOfRange, LatitudeOutOfRange: As their names say, the path at the number.

    Source:
        RFC 7946 section 3.1.1.

    >>> parse_position([91.1326, 29.653])
    (91.1326, 29.653)
    """
    if not isinstance(value, list) or len(value) not in ((2, 3) if altitude else (2,)):
        message = "A position is a list of two numbers, longitude and latitude"
        raise NotAPosition(message, path)
    numbers = [_number(member, f"{path}/{index}") for index, member in enumerate(value)]
    if abs(numbers[0]) > _LON_LIMIT:
        message = "A longitude lies between -180 and 180 degrees"
        raise LongitudeOutOfRange(message, f"{path}/0")
    if abs(numbers[1]) > _LAT_LIMIT:
        message = "A latitude lies between -90 and 90 degrees"
        raise LatitudeOutOfRange(message, f"{path}/1")
    return float(numbers[0]), float(numbers[1])


def parse_geometry(value: object, rules: Rules = STRICT, path: str = "") -> BaseGeometry:
    """Read one GeoJSON geometry, strictly.

    Args:
        value: Parsed JSON, hoped to be a geometry object; a `bbox` member is not read.
        rules: Types and sizes that are wanted.
        path: JSON pointer to the value, for errors.

    Returns:
        A valid, non-empty shapely geometry of one of `rules.types`, two-dimensional, coordinates
        as given (longitude, latitude, degrees). Lines may cross themselves and rings may turn
        either way; a geometry across the antimeridian is not understood as such.

    Raises:
        NotAnObject, MissingMember, UnknownMember, UnknownGeometryType: What surrounds the
            coordinates is wrong.
        NotAList, EmptyGeometry, TooFewVertices, TooManyVertices, ZeroLength, UnclosedRing: The
            coordinates' structure is wrong.
        SelfIntersection, NoArea, InvalidPolygon: A polygon is no polygon.
        NotAPosition, NotANumber, NotFinite, LongitudeOutOfRange, LatitudeOutOfRange: A position
            is wrong, see `parse_position`.

    Source:
        RFC 7946 section 3.1; validity as OGC 06-103r4, judged by GEOS.
    """
    if not isinstance(value, dict):
        message = "A geometry is an object with a type and coordinates"
        raise NotAnObject(message, path)
    _check_members(value, path)
    kind = value["type"]
    if not isinstance(kind, str) or kind not in rules.types or kind not in _READERS:
        message = f"The type of a geometry is one of {', '.join(sorted(rules.types))}"
        raise UnknownGeometryType(message, f"{path}/type")
    return _READERS[kind](_Budget(rules), value["coordinates"], f"{path}/coordinates")


def dump(geometry: BaseGeometry) -> dict[str, Any]:
    """Write a geometry as a GeoJSON object.

    Args:
        geometry: Not empty, longitude and latitude in degrees, one of `ALL_TYPES`; z is dropped.

    Returns:
        `{"type": ..., "coordinates": ...}` of lists and floats, rounded to 7 decimals (about a
        centimetre), outer rings counter-clockwise and holes clockwise. What is smaller than the
        rounding may collapse; everything else reads back as it was, to the rounding.

    Raises:
        UnknownGeometryType: A collection, a bare ring.
        EmptyGeometry: There is nothing to write.
        NotFinite, LongitudeOutOfRange, LatitudeOutOfRange: A coordinate is no degree.

    Source:
        RFC 7946 sections 3.1.6 (winding) and 11.2 (precision).

    >>> dump(Point(91.13260000004, 29.653))
    {'type': 'Point', 'coordinates': [91.1326, 29.653]}
    """
    if geometry.geom_type not in ALL_TYPES:
        message = f"A {geometry.geom_type} is not written as GeoJSON here"
        raise UnknownGeometryType(message)
    if geometry.is_empty:
        message = "An empty geometry is not written"
        raise EmptyGeometry(message)
    coordinates = shapely.get_coordinates(geometry)
    check_degrees(coordinates[:, 0], coordinates[:, 1])
    flat = shapely.orient_polygons(shapely.force_2d(geometry))
    return {"type": geometry.geom_type, "coordinates": _rounded(mapping(flat)["coordinates"])}


class _Budget:
    """The positions that one geometry may still have."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.left = rules.max_vertices

    def positions(self, value: object, path: str) -> list[LonLat]:
        """Read a list of positions, after seeing that it is not too long."""
        members = _members(value, path)
        self.left -= len(members)
        if self.left < 0:
            message = f"A geometry has at most {self.rules.max_vertices} positions"
            raise TooManyVertices(message, path)
        altitude = self.rules.altitude
        return [
            parse_position(member, f"{path}/{index}", altitude=altitude)
            for index, member in enumerate(members)
        ]


def _point(budget: _Budget, value: object, path: str) -> Point:
    return Point(parse_position(value, path, altitude=budget.rules.altitude))


def _line(budget: _Budget, value: object, path: str) -> LineString:
    return line(budget.positions(value, path), path)


def _polygon(budget: _Budget, value: object, path: str) -> Polygon:
    return polygon([budget.positions(ring, here) for ring, here in _parts(value, path)], path)


def _points(budget: _Budget, value: object, path: str) -> MultiPoint:
    return MultiPoint(budget.positions(value, path))


def _lines(budget: _Budget, value: object, path: str) -> MultiLineString:
    return MultiLineString([_line(budget, part, here) for part, here in _parts(value, path)])


def _polygons(budget: _Budget, value: object, path: str) -> MultiPolygon:
    parts = [_polygon(budget, part, here) for part, here in _parts(value, path)]
    return multipolygon(parts, path)


_READERS: Final[dict[str, Callable[[_Budget, object, str], BaseGeometry]]] = {
    "Point": _point,
    "LineString": _line,
    "Polygon": _polygon,
    "MultiPoint": _points,
    "MultiLineString": _lines,
    "MultiPolygon": _polygons,
}


def _members(value: object, path: str) -> list[object]:
    """Return a list that is one and is not empty."""
    if not isinstance(value, list):
        message = "Coordinates are nested lists"
        raise NotAList(message, path)
    if not value:
        message = "A geometry, and each part of it, has positions"
        raise EmptyGeometry(message, path)
    return value


def _parts(value: object, path: str) -> Iterator[tuple[object, str]]:
    """Give the parts of a list, each with its pointer."""
    for index, part in enumerate(_members(value, path)):
        yield part, f"{path}/{index}"


def _check_members(value: dict[object, object], path: str) -> None:
    """Refuse a geometry object with too little or too much in it."""
    for name in ("type", "coordinates"):
        if name not in value:
            message = f"A geometry has a member called {name}"
            raise MissingMember(message, f"{path}/{name}")
    for key in value:
        if key not in _MEMBERS:
            message = "A geometry has a type and coordinates and nothing else"
            raise UnknownMember(message, path + _pointer(key))


def _pointer(name: object) -> str:
    """Return "/name" escaped as RFC 6901 asks; nothing for a name that is not fit to be shown."""
    if not isinstance(name, str) or len(name) > _MAX_QUOTED_KEY or not name.isprintable():
        return ""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def _number(value: object, path: str) -> int | float:
    """Return a JSON number that is one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = "A coordinate is a number"
        raise NotANumber(message, path)
    if isinstance(value, float) and not math.isfinite(value):
        message = "A coordinate is a finite number"
        raise NotFinite(message, path)
    return value


def _rounded(coordinates: Any) -> Any:  # noqa: ANN401 - nested as deep as the geometry's type says
    """Turn nested tuples into nested lists of rounded floats, -0.0 into 0.0."""
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS) + 0.0
    return [_rounded(member) for member in coordinates]
