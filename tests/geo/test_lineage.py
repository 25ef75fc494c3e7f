"""History over merges and splits, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import NotAdjacency, ShapeMismatch, WeightOutOfRange
from geo.lineage import inherited

HALVES = [(0, 1, 0.5), (0, 2, 0.5)]


def test_a_lane_cut_in_two_hands_on_half_its_finds_and_all_its_passes() -> None:
    found, passes = inherited([[6], [0], [0]], [[10], [0], [0]], [100, 50, 50], HALVES)
    assert found[:, 0].tolist() == [6, 3, 3]
    assert passes[:, 0].tolist() == [10, 10, 10]


def test_two_lanes_made_one_hand_on_all_finds_and_their_mean_passes() -> None:
    links = [(0, 2, 1.0), (1, 2, 1.0)]
    found, passes = inherited([[6], [2], [0]], [[10], [4], [0]], [60, 30, 90], links)
    assert found[2, 0] == 8
    assert passes[2, 0] == pytest.approx((10 * 60 + 4 * 30) / 90)


def test_what_comes_after_the_change_is_added() -> None:
    found, passes = inherited([[6, 0], [0, 5]], [[10, 0], [0, 7]], [80, 80], [(0, 1, 1.0)])
    assert (found[1].tolist(), passes[1].tolist()) == ([6, 5], [10, 7])


def test_history_goes_through_generations_in_whatever_order_they_are_named() -> None:
    links = [(1, 2, 0.5), (0, 1, 0.5)]
    found, passes = inherited([[8], [0], [0]], [[3], [0], [0]], [40, 20, 10], links)
    assert (found[2, 0], passes[2, 0]) == (2, 3)


def test_a_piece_that_is_no_lane_any_more_keeps_its_history_to_itself() -> None:
    found, _ = inherited([[10], [0]], [[1], [0]], [100, 30], [(0, 1, 0.3)])
    assert found[1, 0] == pytest.approx(3)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=9), st.floats(0.01, 0.99))
def test_splits_neither_lose_nor_make_events(daily: list[int], share: float) -> None:
    nothing = [0] * len(daily)
    events = [daily, nothing, nothing]
    found, _ = inherited(events, events, [9, 4, 5], [(0, 1, share), (0, 2, 1 - share)])
    assert found[1:].sum() == pytest.approx(sum(daily))


def test_what_was_handed_in_is_left_as_it_was() -> None:
    events = np.array([[6.0], [0.0], [0.0]])
    inherited(events, events, [100, 50, 50], HALVES)
    assert events[:, 0].tolist() == [6, 0, 0]


def test_lanes_that_inherit_in_a_circle_are_refused() -> None:
    with pytest.raises(NotAdjacency):
        inherited([[1], [1]], [[1], [1]], [1, 1], [(0, 1, 1.0), (1, 0, 1.0)])


@pytest.mark.parametrize("link", [(0, 0, 1.0), (0, 5, 1.0), (-1, 0, 1.0)])
def test_a_link_to_nowhere_is_refused(link: tuple[int, int, float]) -> None:
    with pytest.raises(NotAdjacency):
        inherited([[1], [1]], [[1], [1]], [1, 1], [link])


@pytest.mark.parametrize("links", [[(0, 1, 0.0)], [(0, 1, 1.1)], [(0, 1, 0.6), (0, 2, 0.6)]])
def test_more_than_the_whole_of_a_lane_is_not_given_away(links: list) -> None:
    with pytest.raises(WeightOutOfRange):
        inherited([[1]] * 3, [[1]] * 3, [1, 1, 1], links)


def test_records_of_different_shapes_are_refused() -> None:
    with pytest.raises(ShapeMismatch):
        inherited([[1]], [[1, 2]], [1], [])
