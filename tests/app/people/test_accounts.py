"""Keeping accounts: who is made, what they may be, and that somebody always keeps them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import LaneSteward
from app.db import session, transaction
from app.people import actions
from app.people.area_models import AdminArea
from app.people.areas import community
from app.people.models import Person, RoleAssignment
from app.people.queries import person_by_id, person_by_username
from app.policy import Role
from tests.app.people.keeping import BrowserOf, send, told
from tests.cast import Cast, Player, add_player

NEW = {"username": "Sonam", "display_name": "索朗", "language": "bo", "role": "steward"}


@pytest.fixture
def admin(cast: Cast, browser_of: BrowserOf) -> FlaskClient:
    """Give the administrator's browser."""
    return browser_of(cast.admin)


def roles(app: LaneSteward, person_id: int) -> set[str]:
    with app.app_context():
        held = select(RoleAssignment.role).where(RoleAssignment.person_id == person_id)
        return set(session().scalars(held))


def is_active(app: LaneSteward, player: Player) -> bool:
    with app.app_context():
        return person_by_id(session(), player.id).active


def test_an_account_is_made_with_its_role_and_no_password(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    assert send(admin, "/people/new", **NEW, elder_mode="1").status_code == 303
    with app.app_context():
        made = person_by_username(session(), "sonam")
    assert made is not None
    assert (made.password_hash, made.language, made.elder_mode) == (None, "bo", True)
    assert roles(app, made.id) == {"steward"}
    assert told(app, f"person {made.id}") == ["opened"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": "drolma"}, "username"),
        ({"username": "n" * 65}, "username"),
        ({"display_name": ""}, "display_name"),
        ({"display_name": "x\0"}, "display_name"),
        ({"language": "tlh"}, "language"),
        ({"role": "king"}, "role"),
        ({"role": "department"}, "department"),
        ({"role": "department", "department": "navy"}, "department"),
    ],
)
def test_an_account_that_is_none_is_refused_at_its_field(
    admin: FlaskClient, wrong: dict[str, str], field: str
) -> None:
    answer = send(admin, "/people/new", **(NEW | wrong))
    assert answer.status_code in {409, 422}
    assert f'id="{field}-error"' in answer.text


def test_a_department_is_told_apart_by_its_code(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    address = f"/people/{cast.dawa.id}/roles"
    assert send(admin, address, role="department", department="drains").status_code == 303
    with app.app_context():
        held = session().get(RoleAssignment, (cast.dawa.id, cast.community_id, "department"))
    assert held is not None
    assert held.department_code == "drains"


def test_a_role_is_taken_and_the_last_one_stays(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    send(admin, f"/people/{cast.dawa.id}/roles", role="inspector")
    assert send(admin, f"/people/{cast.dawa.id}/roles/take", role="steward").status_code == 303
    assert send(admin, f"/people/{cast.dawa.id}/roles/take", role="inspector").status_code == 409
    assert roles(app, cast.dawa.id) == {"inspector"}
    assert told(app, f"person {cast.dawa.id}") == ["role_given", "role_taken"]


def test_the_last_administrator_is_neither_closed_nor_stripped(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    send(admin, f"/people/{cast.admin.id}/roles", role="inspector")
    there = f"/people/{cast.admin.id}"
    assert send(admin, f"{there}/close").status_code == 409
    assert send(admin, f"{there}/roles/take", role="administrator").status_code == 409
    assert is_active(app, cast.admin)
    assert "administrator" in roles(app, cast.admin.id)


def second_admin(app: LaneSteward, cast: Cast, name: str = "second") -> Player:
    with app.app_context(), transaction() as own:
        home = community(own, cast.community_id)
        return add_player(own, name, Role.ADMINISTRATOR, home)


def test_an_administrator_without_a_password_does_not_count_as_the_one_who_stays(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    other = second_admin(app, cast)
    with app.app_context(), transaction() as own:
        own.get_one(Person, other.id).password_hash = None
    assert send(admin, f"/people/{cast.admin.id}/close").status_code == 409


def test_of_two_administrators_who_close_each_other_at_once_one_stays(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    other = second_admin(app, cast)
    pair = [(cast.admin, other), (other, cast.admin)]
    browsers = [browser_of(who) for who, _whom in pair]
    start = Barrier(2)

    def close(number: int) -> int:
        start.wait()
        return send(browsers[number], f"/people/{pair[number][1].id}/close").status_code

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(close, range(2)))
    assert is_active(app, cast.admin) or is_active(app, other)


def test_a_closed_account_is_let_in_no_more_and_can_be_opened_again(
    admin: FlaskClient, browser_of: BrowserOf, cast: Cast
) -> None:
    dawas = browser_of(cast.dawa)
    send(admin, f"/people/{cast.dawa.id}/close")
    assert dawas.get("/today").status_code == 303
    send(admin, f"/people/{cast.dawa.id}/reopen")
    assert dawas.get("/today").status_code == 303  # the device must sign in anew


def test_whoever_reaches_beyond_the_community_is_not_closed_from_within(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    with app.app_context(), transaction() as own:
        city = AdminArea(code="city", kind="city", name_zh="市")
        own.add(city)
        own.flush()
        community(own, cast.community_id).parent_id = city.id
        actions.grant(own, own.get_one(Person, cast.pema.id), city, Role.ADMINISTRATOR)
    assert send(admin, f"/people/{cast.pema.id}/close").status_code == 403
    assert send(admin, f"/people/{cast.pema.id}/card").status_code == 403
    assert is_active(app, cast.pema)


def test_the_list_finds_a_name_and_takes_signs_of_like_as_text(
    admin: FlaskClient, cast: Cast
) -> None:
    assert "Dawa" in admin.get("/people/?q=daw").text
    assert "Dawa" not in admin.get("/people/?q=%25").text


def test_a_representative_sees_their_team_and_nobody_else(
    browser_of: BrowserOf, cast: Cast
) -> None:
    tashis = browser_of(cast.tashi)
    page = tashis.get("/people/").text
    assert "Tashi" in page
    assert "Drolma" not in page


def test_a_password_is_changed_only_by_whoever_knows_the_old_one(
    browser_of: BrowserOf, cast: Cast
) -> None:
    dawas = browser_of(cast.dawa)
    new = {"password": "a new password"}
    assert send(dawas, "/me/password", old="wrong", **new).status_code == 422
    assert send(dawas, "/me/password", old="a password for tests", **new).status_code == 303
    assert send(dawas, "/me/password", old="a new password", password="short").status_code == 422
