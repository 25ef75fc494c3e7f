"""Which datum positions are in, seen by how well they fit lines whose datum is known.

A shift of GCJ-02 or BD-09 is some hundred metres: positions that lie by the lanes once they are
taken back, and far from them as they are, were shifted.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike
from shapely.geometry import LineString

from geo.crs import project, utm_srid
from geo.datums import Datum, to_wgs84
from geo.degrees import check_degrees

NEAR_M: Final = 60.0
"""Farther from the lanes, at the median, positions fit nothing. Own choice: a block of houses."""

_TIMES_BETTER: Final = 2.0
_WGS84_SRID: Final = 4326


def median_distances(
    lon: ArrayLike, lat: ArrayLike, lines: Sequence[LineString]
) -> dict[Datum, float]:
    """Return how far positions lie from the nearest line, read in each datum.

    Args:
        lon: Longitudes in the datum that is in question, degrees, shape (n,).
        lat: Latitudes, degrees, shape (n,).
        lines: Lines of which it is known that they are in WGS 84, degrees.

    Returns:
        The median distance in metres by datum; empty without positions or lines.

    Raises:
        NotFinite, LongitudeOutOfRange, LatitudeOutOfRange: A position is none.
        OutsideUtm: The lines lie too near to a pole.

    Source:
        Own choice: the median bears with a few places that are new, and needs no matching.
    """
    x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    check_degrees(x, y)
    if not x.size or not lines:
        return {}
    middle = shapely.centroid(shapely.GeometryCollection(list(lines)))
    srid = utm_srid(middle.x, middle.y)
    tree = shapely.STRtree([project(line, _WGS84_SRID, srid) for line in lines])
    found = {}
    for datum in Datum:
        points = project(
            shapely.MultiPoint(np.column_stack(to_wgs84(x, y, datum))), _WGS84_SRID, srid
        )
        metres = tree.query_nearest(list(points.geoms), all_matches=False, return_distance=True)[1]
        found[datum] = float(np.median(metres))
    return found


def likeliest(distances_m: Mapping[Datum, float]) -> Datum | None:
    """Return the datum that distances speak for, None where they speak for none.

    Args:
        distances_m: As `median_distances` gives them, metres.

    Returns:
        WGS 84 where the positions are near as they are, and a shifted datum only where it brings
        them near and at least twice as near.

    >>> likeliest({Datum.WGS84: 338.0, Datum.GCJ02: 9.0, Datum.BD09: 700.0})
    <Datum.GCJ02: 'GCJ02'>
    """
    if not distances_m:
        return None
    best = min(distances_m, key=lambda datum: (distances_m[datum], datum is not Datum.WGS84))
    if distances_m[best] > NEAR_M:
        return None
    if distances_m[Datum.WGS84] <= _TIMES_BETTER * distances_m[best]:
        return Datum.WGS84
    return best
