"""Lines and polygons from positions, refused where they are none.

Planar: coordinates are taken as they come, in any unit; `path` is a JSON pointer for errors.
"""

from collections.abc import Sequence
from typing import Final

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon

from geo.errors import (
    InvalidPolygon,
    NoArea,
    SelfIntersection,
    TooFewVertices,
    UnclosedRing,
    ZeroLength,
)

Vertices = Sequence[tuple[float, float]]

_MIN_LINE: Final = 2
_MIN_RING: Final = 4


def line(vertices: Vertices, path: str = "") -> LineString:
    """Build a line that leads somewhere.

    Args:
        vertices: Positions (x, y) in order, finite; repeats and crossings are accepted.
        path: JSON pointer to them, for errors.

    Raises:
        TooFewVertices: There are fewer than two.
        ZeroLength: All are at the same place.
    """
    if len(vertices) < _MIN_LINE:
        message = "A line has two positions or more"
        raise TooFewVertices(message, path)
    built = LineString(vertices)
    if built.length == 0.0:
        message = "A line has two different positions or more"
        raise ZeroLength(message, path)
    return built


def polygon(rings: Sequence[Vertices], path: str = "") -> Polygon:
    """Build a polygon that encloses something and does not cross itself.

    Args:
        rings: The outer ring, then its holes; positions (x, y), finite, the first repeated at the
            end; either way round.
        path: JSON pointer to the list of rings, for errors.

    Raises:
        TooFewVertices: A ring has fewer than four positions.
        UnclosedRing: A ring does not end where it begins.
        NoArea: A ring encloses nothing.
        SelfIntersection: A ring crosses or touches itself, as a bow-tie does.
        InvalidPolygon: A hole lies outside, crosses the outer ring or another hole.

    Source:
        OGC 06-103r4 section 6.1.11, judged by GEOS.
    """
    for index, ring in enumerate(rings):
        _check_ring(ring, f"{path}/{index}")
    built = Polygon(rings[0], rings[1:])
    if not built.is_valid:
        message = "The holes of a polygon lie inside it, apart from each other"
        raise InvalidPolygon(message, path)
    return built


def multipolygon(parts: Sequence[Polygon], path: str = "") -> MultiPolygon:
    """Put valid polygons together that share no ground.

    Args:
        parts: Polygons, valid each.
        path: JSON pointer to them, for errors.

    Raises:
        InvalidPolygon: Two overlap, or share an edge.
    """
    built = MultiPolygon(parts)
    if not built.is_valid:
        message = "The parts of a polygon do not overlap or share an edge"
        raise InvalidPolygon(message, path)
    return built


def _check_ring(ring: Vertices, path: str) -> None:
    """Refuse a ring that is none, whatever lies around it."""
    if len(ring) < _MIN_RING:
        message = "A ring has four positions or more, the last the same as the first"
        raise TooFewVertices(message, path)
    if ring[0] != ring[-1]:
        message = "A ring ends where it begins"
        raise UnclosedRing(message, path)
    alone = Polygon(ring)
    if shapely.convex_hull(alone).area == 0.0:
        message = "A ring encloses an area"
        raise NoArea(message, path)
    if not alone.is_valid:
        message = "A ring does not cross or touch itself"
        raise SelfIntersection(message, path)
