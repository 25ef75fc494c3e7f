"""Reading reports: who sees which, and page by page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.app.reports.reporting import URL, BrowserOf, pin, put
from tests.cast import EAST, NORTH, Cast

LIST = URL.rstrip("/")
START = datetime.now(UTC) - timedelta(days=2)


def ids(browser: FlaskClient, **query: Any) -> list[str]:
    answer = browser.get(LIST, query_string=query)
    assert answer.status_code == 200, answer.text
    return [feature["id"] for feature in answer.json["features"]]


@pytest.fixture
def made(browser_of: BrowserOf, cast: Cast) -> dict[str, str]:
    """Give a report of each: Drolma's, Tashi's, an escalated lamp of Pema's, the stranger's."""
    lamp = pin(category="street_lamp", outcome="escalated")
    return {
        "drolma": put(browser_of(cast.drolma)).json["id"],
        "tashi": put(browser_of(cast.tashi)).json["id"],
        "pema": put(browser_of(cast.pema), lamp).json["id"],
        "stranger": put(browser_of(cast.stranger)).json["id"],
    }


SEEN = {
    "drolma": {"drolma"},
    "dawa": {"drolma"},
    "tashi": {"tashi"},
    "pema": {"drolma", "tashi", "pema"},
    "lhamo": {"drolma", "tashi", "pema"},
    "lights": {"pema"},
    "stranger": {"stranger"},
}


@pytest.mark.parametrize("name", SEEN)
def test_a_viewer_sees_what_concerns_them_in_the_list_and_one_by_one(
    browser_of: BrowserOf, cast: Cast, made: dict[str, str], name: str
) -> None:
    browser = browser_of(cast.everybody()[name])
    assert set(ids(browser)) == {made[owner] for owner in SEEN[name]}
    for owner, uuid in made.items():
        status = 200 if owner in SEEN[name] else 404
        assert browser.get(URL + uuid).status_code == status


@pytest.mark.parametrize("name", ["inspector", "area_viewer", "admin"])
def test_some_see_no_reports_at_all(browser_of: BrowserOf, cast: Cast, name: str) -> None:
    assert browser_of(cast.everybody()[name]).get(LIST).status_code == 403


def test_nobody_signed_in_sees_nothing(client: FlaskClient, made: dict[str, str]) -> None:
    assert client.get(LIST).status_code == 401
    assert client.get(URL + made["drolma"]).status_code == 401


def test_an_invisible_report_and_none_answer_alike(
    browser_of: BrowserOf, cast: Cast, made: dict[str, str]
) -> None:
    browser = browser_of(cast.tashi)
    invisible = browser.get(URL + made["drolma"])
    none = browser.get(URL + "00000000-0000-4000-8000-000000000000")
    assert (invisible.status_code, invisible.data) == (none.status_code, none.data)


@pytest.fixture
def a_dozen(browser_of: BrowserOf, cast: Cast) -> list[str]:
    """Give the ids of twelve reports, newest first; three share each instant."""
    browser = browser_of(cast.drolma)
    made = []
    for n in range(12):
        seen = (START + timedelta(hours=n // 3)).isoformat()
        answer = put(browser, pin(0.0001 * n, 0, observed_at=seen)).json
        made.append((answer["effective_at"], answer["id"]))
    return [uuid for _, uuid in sorted(made, reverse=True)]


def test_pages_follow_on_without_gap_or_doubling(
    browser_of: BrowserOf, cast: Cast, a_dozen: list[str]
) -> None:
    browser, found, url = browser_of(cast.drolma), [], f"{LIST}?limit=5"
    while url:
        page = browser.get(url).json
        found += [feature["id"] for feature in page["features"]]
        url = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
    assert found == a_dozen
    assert page["after"] is None


def test_a_page_stays_the_same_when_a_newer_pin_comes_in(
    browser_of: BrowserOf, cast: Cast, a_dozen: list[str]
) -> None:
    browser = browser_of(cast.drolma)
    after = browser.get(LIST, query_string={"limit": 5}).json["after"]
    put(browser)
    assert ids(browser, limit=5, after=after) == a_dozen[5:10]


def test_a_box_gives_what_lies_in_it(browser_of: BrowserOf, cast: Cast, a_dozen: list[str]) -> None:
    box = f"{EAST - 0.00005},{NORTH - 0.001},{EAST + 0.00035},{NORTH + 0.001}"
    assert len(ids(browser_of(cast.drolma), bbox=box)) == 4


def test_an_interval_gives_what_was_seen_in_it(
    browser_of: BrowserOf, cast: Cast, a_dozen: list[str]
) -> None:
    browser = browser_of(cast.drolma)
    first, second = ((START + timedelta(hours=n)).isoformat() for n in (1, 2))
    assert len(ids(browser, datetime=f"{first}/{second}")) == 6
    assert len(ids(browser, datetime=f"../{first}")) == 6
    assert len(ids(browser, datetime=f"{second}/..")) == 6
    assert len(ids(browser, datetime=first)) == 3


def test_a_feature_is_geojson(browser_of: BrowserOf, cast: Cast) -> None:
    put(browser_of(cast.drolma), pin(0.0005, 0))
    collection = browser_of(cast.drolma).get(LIST).json
    (feature,) = collection["features"]
    assert (collection["type"], feature["type"]) == ("FeatureCollection", "Feature")
    assert feature["geometry"] == {"type": "Point", "coordinates": [EAST + 0.0005, NORTH]}
    assert feature["properties"]["lane"]["code"] == "L1"


REFUSED = [
    ("limit", "0"),
    ("limit", "501"),
    ("limit", "many"),
    ("after", "yesterday"),
    ("after", "2026-04-01T00:00:00_x"),
    ("after", "0001-01-01T00:00:00+14:00_00000000-0000-4000-8000-000000000000"),
    ("bbox", "1,2,3"),
    ("bbox", "nan,0,1,1"),
    ("bbox", "0,0,inf,1"),
    ("bbox", "10,0,5,1"),
    ("bbox", "0,0,1,91"),
    ("datetime", "yesterday"),
    ("datetime", "2026-04-01T00:00:00"),
    ("datetime", "a/b/c"),
    ("datetime", "0001-01-01T00:00:00+14:00"),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_question_that_is_not_right_is_refused_by_parameter(
    browser_of: BrowserOf, cast: Cast, name: str, value: str
) -> None:
    answer = browser_of(cast.drolma).get(LIST, query_string={name: value})
    assert (answer.status_code, answer.json.get("pointer")) == (422, f"/{name}"), answer.text


def test_parameters_of_nobodys_do_no_harm(browser_of: BrowserOf, cast: Cast) -> None:
    query = {"endpoint": "x", "_scheme": "javascript", "_anchor": "x", "lang": "en"}
    answer = browser_of(cast.drolma).get(LIST, query_string=query)
    assert answer.status_code == 200
    assert "javascript" not in answer.text
