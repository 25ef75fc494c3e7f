from __future__ import annotations

from datetime import date

import pytest

from app.bulletin.periods import Period, Stage, month_of


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "today", "before"),
    [
        ("2026-04-01 2026-04-30", "2026-11-22", "2026-03-01 2026-03-31"),  # a whole month
        ("2026-03-01 2026-03-31", "2026-11-22", "2026-02-01 2026-02-28"),
        ("2026-11-01 2026-11-30", "2026-11-22", "2026-10-01 2026-10-22"),  # still running
        ("2026-03-01 2026-03-31", "2026-03-30", "2026-02-01 2026-02-28"),  # February is shorter
        ("2026-04-01 2026-04-20", "2026-11-22", "2026-03-01 2026-03-20"),  # from the first on
        ("2026-04-10 2026-04-19", "2026-11-22", "2026-03-31 2026-04-09"),  # any ten days
        ("2026-01-01 2026-01-31", "2026-11-22", "2025-12-01 2025-12-31"),
    ],
)
def test_a_period_is_compared_with_days_like_it(period: str, today: str, before: str) -> None:
    start, end = period.split()
    found = Period(d(start), d(end)).before(d(today))
    assert f"{found.start} {found.end}" == before


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        ("2026-03-31", Stage.NOT_BEGUN),
        ("2026-04-01", Stage.RUNNING),
        ("2026-04-30", Stage.RUNNING),
        ("2026-05-01", Stage.COMPLETE),
    ],
)
def test_the_last_day_is_still_running(today: str, stage: Stage) -> None:
    assert month_of(d("2026-04-18")).stage(d(today)) is stage


def test_a_day_begins_at_midnight_on_the_community_s_clock() -> None:
    since, until = Period(d("2026-04-01"), d("2026-04-30")).instants("Asia/Shanghai")
    assert since.isoformat() == "2026-04-01T00:00:00+08:00"
    assert until.isoformat() == "2026-05-01T00:00:00+08:00"
