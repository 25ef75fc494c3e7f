"""Networks of lanes: joining, snapping, telling one from another, refusing."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GridTooLarge, NotANetwork, NotFinite, OffTheNetwork, ShapeMismatch
from geo.lane_graph import LaneGraph, LaneLines, Positions
from geo.network_distance import distances
from tests.geo.networks import at, places, star, town

CORNER = [shapely.LineString([(0, 0), (100, 0)]), shapely.LineString([(100, 0), (100, 50)])]


def test_lines_meet_where_their_ends_are() -> None:
    graph = LaneLines([*CORNER, shapely.LineString([(50, -9), (50, 9)])]).graph
    assert (graph.nodes, graph.length.tolist()) == (5, [100.0, 50.0, 18.0])


def test_a_point_lies_on_the_nearest_line() -> None:
    found, away = LaneLines(CORNER).snap([(30.0, 4.0), (97.0, 30.0)])
    assert found.edge.tolist() == [0, 1]
    assert found.offset.tolist() == [30.0, 30.0]
    assert away.tolist() == [4.0, 3.0]


def test_a_point_far_outside_lies_at_an_end() -> None:
    found, away = LaneLines(CORNER).snap([(-300.0, 400.0)])
    assert (found.offset[0], away[0]) == (0.0, 500.0)


def test_no_points_and_no_lines_are_answered() -> None:
    assert LaneLines(CORNER).snap(np.zeros((0, 2)))[0].edge.size == 0
    assert LaneLines([]).graph.nodes == 0


def test_a_point_where_there_is_no_line_is_refused() -> None:
    with pytest.raises(OffTheNetwork):
        LaneLines([]).snap([(1.0, 1.0)])


def test_a_point_nowhere_is_refused() -> None:
    with pytest.raises(NotFinite):
        LaneLines(CORNER).snap([(math.nan, 1.0)])


def test_a_network_is_told_from_an_edited_one() -> None:
    assert star(3).fingerprint == star(3).fingerprint
    assert star(3).fingerprint not in {star(4).fingerprint, star(3, 1000.1).fingerprint}


@pytest.mark.parametrize(
    ("ends", "length"), [([(0, 3)], [1.0]), ([(0, 1)], [0.0]), ([(0, 1)], [math.nan])]
)
def test_what_is_no_network_is_refused(ends: list, length: list) -> None:
    with pytest.raises(NotANetwork):
        LaneGraph.of_edges(3, ends, length)


@pytest.mark.parametrize("place", [(5, 1.0), (-1, 1.0), (0, -0.1), (0, 1000.1), (0, math.nan)])
def test_a_place_off_the_network_is_refused(place: tuple[int, float]) -> None:
    with pytest.raises(OffTheNetwork):
        star(3).check(at(place))


def test_offsets_without_edges_are_refused() -> None:
    with pytest.raises(ShapeMismatch):
        star(3).check(Positions(np.array([0]), np.array([1.0, 2.0])))


def test_distances_by_hand() -> None:
    found = distances(star(3), at((0, 10.0), (0, 25.0), (1, 7.0)))
    assert found.tolist() == [[0, 15, 17], [15, 0, 32], [17, 32, 0]]


def test_a_way_round_may_be_shorter_than_the_lane_itself() -> None:
    graph = LaneGraph.of_edges(2, [(0, 1), (0, 1)], [100.0, 10.0])
    assert distances(graph, at((0, 5.0), (0, 95.0)))[0, 1] == 20.0


def test_where_no_way_leads_the_distance_is_infinite() -> None:
    graph = LaneGraph.of_edges(4, [(0, 1), (2, 3)], [5.0, 5.0])
    assert distances(graph, at((0, 1.0), (1, 1.0)))[0, 1] == math.inf


@given(st.integers(0, 999))
def test_distances_are_symmetric_and_no_detour_is_shorter(seed: int) -> None:
    graph = town(seed)
    found = distances(graph, places(graph, 6, seed))
    assert np.array_equal(found, found.T)
    detours = (found[:, :, None] + found[None, :, :]).min(axis=1)
    assert (found <= detours + 1e-9).all()


def test_a_loop_is_walked_the_shorter_way_round() -> None:
    graph = LaneGraph.of_edges(1, [(0, 0)], [100.0])
    assert distances(graph, at((0, 10.0), (0, 90.0)))[0, 1] == pytest.approx(20.0)


def test_too_many_places_are_refused() -> None:
    many = Positions(np.zeros(20_000, np.int64), np.zeros(20_000))
    with pytest.raises(GridTooLarge):
        distances(star(3), many)


def test_no_places_have_no_distances() -> None:
    assert distances(star(3), Positions(np.zeros(0, np.int64), np.zeros(0))).shape == (0, 0)
