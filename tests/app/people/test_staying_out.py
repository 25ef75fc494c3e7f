"""Who is let in no longer, or no further: live sessions, two communities, tries, targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from app import LaneSteward
from app.db import transaction
from app.people import actions
from app.people.areas import community
from app.people.models import Person
from app.people.queries import TRIES_PER_ACCOUNT
from app.policy import Role
from tests.app.reports.reporting import URL, BrowserOf, pin, put
from tests.cast import PASSWORD, Cast, Player
from tests.pages import token_of

ENDINGS = {
    "closed account": "UPDATE person SET active = FALSE WHERE id = {}",
    "no role left": "DELETE FROM role_assignment WHERE person_id = {}",
    "lost phone": "UPDATE sign_in_session SET ended_at = now() WHERE person_id = {}",
    "time is up": "UPDATE sign_in_session SET expires_at = now() WHERE person_id = {}",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_live_session_ends_with_what_it_rests_on(
    browser_of: BrowserOf, cast: Cast, owner: Engine, ending: str
) -> None:
    browser = browser_of(cast.drolma)
    assert browser.get("/mine").status_code == 200
    with owner.connect() as connection:
        connection.execute(text(ENDINGS[ending].format(cast.drolma.id)))
    assert browser.get("/mine").status_code == 303
    assert put(browser).status_code == 401


def test_a_former_team_mate_sees_the_teams_pins_no_more(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    uuid, browser = put(browser_of(cast.dawa)).json["id"], browser_of(cast.drolma)
    assert browser.get(URL + uuid).status_code == 200
    with owner.connect() as connection:
        ended = "UPDATE membership SET valid_to = current_date - 1 WHERE person_id = :id"
        connection.execute(text(ended), {"id": cast.drolma.id})
    assert browser.get(URL + uuid).status_code == 404


@pytest.fixture
def there(app: LaneSteward, browser_of: BrowserOf, cast: Cast) -> FlaskClient:
    """Give Drolma's browser in the other community, where she is a supervisor."""
    with app.app_context(), transaction() as session:
        area, person = (
            community(session, cast.elsewhere_id),
            session.get_one(Person, cast.drolma.id),
        )
        actions.grant(session, person, area, Role.SUPERVISOR)
        key = actions.open_session(session, person, area, device="", now=datetime.now(UTC))
    return browser_of(Player(cast.drolma.id, "drolma", key, cast.elsewhere_id))


def test_a_role_in_one_community_reaches_nothing_in_another(
    browser_of: BrowserOf, cast: Cast, there: FlaskClient
) -> None:
    uuid = put(browser_of(cast.tashi)).json["id"]
    edit = {"base_version": 1, "edit_id": str(uuid4()), "changes": {"count": 3}}
    calls = [there.get(URL + uuid), there.patch(URL + uuid, json=edit), there.delete(URL + uuid)]
    assert [call.status_code for call in calls] == [404, 404, 404]
    assert browser_of(cast.drolma).get(URL + uuid).status_code == 404


def test_ones_own_uuid_is_taken_in_the_other_community(
    browser_of: BrowserOf, cast: Cast, there: FlaskClient
) -> None:
    body, uuid = pin(), uuid4()
    assert put(browser_of(cast.drolma), body, uuid).status_code == 201
    assert put(there, body, uuid).status_code == 409


@pytest.mark.parametrize("field", ["lane", "joins"])
def test_nothing_of_the_other_community_can_be_named(
    browser_of: BrowserOf, cast: Cast, there: FlaskClient, field: str
) -> None:
    mine = put(browser_of(cast.drolma)).json["id"]
    named: dict[str, Any] = {"lane": cast.lanes["long"], "joins": mine}
    assert put(there, pin(**{field: named[field]})).status_code == 422


def tried(client: FlaskClient, username: str, password: str, **more: Any) -> TestResponse:
    token = token_of(client.get("/sign-in"))
    form = {"username": username, "password": password, "csrf_token": token}
    return client.post("/sign-in", data=form | more.pop("form", {}), **more)


def test_other_spellings_and_made_up_addresses_are_the_same_tries(
    client: FlaskClient, cast: Cast
) -> None:
    spellings = ["drolma", "DROLMA", " drolma", "Drolma\t", "drolma\u3000"] * TRIES_PER_ACCOUNT
    for number, name in enumerate(spellings[:TRIES_PER_ACCOUNT]):
        tried(client, name, "wrong", headers={"X-Forwarded-For": f"192.0.2.{number}"})
    last = tried(client, "drolma", PASSWORD, headers={"X-Forwarded-For": "192.0.2.99"})
    assert last.status_code == 429


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"]
)
def test_signing_in_leads_nowhere_else(client: FlaskClient, cast: Cast, target: str) -> None:
    answer = tried(client, "drolma", PASSWORD, form={"next": target})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_signing_in_drops_what_the_cookie_held(client: FlaskClient, cast: Cast) -> None:
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": "planted", "other": "planted"})
    tried(client, "drolma", PASSWORD)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie.values()


def test_a_token_stays_in_its_community(
    app: LaneSteward, client: FlaskClient, cast: Cast, there: FlaskClient
) -> None:
    run: Callable[..., Any] = app.test_cli_runner().invoke
    token = run(args=["token", "create", "drolma", "--community", "here"]).output.strip()
    headers = {"Authorization": f"Bearer {token}"}
    form = {"csrf_token": token_of(client.get("/sign-in")), "community": cast.elsewhere_id}
    assert client.post("/me/community", data=form, headers=headers).status_code == 422
