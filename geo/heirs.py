"""Which new lines carry on the history of old ones, when lanes are split, merged or drawn anew.

`geo.lineage` spends the shares that are found here.

Source: own choice throughout; docs/decisions/0012-lineage-by-length.md gives the reasons.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString

from geo.errors import DistanceOutOfRange, EmptyLane

TOLERANCE_M: Final = 8.0
"""How far two drawings of the same lane may lie apart, metres."""

LEAST_SHARE: Final = 0.05
"""A smaller overlap is a junction and no heritage."""

_STEP_M: Final = 1.0
_MOST_STEPS: Final = 100_000
_LEAST_COSINE: Final = math.cos(math.radians(45.0))
_MILLIONTHS: Final = 1e6

_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Heir:
    """How much of an old line a new one carries on.

    Attributes:
        old: Index of the old line.
        new: Index of the new line.
        share: Part of the old line's length, in (0, 1].
    """

    old: int
    new: int
    share: float


def heirs(
    old: Sequence[LineString],
    new: Sequence[LineString],
    tolerance_m: float = TOLERANCE_M,
    least_share: float = LEAST_SHARE,
) -> list[Heir]:
    """Return which new lines carry on which old ones, by overlap of their lengths.

    Every metre of an old line goes to one new line at most: the nearest of those that are within
    the tolerance there (beside it, not beyond its end) and run the same way or the opposite one,
    give or take 45 degrees; the earlier of two that are equally near. A line that only crosses
    carries nothing on.

    Args:
        old: Lines that have ended, projected, metres.
        new: Lines that there are now, same projection.
        tolerance_m: Largest distance between two drawings of one lane, metres, > 0.
        least_share: Shares below are left out, in [0, 1].

    Returns:
        Heirs by old and new index. The shares of an old line sum to 1 at most; each is rounded
        down to a millionth, and right to a step of 1 m (or a 100,000th of a longer line).

    Raises:
        EmptyLane: An old line has no length.
        DistanceOutOfRange: The tolerance is not a finite number above 0.

    >>> heirs([LineString([(0, 0), (100, 0)])], [LineString([(0, 1), (25, 1)])])
    [Heir(old=0, new=0, share=0.25)]
    """
    if not (math.isfinite(tolerance_m) and tolerance_m > 0):
        message = f"The tolerance is {tolerance_m} m, not a finite number above 0"
        raise DistanceOutOfRange(message)
    tree = shapely.STRtree(new)
    found = []
    for index, line in enumerate(old):
        near = np.sort(tree.query(line, predicate="dwithin", distance=tolerance_m))
        shares = _shares(line, [new[at] for at in near], tolerance_m)
        found += [
            Heir(index, int(at), share)
            for at, share in zip(near, shares, strict=True)
            if share > 0 and share >= least_share
        ]
    return found


def _shares(line: LineString, near: Sequence[LineString], tolerance_m: float) -> list[float]:
    """Return the part of a line's length that each of the lines near it carries on."""
    if not line.length > 0:
        raise EmptyLane("A lane without length has no history to hand on")
    steps = min(math.ceil(line.length / _STEP_M), _MOST_STEPS)
    middles: _Numbers = (np.arange(steps, dtype=np.float64) + 0.5) * (line.length / steps)
    spots = shapely.points(_at(line, middles))
    ways = _direction(line, middles, line.length / steps)
    nearest, owner = np.full(steps, np.inf), np.full(steps, -1)
    for index, other in enumerate(near):
        metres = np.asarray(shapely.distance(other, spots), np.float64)
        along = np.asarray(shapely.line_locate_point(other, spots), np.float64)
        same_way = np.abs((ways * _direction(other, along, _STEP_M)).sum(axis=1)) >= _LEAST_COSINE
        beside = (along > 0) & (along < other.length)
        taken = beside & same_way & (metres <= tolerance_m) & (metres < nearest)
        nearest[taken], owner[taken] = metres[taken], index
    counts = np.bincount(owner[owner >= 0], minlength=len(near))
    return [math.floor(count * _MILLIONTHS / steps) / _MILLIONTHS for count in counts]


def _at(line: LineString, along: _Numbers) -> _Numbers:
    """Return the positions at some distances along a line."""
    return shapely.get_coordinates(shapely.line_interpolate_point(line, along))


def _direction(line: LineString, along: _Numbers, reach_m: float) -> _Numbers:
    """Return a line's unit direction at some distances along it; zero where it turns on itself."""
    ahead = _at(line, np.minimum(along + reach_m / 2, line.length))
    behind = _at(line, np.maximum(along - reach_m / 2, 0.0))
    way = ahead - behind
    length = np.hypot(way[:, 0], way[:, 1])
    return way / np.where(length > 0, length, 1.0)[:, None]
