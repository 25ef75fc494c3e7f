"""Reports per 100 m of lane per month."""

import math

import pytest

from geo.errors import EmptyLane, PeriodOutOfRange, WeightOutOfRange
from geo.heat import MONTH_DAYS, lane_rate


def test_a_lane_rate_by_hand() -> None:
    assert lane_rate(6, 300.0, MONTH_DAYS) == 2.0


def test_twice_the_days_are_half_the_lane_rate() -> None:
    assert lane_rate(6, 300.0, 2 * MONTH_DAYS) == 1.0


def test_a_lane_without_reports_has_rate_zero() -> None:
    assert lane_rate(0, 1.0, 1.0) == 0.0


@pytest.mark.parametrize("length", [0.0, -1.0, math.nan, math.inf])
def test_a_lane_without_length_has_no_rate(length: float) -> None:
    with pytest.raises(EmptyLane):
        lane_rate(1, length, 30.0)


@pytest.mark.parametrize("count", [-1.0, math.nan, math.inf])
def test_a_count_below_zero_or_without_end_has_no_rate(count: float) -> None:
    with pytest.raises(WeightOutOfRange):
        lane_rate(count, 100.0, 30.0)


@pytest.mark.parametrize("days", [0.0, -1.0, math.nan])
def test_no_days_have_no_lane_rate(days: float) -> None:
    with pytest.raises(PeriodOutOfRange):
        lane_rate(1, 100.0, days)
