"""House blocks between the lanes, and how a block is cut into parcels."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import (
    LineString,
    MultiPolygon,
    Polygon,
    get_coordinates,
    minimum_rotated_rectangle,
    polygonize,
    union_all,
)
from shapely.geometry.base import BaseGeometry

SLIVER_M2: Final = 12.0
"""Pieces smaller than this are dropped, square metres: smaller than any house."""

FRINGE_M: Final = 24.0
"""Depth of the row of houses on the far side of the bounding streets, metres."""


def polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    """Yield the polygons of a geometry that are larger than a sliver, m2."""
    parts: Iterable[BaseGeometry] = getattr(shape, "geoms", [shape])
    for part in parts:
        if isinstance(part, Polygon) and part.area > SLIVER_M2:
            yield part
        elif isinstance(part, MultiPolygon):
            yield from polygons(part)


def largest(shape: BaseGeometry) -> Polygon:
    """Return the largest polygon of a geometry.

    Raises:
        ValueError: If it has none larger than a sliver.
    """
    return max(polygons(shape), key=lambda part: part.area)


def box_corners(shape: Polygon) -> NDArray[np.float64]:
    """Return the corners of the smallest rectangle round a polygon, local metres, shape (4, 2)."""
    return np.asarray(get_coordinates(minimum_rotated_rectangle(shape))[:4], dtype=np.float64)


def road_surface(lines: Sequence[LineString], widths: Sequence[float]) -> BaseGeometry:
    """Return the ground that the lanes take, local metres."""
    return union_all([line.buffer(w / 2) for line, w in zip(lines, widths, strict=True)])


def blocks(lines: Sequence[LineString], roads: BaseGeometry) -> list[Polygon]:
    """Return the blocks that the lanes enclose, without the lanes' own ground, west to east."""
    faces = polygonize([union_all(list(lines))]).geoms
    inner = [piece for face in faces for piece in polygons(face.difference(roads))]
    return sorted(inner, key=lambda block: (block.centroid.x, block.centroid.y))


def fringe(lines: Sequence[LineString], roads: BaseGeometry) -> list[Polygon]:
    """Return the strips of houses across the bounding streets (drawn, never patrolled)."""
    quarter = union_all(list(polygonize([union_all(list(lines))]).geoms))
    return list(polygons(quarter.union(roads).buffer(FRINGE_M).difference(quarter.union(roads))))


def parcels(
    block: Polygon, area_m2: tuple[float, float], rng: np.random.Generator
) -> Iterator[Polygon]:
    """Yield the parcels of a block, cut across its long side again and again.

    Args:
        block: Ground to cut, local metres.
        area_m2: Each parcel stops being cut below an area drawn from this range.
        rng: Source of the cuts.
    """
    if block.area <= rng.uniform(*area_m2):
        yield block
        return
    for half in _cut(block, rng):
        yield from parcels(half, area_m2, rng)


def _cut(block: Polygon, rng: np.random.Generator) -> Iterator[Polygon]:
    """Yield the two (or more) parts of a block on either side of a slightly skewed cut."""
    corners = box_corners(block)
    sides = corners[1] - corners[0], corners[2] - corners[1]
    along, across = sorted(sides, key=lambda side: -float(np.hypot(*side)))
    centre = corners.mean(axis=0) + along * rng.uniform(-0.12, 0.12)
    angle = rng.normal(0.0, 0.05)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    reach, depth = turn @ across * 2, turn @ along * 2
    left = Polygon([centre - reach, centre + reach, centre + reach + depth, centre - reach + depth])
    yield from polygons(block.intersection(left))
    yield from polygons(block.difference(left))
