"""Linear binning of points, compiled."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.compiling import njit_loose

Counts = NDArray[np.float64]

DONE: Final = 0
BAD_COORDINATE: Final = 1
BAD_WEIGHT: Final = 2


@njit_loose
def share_out(
    points: Counts, weights: Counts, cell_m: float, east: float, north: float, rim: Counts
) -> int:
    """Share weights out to the four cells around each point.

    Args:
        points: Easting and northing, metres, shape (n, 2).
        weights: Shape (n,).
        cell_m: Side of a cell, metres.
        east: Index of the extent's westernmost column.
        north: Index of the extent's southernmost row.
        rim: Added to in place; the extent with a cell more on every side, shape (rows, cols).

    Returns:
        `DONE`; or what the first point that cannot be used has of it, and `rim` is of no use.
    """
    rows, cols = rim.shape[0] - 1, rim.shape[1] - 1
    flat, scale = rim.reshape(-1), 1.0 / cell_m
    for n in range(points.shape[0]):
        weight = weights[n]
        if not 0.0 <= weight < math.inf:
            return BAD_WEIGHT
        col = points[n, 0] * scale - east + 0.5
        row = points[n, 1] * scale - north + 0.5
        if not (0.0 <= col < cols and 0.0 <= row < rows):
            if not (math.isfinite(points[n, 0]) and math.isfinite(points[n, 1])):
                return BAD_COORDINATE
            continue
        i, j = np.int32(col), np.int32(row)
        right = col - i
        above = weight * (row - j)
        below = weight - above
        at = np.int64(j) * rim.shape[1] + i
        flat[at] += below - below * right
        flat[at + 1] += below * right
        at += rim.shape[1]
        flat[at] += above - above * right
        flat[at + 1] += above * right
    return DONE
