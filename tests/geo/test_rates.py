"""Rates of lanes against brute force and simulated truth; their rules; their refusals."""

import math

import numpy as np
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import special

from geo.errors import NotAdjacency, ShapeMismatch, WeightOutOfRange
from geo.gamma_poisson import learn
from geo.rates import Rates, lane_rates, neighbour_factor
from tests.geo.communities import EVEN, FIVE_TO_ONE, LANES

rng = np.random.default_rng
Y = np.array([0.0, 1, 4, 0, 9, 2])
E = np.array([3.0, 10, 6, 1, 12, 8])
COUNTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 20)), min_size=1, max_size=8)
PASSED = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 20)), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def dense() -> tuple[NDArray[np.float64], ...]:
    """Weights, shapes and scales of gammas on a grid of 250 x 250 x 3, as the model says."""
    m, s = np.meshgrid(np.exp(np.linspace(-5, 3, 250)), np.exp(np.linspace(-9, 11, 250)))
    m, s = m.ravel()[:, None], s.ravel()[:, None]
    outlier = 1 / (4 * (Y.sum() + 0.5) / E.sum())
    usual, tail = negative_binomial(s * m, s), negative_binomial(1.0, outlier)
    prior = np.sqrt(m) * s * m / (1 + s * m) ** 2
    both = []
    for share, chance in ((0.0, 0.5), (0.03, 0.3), (0.12, 0.2)):
        each = (1 - share) * usual + share * tail
        whole = each.prod(axis=1, keepdims=True) * prior * chance
        both += [whole * (1 - share) * usual / each, whole * share * tail / each]
    weight = np.vstack(both) / sum(both).sum(axis=0)
    shape, scale = (
        np.vstack((a, np.broadcast_to(b, a.shape)))
        for a, b in ((s * m + Y, 1 + Y), (s + E, outlier + E))
    )
    return weight, np.tile(shape, (3, 1)), np.tile(scale, (3, 1))


def negative_binomial(shape: NDArray[np.float64] | float, scale: NDArray[np.float64] | float):
    """Probability of Y over E where rates are gamma."""
    return scipy.stats.nbinom.pmf(Y, shape, scale / (scale + E))


def simulated(shape: float, passes: NDArray[np.float64], seed: int) -> tuple[Rates, NDArray]:
    """Rates of a community whose lanes' true rates are gamma drawn, mean 0.1 per pass."""
    true = rng(seed).gamma(shape, 0.1 / shape, LANES)
    return lane_rates(rng(seed + 10_000).poisson(true * passes), passes), true


def test_the_mean_rate_agrees_with_a_dense_grid(dense) -> None:
    weight, shape, scale = dense
    expected = (weight * shape / scale).sum(axis=0)
    assert lane_rates(Y, E).rate == pytest.approx(expected, rel=0.01)


def test_the_interval_holds_95_percent_of_a_dense_grid(dense) -> None:
    weight, shape, scale = dense
    found = lane_rates(Y, E)
    for end, level in ((found.low, 0.025), (found.high, 0.975)):
        below = (weight * special.gammainc(shape, scale * end)).sum(axis=0)
        assert below == pytest.approx(np.full(6, level), abs=3e-3)


def test_the_chance_of_being_worse_agrees_with_a_dense_grid(dense) -> None:
    weight, shape, scale = dense
    found = lane_rates(Y, E)
    expected = (weight * special.gammaincc(shape, scale * 2.0 * found.typical)).sum(axis=0)
    assert found.worse == pytest.approx(expected, abs=0.01)


def test_the_weights_of_a_belief_add_up() -> None:
    assert learn(Y, E).weight.sum(axis=0) == pytest.approx(np.ones(6))


def test_with_endless_exposure_the_rate_is_what_was_counted() -> None:
    found = lane_rates([1e6, 3e6, 2e5], [1e7, 1e7, 1e7])
    assert found.rate == pytest.approx([0.1, 0.3, 0.02], rel=1e-3)
    assert found.differ


def test_a_lane_never_passed_is_held_to_be_like_the_others() -> None:
    found = lane_rates([10, 12, 9, 11, 0], [100, 100, 100, 100, 0])
    assert 0.1 < found.rate[4] < 0.15  # a little more: it might be an outlier
    assert found.high[4] - found.low[4] > found.high[0] - found.low[0]


def test_five_times_the_patrols_with_five_times_the_finds_is_no_worse() -> None:
    found = lane_rates([50, 10, 48, 12, 52, 9], [500, 100, 500, 100, 500, 100])
    assert found.worse.max() < 0.05
    assert found.ranks().tolist() == [3.5] * 6


def test_a_truly_worse_lane_ranks_first_however_seldom_it_is_passed() -> None:
    found = lane_rates([20, 22, 18, 21, 12], [200, 200, 200, 200, 20])
    assert found.ranks()[4] == 1.0
    assert found.worse[4] > 0.95


def test_finds_without_a_pass_enter_no_rate() -> None:
    with_them, without = lane_rates([5, 3, 7], [50, 40, 0]), lane_rates([5, 3, 0], [50, 40, 0])
    assert with_them.rate.tolist() == without.rate.tolist()


@settings(max_examples=30)
@given(COUNTS)
def test_any_counts_give_ordered_finite_rates(counts: list[tuple[int, int]]) -> None:
    found = lane_rates(*zip(*counts, strict=True))
    assert (found.rate > 0.0).all()
    assert np.isfinite(found.high).all()
    assert (found.low <= found.high).all()
    assert ((found.worse >= 0.0) & (found.worse <= 1.0)).all()


@settings(max_examples=20)
@given(PASSED, st.sampled_from([0.01, 30.0]))
def test_rates_are_per_unit_of_exposure(counts: list[tuple[int, int]], unit: float) -> None:
    events, exposure = (np.array(column, float) for column in zip(*counts, strict=True))
    scaled = lane_rates(events, exposure * unit).rate * unit
    assert scaled == pytest.approx(lane_rates(events, exposure).rate, rel=1e-6)


@settings(max_examples=20)
@given(COUNTS)
def test_the_order_of_the_lanes_does_not_matter(counts: list[tuple[int, int]]) -> None:
    events, exposure = (np.array(column, float) for column in zip(*counts, strict=True))
    backwards = lane_rates(events[::-1], exposure[::-1]).rate[::-1]
    assert backwards == pytest.approx(lane_rates(events, exposure).rate, rel=1e-9)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    inside = []
    for seed in range(20):
        found, true = simulated(1.0, FIVE_TO_ONE, seed)
        inside.append(((found.low <= true) & (true <= found.high)).mean())
    assert np.mean(inside) == pytest.approx(0.95, abs=0.025)


def test_where_all_rates_are_equal_the_intervals_still_hold_them() -> None:
    for seed in range(10):
        found = lane_rates(rng(seed).poisson(0.1 * FIVE_TO_ONE), FIVE_TO_ONE)
        assert ((found.low <= 0.1) & (found.high >= 0.1)).mean() >= 0.95


def test_equal_rates_put_neither_the_busy_nor_the_quiet_lane_first() -> None:
    first = [ranks_ahead(rng(seed).poisson(0.1 * FIVE_TO_ONE)) for seed in range(25)]
    assert 0.4 <= np.mean(first) <= 0.6


def ranks_ahead(events: NDArray[np.int64]) -> float:
    """How often a lane passed fifty times ranks before its neighbour passed ten times."""
    ranks = lane_rates(events, FIVE_TO_ONE).ranks()
    return float(np.mean(np.sign(ranks[1::2] - ranks[::2]) + 1) / 2)


@pytest.mark.parametrize("passes", [np.zeros(LANES), EVEN])
def test_no_finds_at_all_are_answered(passes: NDArray[np.float64]) -> None:
    found = lane_rates(np.zeros(LANES), passes)
    assert not found.differ
    assert found.worse.max() < 0.5
    assert np.isfinite(found.high).all()


def test_no_lanes_are_answered() -> None:
    assert lane_rates([], []).rate.size == 0


def test_one_find_in_all_is_answered() -> None:
    found = lane_rates([1, 0, 0], [1, 1, 1])
    assert not found.differ
    assert found.rate[0] > found.rate[1]


@pytest.mark.parametrize(("events", "exposure"), [([1, 2], [1]), ([[1]], [[1]]), ([1], [[1]])])
def test_arrays_that_do_not_belong_together_are_refused(events: list, exposure: list) -> None:
    with pytest.raises(ShapeMismatch):
        lane_rates(events, exposure)


@pytest.mark.parametrize("bad", [-1.0, math.nan, math.inf])
def test_what_is_no_count_or_exposure_is_refused(bad: float) -> None:
    with pytest.raises(WeightOutOfRange):
        lane_rates([bad], [1.0])
    with pytest.raises(WeightOutOfRange):
        lane_rates([1.0], [bad])


def test_neighbours_that_are_worse_raise_what_is_expected_of_an_unknown_lane() -> None:
    pairs = [(0, 1), (1, 2), (3, 4)]
    events, passes = [30, 0, 30, 3, 3], [30, 0, 30, 30, 30]
    factor = neighbour_factor(events, passes, pairs)
    assert factor[1] > 1.5
    assert lane_rates(events, passes, factor).rate[1] > lane_rates(events, passes).rate[1]


def test_a_lane_without_neighbours_has_the_common_prior() -> None:
    assert neighbour_factor([3, 5], [1, 1], []).tolist() == [1.0, 1.0]


def test_a_neighbour_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotAdjacency):
        neighbour_factor([3, 5], [1, 1], [(0, 2)])
