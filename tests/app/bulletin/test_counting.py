"""What a bulletin counts, and what it must not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import LaneSteward
from app.bulletin import queries
from app.bulletin.bulletin import Bulletin, bulletin_of
from app.bulletin.periods import Period
from app.db import transaction
from app.patrols.queries import duty_seconds
from app.people.areas import community
from app.places.definitions import CommunityCategory
from app.reports import rollups
from tests.app.bulletin.records import patrol, report, visit
from tests.cast import Cast

APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))
TODAY = date(2026, 6, 1)


@pytest.fixture
def own(ctx: LaneSteward, cast: Cast) -> Any:
    with transaction() as session:
        yield session


def april(session: Session, cast: Cast, period: Period = APRIL) -> Bulletin:
    session.flush()
    for name in rollups.NAMES:
        rollups.rebuild(session, name)
    return bulletin_of(session, community(session, cast.community_id), period, TODAY)


def figures(bulletin: Bulletin) -> dict[str, float]:
    return {figure.what.key: figure.value for figure in bulletin.figures}


def test_the_first_and_the_last_minute_of_a_month_are_its_own(own: Session, cast: Cast) -> None:
    for when in ("2026-03-31 23:59", "2026-04-01 00:00", "2026-04-30 23:59", "2026-05-01 00:00"):
        report(own, cast, when)
    assert figures(april(own, cast))["fixed.illegal_parking"] == 2 * 3


def test_a_time_that_cannot_be_right_is_counted_nowhere(own: Session, cast: Cast) -> None:
    report(own, cast, "2026-04-10 09:00", time_flag="implausible")
    assert april(own, cast).counted.is_empty


def test_only_what_was_fixed_counts_as_fixed(own: Session, cast: Cast) -> None:
    report(own, cast, "2026-04-10 09:00")
    report(own, cast, "2026-04-10 09:00", outcome="recorded")
    report(own, cast, "2026-04-10 09:00", outcome="escalated")
    found = figures(april(own, cast))
    assert found["fixed.illegal_parking"] == 3
    assert (found["pins"], found["passed_on"]) == (3, 1)


def test_a_repair_counts_where_it_was_passed_on(own: Session, cast: Cast) -> None:
    report(own, cast, "2026-04-10 09:00", category_code="street_lamp", outcome="escalated")
    report(own, cast, "2026-04-10 09:00", category_code="street_lamp", outcome="recorded")
    assert figures(april(own, cast))["repairs"] == 1


def test_a_voice_counts_wherever_it_was_heard(own: Session, cast: Cast) -> None:
    for outcome in ("recorded", "escalated"):
        report(own, cast, "2026-04-10 09:00", category_code="opinion", outcome=outcome, count=1)
    assert figures(april(own, cast))["heard.opinion"] == 2


def test_a_report_on_no_lane_is_counted_all_the_same(own: Session, cast: Cast) -> None:
    report(own, cast, "2026-04-10 09:00", lane_id=None, assigned_by="none")
    found = april(own, cast)
    assert figures(found)["fixed.illegal_parking"] == 3
    assert found.lanes == ()


def test_another_community_s_records_are_not_counted(own: Session, cast: Cast) -> None:
    elsewhere = cast.elsewhere_id
    where = {"community_id": elsewhere, "lane_id": cast.lanes["theirs"], "team_id": None}
    report(own, cast, "2026-04-10 09:00", **where)
    visit(own, cast, "2026-04-10 09:00", community_id=elsewhere, courtyard_id=None, team_id=None)
    assert april(own, cast).counted.is_empty


def test_two_phones_of_one_team_are_one_duty(own: Session, cast: Cast) -> None:
    patrol(own, cast, "2026-04-10 09:00", 60)
    patrol(own, cast, "2026-04-10 09:30", 60)
    patrol(own, cast, "2026-04-10 09:40", 10)  # wholly within
    patrol(own, cast, "2026-04-10 09:00", 60, cast.other_team_id)
    found = april(own, cast)
    assert [line.seconds for line in found.teams] == [90 * 60, 60 * 60]
    assert figures(found)["hours"] == 2.5


def test_a_patrol_over_midnight_counts_in_both_months(own: Session, cast: Cast) -> None:
    patrol(own, cast, "2026-04-30 23:30", 90)
    may = Period(date(2026, 5, 1), date(2026, 5, 31))
    assert figures(april(own, cast))["hours"] == 0.5
    assert figures(april(own, cast, may))["hours"] == 1.0


def test_a_patrol_that_has_not_ended_counts_nothing_yet(own: Session, cast: Cast) -> None:
    patrol(own, cast, "2026-04-10 09:00", None)
    assert april(own, cast).counted.hours == 0


def test_the_hours_are_those_that_a_team_sees_itself(own: Session, cast: Cast) -> None:
    for hour in range(0, 23, 2):
        patrol(own, cast, f"2026-04-{hour + 1:02} {hour:02}:10", 50 + 7 * hour)
        patrol(own, cast, f"2026-04-{hour + 1:02} {hour:02}:40", 90)
    own.flush()
    span = queries.span_of(community(own, cast.community_id), APRIL)
    seen = duty_seconds(own, cast.community_id, [cast.team_id], span.since, span.until)
    assert sum(walk.seconds for walk in queries.walks(own, span)) == seen > 0


def test_visits_are_counted_by_kind(own: Session, cast: Cast) -> None:
    visit(own, cast, "2026-04-10 09:00")
    visit(own, cast, "2026-04-30 23:59", kind="shop")
    visit(own, cast, "2026-05-01 00:00", kind="shop")
    found = figures(april(own, cast))
    assert (found["visits.household"], found["visits.shop"]) == (1, 1)


def test_a_retired_category_is_told_where_it_was_met(own: Session, cast: Cast) -> None:
    own.get_one(CommunityCategory, (cast.community_id, "masks")).retired = True
    assert "fixed.masks" not in figures(april(own, cast))
    report(own, cast, "2026-04-10 09:00", category_code="masks")
    assert figures(april(own, cast))["fixed.masks"] == 3


def test_a_period_is_compared_with_the_one_before_it(own: Session, cast: Cast) -> None:
    report(own, cast, "2026-03-10 09:00")
    found = april(own, cast)
    [parking] = [one for one in found.figures if one.what.key == "fixed.illegal_parking"]
    assert (parking.value, parking.previous) == (0, 3)


def test_without_anything_before_nothing_is_compared(own: Session, cast: Cast) -> None:
    report(own, cast, "2026-04-10 09:00")
    found = april(own, cast)
    assert found.before is None
    assert {figure.previous for figure in found.figures} == {None}
