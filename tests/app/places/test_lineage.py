"""Lanes split and merged: the old end, the new carry on history, claims and interval."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import LaneSteward, clock
from app.db import session, transaction
from app.people.areas import community, local_day
from app.places import claims
from app.places.claim_models import Claim
from app.places.claims import Wish
from app.places.hours import Hours
from app.places.models import Courtyard, Lane, LaneLineage
from app.places.policies import Policy, policy_of, set_policy
from tests.app.people.keeping import BrowserOf, by, send, told
from tests.app.places.drawing_forms import lane as lane_form
from tests.cast import Cast, add_lane

MORNINGS = Hours(time(7, 30), time(9))
FOURTH = Policy(4, MORNINGS)


@pytest.fixture
def admin(cast: Cast, browser_of: BrowserOf) -> FlaskClient:
    """Give the administrator's browser."""
    return browser_of(cast.admin)


def split(admin: FlaskClient, cast: Cast, **changes: Any) -> Any:
    form = {"at_m": "50", "first": "L1-1", "second": "L1-2"} | changes
    return send(admin, f"/places/lanes/{cast.lanes['long']}/split", **form)


def parts(app: LaneSteward) -> list[Lane]:
    with app.app_context():
        return list(
            session().scalars(
                select(Lane)
                .where(Lane.code.startswith("L1"), Lane.valid_to.is_(None))
                .order_by(Lane.code)
            )
        )


def claim_long(app: LaneSteward, cast: Cast, team_id: int, lane: str = "long") -> None:
    with app.app_context(), transaction() as own:
        day = local_day(own, cast.community_id, clock.now())
        place = own.get_one(Lane, (cast.community_id, cast.lanes[lane]))
        claims.give(own, Wish(team_id, place, day), by(cast.pema))


def owners(app: LaneSteward) -> dict[str, int]:
    with app.app_context():
        rows = session().execute(
            select(Lane.code, Claim.team_id)
            .join(Claim, Claim.lane_id == Lane.id)
            .where(Claim.state == "live")
        )
        return dict(rows.all())


def test_the_parts_share_the_history_by_their_length(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    assert split(admin, cast).status_code == 303
    first, second = parts(app)
    assert (first.code, round(first.length_m, 1)) == ("L1-1", 50.0)
    assert (second.name_zh, first.valid_from) == ("长巷", second.valid_from)
    with app.app_context():
        shares = session().scalars(select(LaneLineage.share).order_by(LaneLineage.to_lane_id)).all()
        old = session().get_one(Lane, (cast.community_id, cast.lanes["long"]))
    assert sum(shares) == pytest.approx(1.0)
    assert shares[0] == pytest.approx(50.0 / old.length_m)
    assert old.valid_to == first.valid_from
    assert told(app, f"lane {old.id}") == ["split"]


def test_the_parts_keep_team_interval_and_courtyards(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    claim_long(app, cast, cast.team_id)
    with app.app_context(), transaction() as own:
        day = local_day(own, cast.community_id, clock.now())
        set_policy(own, own.get_one(Lane, (cast.community_id, cast.lanes["long"])), FOURTH, day)
    split(admin, cast)
    first, second = parts(app)
    assert owners(app) == {"L1-1": cast.team_id, "L1-2": cast.team_id}
    with app.app_context():
        kept = [policy_of(session(), one, one.valid_from) for one in (first, second)]
    assert kept == [FOURTH, FOURTH]
    with app.app_context():
        yard = session().get_one(Courtyard, (cast.community_id, cast.courtyards["yard"]))
    assert yard.lane_id == first.id  # its entrance lies 39 m from the beginning


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"at_m": "0.5"}, "at_m"),
        ({"at_m": "192.9"}, "at_m"),
        ({"at_m": "half"}, "at_m"),
        ({"at_m": ""}, "at_m"),
        ({"second": "L1-1"}, "second"),
        ({"first": "a b"}, "first"),
    ],
)
def test_a_split_that_makes_no_two_lanes_changes_nothing(
    app: LaneSteward, admin: FlaskClient, cast: Cast, changes: dict[str, str], field: str
) -> None:
    answer = split(admin, cast, **changes)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert [one.code for one in parts(app)] == ["L1"]


def test_a_split_into_a_code_that_is_taken_changes_nothing(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    assert split(admin, cast, second="L2").status_code == 409
    assert [one.code for one in parts(app)] == ["L1"]
    assert told(app, f"lane {cast.lanes['long']}") == []


def test_the_first_part_may_keep_the_code(app: LaneSteward, admin: FlaskClient, cast: Cast) -> None:
    assert split(admin, cast, first="L1").status_code == 303
    assert [one.code for one in parts(app)] == ["L1", "L1-2"]


@pytest.fixture
def onward(app: LaneSteward, cast: Cast) -> int:
    """Give a lane that goes on where the long one ends."""
    with app.app_context(), transaction() as own:
        return add_lane(
            own, community(own, cast.community_id), "L4", [(0.002, 0), (0.003, 0)], "续巷"
        )


def merge(admin: FlaskClient, cast: Cast, other: int, code: str = "L1") -> int:
    there = f"/places/lanes/{cast.lanes['long']}/merge"
    return send(admin, there, other=other, merged=code).status_code


@pytest.mark.parametrize(
    ("theirs", "kept"),
    [
        (Policy(9, MORNINGS), FOURTH),
        (Policy(2, Hours(time(18), time(20))), Policy(2)),
        (Policy(9), Policy(4)),
    ],
)
def test_a_merged_lane_is_due_as_the_stricter_and_at_hours_that_both_had(
    app: LaneSteward, admin: FlaskClient, cast: Cast, onward: int, theirs: Policy, kept: Policy
) -> None:
    with app.app_context(), transaction() as own:
        day = local_day(own, cast.community_id, clock.now())
        for lane_id, policy in ((cast.lanes["long"], FOURTH), (onward, theirs)):
            set_policy(own, own.get_one(Lane, (cast.community_id, lane_id)), policy, day)
    assert merge(admin, cast, onward) == 303
    (made,) = parts(app)
    with app.app_context():
        assert policy_of(session(), made, made.valid_from) == kept


def test_a_merged_lane_carries_on_both(
    app: LaneSteward, admin: FlaskClient, cast: Cast, onward: int
) -> None:
    claim_long(app, cast, cast.team_id)
    assert merge(admin, cast, onward) == 303
    (made,) = parts(app)
    assert round(made.length_m) == 290
    with app.app_context():
        rows = session().execute(select(LaneLineage.from_lane_id, LaneLineage.share)).all()
    assert {tuple(row) for row in rows} == {(cast.lanes["long"], 1.0), (onward, 1.0)}
    assert owners(app) == {"L1": cast.team_id}


def test_lanes_of_two_teams_are_nobodys_once_they_are_one(
    app: LaneSteward, admin: FlaskClient, cast: Cast, onward: int
) -> None:
    claim_long(app, cast, cast.team_id)
    cast.lanes["onward"] = onward
    claim_long(app, cast, cast.other_team_id, "onward")
    assert merge(admin, cast, onward) == 303
    assert owners(app) == {}


def test_lanes_that_do_not_meet_are_not_merged(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    assert merge(admin, cast, cast.lanes["far"]) == 422
    assert merge(admin, cast, cast.lanes["long"]) == 422
    assert merge(admin, cast, cast.lanes["theirs"]) == 404
    assert [one.code for one in parts(app)] == ["L1"]


def test_the_page_offers_only_lanes_that_meet_it(
    admin: FlaskClient, cast: Cast, onward: int
) -> None:
    page = admin.get(f"/places/lanes/{cast.lanes['long']}/divide").text
    assert "L4" in page
    assert "L3" not in page


def test_a_lane_drawn_today_is_split_from_tomorrow_on(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    send(admin, "/places/lanes/new", **lane_form(code="L1x"))
    fresh = next(one for one in parts(app) if one.code == "L1x")
    form = {"at_m": "50", "first": "L1x", "second": "L1y"}
    assert send(admin, f"/places/lanes/{fresh.id}/split", **form).status_code == 303
    made = [one for one in parts(app) if one.code in {"L1x", "L1y"}]
    assert {(one.valid_from - fresh.valid_from).days for one in made} == {1}
