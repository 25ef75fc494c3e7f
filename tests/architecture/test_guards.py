"""What guards every address that changes something, and what every answer carries."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import url_for
from sqlalchemy import Engine

from app import LaneSteward
from app.web import HEADERS
from tests.architecture.routes import EVERYBODY, ROUTES
from tests.architecture.world import World, pin, populate
from tests.rows import empty

API = {key for key in ROUTES if "_api." in key}
CHANGES = {key for key in ROUTES if not key.startswith("GET")}
FORMS = sorted(CHANGES - API)
CALLS = sorted(CHANGES & API)


@pytest.fixture(scope="module")
def world(app: LaneSteward, superuser: Engine) -> Iterator[World]:
    """Give the world as it is, guards and all; what is tried here is refused."""
    yield populate(app)
    empty(app, superuser)


def address(world: World, key: str) -> tuple[str, str]:
    """Return who may, and the address of the first thing of the row."""
    row = ROUTES[key]
    name, values = next(iter(world.things[row.kind].items()))
    with world.app.test_request_context():
        return min(row.who[name] & EVERYBODY), url_for(key.split()[1], **{**row.values, **values})


@pytest.mark.parametrize("key", FORMS)
def test_a_form_without_its_token_is_refused(world: World, key: str) -> None:
    who, there = address(world, key)
    assert world.browser(who).post(there, data={"note": "x"}).status_code == 403


@pytest.mark.parametrize("key", FORMS)
def test_a_form_with_somebody_elses_token_is_refused(world: World, key: str) -> None:
    who, there = address(world, key)
    theirs = world.browser("dawa").get("/sign-in").text.partition('csrf_token" value="')[2]
    token = theirs.partition('"')[0]
    assert token
    assert world.browser(who).post(there, data={"csrf_token": token}).status_code == 403


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://localhost:1"])
@pytest.mark.parametrize("key", CALLS)
def test_a_call_that_a_cookie_signs_comes_from_our_own_pages(
    world: World, key: str, origin: str
) -> None:
    who, there = address(world, key)
    browser = world.browser(who)
    browser.environ_base.pop("HTTP_SEC_FETCH_SITE")
    method = key.split(maxsplit=1)[0]
    for headers in ({"Origin": origin}, {"Sec-Fetch-Site": "cross-site"}, {}):
        answer = browser.open(there, method=method, headers=headers, json={}, buffered=True)
        assert answer.status_code == 403


def test_an_ended_session_opens_nothing(world: World) -> None:
    browser = world.browser("pema")
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = "x" * 43
    assert browser.put(f"/api/v1/reports/{uuid4()}", json=pin()).status_code == 401


@pytest.mark.parametrize("key", sorted(ROUTES))
def test_every_answer_carries_the_security_headers(world: World, key: str) -> None:
    _who, there = address(world, key)
    answer = world.browser("visitor").open(there, method=key.split(maxsplit=1)[0], buffered=True)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("key", sorted(ROUTES))
def test_nobodys_page_is_kept_by_a_cache_in_between(world: World, key: str) -> None:
    who, there = address(world, key)
    answer = world.browser(who).open(there, method=key.split(maxsplit=1)[0], buffered=True)
    said = answer.headers.get("Cache-Control", "")
    assert (
        "private" in said
        or "no-store" in said
        or key.split()[1]
        in {
            "static",
            "maps.script",
            "maps.style",
        }
    )
