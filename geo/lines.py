"""Cutting a line in two and joining two into one, on the ground.

Positions are WGS 84, longitude and latitude in degrees; lengths are geodesic metres.
"""

from itertools import pairwise
from typing import Final

import pyproj
import shapely
from shapely.geometry import LineString

from geo.crs import metres_between
from geo.errors import LinesApart, OutsideLine

_WGS84: Final = pyproj.Geod(ellps="WGS84")

Vertex = tuple[float, float]


def length_m(line: LineString) -> float:
    """Return a line's geodesic length, metres."""
    return float(_WGS84.geometry_length(line))


def cut(line: LineString, at_m: float) -> tuple[LineString, LineString]:
    """Cut a line in two.

    Args:
        line: Longitude, latitude, degrees; two distinct vertices or more.
        at_m: Where, metres along the line from its first vertex.

    Returns:
        The part before and the part after; the one ends where the other begins, and together they
        have every vertex of the line and no other.

    Raises:
        OutsideLine: `at_m` does not lie between the ends of the line.

    Source:
        Own choice; on each segment the cut lies on its geodesic.
    """
    vertices: list[Vertex] = [(x, y) for x, y, *_rest in line.coords]
    steps = [_WGS84.inv(*start, *end) for start, end in pairwise(vertices)]
    if not 0.0 < at_m < sum(metres for _there, _back, metres in steps):
        message = "A cut lies between the two ends of the line"
        raise OutsideLine(message)
    walked, index = 0.0, 0
    while walked + steps[index][2] <= at_m:
        walked += steps[index][2]
        index += 1
    x, y, _back = _WGS84.fwd(*vertices[index], steps[index][0], at_m - walked)
    before = LineString([*vertices[: index + 1], (x, y)])
    after = LineString([(x, y), *vertices[index + 1 :]])
    return shapely.remove_repeated_points(before), shapely.remove_repeated_points(after)


def join(first: LineString, second: LineString, gap_m: float = 2.0) -> LineString:
    """Join two lines that meet end to end.

    Args:
        first: Longitude, latitude, degrees.
        second: The same; either way round.
        gap_m: How far apart two ends may lie and still meet, metres, >= 0.

    Returns:
        One line in the direction of `first`; where the ends lie apart, both are kept.

    Raises:
        LinesApart: No end of the one lies near an end of the other.

    Source:
        Own choice; of several pairs of ends that meet, the nearest is joined.
    """
    ways = [
        (_apart(a.coords[-1], b.coords[0]), a, b)
        for a in (first, first.reverse())
        for b in (second, second.reverse())
    ]
    apart, before, after = min(ways, key=lambda way: way[0])
    if apart > gap_m:
        message = f"The ends lie {apart:.1f} metres apart; at most {gap_m} are bridged"
        raise LinesApart(message)
    same = before.coords[-1] == after.coords[0]
    joined = LineString([*before.coords, *after.coords[1 if same else 0 :]])
    return joined if before.equals_exact(first, 0.0) else joined.reverse()


def _apart(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return metres_between(a[0], a[1], b[0], b[1])
