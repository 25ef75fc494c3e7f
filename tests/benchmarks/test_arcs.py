import itertools
import json
import random
from pathlib import Path

import numpy as np
import pytest

from benchmarks.routing import carp, kwrpp
from benchmarks.routing.__main__ import main
from benchmarks.routing.carp import Instance
from benchmarks.routing.files import Wish
from tests.benchmarks.arc_judge import carp_file, solution, walk_cost, windy_file


def solved(capsys, kind: str, file: Path, folder: Path, *more: str) -> dict[str, float]:
    """Run the command line on one file; return its line."""
    arguments = [kind, str(file), "--seconds", "0.2", "--solutions", str(folder), *more]
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert "compiling" in said.err
    line: dict[str, float] = json.loads(said.out)
    return line


@pytest.mark.parametrize("name", ["gdb1", "val4D", "egl-e1-A", "C09"])
def test_a_carp_solution_is_feasible_and_costs_what_it_says(capsys, shared_data, tmp_path, name):
    file = shared_data / "routing" / "carp" / f"{name}.dat"
    line = solved(capsys, "carp", file, tmp_path)
    edges, loads, room = carp_file(file)
    walks = solution(tmp_path / f"{name}.json")
    assert sorted(i for _, serves in walks for i in serves) == sorted(loads)
    assert max(sum(loads[i] for i in serves) for _, serves in walks) <= room
    assert sum(walk_cost(edges, 0, *walk) for walk in walks) == line["cost"] >= line["bound"]


@pytest.mark.parametrize("vehicles", [2, 4])
@pytest.mark.parametrize("name", ["P03110", "P212100"])
def test_a_windy_solution_is_feasible_and_its_longest_walk_is_as_said(
    capsys, shared_data, tmp_path, name, vehicles
):
    file = shared_data / "routing" / "kwrpp" / name
    line = solved(capsys, "kwrpp", file, tmp_path, "--vehicles", str(vehicles))
    edges, required = windy_file(file)
    walks = solution(tmp_path / f"{name}.json")
    assert len(walks) <= vehicles == line["vehicles"]
    assert sorted(i for _, serves in walks for i in serves) == list(range(required))
    assert max(walk_cost(edges, 1, *walk) for walk in walks) == line["cost"] >= line["bound"]


def orders(tasks, costs, depot):
    """Yield what every order and direction of some tasks costs as one walk."""
    for order in itertools.permutations(tasks):
        for flips in itertools.product([0, 1], repeat=len(order)):
            here, cost = depot, 0.0
            for (u, v, *there_back), flip in zip(order, flips, strict=True):
                enter, leave = (v, u) if flip else (u, v)
                cost, here = cost + costs[here, enter] + there_back[flip], leave
            yield cost + costs[here, depot]


def parted(count: int, routes: int):
    """Yield every way to give so many tasks to so many routes."""
    for shares in itertools.product(range(routes), repeat=count):
        yield [[i for i in range(count) if shares[i] == k] for k in range(routes)]


def costs_between(count: int, arcs) -> np.ndarray:
    """Return cheapest ways by Floyd and Warshall."""
    costs = np.full((count, count), np.inf)
    np.fill_diagonal(costs, 0.0)
    for u, v, there, back in arcs:
        costs[u, v], costs[v, u] = min(costs[u, v], there), min(costs[v, u], back)
    for k in range(count):
        costs = np.minimum(costs, costs[:, [k]] + costs[[k]])
    return costs


def ring(seed: int):
    """Return a ring of five with a chord, costs drawn."""
    draw = random.Random(seed)
    ends = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (1, 3)]
    return [(u, v, float(draw.randint(1, 9)), float(draw.randint(1, 9))) for u, v in ends]


@pytest.mark.parametrize("seed", range(4))
def test_no_other_routes_cost_less_together(seed):
    edges = [(u, v, there, there) for u, v, there, _ in ring(seed)]
    found = carp.solve(
        Instance(5, tuple((*e[:3], float(i < 4)) for i, e in enumerate(edges)), 2.0),
        Wish(seconds=0.1),
    )
    costs = costs_between(5, edges)
    best = min(
        sum(min(orders([edges[i] for i in part], costs, 0)) for part in parts)
        for parts in parted(4, 3)
        if all(len(part) <= 2 for part in parts)
    )
    assert found.bound <= found.cost == best


@pytest.mark.parametrize("seed", range(4))
def test_no_other_walks_have_a_shorter_longest_one(seed):
    edges = ring(seed)
    found = kwrpp.solve(kwrpp.Instance(5, tuple(edges[:4]), tuple(edges[4:])), Wish(2, 0.1))
    costs = costs_between(5, edges)
    best = min(
        max(min(orders([edges[i] for i in part], costs, 0)) for part in parts)
        for parts in parted(4, 2)
    )
    assert found.bound <= found.cost == best


def test_a_loop_parallels_and_an_edge_that_costs_nothing_are_served():
    edges = ((0, 0, 3.0, 1.0), (0, 1, 2.0, 1.0), (0, 1, 5.0, 1.0), (1, 2, 0.0, 1.0))
    found = carp.solve(Instance(3, edges, 4.0), Wish(seconds=0.1))
    assert (found.cost, sorted(found.walks[0].serves)) == (10, [0, 1, 2, 3])


def test_vehicles_without_room_for_all_are_refused():
    edges = ((0, 1, 2.0, 1.0), (1, 2, 2.0, 1.0))
    with pytest.raises(ValueError, match="no room"):
        carp.solve(Instance(3, edges, 1.0), Wish(vehicles=1, seconds=0.1))
