"""Lanes to a network: junctions, snapping, chains, extra points, bad input."""

import math
import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from geo.errors import DistanceOutOfRange, NotFinite
from geo.routing.network import Network, build_network
from geo.routing.topology import Defect

STREET = LineString([(0, 0), (100, 0)])
COORDINATE = st.integers(0, 40)
LINES = st.lists(
    st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=5).map(LineString), max_size=12
)


def ends(network: Network) -> list[tuple[int, int]]:
    """Tail and head of every edge."""
    return [(edge.tail, edge.head) for edge in network.edges]


def test_two_lanes_that_cross_share_a_node() -> None:
    network = build_network([STREET, LineString([(40, -30), (40, 30)])])
    assert [edge.metres for edge in network.edges] == [40.0, 60.0, 30.0, 30.0]
    assert network.lane_edges == ((0, 1), (2, 3))
    assert network.nodes[network.edges[0].head].tolist() == [40.0, 0.0]
    assert network.edges[0].head == network.edges[2].head


@pytest.mark.parametrize("short_by", [0.0, 0.4, 1.4, -1.2])
def test_a_lane_that_misses_or_overshoots_a_street_ends_on_it(short_by: float) -> None:
    network = build_network([STREET, LineString([(30, 50), (30, short_by)])])
    assert [round(edge.metres, 6) for edge in network.edges] == [30.0, 70.0, 50.0]
    assert network.edges[2].head == network.edges[0].head
    assert network.report.of(Defect.T_JUNCTION)[0].lanes == (1, 0)


def test_ends_that_almost_meet_become_one_node_between_them() -> None:
    network = build_network([STREET, LineString([(101, 0), (200, 0)])])
    assert ends(network) == [(0, 1), (1, 2)]
    assert network.nodes[1].tolist() == [100.5, 0.0]
    assert network.report.of(Defect.GAP_CLOSED)[0].metres == 1.0


def test_a_gap_of_two_metres_and_a_half_is_reported_and_left_open() -> None:
    report = build_network([STREET, LineString([(102.5, 0), (200, 0)])]).report
    assert {finding.lanes for finding in report.of(Defect.GAP)} == {(0, 1), (1, 0)}
    assert report.pieces == 2
    assert report.of(Defect.GAP)[0] in report.waiting


def test_a_lane_drawn_twice_keeps_both_edges_and_is_reported() -> None:
    network = build_network([STREET, LineString([(100, 0.4), (50, -0.3), (0, 0)])])
    assert len(network.lane_edges[0]) == len(network.lane_edges[1])
    assert [finding.lanes for finding in network.report.of(Defect.DUPLICATE)] == [(0, 1)]


def test_a_lane_that_runs_along_another_for_a_part_overlaps_it() -> None:
    report = build_network([STREET, LineString([(60, 0), (100, 0), (100, 50)])]).report
    assert [(f.lanes, f.metres) for f in report.of(Defect.OVERLAP)] == [((0, 1), 40.0)]
    assert report.doubled_m == 40.0


def test_a_ring_is_a_loop_and_says_so() -> None:
    ring = LineString([(0, 0), (10, 0), (10, 10), (0, 0)])
    network = build_network([ring])
    assert ends(network) == [(0, 0)]
    assert network.report.of(Defect.SELF_LOOP)[0].metres == pytest.approx(ring.length)


def test_a_lane_that_crosses_itself_is_noded_there() -> None:
    eight = LineString([(0, 0), (20, 0), (20, 10), (10, 10), (10, -10)])
    network = build_network([eight])
    assert ends(network) == [(0, 2), (2, 2), (2, 1)]
    assert sum(edge.metres for edge in network.edges) == pytest.approx(eight.length)


def test_a_lane_whose_end_comes_back_to_its_middle_is_noded_there() -> None:
    network = build_network([LineString([(0, 0), (20, 0), (20, 10), (10, 10), (10, 1)])])
    assert len(network.nodes) == 2
    assert len(network.lane_edges[0]) == 2


def test_a_lane_without_length_has_no_edges() -> None:
    network = build_network([LineString([(5, 5), (5, 5)]), STREET, LineString()])
    assert network.lane_edges == ((), (0,), ())
    assert [finding.lanes for finding in network.report.of(Defect.ZERO_LENGTH)] == [(0,), (2,)]


def test_a_lane_shorter_than_the_snapping_is_a_loop_and_joins_its_neighbours() -> None:
    network = build_network(
        [STREET, LineString([(100, 0), (101, 0)]), LineString([(101, 0), (150, 0)])]
    )
    assert ends(network) == [(0, 1), (1, 1), (1, 2)]
    assert network.edges[1].metres == 1.0
    assert network.report.of(Defect.TOO_SHORT)[0].lanes == (1,)


def test_an_island_is_named_with_its_lanes() -> None:
    network = build_network(
        [STREET, LineString([(0, 90), (9, 90)]), LineString([(9, 90), (9, 99)])]
    )
    assert [(f.lanes, f.metres) for f in network.report.of(Defect.ISLAND)] == [((1, 2), 18.0)]


def test_no_lanes_are_an_empty_network() -> None:
    network = build_network([], [Point(0, 0)])
    assert (network.nodes.shape, network.edges, network.point_nodes) == ((0, 2), (), (None,))
    assert network.report.counts == {Defect.POINT_TOO_FAR: 1}


def test_one_lane_is_one_edge_with_two_dead_ends() -> None:
    report = build_network([STREET]).report
    assert report.counts == {Defect.DEAD_END: 2}
    assert report.waiting == ()


def test_a_point_splits_the_edge_that_is_nearest() -> None:
    network = build_network(
        [STREET], [Point(30, 10), Point(30.5, -4), Point(99.5, 1), Point(0, 51)]
    )
    node, again, end, far = network.point_nodes
    assert (node, again, end, far) == (2, 2, 1, None)
    assert network.nodes[2].tolist() == [30.0, 0.0]
    assert [edge.metres for edge in network.edges] == [30.0, 70.0]
    assert network.report.of(Defect.POINT_TOO_FAR)[0].lanes == (3,)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_coordinate_that_is_not_finite_is_refused_with_its_place(bad: float) -> None:
    with np.errstate(invalid="ignore"), pytest.raises(NotFinite) as caught:
        build_network([STREET, LineString([(0, 0), (bad, 1)])])
    assert caught.value.path == "/lines/1"


@pytest.mark.parametrize("bad", [-1.0, math.nan, 1e9])
def test_a_snapping_distance_of_no_sense_is_refused(bad: float) -> None:
    with pytest.raises(DistanceOutOfRange):
        build_network([STREET], snap_m=bad)


@given(LINES)
def test_every_lane_is_the_chain_of_its_edges(lines: list[LineString]) -> None:
    network = build_network(lines)
    for lane, edges in enumerate(network.lane_edges):
        assert bool(edges) == (lines[lane].length > 0)
        chain = [network.edges[edge] for edge in edges]
        assert all(a.head == b.tail for a, b in pairwise(chain))
        assert all(edge.lane == lane and edge.metres > 0 for edge in chain)


@given(LINES)
def test_edges_begin_and_end_at_their_nodes_and_nodes_lie_apart(lines: list[LineString]) -> None:
    network = build_network(lines, snap_m=0.5)
    for edge in network.edges:
        assert np.allclose(edge.line.coords[0], network.nodes[edge.tail], atol=0.5)
        assert np.allclose(edge.line.coords[-1], network.nodes[edge.head], atol=0.5)
    apart = np.hypot(*(network.nodes[:, None] - network.nodes[None]).transpose(2, 0, 1))
    assert (apart + np.eye(len(apart)) > 0.3).all()


@given(LINES)
def test_the_same_lanes_give_the_same_network(lines: list[LineString]) -> None:
    assert ends(build_network(lines)) == ends(build_network(lines))


@pytest.mark.matrix
def test_ten_thousand_lanes_take_seconds() -> None:
    lines = [LineString([(i * 50, 0), (i * 50, 5000)]) for i in range(100)]
    lines += [LineString([(0, j * 50), (4950, j * 50)]) for j in range(100)]
    lines += [
        LineString([(i * 50, j * 50), (i * 50 + 9, j * 50 + 9)])
        for i in range(99)
        for j in range(99)
    ]
    began = time.process_time()
    network = build_network(lines)
    assert len(network.report.of(Defect.ISLAND)) == 0
    assert time.process_time() - began < 60.0  # a runaway, not a measure: that is in the benchmarks
