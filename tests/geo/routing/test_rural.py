"""The pieces of branch and cut, each against something slower that cannot be wrong."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra, maximum_flow

from geo.routing.clusters import light_clusters
from geo.routing.core import make_core
from geo.routing.cuttrees import cut_tree
from geo.routing.joins import Graph, shortest_join
from geo.routing.rural_cuts import Separator

SEED = st.integers(0, 10_000)


def random_graph(seed, nodes, extra):
    """A connected graph: ends, shape (m, 2), without loops or parallels, and whole costs."""
    chance = np.random.default_rng(seed)
    pairs = {(int(chance.integers(0, node)), node) for node in range(1, nodes)}
    pairs |= {tuple(sorted(map(int, chance.choice(nodes, 2, replace=False)))) for _ in range(extra)}
    ends = np.array(sorted(pairs))
    return ends, chance.integers(1, 9, len(ends)).astype(float), chance


def distances(nodes, ends, costs):
    """All shortest distances, shape (nodes, nodes)."""
    graph = coo_array((costs, (ends[:, 0], ends[:, 1])), shape=(nodes, nodes))
    return dijkstra(graph.tocsr(), directed=False)


def a_core(seed):
    """The core of a small random problem, and the seed's chance."""
    ends, costs, chance = random_graph(seed, 7, 3)
    required = ends[chance.random(len(ends)) < 0.4]
    required = required if len(required) else ends[:1]
    return make_core(7, ends, costs, required, np.array([6])), ends, costs, chance


def all_solutions(core):
    """Every (once, twice) that makes the required edges even and joins their parts."""
    m, k = len(core.tails), len(core.spine)
    for values in product((0, 1), repeat=m + k):
        once, twice = np.array(values[:m]), np.array(values[m:], int)
        if (once[core.spine] + twice > 1).any():
            continue
        degree = np.bincount(np.r_[core.tails, core.heads], np.r_[once, once], len(core.odd))
        used = once.astype(bool)
        used[core.spine] |= twice.astype(bool)
        group = list(range(core.part_count))
        for edge in np.flatnonzero(used):
            one, two = core.parts[core.tails[edge]], core.parts[core.heads[edge]]
            group = [group[one] if g == group[two] else g for g in group]
        if (degree % 2 == core.odd).all() and len(set(group)) == 1:
            yield np.array(values, float)


@given(SEED)
@settings(max_examples=25)
def test_a_cut_tree_holds_the_minimum_cut_of_every_two_nodes(seed: int) -> None:
    ends, capacity, _ = random_graph(seed, 8, 8)
    parent, value, side = cut_tree(8, ends[:, 0], ends[:, 1], capacity)
    graph = coo_array((capacity.astype(np.int32), ends.T), shape=(8, 8))
    both = (graph + graph.T).tocsr().astype(np.int32)
    for node in range(1, 8):
        assert value[node] == maximum_flow(both, node, int(parent[node])).flow_value
        leaving = side[node][ends[:, 0]] != side[node][ends[:, 1]]
        assert capacity[leaving].sum() == value[node]


@given(SEED)
@settings(max_examples=25)
def test_clusters_are_odd_and_light(seed: int) -> None:
    ends, weights, chance = random_graph(seed, 9, 6)
    odd = chance.random(9) < 0.5
    for cluster in light_clusters(9, ends[:, 0], ends[:, 1], weights, odd, 12.0):
        leaving = cluster[ends[:, 0]] != cluster[ends[:, 1]]
        assert odd[cluster].sum() % 2 == 1
        assert weights[leaving].sum() < 12.0


@given(SEED)
@settings(max_examples=25)
def test_a_core_keeps_all_distances_and_drops_what_has_a_way_round(seed: int) -> None:
    core, ends, costs, _ = a_core(seed)
    before = distances(7, ends, costs)[np.ix_(core.vertices, core.vertices)]
    pairs = np.stack([core.tails, core.heads], axis=1)
    n = len(core.vertices)
    assert np.array_equal(distances(n, pairs, core.costs), before)
    for edge in range(len(core.costs)):
        others = np.arange(len(core.costs)) != edge
        far = distances(n, pairs[others], core.costs[others])[core.tails[edge], core.heads[edge]]
        assert far > core.costs[edge]


@given(SEED)
@settings(max_examples=25)
def test_a_join_is_shortest_and_turns_the_right_vertices(seed: int) -> None:
    ends, costs, chance = random_graph(seed, 6, 4)
    odd = np.zeros(6, bool)
    odd[chance.choice(6, 4, replace=False)] = True
    found = shortest_join(Graph.of(6, ends[:, 0], ends[:, 1]), costs, odd)
    assert found is not None
    least = min(
        costs[list(chosen)].sum()
        for bits in product((False, True), repeat=len(costs))
        for chosen in [np.flatnonzero(bits)]
        if (np.bincount(ends[chosen].ravel(), minlength=6) % 2 == odd).all()
    )
    assert costs[found].sum() == least
    assert (np.bincount(ends[found].ravel(), minlength=6) % 2 == odd).all()


def test_odd_vertices_that_cannot_be_matched_have_no_join() -> None:
    pairs = np.array([0, 2]), np.array([1, 3])
    odd = np.array([True, False, True, False])
    assert shortest_join(Graph.of(4, *pairs), np.ones(2), odd) is None


@pytest.mark.parametrize("seed", range(12))
def test_no_cut_takes_a_solution_away(seed: int) -> None:
    core, _, _, chance = a_core(seed)
    separator = Separator(core)
    solutions = list(all_solutions(core))
    cuts = list(separator.first_cuts())
    for _ in range(40):
        once, twice = np.split(chance.random(len(core.tails) + len(core.spine)), [len(core.tails)])
        once[chance.random(len(once)) < 0.5] = chance.integers(0, 2)
        cuts += separator.simple_parity(once) + separator.parity(once)
        cuts += separator.growing_parity(once, chance.random(len(once)))
        if core.part_count > 1:
            cuts += separator.loose_parts(once, twice) + separator.weak_connections(once, twice)
    assert solutions
    for cut in cuts:
        assert all(cut.values @ x[cut.columns] >= cut.least - 1e-9 for x in solutions)


@pytest.mark.parametrize("seed", range(12))
def test_every_parity_cut_that_is_found_is_broken(seed: int) -> None:
    core, _, _, chance = a_core(seed)
    once = chance.random(len(core.tails))
    for cut in Separator(core).parity(once):
        assert cut.values @ once[cut.columns] < cut.least
