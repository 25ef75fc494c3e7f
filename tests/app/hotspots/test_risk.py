"""Lane risk: what is divided by what, whose history goes on, and what little is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from app import LaneSteward
from app.db import transaction
from app.patrols.models import Pass
from app.people.areas import community
from app.places.models import Lane, LaneLineage
from tests.app.hotspots.records import DAY, tally
from tests.cast import Cast, Player, add_lane

Browser = Callable[[Player], FlaskClient]
NINE = datetime(2026, 11, 10, 1, 0, tzinfo=UTC)  # nine in the morning of DAY in Shanghai
CALL = f"/api/v1/hotspots?date={DAY}"


def walk(session: Session, cast: Cast, lane: str, at: datetime = NINE, team_id: int = 0) -> None:
    """Add a pass of a lane."""
    session.add(
        Pass(
            community_id=cast.community_id,
            id=uuid4(),
            team_id=team_id or cast.team_id,
            lane_id=cast.lanes[lane],
            passed_at=at,
            covered=[],
            evidence="sign",
        )
    )


@pytest.fixture
def known(app: LaneSteward, cast: Cast, browser_of: Browser) -> Callable[..., dict[str, Any]]:
    """Give a way to write records and read what is then known, by the lane's id."""

    def read(*writes: Callable[[Session], None], call: str = CALL) -> dict[str, Any]:
        with app.app_context(), transaction() as session:
            for write in writes:
                write(session)
        lanes = browser_of(cast.pema).get(call).json["lanes"]
        return {lane["id"]: lane for lane in lanes}

    return read


Known = Callable[..., dict[str, Any]]


def test_a_team_is_counted_once_in_half_an_hour_however_many_phones(
    cast: Cast, known: Known
) -> None:
    def walks(session: Session) -> None:
        for minutes in (0, 1, 29):  # three phones
            walk(session, cast, "long", NINE + timedelta(minutes=minutes))
        walk(session, cast, "long", NINE + timedelta(minutes=30))
        walk(session, cast, "long", team_id=cast.other_team_id)

    assert known(walks)[cast.lanes["long"]]["passes"] == 3


def test_the_rate_is_what_patrols_find_by_pass(cast: Cast, known: Known) -> None:
    def records(session: Session) -> None:
        for day in range(30):
            for lane in ("long", "short", "far"):
                walk(session, cast, lane, NINE - timedelta(days=day))
            tally(session, cast, 5, lane="long", day=DAY - timedelta(days=day))
            tally(session, cast, 1, lane="short", day=DAY - timedelta(days=day))

    lanes = known(records)
    worst, other = lanes[cast.lanes["long"]], lanes[cast.lanes["short"]]
    assert worst["rate"] == pytest.approx(5.0, rel=0.1)
    assert worst["low"] < worst["rate"] < worst["high"]
    assert (worst["reports"], worst["passes"]) == (150, 30)
    assert (worst["flag"], other["flag"]) == (True, False)
    assert worst["codes"] == ["worse_on_patrol"]


def test_reports_without_a_pass_make_no_rate_per_pass(cast: Cast, known: Known) -> None:
    def records(session: Session) -> None:
        for lane in ("long", "short", "far"):
            walk(session, cast, lane)
        tally(session, cast, 50, lane="long", found_by="resident")

    lanes = known(records)
    rates = {lanes[cast.lanes[name]]["rate"] for name in ("long", "short", "far")}
    assert max(rates) == pytest.approx(min(rates))
    assert lanes[cast.lanes["long"]]["per_day"] > lanes[cast.lanes["short"]]["per_day"]


def test_without_any_record_nothing_stands_out(cast: Cast, browser_of: Browser) -> None:
    answer = browser_of(cast.pema).get(f"{CALL}&lang=en").json
    assert len(answer["lanes"]) == 3
    assert not any(lane["flag"] for lane in answer["lanes"])
    assert {lane["step"] for lane in answer["lanes"]} == {0}
    assert answer["summary"] == "Nothing is on record yet, so no lane stands out."


def test_a_community_without_lanes_is_answered_like_any_other(
    app: LaneSteward, cast: Cast, browser_of: Browser
) -> None:
    with app.app_context(), transaction() as session:
        session.delete(session.get_one(Lane, (cast.elsewhere_id, cast.lanes["theirs"])))
    answer = browser_of(cast.stranger).get(CALL)
    assert (answer.status_code, answer.json["lanes"]) == (200, [])


def test_what_happened_after_the_day_is_not_known_on_it(cast: Cast, known: Known) -> None:
    def tomorrow(session: Session) -> None:
        tally(session, cast, 9, day=DAY + timedelta(1))
        walk(session, cast, "long", NINE + timedelta(days=1))

    lane = known(tomorrow)[cast.lanes["long"]]
    assert (lane["reports"], lane["passes"]) == (0, 0)


@pytest.mark.parametrize("day", ["2050-01-01", "9999-12-31", "0001-01-01"])
def test_any_day_of_the_calendar_is_answered(cast: Cast, browser_of: Browser, day: str) -> None:
    assert browser_of(cast.pema).get(f"/api/v1/hotspots?date={day}").status_code == 200


def divide(session: Session, cast: Cast, shares: tuple[float, ...]) -> list[int]:
    """End the far lane on the day and let others carry on its history; return their ids."""
    here = community(session, cast.community_id)
    ended = update(Lane).where(Lane.id == cast.lanes["far"])
    session.execute(ended.values(valid_to=DAY))
    heirs = [
        add_lane(session, here, f"H{i}", [(i * 0.001, -0.005), (0.001 + i * 0.001, -0.005)])
        for i in range(len(shares))
    ]
    session.execute(update(Lane).where(Lane.id.in_(heirs)).values(valid_from=DAY))
    for heir, share in zip(heirs, shares, strict=True):
        session.add(
            LaneLineage(
                community_id=cast.community_id,
                from_lane_id=cast.lanes["far"],
                to_lane_id=heir,
                share=share,
            )
        )
    return heirs


@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.75, 0.25), (1.0, 1.0)])
def test_history_goes_on_by_share_and_never_grows(
    cast: Cast, known: Known, shares: tuple[float, ...]
) -> None:
    heirs: list[int] = []

    def records(session: Session) -> None:
        tally(session, cast, 8, lane="far", day=DAY - timedelta(1))
        walk(session, cast, "far", NINE - timedelta(days=1))
        heirs.extend(divide(session, cast, shares))

    lanes = known(records)
    assert cast.lanes["far"] not in lanes
    whole = sum(shares)
    for heir, share in zip(heirs, shares, strict=True):
        assert lanes[heir]["reports"] == pytest.approx(8 * share / whole)
        assert lanes[heir]["passes"] == 1  # who walked the old lane walked every piece of it


def test_lanes_that_would_inherit_from_each_other_do_no_harm(cast: Cast, known: Known) -> None:
    def circle(session: Session) -> None:
        for one, other in (("long", "short"), ("short", "long")):
            session.add(
                LaneLineage(
                    community_id=cast.community_id,
                    from_lane_id=cast.lanes[one],
                    to_lane_id=cast.lanes[other],
                    share=1.0,
                )
            )
        tally(session, cast, 3)

    assert known(circle)[cast.lanes["long"]]["reports"] == 3


def test_the_category_decides_what_is_judged(cast: Cast, known: Known) -> None:
    lanes = known(lambda session: tally(session, cast, 4), call=f"{CALL}&category=garbage")
    assert lanes[cast.lanes["long"]]["reports"] == 0


def test_the_neighbours_records_are_not_ours(cast: Cast, known: Known) -> None:
    def theirs(session: Session) -> None:
        tally(session, cast, 4, lane="theirs", community_id=cast.elsewhere_id)

    assert sum(lane["reports"] for lane in known(theirs).values()) == 0


@pytest.mark.parametrize("query", ["date=soon", "category=nothing", "category=masks"])
def test_nonsense_is_refused_by_name(cast: Cast, browser_of: Browser, query: str) -> None:
    answer = browser_of(cast.pema).get(f"/api/v1/hotspots?{query}")
    assert (answer.status_code, answer.json["pointer"]) == (422, "/" + query.partition("=")[0])


def test_a_lane_of_a_day_is_valid_on_it(cast: Cast, known: Known) -> None:
    def end(session: Session) -> None:
        ended = update(Lane).where(Lane.id == cast.lanes["far"])
        session.execute(ended.values(valid_to=date(2026, 11, 11)))

    assert cast.lanes["far"] in known(end)
    assert cast.lanes["far"] not in known(call="/api/v1/hotspots?date=2026-11-11")
