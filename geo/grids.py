"""Grids of square cells on a projected plane, and counting into them.

Cells have corners at whole multiples of their side, so the same place has the same cell whatever
was asked for: cell (i, j) spans [i, i + 1) * cell_m east and [j, j + 1) * cell_m north. Arrays over
an extent have shape (rows, cols), row 0 the southernmost and column 0 the westernmost.
"""

import math
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.errors import (
    CellSizeOutOfRange,
    ExtentOutOfRange,
    GridTooLarge,
    NotFinite,
    NotWholeCells,
    ShapeMismatch,
    WeightOutOfRange,
)

# Cells of the largest grid that is worked on, the kernel's reach included: about 200 MB at the top.
MAX_CELLS: Final = 4_000_000
# No projection's coordinates come near this many cells, and 64 bit integers hold it with ease.
_MAX_INDEX: Final = 2**40
_MIN_CELL_M: Final = 0.01
_MAX_CELL_M: Final = 1e6

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle of whole cells: index of the south-western one, columns east, rows north."""

    east: int
    north: int
    cols: int
    rows: int

    def __post_init__(self) -> None:
        """Refuse nothing, nowhere and too much.

        Raises:
            ExtentOutOfRange: No cells, or an index that no place on earth has.
            GridTooLarge: More than `MAX_CELLS` cells.
        """
        if min(self.cols, self.rows) < 1:
            message = "An extent has one column and one row or more"
            raise ExtentOutOfRange(message)
        if max(self.cols, self.rows) > MAX_CELLS or self.cols * self.rows > MAX_CELLS:
            message = f"{self.cols} x {self.rows} cells are more than {MAX_CELLS}"
            raise GridTooLarge(message)
        if max(abs(self.east), abs(self.north)) > _MAX_INDEX:
            message = "An extent lies further away than any place on earth"
            raise ExtentOutOfRange(message)

    @classmethod
    def covering(cls, bbox_m: tuple[float, float, float, float], cell_m: float) -> Self:
        """Return the smallest extent that covers a box.

        Args:
            bbox_m: West, south, east, north, metres, projected.
            cell_m: Side of a cell, metres, 0.01 to 1e6.

        Returns:
            One cell at least; a box without width lies in the cell that its western edge is in.

        Raises:
            NotFinite: A bound is NaN or infinite.
            CellSizeOutOfRange: `cell_m` is not 1 cm to 1,000 km.
            ExtentOutOfRange, GridTooLarge: As for any extent; east < west or north < south too.

        >>> Extent.covering((25.0, 40.0, 61.0, 50.0), 10.0)
        Extent(east=2, north=4, cols=5, rows=1)
        """
        require_cell(cell_m)
        west, south, east, north = (bound / cell_m for bound in bbox_m)
        if not all(map(math.isfinite, (west, south, east, north))):
            message = "A bound of the box is NaN or infinite"
            raise NotFinite(message)
        if east < west or north < south:
            message = "The box's eastern or northern bound comes before the western or southern"
            raise ExtentOutOfRange(message)
        i, j = math.floor(west), math.floor(south)
        return cls(i, j, max(1, math.ceil(east) - i), max(1, math.ceil(north) - j))

    def grown(self, cells: int) -> Self:
        """Return the extent with so many cells more on every side.

        Raises:
            GridTooLarge: It would have more than `MAX_CELLS` cells.
        """
        both = 2 * cells
        return type(self)(self.east - cells, self.north - cells, self.cols + both, self.rows + both)


def tally_cells(cells: ArrayLike, weights: ArrayLike, extent: Extent) -> Counts:
    """Add up weights per cell.

    Args:
        cells: Whole numbers, shape (n, 2): cell indices east and north, repeated or not.
        weights: Shape (n,), >= 0.
        extent: The cells wanted; weights of other cells are left out.

    Returns:
        Weight per cell, shape (rows, cols), row 0 southernmost.

    Raises:
        NotWholeCells: Indices are not of an integer type.
        ShapeMismatch, WeightOutOfRange: As their names say.
    """
    indices, weight = _paired(np.asarray(cells), weights)
    if indices.size and indices.dtype.kind not in "iu":
        message = f"Cell indices are whole numbers, not {indices.dtype}"
        raise NotWholeCells(message)
    inside = (indices >= (extent.east, extent.north)).all(axis=1)
    inside &= (indices < (extent.east + extent.cols, extent.north + extent.rows)).all(axis=1)
    kept = indices[inside].astype(np.int64) - (extent.east, extent.north)
    return _add_up(kept, weight[inside], extent)


def bin_points(points_m: ArrayLike, weights: ArrayLike, extent: Extent, cell_m: float) -> Counts:
    """Share each point out to the four cells whose centres surround it.

    Args:
        points_m: Easting and northing, metres, shape (n, 2).
        weights: Shape (n,), >= 0.
        extent: The cells wanted; shares that fall to other cells are lost.
        cell_m: Side of a cell, metres, 0.01 to 1e6.

    Returns:
        Weight per cell, shape (rows, cols), row 0 southernmost. Total and centre of mass are those
        of the points, where no share is lost.

    Raises:
        NotFinite: A coordinate is NaN or infinite.
        CellSizeOutOfRange, ShapeMismatch, WeightOutOfRange: As their names say.

    Source:
        Wand, "Fast computation of multivariate kernel estimators", JCGS 3 (1994) 433-445.
    """
    require_cell(cell_m)
    points, weight = _together(np.asarray(points_m, np.float64), weights)
    from geo import binning  # noqa: PLC0415 -- numba takes half a second to load

    rim = np.zeros((extent.rows + 2, extent.cols + 2))
    corner = (float(extent.east), float(extent.north))
    found = binning.share_out(points, weight, float(cell_m), *corner, rim)
    if found == binning.BAD_COORDINATE:
        message = "A point's coordinate is NaN or infinite"
        raise NotFinite(message)
    _require_weights(good=found == binning.DONE)
    return rim[1:-1, 1:-1]


def require_cell(cell_m: float) -> None:
    """Refuse a cell's side that is not 1 cm to 1,000 km.

    Raises:
        CellSizeOutOfRange: It is not.
    """
    if not _MIN_CELL_M <= cell_m <= _MAX_CELL_M:
        message = f"A cell's side is {_MIN_CELL_M} to {_MAX_CELL_M} metres, not {cell_m}"
        raise CellSizeOutOfRange(message)


def _paired(rows: NDArray[Any], weights: ArrayLike) -> tuple[NDArray[Any], Counts]:
    """Check that n pairs and n usable weights were given."""
    pairs, weight = _together(rows, weights)
    _require_weights(good=bool((weight >= 0.0).all() and np.isfinite(weight).all()))
    return pairs, weight


def _together(rows: NDArray[Any], weights: ArrayLike) -> tuple[NDArray[Any], Counts]:
    """Check that n pairs and n weights were given; nothing at all is no pairs."""
    weight = np.asarray(weights, np.float64)
    pairs = rows.reshape(0, 2) if rows.size == 0 else rows
    if pairs.ndim != 2 or pairs.shape[1] != 2 or weight.shape != pairs.shape[:1]:  # noqa: PLR2004
        message = f"{rows.shape} is not n pairs for weights of shape {weight.shape}"
        raise ShapeMismatch(message)
    return pairs, weight


def _require_weights(*, good: bool) -> None:
    """Refuse weights that are none."""
    if not good:
        message = "A weight is negative, NaN or infinite"
        raise WeightOutOfRange(message)


def _add_up(cells: NDArray[np.int64], weight: Counts, extent: Extent) -> Counts:
    """Add weights up by column and row of an extent, all inside."""
    flat = cells[:, 1] * extent.cols + cells[:, 0]
    sums = np.bincount(flat, weight, minlength=extent.rows * extent.cols)
    return np.asarray(sums, np.float64).reshape(extent.rows, extent.cols)
