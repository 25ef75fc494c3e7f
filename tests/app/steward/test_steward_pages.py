"""A steward's day and patrols: who sees what, and what the figures count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app import LaneSteward, clock
from app.db import transaction
from app.patrols.models import Pass, Patrol, PatrolMember
from app.patrols.queries import duty_seconds
from app.people.area_models import Team
from app.places.claim_models import Claim
from app.places.models import PlacePolicy
from tests.app.reports.form_filling import SCRIPT, post_pin
from tests.app.reports.reporting import BrowserOf
from tests.cast import FOUNDED, Cast

NOW = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)  # ten in the morning there
HOUR = timedelta(hours=1)


@pytest.fixture
def morning() -> Iterator[datetime]:
    with clock.frozen(NOW) as instant:
        yield instant


def claim(session: Session, cast: Cast, **place: int) -> None:
    session.add(
        Claim(
            community_id=cast.community_id,
            team_id=cast.team_id,
            state="live",
            requested_by=cast.tashi.id,
            requested_at=NOW,
            valid_from=FOUNDED,
            **place,
        )
    )


def patrolled(session: Session, cast: Cast, began: datetime, hours: float | None = 1) -> Patrol:
    patrol = Patrol(
        community_id=cast.community_id,
        id=uuid4(),
        team_id=cast.team_id,
        started_at=began,
        ended_at=None if hours is None else began + hours * HOUR,
    )
    session.add(patrol)
    session.flush()
    return patrol


def passed(session: Session, cast: Cast, lane: str, at: datetime) -> None:
    patrol = patrolled(session, cast, at)
    session.add(
        Pass(
            community_id=cast.community_id,
            id=uuid4(),
            patrol_id=patrol.id,
            team_id=cast.team_id,
            lane_id=cast.lanes[lane],
            passed_at=at,
            evidence="track",
        )
    )


def test_the_day_shows_the_teams_places_and_when_they_were_walked(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, morning: datetime
) -> None:
    with app.app_context(), transaction() as session:
        claim(session, cast, lane_id=cast.lanes["long"])
        claim(session, cast, lane_id=cast.lanes["short"])
        claim(session, cast, courtyard_id=cast.courtyards["yard"])
        passed(session, cast, "long", NOW - timedelta(days=3))
        passed(session, cast, "short", NOW - HOUR)
    page = browser_of(cast.drolma).get("/today?lang=en").text
    assert page.index("试验大院") < page.index("长巷") < page.index("短巷")
    assert page.index("never") < page.index("3 days ago") < page.index(">today<")
    assert 'href="/pin"' in page


def test_a_place_that_is_to_be_walked_every_week_is_not_due_after_three_days(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, morning: datetime
) -> None:
    with app.app_context(), transaction() as session:
        claim(session, cast, lane_id=cast.lanes["long"])
        passed(session, cast, "long", NOW - timedelta(days=3))
        policy = {"lane_id": cast.lanes["long"], "every_days": 7, "valid_from": date(2026, 1, 1)}
        session.add(PlacePolicy(community_id=cast.community_id, **policy))
    assert "badge done" in browser_of(cast.drolma).get("/today").text


def test_a_place_says_between_which_hours_it_is_to_be_looked_at(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, morning: datetime
) -> None:
    with app.app_context(), transaction() as session:
        claim(session, cast, lane_id=cast.lanes["long"])
        for until, since in ((19, date(2025, 1, 1)), (20, date(2026, 1, 1))):
            policy = {"lane_id": cast.lanes["long"], "every_days": 1, "valid_from": since}
            hours = {"look_from": time(18), "look_until": time(until)}
            session.add(PlacePolicy(community_id=cast.community_id, **policy, **hours))
    page = browser_of(cast.drolma).get("/today").text
    assert page.count("18:00-20:00") == 1
    assert "19:00" not in page


def test_open_pins_are_counted_at_their_place(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    with app.app_context(), transaction() as session:
        claim(session, cast, lane_id=cast.lanes["long"])
    browser = browser_of(cast.drolma)
    post_pin(browser, category="street_lamp", outcome="escalated")
    post_pin(browser, outcome="recorded")
    post_pin(browser, outcome="fixed")
    assert "2 open pins" in browser.get("/today?lang=en").text


def test_anothers_claims_and_pins_are_not_shown(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    with app.app_context(), transaction() as session:
        claim(session, cast, lane_id=cast.lanes["long"])
    pin = post_pin(browser_of(cast.drolma), outcome="recorded").location
    page = browser_of(cast.tashi).get("/today").text
    assert "长巷" not in page
    assert pin not in page


def test_a_representative_sees_the_team_they_answer_for(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    with app.app_context(), transaction() as session:
        claim(session, cast, lane_id=cast.lanes["long"])
        session.get_one(Team, (cast.community_id, cast.team_id)).representative_id = cast.tashi.id
    assert "长巷" in browser_of(cast.tashi).get("/today").text


@pytest.mark.parametrize("path", ["/today", "/patrols"])
@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("drolma", 200),
        ("tashi", 200),
        ("pema", 403),
        ("lhamo", 403),
        ("lights", 403),
        ("inspector", 403),
        ("area_viewer", 403),
        ("admin", 403),
        ("stranger", 403),
    ],
)
def test_the_pages_are_for_those_who_walk(
    browser_of: BrowserOf, cast: Cast, path: str, part: str, status: int
) -> None:
    assert browser_of(cast.everybody()[part]).get(path).status_code == status


@pytest.mark.parametrize("path", ["/today", "/patrols"])
def test_an_empty_page_says_what_to_do(browser_of: BrowserOf, cast: Cast, path: str) -> None:
    assert 'class="empty"' in browser_of(cast.drolma).get(path).text


def test_a_patrol_is_listed_with_its_people_and_places(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, morning: datetime
) -> None:
    with app.app_context(), transaction() as session:
        passed(session, cast, "long", NOW - timedelta(days=1))
        patrol = patrolled(session, cast, NOW - 3 * HOUR, 1.5)
        for player in (cast.drolma, cast.dawa):
            member = {"patrol_id": patrol.id, "person_id": player.id, "joined_at": NOW}
            session.add(PatrolMember(community_id=cast.community_id, **member))
    page = browser_of(cast.drolma).get("/patrols?lang=en").text
    for words in ("Drolma, Dawa", "1 h 30 min", "1 lane", "2.5"):
        assert words in page


def test_duty_time_is_counted_once_however_many_phones(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as session:
        patrolled(session, cast, NOW, 2)
        patrolled(session, cast, NOW + HOUR, 2)
        patrolled(session, cast, NOW + 5 * HOUR, 1)
        patrolled(session, cast, NOW + 8 * HOUR, None)
        until = NOW + 10 * HOUR
        spent = duty_seconds(session, cast.community_id, [cast.team_id], NOW, until)
    assert spent == 4 * 3600


def test_duty_time_outside_the_period_is_left_out(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as session:
        patrolled(session, cast, NOW - HOUR, 2)
        here, team = cast.community_id, [cast.team_id]
        assert duty_seconds(session, here, team, NOW, NOW + 9 * HOUR) == 3600
        assert duty_seconds(session, here, [cast.other_team_id], NOW, NOW + 9 * HOUR) == 0
        assert duty_seconds(session, cast.elsewhere_id, team, NOW, NOW + 9 * HOUR) == 0


def test_a_script_in_a_name_does_nothing(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Team, (cast.community_id, cast.team_id)).name_zh = SCRIPT
    for path in ("/today", "/patrols"):
        assert "<script>alert" not in browser_of(cast.drolma).get(path).text
