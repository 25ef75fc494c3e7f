"""The steps of the time slider."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app import LaneSteward
from app.db import transaction
from app.hotspots.timeline import MOST_FRAMES, frames
from tests.app.hotspots.records import DAY, PERIOD, tally
from tests.cast import Cast, Player

START = date(2026, 11, 4)  # a Wednesday


def test_weeks_begin_on_monday_and_the_outer_ones_are_cut() -> None:
    found = frames(START, START + timedelta(9), {}, "week")
    assert [(one.start.day, one.end.day) for one in found] == [(4, 8), (9, 13)]


def test_days_are_days() -> None:
    found = frames(START, START + timedelta(2), {START: 3}, "day")
    assert [one.reports for one in found] == [3, 0, 0]


def test_more_days_than_a_slider_has_places_become_weeks() -> None:
    assert len(frames(START, START + timedelta(MOST_FRAMES), {}, "day")) < MOST_FRAMES / 6


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 700),
    st.sampled_from(["day", "week"]),
)
def test_the_steps_are_the_period_without_gap_or_overlap(start: date, days: int, step: str) -> None:
    end = start + timedelta(days)
    counts = {start + timedelta(i): 1 for i in range(days + 1)}
    found = frames(start, end, counts, step)
    assert (found[0].start, found[-1].end) == (start, end)
    assert all(a.end + timedelta(1) == b.start for a, b in pairwise(found))
    assert sum(one.reports for one in found) == days + 1


@pytest.mark.parametrize(("step", "number"), [("day", 30), ("week", 6)])
def test_the_call_counts_and_names_each_step(
    app: LaneSteward,
    cast: Cast,
    browser_of: Callable[[Player], FlaskClient],
    step: str,
    number: int,
) -> None:
    with app.app_context(), transaction() as session:
        tally(session, cast, 4)
    answer = browser_of(cast.pema).get(f"/api/v1/timeline?{PERIOD}&step={step}").json
    busy = [one for one in answer["frames"] if one["reports"]]
    assert len(answer["frames"]) == number
    assert [one["reports"] for one in busy] == [4]
    assert busy[0]["from"] <= DAY.isoformat() <= busy[0]["to"]
    assert "4" in busy[0]["text"]
