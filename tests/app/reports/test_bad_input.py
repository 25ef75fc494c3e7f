"""What cannot be a pin: the right status, the field named, and nothing written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from app import LaneSteward
from app.db import transaction
from tests.app.reports.reporting import NOTHING, URL, BrowserOf, how_many, pin, put
from tests.cast import EAST, NORTH, Cast, make_cast
from tests.rows import empty

YEAR_9999 = "9999-12-31T23:59:59-23:59"
NO_UUID = str(uuid4())


def point(lon: Any, lat: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat], **more}


@pytest.fixture(scope="module")
def cast(app: LaneSteward, superuser: Engine) -> Iterator[Cast]:
    """Give one cast to all these tests: none of them leaves anything behind."""
    with app.app_context(), transaction() as session:
        made = make_cast(session)
    yield made
    empty(app, superuser)


REFUSED = [
    ({"count": 0}, "/count"),
    ({"count": -3}, "/count"),
    ({"count": 2.5}, "/count"),
    ({"count": 1e20}, "/count"),
    ({"count": 10**20}, "/count"),
    ({"count": 10_001}, "/count"),
    ({"count": True}, "/count"),
    ({"count": "3"}, "/count"),
    ({"count": None}, "/count"),
    ({"count": []}, "/count"),
    ({"count": ...}, "/count"),
    ({"category": "no_such_thing"}, "/category"),
    ({"category": 7}, "/category"),
    ({"category": None}, "/category"),
    ({"category": []}, "/category"),
    ({"category": "x" * 41}, "/category"),
    ({"category": ...}, "/category"),
    ({"position": None}, "/position"),
    ({"position": ...}, "/position"),
    ({"position": []}, "/position"),
    ({"position": "91.1 29.6"}, "/position"),
    ({"position": {"type": "Point"}}, "/position/coordinates"),
    ({"position": {"type": "LineString", "coordinates": [EAST, NORTH]}}, "/position/type"),
    ({"position": {"type": "Point", "coordinates": [EAST]}}, "/position/coordinates"),
    ({"position": {"type": "Point", "coordinates": [EAST, NORTH, 3650]}}, "/position/coordinates"),
    ({"position": {"type": "Point", "coordinates": [[EAST, NORTH]]}}, "/position/coordinates/0"),
    ({"position": point("91.1335", NORTH)}, "/position/coordinates/0"),
    ({"position": point(EAST, True)}, "/position/coordinates/1"),
    ({"position": point(EAST, None)}, "/position/coordinates/1"),
    ({"position": point(EAST, 91)}, "/position/coordinates/1"),
    ({"position": point(-181, 20)}, "/position/coordinates/0"),
    ({"position": point(10**400, 20)}, "/position/coordinates/0"),
    ({"position": point(NORTH, EAST)}, "/position/coordinates"),
    ({"position": point(EAST, NORTH, crs="EPSG:4326")}, "/position/crs"),
    ({"accuracy_m": -1}, "/accuracy_m"),
    ({"accuracy_m": "5"}, "/accuracy_m"),
    ({"accuracy_m": 1e300}, "/accuracy_m"),
    ({"datum": "CGCS2000"}, "/datum"),
    ({"datum": None}, "/datum"),
    ({"outcome": "ignored"}, "/outcome"),
    ({"outcome": ...}, "/outcome"),
    ({"handling": "handed_out"}, "/handling"),
    ({"handling": False}, "/handling"),
    ({"observed_at": "yesterday"}, "/observed_at"),
    ({"observed_at": "2026-04-01T09:30:00"}, "/observed_at"),
    ({"observed_at": 1_775_000_000}, "/observed_at"),
    ({"observed_at": YEAR_9999}, "/observed_at"),
    ({"observed_at": "0001-01-01T00:00:00+14:00"}, "/observed_at"),
    ({"observed_at": ...}, "/observed_at"),
    ({"sent_at": "now"}, "/sent_at"),
    ({"patrol": NO_UUID}, "/patrol"),
    ({"patrol": 5}, "/patrol"),
    ({"joins": NO_UUID}, "/joins"),
    ({"joins": "x"}, "/joins"),
    ({"lane": 0}, "/lane"),
    ({"lane": -1}, "/lane"),
    ({"lane": 2**62}, "/lane"),
    ({"lane": 2**70}, "/lane"),
    ({"lane": "L99"}, "/lane"),
    ({"lane": ""}, "/lane"),
    ({"lane": True}, "/lane"),
    ({"lane": 1.0}, "/lane"),
    ({"lane": [1]}, "/lane"),
    ({"note": None}, "/note"),
    ({"note": "x" * 2001}, "/note"),
    ({"house_number": 12}, "/house_number"),
    ({"house_number": "1" * 41}, "/house_number"),
    ({"photos": {}}, "/photos"),
    ({"photos": [{"sha256": "0" * 64, "when": "during"}]}, "/photos/0/when"),
    ({"photos": [{"sha256": "A" * 64, "when": "after"}]}, "/photos/0/sha256"),
    ({"photos": [{"sha256": "0" * 64, "when": "after"}] * 2}, "/photos"),
    ({"photos": [{"sha256": f"{n:064}", "when": "after"} for n in range(11)]}, "/photos"),
    ({"urgent": True}, "/urgent"),
    ({"version": 3}, "/version"),
]


@pytest.mark.parametrize(("changes", "pointer"), REFUSED)
def test_a_pin_that_is_not_right_is_refused_by_field(
    browser_of: BrowserOf, cast: Cast, owner: Engine, changes: dict[str, Any], pointer: str
) -> None:
    answer = put(browser_of(cast.drolma), pin(**changes))
    assert (answer.status_code, answer.json.get("pointer")) == (422, pointer), answer.text
    assert answer.content_type == "application/problem+json"
    assert how_many(owner) == NOTHING


PINNED = json.dumps(pin())
MALFORMED = {
    "NaN": PINNED.replace("29.", "NaN, 29."),
    "Infinity": PINNED.replace('"count": 1', '"count": Infinity'),
    "1e999": PINNED.replace('"count": 1', '"count": 1e999'),
    "duplicate key": PINNED.replace('"count": 1', '"count": 1, "count": 2'),
    "NUL": json.dumps(pin(note="a\0b")),
    "lone surrogate": json.dumps(pin(note="\ud800")),
    "lone surrogate in a key": json.dumps(pin() | {"\udfff": 1}),
    "too deep": PINNED.replace('"count": 1', '"count": ' + "[" * 100_000 + "]" * 100_000),
    "long digits": PINNED.replace('"count": 1', '"count": ' + "9" * 5000),
    "not JSON": "count=1",
    "not UTF-8": b"\xff\xfe{}",
    "nothing": "",
    "cut": PINNED[:-3],
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_a_body_that_cannot_be_read_is_refused(
    browser_of: BrowserOf, cast: Cast, owner: Engine, body: str | bytes
) -> None:
    browser = browser_of(cast.drolma)
    answer = browser.put(URL + NO_UUID, data=body, content_type="application/json")
    assert answer.status_code == 400, answer.text
    assert answer.content_type == "application/problem+json"
    assert how_many(owner) == NOTHING


@pytest.mark.parametrize("body", ["null", "[]", "3", '"pin"', "true"])
def test_a_body_that_is_no_object_is_refused(
    browser_of: BrowserOf, cast: Cast, owner: Engine, body: str
) -> None:
    browser = browser_of(cast.drolma)
    answer = browser.put(URL + NO_UUID, data=body, content_type="application/json")
    assert answer.status_code == 422, answer.text
    assert how_many(owner) == NOTHING


def test_nine_megabytes_are_too_large(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    assert put(browser_of(cast.drolma), pin(note="x" * 9_000_000)).status_code == 413
    assert how_many(owner) == NOTHING


def test_a_form_is_not_json(browser_of: BrowserOf, cast: Cast) -> None:
    assert browser_of(cast.drolma).put(URL + NO_UUID, data={"count": "1"}).status_code == 415


def test_an_id_that_is_no_uuid_is_not_found(browser_of: BrowserOf, cast: Cast) -> None:
    assert put(browser_of(cast.drolma), uuid="not-a-uuid").status_code == 404


def test_swapped_numbers_are_named_as_such(browser_of: BrowserOf, cast: Cast) -> None:
    answer = put(browser_of(cast.drolma), pin(position=point(NORTH, EAST)))
    assert "写反" in answer.json["detail"]


def test_a_stranger_without_a_session_is_asked_to_sign_in(
    app: LaneSteward, cast: Cast, owner: Engine
) -> None:
    assert put(app.test_client()).status_code == 401
    assert how_many(owner) == NOTHING


def test_those_who_do_not_pin_are_refused(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    for player in (cast.lhamo, cast.lights, cast.inspector, cast.area_viewer, cast.admin):
        assert put(browser_of(player)).status_code == 403
    assert how_many(owner) == NOTHING
