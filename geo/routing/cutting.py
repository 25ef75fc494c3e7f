"""Lanes cut into edges at their stations: the nodes that they pass, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString

from geo.routing.noding import ROUNDING_M, Cuts, Floats, Ints, Vertices

# Cuts of a lane at one node are one station if they are no further apart than this many snapping
# distances along the lane; further apart, the lane has gone round and come back.
_STATION_REACH: Final = 2.0


@dataclass(frozen=True)
class Stations:
    """The nodes that lanes pass, by lane and along it; arrays of one length.

    Attributes:
        lanes: Position of the lane.
        begin: Where the station begins along the lane, metres; what is inside is not on any edge.
        end: Where it ends, >= begin.
        nodes: Its node.
    """

    lanes: Ints
    begin: Floats
    end: Floats
    nodes: Ints


@dataclass(frozen=True)
class Pieces:
    """Edges, by lane and along it; arrays of one length.

    Attributes:
        owners: Position of the lane (or edge) that each is a piece of.
        tails: Node at its beginning.
        heads: Node at its end.
        lines: LineString from tail to head.
    """

    owners: Ints
    tails: Ints
    heads: Ints
    lines: NDArray[np.object_]


def stations(vertices: Vertices, cuts: Cuts, nodes: Ints, snap_m: float) -> Stations:
    """Return the stations of every lane, from its cuts and the nodes that these were given."""
    order = np.lexsort((cuts.along, cuts.lanes))
    lanes, along, node = cuts.lanes[order], cuts.along[order], nodes[order]
    reach = _STATION_REACH * max(snap_m, ROUNDING_M)
    fresh = np.ones(len(order), bool)
    fresh[1:] = (lanes[1:] != lanes[:-1]) | (node[1:] != node[:-1])
    fresh[1:] |= (along[1:] - along[:-1] > reach) & _turns(vertices, lanes, along)
    starts = np.flatnonzero(fresh)
    stops = np.r_[starts[1:], len(order)][: len(starts)] - 1
    return Stations(lanes[starts], along[starts], along[stops], node[starts])


def _turns(vertices: Vertices, lanes: Ints, along: Floats) -> NDArray[np.bool_]:
    """Return whether a vertex lies between a place on a lane and the next, shape (s - 1,)."""
    longest = vertices.along.max(initial=0.0) + 1.0
    known = vertices.lanes * longest + vertices.along
    keys = lanes * longest + along
    after = np.searchsorted(known, keys, "right")
    return np.asarray(np.searchsorted(known, keys[1:], "left") > after[:-1])


def cut(vertices: Vertices, at: Stations, places: Floats) -> Pieces:
    """Cut lanes at their stations.

    Args:
        vertices: The lanes.
        at: Their stations; a lane with one station alone is short, and becomes a loop as it is.
        places: Places of the nodes, shape (n, 2); the pieces' ends are moved there.
    """
    follows = np.zeros(len(at.lanes), bool)
    follows[:-1] = at.lanes[1:] == at.lanes[:-1]
    alone = ~follows
    alone[1:] &= at.lanes[1:] != at.lanes[:-1]
    begins = np.flatnonzero(follows | alone)
    ends = np.where(alone[begins], begins, begins + 1)
    lane_row = np.searchsorted(vertices.lanes[vertices.first], at.lanes[begins])
    lines = []
    for begin, end, row in zip(begins, ends, lane_row, strict=True):
        lane = slice(vertices.first[row], vertices.last[row] + 1)
        inner, along = vertices.places[lane], vertices.along[lane]
        if begin == end:
            lines.append(LineString(inner))
            continue
        inside = slice(
            np.searchsorted(along, at.end[begin], "right"), np.searchsorted(along, at.begin[end])
        )
        ring = (places[at.nodes[begin]], *inner[inside], places[at.nodes[end]])
        lines.append(LineString(ring))
    made = shapely.remove_repeated_points(np.array(lines, dtype=object))
    return Pieces(at.lanes[begins], at.nodes[begins], at.nodes[ends], made)
