"""Rates of lanes and their classes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hotspots import rates
from app.hotspots.queries import LaneCount


def lane(lane_id: int, length_m: float, reports: int) -> LaneCount:
    """Return a lane."""
    return LaneCount(lane_id, f"L{lane_id}", "", "", "", length_m, reports)


def test_six_reports_on_300_m_in_a_month_are_two_per_100_m() -> None:
    (one,), _breaks = rates.rated([lane(1, 300.0, 12)], 61)
    assert one.rate == pytest.approx(12 / 3 / (61 / 30.4375))


def test_the_highest_rate_comes_first_not_the_most_reports() -> None:
    found, _breaks = rates.rated([lane(1, 1000.0, 9), lane(2, 100.0, 5)], 30)
    assert [one.lane.id for one in found] == [2, 1]


def test_a_lane_without_reports_is_in_no_class() -> None:
    found, _breaks = rates.rated([lane(1, 100.0, 0), lane(2, 100.0, 5)], 30)
    assert [one.step for one in found] == [5, 0]


@given(st.floats(1e-6, 1e9))
def test_the_highest_rate_is_in_the_highest_class(highest: float) -> None:
    breaks = rates.class_breaks(highest)
    assert rates.class_of(highest, breaks) == 5
    assert sorted(set(breaks)) == breaks


@given(st.floats(1e-6, 1e9))
def test_the_classes_are_even_steps(highest: float) -> None:
    first, *_rest, last = rates.class_breaks(highest)
    assert last == pytest.approx(4 * first)


def test_without_reports_there_are_classes_all_the_same() -> None:
    assert rates.class_breaks(0.0) == [1.0, 2.0, 3.0, 4.0]
