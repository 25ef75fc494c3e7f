"""Where lanes meet: crossings, T-junctions and ends close to each other, as cuts along the lanes.

Every coordinate is projected, metres, (x, y). `along` is a place on a lane as the metres from its
beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree
from shapely.geometry import LineString

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Ends that are this close are one place whatever the snapping: coordinates' own rounding.
ROUNDING_M: Final = 1e-6
# On its own lane an end only meets what is further along than this many snapping distances.
_OWN_REACH: Final = 2.0


@dataclass(frozen=True)
class Vertices:
    """The vertices of all lanes that have a length, one after the other.

    Attributes:
        places: Shape (v, 2).
        lanes: Position of each vertex's lane in the input, shape (v,).
        along: Metres from the lane's beginning, shape (v,).
        first: Index of the first vertex of each lane kept, ascending, shape (k,).
        last: Index of the last, shape (k,).
    """

    places: Floats
    lanes: Ints
    along: Floats
    first: Ints
    last: Ints


@dataclass(frozen=True)
class Cuts:
    """Places where lanes are cut, and which of them are one place.

    Attributes:
        lanes: Lane of each cut, shape (c,). The lanes' own ends come first, in pairs.
        along: Where on the lane, shape (c,).
        places: Where in the plane, shape (c, 2).
        ends: How many of the cuts are the lanes' own ends.
        links: Pairs of cuts that are one place, shape (l, 2).
        tees: Rows (end, cut) where a lane's end meets the inside of a lane, shape (t, 2).
        crossings: Rows (cut, cut) where two lanes' insides cross, shape (x, 2).
    """

    lanes: Ints
    along: Floats
    places: Floats
    ends: int
    links: Ints
    tees: Ints
    crossings: Ints


def flatten(lines: Sequence[LineString]) -> Vertices:
    """Return the vertices of the lines that lead somewhere, repeated ones left out."""
    kept = shapely.remove_repeated_points(np.array(lines, dtype=object))
    lengths = shapely.length(kept)
    numbers = np.flatnonzero(lengths > 0.0)
    places, owner = shapely.get_coordinates(kept[numbers], return_index=True)
    first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]][: len(owner)])
    last = np.r_[first[1:], len(owner)][: len(first)] - 1
    steps = np.zeros(len(owner))
    steps[1:] = np.hypot(*(places[1:] - places[:-1]).T)
    steps[first] = 0.0
    summed = np.cumsum(steps)
    along = summed - summed[first][owner] if len(owner) else summed
    return Vertices(places, numbers[owner], along, first, last)


def find_cuts(vertices: Vertices, snap_m: float) -> Cuts:
    """Return every place at which a lane is to be cut.

    Args:
        vertices: The lanes.
        snap_m: How far a lane's end may miss another lane and still meet it, metres, >= 0.
    """
    ends = np.stack([vertices.first, vertices.last], axis=1).reshape(-1)
    starts = np.flatnonzero(vertices.lanes[1:] == vertices.lanes[:-1])
    pairs = np.stack([vertices.places[starts], vertices.places[starts + 1]], axis=1)
    segments = np.asarray(shapely.linestrings(pairs), dtype=object)
    tree = shapely.STRtree(segments)
    crossed = _crossings(vertices, starts, segments, tree)
    tee_ends, tee_cuts = _tees(vertices, starts, segments, tree, snap_m)
    lanes, along, places = (
        np.concatenate(parts)
        for parts in zip(
            (vertices.lanes[ends], vertices.along[ends], vertices.places[ends]),
            crossed,
            tee_cuts,
            strict=True,
        )
    )
    half = len(crossed[0]) // 2
    crossings = len(ends) + np.stack([np.arange(half), np.arange(half) + half], axis=1)
    tees = np.stack([tee_ends, len(ends) + 2 * half + np.arange(len(tee_ends))], axis=1).astype(
        np.int64
    )
    links = np.concatenate([crossings, tees])
    return Cuts(lanes, along, places, len(ends), links, tees, crossings)


def cluster(cuts: Cuts, snap_m: float) -> tuple[Ints, Floats]:
    """Give cuts that are one place one node.

    Returns:
        Node per cut, shape (c,), numbered by first appearance; places of the nodes, shape (n, 2):
        the mean of the cuts inside lanes where there are any, so that a through lane stays where
        it is and the end that missed it moves.
    """
    count = len(cuts.lanes)
    if count == 0:
        return np.zeros(0, np.int64), np.zeros((0, 2))
    near = KDTree(cuts.places).query_pairs(max(snap_m, ROUNDING_M), output_type="ndarray")
    links = np.concatenate([near.reshape(-1, 2), cuts.links])
    graph = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.empty(len(first), np.int64)
    order[np.argsort(first)] = np.arange(len(first))
    nodes = order[inverse]
    inside = (np.arange(count) >= cuts.ends).astype(np.float64)
    weights = np.where(np.bincount(nodes, inside)[nodes] > 0, inside, 1.0)
    total = np.bincount(nodes, weights)
    sums = [np.bincount(nodes, weights * cuts.places[:, axis]) for axis in (0, 1)]
    return nodes, np.stack(sums, axis=1) / total[:, None]


def _crossings(
    vertices: Vertices, starts: Ints, segments: NDArray[np.object_], tree: shapely.STRtree
) -> tuple[Ints, Floats, Floats]:
    """Return the cuts where two segments meet: the first's all, then the second's in that order."""
    one, two = tree.query(segments, predicate="intersects")
    same = vertices.lanes[starts[one]] == vertices.lanes[starts[two]]
    wanted = (one < two) & ~(same & (two == one + 1))
    one, two = one[wanted], two[wanted]
    met = shapely.intersection(segments[one], segments[two])
    places, pair = shapely.get_coordinates(met, return_index=True)
    owners = np.concatenate([starts[one[pair]], starts[two[pair]]])
    doubled = np.concatenate([places, places])
    along = vertices.along[owners] + np.hypot(*(doubled - vertices.places[owners]).T)
    return vertices.lanes[owners], along, doubled


def _tees(
    vertices: Vertices,
    starts: Ints,
    segments: NDArray[np.object_],
    tree: shapely.STRtree,
    snap_m: float,
) -> tuple[Ints, tuple[Ints, Floats, Floats]]:
    """Return the ends that come close to a lane, and the cut of that lane at its nearest place."""
    ends = np.stack([vertices.first, vertices.last], axis=1).reshape(-1)
    points = np.asarray(shapely.points(vertices.places[ends]), dtype=object)
    end, segment = tree.query(points, predicate="dwithin", distance=max(snap_m, ROUNDING_M))
    on_it = shapely.line_locate_point(segments[segment], points[end])
    along = vertices.along[starts[segment]] + on_it
    lanes = vertices.lanes[starts[segment]]
    own = lanes == vertices.lanes[ends[end]]
    far = np.abs(along - vertices.along[ends[end]]) > _OWN_REACH * max(snap_m, ROUNDING_M)
    kept = ~own | far
    end, segment, on_it, along, lanes = (v[kept] for v in (end, segment, on_it, along, lanes))
    missed = np.asarray(shapely.distance(segments[segment], points[end]))
    order = np.lexsort((along, missed, lanes, end))
    end, lanes = end[order], lanes[order]
    nearest = np.r_[True, (end[1:] != end[:-1]) | (lanes[1:] != lanes[:-1])][: len(end)]
    order = order[nearest]
    feet = shapely.line_interpolate_point(segments[segment[order]], on_it[order])
    return end[nearest], (lanes[nearest], along[order], shapely.get_coordinates(feet))
