"""Planar heat against hand, brute force and scipy; its rules; its refusals."""

import math

import numpy as np
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.errors import (
    BandwidthOutOfRange,
    CellSizeOutOfRange,
    GeoError,
    GridTooLarge,
    PeriodOutOfRange,
    ShapeMismatch,
    WeightOutOfRange,
)
from geo.heat import (
    HEAT_UNIT,
    MONTH_DAYS,
    Extent,
    HeatGrid,
    Kernel,
    Smoothing,
    heat_from_cells,
    heat_from_points,
)

Cells = list[tuple[int, int]]
TOWN = Extent(0, 0, 40, 30)
MIDDLE = st.tuples(st.integers(12, 27), st.integers(12, 17))
TALLIES = st.dictionaries(MIDDLE, st.integers(1, 9), min_size=1, max_size=12)
QUARTIC = Smoothing(bandwidth_m=55.0, days=MONTH_DAYS)
GAUSSIAN = Smoothing(bandwidth_m=22.0, days=MONTH_DAYS, kernel=Kernel.GAUSSIAN)
SETTINGS = st.sampled_from([QUARTIC, GAUSSIAN])
rng = np.random.default_rng


def reports(heat: HeatGrid) -> float:
    """Add a month's surface up to reports again: hectares per cell times the sum."""
    return float(heat.values.sum(dtype=np.float64)) * heat.cell_m**2 / 10_000


def heat_of(tallies: dict[tuple[int, int], int], extent: Extent, setting: Smoothing) -> HeatGrid:
    """Heat of a dictionary from cell to count."""
    return heat_from_cells(list(tallies), list(tallies.values()), extent, setting)


def brute_force(tallies: dict[tuple[int, int], int], bandwidth: float) -> NDArray[np.float64]:
    """Quartic heat of TOWN by two loops, bandwidth in cells, scaled by the sum over a cell disk."""
    disk = [(i, j) for i in range(-60, 61) for j in range(-60, 61) if i * i + j * j < bandwidth**2]
    whole = sum((1 - (i * i + j * j) / bandwidth**2) ** 2 for i, j in disk)
    values = np.zeros((TOWN.rows, TOWN.cols))
    for (i, j), count in tallies.items():
        for row, col in np.ndindex(values.shape):
            near = 1 - ((col - i) ** 2 + (row - j) ** 2) / bandwidth**2
            values[row, col] += count * max(0.0, near) ** 2 / whole
    return values * 100


def test_one_report_in_a_cell_of_its_own_is_a_hundred_a_hectare() -> None:
    narrow = Smoothing(bandwidth_m=5.0, days=MONTH_DAYS)
    heat = heat_from_cells([(3, 2)], [1], TOWN, narrow)
    assert heat.values[2, 3] == pytest.approx(100.0)


def test_half_a_month_doubles_the_rate() -> None:
    half = Smoothing(bandwidth_m=5.0, days=MONTH_DAYS / 2)
    assert heat_from_cells([(3, 2)], [1], TOWN, half).values[2, 3] == pytest.approx(200.0)


def test_a_report_under_a_wide_quartic_peaks_at_three_over_pi_bandwidth_squared() -> None:
    wide = Smoothing(bandwidth_m=400.0, days=MONTH_DAYS)
    peak = heat_from_cells([(20, 15)], [1], TOWN, wide).values.max()
    assert peak == pytest.approx(3 / (math.pi * 400**2) * 10_000, rel=1e-3)


@settings(max_examples=15)
@given(TALLIES)
def test_quartic_heat_agrees_with_brute_force(tallies: dict[tuple[int, int], int]) -> None:
    expected = brute_force(tallies, 5.5)
    assert heat_of(tallies, TOWN, QUARTIC).values == pytest.approx(expected, rel=1e-6, abs=1e-9)


@given(TALLIES)
def test_gaussian_heat_agrees_with_scipy(tallies: dict[tuple[int, int], int]) -> None:
    counts = np.zeros((TOWN.rows, TOWN.cols))
    for (i, j), count in tallies.items():
        counts[j, i] = count * 100.0
    expected = scipy.ndimage.gaussian_filter(counts, 2.2, mode="constant", radius=11)
    assert heat_of(tallies, TOWN, GAUSSIAN).values == pytest.approx(expected, rel=1e-6, abs=1e-9)


@given(TALLIES, SETTINGS)
def test_no_report_is_lost_or_made_up(
    tallies: dict[tuple[int, int], int], setting: Smoothing
) -> None:
    heat = heat_of(tallies, TOWN, setting)
    assert reports(heat) == pytest.approx(sum(tallies.values()), rel=1e-6)


@given(TALLIES, SETTINGS, st.integers(0, 20), st.integers(0, 15))
def test_a_place_has_the_same_heat_in_every_extent(
    tallies: dict[tuple[int, int], int], setting: Smoothing, east: int, north: int
) -> None:
    whole = heat_of(tallies, TOWN, setting).values
    part = heat_of(tallies, Extent(east, north, 20, 15), setting).values
    same = whole[north : north + 15, east : east + 20]
    assert part == pytest.approx(same, rel=1e-6, abs=1e-9)


@given(TALLIES, SETTINGS)
def test_heat_of_all_is_the_sum_of_the_parts(
    tallies: dict[tuple[int, int], int], setting: Smoothing
) -> None:
    parts = [heat_of({cell: count}, TOWN, setting).values for cell, count in tallies.items()]
    assert heat_of(tallies, TOWN, setting).values == pytest.approx(
        np.sum(parts, axis=0, dtype=np.float64), rel=1e-5, abs=1e-9
    )


@given(TALLIES, SETTINGS)
def test_moving_all_reports_moves_the_heat(
    tallies: dict[tuple[int, int], int], setting: Smoothing
) -> None:
    moved = {(i + 7000, j - 300): count for (i, j), count in tallies.items()}
    there = heat_of(moved, Extent(7000, -300, 40, 30), setting).values
    assert there == pytest.approx(heat_of(tallies, TOWN, setting).values, rel=1e-6, abs=1e-9)


@given(TALLIES, SETTINGS)
def test_heat_is_never_negative(tallies: dict[tuple[int, int], int], setting: Smoothing) -> None:
    assert (heat_of(tallies, TOWN, setting).values >= 0.0).all()


def test_a_place_out_of_reach_has_exactly_no_heat() -> None:
    cells = rng(1).integers(0, 8, (500, 2))
    heat = heat_from_cells(cells, np.ones(500), Extent(0, 0, 100, 100), QUARTIC)
    assert not heat.values[20:].any()
    assert not heat.values[:, 20:].any()


def test_reports_just_outside_the_extent_warm_its_edge() -> None:
    heat = heat_from_cells([(-1, 15)], [1], TOWN, QUARTIC)
    assert heat.values[15, 0] > 0.0


def test_coarser_cells_see_the_same_ground() -> None:
    fine = Smoothing(bandwidth_m=200.0, days=30.0, cell_m=10.0)
    coarse = Smoothing(bandwidth_m=200.0, days=30.0, cell_m=30.0)
    a = heat_from_cells([(31, 31)], [5], Extent(0, 0, 63, 63), fine).values[31, 31]
    b = heat_from_cells([(10, 10)], [5], Extent(0, 0, 21, 21), coarse).values[10, 10]
    assert a == pytest.approx(b, rel=0.01)


def test_the_origin_is_the_south_western_corner_in_metres() -> None:
    heat = heat_from_cells([], [], Extent(32_000, 328_000, 3, 2), QUARTIC)
    assert (heat.origin_east, heat.origin_north, heat.cell_m) == (320_000.0, 3_280_000.0, 10.0)
    assert heat.values.shape == (2, 3)


def test_values_are_32_bit_with_a_unit_and_cannot_be_changed() -> None:
    heat = heat_from_cells([], [], TOWN, QUARTIC)
    assert (heat.values.dtype.name, heat.unit) == ("float32", HEAT_UNIT)
    assert not heat.values.flags.writeable


def test_no_reports_are_no_heat() -> None:
    assert not heat_from_cells([], [], TOWN, QUARTIC).values.any()


def test_a_million_reports_in_one_cell_are_one_high_hill() -> None:
    heat = heat_from_cells([(20, 15)], [1_000_000], TOWN, QUARTIC)
    assert reports(heat) == pytest.approx(1_000_000, rel=1e-6)


def test_one_cell_can_be_asked_for() -> None:
    one = heat_from_cells([(20, 15)], [3], Extent(18, 15, 1, 1), QUARTIC).values
    assert one[0, 0] == heat_from_cells([(20, 15)], [3], TOWN, QUARTIC).values[15, 18]


@pytest.mark.parametrize("bad", [0.0, -5.0, math.nan, math.inf, 5e-324, 1e300])
def test_a_bandwidth_that_is_no_length_is_refused(bad: float) -> None:
    with pytest.raises(BandwidthOutOfRange):
        Smoothing(bandwidth_m=bad, days=30.0)


@pytest.mark.parametrize("kernel", Kernel)
@pytest.mark.parametrize("bandwidth", [1e5, 1e7])
def test_an_enormous_bandwidth_is_refused_before_memory_is_taken(
    kernel: Kernel, bandwidth: float
) -> None:
    with pytest.raises(GridTooLarge):
        heat_from_cells([(1, 1)], [1], TOWN, Smoothing(bandwidth, 30.0, kernel))


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf, 1e-300])
def test_a_period_without_length_is_refused(bad: float) -> None:
    with pytest.raises(PeriodOutOfRange):
        Smoothing(bandwidth_m=50.0, days=bad)


def test_a_cell_without_size_is_refused() -> None:
    with pytest.raises(CellSizeOutOfRange):
        Smoothing(bandwidth_m=50.0, days=30.0, cell_m=0.0)


@pytest.mark.parametrize("weights", [[1e300], [1e308, 1e308]])
def test_weights_too_large_to_be_shown_are_refused(weights: list[float]) -> None:
    with pytest.raises(WeightOutOfRange):
        heat_from_cells([(1, 1)] * len(weights), weights, TOWN, QUARTIC)


@given(
    st.lists(st.tuples(st.integers(), st.integers()), max_size=3),
    st.lists(st.floats() | st.floats(0, 9), max_size=3),
    st.floats() | st.floats(1, 500),
    st.floats() | st.floats(1, 99),
)
def test_any_numbers_give_a_finite_surface_or_a_geo_error(
    cells: Cells, weights: list[float], bandwidth: float, days: float
) -> None:
    try:
        heat = heat_from_cells(cells, weights, TOWN, Smoothing(bandwidth, days))
    except GeoError:
        return
    assert np.isfinite(heat.values).all()


def test_a_window_keeps_every_report_inside() -> None:
    window = np.zeros((30, 40), np.bool_)
    window[5:20, 5:30] = True
    heat = heat_from_cells([(5, 5), (29, 19), (6, 12)], [1, 2, 3], TOWN, QUARTIC, window)
    assert reports(heat) == pytest.approx(6.0, rel=1e-6)
    assert not heat.values[~window].any()


def test_a_window_leaves_places_far_from_its_edge_alone() -> None:
    window = np.ones((30, 40), np.bool_)
    corrected = heat_from_cells([(20, 15)], [1], TOWN, QUARTIC, window).values
    assert corrected == pytest.approx(heat_from_cells([(20, 15)], [1], TOWN, QUARTIC).values)


def test_even_reports_in_a_window_give_even_heat_where_no_edge_is_near() -> None:
    cells = [(i, j) for i in range(40) for j in range(30)]
    heat = heat_from_cells(cells, np.ones(1200), TOWN, QUARTIC, np.ones((30, 40), np.bool_))
    assert heat.values[12:18, 12:28] == pytest.approx(np.full((6, 16), 100.0), rel=1e-6)


def test_reports_outside_the_window_are_left_out() -> None:
    window = np.zeros((30, 40), np.bool_)
    window[:, :20] = True
    assert not heat_from_cells([(20, 15)], [1], TOWN, QUARTIC, window).values.any()


def test_a_window_of_another_shape_is_refused() -> None:
    with pytest.raises(ShapeMismatch):
        heat_from_cells([(20, 15)], [1], TOWN, QUARTIC, np.ones((40, 30), np.bool_))


@pytest.mark.parametrize(("kernel", "bandwidth"), [(Kernel.QUARTIC, 120.0), (Kernel.GAUSSIAN, 50)])
def test_heat_of_many_points_is_within_a_thousandth_of_the_exact_sum(
    kernel: Kernel, bandwidth: float
) -> None:
    points = rng(7).normal((500, 400), 60, (20_000, 2))
    heat = heat_from_points(
        points, np.ones(20_000), Extent(0, 0, 100, 80), Smoothing(bandwidth, MONTH_DAYS, kernel)
    )
    exact = np.array([exact_heat(points, kernel, bandwidth, col) for col in range(20, 80, 5)])
    error = heat.values[40, 20:80:5] - exact
    assert np.abs(error).max() <= 1e-3 * exact.max()


def exact_heat(points: NDArray[np.float64], kernel: Kernel, h: float, col: int) -> float:
    """Sum the kernel over all points at the centre of cell (col, 40), per hectare."""
    square = ((points - (col * 10 + 5, 405)) ** 2).sum(1) / h**2
    if kernel is Kernel.GAUSSIAN:
        return float(np.exp(-square / 2).sum() / (2 * math.pi * h**2) * 10_000)
    return float((np.maximum(0, 1 - square) ** 2).sum() * 3 / (math.pi * h**2) * 10_000)


def test_points_keep_their_total() -> None:
    points = rng(3).uniform((150, 150), (250, 150.1), (99, 2))
    heat = heat_from_points(points, np.ones(99), TOWN, QUARTIC)
    assert reports(heat) == pytest.approx(99.0, rel=1e-6)


def test_points_warm_a_place_alike_in_every_extent() -> None:
    points = rng(4).uniform(0, 300, (50, 2))
    whole = heat_from_points(points, np.ones(50), TOWN, GAUSSIAN).values
    part = heat_from_points(points, np.ones(50), Extent(7, 9, 5, 6), GAUSSIAN).values
    assert part == pytest.approx(whole[9:15, 7:12], rel=1e-6, abs=1e-9)


def test_no_points_are_no_heat() -> None:
    assert not heat_from_points([], [], TOWN, QUARTIC).values.any()
