"""Taking a report back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import Engine

from tests.app.reports.reporting import URL, BrowserOf, how_many, pin, put
from tests.cast import Cast

BODY = pin(0.0004, 0.0002, photos=[{"sha256": "0" * 64, "when": "before"}])


@pytest.fixture
def uuid(browser_of: BrowserOf, cast: Cast) -> str:
    """Give the id of a report of Drolma's in the courtyard, with a photo to come."""
    made = str(uuid4())
    assert put(browser_of(cast.drolma), BODY, made).status_code == 201
    return made


def test_a_deleted_report_leaves_history_and_tombstone_only(
    browser_of: BrowserOf, cast: Cast, owner: Engine, uuid: str
) -> None:
    assert browser_of(cast.drolma).delete(URL + uuid).status_code == 204
    left = {table: count for table, count in how_many(owner).items() if count}
    assert left == {"report_key": 1, "report_event": 2}


def test_deleting_again_changes_nothing(
    browser_of: BrowserOf, cast: Cast, owner: Engine, uuid: str
) -> None:
    browser = browser_of(cast.drolma)
    browser.delete(URL + uuid)
    assert browser.delete(URL + uuid).status_code == 204
    assert browser_of(cast.pema).delete(URL + uuid).status_code == 204
    assert how_many(owner)["report_event"] == 2


def test_a_deleted_report_is_gone_to_its_phone_and_absent_to_readers(
    browser_of: BrowserOf, cast: Cast, uuid: str
) -> None:
    browser = browser_of(cast.drolma)
    browser.delete(URL + uuid)
    assert put(browser, BODY, uuid).status_code == 410
    assert put(browser, pin(), uuid).status_code == 410
    assert put(browser_of(cast.dawa), BODY, uuid).status_code == 409
    assert browser.get(URL + uuid).status_code == 404


def test_who_may_delete_follows_from_whose_it_is(
    browser_of: BrowserOf, cast: Cast, uuid: str
) -> None:
    refused = {
        name: browser_of(player).delete(URL + uuid).status_code
        for name, player in cast.everybody().items()
        if name not in {"drolma", "pema"}
    }
    seen = {name for name, status in refused.items() if status == 403}
    assert set(refused.values()) == {403, 404}
    assert seen == {"dawa", "lhamo", "lights", "inspector", "area_viewer", "admin"}


def test_what_never_was_is_not_found(browser_of: BrowserOf, cast: Cast) -> None:
    assert browser_of(cast.pema).delete(URL + str(uuid4())).status_code == 404
