"""Kernel density along a network at given samples: one JSON line per sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely

from benchmarks.hotspots.tables import columns, geometries
from geo.lane_graph import LaneLines
from geo.network_density import Along, density


def lines(
    network: Path, events: Path, samples: Path, setting: Along
) -> Iterator[dict[str, object]]:
    """Give the density at each sample, divided by the bandwidth once more (spNetwork's div = "bw").

    Args:
        network: Lines that meet at their ends, metres.
        events: Points, the same projection.
        samples: Columns `x`, `y`, and an identifier, the first of the others.
        setting: Bandwidth, method and shape.
    """
    placed = LaneLines(geometries(network))
    happened, _ = placed.snap(shapely.get_coordinates(geometries(events)))
    table = columns(samples)
    name = next((name for name in table if name not in {"x", "y"}), "x")
    wanted, _ = placed.snap(np.array([table["x"], table["y"]], np.float64).T)
    found = density(placed.graph, happened, None, wanted, setting) / setting.bandwidth_m
    for sample, value in zip(table[name], found, strict=True):
        yield {"id": _number(sample), "value": float(value)}


def _number(text: str) -> int | str:
    """Return an identifier as a number where it is a whole one."""
    return int(text) if text.strip().isdigit() else text
