"""A pin comes in: what it becomes, and what it is counted in."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import Engine, text

from tests.app.reports.reporting import NOTHING, BrowserOf, how_many, pin, put, rows
from tests.cast import EAST, NORTH, Cast


def test_a_pin_becomes_a_report_with_its_lane(browser_of: BrowserOf, cast: Cast) -> None:
    answer = put(browser_of(cast.drolma))
    assert answer.status_code == 201, answer.text
    assert answer.json["lane"]["id"] == cast.lanes["long"]
    assert (answer.json["assigned_by"], answer.json["candidates"]) == ("nearest", [])


def test_a_pin_writes_one_row_of_each_kind(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    put(browser_of(cast.drolma))
    assert how_many(owner) == {
        "report_key": 1,
        "report": 1,
        "report_event": 1,
        "photo": 0,
        "lane_tally": 1,
        "courtyard_tally": 0,
        "cell_tally": 1,
    }


def test_a_pin_in_a_courtyard_counts_there_and_on_its_entrance_lane(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    answer = put(browser_of(cast.drolma), pin(0.0004, 0.0002)).json
    assert answer["courtyard"]["id"] == cast.courtyards["yard"]
    assert (answer["assigned_by"], answer["lane"]["id"]) == ("courtyard", cast.lanes["long"])
    assert rows(owner, "courtyard_tally", "courtyard_id, reports") == [(cast.courtyards["yard"], 1)]


def test_the_same_request_again_is_known(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browser, uuid, body = browser_of(cast.drolma), uuid4(), pin()
    first, second = put(browser, body, uuid), put(browser, body, uuid)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json == first.json
    assert how_many(owner)["report"] == rows(owner, "lane_tally", "reports, quantity")[0][0] == 1


def test_numbers_swapped_onto_another_place_on_earth_are_noticed_too(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    with owner.connect() as connection:
        connection.execute(text("UPDATE lane SET geom = ST_Translate(geom, -50, 0)"))
    answer = put(
        browser_of(cast.drolma), pin(position={"type": "Point", "coordinates": [NORTH, EAST - 50]})
    )
    assert (answer.status_code, "写反" in answer.json["detail"]) == (422, True)
    assert how_many(owner) == NOTHING


def test_a_retired_category_is_refused(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    with owner.connect() as connection:
        connection.execute(text("UPDATE community_category SET retired = TRUE"))
    answer = put(browser_of(cast.drolma))
    assert (answer.status_code, answer.json["pointer"]) == (422, "/category")
    assert how_many(owner) == NOTHING
