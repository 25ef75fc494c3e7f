"""Forecasts against hand and made-up towns; a backtest never looks ahead."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.backtest import accuracy, backtest
from geo.errors import HalfLifeOutOfRange, NotAdjacency, PeriodOutOfRange, ShapeMismatch
from geo.forecast import Memories, next_day

rng = np.random.default_rng
DAILY = st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=1, max_size=30)


class Told:
    """A forecaster that always says the same and writes down what it was asked and shown."""

    def __init__(self, expected: list[float]) -> None:
        self.says = np.array(expected)
        self.story: list[str] = []

    def expected(self) -> NDArray[np.float64]:
        self.story.append("asked")
        return self.says

    def see(self, places: NDArray[np.int64]) -> None:
        self.story.append(f"shown {places.tolist()}")


def town(days: int, seed: int = 1) -> NDArray[np.int64]:
    """Counts of 200 lanes, a few with most of the reports."""
    rates = rng(seed).gamma(0.2, 0.5, 200)
    return rng(seed + 1).poisson(np.repeat(rates[:, None], days, axis=1))


def test_nothing_known_is_expected_everywhere_alike() -> None:
    assert next_day(np.zeros((4, 0))).tolist() == [0.125] * 4
    assert next_day(np.zeros((0, 9))).size == 0


def test_the_expected_total_is_the_last_weeks_mean() -> None:
    assert next_day(town(300)).sum() == pytest.approx(town(300)[:, -60:].sum() / 60, rel=0.05)


def test_a_lane_with_more_reports_is_expected_to_have_more() -> None:
    found = next_day([[3, 2, 3], [1, 0, 1], [0, 0, 0]])
    assert found[0] > found[1] > found[2] > 0.0


def test_late_reports_count_more_than_early_ones() -> None:
    found = next_day([[2, 0, 0, 0], [0, 0, 0, 2]])
    assert found[1] > found[0]


def test_a_steady_town_is_forecast_from_long_memories() -> None:
    forecaster = Memories(200)
    for day in town(400).T:
        forecaster.see(np.repeat(np.arange(200), day))
    assert forecaster.parts[2:5].sum() > forecaster.parts[:2].sum()


def test_a_town_that_changes_every_month_is_forecast_from_short_memories() -> None:
    changing = np.hstack([town(30, seed) for seed in range(12)])
    forecaster = Memories(200)
    for day in changing.T:
        forecaster.see(np.repeat(np.arange(200), day))
    assert forecaster.parts[:2].sum() > forecaster.parts[2:5].sum()


@settings(max_examples=30)
@given(DAILY)
def test_any_counts_give_positive_finite_expectations(days: list[list[int]]) -> None:
    found = next_day(np.array(days).T)
    assert (found > 0.0).all()
    assert np.isfinite(found).all()


def test_years_without_a_report_are_survived() -> None:
    forecaster = Memories(3, (1.0, 7.0))
    forecaster.see(np.array([2]))
    for _ in range(1500):
        forecaster.see(np.array([], np.int64))
    assert np.isfinite(forecaster.expected()).all()


def test_all_reports_at_one_lane_are_expected_there() -> None:
    daily = np.zeros((50, 100))
    daily[7] = 3
    assert next_day(daily)[7] == pytest.approx(3.0, rel=0.1)


def test_a_report_at_no_lane_is_refused() -> None:
    for place in (-1, 3):
        with pytest.raises(NotAdjacency):
            Memories(3).see(np.array([place]))


def test_what_is_no_setting_or_no_counts_is_refused() -> None:
    with pytest.raises(HalfLifeOutOfRange):
        next_day([[1, 2]], ())
    with pytest.raises(ShapeMismatch):
        next_day([1, 2])


def test_a_backtest_shows_a_day_only_after_asking() -> None:
    told = Told([1.0, 1.0])
    backtest([12, 10, 12], [0, 1, 1], told, 2)
    assert told.story == ["shown [1]", "asked", "shown []", "asked", "shown [0, 1]"]


@given(st.permutations(range(40)))
def test_the_order_in_which_reports_are_handed_in_does_not_matter(order: list[int]) -> None:
    days, places = np.arange(40), rng(3).integers(0, 5, 40)
    expected = backtest(days, places, Memories(5), 5)
    assert backtest(days[order], places[order], Memories(5), 5) == expected


def test_hit_rates_by_hand() -> None:
    # Ranked 2, 0, 1, 3: one of four places holds 3 of 5 reports; the best choice too.
    found = backtest([1] * 5, [2, 2, 2, 0, 3], Told([0.5, 0.4, 0.9, 0.1]), 1, (0.25, 0.5))
    assert found.accuracy[0.25].hit_rate == pytest.approx(3 / 5)
    assert found.accuracy[0.25].pai == pytest.approx(3 / 5 / 0.25)
    assert found.accuracy[0.5].pei == pytest.approx(1.0)


def test_the_log_likelihood_by_hand() -> None:
    found = backtest([1, 1], [0, 0], Told([2.0, 0.5]), 1)
    expected = (2 * math.log(2.0) - 2.0 - math.log(2.0) - 0.5) / 2
    assert found.log_likelihood == pytest.approx(expected)


def test_a_ranking_is_judged_by_what_came_after() -> None:
    found = accuracy([3.0, 2.0, 1.0, 0.0], [2, 0, 6, 0], 2)
    assert (found.hit_rate, found.pai, found.pei) == (0.25, 0.5, 0.25)


def test_no_report_afterwards_is_no_verdict() -> None:
    assert math.isnan(accuracy([1.0, 2.0], [0, 0], 1).hit_rate)


def test_a_forecast_from_memory_beats_an_even_spread() -> None:
    places, days = (
        np.repeat(at, town(200).ravel()) for at in np.indices((200, 200)).reshape(2, -1)
    )
    verdict = backtest(days, places, Memories(200), 50)
    assert verdict.accuracy[0.1].pai > 3.0


def test_no_reports_and_no_days_cannot_be_judged() -> None:
    with pytest.raises(ShapeMismatch):
        backtest([], [], Memories(3), 5)
    with pytest.raises(PeriodOutOfRange):
        backtest([1], [1], Memories(3), 0)
