"""Discounted counts against hand and against each other."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.discount import HALF_LIVES, discounted, effective, weights
from geo.errors import HalfLifeOutOfRange, ShapeMismatch, WeightOutOfRange

DAYS = st.lists(st.integers(0, 50), min_size=1, max_size=40)


def test_a_report_counts_half_after_its_half_life() -> None:
    assert discounted([1, 0, 0, 0], (3.0,)) == pytest.approx(0.5)


def test_half_lives_are_mixed_so_that_each_weighs_alike_in_all() -> None:
    # A memory of half-life 1 loses 1/2 a day, one of 0.5 loses 3/4: (1/2 1/2 + 3/4 1/4) / (5/4).
    assert discounted([80, 0], (1.0, 0.5)) == pytest.approx(80 * (1 / 4 + 3 / 16) / (5 / 4))


def test_each_lane_is_added_up_by_itself() -> None:
    assert discounted([[2, 4], [6, 0]], (1.0,)).tolist() == [5.0, 3.0]


@given(DAYS)
def test_discounting_never_adds(daily: list[int]) -> None:
    assert 0.0 <= discounted(daily) <= sum(daily) * (1 + 1e-12)


@given(DAYS)
def test_a_quiet_day_lowers_what_is_remembered(daily: list[int]) -> None:
    assert discounted([*daily, 0]) <= discounted(daily)


def test_an_endless_half_life_counts_all_alike() -> None:
    assert discounted([3, 4, 5], (1e12,)) == pytest.approx(12.0)


def test_no_days_are_no_counts() -> None:
    assert discounted(np.zeros((4, 0))).tolist() == [0.0] * 4
    assert weights(0, HALF_LIVES).size == 0


@pytest.mark.parametrize("bad", [(), (0.0,), (-1.0,), (math.nan,), (10.0, math.inf)])
def test_a_half_life_that_is_no_time_is_refused(bad: tuple[float, ...]) -> None:
    with pytest.raises(HalfLifeOutOfRange):
        weights(3, bad)


@pytest.mark.parametrize("bad", [[-1], [math.nan], [math.inf]])
def test_what_is_no_count_is_refused(bad: list[float]) -> None:
    with pytest.raises(WeightOutOfRange):
        discounted(bad)


def test_a_single_number_has_no_days() -> None:
    with pytest.raises(ShapeMismatch):
        discounted(5.0)


def test_effective_counts_vary_like_counts() -> None:
    daily = np.random.default_rng(1).poisson(0.4, (4000, 200))
    events, _ = effective(daily, np.ones((4000, 200)))
    assert events.var() / events.mean() == pytest.approx(1.0, abs=0.08)


def test_discounting_leaves_the_rate_of_a_steady_lane() -> None:
    events, passes = effective(np.full((1, 99), 3.0), np.full((1, 99), 2.0))
    assert events / passes == pytest.approx(1.5)


def test_without_half_lives_to_speak_of_effective_counts_are_counts() -> None:
    events, passes = effective([[3, 0, 4]], [[2, 1, 1]], (1e12,))
    assert (events[0], passes[0]) == (pytest.approx(7.0), pytest.approx(4.0))


def test_events_on_days_without_exposure_are_left_out() -> None:
    events, passes = effective([[3, 4], [1, 1]], [[0, 2], [0, 0]], (1e12,))
    assert (events[0], passes[0]) == (pytest.approx(4.0), pytest.approx(2.0))
    assert (events[1], passes[1]) == (0.0, 0.0)


def test_events_and_exposure_of_different_days_are_refused() -> None:
    with pytest.raises(ShapeMismatch):
        effective([[1, 2]], [[1]])
