"""Places to start: named, drawn, moved, closed, and chosen for a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from flask.testing import FlaskClient
from geoalchemy2.shape import to_shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import LaneSteward
from app.db import transaction
from app.people.register import changes_of, thing
from app.planning.models import PlanStart
from app.planning.starts import MOST_STARTS
from tests.app.planning.conftest import DAY
from tests.app.planning.sending import posted
from tests.cast import EAST, NORTH, Cast, Player
from tests.walks import add_start

SPOT = f"{EAST:.6f}, {NORTH:.6f}"
OFFICE = {"name_zh": "居委会", "geometry": SPOT}


@pytest.fixture
def stored(app: LaneSteward, cast: Cast) -> Callable[[], list[PlanStart]]:
    """Give a way to read the places to start."""

    def read() -> list[PlanStart]:
        with app.app_context(), transaction() as session:
            found = list(session.scalars(select(PlanStart).order_by(PlanStart.id)))
            session.expunge_all()
            return found

    return read


Stored = Callable[[], list[PlanStart]]


def test_a_place_is_added_by_its_spot(pema: FlaskClient, stored: Stored) -> None:
    answer = posted(pema, "/plans/starts/new", **OFFICE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/plans/starts/")
    [start] = stored()
    assert start.name_zh == "居委会"
    assert to_shape(start.geom).coords[0] == pytest.approx((EAST, NORTH), abs=1e-6)
    assert "居委会" in pema.get("/plans/starts/").text


def test_a_place_is_the_middle_of_a_lane(pema: FlaskClient, stored: Stored) -> None:
    answer = posted(pema, "/plans/starts/new", name_en="Our lane", lane="L1")
    assert answer.status_code == 303, answer.text
    east, north = to_shape(stored()[0].geom).coords[0]
    assert abs(east - EAST) < 0.01
    assert abs(north - NORTH) < 0.01


def test_a_place_is_moved_and_the_register_knows(
    app: LaneSteward, cast: Cast, pema: FlaskClient, stored: Stored
) -> None:
    posted(pema, "/plans/starts/new", **OFFICE)
    there = f"/plans/starts/{stored()[0].id}"
    assert SPOT.split(",", maxsplit=1)[0] in pema.get(there).text
    moved = f"{EAST + 0.0005:.6f}, {NORTH:.6f}"
    assert posted(pema, there, name_zh="广场", geometry=moved).status_code == 303
    [start] = stored()
    assert (start.name_zh, round(to_shape(start.geom).x - EAST, 6)) == ("广场", 0.0005)
    with app.app_context(), transaction() as session:
        told = changes_of(session, cast.community_id, thing("plan_start", start.id))
    assert [one.what for one in told] == ["changed", "created"]


def test_a_closed_place_is_offered_no_more(
    pema: FlaskClient, stored: Stored, morning: object
) -> None:
    for name in ("居委会", "广场"):
        posted(pema, "/plans/starts/new", **{**OFFICE, "name_zh": name})
    assert "广场" in pema.get(f"/plans/{DAY}/prepare").text
    last = stored()[1].id
    assert posted(pema, f"/plans/starts/{last}/close").status_code == 303
    assert "广场" not in pema.get(f"/plans/{DAY}/prepare").text
    assert pema.get(f"/plans/starts/{last}").status_code == 404
    assert posted(pema, f"/plans/starts/{last}/close").status_code == 404


REFUSED: Mapping[str, Mapping[str, str]] = {
    "no name": {"geometry": SPOT},
    "no spot": {"name_zh": "居委会"},
    "no number": {"name_zh": "居委会", "geometry": "here"},
    "NaN": {"name_zh": "居委会", "geometry": "NaN, 29.6"},
    "infinite": {"name_zh": "居委会", "geometry": "91.1, 1e999"},
    "two spots": {"name_zh": "居委会", "geometry": f"{SPOT}\n{SPOT}"},
    "swapped": {"name_zh": "居委会", "geometry": f"{NORTH}, {EAST}"},
    "far away": {"name_zh": "居委会", "geometry": "0.5, 0.5"},
    "latitude 91": {"name_zh": "居委会", "geometry": f"{EAST}, 91"},
    "no such lane": {"name_zh": "居委会", "lane": "L99"},
    "NUL": {"name_zh": "a\0b", "geometry": SPOT},
    "long": {"name_zh": "居" * 300, "geometry": SPOT},
}


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
def test_what_is_no_place_is_refused_and_shown_again(
    pema: FlaskClient, stored: Stored, sent: Mapping[str, str]
) -> None:
    answer = posted(pema, "/plans/starts/new", **sent)
    assert answer.status_code == 422
    assert 'class="notice error' in answer.text
    assert stored() == []


def test_there_are_not_too_many(
    app: LaneSteward, cast: Cast, pema: FlaskClient, stored: Stored
) -> None:
    def fill(session: Session) -> None:
        for number in range(MOST_STARTS):
            add_start(session, cast.community_id, f"{number}")

    with app.app_context(), transaction() as session:
        fill(session)
    assert posted(pema, "/plans/starts/new", **OFFICE).status_code == 422
    assert len(stored()) == MOST_STARTS


def test_another_communitys_place_is_not_there(
    app: LaneSteward, cast: Cast, browser_of: Callable[[Player], FlaskClient], pema: FlaskClient
) -> None:
    with app.app_context(), transaction() as session:
        theirs = add_start(session, cast.elsewhere_id)
    assert pema.get(f"/plans/starts/{theirs}").status_code == 404
    assert posted(pema, f"/plans/starts/{theirs}", **OFFICE).status_code == 404


def test_a_team_starts_where_it_is_sent(
    app: LaneSteward, cast: Cast, pema: FlaskClient, stored: Stored, morning: object
) -> None:
    posted(pema, "/plans/starts/new", **OFFICE)
    posted(pema, "/plans/starts/new", name_zh="巷口", lane="L1")
    last = stored()[1].id
    team = cast.team_id
    sent = {f"comes-{team}": "1", f"stewards-{team}": "5", f"start-{team}": str(last)}
    assert posted(pema, f"/plans/{DAY}", minutes="90", begins="09:00", **sent).status_code == 303
    walk = pema.get(f"/api/v1/plans/{DAY}").json["walks"][0]
    assert walk["start"]["coordinates"] == pytest.approx(
        to_shape(stored()[1].geom).coords[0], abs=1e-5
    )
