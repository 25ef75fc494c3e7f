"""Gi* against published values of R's spdep, esda's own example and hand; q against hand."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from geo.errors import NotAdjacency, NotFinite, ShapeMismatch, WeightOutOfRange
from geo.getis import adjacency, benjamini_hochberg, gi_star, two_sided, with_self
from tests.geo.communities import blocks

VALUES = st.lists(st.integers(-50, 50), min_size=60, max_size=60)
BOARD = adjacency(blocks(), 60)


@pytest.fixture(scope="module")
def columbus(shared_data: Path) -> tuple[dict[str, np.ndarray], sparse.csr_array]:
    """Columns of the peer's table and its weights, without self."""
    with (shared_data / "hotspots" / "gistar" / "columbus.csv").open() as file:
        rows = list(csv.DictReader(file))
    table = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    with (shared_data / "hotspots" / "gistar" / "columbus_weights.csv").open() as file:
        pairs = [(int(row["i"]), int(row["j"])) for row in csv.DictReader(file)]
    return table, adjacency(pairs, len(rows))


def test_binary_gi_star_is_that_of_spdep(columbus) -> None:
    table, weights = columbus
    found = gi_star(table["v"], with_self(weights))
    assert found == pytest.approx(table["spdep_localG_star_B"], rel=1e-12, abs=1e-12)


def test_row_standardised_gi_star_is_that_of_spdep(columbus) -> None:
    table, weights = columbus
    found = gi_star(table["v"], with_self(weights, row=True))
    assert found == pytest.approx(table["spdep_localG_star_W"], rel=1e-12, abs=1e-12)


def test_esdas_row_standardised_score_is_ours_deflated_as_said(columbus) -> None:
    table, weights = columbus
    k = np.diff(weights.indptr) + 1.0
    deflated = gi_star(table["v"], with_self(weights)) * np.sqrt((49 / k - 1) / 48)
    assert deflated == pytest.approx(table["Z_R_star"], rel=1e-9)


def test_false_discovery_rates_are_those_of_spdep(columbus) -> None:
    table, weights = columbus
    q = benjamini_hochberg(two_sided(gi_star(table["v"], with_self(weights))))
    assert q == pytest.approx(table["spdep_fdr_p"], rel=1e-9)


def test_esdas_example_is_met(shared_data: Path) -> None:
    points = np.loadtxt(
        shared_data / "hotspots" / "gistar" / "doc6_points.csv", delimiter=",", skiprows=1
    )
    pairs = [(i, j) for i in range(6) for j in range(i) if math.dist(points[i], points[j]) <= 15]
    found = gi_star([2, 3, 3.2, 5, 8, 7], with_self(adjacency(pairs, 6)))
    expected = [-1.3972762620115, -0.2891776156271, 0.6506496351610, -0.2891776156271]
    assert found[:4] == pytest.approx(expected, rel=1e-9)


def test_three_lanes_in_a_row_by_hand() -> None:
    # Mean 2, deviation sqrt(2/3): the end and its neighbour have 3 of 4 expected, spread 1.
    z = gi_star([1, 2, 3], with_self(adjacency([(0, 1), (1, 2)], 3)))
    assert z.tolist() == pytest.approx([-1 / math.sqrt(2 / 3), 0.0, 1 / math.sqrt(2 / 3)])


@given(VALUES, st.floats(0.1, 10))
def test_multiplying_a_row_of_weights_changes_nothing(values: list[int], factor: float) -> None:
    weights = with_self(BOARD)
    scaled = sparse.csr_array(sparse.diags_array(np.linspace(factor, 1, 60)) @ weights)
    assert gi_star(values, scaled) == pytest.approx(gi_star(values, weights), abs=1e-9)


@given(VALUES, st.floats(0.1, 10), st.integers(-99, 99))
def test_the_unit_of_the_values_changes_nothing(values: list[int], unit: float, zero: int) -> None:
    other = np.array(values) * unit + zero
    weights = with_self(BOARD)
    assert gi_star(other, weights) == pytest.approx(gi_star(values, weights), abs=1e-7)


@pytest.mark.parametrize("value", [0.0, 0.1, 7.0])
def test_nothing_stands_out_where_all_are_alike(value: float) -> None:
    assert gi_star(np.full(60, value), with_self(BOARD)).tolist() == [0.0] * 60


def test_neighbours_of_everybody_have_no_score() -> None:
    assert gi_star([1, 5], with_self(adjacency([(0, 1)], 2))).tolist() == [0.0, 0.0]


def test_one_place_and_none_are_answered() -> None:
    assert gi_star([4.0], with_self(adjacency([], 1))).tolist() == [0.0]
    assert gi_star([], adjacency([], 0)).size == 0


def test_neighbours_named_twice_count_once() -> None:
    assert adjacency([(0, 1), (1, 0), (0, 1)], 2).toarray().tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("bad", [[(0, 2)], [(-1, 0)], [(1, 1)], [(0.5, 1)], [(0, 1, 1)]])
def test_pairs_that_name_no_neighbours_are_refused(bad: list) -> None:
    with pytest.raises(NotAdjacency):
        adjacency(bad, 2)


def test_what_cannot_be_scored_is_refused() -> None:
    with pytest.raises(ShapeMismatch):
        gi_star([1, 2], adjacency([], 3))
    with pytest.raises(NotFinite):
        gi_star([1, math.nan], adjacency([], 2))
    with pytest.raises(WeightOutOfRange):
        gi_star([1, 2], sparse.csr_array([[0.0, -1.0], [1.0, 0.0]]))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_rates_agree_with_scipy(p: list[float]) -> None:
    assert benjamini_hochberg(p) == pytest.approx(scipy.stats.false_discovery_control(p))


def test_no_tests_have_no_discoveries() -> None:
    assert benjamini_hochberg([]).size == 0
