"""What is counted: by weekday, by finder, by outcome; and the periods beside a period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from app import LaneSteward
from app.db import transaction
from app.hotspots.filters import Filter
from tests.app.hotspots.records import PERIOD, report, tally
from tests.cast import Cast, Player

Browser = Callable[[Player], FlaskClient]


@pytest.fixture
def pema(app: LaneSteward, cast: Cast, browser_of: Browser) -> FlaskClient:
    """Give the supervisor's browser; a patrol fixed three things on Tuesday, 10 November."""
    with app.app_context(), transaction() as session:
        tally(session, cast, 3)
        for _ in range(3):
            report(session, cast)
    return browser_of(cast.pema)


@pytest.mark.parametrize(
    ("query", "reports"),
    [
        ("weekdays=2", 3),
        ("weekdays=1-5", 3),
        ("weekdays=6-7", 0),
        ("weekdays=6-2", 3),
        ("weekdays=3-1", 0),
        ("found_by=patrol", 3),
        ("found_by=resident", 0),
        ("outcome=fixed", 3),
        ("outcome=escalated", 0),
    ],
)
def test_heat_lanes_steps_and_records_count_the_same(
    cast: Cast, pema: FlaskClient, query: str, reports: int
) -> None:
    asked = f"{PERIOD}&{query}"
    calls = [pema.get(f"/api/v1/{call}?{asked}").json["reports"] for call in ("heat", "lane-rates")]
    steps = pema.get(f"/api/v1/timeline?{asked}").json["frames"]
    records = pema.get(f"/hotspots/records?{asked}").text.count('class="row-title"')
    assert [*calls, sum(one["reports"] for one in steps), records] == [reports] * 4


@pytest.mark.parametrize(
    "query", ["weekdays=0", "weekdays=8", "weekdays=1-9", "found_by=me", "outcome=x"]
)
def test_a_filter_that_makes_no_sense_is_refused_by_name(pema: FlaskClient, query: str) -> None:
    pointer = "/" + query.partition("=")[0]
    assert pema.get(f"/api/v1/heat?{query}").json["pointer"] == pointer
    assert pema.get(f"/hotspots?{query}").status_code == 422


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    before = Filter(date(2026, 11, 1), date(2026, 11, 30), "garbage").before()
    assert (before.start, before.end) == (date(2026, 10, 2), date(2026, 10, 31))
    assert before.category == "garbage"


def test_at_either_end_of_time_periods_are_cut_and_not_refused() -> None:
    first = Filter(date.min, date(1, 1, 20)).before()
    last = Filter(date(2026, 1, 1), date(2026, 1, 30)).from_day(date(9999, 12, 20))
    assert first.start == date.min
    assert last.end == date.max


def test_what_the_address_says_of_the_map_goes_along_with_the_filter(pema: FlaskClient) -> None:
    page = pema.get(
        f"/hotspots/filter?{PERIOD}&picture=risk&map=17/29.65/91.13&frame=2026-11-09"
    ).text
    assert '<input type="hidden" name="picture" value="risk">' in page
    assert 'name="map" value="17/29.65/91.13"' in page
    assert 'name="frame"' not in page
