"""The stencils of planar heat."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import fft

from geo.kernels import Kernel, narrowed, reach, spectrum, stencil

KERNELS = st.sampled_from(Kernel)
BANDWIDTHS = st.floats(0.01, 30.0)


@given(KERNELS, BANDWIDTHS)
def test_a_stencil_adds_up_to_one(kernel: Kernel, bandwidth: float) -> None:
    assert stencil(kernel, bandwidth).sum() == pytest.approx(1.0, abs=1e-12)


@given(KERNELS, BANDWIDTHS)
def test_a_stencil_looks_the_same_from_all_four_sides(kernel: Kernel, bandwidth: float) -> None:
    values = stencil(kernel, bandwidth)
    assert np.array_equal(values, values[::-1])
    assert np.allclose(values, values.T, rtol=0, atol=1e-15)


@given(KERNELS, BANDWIDTHS)
def test_a_stencil_is_as_wide_as_its_reach_says(kernel: Kernel, bandwidth: float) -> None:
    side = 2 * reach(kernel, bandwidth) + 1
    assert stencil(kernel, bandwidth).shape == (side, side)


@given(KERNELS, BANDWIDTHS)
def test_a_stencil_peaks_in_its_middle(kernel: Kernel, bandwidth: float) -> None:
    values = stencil(kernel, bandwidth)
    assert values.max() == values[reach(kernel, bandwidth), reach(kernel, bandwidth)]


def test_a_quartic_of_two_cells_by_hand() -> None:
    side, corner = 0.75**2, 0.5**2
    whole = 1 + 4 * side + 4 * corner
    expected = np.array([[corner, side, corner], [side, 1, side], [corner, side, corner]]) / whole
    assert stencil(Kernel.QUARTIC, 2.0) == pytest.approx(expected, abs=1e-15)


def test_a_quartic_is_zero_at_its_bandwidth() -> None:
    assert reach(Kernel.QUARTIC, 5.0) == 4
    assert reach(Kernel.QUARTIC, 5.1) == 5


def test_a_quartic_is_round() -> None:
    values = stencil(Kernel.QUARTIC, 5.5)
    assert values[0, 0] == 0.0
    assert values[5, 0] > 0.0


def test_a_wide_quartic_peaks_at_three_over_pi_bandwidth_squared() -> None:
    assert stencil(Kernel.QUARTIC, 40.0).max() == pytest.approx(3 / (np.pi * 1600), rel=1e-4)


def test_a_wide_gaussian_peaks_at_one_over_two_pi_sigma_squared() -> None:
    assert stencil(Kernel.GAUSSIAN, 10.0).max() == pytest.approx(1 / (2 * np.pi * 100), rel=1e-5)


@pytest.mark.parametrize("kernel", Kernel)
@pytest.mark.parametrize("bandwidth", [1e-300, 5e-324, 0.1])
def test_a_kernel_narrower_than_a_cell_is_that_cell(kernel: Kernel, bandwidth: float) -> None:
    assert stencil(kernel, bandwidth).tolist() == [[1.0]]


@pytest.mark.parametrize(("kernel", "spread"), [(Kernel.GAUSSIAN, 1.0), (Kernel.QUARTIC, 0.125)])
def test_narrowing_takes_off_the_variance_of_binning(kernel: Kernel, spread: float) -> None:
    assert spread * (10.0**2 - narrowed(kernel, 10.0) ** 2) == pytest.approx(1 / 6)


@given(KERNELS, BANDWIDTHS)
def test_narrowing_leaves_at_least_half(kernel: Kernel, bandwidth: float) -> None:
    assert bandwidth / 2 <= narrowed(kernel, bandwidth) < bandwidth


@pytest.mark.parametrize("kernel", Kernel)
def test_the_factors_of_a_spectrum_make_up_the_stencils_transform(kernel: Kernel) -> None:
    factors = spectrum(kernel, 3.3, (48, 50), np.float64)
    expected = fft.rfft2(stencil(kernel, 3.3), (48, 50))
    assert math.prod(factors) == pytest.approx(expected, abs=1e-12)
