"""The drawn quarter keeps the promises that lanes and courtyards of a town keep."""

from itertools import combinations

import pytest
import shapely
from shapely import Point, STRtree, box

from app.demo.town import CENTRE, Courtyard, Lane, Town, build_town, to_wgs84
from app.demo.town_plan import LaneKind, junction, planned_lanes


@pytest.fixture(scope="module")
def town() -> Town:
    return build_town()


def test_the_quarter_has_about_60_lanes_and_40_courtyards(town: Town) -> None:
    assert 55 <= len(town.lanes) <= 66
    assert len(town.courtyards) == 40


def test_every_lane_is_40_to_350_metres_long(town: Town) -> None:
    assert all(40 <= lane.line.length <= 350 for lane in town.lanes)


def test_no_lane_crosses_itself(town: Town) -> None:
    assert all(lane.line.is_simple for lane in town.lanes)


def test_lanes_meet_only_at_vertices_that_both_have(town: Town) -> None:
    for one, other in combinations(town.lanes, 2):
        shared = set(one.line.coords) & set(other.line.coords)
        assert shapely.intersection(one.line, other.line).equals(shapely.MultiPoint(list(shared)))


def test_lanes_still_share_their_vertices_on_earth(town: Town) -> None:
    for one, other in combinations(town.lanes, 2):
        near = set(one.line.coords) & set(other.line.coords)
        far = set(to_wgs84(one.line).coords) & set(to_wgs84(other.line).coords)
        assert len(near) == len(far)


def test_one_can_walk_from_every_lane_to_every_other(town: Town) -> None:
    reached, frontier = set(), set(town.lanes[0].line.coords)
    while frontier:
        reached |= frontier
        meeting = [lane for lane in town.lanes if reached & set(lane.line.coords)]
        frontier = {xy for lane in meeting for xy in lane.line.coords} - reached
    assert all(set(lane.line.coords) <= reached for lane in town.lanes)


def test_every_junction_of_the_plan_is_a_vertex_of_its_lanes(town: Town) -> None:
    for plan, lane in zip(planned_lanes(), town.lanes, strict=True):
        assert {junction(name) for name in plan.via} <= set(lane.line.coords)


def test_the_ring_goes_once_round_the_temple(town: Town) -> None:
    ring = [lane.line for lane in town.lanes if lane.kind is LaneKind.RING]
    (face,) = shapely.polygonize([shapely.union_all(ring)]).geoms
    assert face.contains(town.temple)


def test_courtyards_do_not_overlap(town: Town) -> None:
    yards = [yard.outline for yard in town.courtyards]
    assert all(one.disjoint(other) for one, other in combinations(yards, 2))


def test_no_lane_runs_through_a_courtyard_or_the_temple(town: Town) -> None:
    ground = [*(yard.outline for yard in town.courtyards), town.temple]
    walked = shapely.union_all([lane.line.buffer(lane.width_m / 2) for lane in town.lanes])
    assert all(piece.is_valid and piece.disjoint(walked) for piece in ground)


def test_every_courtyard_is_entered_from_its_lane(town: Town) -> None:
    lines = {lane.code: lane.line for lane in town.lanes}
    for yard in town.courtyards:
        assert lines[yard.lane_code].distance(yard.entrance) < 1e-6
        assert yard.entrance.distance(yard.outline) < 20


def test_some_courtyards_are_l_shaped(town: Town) -> None:
    hull_share = [y.outline.area / y.outline.convex_hull.area for y in town.courtyards]
    assert 5 <= sum(share < 0.9 for share in hull_share) <= 20


def test_houses_stand_neither_on_courtyards_nor_on_lanes(town: Town) -> None:
    walked = shapely.union_all([lane.line.buffer(1.0) for lane in town.lanes])
    tree = STRtree([yard.outline.buffer(-0.5) for yard in town.courtyards] + [walked])
    assert not tree.query(list(town.houses), predicate="overlaps").size
    assert not tree.query(list(town.houses), predicate="within").size


def test_facilities_stand_in_lanes(town: Town) -> None:
    walked = shapely.union_all([lane.line.buffer(lane.width_m / 2 + 0.5) for lane in town.lanes])
    assert all(walked.covers(thing.shape.centroid) for thing in town.facilities)


def test_codes_and_names_are_unique(town: Town) -> None:
    places: list[Lane | Courtyard] = [*town.lanes, *town.courtyards]
    names = [(p.code, p.name.zh, p.name.bo, p.name.en) for p in places]
    assert all(len(set(column)) == len(places) for column in zip(*names, strict=True))


def test_the_quarter_lies_in_the_old_town_of_lhasa(town: Town) -> None:
    lon, lat = CENTRE
    around = box(lon - 0.004, lat - 0.004, lon + 0.004, lat + 0.004)
    assert around.contains(to_wgs84(town.outline))
    assert to_wgs84(Point(0, 0)).distance(Point(CENTRE)) < 1e-6


def test_the_same_seed_draws_the_same_quarter_and_another_seed_another() -> None:
    assert build_town.__wrapped__(7) == build_town.__wrapped__(7)
    assert build_town.__wrapped__(8) != build_town.__wrapped__(7)
