"""The lixel operator against density computed one by one; keeping it; refusing edited networks."""

from dataclasses import replace

import numpy as np
import pytest

from geo.errors import (
    GridTooLarge,
    LixelOutOfRange,
    NetworkChanged,
    PeriodOutOfRange,
    ShapeMismatch,
    WeightOutOfRange,
)
from geo.heat import MONTH_DAYS
from geo.lane_graph import LaneGraph, Positions
from geo.network_density import Along, Method, density
from geo.network_heat import LaneHeat, build
from tests.geo.networks import at, places, star, town

TOWN = town(5)
SETTINGS = [Along(70.0, method) for method in Method]
HEAT = build(TOWN, SETTINGS[1], 5.0)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_picture_is_the_density_at_the_middles_of_lixels(setting: Along) -> None:
    heat = build(TOWN, setting, 5.0)
    middles = Positions(heat.edge, heat.middle)
    counts = np.random.default_rng(1).poisson(0.3, heat.edge.size).astype(np.float32)
    expected = density(TOWN, middles, counts, middles, setting) * 100.0
    assert heat.picture(counts, MONTH_DAYS) == pytest.approx(expected, rel=1e-4, abs=1e-5)


def test_half_a_month_doubles_the_heat() -> None:
    counts = np.ones(HEAT.edge.size)
    whole, half = (HEAT.picture(counts, days) for days in (MONTH_DAYS, MONTH_DAYS / 2))
    assert half == pytest.approx(2 * whole)


def test_reports_lie_on_the_lixel_that_holds_them() -> None:
    heat = build(star(2, 100.0), Along(30.0), 25.0)
    places = at((0, 0.0), (0, 25.1), (1, 99.9), (1, 100.0))
    assert heat.lixels(places).tolist() == [0, 1, 7, 7]
    assert heat.counts(places, [1, 2, 3, 4]).tolist() == [1, 2, 0, 0, 0, 0, 0, 7]


def test_one_report_more_changes_the_picture_as_drawing_it_anew_does() -> None:
    before, new = places(TOWN, 40, 1), places(TOWN, 1, 2)
    heat = HEAT.picture(HEAT.counts(before), 30.0)
    HEAT.add(heat, new, 30.0)
    both = Positions(
        *(np.concatenate(p) for p in ((before.edge, new.edge), (before.offset, new.offset)))
    )
    assert heat == pytest.approx(HEAT.picture(HEAT.counts(both), 30.0), rel=1e-4, abs=1e-5)


def test_a_report_added_and_taken_away_leaves_nothing() -> None:
    heat = HEAT.picture(np.zeros(HEAT.edge.size), 30.0)
    HEAT.add(heat, places(TOWN, 1, 2), 30.0)
    HEAT.add(heat, places(TOWN, 1, 2), 30.0, weight=-1.0)
    assert not heat.any()


def test_what_was_kept_draws_the_same_picture() -> None:
    again = LaneHeat.from_bytes(HEAT.to_bytes(), town(5))
    counts = HEAT.counts(places(TOWN, 40, 1))
    assert np.array_equal(again.picture(counts, 30.0), HEAT.picture(counts, 30.0))
    assert again.setting == HEAT.setting


def test_what_was_kept_of_a_network_edited_since_is_refused() -> None:
    edited = LaneGraph(TOWN.nodes, TOWN.tail, TOWN.head, TOWN.length + 0.01)
    with pytest.raises(NetworkChanged):
        LaneHeat.from_bytes(HEAT.to_bytes(), edited)


@pytest.mark.parametrize("bad", [b"", b"nonsense", HEAT.to_bytes()[:500]])
def test_bytes_that_are_no_heat_are_refused(bad: bytes) -> None:
    with pytest.raises(NetworkChanged):
        LaneHeat.from_bytes(bad, TOWN)


def test_a_limited_depth_is_kept_too() -> None:
    limited = build(TOWN, replace(SETTINGS[2], most_junctions=3), 20.0)
    assert LaneHeat.from_bytes(limited.to_bytes(), TOWN).setting.most_junctions == 3


def test_no_network_is_an_empty_picture() -> None:
    empty = build(LaneGraph.of_edges(0, [], []), Along(50.0))
    assert empty.picture([], 30.0).size == 0


def test_counts_and_weights_of_others_are_refused() -> None:
    with pytest.raises(ShapeMismatch):
        HEAT.picture([1.0], 30.0)
    with pytest.raises(ShapeMismatch):
        HEAT.counts(places(TOWN, 3, 1), [1.0])
    with pytest.raises(WeightOutOfRange):
        HEAT.counts(places(TOWN, 1, 1), [-1.0])


@pytest.mark.parametrize("days", [0.0, -3.0, float("nan"), float("inf")])
def test_a_period_without_length_is_refused(days: float) -> None:
    with pytest.raises(PeriodOutOfRange):
        HEAT.picture(np.zeros(HEAT.edge.size), days)


@pytest.mark.parametrize("lixel_m", [0.0, -1.0, float("nan")])
def test_a_lixel_without_length_is_refused(lixel_m: float) -> None:
    with pytest.raises(LixelOutOfRange):
        build(TOWN, SETTINGS[0], lixel_m)


def test_lixels_without_number_are_refused_before_memory_is_taken() -> None:
    with pytest.raises(GridTooLarge):
        build(star(3, 1e6), SETTINGS[0], 0.5)


def test_a_matrix_too_large_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.network_heat.MAX_ENTRIES", 1000)
    with pytest.raises(GridTooLarge):
        build(TOWN, Along(5000.0), 1.0)
