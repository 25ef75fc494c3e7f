"""H9: heat along the lanes of a generated town, as a picture and with one report more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row
from benchmarks.timing import interleaved, ratio, seconds
from geo.lane_graph import LaneGraph, Positions
from geo.network_density import Along, Method
from geo.network_heat import build

ACROSS, STEP_M, EVENTS = 50, 60.0, 100_000
BANDWIDTH_M, DAYS = 200.0, 30.0  # a matrix larger than the cache, so that memory is what counts
MOST_TIMES, MOST_MS, REPORTS = 1.5, 0.1, 200


def rows() -> Iterator[Row]:
    """Measure a picture against streaming its matrix, one report, and building the matrix."""
    graph = town()
    setting = Along(BANDWIDTH_M, Method.DISCONTINUOUS)
    heat = build(graph, setting)  # compiles: not timed
    reports = scattered(graph, EVENTS)
    counts = heat.counts(reports)
    matrix = [(part, part.copy()) for part in (heat.values, heat.columns)]
    passes = {
        "picture": partial(seconds, partial(heat.picture, counts, DAYS)),
        "copy": partial(seconds, partial(copy, matrix)),
        "read": partial(seconds, lambda: [part.max() for part, _ in matrix]),
    }
    found = interleaved(passes, times=15)
    times = ratio(found, "picture", "copy")
    megabytes = (heat.values.nbytes + heat.columns.nbytes) / 1e6
    yield Row(
        "H9",
        f"heat along {graph.length.size:,} edges, {EVENTS:,} reports, {counts.size:,} lixels,"
        f" against streaming its {megabytes:.0f} MB (a copy, as STREAM's)",
        f"{times:.2f} times; {median(found['picture']) * 1000:.1f} ms"
        f" against {median(found['copy']) * 1000:.1f} ms"
        f" (reading alone {median(found['read']) * 1000:.1f} ms)",
        f"<= {MOST_TIMES} times",
        times <= MOST_TIMES,
    )
    values = heat.picture(counts, DAYS)
    each = [Positions(reports.edge[n : n + 1], reports.offset[n : n + 1]) for n in range(REPORTS)]
    taken = median(seconds(partial(heat.add, values, place, DAYS)) for place in each) * 1000
    what = "one report more in that picture"
    yield Row("H9", what, f"{taken:.3f} ms", f"<= {MOST_MS} ms", taken <= MOST_MS)
    built = seconds(partial(build, graph, setting))
    yield Row("H9", "its matrix, once per edit of the network", f"{built:.2f} s")


def copy(parts: list[tuple[NDArray[Any], NDArray[Any]]]) -> None:
    """Copy each array to the other of its pair."""
    for source, target in parts:
        np.copyto(target, source)


def town() -> LaneGraph:
    """Return a crooked grid of about 5,000 edges."""
    chance = np.random.default_rng(1)
    at = np.arange(ACROSS**2).reshape(ACROSS, ACROSS)
    spots = np.stack(np.meshgrid(np.arange(ACROSS), np.arange(ACROSS)), axis=-1).reshape(-1, 2)
    places = spots * STEP_M + chance.normal(0.0, STEP_M / 6.0, (ACROSS**2, 2))
    ends = np.concatenate(
        [
            np.stack((a.ravel(), b.ravel()), axis=1)
            for a, b in ((at[:, :-1], at[:, 1:]), (at[:-1], at[1:]))
        ]
    )
    length = np.linalg.norm(places[ends[:, 0]] - places[ends[:, 1]], axis=1)
    return LaneGraph.of_edges(ACROSS**2, ends, length)


def scattered(graph: LaneGraph, number: int) -> Positions:
    """Return reports anywhere along the lanes."""
    chance = np.random.default_rng(2)
    edge = chance.integers(0, graph.length.size, number)
    return Positions(edge, chance.random(number) * graph.length[edge])
