"""Compiling before anybody waits for it: every compiled kernel, used once on the smallest input.

What comes of it is kept on disk (`geo.compiling`); `python -m geo.warming` does it all.
"""

from __future__ import annotations

import numpy as np

from geo.grids import Extent
from geo.heat import Smoothing, heat_from_points
from geo.hotspots import LaneRecords, assess
from geo.lane_graph import LaneGraph, Positions
from geo.network_density import Along, Method, density
from geo.network_distance import distances
from geo.network_heat import build
from geo.routing import patrol, postman
from geo.routing.plan import Budget, Demand, Edge, Problem, Stop, Team

_RING = ((0, 1), (1, 2), (2, 0))
_DAY = Problem(
    nodes=3,
    edges=tuple(Edge(tail, head, 60.0, 1.0, i) for i, (tail, head) in enumerate(_RING)),
    lanes=(Demand(required=True, prize=1.0),) * 3,
    stops=(Stop(1, Demand(required=True, prize=1.0, service_min=2.0)),),
    teams=(Team(0, 0, 60.0), Team(0, 0, 60.0)),
    familiar=(frozenset({0}), frozenset()),
    previous=(frozenset({0}), frozenset({1})),
    previous_stops=(frozenset({0}), frozenset()),
)
# Of a town of square blocks where every third lane is to be walked: hard enough to need all.
_SIDE = 7


def _blocks() -> postman.PostmanProblem:
    nodes = range(_SIDE * _SIDE)
    across = [(i, i + 1, 1.0 + i % 7) for i in nodes if (i + 1) % _SIDE]
    along = [(i, i + _SIDE, 1.0 + i % 5) for i in nodes if i + _SIDE in nodes]
    edges = (*across, *along)
    return postman.PostmanProblem(len(nodes), edges, frozenset(range(0, len(edges), 3)))


def patrols() -> None:
    """Plan the smallest day."""
    patrol.solve(_DAY, Budget(iterations=10, cpu_seconds=600.0), seed=1)


def postmen() -> None:
    """Walk the smallest network in pieces."""
    postman.solve(_blocks())


def hotspots() -> None:
    """Judge a few lanes, and draw heat on the ground and along them."""
    records = np.arange(120.0).reshape(3, 40)
    assess(LaneRecords(records, np.ones_like(records), records, records, np.array(_RING)))
    spot = np.array([[5.0, 5.0]])
    heat_from_points(spot, np.ones(1), Extent(0, 0, 2, 2), Smoothing(20.0, days=30.0))
    graph = LaneGraph.of_edges(3, _RING, np.full(3, 50.0))
    on = Positions(np.zeros(1, np.int64), np.full(1, 10.0))
    distances(graph, on)
    for method in Method:
        density(graph, on, None, on, Along(30.0, method))
        build(graph, Along(30.0, method))


def everything() -> None:
    """Compile all there is."""
    hotspots()
    postmen()
    patrols()


if __name__ == "__main__":
    everything()
