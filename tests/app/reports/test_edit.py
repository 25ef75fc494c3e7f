"""Edits: merged by field, each once, the counts moved along."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from tests.app.reports.reporting import URL, BrowserOf, pin, put, rows
from tests.cast import Cast


@pytest.fixture
def uuid(browser_of: BrowserOf, cast: Cast) -> str:
    """Give the id of a report of Drolma's: one car on the long lane."""
    return str(put(browser_of(cast.drolma)).json["id"])


def patch(
    browser: FlaskClient, uuid: str, base_version: int = 1, edit_id: object = None, **changes: Any
) -> TestResponse:
    body = {"base_version": base_version, "edit_id": str(edit_id or uuid4()), "changes": changes}
    return browser.patch(URL + uuid, json=body)


def test_a_changed_count_moves_the_tallies(
    browser_of: BrowserOf, cast: Cast, owner: Engine, uuid: str
) -> None:
    answer = patch(browser_of(cast.drolma), uuid, count=5)
    assert (answer.status_code, answer.json["count"], answer.json["version"]) == (200, 5, 2)
    for tally in ("lane_tally", "cell_tally"):
        assert rows(owner, tally, "reports, quantity") == [(1, 5)]


def test_a_changed_position_moves_lane_courtyard_and_cell(
    browser_of: BrowserOf, cast: Cast, owner: Engine, uuid: str
) -> None:
    answer = patch(browser_of(cast.drolma), uuid, position=pin(0.001, 0.0006)["position"])
    assert answer.json["lane"]["id"] == cast.lanes["short"]
    patch(browser_of(cast.drolma), uuid, 2, position=pin(0.0004, 0.0002)["position"])
    assert rows(owner, "lane_tally", "lane_id, reports") == [(cast.lanes["long"], 1)]
    assert rows(owner, "courtyard_tally", "reports, quantity") == [(1, 1)]
    assert len(rows(owner, "cell_tally")) == 1


def test_a_named_lane_wins_over_the_nearest_and_can_be_let_go(
    browser_of: BrowserOf, cast: Cast, uuid: str
) -> None:
    browser = browser_of(cast.drolma)
    named = patch(browser, uuid, lane="L2").json
    assert (named["lane"]["id"], named["assigned_by"]) == (cast.lanes["short"], "steward")
    freed = patch(browser, uuid, 2, lane=None).json
    assert (freed["lane"]["id"], freed["assigned_by"]) == (cast.lanes["long"], "nearest")


def test_different_fields_from_the_same_version_are_merged(
    browser_of: BrowserOf, cast: Cast, uuid: str
) -> None:
    patch(browser_of(cast.drolma), uuid, count=5)
    answer = patch(browser_of(cast.pema), uuid, note="by the shop")
    assert (answer.status_code, answer.json["count"], answer.json["version"]) == (200, 5, 3)


def test_the_same_field_from_the_same_version_is_a_conflict_with_both_values(
    browser_of: BrowserOf, cast: Cast, uuid: str
) -> None:
    patch(browser_of(cast.drolma), uuid, count=5)
    answer = patch(browser_of(cast.pema), uuid, count=7, note="lost too")
    assert answer.status_code == 409
    assert answer.json["conflicts"] == [{"field": "count", "yours": 7, "theirs": 5}]
    assert browser_of(cast.pema).get(URL + uuid).json["note"] == ""


def test_both_sides_saying_the_same_is_no_conflict(
    browser_of: BrowserOf, cast: Cast, uuid: str
) -> None:
    patch(browser_of(cast.drolma), uuid, count=5)
    answer = patch(browser_of(cast.pema), uuid, count=5)
    assert (answer.status_code, answer.json["version"]) == (200, 2)


def test_an_edit_sent_twice_counts_once(
    browser_of: BrowserOf, cast: Cast, owner: Engine, uuid: str
) -> None:
    browser, edit_id = browser_of(cast.drolma), uuid4()
    first = patch(browser, uuid, edit_id=edit_id, count=5)
    patch(browser, uuid, 2, count=6)
    again = patch(browser, uuid, edit_id=edit_id, count=5)
    assert (first.json["version"], again.status_code, again.json["count"]) == (2, 200, 6)
    assert rows(owner, "lane_tally", "reports, quantity") == [(1, 6)]


def test_an_edit_id_used_for_other_changes_is_a_conflict(
    browser_of: BrowserOf, cast: Cast, uuid: str
) -> None:
    browser, edit_id = browser_of(cast.drolma), uuid4()
    patch(browser, uuid, edit_id=edit_id, count=5)
    assert patch(browser, uuid, edit_id=edit_id, count=6).status_code == 409


def test_the_first_request_again_after_an_edit_is_known(browser_of: BrowserOf, cast: Cast) -> None:
    browser, body, uuid = browser_of(cast.drolma), pin(), str(uuid4())
    put(browser, body, uuid)
    patch(browser, uuid, count=5)
    again = put(browser, body, uuid)
    assert (again.status_code, again.json["count"], again.json["version"]) == (200, 5, 2)


def test_an_edited_time_moves_hour_and_day(
    browser_of: BrowserOf, cast: Cast, owner: Engine, uuid: str
) -> None:
    patch(browser_of(cast.drolma), uuid, observed_at="1970-01-01T00:00:00Z")
    assert rows(owner, "report", "community_id, time_flag")[0][1] == "implausible"
    assert rows(owner, "lane_tally") == rows(owner, "cell_tally") == []


REFUSED = [
    ({"count": 0}, "/changes/count"),
    ({"urgent": 1}, "/changes/urgent"),
    ({"patrol": None}, "/changes/patrol"),
    ({"category": "no_such_thing"}, "/changes/category"),
    ({"category": None}, "/changes/category"),
    ({"handling": "handed_out"}, "/changes/handling"),
    ({"lane": "L99"}, "/changes/lane"),
    ({"lane": 2**60}, "/changes/lane"),
    ({"position": None}, "/changes/position"),
    ({"position": {"type": "Point", "coordinates": [0, 91]}}, "/changes/position/coordinates/1"),
    ({"datum": "GCJ02"}, "/changes/datum"),
    ({}, "/changes"),
]


@pytest.mark.parametrize(("changes", "pointer"), REFUSED)
def test_an_edit_that_is_not_right_changes_nothing(
    browser_of: BrowserOf, cast: Cast, owner: Engine, uuid: str, changes: Any, pointer: str
) -> None:
    before = rows(owner, "report")
    answer = patch(browser_of(cast.drolma), uuid, **changes)
    assert (answer.status_code, answer.json.get("pointer")) == (422, pointer), answer.text
    assert (rows(owner, "report"), rows(owner, "report_edit")) == (before, [])


def test_an_edit_of_a_version_to_come_is_refused(
    browser_of: BrowserOf, cast: Cast, uuid: str
) -> None:
    answer = patch(browser_of(cast.drolma), uuid, 2, count=5)
    assert (answer.status_code, answer.json["pointer"]) == (422, "/base_version")


def test_who_may_edit_follows_from_whose_it_is(
    browser_of: BrowserOf, cast: Cast, uuid: str
) -> None:
    status = {
        name: patch(browser_of(player), uuid, note=name).status_code
        for name, player in cast.everybody().items()
    }
    assert status == {
        "drolma": 200,
        "dawa": 403,  # sees it: the same team
        "tashi": 404,
        "pema": 409,  # may, but Drolma was first
        "lhamo": 403,
        "lights": 403,
        "inspector": 403,
        "area_viewer": 403,
        "admin": 403,
        "stranger": 404,
    }
