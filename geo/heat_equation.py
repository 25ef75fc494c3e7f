"""Kernel density along a network by letting heat spread: the Gaussian kernel of networks.

Each event is a unit of heat at its place; after a while the heat on every stretch is the density.
It neither jumps at junctions nor leaves through dead ends.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

from geo.discount import checked
from geo.errors import BandwidthOutOfRange, GridTooLarge, ShapeMismatch
from geo.lane_graph import LaneGraph, Positions

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# Points per standard deviation along an edge, and steps of time: within 3e-4 of the peak.
_POINTS: Final = 30
_STEPS: Final = 48
# First steps that are halved and implicit, which damp what a point of heat is too sharp for.
_DAMPED: Final = 2
_MAX_POINTS: Final = 2_000_000
_MIN_SIGMA_M: Final = 0.01
_MAX_SIGMA_M: Final = 1e5


def heat_density(
    graph: LaneGraph,
    events: Positions,
    weights: ArrayLike | None,
    samples: Positions,
    sigma_m: float,
) -> Floats:
    """Return the density of events at samples, by the heat equation on the network.

    Args:
        graph: The network.
        events: Where they happened.
        weights: Of each, >= 0, shape (n,); None: 1 each.
        samples: Where the density is wanted.
        sigma_m: Standard deviation of the kernel on a straight lane, metres.

    Returns:
        Events per metre, shape (samples,).

    Raises:
        OffTheNetwork: An event or a sample is not on the network.
        BandwidthOutOfRange: The deviation is not 1 cm to 100 km.
        GridTooLarge: The network is too long for a deviation so small.
        ShapeMismatch, WeightOutOfRange: The weights are none.

    Source:
        McSwiggan, Baddeley and Nair, Scandinavian Journal of Statistics 44 (2017) 324-345
        (spatstat's `density.lpp`); linear elements with lumped mass, Crank-Nicolson started as by
        Rannacher, Numerische Mathematik 43 (1984) 309-327.
    """
    if not _MIN_SIGMA_M <= sigma_m <= _MAX_SIGMA_M:
        message = f"A deviation along lanes is 1 cm to 100 km, not {sigma_m} m"
        raise BandwidthOutOfRange(message)
    graph.check(events)
    graph.check(samples)
    weight = np.ones(events.edge.size) if weights is None else checked(weights)
    if weight.shape != events.edge.shape:
        message = f"{weight.shape} weights for {events.edge.shape} events"
        raise ShapeMismatch(message)
    pieces = np.maximum(1, np.ceil(graph.length * (_POINTS / sigma_m)))
    if pieces.sum() > _MAX_POINTS:
        message = f"{pieces.sum():.0f} pieces are more than {_MAX_POINTS}"
        raise GridTooLarge(message)
    mesh = _Mesh(graph, pieces.astype(np.int64))
    put = mesh.between(events)
    heat = np.asarray(put.T @ weight, np.float64)
    return np.asarray(mesh.between(samples) @ mesh.spread(heat, sigma_m**2), np.float64)


class _Mesh:
    """Points along the edges; those at nodes are shared by the edges that meet there."""

    def __init__(self, graph: LaneGraph, pieces: Whole) -> None:
        self._pieces, self._step = pieces, graph.length / pieces
        self._tail, self._head = graph.tail, graph.head
        inner = np.concatenate(([0], np.cumsum(pieces - 1)))
        self._inner = graph.nodes + inner[:-1]
        self.size = int(graph.nodes + inner[-1])

    def between(self, places: Positions) -> sparse.csr_array:
        """Return the shares of places in the two points around each, shape (places, points)."""
        at = places.offset / self._step[places.edge]
        left = np.minimum(at.astype(np.int64), self._pieces[places.edge] - 1)
        share = at - left
        row = np.arange(at.size)
        ends = (self._point(places.edge, left), self._point(places.edge, left + 1))
        entries = (np.concatenate((row, row)), np.concatenate(ends))
        shape = (at.size, self.size)
        return sparse.csr_array((np.concatenate((1.0 - share, share)), entries), shape=shape)

    def spread(self, heat: Floats, time: float) -> Floats:
        """Return the density after heat at points has spread; variance grows by 1 per time."""
        edge = np.repeat(np.arange(self._pieces.size), self._pieces)
        first = np.concatenate(([0], np.cumsum(self._pieces)))[edge]
        piece = np.arange(edge.size) - first
        a, b = self._point(edge, piece), self._point(edge, piece + 1)
        step = self._step[edge]
        mass = np.bincount(a, step / 2.0, self.size) + np.bincount(b, step / 2.0, self.size)
        mass[mass == 0.0] = 1.0  # nodes without an edge
        flow = sparse.csc_array(
            (
                np.concatenate((0.5 / step, 0.5 / step, -0.5 / step, -0.5 / step)),
                (np.concatenate((a, b, a, b)), np.concatenate((a, b, b, a))),
            ),
            shape=(self.size, self.size),
        )
        weight = sparse.diags_array(mass, format="csc")
        half = time / _STEPS / 2.0
        implicit = splu(sparse.csc_array(weight + half * flow))
        density = heat / mass
        for _ in range(2 * _DAMPED):
            density = implicit.solve(mass * density)
        for _ in range(_STEPS - _DAMPED):
            density = implicit.solve(mass * density - half * (flow @ density))
        return np.asarray(density, np.float64)

    def _point(self, edge: Whole, step: Whole) -> Whole:
        """Return the point at so many steps along each edge."""
        inside = self._inner[edge] + step - 1
        found = np.where(step == 0, self._tail[edge], inside)
        return np.where(step == self._pieces[edge], self._head[edge], found)
