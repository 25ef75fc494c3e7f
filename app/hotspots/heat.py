"""From counted cells to the heat that a map draws.

The surface is computed in ground metres of the community's UTM zone (`geo.heat`): a place has
the same value whatever the zoom. It travels as 16 bit whole numbers, so a value is true to
1/65535 of the highest.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from app.hotspots.queries import Cells
from geo.crs import project
from geo.errors import NotProjectable
from geo.heat import Extent, HeatGrid, Smoothing, heat_from_cells

WGS84 = 4326
CELL_M = 10.0
BANDWIDTH_M = 60.0  # quartic radius: a lane and its two sides, less than the next lane but one
MARGIN_M = BANDWIDTH_M
LEAST_CELLS = 2.0  # a hill spans as many cells each way, else it is no hill
MOST_CELLS = 50_000  # 133 kB of base64
COARSER = (1, 2, 3, 4, 5, 10, 20, 50, 100)  # times 10 m, where 10 m would be too many
FULL = 65_535
UNIT = "reports per 100 m x 100 m per month"

Bbox = tuple[float, float, float, float]


@dataclass(frozen=True)
class Surface:
    """A surface and what was counted for it: reports within its extent, and those beyond."""

    grid: HeatGrid
    bandwidth_m: float
    inside: int
    outside: int


def surface(cells: Cells, bbox: Bbox, utm_srid: int, days: int) -> Surface | None:
    """Smooth counted cells over a box.

    Args:
        cells: Counts per 10 m cell of the zone.
        bbox: West, south, east, north, WGS 84 degrees.
        utm_srid: EPSG code of the community's zone.
        days: Length of the period, >= 1.

    Returns:
        The surface, its cells 10 m or, for a large box, a multiple; None where it is too large
        or the zone does not reach it.
    """
    box_m = _box_in_metres(bbox, utm_srid)
    times = _coarseness(box_m) if box_m else None
    if box_m is None or times is None:
        return None
    extent = Extent.covering(box_m, CELL_M * times)
    indices = cells.indices // times
    bandwidth_m = max(BANDWIDTH_M, LEAST_CELLS * CELL_M * times)
    setting = Smoothing(bandwidth_m=bandwidth_m, days=days, cell_m=CELL_M * times)
    grid = heat_from_cells(indices, cells.reports, extent, setting)
    inside = int(cells.reports[_within(indices, extent)].sum())
    return Surface(grid, bandwidth_m, inside, int(cells.reports.sum()) - inside)


def can_be_drawn(bbox: Bbox, utm_srid: int) -> bool:
    """Tell whether a box is near enough to the zone and small enough for a surface."""
    box_m = _box_in_metres(bbox, utm_srid)
    return box_m is not None and _coarseness(box_m) is not None


def document(found: Surface, utm_srid: int) -> dict[str, Any]:
    """Return a surface as it travels; row 0 is the southernmost, column 0 the westernmost."""
    grid = found.grid
    highest = float(grid.values.max(initial=0.0))
    scale = highest / FULL if highest > 0 else 1.0
    quantised = np.rint(grid.values / scale).astype("<u2")
    rows, cols = grid.values.shape
    return {
        "unit": UNIT,
        "rows": rows,
        "cols": cols,
        "cell_m": grid.cell_m,
        "bandwidth_m": found.bandwidth_m,
        "corners": _corners(grid, utm_srid),
        "max": highest,
        "scale": scale,
        "values": base64.b64encode(quantised.tobytes()).decode(),
        "encoding": "base64 of unsigned 16 bit numbers, low byte first; times scale",
        "reports": found.inside,
        "outside": found.outside,
    }


def empty_document(outside: int) -> dict[str, Any]:
    """Return what travels where there is nothing to draw on."""
    return {
        "unit": UNIT,
        "rows": 0,
        "cols": 0,
        "cell_m": CELL_M,
        "bandwidth_m": BANDWIDTH_M,
        "corners": None,
        "max": 0.0,
        "scale": 1.0,
        "values": "",
        "reports": 0,
        "outside": outside,
    }


def _box_in_metres(bbox: Bbox, utm_srid: int) -> Bbox | None:
    """Return a box in the zone's metres with a margin, or None where the zone does not reach it."""
    try:
        west, south, east, north = project(shapely.box(*bbox), WGS84, utm_srid).bounds
    except NotProjectable:
        return None
    return (west - MARGIN_M, south - MARGIN_M, east + MARGIN_M, north + MARGIN_M)


def _coarseness(box_m: Bbox) -> int | None:
    """Return how many times 10 m a cell is, so that the box takes no more than may travel."""
    width, height = box_m[2] - box_m[0], box_m[3] - box_m[1]
    for times in COARSER:
        cell = CELL_M * times
        if (width / cell + 2) * (height / cell + 2) <= MOST_CELLS:
            return times
    return None


def _within(indices: np.ndarray[Any, Any], extent: Extent) -> np.ndarray[Any, Any]:
    low = np.array([extent.east, extent.north])
    high = low + np.array([extent.cols, extent.rows])
    return np.asarray(((indices >= low) & (indices < high)).all(axis=1))


def _corners(grid: HeatGrid, utm_srid: int) -> list[list[float]]:
    """Return the grid's corners from the south-west, counter-clockwise, longitude first."""
    rows, cols = grid.values.shape
    east = grid.origin_east + cols * grid.cell_m
    north = grid.origin_north + rows * grid.cell_m
    ring = [
        (grid.origin_east, grid.origin_north),
        (east, grid.origin_north),
        (east, north),
        (grid.origin_east, north),
    ]
    moved = project(shapely.LineString(ring), utm_srid, WGS84)
    return [[round(x, 7), round(y, 7)] for x, y in moved.coords]
