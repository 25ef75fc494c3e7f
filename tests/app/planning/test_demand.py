"""What a day asks: what is due and why, and how much a place is worth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app import LaneSteward
from app.db import session, transaction
from app.patrols.models import Pass
from app.places.models import Courtyard, PlacePolicy
from app.planning.demand import Need, needs
from app.planning.demand_queries import AskedPlace, asked_places, by_key, count_places
from app.reports.tally_models import LaneTally
from tests.cast import Cast

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def passed(session: Session, cast: Cast, lane: str, days_ago: int, **changes: object) -> None:
    """Have the first team pass a lane at noon so many days before the day."""
    values = {"community_id": cast.community_id, "lane_id": cast.lanes[lane]} | changes
    at = NOON - timedelta(days=days_ago)
    session.add(
        Pass(id=uuid4(), team_id=cast.team_id, passed_at=at, evidence="sign", covered=[], **values)
    )


def counted(session: Session, cast: Cast, reports: int, days_ago: int, category: str) -> None:
    """Count reports on the long lane."""
    values = {"found_by": "patrol", "outcome": "fixed", "reports": reports, "quantity": reports}
    session.add(
        LaneTally(
            community_id=cast.community_id,
            lane_id=cast.lanes["long"],
            local_day=DAY - timedelta(days=days_ago),
            local_hour=9,
            category_code=category,
            **values,
        )
    )


def policy(session: Session, cast: Cast, lane: str, every_days: int, since: date) -> None:
    """Say from when on a lane is to be passed how often."""
    of = {"community_id": cast.community_id, "lane_id": cast.lanes[lane]}
    session.add(PlacePolicy(**of, every_days=every_days, valid_from=since))


def place(cast: Cast, lane: str) -> AskedPlace:
    """Return a lane on the eve of the day."""
    return by_key(asked_places(session(), cast.community_id, DAY))["lane", cast.lanes[lane]]


def need(cast: Cast, lane: str) -> Need:
    return needs([place(cast, lane)])[0]


def test_a_lane_that_nobody_ever_passed_is_due(ctx: LaneSteward, cast: Cast) -> None:
    assert place(cast, "long").days_since is None
    assert need(cast, "long").required


@pytest.mark.parametrize(("days_ago", "due"), [(1, False), (2, False), (3, True), (9, True)])
def test_a_lane_is_due_when_its_interval_has_gone_by(
    ctx: LaneSteward, cast: Cast, *, days_ago: int, due: bool
) -> None:
    with transaction() as own:
        policy(own, cast, "long", 3, DAY - timedelta(days=100))
        passed(own, cast, "long", days_ago)
    assert place(cast, "long").days_since == days_ago
    assert need(cast, "long").required is due


def test_the_newest_policy_of_the_day_counts(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        policy(own, cast, "long", 2, DAY - timedelta(days=50))
        policy(own, cast, "long", 5, DAY)
        policy(own, cast, "long", 9, DAY + timedelta(days=1))
    assert place(cast, "long").every_days == 5


def test_a_pass_counts_on_the_communitys_own_calendar(ctx: LaneSteward, cast: Cast) -> None:
    late = datetime(2026, 11, 18, 17, 30, tzinfo=UTC)  # half past one on the 19th in Shanghai
    with transaction() as own:
        passed(own, cast, "long", 0)
        own.flush()
        own.query(Pass).update({"passed_at": late})
    assert place(cast, "long").days_since == 1


def test_a_pass_after_the_day_does_not_count(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        passed(own, cast, "long", -1)
    assert place(cast, "long").days_since is None


def test_one_walk_of_many_phones_is_one_pass(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        for _ in range(5):
            passed(own, cast, "long", 4)
    assert place(cast, "long").passes == 1


def test_a_late_report_makes_more_heat_than_an_early_one(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        counted(own, cast, 5, 60, "garbage")
    early = place(cast, "long").heat
    with transaction() as own:
        own.query(LaneTally).update({"local_day": DAY - timedelta(days=2)})
    late = place(cast, "long").heat
    assert (early.reports, late.reports) == (5, 5)
    assert late.value > early.value > place(cast, "short").heat.value


def test_heat_is_the_problems_to_be_expected_that_day(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        for days_ago in range(1, 91):
            counted(own, cast, 2, days_ago, "illegal_parking")
            counted(own, cast, 1, days_ago, "garbage")
    assert place(cast, "long").heat.value == pytest.approx(3.0, abs=0.3)
    assert place(cast, "long").heat.reports == 270


def test_reports_older_than_ninety_days_are_forgotten(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        counted(own, cast, 4, 91, "garbage")
        counted(own, cast, 1, 90, "garbage")
    assert place(cast, "long").heat.reports == 1


def test_masks_and_opinions_make_no_heat(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        counted(own, cast, 65, 1, "masks")
        counted(own, cast, 9, 1, "opinion")
    assert place(cast, "long").heat.reports == 0


def test_what_is_reported_on_the_day_or_later_is_not_known_yet(
    ctx: LaneSteward, cast: Cast
) -> None:
    with transaction() as own:
        counted(own, cast, 5, 0, "garbage")
    assert place(cast, "long").heat.reports == 0


def test_a_hotter_lane_is_worth_more(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        counted(own, cast, 5, 1, "garbage")
    assert need(cast, "long").prize > need(cast, "short").prize


def test_a_lane_that_waits_longer_is_worth_more(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        passed(own, cast, "long", 5)
        passed(own, cast, "short", 1)
    assert need(cast, "long").prize > need(cast, "short").prize


def test_a_lane_that_few_know_is_worth_more(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        passed(own, cast, "long", 2)
        for days_ago in range(2, 30):
            passed(own, cast, "short", days_ago)
    assert need(cast, "long").prize > need(cast, "short").prize


def test_a_place_given_to_a_team_is_required_of_it(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        passed(own, cast, "long", 0)
    key = ("lane", cast.lanes["long"])
    (found,) = needs([place(cast, "long")], {key: cast.other_team_id})
    assert (found.required, found.team_id) == (True, cast.other_team_id)


def test_places_of_another_community_ask_nothing(ctx: LaneSteward, cast: Cast) -> None:
    ids = {one.id for one in asked_places(session(), cast.community_id, DAY) if one.kind == "lane"}
    assert cast.lanes["theirs"] not in ids
    assert count_places(session(), cast.community_id, DAY) == 4


def test_a_courtyard_without_an_entrance_is_entered_from_its_lane(
    ctx: LaneSteward, cast: Cast
) -> None:
    with transaction() as own:
        own.query(Courtyard).update({"entrance": None})
    yard = by_key(asked_places(session(), cast.community_id, DAY))[
        "courtyard", cast.courtyards["yard"]
    ]
    assert yard.shape.distance(place(cast, "long").shape) < 2e-4
