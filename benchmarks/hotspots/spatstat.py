"""spatstat's own scheme for the heat equation on a network, to tell its error from ours.

`density.lpp` gives every point of its grid the same share of the network's length. A junction of
n lanes has n half steps around it, however, so its network is a little shorter than the true one,
and its densities a little higher: by a percent or so with its usual spacing, whatever the lanes.
`geo.heat_equation` is what it comes to with an ever finer grid.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from geo.lane_graph import LaneGraph, Positions

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# Its usual rules: pieces per edge on the average, and of the shortest edge; the greatest time step.
_PIECES, _OF_SHORTEST = 30, 3
_STABLE = 0.95


def density(graph: LaneGraph, events: Positions, samples: Positions, sigma: float) -> Floats:
    """Return what the scheme gives, read at the grid's point nearest to each sample.

    Args:
        graph: The network.
        events: Where they happened.
        samples: Where the density is wanted.
        sigma: Standard deviation, in the network's unit.
    """
    step = min(float(graph.length.mean()) / _PIECES, float(graph.length.min()) / _OF_SHORTEST)
    step = float(graph.length.sum()) / np.ceil(graph.length.sum() / step)
    pieces = np.maximum(1, np.rint(graph.length / step)).astype(np.int64)
    ends, point = _grid(graph, pieces)
    size = int(ends.max()) + 1
    ones = np.ones(len(ends))
    beside = sparse.csr_array((ones, (ends[:, 0], ends[:, 1])), shape=(size, size))
    beside = sparse.csr_array(beside + beside.T)
    degree = np.bincount(np.concatenate((graph.tail, graph.head)), minlength=graph.nodes)
    worst = float((degree[graph.tail] + degree[graph.head]).max())
    rounds = round(sigma**2 / (2.0 * min(_STABLE * step**2 / worst, sigma * step / 6.0)))
    share = sigma**2 / (2.0 * rounds) / step**2
    keep = 1.0 - share * np.asarray(beside.sum(axis=1))
    along = events.offset / graph.length[events.edge] * pieces[events.edge]
    left = np.minimum(along.astype(np.int64), pieces[events.edge] - 1)
    heat = np.bincount(point(events.edge, left), 1.0 - (along - left), size)
    heat += np.bincount(point(events.edge, left + 1), along - left, size)
    for _ in range(rounds):
        heat = keep * heat + share * (beside @ heat)
    nearest = np.rint(samples.offset / graph.length[samples.edge] * pieces[samples.edge])
    return np.asarray(heat[point(samples.edge, nearest.astype(np.int64))] / step, np.float64)


class _Grid:
    """Points along edges: where each edge's inner ones begin."""

    def __init__(self, graph: LaneGraph, pieces: Whole) -> None:
        self._graph, self._pieces = graph, pieces
        self._inner = graph.nodes + np.concatenate(([0], np.cumsum(pieces - 1)))[:-1]

    def __call__(self, edge: Whole, at: Whole) -> Whole:
        """Return the points so many pieces along edges."""
        found = np.where(at == 0, self._graph.tail[edge], self._inner[edge] + at - 1)
        return np.where(at == self._pieces[edge], self._graph.head[edge], found)


def _grid(graph: LaneGraph, pieces: Whole) -> tuple[Whole, _Grid]:
    """Return the ends of all pieces, and what finds a point."""
    point = _Grid(graph, pieces)
    edge = np.repeat(np.arange(pieces.size), pieces)
    at = np.arange(edge.size) - np.concatenate(([0], np.cumsum(pieces)))[edge]
    return np.stack((point(edge, at), point(edge, at + 1)), axis=1), point
