"""Places with hours: walked while they last, or left out with the reason; the clock on the page."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from flask.testing import FlaskClient

from app import LaneSteward, clock
from app.db import session, transaction
from app.places.hours import Hours
from app.places.models import Courtyard, Lane
from app.places.policies import Policy, set_policy
from app.planning import queries
from app.planning.actions import plan_day
from app.planning.models import PatrolPlan
from app.planning.wishes import Wish
from tests.app.planning.conftest import DAY
from tests.app.planning.sending import posted
from tests.cast import Cast
from tests.walks import add_start

PAGE = f"/plans/{DAY}"
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def lay(app: LaneSteward, cast: Cast) -> Cast:
    """Give the cast whose short lane is to be looked at from 9:30 to 9:40, the courtyard at six."""
    with app.app_context(), transaction() as own:
        lane = own.get_one(Lane, (cast.community_id, cast.lanes["short"]))
        yard = own.get_one(Courtyard, (cast.community_id, cast.courtyards["yard"]))
        set_policy(own, lane, Policy(1, Hours(time(9, 30), time(9, 40))), LONG_AGO)
        set_policy(own, yard, Policy(1, Hours(time(18), time(19))), LONG_AGO)
    return cast


def planned(cast: Cast, begins_at: time) -> PatrolPlan:
    """Plan a day for one team and commit."""
    wish = Wish(cast.community_id, DAY, (cast.team_id,), 60.0, begins_at)
    with transaction() as own:
        return plan_day(own, wish, clock.now())


def begun(plan: PatrolPlan, code: str) -> float:
    """Return the minute at which a place is begun."""
    (walk,) = queries.walks_of(session(), plan)
    return next(
        one.leg.begins_min
        for one in walk.legs
        if one.place is not None and one.place.code == code and one.leg.serves
    )


def why(plan: PatrolPlan, code: str) -> str | None:
    """Return why a place is left out."""
    places = queries.places_of(session(), plan)
    return next(one.about.why for one in places if one.place.code == code)


@pytest.mark.parametrize(
    ("begins_at", "first", "last"),
    [(time(9), 30.0, 40.0), (time(9, 20), 10.0, 20.0), (time(9, 35), 0.0, 5.0)],
)
def test_a_place_is_begun_within_its_hours(
    app: LaneSteward, lay: Cast, begins_at: time, first: float, last: float
) -> None:
    with app.app_context():
        plan = planned(lay, begins_at)
        assert first <= begun(plan, "L2") <= last
        assert plan.begins_at == begins_at


@pytest.mark.parametrize("begins_at", [time(9, 41), time(8, 29), time(22)])
def test_where_nobody_is_out_at_its_hours_a_place_is_left_out(
    app: LaneSteward, lay: Cast, begins_at: time
) -> None:
    with app.app_context():
        plan = planned(lay, begins_at)
        assert (why(plan, "L2"), why(plan, "C1")) == ("window", "window")
        assert why(plan, "L1") is None


def test_hours_that_come_while_the_team_is_far_away_leave_a_place_out(
    app: LaneSteward, lay: Cast
) -> None:
    with app.app_context():
        with transaction() as own:
            add_start(own, lay.community_id)  # two minutes from there
        assert why(planned(lay, time(9, 39)), "L2") == "window"


def test_the_page_says_when_and_until_when_the_team_waits(
    lay: Cast, pema: FlaskClient, morning: datetime
) -> None:
    prepare = pema.get(f"{PAGE}/prepare").text
    assert "需在 09:30-09:40 看" in prepare
    ticked = {f"comes-{lay.team_id}": "1", f"comes-{lay.other_team_id}": ""}
    posted(pema, PAGE, minutes="60", begins="09:00", **ticked)
    page = pema.get(PAGE).text
    assert "等到 09:30" in page
    assert ">09:30<" in page
    assert "没有队能在规定的时段赶到" in page
    assert 'name="begins" value="09:00"' in pema.get(f"{PAGE}/prepare").text


def test_the_form_proposes_what_was_last_said(
    lay: Cast, pema: FlaskClient, morning: datetime
) -> None:
    ticked = {f"comes-{lay.team_id}": "1", f"comes-{lay.other_team_id}": ""}
    posted(pema, PAGE, minutes="45", begins="17:30", **ticked)
    tomorrow = pema.get("/plans/2026-11-21/prepare").text
    assert 'name="begins" value="17:30"' in tomorrow
    assert 'value="45"' in tomorrow


@pytest.mark.parametrize("begins", ["", "9:00", "24:00", "09:00:00", "nine", "０９:００"])
def test_a_begin_that_is_no_time_is_refused(
    lay: Cast, pema: FlaskClient, morning: datetime, begins: str
) -> None:
    ticked = {f"comes-{lay.team_id}": "1"}
    assert posted(pema, PAGE, minutes="60", begins=begins, **ticked).status_code == 422


def test_changing_a_plan_keeps_its_begin(app: LaneSteward, lay: Cast, pema: FlaskClient) -> None:
    with clock.frozen(datetime.fromisoformat("2026-11-20T01:00:00+00:00")):
        ticked = {f"comes-{one}": "1" for one in (lay.team_id, lay.other_team_id)}
        posted(pema, PAGE, minutes="60", begins="09:25", **ticked)
        posted(pema, f"{PAGE}/absent", team=str(lay.other_team_id))
        assert pema.get(f"/api/v1/plans/{DAY}").json["begins_at"] == "09:25"


def test_a_sheet_and_a_phone_say_when(lay: Cast, pema: FlaskClient, morning: datetime) -> None:
    ticked = {f"comes-{lay.team_id}": "1", f"comes-{lay.other_team_id}": ""}
    posted(pema, PAGE, minutes="60", begins="09:00", **ticked)
    for there in ("sheets", f"walks/{lay.team_id}"):
        page = pema.get(f"{PAGE}/{there}").text
        assert "09:30" in page
        assert "09:00-" in page
