"""H8: planar heat against `scipy.ndimage` on a grid as fine as ours is when drawn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from benchmarks.rows import Row
from benchmarks.timing import cpu_seconds, interleaved, ratio
from geo.heat import HECTARE_M2, Extent, HeatGrid, Kernel, Smoothing, heat_from_points

SIDE_M = 2500.0
CELLS = 250
PEER_CELLS = 1000
SIGMA_M = 60.0  # the product's bandwidth
REACH = 5.0  # standard deviations; both cut the Gaussian here
MONTH = Smoothing(SIGMA_M, 30.4375, Kernel.GAUSSIAN, SIDE_M / CELLS)
EXTENT = Extent(0, 0, CELLS, CELLS)
TIMES_FASTER, MOST_ERROR = 100.0, 1e-3
PROBES = 60

Points = NDArray[np.float64]


def rows() -> Iterator[Row]:
    """Measure time at 1e5 and 1e6 points, and the error at 1e5."""
    heat_from_points(town(100), np.ones(100), EXTENT, MONTH)  # compiles, and says so: not timed
    for number in (100_000, 1_000_000):
        points, ones = town(number), np.ones(number)
        ours_now = partial(heat_from_points, points, ones, EXTENT, MONTH)
        found = interleaved(
            {
                "ours": partial(cpu_seconds, ours_now),
                "peer": partial(cpu_seconds, partial(peer, points)),
            }
        )
        times = ratio(found, "peer", "ours")
        ours, theirs = (median(found[name]) * 1000 for name in ("ours", "peer"))
        yield Row(
            "H8",
            f"heat, {number:,} points, {CELLS} x {CELLS} cells, against scipy.ndimage on"
            f" {PEER_CELLS} x {PEER_CELLS}",
            f"{times:.0f} times; {ours:.1f} ms against {theirs:.0f} ms of one processor",
            f">= {TIMES_FASTER:.0f} times",
            times >= TIMES_FASTER,
        )
    error = worst_error(town(100_000))
    yield Row(
        "H8",
        f"its error against the exact sum at {PROBES} cells, 100,000 points, of the peak",
        f"{error:.1e}",
        f"<= {MOST_ERROR:.0e}",
        error <= MOST_ERROR,
    )


def town(number: int) -> Points:
    """Return points as reports lie: along some lanes, more at a few spots; metres, shape (n, 2)."""
    chance = np.random.default_rng(number)
    ends = chance.uniform(500.0, SIDE_M - 500.0, (60, 2, 2))
    lane = np.minimum(chance.geometric(0.05, number) - 1, 59)
    along = chance.beta(2.0, 3.0, number)[:, None]
    spots: Points = ends[lane, 0] * (1.0 - along) + ends[lane, 1] * along
    spots += chance.normal(0.0, 8.0, (number, 2))
    return np.clip(spots, 0.0, SIDE_M - 0.01, out=spots)


def peer(points: Points) -> NDArray[np.float64]:
    """Return what one would write with scipy: a fine histogram under a Gaussian filter."""
    edges = np.linspace(0.0, SIDE_M, PEER_CELLS + 1)
    counts, _, _ = np.histogram2d(points[:, 1], points[:, 0], bins=(edges, edges))
    sigma = SIGMA_M / (SIDE_M / PEER_CELLS)
    smoothed: Points = ndimage.gaussian_filter(counts, sigma, mode="constant", truncate=REACH)
    return smoothed


def worst_error(points: Points) -> float:
    """Return the largest difference from the exact sum, as a share of the surface's peak."""
    found = heat_from_points(points, np.ones(len(points)), EXTENT, MONTH)
    chance = np.random.default_rng(1)
    probes = [*chance.integers(0, CELLS, (PROBES - 1, 2)), np.array(peak(found))]
    cell = SIDE_M / CELLS
    exact = [density(points, (col + 0.5) * cell, (row + 0.5) * cell) for row, col in probes]
    ours = [float(found.values[row, col]) for row, col in probes]
    return max(abs(a - b) for a, b in zip(exact, ours, strict=True)) / float(found.values.max())


def peak(found: HeatGrid) -> tuple[int, int]:
    """Return row and column of a surface's highest cell."""
    row, col = np.unravel_index(int(found.values.argmax()), found.values.shape)
    return int(row), int(col)


def density(points: Points, east: float, north: float) -> float:
    """Return the Gaussian density at a place, reports per hectare in a month."""
    away = ((points - (east, north)) ** 2).sum(axis=1)
    return float(np.exp(away / (-2.0 * SIGMA_M**2)).sum() * HECTARE_M2 / (2.0 * np.pi * SIGMA_M**2))
