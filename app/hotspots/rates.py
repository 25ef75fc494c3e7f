"""Rates of lanes, and the classes that a map and a list show them in. Pure."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import Any

from app.hotspots.filters import Filter
from app.hotspots.queries import LaneCount
from geo.heat import lane_rate

UNIT = "reports per 100 m of lane per month"
CLASSES = 5
MEDIANS = 4.0
_STEPS = (1, 2, 3, 4, 5, 6, 8)


@dataclass(frozen=True)
class RatedLane:
    """A lane, its reports in the period and its rate; `step` is 0 without reports, else 1 to 5."""

    lane: LaneCount
    rate: float
    step: int


def rated(lanes: list[LaneCount], days: int) -> tuple[list[RatedLane], list[float]]:
    """Return the lanes, highest rate first (then by code), and the lower ends of classes 2 to 5.

    Args:
        lanes: The lanes of the period, any order.
        days: Length of the period, >= 1.
    """
    rates = [lane_rate(lane.reports, lane.length_m, days) for lane in lanes]
    breaks = class_breaks(reference([rate for rate in rates if rate > 0.0]))
    found = [
        RatedLane(lane, rate, class_of(rate, breaks))
        for lane, rate in zip(lanes, rates, strict=True)
    ]
    return sorted(found, key=lambda r: (-r.rate, r.lane.code, r.lane.id)), breaks


def rate_of(reports: int, length_m: float, wanted: Filter) -> float:
    """Return the rate of a lane with so many reports over a filter's period."""
    return lane_rate(reports, length_m, wanted.days)


def class_breaks(highest: float, classes: int = CLASSES) -> list[float]:
    """Return even, round steps between so many classes, the largest whose last `highest` reaches.

    >>> class_breaks(37.0)
    [8.0, 16.0, 24.0, 32.0]
    """
    if not highest > 0.0:
        return [float(i) for i in range(1, classes)]
    even = highest / (classes - 1)
    power = 10.0 ** math.floor(math.log10(even))
    step = max(step for step in _STEPS if step * power <= even * (1.0 + 1e-9)) * power
    return [float(f"{step * i:.2g}") for i in range(1, classes)]


def reference(rates: list[float]) -> float:
    """Return the rate that the classes span: the highest, but no more than a few medians.

    One lane that is far worse than all others must not put all others into one class.
    """
    return min(max(rates), MEDIANS * statistics.median(rates)) if rates else 0.0


def class_of(rate: float, breaks: list[float]) -> int:
    """Return 0 for no reports, else 1 for below the first break up to 5 from the last one on."""
    return 0 if rate <= 0.0 else 1 + sum(rate >= one for one in breaks)


def document(lanes: list[RatedLane], breaks: list[float]) -> dict[str, Any]:
    """Return the rates as they travel."""
    return {
        "unit": UNIT,
        "breaks": breaks,
        "reports": sum(r.lane.reports for r in lanes),
        "lanes": [
            {
                "id": r.lane.id,
                "code": r.lane.code,
                "name_zh": r.lane.name_zh,
                "name_bo": r.lane.name_bo,
                "name_en": r.lane.name_en,
                "length_m": round(r.lane.length_m, 1),
                "reports": r.lane.reports,
                "rate": round(r.rate, 3),
                "step": r.step,
            }
            for r in lanes
        ],
    }
