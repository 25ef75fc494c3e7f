"""Linear binning of points, compiled."""

import math

import numpy as np
from numpy.typing import NDArray

from geo.compiling import njit

Counts = NDArray[np.float64]


@njit
def share_out(
    points: Counts, weights: Counts, cell_m: float, east: float, north: float, shares: Counts
) -> bool:
    """Share weights out to the four cells around each point.

    Args:
        points: Easting and northing, metres, shape (n, 2).
        weights: Shape (n,), finite, >= 0.
        cell_m: Side of a cell, metres.
        east: Index of the extent's westernmost column.
        north: Index of the extent's southernmost row.
        shares: Added to in place; shape (rows + 1, cols + 1, 4). What lies between four cells is
            kept together, which is one place in memory for each point; [j, i] has the shares of
            cells (j - 1, i - 1), (j - 1, i), (j, i - 1) and (j, i) of the extent.

    Returns:
        False where a coordinate is not finite; `shares` is then of no use.
    """
    rows, cols = shares.shape[0], shares.shape[1]
    scale = 1.0 / cell_m
    for n in range(points.shape[0]):
        col = points[n, 0] * scale - east + 0.5
        row = points[n, 1] * scale - north + 0.5
        if not (0.0 <= col < cols and 0.0 <= row < rows):
            if not (math.isfinite(points[n, 0]) and math.isfinite(points[n, 1])):
                return False
            continue
        i, j = np.int32(col), np.int32(row)
        right = col - i
        above = weights[n] * (row - j)
        below = weights[n] - above
        around = shares[j, i]
        around[0] += below - below * right
        around[1] += below * right
        around[2] += above - above * right
        around[3] += above * right
    return True
