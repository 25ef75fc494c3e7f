"""Lanes, courtyards and facilities as GeoJSON: whose, which, how many, and when not again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app.db import transaction
from app.people.area_models import AdminArea
from app.places.models import Facility, Lane
from tests.cast import EAST, NORTH, Cast, Player

Browser = Callable[[Player], FlaskClient]


@pytest.fixture
def drolma(cast: Cast, browser_of: Browser) -> FlaskClient:
    """Give Drolma's browser."""
    return browser_of(cast.drolma)


def ids(answer: Any) -> list[int]:
    """Return the ids of an answer's features, in their order."""
    return [feature["id"] for feature in answer.json["features"]]


def test_a_lane_comes_with_its_names_and_its_length(drolma: FlaskClient, cast: Cast) -> None:
    answer = drolma.get("/api/v1/lanes")
    lane = answer.json["features"][0]
    assert answer.mimetype == "application/geo+json"
    assert lane["properties"]["name_zh"] == "长巷"
    assert lane["properties"]["length_m"] == pytest.approx(193.6, abs=0.1)
    assert lane["geometry"]["coordinates"][0] == [EAST, NORTH]


def test_only_the_viewers_own_lanes_come(drolma: FlaskClient, cast: Cast) -> None:
    assert ids(drolma.get("/api/v1/lanes")) == sorted(
        cast.lanes[name] for name in ("long", "short", "far")
    )


def test_a_stranger_sees_their_own_lane_alone(cast: Cast, browser_of: Browser) -> None:
    assert ids(browser_of(cast.stranger).get("/api/v1/lanes")) == [cast.lanes["theirs"]]


def test_nobody_sees_lanes_without_signing_in(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/api/v1/lanes").status_code == 401


def test_pages_follow_one_another_until_all_have_come(drolma: FlaskClient, cast: Cast) -> None:
    url, seen = "/api/v1/lanes?limit=2", []
    while url:
        answer = drolma.get(url)
        seen.append(len(ids(answer)))
        url = next((link["href"] for link in answer.json["links"]), "")
    assert seen == [2, 1]


def test_a_full_last_page_has_no_next(drolma: FlaskClient, cast: Cast) -> None:
    assert drolma.get("/api/v1/lanes?limit=3").json["links"] == []


def test_a_box_keeps_what_it_touches(drolma: FlaskClient, cast: Cast) -> None:
    box = f"{EAST},{NORTH - 0.006},{EAST + 0.001},{NORTH - 0.004}"
    assert ids(drolma.get(f"/api/v1/lanes?bbox={box}")) == [cast.lanes["far"]]


def test_the_next_page_keeps_the_box(drolma: FlaskClient, cast: Cast) -> None:
    box = f"{EAST},{NORTH - 0.001},{EAST + 0.002},{NORTH + 0.001}"
    following = drolma.get(f"/api/v1/lanes?bbox={box}&limit=1").json["links"][0]["href"]
    assert ids(drolma.get(following)) == [cast.lanes["short"]]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=1001", "/limit"),
        ("limit=two", "/limit"),
        ("after=-1", "/after"),
        ("bbox=1,2,3", "/bbox"),
        ("bbox=1,2,3,nan", "/bbox"),
        ("bbox=3,2,1,4", "/bbox"),
        ("bbox=29,91,30,92", "/bbox"),
    ],
)
def test_nonsense_is_refused_by_name(
    drolma: FlaskClient, cast: Cast, query: str, pointer: str
) -> None:
    answer = drolma.get(f"/api/v1/lanes?{query}")
    assert (answer.status_code, answer.json["pointer"]) == (422, pointer)


def test_a_lane_that_has_ended_is_gone(drolma: FlaskClient, cast: Cast) -> None:
    with drolma.application.app_context(), transaction() as session:
        ended = update(Lane).where(Lane.id == cast.lanes["far"]).values(valid_to=date(2026, 1, 1))
        session.execute(ended)
    assert cast.lanes["far"] not in ids(drolma.get("/api/v1/lanes"))


def test_what_the_browser_has_is_not_sent_again(drolma: FlaskClient, cast: Cast) -> None:
    tag = drolma.get("/api/v1/lanes").headers["ETag"]
    again = drolma.get("/api/v1/lanes", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_change_of_places_is_sent(drolma: FlaskClient, cast: Cast) -> None:
    tag = drolma.get("/api/v1/lanes").headers["ETag"]
    with drolma.application.app_context(), transaction() as session:
        here = session.get_one(AdminArea, cast.community_id)
        here.place_revision += 1
    assert drolma.get("/api/v1/lanes", headers={"If-None-Match": tag}).status_code == 200


def test_courtyards_tell_their_households(drolma: FlaskClient, cast: Cast) -> None:
    yard = drolma.get("/api/v1/courtyards").json["features"][0]
    assert yard["geometry"]["type"] == "Polygon"
    assert yard["properties"]["households"] is None


def test_facilities_tell_their_kind_and_hours(drolma: FlaskClient, cast: Cast) -> None:
    opens = [{"days": "Mo-Su", "from": "07:00", "to": "09:00"}]
    with drolma.application.app_context(), transaction() as session:
        session.add(rubbish_point(cast, opens))
    properties = drolma.get("/api/v1/facilities").json["features"][0]["properties"]
    assert (properties["kind"], properties["opens"]) == ("rubbish_point", opens)


def test_facilities_come_without_buildings_where_these_are_not_wanted(
    drolma: FlaskClient, cast: Cast
) -> None:
    house = rubbish_point(cast, [])
    house.kind, house.code = "building", "B1"
    with drolma.application.app_context(), transaction() as session:
        session.add_all([house, rubbish_point(cast, [])])
    features = drolma.get("/api/v1/facilities?without=building").json["features"]
    assert [feature["properties"]["kind"] for feature in features] == ["rubbish_point"]


def rubbish_point(cast: Cast, opens: list[dict[str, str]]) -> Facility:
    """Return a collection point at the western end of the long lane."""
    return Facility(
        community_id=cast.community_id,
        kind="rubbish_point",
        code="R1",
        geom=f"SRID=4326;POINT({EAST} {NORTH})",
        opens=opens,
        valid_from=date(2025, 1, 1),
    )
