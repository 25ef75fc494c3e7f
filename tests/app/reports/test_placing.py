"""Which lane and courtyard a position belongs to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from geo.crs import Datum, wgs84_to_bd09, wgs84_to_gcj02
from tests.app.reports.reporting import URL, BrowserOf, pin, put, rows
from tests.cast import EAST, NORTH, Cast

METRE = 1 / 110_860  # degrees of latitude here


def near_crossing(**changes: Any) -> dict[str, Any]:
    """Return a pin 4 m east and 3 m north of where `short` leaves `long`."""
    return pin(0.001 + 4 * METRE / 0.87, 3 * METRE, **changes)


def test_a_rough_fix_near_a_crossing_names_both_lanes(browser_of: BrowserOf, cast: Cast) -> None:
    answer = put(browser_of(cast.drolma), near_crossing(accuracy_m=20)).json
    found = [(lane["code"], lane["name_zh"], lane["metres"]) for lane in answer["candidates"]]
    assert found == [("L1", "长巷", 3.0), ("L2", "短巷", 4.0)]
    assert answer["lane"]["id"] == answer["candidates"][0]["id"] == cast.lanes["long"]


def test_a_sure_fix_names_one(browser_of: BrowserOf, cast: Cast) -> None:
    answer = put(browser_of(cast.drolma), near_crossing(accuracy_m=0.5)).json
    assert (answer["lane"]["id"], answer["candidates"]) == (cast.lanes["long"], [])


def test_an_unknown_accuracy_counts_as_ten_metres(browser_of: BrowserOf, cast: Cast) -> None:
    answer = put(browser_of(cast.drolma), near_crossing(accuracy_m=...)).json
    assert len(answer["candidates"]) == 2


def test_a_poor_accuracy_widens_the_choice_to_fifty_metres_at_most(
    browser_of: BrowserOf, cast: Cast
) -> None:
    for metres, lanes in ((45, 2), (55, 0)):  # east of `short`, beside `long`
        spot = pin(0.001 + metres * METRE / 0.87, 0.0, accuracy_m=3_000)
        assert len(put(browser_of(cast.drolma), spot).json["candidates"]) == lanes


def test_metres_decide_and_not_degrees(browser_of: BrowserOf, cast: Cast) -> None:
    # 19.2 m from `long` by 1.73e-4 degrees of latitude; 17.4 m from `short` by 1.8e-4 of longitude
    answer = put(browser_of(cast.drolma), pin(0.00118, 0.000173)).json
    assert answer["lane"]["id"] == cast.lanes["short"]


def test_further_than_sixty_metres_and_its_accuracy_belongs_to_no_lane(
    browser_of: BrowserOf, cast: Cast
) -> None:
    def lane_at(metres: float) -> Any:
        return put(browser_of(cast.drolma), pin(0.0005, -metres * METRE)).json

    assert lane_at(64)["lane"]["id"] == cast.lanes["long"]
    none = lane_at(66)
    assert (none["lane"], none["courtyard"], none["assigned_by"]) == (None, None, "none")


def test_a_neighbouring_communitys_lane_is_never_taken(browser_of: BrowserOf, cast: Cast) -> None:
    answer = put(browser_of(cast.drolma), pin(0.0005, 0.00002)).json
    assert answer["lane"]["id"] == cast.lanes["long"]


def test_a_courtyard_without_entrance_takes_the_nearest_lane(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    with owner.connect() as connection:
        connection.execute(text("UPDATE courtyard SET lane_id = NULL"))
    answer = put(browser_of(cast.drolma), pin(0.0004, 0.0002)).json
    assert (answer["assigned_by"], answer["lane"]["id"]) == ("courtyard", cast.lanes["long"])


def test_a_courtyards_entrance_lane_wins_over_the_nearest(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    with owner.connect() as connection:
        connection.execute(
            text("UPDATE courtyard SET lane_id = :lane"), {"lane": cast.lanes["far"]}
        )
    answer = put(browser_of(cast.drolma), pin(0.0004, 0.0002)).json
    assert answer["lane"]["id"] == cast.lanes["far"]


@pytest.mark.parametrize("by", ["id", "code"])
def test_a_named_lane_needs_no_position(
    browser_of: BrowserOf, cast: Cast, owner: Engine, by: str
) -> None:
    lane = "L3" if by == "code" else cast.lanes["far"]
    body = pin(position=None, lane=lane, house_number="17-2")
    answer = put(browser_of(cast.drolma), body).json
    assert (answer["lane"]["code"], answer["assigned_by"]) == ("L3", "steward")
    assert (answer["position"], answer["house_number"]) == (None, "17-2")
    assert rows(owner, "cell_tally") == []


def test_a_named_lane_wins_over_the_position(browser_of: BrowserOf, cast: Cast) -> None:
    answer = put(browser_of(cast.drolma), pin(0.0004, 0.0002, lane="L2")).json
    assert (answer["lane"]["code"], answer["assigned_by"]) == ("L2", "steward")
    assert answer["courtyard"]["id"] == cast.courtyards["yard"]
    assert answer["candidates"] == []


def test_a_lane_of_another_community_cannot_be_named(browser_of: BrowserOf, cast: Cast) -> None:
    answer = put(browser_of(cast.drolma), pin(lane=cast.lanes["theirs"]))
    assert (answer.status_code, answer.json["pointer"]) == (422, "/lane")


def test_the_lane_valid_on_the_records_day_is_taken(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    with owner.connect() as connection:
        connection.execute(text("UPDATE lane SET valid_to = current_date - 5 WHERE code = 'L2'"))
        connection.execute(text("UPDATE lane SET valid_from = current_date - 3 WHERE code = 'L1'"))
        seen = connection.execute(text("SELECT now() - interval '10 days'")).scalar_one()
    body = near_crossing(observed_at=seen.isoformat())
    assert put(browser_of(cast.drolma), body).json["lane"]["code"] == "L2"
    assert put(browser_of(cast.drolma), near_crossing()).json["lane"]["code"] == "L1"


@pytest.fixture
def renewed(cast: Cast, owner: Engine) -> None:
    """End the far lane yesterday and let another go on under its code."""
    with owner.connect() as connection:
        connection.execute(text("UPDATE lane SET valid_to = current_date - 1 WHERE code = 'L3'"))
        connection.execute(
            text("""INSERT INTO lane (community_id, code, name_zh, name_bo, name_en, geom,
                    length_m, surface, source, valid_from)
                SELECT community_id, code, '', '', '', geom, length_m, '', '', valid_to
                FROM lane WHERE code = 'L3'""")
        )


def test_a_code_means_the_lane_that_had_it_on_the_records_day(
    browser_of: BrowserOf, cast: Cast, renewed: None
) -> None:
    browser, seen = browser_of(cast.drolma), (datetime.now(UTC) - timedelta(days=4)).isoformat()
    late = put(browser, pin(position=None, lane="L3", observed_at=seen))
    assert (late.status_code, late.json["lane"]["id"]) == (201, cast.lanes["far"])
    assert put(browser, pin(lane="L3")).json["lane"]["id"] > cast.lanes["far"]
    uuid = put(browser, pin(observed_at=seen)).json["id"]
    edit = {"base_version": 1, "edit_id": str(uuid4()), "changes": {"lane": "L3"}}
    answer = browser.patch(URL + uuid, json=edit)
    assert (answer.status_code, answer.json["lane"]["id"]) == (200, cast.lanes["far"])


@pytest.mark.parametrize(("datum", "shift"), [("GCJ02", wgs84_to_gcj02), ("BD09", wgs84_to_bd09)])
def test_a_chinese_datum_lands_where_the_phone_stood(
    browser_of: BrowserOf, cast: Cast, datum: str, shift: Any
) -> None:
    shifted = list(shift(EAST + 0.0005, NORTH))
    body = pin(position={"type": "Point", "coordinates": shifted}, datum=datum)
    answer = put(browser_of(cast.drolma), body).json
    assert answer["datum"] == Datum(datum)
    assert answer["position"]["coordinates"] == pytest.approx([EAST + 0.0005, NORTH], abs=1e-10)
    assert answer["lane"]["id"] == cast.lanes["long"]


def test_the_other_side_of_the_earth_is_kept_and_belongs_to_no_lane(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    for lon, lat in ((-88.0, -29.0), (180, 90), (-180, -90), (0, 0)):
        body = pin(position={"type": "Point", "coordinates": [lon, lat]})
        assert put(browser_of(cast.drolma), body).json["assigned_by"] == "none"
    assert len(rows(owner, "report")) == 4
    assert rows(owner, "cell_tally") == []


def test_a_community_without_lanes_takes_pins(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    with owner.connect() as connection:
        connection.execute(text("TRUNCATE lane CASCADE"))
    assert put(browser_of(cast.drolma)).json["assigned_by"] == "none"


def test_the_cell_is_ten_metres_of_the_communitys_zone(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    uuid = UUID(put(browser_of(cast.drolma)).json["id"])
    with owner.connect() as connection:
        point = text("SELECT ST_AsText(ST_Transform(geom, 32646)) FROM report WHERE id = :id")
        said = connection.execute(point, {"id": uuid}).scalar_one()
    east, north = (float(part) for part in said[6:-1].split())
    assert rows(owner, "cell_tally", "cell_east, cell_north") == [(east // 10, north // 10)]
