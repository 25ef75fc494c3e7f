"""What has not changed is not sent again, and what is not counted again is known by its version."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app import LaneSteward
from app.db import transaction
from app.hotspots import queries
from tests.app.hotspots.records import PERIOD, tally
from tests.cast import Cast, Player

Browser = Callable[[Player], FlaskClient]
CALLS = ["heat", "lane-rates", "timeline", "hotspots"]
FROM = dict.fromkeys(CALLS, PERIOD) | {"hotspots": "date=2026-11-30"}


@pytest.fixture
def pema(app: LaneSteward, cast: Cast, browser_of: Browser) -> FlaskClient:
    """Give the supervisor's browser."""
    return browser_of(cast.pema)


def count(app: LaneSteward, cast: Cast, **how: object) -> None:
    """Write tallies, committed."""
    with app.app_context(), transaction() as session:
        tally(session, cast, 1, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("call", CALLS)
def test_what_is_known_is_not_counted_again(
    cast: Cast, pema: FlaskClient, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"/api/v1/{call}?{FROM[call]}"
    tag = pema.get(url).headers["ETag"]
    for name in ("cell_counts", "lane_counts", "day_counts", "counted"):
        monkeypatch.setattr(queries, name, None)
    again = pema.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("call", CALLS)
def test_what_somebody_else_wrote_changes_the_version_but_not_the_answer(
    app: LaneSteward, cast: Cast, pema: FlaskClient, call: str
) -> None:
    url = f"/api/v1/{call}?{FROM[call]}"
    tag = pema.get(url).headers["ETag"]
    count(app, cast, lane="theirs", community_id=cast.elsewhere_id)
    again = pema.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"].partition("-")[0] != tag.partition("-")[0]


@pytest.mark.parametrize("call", CALLS)
def test_a_new_report_is_sent(app: LaneSteward, cast: Cast, pema: FlaskClient, call: str) -> None:
    url = f"/api/v1/{call}?{FROM[call]}"
    tag = pema.get(url).headers["ETag"]
    count(app, cast)
    assert pema.get(url, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("call", ["lane-rates", "timeline", "hotspots"])
def test_another_language_is_another_answer(cast: Cast, pema: FlaskClient, call: str) -> None:
    url = f"/api/v1/{call}?{FROM[call]}"
    tag = pema.get(f"{url}&lang=en").headers["ETag"]
    assert pema.get(f"{url}&lang=zh_Hans", headers={"If-None-Match": tag}).status_code == 200


def test_a_version_is_nobody_elses(cast: Cast, pema: FlaskClient, browser_of: Browser) -> None:
    url = f"/api/v1/heat?{PERIOD}"
    tag = pema.get(url).headers["ETag"]
    stranger = browser_of(cast.stranger).get(url, headers={"If-None-Match": tag})
    assert stranger.status_code == 200
