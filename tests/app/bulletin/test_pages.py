"""The bulletin's pages and calls: what is asked wrongly, who sees what, and nobody named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from app import LaneSteward, clock
from app.db import transaction
from app.reports import rollups
from tests.app.bulletin.records import patrol, report, visit
from tests.cast import Cast, Player

Browser = Callable[[Player], FlaskClient]
NOW = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
APRIL = "from=2026-04-01&to=2026-04-30"
REFUSED = [
    ("from=2026-04-30&to=2026-04-01", "/to"),
    ("from=2026-04-31&to=2026-05-01", "/from"),
    ("from=0001-01-01&to=2026-05-01", "/from"),
    ("from=2026-05-01&to=9999-12-31", "/to"),
    ("from=2001-05-01&to=2026-05-01", "/from"),
]


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def busy(app: LaneSteward, cast: Cast) -> Cast:
    """Give a community with a patrol, two reports and a visit in April."""
    with app.app_context(), transaction() as session:
        patrol(session, cast, "2026-04-10 09:00", 60)
        report(session, cast, "2026-04-10 09:10", house_number="7号")
        report(session, cast, "2026-04-10 09:20", category_code="street_lamp", outcome="escalated")
        visit(session, cast, "2026-04-10 09:30")
        session.flush()
        for name in rollups.NAMES:
            rollups.rebuild(session, name)
    return cast


@pytest.fixture
def pema(busy: Cast, browser_of: Browser) -> FlaskClient:
    """Give the supervisor's browser."""
    return browser_of(busy.pema)


@pytest.mark.parametrize(("asked", "pointer"), REFUSED)
def test_days_that_make_no_period_are_refused(pema: FlaskClient, asked: str, pointer: str) -> None:
    answer = pema.get(f"/api/v1/bulletins?{asked}")
    assert (answer.status_code, answer.get_json()["pointer"]) == (422, pointer)
    assert pema.get(f"/bulletins?{asked}").status_code == 422
    assert pema.get(f"/bulletins/reports?{asked}").status_code == 422


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-00", "1969-12", "9999-12", "２０２６-04", "abcdefg"]
)
def test_a_month_that_there_is_not_is_not_found(pema: FlaskClient, month: str) -> None:
    assert pema.get(f"/bulletins/{month}").status_code == 404
    assert pema.get(f"/api/v1/bulletins/{month}").status_code == 404
    assert pema.get(f"/api/v1/bulletins/{month}.pdf").status_code == 404


@pytest.mark.parametrize(
    "asked", ["outcome=lost", "team=x", "lane=-1", "page=-1", "found_by=me", f"team={10**30}"]
)
def test_records_that_nobody_can_mean_are_refused(pema: FlaskClient, asked: str) -> None:
    assert pema.get(f"/bulletins/reports?{APRIL}&{asked}").status_code == 422
    assert pema.get(f"/api/v1/bulletins/reports?{APRIL}&{asked}").status_code == 422


def test_a_month_without_data_says_so(pema: FlaskClient) -> None:
    page = pema.get("/bulletins/2026-03?lang=en").text
    assert "Nothing was recorded in these days" in page
    assert "<table" not in page


def test_a_month_that_still_runs_says_so_far(pema: FlaskClient) -> None:
    assert "So far" in pema.get("/bulletins/2026-06?lang=en").text
    period = pema.get("/api/v1/bulletins/2026-06").get_json()["period"]
    assert period["stage"] == "running"


def test_a_month_to_come_says_that_it_has_not_begun(pema: FlaskClient) -> None:
    assert "have not begun yet" in pema.get("/bulletins/2026-07?lang=en").text
    found = pema.get("/api/v1/bulletins/2026-07").get_json()
    assert found["period"]["stage"] == "not_begun"
    assert {figure["value"] for figure in found["figures"]} == {0}


def test_days_within_a_month_can_be_asked_of_it(pema: FlaskClient) -> None:
    found = pema.get("/api/v1/bulletins/2026-04?to=2026-04-09").get_json()
    assert (found["period"]["from"], found["period"]["to"]) == ("2026-04-01", "2026-04-09")
    assert found["period"]["month"] is None


def test_without_days_the_months_are_listed_back_to_the_first(pema: FlaskClient) -> None:
    page = pema.get("/bulletins").text
    assert [f"/bulletins/2026-0{n}" in page for n in (3, 4, 5, 6, 7)] == [
        False, True, True, True, False]  # fmt: skip


@pytest.mark.parametrize("who", ["drolma", "tashi", "lights", "inspector"])
def test_who_has_no_bulletin_is_refused(busy: Cast, browser_of: Browser, who: str) -> None:
    browser = browser_of(busy.everybody()[who])
    assert browser.get("/bulletins/2026-04").status_code == 403
    assert browser.get("/api/v1/bulletins/2026-04.pdf").status_code == 403


@pytest.mark.parametrize("who", ["area_viewer", "admin"])
@pytest.mark.parametrize("what", ["reports", "patrols", "visits"])
def test_who_sees_sums_opens_no_record(
    busy: Cast, browser_of: Browser, who: str, what: str
) -> None:
    browser = browser_of(busy.everybody()[who])
    page = browser.get(f"/bulletins/{what}?{APRIL}").text
    assert 'id="number">' in page
    assert 'class="row-title"' not in page
    found = browser.get(f"/api/v1/bulletins/{what}?{APRIL}").get_json()
    assert (found["number"] > 0, found["sums_only"], found["records"]) == (True, True, [])


def test_a_stranger_s_bulletin_is_their_own_community_s(busy: Cast, browser_of: Browser) -> None:
    found = browser_of(busy.stranger).get("/api/v1/bulletins/2026-04").get_json()
    assert found["community"]["id"] == busy.elsewhere_id
    assert {figure["value"] for figure in found["figures"]} == {0}


@pytest.mark.parametrize("kind", ["team", "lane"])
def test_a_stranger_lists_nothing_of_another_community(
    busy: Cast, browser_of: Browser, kind: str
) -> None:
    key = busy.team_id if kind == "team" else busy.lanes["long"]
    page = browser_of(busy.stranger).get(f"/bulletins/reports?{APRIL}&{kind}={key}").text
    assert 'id="number">0<' in page
    assert "长巷" not in page
    assert "一队" not in page


def test_visits_name_nobody_and_tell_nothing(pema: FlaskClient) -> None:
    pages = [pema.get(f"/bulletins/visits?{APRIL}").text]
    pages += [pema.get(f"/api/v1/bulletins/2026-04.{kind}").text for kind in ("json", "html")]
    assert 'class="row-title"' in pages[0]
    for page in pages:
        assert "Drolma" not in page
        assert "what was said at the table" not in page


@pytest.mark.parametrize("kind", ["reports", "visits", "patrols"])
def test_a_long_list_goes_on_over_pages(
    app: LaneSteward, pema: FlaskClient, busy: Cast, kind: str
) -> None:
    with app.app_context(), transaction() as session:
        for n in range(120):
            when = f"2026-04-{n % 28 + 1:02} 10:00"
            if kind == "patrols":
                patrol(session, busy, when, 30)
            else:
                (report if kind == "reports" else visit)(session, busy, when)
    first, second = (pema.get(f"/bulletins/{kind}?{APRIL}&page={page}").text for page in (0, 1))
    assert first.count('class="row-title"') == 100
    assert second.count('class="row-title"') == 120 - 100 + (2 if kind == "reports" else 1)
    assert f"{APRIL.replace('&', '&amp;')}&amp;page=1" in first
