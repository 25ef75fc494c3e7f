"""Trends of lanes against hand and simulation."""

import numpy as np
import pytest

from geo.errors import PeriodOutOfRange, ShapeMismatch
from geo.trends import trends

DAYS = np.ones((1, 56))


def daily(before: float, late: float) -> np.ndarray:
    """One lane with as many events on each of 28 days before and of late."""
    return np.repeat([[before, late]], 28, axis=1)


def test_as_much_as_before_is_no_trend() -> None:
    found = trends(daily(1, 1), DAYS)
    assert found.ratio[0] == pytest.approx(1.0)
    assert found.rising[0] == pytest.approx(0.5, abs=0.01)


def test_three_times_as_much_is_a_rise_drawn_towards_one() -> None:
    found = trends(daily(1, 3), DAYS)
    assert found.ratio[0] == pytest.approx((84 + 2) / (28 + 2))
    assert found.rising[0] > 0.999


def test_three_times_the_patrols_with_three_times_the_finds_is_no_trend() -> None:
    found = trends(daily(1, 3), daily(1, 3))
    assert found.ratio[0] == pytest.approx(1.0)


def test_a_fall_is_a_rise_seen_from_behind() -> None:
    up, down = trends(daily(1, 2), DAYS), trends(daily(2, 1), DAYS)
    assert up.ratio[0] * down.ratio[0] == pytest.approx(1.0)
    assert up.rising[0] + down.rising[0] == pytest.approx(1.0)


def test_two_events_hardly_move_a_quiet_lane() -> None:
    events = np.zeros((1, 56))
    events[0, -2:] = 1
    assert trends(events, DAYS).rising[0] < 0.975


def test_lanes_without_change_seldom_seem_to_rise() -> None:
    events = np.random.default_rng(5).poisson(0.3, (4000, 112))
    assert (trends(events, np.ones((4000, 112))).rising >= 0.975).mean() <= 0.025


def test_a_lane_not_passed_of_late_has_no_trend() -> None:
    passes = daily(1, 0)
    found = trends(daily(1, 0), passes)
    assert (found.ratio[0], found.rising[0]) == (1.0, 0.5)


@pytest.mark.parametrize("recent", [0, 56, 99])
def test_a_line_outside_the_record_is_refused(recent: int) -> None:
    with pytest.raises(PeriodOutOfRange):
        trends(DAYS, DAYS, recent)


def test_records_of_different_shapes_are_refused() -> None:
    with pytest.raises(ShapeMismatch):
        trends(DAYS, np.ones((2, 56)))
