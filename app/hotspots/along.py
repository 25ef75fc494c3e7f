"""Heat along the lanes: prepared once per edit of the lanes, then one product per picture.

Reports are known by their 10 m cell. Which lixel (piece of lane) a cell belongs to, what a report
on a lixel adds to all others (`geo.network_heat`), and where the lixels lie are worked out by a job
and packed into one file of arrays, nothing pickled; a web process reads it once.
"""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString
from shapely.ops import substring

from app.hotspots.queries import Cells
from geo.crs import project
from geo.errors import NetworkChanged
from geo.lane_graph import LaneGraph, LaneLines
from geo.network_density import Along, Method
from geo.network_heat import LIXEL_M, LaneHeat, build
from geo.routing.network import build_network

WGS84 = 4326
CELL_M = 10.0
BANDWIDTH_M = 60.0  # as far as the planar heat reaches
REACH_M = 30.0  # reports farther from every lane are on none of them
MOST_CELLS = 4_000_000  # a square of 20 km
FULL = 65_535
UNIT = "reports per 100 m of lane per month"
_DIGITS = 6  # of a degree: 11 cm
_PARTS = ("heat", "nodes", "ends", "length", "first", "raster", "corners", "begins")
SETTING = Along(BANDWIDTH_M, Method.DISCONTINUOUS)


class TooWide(ValueError):
    """The lanes reach over more ground than can be prepared."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """What a picture needs.

    Attributes:
        heat: The operator.
        first: Cell (east, north) in the raster's south-western corner.
        raster: Lixel of each cell, rows from the south; -1 where no lane is near.
        lines: Per lixel, its corners; longitude first.
    """

    heat: LaneHeat
    first: tuple[int, int]
    raster: NDArray[np.int32]
    lines: list[list[list[float]]]


def prepare(lanes: list[LineString], utm_srid: int) -> bytes:
    """Work out what pictures of lanes need, and pack it.

    Args:
        lanes: Centre lines, WGS 84 degrees.
        utm_srid: EPSG code of the community's zone.

    Raises:
        TooWide: The lanes lie too far from each other.
        GridTooLarge: There are too many of them.
    """
    metric = [project(line, WGS84, utm_srid) for line in lanes]
    edges = [edge.line for edge in build_network(metric).edges]
    placed = LaneLines(np.array(edges, object))
    heat = build(placed.graph, SETTING, LIXEL_M)
    first, raster = _raster(placed, heat, edges)
    corners, begins = _corners(edges, heat, utm_srid)
    file = io.BytesIO()
    np.savez_compressed(
        file,
        heat=np.frombuffer(heat.to_bytes(), np.uint8),
        nodes=np.array(placed.graph.nodes),
        ends=np.stack((placed.graph.tail, placed.graph.head), axis=1),
        length=placed.graph.length,
        first=np.array(first),
        raster=raster,
        corners=corners,
        begins=begins,
    )
    return file.getvalue()


def unpacked(packed: bytes) -> Prepared:
    """Return what `prepare` packed.

    Raises:
        NetworkChanged: It is broken, or was packed by another version of the program.
    """
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as file:
            parts = {name: file[name] for name in _PARTS}
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        message = "What was kept is no heat along lanes"
        raise NetworkChanged(message) from error
    graph = LaneGraph.of_edges(int(parts["nodes"]), parts["ends"], parts["length"])
    heat = LaneHeat.from_bytes(parts["heat"].tobytes(), graph)
    pieces = np.split(parts["corners"], parts["begins"][1:-1]) if heat.edge.size else []
    east, north = parts["first"].tolist()
    return Prepared(heat, (east, north), parts["raster"], [piece.tolist() for piece in pieces])


def document(prepared: Prepared, cells: Cells, days: int) -> dict[str, Any]:
    """Return the heat of every lixel as it travels: 16 bit numbers in the lixels' order."""
    lixel = _lixels(prepared, cells)
    near = lixel >= 0
    counts = np.bincount(
        lixel[near], cells.reports[near], minlength=prepared.heat.edge.size
    ).astype(np.float32)
    values = prepared.heat.picture(counts, days)
    highest = float(values.max(initial=0.0))
    scale = highest / FULL if highest > 0.0 else 1.0
    packed = np.rint(values / scale).astype("<u2").tobytes()
    return {
        "unit": UNIT,
        "bandwidth_m": BANDWIDTH_M,
        "lixels": int(values.size),
        "max": highest,
        "scale": scale,
        "values": base64.b64encode(packed).decode(),
        "encoding": "base64 of unsigned 16 bit numbers, low byte first; times scale",
        "reports": int(cells.reports[near].sum()),
        "outside": int(cells.reports[~near].sum()),
    }


def _lixels(prepared: Prepared, cells: Cells) -> NDArray[np.int32]:
    """Return the lixel of each cell, -1 where no lane is near."""
    rows, cols = prepared.raster.shape
    col, row = (cells.indices - prepared.first).T
    inside = (col >= 0) & (col < cols) & (row >= 0) & (row < rows)
    found = np.full(len(cells.indices), -1, np.int32)
    found[inside] = prepared.raster[row[inside], col[inside]]
    return found


def _raster(
    placed: LaneLines, heat: LaneHeat, edges: list[LineString]
) -> tuple[tuple[int, int], NDArray[np.int32]]:
    """Return the first cell and the lixel nearest to the middle of every cell round the lanes."""
    if not edges:
        return (0, 0), np.zeros((0, 0), np.int32)
    bounds = shapely.total_bounds(np.array(edges, object))
    low = np.floor((bounds[:2] - REACH_M) / CELL_M).astype(np.int64)
    high = np.ceil((bounds[2:] + REACH_M) / CELL_M).astype(np.int64)
    cols, rows = (high - low).tolist()
    if cols * rows > MOST_CELLS:
        message = f"{cols} x {rows} cells of {CELL_M} m are more than {MOST_CELLS}"
        raise TooWide(message)
    east, north = np.meshgrid(np.arange(cols), np.arange(rows))
    cells = np.stack((east.ravel() + low[0], north.ravel() + low[1]), axis=1)
    places, away = placed.snap((cells + 0.5) * CELL_M)
    lixel = np.where(away <= REACH_M, heat.lixels(places), -1).astype(np.int32)
    return (int(low[0]), int(low[1])), lixel.reshape(rows, cols)


def _corners(
    edges: list[LineString], heat: LaneHeat, utm_srid: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the corners of all lixels one after the other, degrees, and where each begins."""
    half = heat.length / 2.0
    pieces = [
        LineString(shapely.get_coordinates(substring(edges[edge], middle - reach, middle + reach)))
        for edge, middle, reach in zip(heat.edge, heat.middle, half, strict=True)
    ]
    begins = np.concatenate(([0], np.cumsum(shapely.get_num_coordinates(pieces)))).astype(np.int64)
    if not pieces:
        return np.zeros((0, 2)), begins
    moved = project(MultiLineString(pieces), utm_srid, WGS84)
    return np.round(shapely.get_coordinates(moved), _DIGITS), begins
