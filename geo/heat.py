"""Planar heat: how many reports a place gets, smoothed over the ground around it.

Everything is in metres of one projected system, in the product the UTM zone of the community. Cells
are squares of `cell_m` metres whose corners are whole multiples of it, so the same place has the
same cell whatever was asked for; cell (i, j) spans [i, i + 1) * cell_m east, [j, j + 1) * cell_m
north. Values are reports per hectare (100 m x 100 m) per month, whatever the cell and the zoom.
"""

import math
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import fft

from geo.errors import (
    BandwidthOutOfRange,
    EmptyLane,
    PeriodOutOfRange,
    ShapeMismatch,
    WeightOutOfRange,
)
from geo.grids import MAX_CELLS, Extent, bin_points, require_cell, tally_cells
from geo.kernels import Kernel, narrowed, reach, spectrum, stencil

__all__ = [
    "HEAT_UNIT",
    "MAX_CELLS",
    "MONTH_DAYS",
    "Extent",
    "HeatGrid",
    "Kernel",
    "Smoothing",
    "bin_points",
    "heat_from_cells",
    "heat_from_points",
    "lane_rate",
]

Grid = NDArray[np.floating[Any]]

MONTH_DAYS: Final = 30.4375  # 365.25 / 12
HECTARE_M2: Final = 10_000.0
HEAT_UNIT: Final = "reports per hectare per month"
# Values above this would not be numbers any more once they are 32 bit floats.
_MAX_VALUE: Final = 1e30
# What a Fourier transform leaves where the truth is zero, as a share of the two norms, in units of
# the precision.
_ROUNDING: Final = 4.5
_MIN_BANDWIDTH_M: Final = 0.01
_MAX_BANDWIDTH_M: Final = 1e7
_MIN_DAYS: Final = 1.0 / 86_400.0
_MAX_DAYS: Final = 1e6


@dataclass(frozen=True, slots=True)
class Smoothing:
    """How heat is drawn: one setting for a map, so that its pictures can be compared.

    Args:
        bandwidth_m: Radius (quartic) or standard deviation (Gaussian), ground metres.
        days: Length of the period that the reports are from, days.
        kernel: Shape of the hill that one report heaps up.
        cell_m: Side of a cell, metres; 10 in the product.
    """

    bandwidth_m: float
    days: float
    kernel: Kernel = Kernel.QUARTIC
    cell_m: float = 10.0

    def __post_init__(self) -> None:
        """Refuse what gives no picture.

        Raises:
            BandwidthOutOfRange: The bandwidth is not 1 cm to 10,000 km.
            PeriodOutOfRange: The period is not a second to a million days.
            CellSizeOutOfRange: The cell is not 1 cm to 1,000 km.
        """
        require_cell(self.cell_m)
        _require_period(self.days)
        if not _MIN_BANDWIDTH_M <= self.bandwidth_m <= _MAX_BANDWIDTH_M:
            message = f"A bandwidth is 1 cm to 10,000 km, not {self.bandwidth_m} m"
            raise BandwidthOutOfRange(message)


@dataclass(frozen=True, slots=True, eq=False)
class HeatGrid:
    """A surface of heat.

    Attributes:
        origin_east: Easting of the south-western corner of the south-western cell, metres.
        origin_north: Northing of that corner, metres.
        cell_m: Side of a cell, metres.
        values: Means over cells, 32 bit floats >= 0, read-only; shape (rows, cols), row 0 is the
            southernmost, column 0 the westernmost.
        unit: What a value counts.
    """

    origin_east: float
    origin_north: float
    cell_m: float
    values: NDArray[np.float32]
    unit: str = HEAT_UNIT


class _Brush(NamedTuple):
    """A kernel with its bandwidth in cells."""

    kernel: Kernel
    bandwidth: float

    @property
    def reach(self) -> int:
        """Cells away from its centre that it is still felt."""
        return reach(self.kernel, self.bandwidth)

    @property
    def norm(self) -> float:
        """Euclidean norm of its stencil."""
        return _norm(stencil(self.kernel, self.bandwidth))


def heat_from_cells(
    cells: ArrayLike,
    weights: ArrayLike,
    extent: Extent,
    setting: Smoothing,
    window: NDArray[np.bool_] | None = None,
) -> HeatGrid:
    """Smooth tallies of cells into a surface of heat.

    Args:
        cells: Whole numbers, shape (n, 2): cell indices east and north, floor(metres / cell_m),
            in any order, repeated or not; those beyond the extent count as far as they reach in.
        weights: Reports in each cell, shape (n,), >= 0.
        extent: The cells wanted. The value of a cell does not depend on it.
        setting: Bandwidth, kernel, cell and period.
        window: Where reports can be at all, booleans of shape (rows, cols). With it, a hill that
            would spill over the window's edge is heaped up inside instead; reports outside are
            left out and the surface there is 0. None: no edge is corrected.

    Returns:
        The surface. Its sum times hectares per cell times months is the weight handed in, as long
        as no hill reaches beyond the extent; with a window it always is the weight inside.

    Raises:
        ShapeMismatch: The arrays do not belong together.
        NotWholeCells: Indices are not whole numbers.
        WeightOutOfRange: A weight is negative or not finite, or the sum too large to be shown.
        GridTooLarge: Extent and kernel reach together pass `MAX_CELLS`.

    Source:
        Kernel density, Silverman (1986) ch. 4, on the grid by FFT (p. 61); edge correction by
        each source's share inside, Jones, Statistics and Computing 3 (1993) 135-146. Reports are
        taken to lie at the centre of their cell: own choice.
    """
    bandwidth = setting.bandwidth_m / setting.cell_m
    padded = extent.grown(reach(setting.kernel, bandwidth))
    counts = tally_cells(cells, weights, padded)
    return _surface(counts, _Brush(setting.kernel, bandwidth), extent, setting, window)


def heat_from_points(
    points_m: ArrayLike, weights: ArrayLike, extent: Extent, setting: Smoothing
) -> HeatGrid:
    """Smooth weighted points into a surface of heat, finer than a cell.

    Args:
        points_m: Easting and northing, metres, shape (n, 2).
        weights: Shape (n,), >= 0.
        extent: The cells wanted. The value of a cell does not depend on it.
        setting: Bandwidth, kernel, cell and period.

    Returns:
        The surface, read at the centres of the cells. The spread that binning adds is taken off
        the kernel (`geo.kernels.narrowed`), so many points come out within 1e-3 of the peak of the
        exact sum for a bandwidth of 10 cells (quartic) or 4 (Gaussian) and more.

    Raises:
        NotFinite: A coordinate is NaN or infinite.
        ShapeMismatch, WeightOutOfRange, GridTooLarge: As `heat_from_cells`.

    Source:
        Linear binning: Wand, J. Comput. Graph. Stat. 3 (1994) 433-445.
    """
    bandwidth = narrowed(setting.kernel, setting.bandwidth_m / setting.cell_m)
    padded = extent.grown(reach(setting.kernel, bandwidth))
    counts = bin_points(points_m, weights, padded, setting.cell_m)
    # Single precision is a thousand times finer here than binning, and half the work.
    brush = _Brush(setting.kernel, bandwidth)
    return _surface(counts.astype(np.float32), brush, extent, setting, None)


def lane_rate(count: float, length_m: float, days: float) -> float:
    """Return reports per 100 m of lane per month, the unit of the lanes' colours.

    Args:
        count: Reports on the lane in the period, >= 0.
        length_m: Length of the lane, ground metres, > 0.
        days: Length of the period, days, > 0; a month has 30.4375.

    Returns:
        Reports / (length / 100 m) / (days / 30.4375).

    Raises:
        EmptyLane: The length is not positive and finite.
        WeightOutOfRange: The count is negative or not finite.
        PeriodOutOfRange: The period is not a second to a million days.

    >>> lane_rate(6, 300.0, 30.4375)
    2.0
    """
    _require_period(days)
    if not 0.0 < length_m < math.inf:
        message = f"A lane of {length_m} m has no rate"
        raise EmptyLane(message)
    if not 0.0 <= count < math.inf:
        message = f"A count is a number from 0 up, not {count}"
        raise WeightOutOfRange(message)
    return count / (length_m / 100.0) / (days / MONTH_DAYS)


def _surface(
    counts: Grid,
    brush: _Brush,
    extent: Extent,
    setting: Smoothing,
    window: NDArray[np.bool_] | None,
) -> HeatGrid:
    """Smooth counts over the extent and its margin; scale them to hectares and months."""
    per_cell = HECTARE_M2 / setting.cell_m**2 * MONTH_DAYS / setting.days
    if not float(counts.sum(dtype=np.float64)) * per_cell <= _MAX_VALUE:
        message = "The weights add up to more than can be shown"
        raise WeightOutOfRange(message)
    smoothed = _smooth(counts, brush) if window is None else _within(window, counts, brush)
    values = np.asarray(smoothed * per_cell, np.float32)
    values.setflags(write=False)
    origin = (extent.east * setting.cell_m, extent.north * setting.cell_m)
    return HeatGrid(*origin, setting.cell_m, values)


def _smooth(counts: Grid, brush: _Brush) -> Grid:
    """Convolve counts that have a margin as wide as the kernel's reach; return them without it.

    The transform is as large as the counts, not larger: what wraps around falls on the margin. It
    has the precision of what is handed in.
    """
    margin = 2 * brush.reach
    rows, cols = (fft.next_fast_len(side, real=True) for side in counts.shape)
    shape = (rows, cols)
    both = fft.rfft2(counts, shape)
    for factor in spectrum(*brush, shape, counts.dtype):
        both *= factor
    smoothed = np.asarray(fft.irfft2(both, shape, overwrite_x=True), counts.dtype)
    inner = smoothed[margin : counts.shape[0], margin : counts.shape[1]]
    dust = _ROUNDING * float(np.finfo(counts.dtype).eps) * _norm(counts) * brush.norm
    return np.where(inner > dust, inner, inner.dtype.type(0.0))


def _norm(values: Grid) -> float:
    """Return the Euclidean norm, without BLAS, whose threads cost a busy machine 10 ms here."""
    return math.sqrt(float(np.square(values).sum(dtype=np.float64)))


def _within(window: NDArray[np.bool_], counts: Grid, brush: _Brush) -> Grid:
    """Smooth inside a window; each source is first divided by the share that stays inside."""
    margin = brush.reach
    padded = np.pad(np.asarray(window, np.float64), margin)
    if padded.shape != counts.shape:
        message = f"The window's shape {window.shape} is not that of the extent"
        raise ShapeMismatch(message)
    share = np.pad(_smooth(padded, brush), margin)
    sources = np.divide(counts, share, out=np.zeros_like(counts), where=padded > 0.0)
    return np.where(window, _smooth(sources, brush), 0.0)


def _require_period(days: float) -> None:
    """Refuse a period that is not a second to a million days."""
    if not _MIN_DAYS <= days <= _MAX_DAYS:
        message = f"A period is a second to a million days, not {days} days"
        raise PeriodOutOfRange(message)
