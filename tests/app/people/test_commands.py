"""Accounts and tokens from the command line, and what a token opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app import LaneSteward, clock
from app.db import transaction
from app.errors import InvalidInput
from app.people import actions
from tests.cast import Cast, Player

ADD = ["user", "add", "sonam", "--name", "Sonam", "--role", "steward", "--password", "long enough"]
FIRST = ["admin", "first", "--code", "new", "--name", "新社区", "--time-zone", "Asia/Shanghai"]
PLACE = [
    "--longitude",
    "91.1",
    "--latitude",
    "29.6",
    "--username",
    "root",
    "--password",
    "long enough",
]


def run(app: LaneSteward, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=list(words))
    return result.exit_code, result.output.strip()


def test_a_token_opens_the_api(app: LaneSteward, client: FlaskClient, cast: Cast) -> None:
    _, token = run(app, "token", "create", "drolma")
    answer = client.get("/me", headers={"Authorization": f"Bearer {token}"})
    assert "Drolma" in answer.text


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_token_counts_whatever_cookie_comes_along(
    app: LaneSteward, browser_of: Callable[[Player], FlaskClient], cast: Cast, scheme: str
) -> None:
    _, token = run(app, "token", "create", "drolma")
    headers = {"Authorization": f"{scheme} {token}"}
    assert "Drolma" in browser_of(cast.pema).get("/me", headers=headers).text


def test_a_made_up_token_opens_nothing(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/me", headers={"Authorization": "Bearer x"}).status_code == 303


def test_there_is_no_token_for_nobody(app: LaneSteward, cast: Cast) -> None:
    assert run(app, "token", "create", "nobody")[0] == 1


def test_an_account_is_added_with_its_role(app: LaneSteward, cast: Cast) -> None:
    assert run(app, *ADD, "--area", "here") == (0, "sonam 在 here 的身份：小巷管家。")


def test_a_taken_name_is_a_message_not_a_traceback(app: LaneSteward, cast: Cast) -> None:
    run(app, *ADD, "--area", "here")
    code, output = run(app, *ADD, "--area", "here")
    assert (code, "Traceback" in output) == (1, False)


@pytest.mark.parametrize(
    "wrong", [{"username": " "}, {"username": "n" * 65}, {"password": "p" * 257}]
)
def test_an_account_that_could_not_sign_in_is_not_made(
    ctx: LaneSteward, cast: Cast, wrong: dict[str, str]
) -> None:
    account = {"username": "sonam", "password": "long enough"} | wrong
    with transaction() as session, pytest.raises(InvalidInput):
        actions.add_person(session, **account, display_name="Sonam", now=clock.now())


def test_an_account_is_found_however_its_name_is_typed(app: LaneSteward, cast: Cast) -> None:
    assert run(app, "token", "create", " Drolma")[0] == 0
    assert run(app, "user", "grant", "DROLMA", "inspector", "--area", "here")[0] == 0


def test_an_account_needs_an_area_that_exists(app: LaneSteward, cast: Cast) -> None:
    assert run(app, *ADD, "--area", "nowhere")[0] == 1


def test_the_first_administrator_founds_a_community(app: LaneSteward, clean: None) -> None:
    assert run(app, *FIRST, *PLACE)[0] == 0
    assert run(app, "token", "create", "root")[0] == 0


def test_there_is_only_one_first_administrator(app: LaneSteward, cast: Cast) -> None:
    assert "already" in run(app, *FIRST, *PLACE)[1]
    assert run(app, "token", "create", "root")[0] == 1
