"""Linear binning of points, compiled.

Loading numba takes half a second, so `geo.grids` loads this module when it first bins points. The
first call compiles, unless an earlier process has kept the result beside this file or in the
user's cache.
"""

import math
from collections.abc import Callable
from typing import Final, cast

import numba
import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]
Sharer = Callable[[Counts, Counts, float, float, float, Counts], bool]


def _share_out(
    points: Counts, weights: Counts, cell_m: float, east: float, north: float, rim: Counts
) -> bool:
    """Share weights out to the four cells around each point; add to `rim`, an extent grown by one.

    Args:
        points: Easting and northing, metres, shape (n, 2).
        weights: Shape (n,), finite, >= 0.
        cell_m: Side of a cell, metres.
        east: Index of the extent's westernmost column.
        north: Index of the extent's southernmost row.
        rim: Changed in place; the extent with a cell more on every side, shape (rows, cols).

    Returns:
        False where a coordinate is not finite; `rim` is then of no use.
    """
    rows, cols = rim.shape[0] - 2, rim.shape[1] - 2
    for n in range(points.shape[0]):
        col = points[n, 0] / cell_m - 0.5 - east
        row = points[n, 1] / cell_m - 0.5 - north
        if not (-1.0 <= col < cols and -1.0 <= row < rows):
            if not (math.isfinite(points[n, 0]) and math.isfinite(points[n, 1])):
                return False
            continue
        west, south = math.floor(col), math.floor(row)
        right, upper = col - west, row - south
        i, j = int(west) + 1, int(south) + 1
        above = weights[n] * upper
        below = weights[n] - above
        rim[j, i] += below * (1.0 - right)
        rim[j, i + 1] += below * right
        rim[j + 1, i] += above * (1.0 - right)
        rim[j + 1, i + 1] += above * right
    return True


def _compiled() -> Sharer:
    """Return the compiled sharer, kept on disk where there is a place to keep it."""
    try:
        return cast("Sharer", numba.njit(cache=True)(_share_out))
    except RuntimeError:  # neither this directory nor the user's cache can be written to
        return cast("Sharer", numba.njit(_share_out))


share_out: Final = _compiled()
