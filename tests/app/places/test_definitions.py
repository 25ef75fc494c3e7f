"""Categories and departments are data: renamed, weighed, given away and retired by a form."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app import LaneSteward
from app.db import session
from app.places.definitions import CommunityCategory, CommunityDepartment
from tests.app.people.keeping import BrowserOf, send, told
from tests.cast import Cast

LAMP = "/definitions/categories/street_lamp"
TERMS = {"weight": "3", "department_code": "drains", "limit_working_hours": "8"}


@pytest.fixture
def admin(cast: Cast, browser_of: BrowserOf) -> FlaskClient:
    """Give the administrator's browser."""
    return browser_of(cast.admin)


def category(app: LaneSteward, cast: Cast, code: str = "street_lamp") -> CommunityCategory | None:
    with app.app_context():
        return session().get(CommunityCategory, (cast.community_id, code))


def test_a_category_gets_its_own_name_weight_department_and_limit(
    app: LaneSteward, admin: FlaskClient, browser_of: BrowserOf, cast: Cast
) -> None:
    assert send(admin, LAMP, name_zh="灯不亮", **TERMS).status_code == 303
    own = category(app, cast)
    assert own is not None
    assert (own.weight, own.department_code, own.limit_working_hours) == (3, "drains", 8)
    assert "灯不亮" in browser_of(cast.drolma).get("/pin").text
    assert told(app, "category street_lamp") == ["changed"]


def test_a_retired_category_cannot_be_pinned_and_can_be_taken_up_again(
    admin: FlaskClient, browser_of: BrowserOf, cast: Cast
) -> None:
    tile = 'value="street_lamp"'
    send(admin, LAMP, retired="1", **TERMS)
    assert tile not in browser_of(cast.drolma).get("/pin").text
    send(admin, LAMP, **TERMS)
    assert tile in browser_of(cast.drolma).get("/pin").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weight": "-1"}, "weight"),
        ({"weight": "heavy"}, "weight"),
        ({"limit_working_hours": "0"}, "limit_working_hours"),
        ({"department_code": "navy"}, "department_code"),
        ({"name_zh": "长" * 121}, "name_zh"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(
    app: LaneSteward, admin: FlaskClient, cast: Cast, wrong: dict[str, str], field: str
) -> None:
    answer = send(admin, LAMP, **TERMS | wrong)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    own = category(app, cast)
    assert own is not None
    assert own.weight == 1


def test_a_further_category_is_taken_up_once(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    page = admin.get("/definitions/").text
    code = page.split('id="code" name="code"')[1].split('value="')[1].split('"')[0]
    assert category(app, cast, code) is None
    assert send(admin, "/definitions/categories", code=code).status_code == 303
    assert category(app, cast, code) is not None
    assert send(admin, "/definitions/categories", code=code).status_code == 422


def test_a_retired_department_is_offered_no_more(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    there = "/definitions/departments/drains"
    assert send(admin, there, phone="0891-1", retired="1").status_code == 303
    with app.app_context():
        own = session().get_one(CommunityDepartment, (cast.community_id, "drains"))
    assert (own.phone, own.retired) == ("0891-1", True)
    assert send(admin, LAMP, **TERMS).status_code == 422


def test_what_the_community_does_not_use_is_not_there(admin: FlaskClient, cast: Cast) -> None:
    assert admin.get("/definitions/categories/nothing").status_code == 404
    assert send(admin, "/definitions/departments/navy").status_code == 404
