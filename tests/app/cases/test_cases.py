"""Cases: opened by an escalation, dispatched, answered; each step told in the history."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import LaneSteward
from app.cases.models import Case, CaseEvent
from app.db import session, transaction
from app.people.areas import community
from app.policy import Role
from tests.app.reports.reporting import pin, put
from tests.cast import Cast, Player, add_player
from tests.pages import token_of

BrowserOf = Callable[[Player], FlaskClient]
LAMP = pin(category="street_lamp", outcome="escalated", handling=None)


@pytest.fixture
def case(app: LaneSteward, browser_of: BrowserOf, cast: Cast) -> Case:
    """Give the case of a lamp that Drolma has passed on."""
    uuid = str(uuid4())
    assert put(browser_of(cast.drolma), LAMP, uuid).status_code == 201
    return the_case(app)


def the_case(app: LaneSteward) -> Case:
    with app.app_context():
        return session().scalars(select(Case)).one()


def steps(app: LaneSteward) -> list[str]:
    with app.app_context():
        return list(session().scalars(select(CaseEvent.what).order_by(CaseEvent.seq)))


def send(browser: FlaskClient, case: Case, step: str, **form: str) -> TestResponse:
    token = token_of(browser.get("/me"))
    return browser.post(f"/cases/{case.id}/{step}", data={"csrf_token": token, **form})


def test_an_escalated_pin_opens_a_case_on_its_terms(case: Case) -> None:
    terms = (case.state, case.department_code, case.limit_working_hours)
    assert terms == ("open", "lighting", 24)


def test_a_pin_that_is_fixed_opens_none(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    put(browser_of(cast.drolma), pin())
    with app.app_context():
        assert session().scalar(select(Case.id)) is None


def test_the_same_pin_again_opens_no_second_case(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, case: Case
) -> None:
    assert put(browser_of(cast.drolma), LAMP, str(case.report_id)).status_code == 200
    assert steps(app) == ["opened"]


def test_the_supervisor_dispatches_and_the_department_answers(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, case: Case
) -> None:
    assert send(browser_of(cast.pema), case, "dispatch", department="lighting").status_code == 303
    assert send(browser_of(cast.lights), case, "close", note="换了灯泡").status_code == 303
    assert steps(app) == ["opened", "dispatched", "closed"]
    assert the_case(app).closing_note == "换了灯泡"


@pytest.mark.parametrize("note", ["", "   ", "x" * 2001, "nul \0"])
def test_a_case_is_closed_only_with_an_answer_that_can_be_kept(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, case: Case, note: str
) -> None:
    assert send(browser_of(cast.lights), case, "close", note=note).status_code == 422
    assert the_case(app).state == "open"


def test_a_closed_case_is_not_closed_again(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, case: Case
) -> None:
    send(browser_of(cast.lights), case, "close", note="done")
    assert send(browser_of(cast.pema), case, "close", note="again").status_code == 409
    assert send(browser_of(cast.pema), case, "dispatch", department="lighting").status_code == 409
    assert steps(app) == ["opened", "closed"]


def test_a_case_goes_only_to_a_department_that_the_community_has(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, case: Case
) -> None:
    assert send(browser_of(cast.pema), case, "dispatch", department="navy").status_code == 422
    assert steps(app) == ["opened"]


def test_a_department_loses_sight_of_a_case_that_goes_to_another(
    browser_of: BrowserOf, cast: Cast, case: Case
) -> None:
    send(browser_of(cast.pema), case, "dispatch", department="drains")
    assert browser_of(cast.lights).get(f"/cases/{case.id}").status_code == 404


def test_another_communitys_case_is_not_there(
    browser_of: BrowserOf, cast: Cast, case: Case
) -> None:
    assert browser_of(cast.stranger).get(f"/cases/{case.id}").status_code == 404
    assert send(browser_of(cast.stranger), case, "close", note="x").status_code == 404


def test_a_pin_that_is_taken_back_closes_its_case(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, case: Case
) -> None:
    assert browser_of(cast.drolma).delete(f"/api/v1/reports/{case.report_id}").status_code == 204
    assert steps(app) == ["opened", "closed"]
    assert browser_of(cast.pema).get(f"/cases/{case.id}").status_code == 200


def test_a_department_that_a_case_is_sent_on_to_sees_its_pin_and_the_one_before_no_more(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, case: Case
) -> None:
    pin_of_case = f"/reports/{case.report_id}"
    with app.app_context(), transaction() as own:
        home = community(own, cast.community_id)
        drains = add_player(own, "drains", Role.DEPARTMENT, home, "drains")
    assert browser_of(drains).get(pin_of_case).status_code == 404
    send(browser_of(cast.pema), case, "dispatch", department="drains")
    assert browser_of(drains).get(pin_of_case).status_code == 200
    assert browser_of(cast.lights).get(pin_of_case).status_code == 404
