"""R1 to R3: rural and Chinese postmen, on published graphs and on real lanes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely

from benchmarks.routing import rpp
from benchmarks.routing.data import best_known, folder
from benchmarks.routing.files import Wish
from benchmarks.rows import Row
from benchmarks.timing import percentile
from geo.routing.network import build_network
from geo.routing.postman import PostmanProblem, PostmanTour, Stop, solve

MOST_SECONDS, MOST_SMALL_SECONDS, MOST_GAP = 60.0, 10.0, 0.005
SHARES, SEEDS, LANE_SECONDS, LANE_SHARE = (0.3, 0.5, 0.8), 10, 5.0, 0.95
MOST_ODD, CHINESE_SECONDS = 250, 0.2
SMALL = "UR5"  # instances made from 500 vertices


def rows() -> Iterator[Row]:
    """Measure each; without the reference data there is nothing to measure on."""
    if not best_known():
        for figure in ("R1", "R2", "R3"):
            yield Row(figure, "postmen", "no reference data here")
        return
    rpp.warm()
    yield from _published()
    yield _lanes()
    yield _chinese()


def _published() -> Iterator[Row]:
    """R1: every instance of the rural postman, proved."""
    times: dict[str, float] = {}
    gaps: list[float] = []
    proved = 0
    files = sorted((folder() / "routing" / "rpp").iterdir())
    for file in files:
        began = time.process_time()
        answer = rpp.answer(file, Wish(seconds=MOST_SECONDS))
        times[file.stem] = time.process_time() - began
        gaps.append((answer.cost - answer.bound) / answer.bound)
        proved += answer.proved and answer.cost == best_known()[file.stem]
    small = max(seconds for name, seconds in times.items() if name.startswith(SMALL))
    slowest = max(times, key=lambda name: times[name])
    yield Row(
        "R1",
        f"rural postman, {len(files)} published instances, proved at the published optimum",
        f"{proved}; {times[slowest]:.1f} CPU s at most ({slowest}), {SMALL}xx {small:.1f};"
        f" largest gap {max(gaps):.2%}",
        f"all, <= {MOST_SECONDS:.0f} CPU s each, {SMALL}xx <= {MOST_SMALL_SECONDS:.0f};"
        f" gap <= {MOST_GAP:.1%} where time runs out",
        proved == len(files) and small <= MOST_SMALL_SECONDS,
    )


def _lanes() -> Row:
    """R2: Monaco's lanes, a share of them drawn to be walked."""
    network = _monaco()
    taken: list[float] = []
    proved = 0
    for share in SHARES:
        for seed in range(SEEDS):
            tour = solve(_drawn(network, share, seed), Stop(cpu_seconds=LANE_SECONDS))
            taken.append(tour.cpu_seconds)
            proved += tour.proved and tour.cpu_seconds <= LANE_SECONDS
    said = ", ".join(f"{share:.0%}" for share in SHARES)
    return Row(
        "R2",
        f"the same on Monaco's {len(network.edges)} stretches, {said} required, {SEEDS} seeds each",
        f"{proved} of {len(taken)} proved in {LANE_SECONDS:.0f} CPU s;"
        f" median {percentile(taken, 0.5):.2f}, largest {max(taken):.2f} CPU s",
        f">= {LANE_SHARE:.0%} proved in <= {LANE_SECONDS:.0f} CPU s",
        proved >= LANE_SHARE * len(taken),
    )


def _monaco() -> PostmanProblem:
    """Return the largest connected part of Monaco's walking network, nothing required."""
    file = folder() / "networks" / "monaco_walk.gpkg"
    network = build_network(list(shapely.from_wkb(pyogrio.raw.read(file)[2])))
    cut_off = {
        lane
        for finding in network.report.findings
        if finding.kind == "island"
        for lane in finding.lanes
    }
    edges = tuple(
        (edge.tail, edge.head, edge.metres) for edge in network.edges if edge.lane not in cut_off
    )
    return PostmanProblem(len(network.nodes), edges, frozenset())


def _drawn(network: PostmanProblem, share: float, seed: int) -> PostmanProblem:
    chosen = np.random.default_rng(seed).random(len(network.edges)) < share
    required = frozenset(np.flatnonzero(chosen).tolist())
    return PostmanProblem(network.nodes, network.edges, required)


def _chinese() -> Row:
    """R3: all edges of every published graph, against branch and cut."""
    agree, tried, slowest = 0, 0, 0.0
    for problem in _graphs():
        tour = solve(problem)
        odd = _odd(problem)
        tried += 1
        agree += tour.proved and abs(tour.cost - _by_cuts(problem, tour)) < 1e-6 * tour.cost
        if odd <= MOST_ODD:
            slowest = max(slowest, tour.cpu_seconds)
    return Row(
        "R3",
        f"Chinese postman, all edges of {tried} published graphs; equal to branch and cut",
        f"{agree} optimal; {slowest:.3f} CPU s at most up to {MOST_ODD} odd vertices",
        f"all; <= {CHINESE_SECONDS} CPU s",
        agree == tried and slowest <= CHINESE_SECONDS,
    )


def _by_cuts(problem: PostmanProblem, tour: PostmanTour) -> float:
    """Return the optimum by the other method: a second part far away forbids the matching.

    A required loop at a node of its own, hung on by a required edge walked there and back, changes
    no parity elsewhere; its cost is known.
    """
    hook = problem.nodes
    begin = problem.edges[0][0]
    hooked = (*problem.edges, (begin, hook, 1.0), (hook, hook, 1.0))
    required = frozenset({*range(len(problem.edges)), len(problem.edges) + 1})
    again = solve(PostmanProblem(hook + 1, hooked, required))
    return again.cost - 3.0 if again.proved else float("inf") * tour.cost


def _graphs() -> Iterator[PostmanProblem]:
    for file in sorted((folder() / "routing" / "rpp").iterdir()):
        instance = rpp.read(file)
        yield PostmanProblem(instance.nodes, instance.edges)
    for file in sorted((folder() / "routing" / "carp").glob("*.dat")):
        yield _all_edges(file)


def _all_edges(file: Path) -> PostmanProblem:
    """Read the graph of a CARP instance."""
    words = file.read_text(encoding="utf-8").split()
    nodes, count = int(words[0]), int(words[1])
    table = np.array(words[2 : 2 + 4 * count], np.float64).reshape(count, 4)
    return PostmanProblem(nodes, tuple((int(u), int(v), float(cost)) for u, v, cost, _ in table))


def _odd(problem: PostmanProblem) -> int:
    ends = np.array([edge[:2] for edge in problem.edges]).ravel()
    return int((np.bincount(ends) % 2).sum())
