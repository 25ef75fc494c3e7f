"""Extra points on a network: each at the nearest place, which becomes a node."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry import Point

from geo.routing.cutting import Pieces, Stations, cut
from geo.routing.noding import ROUNDING_M, Floats, Ints, flatten

_Attached = tuple[Pieces, Floats, tuple[int | None, ...]]


def attach(
    pieces: Pieces, nodes: Floats, points: Sequence[Point], snap_m: float, most_m: float
) -> _Attached:
    """Attach points to edges, and split the edges there.

    Args:
        pieces: The edges, `owners` their lanes.
        nodes: Places of the nodes, shape (n, 2).
        points: The points.
        snap_m: A node this close along the edge is taken rather than a new one made, metres.
        most_m: Points further than this from every edge stay unattached, metres.

    Returns:
        The edges and nodes with those that were split and added; per point its node or None.
    """
    found: list[int | None] = [None] * len(points)
    if len(points) == 0 or len(pieces.lines) == 0:
        return pieces, nodes, tuple(found)
    chosen, edges, along = _nearest(pieces, points, most_m)
    near = max(snap_m, ROUNDING_M)
    order = np.lexsort((chosen, along, edges))
    new: list[tuple[int, float, int]] = []
    lengths = shapely.length(pieces.lines)
    for row in order:
        edge, metres = int(edges[row]), float(along[row])
        node = _end_near(pieces, lengths, edge, metres, near)
        if node is None and new and new[-1][0] == edge and metres - new[-1][1] <= near:
            node = new[-1][2]
        if node is None:
            node = len(nodes) + len(new)
            new.append((edge, metres, node))
        found[int(chosen[row])] = node
    if not new:
        return pieces, nodes, tuple(found)
    feet = [shapely.line_interpolate_point(pieces.lines[edge], at) for edge, at, _ in new]
    places = np.concatenate([nodes, shapely.get_coordinates(feet)])
    return _split(pieces, lengths, places, new), places, tuple(found)


def _nearest(pieces: Pieces, points: Sequence[Point], most_m: float) -> tuple[Ints, Ints, Floats]:
    """Return (points, edges, metres along the edge) of the points that are near enough."""
    places = np.array(points, dtype=object)
    tree = shapely.STRtree(pieces.lines)
    point, edge = tree.query_nearest(places)  # ascending by point; all edges at equal distance
    order = np.lexsort((edge, point))
    point, edge = point[order], edge[order]
    first = np.r_[True, point[1:] != point[:-1]]
    point, edge = point[first], edge[first]
    kept = shapely.distance(places[point], pieces.lines[edge]) <= most_m
    point, edge = point[kept], edge[kept]
    return point, edge, shapely.line_locate_point(pieces.lines[edge], places[point])


def _end_near(pieces: Pieces, lengths: Floats, edge: int, metres: float, near: float) -> int | None:
    """Return the edge's end that is near a place along it, or None."""
    rest = float(lengths[edge]) - metres
    if min(metres, rest) > near:
        return None
    return int(pieces.tails[edge] if metres <= rest else pieces.heads[edge])


def _split(
    pieces: Pieces, lengths: Floats, places: Floats, new: list[tuple[int, float, int]]
) -> Pieces:
    """Split edges at new nodes (edge, metres along it, node)."""
    count = len(pieces.owners)
    edges = np.r_[np.arange(count), np.arange(count), [edge for edge, _, _ in new]]
    along = np.r_[np.zeros(count), lengths, [at for _, at, _ in new]]
    nodes = np.r_[pieces.tails, pieces.heads, [node for _, _, node in new]]
    order = np.lexsort((along, edges))
    at = Stations(edges[order], along[order], along[order], nodes[order])
    parts = cut(flatten(list(pieces.lines)), at, places)
    return Pieces(pieces.owners[parts.owners], parts.tails, parts.heads, parts.lines)
