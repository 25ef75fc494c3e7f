"""Lanes as a network: edges between nodes, and positions along them.

Coordinates are metres of one projection. A position is an edge and an offset from its first node,
metres along it. Lines meet where their ends have the same coordinates, and nowhere else: a line
that crosses another without an end there passes over it.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely import STRtree

from geo.errors import NotANetwork, NotFinite, OffTheNetwork, ShapeMismatch

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# Ends closer than this are one node, metres: below the width of a door, above rounding.
_SAME_NODE_M: Final = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Positions:
    """Places on a network.

    Attributes:
        edge: Position of the edge, shape (n,).
        offset: Metres along it from its first node, shape (n,).
    """

    edge: Whole
    offset: Floats


@dataclass(frozen=True, eq=False)
class LaneGraph:
    """Edges between nodes 0 to nodes - 1; parallel edges and loops are welcome.

    Attributes:
        nodes: How many.
        tail: First node of each edge, shape (m,).
        head: Second node, shape (m,).
        length: Metres, > 0, shape (m,).
    """

    nodes: int
    tail: Whole
    head: Whole
    length: Floats

    def __post_init__(self) -> None:
        """Refuse what is no network.

        Raises:
            NotANetwork: An edge names a node that is not there, or has no length.
        """
        ends = np.concatenate((self.tail, self.head))
        same = self.tail.shape == self.head.shape == self.length.shape == (self.length.size,)
        if not same or (ends.size and not 0 <= ends.min() <= ends.max() < self.nodes):
            message = "An edge names a node that is not there"
            raise NotANetwork(message)
        if not (np.isfinite(self.length).all() and (self.length > 0.0).all()):
            message = "An edge has no length"
            raise NotANetwork(message)

    @classmethod
    def of_edges(cls, nodes: int, ends: ArrayLike, length: ArrayLike) -> Self:
        """Return the network of edges given by their nodes.

        Args:
            nodes: How many.
            ends: First and second node of each edge, whole, shape (m, 2).
            length: Metres, > 0, shape (m,).

        Raises:
            NotANetwork: As the class.
        """
        pairs = np.asarray(ends, np.int64).reshape(-1, 2)
        lengths = np.ascontiguousarray(length, np.float64)
        return cls(nodes, pairs[:, 0].copy(), pairs[:, 1].copy(), lengths)

    @cached_property
    def spokes(self) -> tuple[Whole, Whole]:
        """Edges at each node: where a node's begin, shape (nodes + 1,), and the directed edges.

        Directed edge 2 e leaves the first node of edge e, 2 e + 1 the second.
        """
        at = np.stack((self.tail, self.head), axis=1).ravel()
        order = np.argsort(at, kind="stable")
        starts = np.zeros(self.nodes + 1, np.int64)
        np.cumsum(np.bincount(at, minlength=self.nodes), out=starts[1:])
        return starts, order.astype(np.int64)

    @cached_property
    def fingerprint(self) -> str:
        """What tells this network from one with other edges or lengths (to a millimetre)."""
        millimetres = np.rint(self.length * 1000.0).astype(np.int64)
        parts = np.concatenate(([self.nodes], self.tail, self.head, millimetres)).astype("<i8")
        return hashlib.sha256(parts.tobytes()).hexdigest()

    def check(self, places: Positions) -> None:
        """Refuse positions that are not on this network.

        Raises:
            OffTheNetwork: An edge is not there, or an offset lies beyond its ends.
        """
        edge, offset = places.edge, places.offset
        if edge.shape != offset.shape or edge.ndim != 1:
            message = f"{edge.shape} edges and {offset.shape} offsets do not belong together"
            raise ShapeMismatch(message)
        if edge.size and not 0 <= edge.min() <= edge.max() < self.length.size:
            message = f"A position names none of the {self.length.size} edges"
            raise OffTheNetwork(message)
        if not ((offset >= 0.0) & (offset <= self.length[edge])).all():
            message = "A position lies beyond the ends of its edge"
            raise OffTheNetwork(message)


class LaneLines:
    """Lines on the ground, their network, and what snaps to them."""

    def __init__(self, lines: ArrayLike) -> None:
        """Join lines into a network.

        Args:
            lines: Shapely LineStrings, metres of one projection, each with a length; shape (m,).

        Raises:
            NotANetwork: A line has no length.
            NotFinite: A coordinate is NaN or infinite.
        """
        self._lines = np.asarray(lines, object)
        parts = [shapely.get_coordinates(line)[[0, -1]] for line in self._lines]
        ends = np.concatenate(parts) if parts else np.zeros((0, 2))
        if not np.isfinite(ends).all():
            message = "A lane's end is NaN or infinite"
            raise NotFinite(message)
        cells = np.rint(ends / _SAME_NODE_M).astype(np.int64)
        known, node = np.unique(cells, axis=0, return_inverse=True)
        length = shapely.length(self._lines).astype(np.float64)
        self.graph = LaneGraph.of_edges(len(known), node.reshape(-1, 2), length)
        self._tree = STRtree(self._lines)

    def snap(self, points_m: ArrayLike) -> tuple[Positions, Floats]:
        """Return the places on the lines nearest to points.

        Args:
            points_m: Metres, same projection, shape (n, 2); at least one line, or no point.

        Returns:
            Positions (of equally near lines the first), and how far away each point lies, metres.

        Raises:
            NotFinite: A coordinate is NaN or infinite.
            OffTheNetwork: There is no line to snap to.
        """
        coordinates = np.asarray(points_m, np.float64).reshape(-1, 2)
        if not np.isfinite(coordinates).all():
            message = "A point's coordinate is NaN or infinite"
            raise NotFinite(message)
        if len(coordinates) and not len(self._lines):
            message = "There is no lane to lie on"
            raise OffTheNetwork(message)
        points = shapely.points(coordinates)
        found = self._tree.query_nearest(points, all_matches=True)
        _, first = np.unique(found[0], return_index=True)
        edge = found[1][first].astype(np.int64)
        lines = self._lines[edge]
        away = np.asarray(shapely.distance(lines, points), np.float64)
        offset = shapely.line_locate_point(lines, points).astype(np.float64)
        return Positions(edge, np.clip(offset, 0.0, self.graph.length[edge])), away
