"""Distances along a network between events that are snapped to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.hotspots.tables import numbers
from geo.lane_graph import LaneGraph, LaneLines, Positions
from geo.network_distance import distances

Floats = NDArray[np.float64]


def snapped(arcs: Path, vertices: Path, events: Path) -> tuple[LaneGraph, Positions, Floats]:
    """Return a network, the places of events on it, and how far each was off it.

    Args:
        arcs: Columns `arc, u, v, len`: straight between their vertices, of the length given.
        vertices: Columns `vertex, x, y`.
        events: Columns `i, x, y`.
    """
    name, x, y = numbers(vertices, "vertex", "x", "y")
    order = np.argsort(name, kind="stable")
    place = np.stack((x, y), axis=1)[order]
    _, u, v, length = numbers(arcs, "arc", "u", "v", "len")
    ends = np.stack([np.searchsorted(name[order], end) for end in (u, v)], axis=1)
    segments = np.asarray(shapely.linestrings(place[ends]), object)
    found, away = LaneLines(segments).snap(np.stack(numbers(events, "x", "y"), axis=1))
    share = found.offset / np.asarray(shapely.length(segments), np.float64)[found.edge]
    graph = LaneGraph.of_edges(len(name), ends, length)
    along = np.clip(share, 0.0, 1.0) * length[found.edge]
    return graph, Positions(found.edge, along), away


def table(arcs: Path, vertices: Path, events: Path) -> Floats:
    """Return the distances between every two events; infinite where no way leads."""
    graph, places, _ = snapped(arcs, vertices, events)
    return distances(graph, places)
