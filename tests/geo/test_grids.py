"""Extents of cells, tallies, linear binning."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from geo.errors import (
    CellSizeOutOfRange,
    ExtentOutOfRange,
    GridTooLarge,
    NotFinite,
    NotWholeCells,
    ShapeMismatch,
    WeightOutOfRange,
)
from geo.grids import MAX_CELLS, Extent, bin_points, tally_cells

TEN = Extent(0, 0, 10, 10)
INNER = st.floats(5.0, 95.0)
POINTS = st.lists(st.tuples(INNER, INNER), min_size=1, max_size=30)
Binning = Callable[[ArrayLike, ArrayLike], object]


def tally_ten(cells: ArrayLike, weights: ArrayLike) -> object:
    """Tally into the ten by ten cells at the origin."""
    return tally_cells(cells, weights, TEN)


def bin_ten(points: ArrayLike, weights: ArrayLike) -> object:
    """Bin into the ten by ten cells at the origin, 10 m a side."""
    return bin_points(points, weights, TEN, 10.0)


def test_an_extent_covers_its_box_and_no_more() -> None:
    assert Extent.covering((25.0, 40.0, 61.0, 50.0), 10.0) == Extent(2, 4, 5, 1)


def test_an_extent_south_west_of_the_origin_is_covered_too() -> None:
    assert Extent.covering((-25.0, -40.0, -5.0, -1.0), 10.0) == Extent(-3, -4, 3, 4)


def test_a_box_without_width_is_one_cell() -> None:
    assert Extent.covering((30.0, 30.0, 30.0, 30.0), 10.0) == Extent(3, 3, 1, 1)


def test_a_box_inside_out_is_refused() -> None:
    with pytest.raises(ExtentOutOfRange):
        Extent.covering((10.0, 0.0, 0.0, 10.0), 10.0)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_box_that_is_not_finite_is_refused(bad: float) -> None:
    with pytest.raises(NotFinite):
        Extent.covering((0.0, 0.0, bad, 10.0), 10.0)


@pytest.mark.parametrize("bad", [0.0, -1.0, 1e-3, 1e7, math.nan, math.inf])
def test_a_cell_of_no_sane_size_is_refused(bad: float) -> None:
    with pytest.raises(CellSizeOutOfRange):
        Extent.covering((0.0, 0.0, 10.0, 10.0), bad)


@pytest.mark.parametrize(("cols", "rows"), [(0, 1), (1, 0), (-3, 5)])
def test_an_extent_without_cells_is_refused(cols: int, rows: int) -> None:
    with pytest.raises(ExtentOutOfRange):
        Extent(0, 0, cols, rows)


def test_an_extent_nowhere_on_earth_is_refused() -> None:
    with pytest.raises(ExtentOutOfRange):
        Extent.covering((1e300, 0.0, 1e300, 1.0), 10.0)


def test_the_largest_extent_is_allowed() -> None:
    assert Extent(0, 0, MAX_CELLS, 1).cols == MAX_CELLS


@pytest.mark.parametrize(("cols", "rows"), [(MAX_CELLS + 1, 1), (2**62, 2**62), (2001, 2000)])
def test_an_extent_too_large_for_memory_is_refused(cols: int, rows: int) -> None:
    with pytest.raises(GridTooLarge):
        Extent(0, 0, cols, rows)


def test_growing_adds_on_every_side() -> None:
    assert Extent(5, 6, 2, 3).grown(2) == Extent(3, 4, 6, 7)


def test_growing_past_memory_is_refused() -> None:
    with pytest.raises(GridTooLarge):
        TEN.grown(10**300)


def test_a_tally_lies_in_its_row_and_column() -> None:
    counts = tally_cells([[7, 3]], [2.0], Extent(0, 0, 10, 5))
    assert counts[3, 7] == counts.sum() == 2.0


def test_repeated_cells_add_up() -> None:
    assert tally_cells([[1, 1], [1, 1]], [2.0, 3.0], TEN)[1, 1] == 5.0


def test_tallies_beyond_the_extent_are_left_out() -> None:
    cells = [[-1, 0], [10, 0], [0, -1], [0, 10], [2**62, 0], [9, 9]]
    assert tally_cells(cells, np.ones(6), TEN).sum() == 1.0


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.int32, np.int64, np.uint64])
def test_any_whole_number_type_will_do(kind: type) -> None:
    assert (
        tally_cells(np.array([[250, 100]]).astype(kind), [1.0], Extent(-10, -10, 300, 300))[
            110, 260
        ]
        == 1.0
    )


def test_no_tallies_are_an_empty_grid() -> None:
    assert not tally_cells([], [], TEN).any()


@pytest.mark.parametrize("cells", [[[0.5, 1.0]], [[True, False]], [["1", "2"]]])
def test_cells_that_are_not_whole_numbers_are_refused(cells: ArrayLike) -> None:
    with pytest.raises(NotWholeCells):
        tally_cells(cells, [1.0], TEN)


def test_a_point_in_the_middle_of_a_cell_is_all_in_it() -> None:
    counts = bin_points([[75.0, 35.0]], [4.0], TEN, 10.0)
    assert counts[3, 7] == counts.sum() == 4.0


def test_a_point_on_a_corner_is_shared_by_four() -> None:
    counts = bin_points([[40.0, 40.0]], [4.0], TEN, 10.0)
    assert counts[3:5, 3:5].tolist() == [[1.0, 1.0], [1.0, 1.0]]


def test_a_point_a_quarter_along_is_shared_by_hand() -> None:
    counts = bin_points([[37.5, 35.0]], [1.0], TEN, 10.0)
    assert counts[3, 3:5].tolist() == [0.75, 0.25]


@given(POINTS)
def test_binning_keeps_the_total(points: list[tuple[float, float]]) -> None:
    counts = bin_points(points, np.ones(len(points)), TEN, 10.0)
    assert counts.sum() == pytest.approx(len(points), rel=1e-12)


@given(POINTS)
def test_binning_keeps_the_centre_of_mass(points: list[tuple[float, float]]) -> None:
    counts = bin_points(points, np.ones(len(points)), TEN, 10.0)
    centres = np.arange(10) * 10.0 + 5.0
    found = (counts.sum(0) @ centres, counts.sum(1) @ centres)
    assert np.array(found) / len(points) == pytest.approx(np.mean(points, axis=0), rel=1e-9)


@given(POINTS)
def test_binning_agrees_with_a_loop_over_cells_and_points(
    points: list[tuple[float, float]],
) -> None:
    expected = np.zeros((10, 10))
    for row, col in np.ndindex(10, 10):
        for x, y in points:
            hat = (max(0, 1 - abs(v / 10 - k - 0.5)) for v, k in ((x, col), (y, row)))
            expected[row, col] += math.prod(hat)
    assert bin_points(points, np.ones(len(points)), TEN, 10.0) == pytest.approx(expected, abs=1e-9)


def test_shares_beyond_the_edge_are_lost() -> None:
    assert bin_points([[0.0, 50.0]], [1.0], TEN, 10.0).sum() == 0.5


def test_points_at_the_end_of_the_world_are_left_out_in_peace() -> None:
    assert not bin_points([[1e308, -1e308]], [1.0], TEN, 0.01).any()


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_point_that_is_not_finite_is_refused(bad: float) -> None:
    with pytest.raises(NotFinite):
        bin_points([[bad, 1.0]], [1.0], TEN, 10.0)


@pytest.mark.parametrize("binning", [tally_ten, bin_ten])
@pytest.mark.parametrize("bad", [-1.0, math.nan, math.inf])
def test_a_weight_that_counts_nothing_is_refused(binning: Binning, bad: float) -> None:
    with pytest.raises(WeightOutOfRange):
        binning([[1, 1]], [bad])


@pytest.mark.parametrize("binning", [tally_ten, bin_ten])
@pytest.mark.parametrize(
    ("rows", "weights"), [([[1, 1]], [1, 2]), ([[1, 2, 3]], [1]), ([1, 2], [1, 2]), ([], [1])]
)
def test_arrays_that_do_not_fit_are_refused(
    binning: Binning, rows: ArrayLike, weights: ArrayLike
) -> None:
    with pytest.raises(ShapeMismatch):
        binning(rows, weights)
