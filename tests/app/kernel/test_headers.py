"""What every answer carries, and which calls are turned away before a view sees them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app.people import actions
from app.web import CSP, HEADERS
from tests.cast import Cast, Player

NOWHERE = "/api/v1/reports/00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/healthz", "/static/css/base.css", "/nothing", NOWHERE]
)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_no_inline_script_or_style_is_allowed() -> None:
    assert "unsafe" not in CSP


def test_a_form_without_its_token_is_refused(
    browser_of: Callable[[Player], FlaskClient], cast: Cast
) -> None:
    assert browser_of(cast.drolma).post("/sign-out").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://evil.example", "Authorization": "Basic eDp5"},
    ],
)
def test_a_cookie_signs_no_unsafe_call_from_elsewhere(
    browser_of: Callable[[Player], FlaskClient], cast: Cast, headers: dict[str, str]
) -> None:
    browser = browser_of(cast.drolma)
    del browser.environ_base["HTTP_SEC_FETCH_SITE"]
    assert browser.delete(NOWHERE, headers=headers).status_code == 403


def test_the_same_origin_is_let_through(
    browser_of: Callable[[Player], FlaskClient], cast: Cast
) -> None:
    browser = browser_of(cast.drolma)
    del browser.environ_base["HTTP_SEC_FETCH_SITE"]
    assert browser.delete(NOWHERE, headers={"Origin": "http://localhost"}).status_code != 403


@pytest.mark.parametrize("kind", ["js", "css"])
def test_a_file_that_anybody_may_keep_brings_nobodys_cookie(
    browser_of: Callable[[Player], FlaskClient], cast: Cast, kind: str
) -> None:
    browser = browser_of(cast.pema)
    with browser.session_transaction() as cookie:
        cookie.permanent = True
    file = re.search(rf"/maps/\w+\.{kind}", browser.get("/hotspots").text)
    answer = browser.get(file[0] if file else "")
    assert "public" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_a_program_gets_a_problem_document(client: FlaskClient) -> None:
    answer = client.get(NOWHERE)
    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == answer.status_code


def test_a_person_gets_a_page(client: FlaskClient) -> None:
    answer = client.get("/nothing")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_too_long_a_body_is_413(client: FlaskClient) -> None:
    answer = client.put(
        NOWHERE, data=b"[" + b"0," * 4_500_000 + b"0]", content_type="application/json"
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "x"]
)
def test_sign_in_leads_only_to_this_site(client: FlaskClient, target: str) -> None:
    page = client.get("/sign-in", query_string={"next": target})
    assert 'name="next" value="/"' in page.text


def test_a_password_is_never_stored_plain() -> None:
    assert actions.hash_password("lane-demo-x").startswith("$argon2id$")


def test_an_unknown_field_is_pointed_at_as_json_pointers_are_written(
    browser_of: Callable[[Player], FlaskClient], cast: Cast
) -> None:
    answer = browser_of(cast.drolma).put(NOWHERE, json={"a/b": 1})
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["pointer"] in {"/a~1b", "/category", "/count", "/outcome", "/observed_at"}
    assert "field" not in answer.json["detail"].lower()  # the default language is Chinese
