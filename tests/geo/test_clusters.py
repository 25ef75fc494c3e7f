"""The product's cluster flag: planted clusters are found, uniform communities are left alone."""

import numpy as np
import pytest
from numpy.typing import NDArray

from geo.clusters import clusters
from geo.errors import NotAdjacency, ShapeMismatch, WeightOutOfRange
from geo.permuting import chances
from tests.geo.communities import EVEN, FIVE_TO_ONE, blocks

rng = np.random.default_rng
PAIRS = blocks()
CORNER = np.array([0, 1, 2, 10, 11, 12])


def share_flagged(mean: float, passes: NDArray[np.float64], communities: int) -> float:
    """Share of uniform communities in which anything is flagged."""
    expected = mean * passes / passes.min()
    found = [
        clusters(rng(seed).poisson(expected), passes, PAIRS, seed).flag.any()
        for seed in range(communities)
    ]
    return float(np.mean(found))


def test_a_planted_cluster_is_found_and_nothing_else() -> None:
    rate = np.full(60, 0.2)
    rate[CORNER] = 2.0
    found = clusters(rng(1).poisson(rate * EVEN), EVEN, PAIRS)
    assert set(np.flatnonzero(found.flag)) <= set(CORNER)
    assert found.flag[CORNER].sum() >= 3


def test_a_cluster_of_patrols_is_no_cluster_of_problems() -> None:
    passes = np.where(np.isin(np.arange(60), CORNER), 50.0, 10.0)
    assert not clusters(passes * 0.2, passes, PAIRS).flag.any()


def test_a_lane_with_no_more_than_expected_is_not_flagged_for_its_neighbours() -> None:
    events = np.full(60, 2.0)
    events[[1, 10, 12, 21]] = 30.0
    events[11] = 0.0
    assert not clusters(events, EVEN, PAIRS).flag[11]


@pytest.mark.parametrize("passes", [EVEN, FIVE_TO_ONE])
@pytest.mark.parametrize("mean", [0.2, 1.0])
def test_few_uniform_communities_have_a_flag(mean: float, passes: NDArray[np.float64]) -> None:
    assert share_flagged(mean, passes, 150) <= 0.09  # 5 %, and two deviations of 150


@pytest.mark.matrix
@pytest.mark.parametrize("passes", [EVEN, FIVE_TO_ONE])
@pytest.mark.parametrize("mean", [0.2, 0.5, 1.0, 5.0])
def test_at_most_one_uniform_community_in_twenty_has_a_flag(
    mean: float, passes: NDArray[np.float64]
) -> None:
    assert share_flagged(mean, passes, 2000) <= 0.05


def test_the_same_seed_gives_the_same_answer() -> None:
    events = rng(3).poisson(2.0, 60)
    assert np.array_equal(clusters(events, EVEN, PAIRS, 7).q, clusters(events, EVEN, PAIRS, 7).q)


def test_chances_agree_with_all_deals_written_out() -> None:
    # Place 0 beside 1: of the three others' values 5, 1, 3 two are as high as the 3 at place 1.
    values = np.array([9.0, 3.0, 1.0, 5.0])
    starts, beside = np.array([0, 1, 1, 1, 1]), np.array([1])
    found = chances(values, starts, beside, 10**9, 20_000, 1)
    assert found[0] == pytest.approx(2 / 3, abs=0.02)
    assert found[1:].tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("events", [np.zeros(60), np.full(60, 3.0)])
def test_nothing_is_flagged_where_nothing_stands_out(events: NDArray[np.float64]) -> None:
    found = clusters(events, EVEN, PAIRS)
    assert not found.flag.any()
    assert np.isfinite(found.z).all()


def test_lanes_that_nobody_passed_have_no_residual() -> None:
    found = clusters([4.0, 5.0, 9.0], [10.0, 10.0, 0.0], [(0, 1), (1, 2)])
    assert found.residual[2] == 0.0


@pytest.mark.parametrize("pairs", [[], [(0, 1)]])
def test_lone_lanes_are_answered(pairs: list[tuple[int, int]]) -> None:
    assert not clusters([1.0, 9.0], [1.0, 1.0], pairs).flag.any()


def test_no_lanes_are_answered() -> None:
    assert clusters([], [], []).flag.size == 0


def test_what_does_not_belong_together_is_refused() -> None:
    with pytest.raises(ShapeMismatch):
        clusters([1.0], [1.0, 2.0], [])
    with pytest.raises(WeightOutOfRange):
        clusters([-1.0], [1.0], [])
    with pytest.raises(NotAdjacency):
        clusters([1.0], [1.0], [(0, 0)])
