"""Drawing, changing and ending places by their forms: checked, recorded, never last-wins."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from re import findall
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient
from geoalchemy2.shape import to_shape
from sqlalchemy import select

from app import LaneSteward, clock
from app.db import session
from app.people.area_models import AdminArea
from app.people.areas import local_day
from app.places.hours import Hours
from app.places.models import Courtyard, Facility, Lane, PlacePolicy
from app.places.policies import Policy, policy_of
from tests.app.people.keeping import BrowserOf, send, told
from tests.app.places.drawing_forms import at, courtyard, facility, lane
from tests.cast import Cast

WAS = 'name="was_([a-z_]+)" value="([^"]*)"'


@pytest.fixture
def admin(cast: Cast, browser_of: BrowserOf) -> FlaskClient:
    """Give the administrator's browser."""
    return browser_of(cast.admin)


def one(app: LaneSteward, kind: type[Any], code: str) -> Any:
    with app.app_context():
        place = session().scalars(select(kind).where(kind.code == code)).one()
        session().expunge(place)
        return place


def opened(admin: FlaskClient, address: str) -> dict[str, str]:
    """Return what a form shows when it is opened, as it will be sent back."""
    found = findall(WAS, admin.get(address).text)
    was = {f"was_{name}": unescape(value) for name, value in found}
    return was | {name.removeprefix("was_"): value for name, value in was.items()}


def test_a_lane_is_drawn_with_all_that_is_known_of_it(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    assert send(admin, "/places/lanes/new", **lane()).status_code == 303
    made = one(app, Lane, "L9")
    facts = (made.name_bo, made.surface, made.lit, made.width_m)
    assert facts == ("སྲང་ལམ་གསར་པ།", "stone", True, 2.5)
    assert made.length_m == pytest.approx(96.8, abs=0.5)
    assert told(app, f"lane {made.id}") == ["created"]
    with app.app_context():
        day = local_day(session(), cast.community_id, clock.now())
        assert policy_of(session(), made, day) == Policy(2, Hours.parse("07:30-09:00"))


def test_a_courtyard_is_entered_from_the_lane_nearest_to_its_entrance(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    assert send(admin, "/places/courtyards/new", **courtyard()).status_code == 303
    made = one(app, Courtyard, "C9")
    assert (made.lane_id, made.households) == (cast.lanes["short"], 12)
    assert send(admin, f"/places/courtyards/{made.id}/edit", **courtyard(lane="L1")).status_code


def test_a_facility_has_hours_and_a_keeper(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    assert send(admin, "/places/facilities/new", **facility()).status_code == 303
    made = one(app, Facility, "F9")
    assert made.opens == [{"from": "06:00", "to": "09:00"}, {"from": "18:30", "to": "24:00"}]
    assert made.owner_department == "sanitation"


def test_three_points_make_a_facility_an_outline(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    corners = at((0, 0.0001), (0.0001, 0.0001), (0.0001, 0.0002))
    send(admin, "/places/facilities/new", **facility(kind="bike_parking", geometry=corners))
    assert to_shape(one(app, Facility, "F9").geom).geom_type == "Polygon"


LANES, YARDS, THINGS = "lanes", "courtyards", "facilities"
BOW_TIE = at((0, 0.001), (0.0002, 0.0012), (0.0002, 0.001), (0, 0.0012))
REFUSED = {
    "no points": (LANES, {"geometry": ""}, "geometry"),
    "one point": (LANES, {"geometry": at((0, 0))}, "geometry"),
    "one spot twice": (LANES, {"geometry": at((0, 0), (0, 0))}, "geometry"),
    "half a metre": (LANES, {"geometry": at((0, 0), (0.000005, 0))}, "geometry"),
    "three numbers": (LANES, {"geometry": "91, 29, 3\n91, 29, 4"}, "geometry"),
    "not a number": (LANES, {"geometry": "nan, nan\n91, 29"}, "geometry"),
    "off the earth": (LANES, {"geometry": "181, 29\n182, 29"}, "geometry"),
    "swapped": (LANES, {"geometry": "29.6525, 91.1335\n29.6526, 91.1336"}, "geometry"),
    "another town": (LANES, {"geometry": "91.8, 29.6\n91.801, 29.6"}, "geometry"),
    "broken JSON": (LANES, {"geometry": '{"type": "LineString"'}, "geometry"),
    "a point as a lane": (
        LANES,
        {"geometry": '{"type":"Point","coordinates":[91,29]}'},
        "geometry",
    ),
    "no code": (LANES, {"code": ""}, "code"),
    "a code no sign can bear": (LANES, {"code": "a b<script>"}, "code"),
    "a code that is taken": (LANES, {"code": "L1"}, "code"),
    "a name too long": (LANES, {"name_zh": "长" * 201}, "name_zh"),
    "a name with NUL": (LANES, {"name_en": "a\0b"}, "name_en"),
    "a width of nothing": (LANES, {"width_m": "0"}, "width_m"),
    "a width of words": (LANES, {"width_m": "wide"}, "width_m"),
    "never passed": (LANES, {"every_days": "0"}, "every_days"),
    "hours that end before they begin": (LANES, {"hours": "09:00-07:30"}, "hours"),
    "hours of a place in words": (YARDS, {"hours": "morning"}, "hours"),
    "hours with NUL": (LANES, {"hours": "07:30-09:00\0"}, "hours"),
    "lit perhaps": (LANES, {"lit": "perhaps"}, "lit"),
    "bow-tie": (YARDS, {"geometry": BOW_TIE}, "geometry"),
    "two corners": (YARDS, {"geometry": at((0, 0), (0.001, 0))}, "geometry"),
    "entrance elsewhere": (YARDS, {"entrance": at((0.01, 0.01))}, "entrance"),
    "entrance of words": (YARDS, {"entrance": "by the well"}, "entrance"),
    "households of minus one": (YARDS, {"households": "-1"}, "households"),
    "a lane that is not": (YARDS, {"lane": "L404"}, "lane"),
    "a lane next door": (YARDS, {"lane": "E1"}, "lane"),
    "a facility of no kind": (THINGS, {"kind": "palace"}, "kind"),
    "hours backwards": (THINGS, {"opens": "09:00-06:00"}, "opens"),
    "hours of words": (THINGS, {"opens": "mornings"}, "opens"),
    "a keeper that is not": (THINGS, {"owner_department": "navy"}, "owner_department"),
}
FORMS = {LANES: lane, YARDS: courtyard, THINGS: facility}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_at_its_field(
    admin: FlaskClient, owner_rows: Any, what: str
) -> None:
    kind, changes, field = REFUSED[what]
    answer = send(admin, f"/places/{kind}/new", **FORMS[kind](**changes))
    assert answer.status_code in {409, 422}
    assert f'id="{field}-error"' in answer.text
    assert owner_rows() == 5


@pytest.fixture
def owner_rows(app: LaneSteward) -> Any:
    """Give a way to count all places: the cast has four lanes and a courtyard."""

    def count() -> int:
        with app.app_context():
            kinds = (Lane, Courtyard, Facility)
            return sum(len(session().scalars(select(kind.id)).all()) for kind in kinds)

    return count


def test_two_codes_drawn_at_once_are_one_lane(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    start, browsers = Barrier(4), [browser_of(cast.admin) for _ in range(4)]

    def draw(number: int) -> int:
        start.wait()
        return send(browsers[number], "/places/lanes/new", **lane()).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(draw, range(4))) == [303, 409, 409, 409]


def test_a_change_leaves_alone_what_it_did_not_touch(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    before, there = one(app, Lane, "L1"), f"/places/lanes/{cast.lanes['long']}/edit"
    send(admin, there, **opened(admin, there) | {"name_en": "Long Lane"})
    after = one(app, Lane, "L1")
    assert (after.name_en, after.name_zh) == ("Long Lane", "长巷")
    assert bytes(after.geom.data) == bytes(before.geom.data)
    assert told(app, f"lane {after.id}") == ["changed"]


def test_saving_without_a_change_is_no_change(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    there = f"/places/lanes/{cast.lanes['long']}/edit"
    send(admin, there, **opened(admin, there))
    assert told(app, f"lane {cast.lanes['long']}") == []


def test_two_administrators_of_one_field_are_shown_both_values(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    there = f"/places/lanes/{cast.lanes['long']}/edit"
    mine = opened(admin, there) | {"name_en": "Mine"}
    send(admin, there, **opened(admin, there) | {"name_en": "Theirs"})
    answer = send(admin, there, **mine)
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.text
    assert "<code>Theirs</code>" in answer.text
    assert one(app, Lane, "L1").name_en == "Theirs"


def test_whoever_has_seen_both_values_may_insist(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    there = f"/places/lanes/{cast.lanes['long']}/edit"
    mine = opened(admin, there) | {"name_en": "Mine"}
    send(admin, there, **opened(admin, there) | {"name_en": "Theirs"})
    found = findall(WAS, send(admin, there, **mine).text)
    seen = {f"was_{name}": unescape(value) for name, value in found}
    assert send(admin, there, **mine | seen).status_code == 303
    assert one(app, Lane, "L1").name_en == "Mine"


def test_two_administrators_of_two_fields_both_have_their_way(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    there = f"/places/lanes/{cast.lanes['long']}/edit"
    mine = opened(admin, there) | {"name_en": "Mine"}
    moved = {"geometry": at((0, 0), (0.0021, 0))}
    assert send(admin, there, **opened(admin, there) | moved).status_code == 303
    assert send(admin, there, **mine).status_code == 303
    after = one(app, Lane, "L1")
    assert (after.name_en, round(after.length_m)) == ("Mine", 203)


def test_a_first_lane_may_lie_anywhere(
    app: LaneSteward, admin: FlaskClient, cast: Cast, owner: Any
) -> None:
    with owner.connect() as connection:
        connection.exec_driver_sql("UPDATE lane SET valid_to = valid_from + 1")
    far = lane(geometry="7.42, 43.73\n7.43, 43.73")
    assert send(admin, "/places/lanes/new", **far).status_code == 303


def test_an_ended_place_is_on_no_map_from_today_and_its_page_stays(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    there = f"/places/lanes/{cast.lanes['far']}"
    assert send(admin, f"{there}/end").status_code == 303
    assert "L3" not in admin.get("/api/v1/lanes").text
    assert "远巷" in admin.get(there).text
    assert admin.get(f"{there}/edit").status_code == 409
    assert send(admin, f"{there}/end").status_code == 409
    assert told(app, f"lane {cast.lanes['far']}") == ["ended"]


def test_a_courtyard_of_an_ended_lane_is_entered_from_the_nearest_that_is_left(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    send(admin, f"/places/lanes/{cast.lanes['long']}/end")
    assert one(app, Courtyard, "C1").lane_id == cast.lanes["short"]


def test_a_place_that_began_today_ends_tomorrow(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    send(admin, "/places/lanes/new", **lane())
    made = one(app, Lane, "L9")
    send(admin, f"/places/lanes/{made.id}/end")
    assert one(app, Lane, "L9").valid_to == made.valid_from + timedelta(days=1)


def test_every_change_lets_maps_be_drawn_anew(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    send(admin, "/places/lanes/new", **lane())
    with app.app_context():
        assert session().get_one(AdminArea, cast.community_id).place_revision == 1


def test_how_often_a_place_is_passed_keeps_its_past(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    there = f"/places/lanes/{cast.lanes['long']}/edit"
    for days in ("3", "5"):
        send(admin, there, **opened(admin, there) | {"every_days": days})
    with app.app_context():
        rows = session().scalars(select(PlacePolicy.every_days).order_by(PlacePolicy.id)).all()
    assert rows == [3, 5]


def test_hours_change_alone_and_can_be_taken_away(
    app: LaneSteward, admin: FlaskClient, cast: Cast
) -> None:
    there = f"/places/lanes/{cast.lanes['long']}/edit"
    page = admin.get(f"/places/lanes/{cast.lanes['long']}").text
    for hours in ("18:00-20:00", ""):
        send(admin, there, **opened(admin, there) | {"hours": hours})
        shown = admin.get(f"/places/lanes/{cast.lanes['long']}").text
        assert ("18:00-20:00" in shown.partition("需在这段时间看")[2][:200]) is bool(hours)
    assert "需在这段时间看" not in page
    with app.app_context():
        rows = session().scalars(select(PlacePolicy).order_by(PlacePolicy.id)).all()
    assert [(one.every_days, str(one.hours or "")) for one in rows] == [(1, "18:00-20:00"), (1, "")]
