"""The next day's reports, lane by lane: the product's forecast and its rivals on one file."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.hotspots.rivals import GiStar, KernelDensity, PlainCount
from benchmarks.hotspots.tables import columns
from geo.backtest import Verdict, backtest
from geo.forecast import Forecaster, Memories

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_DEGREE_M = 111_195.0  # of a meridian; lanes are compared within a town


@dataclass(frozen=True)
class Reports:
    """Reports of a file: day number and lane of each, and where each lane lies, metres."""

    days: Whole
    lanes: Whole
    at_m: Floats


def read(
    path: Path,
    bbox: tuple[float, float, float, float] | None = None,
    since: date | None = None,
) -> Reports:
    """Return the reports of a file.

    Args:
        path: Columns `requested, lat, lon, lane_id`; the day is the one written, in local time.
        bbox: West, south, east, north, degrees: reports elsewhere are left out.
        since: Reports before are left out.
    """
    table = columns(path)
    day = np.array([date.fromisoformat(text[:10]).toordinal() for text in table["requested"]])
    lat, lon = (np.array([float(text) for text in table[name]]) for name in ("lat", "lon"))
    kept = np.ones(day.size, np.bool_) if since is None else day >= since.toordinal()
    if bbox is not None:
        west, south, east, north = bbox
        kept &= (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    names = np.array(table["lane_id"])[kept]
    known, lane = np.unique(names, return_inverse=True)
    number = np.bincount(lane, minlength=known.size)
    mid_lat, mid_lon = (np.bincount(lane, at[kept]) / number for at in (lat, lon))
    squeezed = math.cos(math.radians(float(mid_lat.mean()))) if known.size else 1.0
    at_m = np.stack((mid_lon * squeezed, mid_lat), axis=1) * _DEGREE_M
    return Reports(day[kept].astype(np.int64), lane.astype(np.int64), at_m)


def compare(reports: Reports, days: int) -> dict[str, Verdict]:
    """Return how the product and its rivals foretell the last days, each from all days before."""
    n = len(reports.at_m)
    forecasters: dict[str, Forecaster] = {
        "product": Memories(n),
        "plain_count": PlainCount(n),
        "kernel_density": KernelDensity(reports.at_m),
        "gi_star": GiStar(reports.at_m),
    }
    return {
        name: backtest(reports.days, reports.lanes, forecaster, days)
        for name, forecaster in forecasters.items()
    }


def line(reports: Reports, days: int) -> dict[str, object]:
    """Return the comparison as it is printed."""
    found: dict[str, object] = {"lanes": len(reports.at_m), "days": days}
    for name, verdict in compare(reports, days).items():
        found["reports"] = verdict.reports
        found[name] = _figures(verdict, likely=name != "gi_star")
    return found


def _figures(verdict: Verdict, *, likely: bool) -> dict[str, float | None]:
    """Return a verdict's figures; Gi* has no likelihood, for z is no expectation."""
    rates = {f"hit_{share:.0%}".rstrip("%"): a.hit_rate for share, a in verdict.accuracy.items()}
    rates |= {f"pai_{share:.0%}".rstrip("%"): a.pai for share, a in verdict.accuracy.items()}
    rates |= {f"pei_{share:.0%}".rstrip("%"): a.pei for share, a in verdict.accuracy.items()}
    return rates | {"log_likelihood_per_report": verdict.log_likelihood if likely else None}
