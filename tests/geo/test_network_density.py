"""Density along lanes against hand, path by path, shortest distances and R's spNetwork."""

import math
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import scipy
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.errors import BandwidthOutOfRange, OffTheNetwork, ShapeMismatch
from geo.heat_equation import heat_density
from geo.lane_graph import LaneGraph, LaneLines, Positions
from geo.network_density import Along, Method, Shape, density
from geo.network_distance import distances
from tests.geo.networks import at, everywhere, places, star, town

SEEDS = st.integers(0, 999)
FAR = Along(100.0)
SPLIT, SMOOTH = Along(100.0, Method.DISCONTINUOUS), Along(100.0, Method.CONTINUOUS)


def quartic(distance: float, bandwidth: float = 100.0) -> float:
    """The kernel, by its formula."""
    return 15 / 16 * max(0.0, 1 - (distance / bandwidth) ** 2) ** 2 / bandwidth


def one(setting: Along, sample: tuple[int, float], event: tuple[int, float] = (0, 20.0)) -> float:
    """Density at a place of a star of three lanes, of an event 20 m up the first."""
    return float(density(star(3), at(event), None, at(sample), setting)[0])


@pytest.mark.parametrize("setting", [FAR, SPLIT, SMOOTH])
def test_on_a_straight_lane_every_method_is_the_kernel(setting: Along) -> None:
    graph = LaneGraph.of_edges(3, [(0, 1), (1, 2)], [500.0, 500.0])
    found = density(graph, at((0, 480.0)), None, at((0, 450.0), (1, 40.0)), setting)
    assert found.tolist() == pytest.approx([quartic(30.0), quartic(60.0)])


def test_simple_heat_is_whole_on_every_lane() -> None:
    assert one(FAR, (1, 10.0)) == pytest.approx(quartic(30.0))


def test_discontinuous_heat_is_shared_by_the_other_lanes() -> None:
    assert one(SPLIT, (1, 10.0)) == pytest.approx(quartic(30.0) / 2)
    assert one(SPLIT, (0, 5.0)) == pytest.approx(quartic(15.0))


def test_continuous_heat_turns_back_in_part() -> None:
    assert one(SMOOTH, (1, 10.0)) == pytest.approx(quartic(30.0) * 2 / 3)
    assert one(SMOOTH, (0, 5.0)) == pytest.approx(quartic(15.0) - quartic(25.0) / 3)


def test_an_event_at_a_junction_starts_out_alike_on_every_lane() -> None:
    for setting in (SPLIT, SMOOTH):
        found = [one(setting, (lane, 10.0), event=(0, 0.0)) for lane in range(3)]
        assert found == pytest.approx([quartic(10.0) * 2 / 3] * 3)


def test_what_comes_to_a_dead_end_turns_back_or_is_dropped() -> None:
    event, sample = at((0, 990.0)), at((0, 995.0))
    kept = density(star(1), event, None, sample, SPLIT)
    dropped = density(star(1), event, None, sample, Along(100.0, SPLIT.method, turn_back=False))
    assert kept[0] == pytest.approx(quartic(5.0) + quartic(15.0))
    assert dropped[0] == pytest.approx(quartic(5.0))


@settings(max_examples=20)
@given(SEEDS)
def test_simple_density_is_the_kernel_of_the_shortest_distance(seed: int) -> None:
    graph = town(seed)
    both = places(graph, 30, seed)
    events, samples = (Positions(both.edge[s], both.offset[s]) for s in (slice(9), slice(9, 30)))
    away = distances(graph, both)[:9, 9:]
    expected = np.vectorize(quartic)(away).sum(axis=0)
    assert density(graph, events, None, samples, FAR) == pytest.approx(expected, abs=1e-9)


def followed(graph: LaneGraph, event: Positions, sample: Positions, *, turn: bool) -> float:
    """Discontinuous or continuous (`turn`) density by following every path on its own."""
    edge, offset, total = int(event.edge[0]), float(event.offset[0]), 0.0
    ends = (graph.tail, graph.head)

    def walk(e: int, entered: int, far: float, share: float) -> None:
        nonlocal total
        if far >= 60.0 or abs(share) < 1e-9:
            return
        if e == sample.edge[0]:
            t = float(sample.offset[0])
            total += share * quartic(far + (graph.length[e] - t if entered else t), 60.0)
        leave(e, 1 - entered, far + graph.length[e], share)

    def leave(e: int, end: int, far: float, share: float) -> None:
        node = ends[end][e]
        ways = [(o, s) for s in (0, 1) for o in np.flatnonzero(ends[s] == node)]
        n = len(ways)
        for out, entered in ways:
            if (out, entered) == (e, end):
                part = 1.0 if n == 1 else (2 - n) / n if turn else 0.0
            else:
                part = 2 / n if turn else 1 / (n - 1)
            walk(int(out), entered, far, share * part)

    if edge == sample.edge[0]:
        total = quartic(abs(offset - float(sample.offset[0])), 60.0)
    leave(edge, 0, offset, 1.0)
    leave(edge, 1, float(graph.length[edge]) - offset, 1.0)
    return total


@settings(max_examples=15)
@given(SEEDS, st.booleans())
def test_splitting_agrees_with_following_every_path(seed: int, turn: bool) -> None:  # noqa: FBT001
    graph = town(seed, across=3, step=25.0)
    event, sample = places(graph, 1, seed), places(graph, 1, seed + 1)
    setting = Along(60.0, Method.CONTINUOUS if turn else Method.DISCONTINUOUS)
    found = density(graph, event, None, sample, setting)[0]
    assert found == pytest.approx(followed(graph, event, sample, turn=turn), abs=1e-6)


@settings(max_examples=20)
@given(SEEDS, st.sampled_from([SPLIT, SMOOTH]))
def test_splitting_neither_makes_nor_loses_weight(seed: int, setting: Along) -> None:
    graph = town(seed)
    middles, length = everywhere(graph)
    found = density(graph, places(graph, 5, seed), [1, 2, 3, 4, 5], middles, setting)
    assert found @ length == pytest.approx(15.0, rel=1e-3)


@settings(max_examples=20)
@given(SEEDS)
def test_continuous_density_does_not_jump_at_junctions(seed: int) -> None:
    graph = town(seed)
    ends = np.concatenate((np.zeros(graph.length.size), graph.length))
    samples = Positions(np.tile(np.arange(graph.length.size), 2), ends)
    found = density(graph, places(graph, 5, seed), None, samples, SMOOTH)
    nodes = np.concatenate((graph.tail, graph.head))
    for node in np.unique(nodes):
        assert np.ptp(found[nodes == node]) <= 1e-4


@given(SEEDS, st.sampled_from(Method))
def test_density_is_the_same_seen_from_either_side(seed: int, method: Method) -> None:
    graph = town(seed)
    here, there = places(graph, 1, seed), places(graph, 1, seed + 1)
    setting = Along(100.0, method)
    forth, back = (
        density(graph, a, None, b, setting)[0] for a, b in ((here, there), (there, here))
    )
    assert forth == pytest.approx(back, abs=1e-6)


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_has_one_event_under_it(shape: Shape) -> None:
    middles, length = everywhere(star(2), 0.1)
    found = density(star(2), at((0, 30.0)), None, middles, Along(100.0, Method.SIMPLE, shape))
    assert found @ length == pytest.approx(1.0, rel=1e-3)


def test_no_events_have_no_density() -> None:
    none = Positions(np.zeros(0, np.int64), np.zeros(0))
    assert density(star(3), none, None, at((0, 1.0)), FAR).tolist() == [0.0]


def test_all_events_at_one_place_add_up() -> None:
    many = Positions(np.zeros(500, np.int64), np.full(500, 20.0))
    assert density(star(3), many, None, at((1, 10.0)), FAR)[0] == pytest.approx(500 * quartic(30.0))


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf, 1e9])
def test_a_bandwidth_that_is_none_is_refused(bad: float) -> None:
    with pytest.raises(BandwidthOutOfRange):
        Along(bad)
    with pytest.raises(BandwidthOutOfRange):
        heat_density(star(3), at((0, 1.0)), None, at((0, 1.0)), bad)


def test_an_enormous_bandwidth_is_answered() -> None:
    graph = town(1)
    found = density(graph, places(graph, 3, 1), None, places(graph, 3, 2), Along(1e5))
    assert found == pytest.approx(np.full(3, 3 * quartic(0.0, 1e5)), rel=1e-3)


def test_events_off_the_network_and_weights_of_others_are_refused() -> None:
    with pytest.raises(OffTheNetwork):
        density(star(3), at((7, 1.0)), None, at((0, 1.0)), FAR)
    for compute in (density, heat_density):
        with pytest.raises(ShapeMismatch):
            compute(
                star(3), at((0, 1.0)), [1, 2], at((0, 1.0)), 9.0 if compute is heat_density else FAR
            )


@pytest.mark.parametrize("ways", [2, 3, 5])
def test_heat_that_spreads_from_a_junction_is_a_normal_shared_by_the_lanes(ways: int) -> None:
    samples = at((0, 0.0), (1, 15.0), (1, 70.0))
    found = heat_density(star(ways), at((0, 0.0)), None, samples, 30.0)
    expected = scipy.stats.norm.pdf([0.0, 15.0, 70.0], scale=30.0) * 2 / ways
    assert found == pytest.approx(expected, abs=4e-4 * expected[0])


@settings(max_examples=10)
@given(SEEDS)
def test_spreading_heat_is_kept_and_reaches_everywhere(seed: int) -> None:
    graph = town(seed)
    middles, length = everywhere(graph, 1.0)
    found = heat_density(graph, places(graph, 3, seed), None, middles, 25.0)
    assert found @ length == pytest.approx(3.0, rel=2e-3)
    assert (found > 0.0).all()


@pytest.fixture(scope="module")
def montreal(shared_data: Path) -> tuple[LaneLines, Positions, NDArray[np.float64]]:
    """Network, accidents, and the peer's samples: id, x, y, value (divided by the bandwidth)."""
    folder = shared_data / "hotspots" / "montreal"
    network, events = (
        shapely.from_wkb(pyogrio.raw.read(folder / name)[2])
        for name in ("mtl_network.gpkg", "bike_accidents.gpkg")
    )
    lines = LaneLines(network)
    table = np.loadtxt(folder / "nkde_simple_quartic300.csv", delimiter=",", skiprows=1)
    return lines, lines.snap(shapely.get_coordinates(events))[0], table


def test_simple_density_is_that_of_spnetwork(montreal) -> None:
    lines, events, table = montreal
    samples, _ = lines.snap(table[:, 1:3])
    found = density(lines.graph, events, None, samples, Along(300.0)) / 300.0
    assert np.abs(found - table[:, 3]).max() <= 1e-3 * table[:, 3].max()


def test_discontinuous_density_keeps_the_number_of_accidents(montreal) -> None:
    lines, events, _ = montreal
    middles, length = everywhere(lines.graph, 10.0)
    setting = Along(300.0, Method.DISCONTINUOUS)
    found = density(lines.graph, events, None, middles, setting)
    assert found @ length == pytest.approx(events.edge.size, rel=1e-3)
