"""Looks a network over for what a person should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry import LineString, Point

from geo.routing.cutting import Pieces
from geo.routing.noding import ROUNDING_M, Cuts, Floats
from geo.routing.overlaps import overlaps
from geo.routing.topology import Defect, Finding, TopologyReport

# Ends that miss a lane by up to this are told: beyond it they are more likely meant. Metres.
GAP_M: Final = 3.0
# Ends that meet to a centimetre were drawn as meeting.
_MEETING_M: Final = 0.01


def report(
    lines: Sequence[LineString],
    points: Sequence[Point],
    cuts: Cuts,
    pieces: Pieces,
    nodes: Floats,
    point_nodes: tuple[int | None, ...],
    snap_m: float,
) -> TopologyReport:
    """Return what is to be said about a network; arguments as in `build_network`."""
    labels = _components(pieces, len(nodes))
    doubled = overlaps(pieces, max(snap_m, ROUNDING_M))
    found = [
        *_of_lanes(lines, pieces),
        *_of_cuts(cuts),
        *doubled,
        *_of_ends(pieces, nodes, snap_m),
        *_of_parts(pieces, nodes, labels),
        *_of_points(points, point_nodes),
    ]
    kinds = list(Defect)
    found.sort(key=lambda finding: (kinds.index(finding.kind), finding.lanes))
    return TopologyReport(
        tuple(found),
        float(shapely.length(np.array(lines, dtype=object)).sum()),
        float(shapely.length(pieces.lines).sum()),
        sum(finding.metres for finding in doubled),
        int(labels.max(initial=-1)) + 1,
    )


def _components(pieces: Pieces, nodes: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Return the part of the network that each node lies in, shape (n,)."""
    ones = np.ones(len(pieces.tails))
    graph = coo_array((ones, (pieces.tails, pieces.heads)), shape=(nodes, nodes))
    return connected_components(graph, directed=False)[1] if nodes else np.zeros(0, np.int32)


def _of_lanes(lines: Sequence[LineString], pieces: Pieces) -> Iterator[Finding]:
    """Lanes without length, lanes shorter than the snapping, loops."""
    for lane in sorted(set(range(len(lines))) - set(pieces.owners.tolist())):
        line = lines[lane]
        place = Point() if line.is_empty else Point(line.coords[0])
        yield Finding(Defect.ZERO_LENGTH, (lane,), place)
    for edge in np.flatnonzero(pieces.tails == pieces.heads):
        line = pieces.lines[edge]
        kind = Defect.SELF_LOOP if line.is_closed else Defect.TOO_SHORT
        yield Finding(kind, (int(pieces.owners[edge]),), Point(line.coords[0]), line.length)


def _of_cuts(cuts: Cuts) -> Iterator[Finding]:
    """Crossings, T-junctions and closed gaps, each pair of lanes once per place."""
    ends: dict[int, list[Floats]] = {}
    for end in range(cuts.ends):
        ends.setdefault(int(cuts.lanes[end]), []).append(cuts.places[end])
    told: set[tuple[Defect, tuple[int, ...], int, int]] = set()
    for finding in (*_tees(cuts, ends), *_crossings(cuts, ends)):
        x, y = round(finding.place.x), round(finding.place.y)
        key = (finding.kind, finding.lanes, x, y)
        if key not in told:
            told.add(key)
            yield finding


def _tees(cuts: Cuts, ends: dict[int, list[Floats]]) -> Iterator[Finding]:
    missed = np.hypot(*(cuts.places[cuts.tees[:, 0]] - cuts.places[cuts.tees[:, 1]]).T)
    pairs = np.sort(cuts.lanes[cuts.tees], axis=1)
    meeting = set(map(tuple, pairs[missed <= _MEETING_M].tolist()))
    for (end, foot), pair, metres in zip(cuts.tees, pairs.tolist(), missed.tolist(), strict=True):
        place, lane = cuts.places[foot], int(cuts.lanes[foot])
        if not _is_end(place, ends[lane]):
            yield Finding(Defect.T_JUNCTION, (int(cuts.lanes[end]), lane), Point(place), metres)
        elif tuple(pair) not in meeting:
            middle = (place + cuts.places[end]) / 2.0
            yield Finding(Defect.GAP_CLOSED, tuple(pair), Point(middle), metres)


def _crossings(cuts: Cuts, ends: dict[int, list[Floats]]) -> Iterator[Finding]:
    for one, two in cuts.crossings:
        place, lanes = cuts.places[one], (int(cuts.lanes[one]), int(cuts.lanes[two]))
        if not any(_is_end(place, ends[lane]) for lane in lanes):
            yield Finding(Defect.CROSSING, (min(lanes), max(lanes)), Point(place))


def _is_end(place: Floats, ends: list[Floats]) -> bool:
    return any(np.hypot(*(place - end)) <= _MEETING_M for end in ends)


def _of_ends(pieces: Pieces, nodes: Floats, snap_m: float) -> Iterator[Finding]:
    """Dead ends, and the gaps that some of them are."""
    degree = np.bincount(np.r_[pieces.tails, pieces.heads], minlength=len(nodes))
    edges = np.flatnonzero((degree[pieces.tails] == 1) | (degree[pieces.heads] == 1))
    dead = [
        (int(edge), int(node))
        for edge in edges
        for node in (pieces.tails[edge], pieces.heads[edge])
        if degree[node] == 1
    ]
    for edge, node in dead:
        yield Finding(Defect.DEAD_END, (int(pieces.owners[edge]),), Point(nodes[node]))
    if dead:
        yield from _gaps(pieces, nodes, dead, max(snap_m, GAP_M))


def _gaps(
    pieces: Pieces, nodes: Floats, dead: list[tuple[int, int]], gap_m: float
) -> Iterator[Finding]:
    """Dead ends (edge, node) that another lane passes within `gap_m`."""
    points = np.asarray(shapely.points(nodes[[node for _, node in dead]]), dtype=object)
    rows, others = shapely.STRtree(pieces.lines).query(points, "dwithin", distance=gap_m)
    best: dict[tuple[int, int], Finding] = {}
    for row, other in zip(rows, others, strict=True):
        edge, node = dead[row]
        if _goes_on(pieces, edge, int(other), gap_m):
            continue
        missed = float(shapely.distance(points[row], pieces.lines[other]))
        lanes = (int(pieces.owners[edge]), int(pieces.owners[other]))
        key = (node, lanes[1])
        if key not in best or missed < best[key].metres:
            best[key] = Finding(Defect.GAP, lanes, points[row], missed)
    yield from best.values()


def _goes_on(pieces: Pieces, edge: int, other: int, gap_m: float) -> bool:
    """Return whether an edge near a dead end is only the way that leads there."""
    if edge == other:
        return True
    ends = {pieces.tails[edge], pieces.heads[edge]} & {pieces.tails[other], pieces.heads[other]}
    return bool(ends) and pieces.lines[edge].length <= 2.0 * gap_m


def _of_parts(
    pieces: Pieces, nodes: Floats, labels: np.ndarray[tuple[int], np.dtype[np.int32]]
) -> Iterator[Finding]:
    """Every part of the network but the longest."""
    if len(labels) == 0:
        return
    of_edge = labels[pieces.tails]
    lengths = np.bincount(of_edge, shapely.length(pieces.lines))
    for part in range(len(lengths)):
        if part != int(np.argmax(lengths)):
            lanes = np.unique(pieces.owners[of_edge == part])
            place = Point(nodes[int(np.argmax(labels == part))])
            yield Finding(Defect.ISLAND, tuple(lanes.tolist()), place, float(lengths[part]))


def _of_points(points: Sequence[Point], found: tuple[int | None, ...]) -> Iterator[Finding]:
    for number, (point, node) in enumerate(zip(points, found, strict=True)):
        if node is None:
            yield Finding(Defect.POINT_TOO_FAR, (number,), point)
