"""The phone's clock: put right where it can be, else set aside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.reports.times import Reckoning, reckon

NOW = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)
IN_1970 = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
MINUTE, DAY, YEAR = timedelta(minutes=1), timedelta(days=1), timedelta(days=365)


def test_a_right_clock_is_believed() -> None:
    assert reckon(NOW - MINUTE, NOW, NOW) == Reckoning(NOW - MINUTE, None)


def test_a_delay_of_two_minutes_is_the_networks() -> None:
    assert reckon(NOW - 3 * MINUTE, NOW - 2 * MINUTE, NOW).flag is None


@pytest.mark.parametrize("wrong_by", [-50 * YEAR, -YEAR, -DAY, -3 * MINUTE, 3 * MINUTE, 2 * YEAR])
def test_a_wrong_clock_that_ran_on_is_put_right(wrong_by: timedelta) -> None:
    seen = NOW - 5 * MINUTE
    assert reckon(seen + wrong_by, NOW + wrong_by, NOW) == Reckoning(seen, "corrected")


def test_a_clock_reset_between_seeing_and_sending_cannot_be_put_right() -> None:
    assert reckon(IN_1970, NOW, NOW) == Reckoning(IN_1970, "implausible")


def test_a_clock_that_went_backwards_is_believed_where_it_is_plausible() -> None:
    assert reckon(NOW - DAY, IN_1970, NOW) == Reckoning(NOW - DAY, None)


@pytest.mark.parametrize("seen", [IN_1970, NOW - 61 * DAY, NOW + 11 * MINUTE, NOW + 2 * YEAR])
def test_a_time_that_cannot_be_is_kept_and_flagged(seen: datetime) -> None:
    assert reckon(seen, None, NOW) == Reckoning(seen, "implausible")


def test_a_pin_kept_offline_for_a_month_counts_when_it_was_seen() -> None:
    assert reckon(NOW - 30 * DAY, NOW, NOW) == Reckoning(NOW - 30 * DAY, None)
