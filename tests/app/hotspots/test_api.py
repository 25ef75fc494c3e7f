"""The calls behind the map: what is counted, for whom, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient

from app import LaneSteward, clock
from app.db import transaction
from app.places.models import Lane
from tests.app.hotspots.records import DAY, PERIOD, tally
from tests.cast import Cast, Player

Browser = Callable[[Player], FlaskClient]


@pytest.fixture
def pema(cast: Cast, browser_of: Browser) -> FlaskClient:
    """Give the supervisor's browser."""
    return browser_of(cast.pema)


def count(app: LaneSteward, cast: Cast, reports: int, **how: object) -> None:
    """Write tallies, committed."""
    with app.app_context(), transaction() as session:
        tally(session, cast, reports, **how)  # type: ignore[arg-type]


def test_heat_counts_the_problems_of_the_period(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    count(app, cast, 5)
    heat = pema.get(f"/api/v1/heat?{PERIOD}").json
    assert (heat["reports"], heat["outside"]) == (5, 0)
    assert heat["max"] > 0
    assert heat["period"]["days"] == 30


@pytest.mark.parametrize("category", ["masks", "publicity", "opinion", "dispute"])
def test_services_and_voices_make_no_heat(
    app: LaneSteward, cast: Cast, pema: FlaskClient, category: str
) -> None:
    count(app, cast, 65, category=category)
    assert pema.get(f"/api/v1/heat?{PERIOD}").json["reports"] == 0
    assert pema.get(f"/api/v1/lane-rates?{PERIOD}").json["reports"] == 0


@pytest.mark.parametrize(
    ("query", "reports"),
    [
        ("from=2026-11-10&to=2026-11-10", 5),
        ("from=2026-11-11&to=2026-11-30", 0),
        ("from=2026-11-01&to=2026-11-09", 0),
        (f"{PERIOD}&category=illegal_parking", 5),
        (f"{PERIOD}&category=garbage", 0),
        (f"{PERIOD}&hours=8-10", 5),
        (f"{PERIOD}&hours=8-9", 0),
        (f"{PERIOD}&hours=22-10", 5),
    ],
)
def test_the_filter_decides_what_is_counted(
    app: LaneSteward, cast: Cast, pema: FlaskClient, query: str, reports: int
) -> None:
    count(app, cast, 5)
    assert pema.get(f"/api/v1/heat?{query}").json["reports"] == reports
    assert pema.get(f"/api/v1/lane-rates?{query}").json["reports"] == reports


def test_without_days_the_last_thirty_of_the_communitys_calendar_count(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    count(app, cast, 5, day=date(2026, 11, 30))
    with clock.frozen(datetime(2026, 11, 29, 17, 0, tzinfo=UTC)):  # the 30th in Shanghai
        heat = pema.get("/api/v1/heat").json
    assert (heat["period"]["from"], heat["period"]["to"]) == ("2026-11-01", "2026-11-30")
    assert heat["reports"] == 5


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("from=2026-11-02&to=2026-11-01", "/from"),
        ("from=yesterday", "/from"),
        ("to=2026-02-30", "/to"),
        ("from=0001-01-01&to=2026-11-01", "/from"),
        ("category=masks", "/category"),
        ("category=nothing", "/category"),
        ("hours=8-25", "/hours"),
        ("hours=8-8", "/hours"),
        ("hours=all", "/hours"),
        ("kind=round", "/kind"),
        ("bbox=1,2", "/bbox"),
        ("bbox=-179,-80,179,80", "/bbox"),
    ],
)
def test_nonsense_is_refused_by_name(
    cast: Cast, pema: FlaskClient, query: str, pointer: str
) -> None:
    answer = pema.get(f"/api/v1/heat?{query}")
    assert (answer.status_code, answer.json["pointer"]) == (422, pointer)


def test_a_period_to_come_is_empty(cast: Cast, pema: FlaskClient) -> None:
    assert pema.get("/api/v1/heat?from=2050-01-01&to=2050-01-31").json["reports"] == 0


def test_the_same_heat_is_not_sent_again(app: LaneSteward, cast: Cast, pema: FlaskClient) -> None:
    count(app, cast, 5)
    tag = pema.get(f"/api/v1/heat?{PERIOD}").headers["ETag"]
    again = pema.get(f"/api/v1/heat?{PERIOD}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("call", ["heat", "lane-rates"])
def test_a_new_report_is_sent(app: LaneSteward, cast: Cast, pema: FlaskClient, call: str) -> None:
    url = f"/api/v1/{call}?{PERIOD}"
    tag = pema.get(url).headers["ETag"]
    count(app, cast, 1)
    assert pema.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_the_neighbours_reports_are_not_ours(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    count(app, cast, 5, lane="theirs", community_id=cast.elsewhere_id)
    assert pema.get(f"/api/v1/heat?{PERIOD}").json["reports"] == 0
    lanes = pema.get(f"/api/v1/lane-rates?{PERIOD}").json["lanes"]
    assert cast.lanes["theirs"] not in [lane["id"] for lane in lanes]


def test_a_stranger_sees_nothing_of_ours(app: LaneSteward, cast: Cast, browser_of: Browser) -> None:
    count(app, cast, 5)
    stranger = browser_of(cast.stranger)
    assert stranger.get(f"/api/v1/heat?{PERIOD}").json["reports"] == 0
    card = stranger.get(f"/hotspots/lanes/{cast.lanes['long']}.json?{PERIOD}")
    assert card.status_code == 404


@pytest.mark.parametrize("who", ["drolma", "tashi", "lights", "inspector"])
@pytest.mark.parametrize("call", ["heat", "lane-rates"])
def test_who_plans_nothing_sees_no_hot_spots(
    cast: Cast, browser_of: Browser, who: str, call: str
) -> None:
    answer = browser_of(cast.everybody()[who]).get(f"/api/v1/{call}")
    assert answer.status_code == 403


@pytest.mark.parametrize("who", ["pema", "lhamo", "area_viewer", "admin"])
def test_who_answers_for_the_area_sees_them(cast: Cast, browser_of: Browser, who: str) -> None:
    assert browser_of(cast.everybody()[who]).get("/api/v1/heat").status_code == 200


def test_a_rate_is_reports_per_100_m_per_month(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    count(app, cast, 6, day=DAY)
    worst = pema.get(f"/api/v1/lane-rates?{PERIOD}").json["lanes"][0]
    assert worst["id"] == cast.lanes["long"]
    assert worst["rate"] == pytest.approx(6 / 1.936 * 30.4375 / 30, rel=2e-3)


def test_a_lane_card_adds_up_by_category(app: LaneSteward, cast: Cast, pema: FlaskClient) -> None:
    count(app, cast, 6)
    count(app, cast, 2, category="garbage")
    card = pema.get(f"/hotspots/lanes/{cast.lanes['long']}.json?{PERIOD}").json
    by_category = [int(value) for label, value in card["lines"] if label.startswith("·")]
    assert (card["reports"], by_category) == (8, [6, 2])


def test_a_community_without_places_has_no_grid(
    app: LaneSteward, cast: Cast, browser_of: Browser
) -> None:
    with app.app_context(), transaction() as session:
        session.delete(session.get_one(Lane, (cast.elsewhere_id, cast.lanes["theirs"])))
    heat = browser_of(cast.stranger).get("/api/v1/heat").json
    assert (heat["rows"], heat["corners"], heat["values"]) == (0, None, "")
