"""Rows go into a community's tables, and only there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from shapely import LineString, Point, Polygon
from sqlalchemy import func, select

from app.db import session, transaction
from app.errors import InvalidInput
from app.people.areas import community
from app.places.imports.load import Counts, load_places
from app.places.imports.rows import Names, PlaceKind, PlaceRow, no_progress
from app.places.models import Courtyard, Facility, Lane
from tests.app.reports.reporting import put

TODAY = date(2026, 4, 1)
LINE = LineString([(91.1335, 29.6525), (91.1355, 29.6525)])
YARD = Polygon([(91.1, 29.6), (91.2, 29.6), (91.2, 29.7), (91.1, 29.6)])


def lane(code, geometry=LINE, names=Names(en="New"), **attributes):  # noqa: B008 - frozen
    return PlaceRow(PlaceKind.LANE, code, names, geometry, f"way {code}", attributes)


def yard(**attributes):
    return PlaceRow(PlaceKind.COURTYARD, "Y1", Names(), YARD, "feature 1", attributes)


@pytest.fixture
def load(cast, app):
    """Load rows into the cast's community in a transaction of their own."""

    def run(*rows, community_id=cast.community_id, progress=no_progress, **options):
        with transaction() as s:
            place = community(s, community_id)
            return load_places(s, place, rows, progress, **{"today": TODAY, **options})

    with app.app_context():
        yield run


def lanes(community_id):
    chosen = select(Lane).where(Lane.community_id == community_id).order_by(Lane.code)
    return {lane.code: lane for lane in session().scalars(chosen)}


def test_a_new_lane_is_written_with_all_that_is_known(load, cast):
    load(lane("N1", lit=True, width_m=2.0, surface="sett"), source="town.osm")
    new = lanes(cast.community_id)["N1"]
    assert (new.name_en, new.name_zh, new.lit, new.width_m) == ("New", "", True, 2.0)
    assert (new.surface, new.valid_from, new.source) == ("sett", TODAY, "town.osm way N1")


def test_a_lanes_length_is_what_postgis_measures(load, cast):
    load(lane("N1"))
    metres = session().scalar(
        select(func.ST_Length(func.geography(Lane.geom))).where(Lane.code == "N1")
    )
    assert lanes(cast.community_id)["N1"].length_m == pytest.approx(metres, abs=1e-6)


def test_a_courtyard_and_a_facility_are_written(load):
    load(
        yard(households=12),
        PlaceRow(PlaceKind.FACILITY, "F1", Names(), Point(91, 29), "f 2", {"facility": "lamp"}),
        PlaceRow(PlaceKind.FACILITY, "F2", Names(), YARD, "f 3", {"facility": "bike_parking"}),
    )
    assert session().scalar(select(Courtyard.households).where(Courtyard.code == "Y1")) == 12
    assert list(session().scalars(select(Facility.kind).order_by(Facility.code))) == [
        "lamp",
        "bike_parking",
    ]


def test_a_courtyard_is_entered_from_the_lane_that_it_names(load, cast):
    load(yard(lane="L2"))
    entered = select(Courtyard.lane_id).where(Courtyard.code == "Y1")
    assert session().scalar(entered) == cast.lanes["short"]


def test_a_courtyard_may_name_a_lane_of_the_same_file(load, cast):
    load(yard(lane="N1"), lane("N1"))
    entered = select(Courtyard.lane_id).where(Courtyard.code == "Y1")
    assert session().scalar(entered) == lanes(cast.community_id)["N1"].id


@pytest.mark.parametrize("code", ["X9", "E1"])
def test_a_courtyard_of_a_lane_that_is_not_here_stops_all(load, cast, code):
    with pytest.raises(InvalidInput):
        load(lane("N1"), yard(lane=code))
    assert "N1" not in lanes(cast.community_id)


def test_a_known_code_is_updated_where_it_is(load, cast):
    summary = load(lane("L1", LineString([(91.1335, 29.6525), (91.1337, 29.6525)])))
    after = lanes(cast.community_id)["L1"]
    assert (after.id, after.name_en, after.name_zh) == (cast.lanes["long"], "New", "长巷")
    assert after.length_m == pytest.approx(19.36, abs=0.01)
    assert summary.counts[PlaceKind.LANE] == Counts(changed=1, missing=2)


def test_loading_the_same_twice_changes_nothing(load, cast):
    load(lane("N1", width_m=2.0))
    before = community(session(), cast.community_id).place_revision
    assert load(lane("N1", width_m=2.0)).counts[PlaceKind.LANE].unchanged == 1
    assert community(session(), cast.community_id).place_revision == before


def test_a_change_of_places_counts_their_revision_up(load, cast):
    before = community(session(), cast.community_id).place_revision
    load(lane("N1"))
    assert community(session(), cast.community_id).place_revision == before + 1


def test_a_lane_that_the_file_lacks_stays(load, cast):
    load(lane("N1"))
    assert all(lane.valid_to is None for lane in lanes(cast.community_id).values())


def test_missing_lanes_are_ended_where_asked(load, cast):
    summary = load(lane("L1"), end_missing=True)
    live = [lane.code for lane in lanes(cast.community_id).values() if lane.valid_to is None]
    assert (live, summary.counts[PlaceKind.LANE].ended) == (["L1"], 2)


def test_a_lane_begun_today_ends_tomorrow(load, cast):
    load(lane("N1"))
    load(lane("L1"), end_missing=True)
    assert lanes(cast.community_id)["N1"].valid_to == date(2026, 4, 2)


def test_a_file_of_lanes_ends_no_courtyard(load):
    load(lane("L1"), end_missing=True)
    assert session().scalar(select(func.count()).where(Courtyard.valid_to.is_not(None))) == 0


def test_a_file_of_another_community_touches_no_lane_here(load, cast):
    load(lane("L1"), community_id=cast.elsewhere_id, end_missing=True)
    assert lanes(cast.community_id)["L1"].name_en == ""
    assert lanes(cast.community_id)["L2"].valid_to is None


def test_an_ended_code_may_begin_again(load, cast):
    load(lane("N1"), end_missing=True, today=date(2026, 3, 1))
    load(lane("L1"))
    rows = session().scalars(select(Lane).where(Lane.code == "L1").order_by(Lane.valid_from))
    assert [row.valid_to for row in rows] == [date(2026, 3, 1), None]


def test_progress_ends_at_all_rows(load):
    calls = []
    load(lane("N1"), lane("L1"), progress=lambda *done: calls.append(done))
    assert (calls[0], calls[-1]) == ((0, 2), (2, 2))


def test_a_pin_is_taken_while_an_import_is_under_way(load, cast, browser_of):
    def pin_meanwhile(done, _total):
        answer = pool.submit(put, browser_of(cast.drolma)).result(timeout=5)
        taken.append(answer.status_code)

    taken, pool = [], ThreadPoolExecutor(1)
    load(lane("N1"), progress=pin_meanwhile)
    assert set(taken) == {201}
