"""The lost phone, logged out; and the known phone, which strangers cannot lock out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import LaneSteward
from app.db import session, transaction
from app.people import actions
from app.people.areas import community
from app.people.device_pages import device_label
from app.people.models import Person, SignInFailure, SignInSession
from app.people.queries import STRANGERS_PER_ACCOUNT, TRIES_PER_ACCOUNT
from app.people.viewers import digest
from tests.app.people.keeping import BrowserOf, send, told
from tests.app.people.test_sign_in import sign_in
from tests.cast import PASSWORD, Cast, Player


def second_phone(app: LaneSteward, cast: Cast, player: Player) -> Player:
    with app.app_context(), transaction() as own:
        home, person = community(own, cast.community_id), own.get_one(Person, player.id)
        key = actions.open_session(own, person, home, device="old phone", now=datetime.now(UTC))
    return Player(player.id, player.username, key, player.community_id)


def open_sessions(app: LaneSteward, player: Player) -> int:
    with app.app_context():
        mine = (SignInSession.person_id == player.id) & SignInSession.ended_at.is_(None)
        return session().scalar(select(func.count()).select_from(SignInSession).where(mine)) or 0


def test_one_lost_phone_is_logged_out_and_the_others_stay(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    lost = second_phone(app, cast, cast.dawa)
    mine, thief = browser_of(cast.dawa), browser_of(lost)
    send(mine, "/me/devices", device=digest(lost.session_key).hex())
    assert thief.get("/me").status_code == 303
    assert mine.get("/me").status_code == 200
    assert told(app, f"person {cast.dawa.id}") == ["logged_out"]


def test_logging_out_everywhere_ends_them_all(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    second_phone(app, cast, cast.dawa)
    send(browser_of(cast.dawa), "/me/devices", device="")
    assert open_sessions(app, cast.dawa) == 0


def test_nobody_ends_a_device_of_somebody_elses_under_their_own_name(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    key = digest(cast.pema.session_key).hex()
    send(browser_of(cast.dawa), "/me/devices", device=key)
    assert browser_of(cast.pema).get("/me").status_code == 200


def test_a_device_that_is_none_is_refused(browser_of: BrowserOf, cast: Cast) -> None:
    assert send(browser_of(cast.dawa), "/me/devices", device="xyz").status_code == 422


def test_an_administrator_logs_a_steward_out(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    assert "old phone" not in browser_of(cast.admin).get(f"/people/{cast.dawa.id}").text
    send(browser_of(cast.admin), f"/people/{cast.dawa.id}/devices", device="")
    assert open_sessions(app, cast.dawa) == 0


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile MicroMessenger/8", "Android · WeChat"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17 Safari/604.1", "iPhone · Safari"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Windows · Edge"),
    ],
)
def test_a_device_is_called_what_a_person_calls_it(app: LaneSteward, said: str, label: str) -> None:
    assert device_label(said) == label


def fail(app: LaneSteward, account: str, times: int, address: str) -> None:
    with app.app_context(), transaction() as own:
        now = datetime.now(UTC)
        own.add_all(
            SignInFailure(account=account, address=address, failed_at=now) for _ in range(times)
        )


def known_phone(app: LaneSteward) -> FlaskClient:
    """Return a phone on which Drolma has signed in, and out again."""
    phone = app.test_client()
    assert sign_in(phone, "drolma", PASSWORD).status_code == 303
    send(phone, "/sign-out")
    return phone


def test_a_strangers_failures_do_not_lock_out_the_phone_that_is_known(
    app: LaneSteward, cast: Cast
) -> None:
    phone = known_phone(app)
    fail(app, "drolma", STRANGERS_PER_ACCOUNT, "192.0.2.9")
    fail(app, "drolma", TRIES_PER_ACCOUNT, "127.0.0.1")
    assert sign_in(app.test_client(), "drolma", PASSWORD).status_code == 429
    assert sign_in(phone, "drolma", PASSWORD).status_code == 303


def test_a_stranger_elsewhere_does_not_lock_out_a_new_phone_either(
    app: LaneSteward, cast: Cast
) -> None:
    fail(app, "drolma", TRIES_PER_ACCOUNT, "192.0.2.9")
    assert sign_in(app.test_client(), "drolma", PASSWORD).status_code == 303


def test_many_strangers_from_many_addresses_are_stopped(app: LaneSteward, cast: Cast) -> None:
    for number in range(STRANGERS_PER_ACCOUNT):
        fail(app, "drolma", 1, f"192.0.2.{number}")
    assert sign_in(app.test_client(), "drolma", PASSWORD).status_code == 429


def test_the_known_phone_itself_may_not_guess_for_ever(app: LaneSteward, cast: Cast) -> None:
    phone = known_phone(app)
    for _ in range(TRIES_PER_ACCOUNT):
        assert sign_in(phone, "drolma", "wrong").status_code == 422
    assert sign_in(phone, "drolma", PASSWORD).status_code == 429


def test_a_phone_that_knows_one_account_is_a_stranger_to_another(
    app: LaneSteward, cast: Cast
) -> None:
    phone = known_phone(app)
    fail(app, "pema", STRANGERS_PER_ACCOUNT, "192.0.2.9")
    assert sign_in(phone, "pema", PASSWORD).status_code == 429
