"""Lanes to a network that can be walked: nodes where they meet, edges between, and a report.

Lanes drawn for a map are no network yet: they cross without a common vertex, stop short of the lane
they lead to, and are drawn twice. Everything here is projected, metres, (x, y).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point

from geo.errors import DistanceOutOfRange, NotFinite
from geo.routing.attaching import attach
from geo.routing.cutting import Pieces, cut, stations
from geo.routing.findings import report
from geo.routing.noding import Floats, cluster, find_cuts, flatten
from geo.routing.topology import TopologyReport


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """A stretch of a lane between two nodes.

    Attributes:
        tail: Node at its beginning.
        head: Node at its end; equal to `tail` for a loop.
        metres: Length of its line, > 0.
        lane: Position of its lane in the input.
        line: From tail to head, in the lane's own direction. (The loop that stands for a lane
            shorter than the snapping keeps the lane's line, which begins near the node.)
    """

    tail: int
    head: int
    metres: float
    lane: int
    line: LineString


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Lanes as a graph.

    Attributes:
        nodes: Places, shape (n, 2), metres; every node has an edge.
        edges: By lane, and along it.
        lane_edges: Per input line, positions of the edges that it was cut into, from its beginning
            to its end; a chain. Empty where the line has no length.
        point_nodes: Per extra point, the node that it was attached to, or None.
        report: What a person should know.
    """

    nodes: Floats
    edges: tuple[NetworkEdge, ...]
    lane_edges: tuple[tuple[int, ...], ...]
    point_nodes: tuple[int | None, ...]
    report: TopologyReport


def build_network(
    lines: Sequence[LineString],
    points: Sequence[Point] = (),
    *,
    snap_m: float = 1.5,
    point_snap_m: float = 50.0,
) -> Network:
    """Turn lanes into a network.

    Two lanes that cross at grade share a node there, whether they have a common vertex or not:
    these are footpaths, where whoever walks one can turn into the other. (Bridges and tunnels are
    crossings too: the lines do not say which is above.) A lane's end within `snap_m` of another
    lane, or of a later part of its own, meets it; it is the end that moves, not the lane passed.

    Args:
        lines: The lanes, projected, metres, in any direction.
        points: Places that are to be nodes too (entrances of courtyards, starts of walks): each is
            attached to the nearest place on the network, where an edge is split unless a node
            lies within `snap_m` along it.
        snap_m: How far ends may miss and still meet, metres, 0 to 100.
        point_snap_m: How far a point may lie from the network, metres, 0 to 100,000.

    Returns:
        The network. Lanes that run the same way keep an edge each, parallel to each other.

    Raises:
        NotFinite: A coordinate is NaN or infinite; the path is `/lines/N` or `/points/N`.
        DistanceOutOfRange: `snap_m` or `point_snap_m` is outside its range.

    Source:
        Own choices; the distances are those at which hand-drawn and GPS-drawn lanes miss.
    """
    _require(snap_m, "snap_m", 100.0)
    _require(point_snap_m, "point_snap_m", 1e5)
    _require_finite(lines, "/lines")
    _require_finite(points, "/points")
    vertices = flatten(lines)
    cuts = find_cuts(vertices, snap_m)
    cut_nodes, nodes = cluster(cuts, snap_m)
    pieces = cut(vertices, stations(vertices, cuts, cut_nodes, snap_m), nodes)
    pieces, nodes, point_nodes = attach(pieces, nodes, points, snap_m, point_snap_m)
    findings = report(lines, points, cuts, pieces, nodes, point_nodes, snap_m)
    return Network(nodes, _edges(pieces), _chains(pieces, len(lines)), point_nodes, findings)


def _edges(pieces: Pieces) -> tuple[NetworkEdge, ...]:
    return tuple(
        NetworkEdge(int(tail), int(head), float(metres), int(lane), line)
        for tail, head, metres, lane, line in zip(
            pieces.tails,
            pieces.heads,
            shapely.length(pieces.lines),
            pieces.owners,
            pieces.lines,
            strict=True,
        )
    )


def _chains(pieces: Pieces, lanes: int) -> tuple[tuple[int, ...], ...]:
    chains: list[list[int]] = [[] for _ in range(lanes)]
    for edge, lane in enumerate(pieces.owners):
        chains[lane].append(edge)
    return tuple(map(tuple, chains))


def _require(metres: float, name: str, most: float) -> None:
    if not 0.0 <= metres <= most:
        raise DistanceOutOfRange(f"{name} is 0 to {most} metres, not {metres}")


def _require_finite(shapes: Sequence[LineString] | Sequence[Point], path: str) -> None:
    places, owner = shapely.get_coordinates(np.array(shapes, dtype=object), return_index=True)
    bad = np.flatnonzero(~np.isfinite(places).all(axis=1))
    if len(bad):
        raise NotFinite("A coordinate is NaN or infinite", f"{path}/{owner[bad[0]]}")
