"""Two periods compared: what is called a change, and what chance may have done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from app import LaneSteward
from app.db import transaction
from app.hotspots import changes, rates
from app.hotspots.queries import LaneCount
from tests.app.hotspots.records import tally
from tests.cast import Cast, Player

Browser = Callable[[Player], FlaskClient]
ASKED = "from=2026-11-01&to=2026-11-30&against=2026-10-02"


def lane(lane_id: int, reports: int) -> LaneCount:
    """Return a lane of 100 m."""
    return LaneCount(lane_id, f"L{lane_id}", "", "", "", 100.0, reports)


def compared(*counts: tuple[int, int]) -> list[changes.ChangedLane]:
    """Compare lanes with so many reports before and now, over 30 days."""
    now, _breaks = rates.rated([lane(i, after) for i, (_before, after) in enumerate(counts)], 30)
    before = [lane(i, count) for i, (count, _after) in enumerate(counts)]
    return changes.changed(now, before, 30)[0]


def test_twenty_more_is_a_change_and_one_more_is_not() -> None:
    rose, same = compared((2, 22), (3, 4))
    assert (rose.step, same.step) == (3, 0)


def test_what_fell_has_a_step_below_nought() -> None:
    (fell,) = compared((30, 4))
    assert fell.step < 0
    assert fell.change == pytest.approx((4 - 30) * 30.4375 / 30)


def test_a_lane_that_was_not_there_before_counted_nothing() -> None:
    now, _breaks = rates.rated([lane(1, 9)], 30)
    (found,) = changes.changed(now, [], 30)[0]
    assert (found.reports_before, found.before) == (0, 0.0)


@pytest.fixture
def pema(app: LaneSteward, cast: Cast, browser_of: Browser) -> FlaskClient:
    """Give the supervisor's browser: 2 reports on the long lane in October, 20 in November."""
    with app.app_context(), transaction() as session:
        tally(session, cast, 2, day=date(2026, 10, 10))
        tally(session, cast, 20)
    return browser_of(cast.pema)


def test_the_call_gives_both_periods_and_says_what_changed(cast: Cast, pema: FlaskClient) -> None:
    answer = pema.get(f"/api/v1/lane-rates?{ASKED}").json
    change = answer["against"]["lanes"][str(cast.lanes["long"])]
    assert (answer["reports"], answer["against"]["reports"]) == (20, 2)
    assert (change["reports"], change["step"]) == (2, 3)
    assert answer["against"]["period"]["to"] == "2026-10-31"
    assert "长巷" in answer["summary"]


def test_where_nothing_differs_the_sentence_says_so(cast: Cast, browser_of: Browser) -> None:
    answer = browser_of(cast.pema).get(f"/api/v1/lane-rates?{ASKED}&lang=en").json
    assert "No lane differs by more than chance." in answer["summary"]


def test_a_day_that_is_none_is_refused(pema: FlaskClient) -> None:
    answer = pema.get("/api/v1/lane-rates?against=soon")
    assert (answer.status_code, answer.json["pointer"]) == (422, "/against")
