"""Lanes that are split or merged: what carries their history on."""

from datetime import date, time

import pytest
from shapely import LineString
from sqlalchemy import func, select

from app.db import session, transaction
from app.people.areas import community
from app.places.hours import Hours
from app.places.imports.load import load_places
from app.places.imports.rows import Names, PlaceKind, PlaceRow, no_progress
from app.places.models import Courtyard, Lane, LaneLineage
from app.places.policies import EVERY_DAY, Policy, policy_of, set_policy
from tests.cast import EAST, NORTH

TODAY = date(2026, 4, 1)
LENGTH = 0.002  # degrees east that the cast's lane `long` (L1) measures


def lane(code, start=0.0, end=1.0):
    """Return a row that runs along L1 from one share of its length to another."""
    line = LineString([(EAST + LENGTH * start, NORTH), (EAST + LENGTH * end, NORTH)])
    return PlaceRow(PlaceKind.LANE, code, Names(), line, f"way {code}")


@pytest.fixture
def load(cast, app):
    """Load rows into the cast's community and end what they lack."""

    def run(*rows, end_missing=True):
        with transaction() as s:
            place = community(s, cast.community_id)
            options = {"today": TODAY, "end_missing": end_missing}
            return load_places(s, place, rows, no_progress, **options)

    with app.app_context():
        yield run


def shares():
    """Return what the table says: code of the old and of the new lane, and the share."""
    new = select(Lane.code).where(Lane.id == LaneLineage.to_lane_id).scalar_subquery()
    old = select(Lane.code).where(Lane.id == LaneLineage.from_lane_id).scalar_subquery()
    rows = session().execute(select(old, new, LaneLineage.share).order_by(old, new))
    return [(a, b, round(share, 2)) for a, b, share in rows]


def test_a_split_lane_is_carried_on_by_its_parts(load):
    summary = load(lane("N1", 0.0, 0.7), lane("N2", 0.7, 1.0))
    assert shares() == [("L1", "N1", 0.7), ("L1", "N2", 0.3)]
    assert [(one.old, one.new) for one in summary.lineage] == [("L1", "N1"), ("L1", "N2")]


def test_merged_lanes_are_carried_on_by_the_one_in_their_place(load):
    load(lane("N1", 0.0, 0.5), lane("N2", 0.5, 1.0))
    load(lane("M", 0.0, 1.0))
    assert shares()[2:] == [("N1", "M", 1.0), ("N2", "M", 1.0)]


def test_a_lane_that_grows_over_an_ended_one_carries_it_on(load):
    load(lane("N1", 0.0, 0.5), lane("N2", 0.5, 1.0))
    load(lane("N1", 0.0, 1.0))
    assert ("N2", "N1", 1.0) in shares()


def test_a_lane_that_did_not_change_carries_nothing_on(load):
    load(lane("N1"), lane("N2"))
    load(lane("N1"))
    assert not [pair for pair in shares() if pair[0] == "N2"]


def test_without_ending_there_is_nothing_to_carry_on(load):
    assert load(lane("N1"), end_missing=False).lineage == ()
    assert shares() == []


def test_an_ended_lane_stays_as_it_was_with_its_last_day(load, cast):
    before = session().get_one(Lane, (cast.community_id, cast.lanes["long"])).length_m
    load(lane("N1"))
    ended = session().get_one(Lane, (cast.community_id, cast.lanes["long"]), populate_existing=True)
    assert (ended.valid_to, ended.length_m) == (TODAY, before)


def test_a_courtyard_is_entered_from_the_largest_heir(load, cast):
    load(lane("N1", 0.0, 0.7), lane("N2", 0.7, 1.0))
    entry = select(Lane.code).join(Courtyard, Courtyard.lane_id == Lane.id)
    assert session().scalar(entry.where(Courtyard.id == cast.courtyards["yard"])) == "N1"


EARLIER = date(2026, 1, 1)
WEEKLY = Policy(7, Hours(time(18), time(20)))


def policy(code, changed_to=None):
    """Return the policy of a live lane, or give it one, as of long ago."""
    one = session().scalars(select(Lane).where(Lane.code == code, Lane.valid_to.is_(None))).one()
    if changed_to:
        one.valid_from = EARLIER
        set_policy(session(), one, changed_to, EARLIER)
        session().commit()
    return policy_of(session(), one, TODAY)


def test_the_parts_are_due_as_the_lane_was_and_at_its_hours(load):
    policy("L1", WEEKLY)
    load(lane("N1", 0.0, 0.7), lane("N2", 0.7, 1.0))
    assert (policy("N1"), policy("N2")) == (WEEKLY, WEEKLY)


def test_a_lane_in_the_place_of_two_is_due_as_the_stricter(load):
    load(lane("N1", 0.0, 0.5), lane("N2", 0.5, 1.0))
    policy("N1", WEEKLY)
    policy("N2", Policy(3, WEEKLY.hours))
    load(lane("M", 0.0, 1.0))
    assert policy("M") == Policy(3, WEEKLY.hours)


def test_an_older_lane_that_grows_keeps_what_it_asked_for_itself(load):
    load(lane("N1", 0.0, 0.5), lane("N2", 0.5, 1.0))
    policy("N1", EVERY_DAY)
    policy("N2", WEEKLY)
    load(lane("N1", 0.0, 1.0))
    assert policy("N1") == EVERY_DAY


def test_a_lane_of_another_community_carries_nothing_on(load, cast):
    load(lane("N1", 0.0, 0.5))
    assert (
        session().scalar(select(func.count()).where(LaneLineage.community_id != cast.community_id))
        == 0
    )
