"""H4 and H5: forecasts of published reports, with one setting fixed beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.hotspots import forecast, reference
from benchmarks.hotspots.tables import days_and_places, geometries
from benchmarks.rows import Row
from geo.backtest import accuracy
from geo.forecast import Memories

DAYS = 180
LEAST = {0.01: 0.21, 0.05: 0.48, 0.1: 0.61}
LEAST_LIKELY, TIMES = -5.65, 3.0
# The NIJ challenge: cells of 600 ft, areas in square miles, a quarter of a year.
CELL_FT, MILE_FT = 600.0, 5280.0
AREAS, LEAST_PAI, QUARTER, QUARTERS = (0.25, 0.65), 12.0, 90, 8

Whole = NDArray[np.int64]


def rows() -> Iterator[Row]:
    """Foretell Boston's parking and Portland's stolen vehicles."""
    data = reference.folder()
    if data is None:
        yield reference.absent("H4, H5", "forecasts of boston parking and portland vehicle theft")
        return
    yield from _boston(data / "boston" / "illegal_parking_to_2019-06-30.csv.gz")
    yield from _portland(data / "portland")


def _boston(file: Path) -> Iterator[Row]:
    found = forecast.compare(forecast.read(file), DAYS)
    ours = found["product"]
    for share, least in LEAST.items():
        rates = {name: verdict.accuracy[share].hit_rate for name, verdict in found.items()}
        measured = ", ".join(f"{name} {rate:.3f}" for name, rate in rates.items())
        what = f"boston parking, next day, share of reports on the top {share:.0%} of lanes"
        yield Row("H4", what, measured, f">= {least}", rates["product"] >= least)
    plain = found["plain_count"].log_likelihood
    yield Row(
        "H4",
        "the same, Poisson log-likelihood per report",
        f"{ours.log_likelihood:.3f} (plain count {plain:.3f})",
        f">= {LEAST_LIKELY}",
        ours.log_likelihood >= LEAST_LIKELY,
    )
    times = ours.accuracy[0.05].hit_rate / found["kernel_density"].accuracy[0.05].hit_rate
    what = "the same, against plain kernel density at 5 %"
    yield Row("H4", what, f"{times:.2f} times", f">= {TIMES:.0f} times", times >= TIMES)


def _portland(data: Path) -> Iterator[Row]:
    days, cells, n, ground = _grid(data)
    last = date(2017, 3, 1).toordinal()
    starts = [last - QUARTER * back for back in range(1, QUARTERS + 1)]
    scores = _scores(days, cells, n, starts)
    for area in AREAS:
        first = int(area * MILE_FT**2 / CELL_FT**2)
        share = first * CELL_FT**2 / ground
        found = []
        for start in starts:
            after = cells[(days >= start) & (days < start + QUARTER)]
            counts = np.bincount(after, minlength=n)
            found.append(accuracy(scores[start], counts, first).hit_rate / share)
        yield Row(
            "H5",
            f"portland vehicle theft, last {QUARTER} days from the day before, PAI at {area} sq mi",
            f"{found[0]:.1f} (mean of {QUARTERS} quarters {np.mean(found):.1f})",
            f">= {LEAST_PAI:.0f}",
            found[0] >= LEAST_PAI,
        )


def _grid(data: Path) -> tuple[Whole, Whole, int, float]:
    """Return day and cell of each theft, how many cells there are, and the ground, square feet."""
    ground = shapely.union_all(geometries(data / "Portland_Police_Districts.shp"))
    days, x, y = days_and_places(data / "crimes_veh.csv.gz")
    west, south, east, north = ground.bounds
    cols, rows = (int((b - a) // CELL_FT) + 1 for a, b in ((west, east), (south, north)))
    cell = ((y - south) // CELL_FT * cols + (x - west) // CELL_FT).astype(np.int64)
    middle_x, middle_y = np.meshgrid(np.arange(cols) + 0.5, np.arange(rows) + 0.5)
    inside = shapely.contains_xy(
        ground, west + middle_x.ravel() * CELL_FT, south + middle_y.ravel() * CELL_FT
    )
    inside[cell] = True
    number = np.cumsum(inside) - 1
    return days, number[cell], int(inside.sum()), float(ground.area)


def _scores(days: Whole, cells: Whole, n: int, starts: list[int]) -> dict[int, NDArray[np.float64]]:
    """Return what the product expected of each cell on the eve of each start."""
    forecaster, found = Memories(n), {}
    for day in range(int(days.min()), max(starts) + 1):
        if day in starts:
            found[day] = forecaster.expected()
        forecaster.see(cells[days == day])
    return found
