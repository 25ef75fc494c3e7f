"""Heirs of lines: splits, merges, crossings, drawings that differ a little."""

import math
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString
from shapely.ops import substring

from geo.errors import DistanceOutOfRange, EmptyLane
from geo.heirs import TOLERANCE_M, Heir, heirs

STREET = LineString([(0, 0), (60, 0), (60, 40)])
METRE = st.integers(-200, 200).map(float)
LINES = st.lists(st.tuples(METRE, METRE), min_size=2, max_size=6, unique=True).map(LineString)


def by_pair(found):
    return {(heir.old, heir.new): heir.share for heir in found}


def test_a_lane_in_two_hands_its_history_to_both_by_length():
    halves = [substring(STREET, 0, 70), substring(STREET, 70, 100)]
    assert by_pair(heirs([STREET], halves)) == {(0, 0): 0.7, (0, 1): 0.3}


def test_two_lanes_in_one_hand_it_all_of_theirs():
    parts = [substring(STREET, 0, 70), substring(STREET, 70, 100)]
    assert by_pair(heirs(parts, [STREET])) == {(0, 0): 1.0, (1, 0): 1.0}


def test_a_drawing_that_differs_by_metres_is_the_same_lane():
    moved = shapely.transform(STREET.reverse(), lambda at: np.add(at, (3.0, -2.0)))
    assert by_pair(heirs([STREET], [moved]))[0, 0] >= 0.9


def test_a_lane_that_only_crosses_carries_nothing_on():
    crossing = LineString([(30, -50), (30, 50)])
    assert heirs([STREET], [crossing]) == []
    assert heirs([STREET], [STREET, crossing]) == [Heir(0, 0, 1.0)]


def test_a_parallel_lane_beyond_the_tolerance_carries_nothing_on():
    apart = LineString([(0, TOLERANCE_M + 0.1), (60, TOLERANCE_M + 0.1)])
    assert heirs([LineString([(0, 0), (60, 0)])], [apart]) == []


def test_the_nearer_of_two_parallel_lanes_carries_it_on():
    old = LineString([(0, 0), (60, 0)])
    near, far = LineString([(0, 1), (60, 1)]), LineString([(0, -4), (60, -4)])
    assert heirs([old], [far, near]) == [Heir(0, 1, 1.0)]


def test_the_end_of_the_next_lane_is_no_heritage():
    old, beyond = LineString([(0, 0), (200, 0)]), LineString([(200, 0), (300, 0)])
    assert heirs([old], [beyond], least_share=0.0) == []


def test_an_overlap_that_is_shorter_than_a_junction_is_left_out():
    old, piece = LineString([(0, 0), (200, 0)]), LineString([(0, 0), (9, 0)])
    assert heirs([old], [piece]) == []
    assert heirs([old], [piece], least_share=0.0) == [Heir(0, 0, 0.045)]


@given(old=LINES, new=st.lists(LINES, max_size=5))
def test_shares_lie_between_0_and_1_and_sum_to_1_at_most(old, new):
    shares = [heir.share for heir in heirs([old], new, least_share=0.0)]
    assert all(0 < share <= 1 for share in shares)
    assert math.fsum(shares) <= 1


@given(line=LINES, cuts=st.lists(st.integers(1, 99), max_size=4, unique=True))
def test_the_parts_of_a_lane_carry_on_its_whole_length(line, cuts):
    ends = [0, *sorted(cuts), 100]
    parts = [substring(line, a / 100, b / 100, normalized=True) for a, b in pairwise(ends)]
    shares = [heir.share for heir in heirs([line], parts, least_share=0.0)]
    turns = 2 * (len(line.coords) + len(parts)) / math.ceil(line.length)
    assert math.fsum(shares) >= 1 - turns - 1e-4


@given(line=LINES, other=LINES)
def test_which_way_a_line_is_drawn_does_not_matter(line, other):
    there = sum(heir.share for heir in heirs([line], [other], least_share=0.0))
    back = sum(heir.share for heir in heirs([line], [other.reverse()], least_share=0.0))
    assert there == pytest.approx(back, abs=0.02)


def test_nothing_old_or_nothing_new_gives_no_heirs():
    assert heirs([], [STREET]) == heirs([STREET], []) == []


def test_a_line_without_length_has_no_history():
    with pytest.raises(EmptyLane):
        heirs([LineString([(1, 1), (1, 1)])], [STREET])


@pytest.mark.parametrize("tolerance", [0.0, -1.0, math.nan, math.inf])
def test_a_tolerance_that_is_none_is_refused(tolerance):
    with pytest.raises(DistanceOutOfRange):
        heirs([STREET], [STREET], tolerance)
