"""Signing in: who gets a session, and what a wrong password leaves behind."""

from __future__ import annotations

from collections.abc import Callable

import flask
import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError
from flask.testing import FlaskClient

from app import LaneSteward
from app.db import transaction
from app.people import actions
from app.people.models import Person
from app.people.queries import TRIES_PER_ACCOUNT
from tests.cast import PASSWORD, Cast, Player


def sign_in(client: FlaskClient, username: str, password: str) -> flask.wrappers.Response:
    """Send the form, with its token."""
    client.get("/sign-in")
    with client.session_transaction() as cookie:
        token = cookie.get("csrf_token", "")
    assert token
    page = client.get("/sign-in").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    form = {"username": username, "password": password, "csrf_token": token}
    return client.post("/sign-in", data=form)


def test_the_right_password_opens_the_start_page(client: FlaskClient, cast: Cast) -> None:
    assert sign_in(client, "drolma", PASSWORD).status_code == 303
    assert client.get("/me").status_code == 200


def test_a_wrong_password_opens_nothing(client: FlaskClient, cast: Cast) -> None:
    assert sign_in(client, "drolma", "wrong").status_code == 422
    assert client.get("/me").status_code == 303


def test_an_unknown_name_takes_as_long_as_a_known_one() -> None:
    known = actions.hash_password(PASSWORD)
    assert extract_parameters(actions._nobody) == extract_parameters(known)
    with pytest.raises(VerifyMismatchError):
        actions._hasher.verify(actions._nobody, PASSWORD)


def test_failures_outlive_their_refusal_and_throttle(client: FlaskClient, cast: Cast) -> None:
    for _ in range(TRIES_PER_ACCOUNT):
        sign_in(client, "drolma", "wrong")
    assert sign_in(client, "drolma", PASSWORD).status_code == 429


def test_signing_out_ends_the_session_for_a_copied_cookie_too(
    browser_of: Callable[[Player], FlaskClient], cast: Cast
) -> None:
    browser, copy = browser_of(cast.drolma), browser_of(cast.drolma)
    token = browser.get("/me").text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    browser.post("/sign-out", data={"csrf_token": token})
    assert copy.get("/me").status_code == 303


def test_the_demos_accounts_open_nothing_from_another_machine(
    app: LaneSteward, client: FlaskClient, cast: Cast
) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Person, cast.drolma.id).is_demo = True
    client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert sign_in(client, "drolma", PASSWORD).status_code == 422
