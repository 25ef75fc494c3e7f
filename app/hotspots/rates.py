"""Rates of lanes, and the classes that a map and a list show them in. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from app.hotspots.queries import LaneCount
from geo.heat import lane_rate

UNIT = "reports per 100 m of lane per month"
CLASSES = 5
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
        days: Length of the period, >= 1.
    """
    rates = [lane_rate(lane.reports, lane.length_m, days) for lane in lanes]
    breaks = class_breaks(max(rates, default=0.0))
    found = [
        RatedLane(lane, rate, class_of(rate, breaks))
        for lane, rate in zip(lanes, rates, strict=True)
    ]
    return sorted(found, key=lambda r: (-r.rate, r.lane.code, r.lane.id)), breaks


def class_breaks(highest: float) -> list[float]:
    """Return four even, round steps (multiples of 1, 2, 3, 4, 5, 6 or 8), the last `highest` reaches.

    >>> class_breaks(37.0)
    [8.0, 16.0, 24.0, 32.0]
    """
    if not highest > 0.0:
        return [1.0, 2.0, 3.0, 4.0]
    even = highest / (CLASSES - 1)
    power = 10.0 ** math.floor(math.log10(even))
    step = max(step for step in _STEPS if step * power <= even * (1.0 + 1e-9)) * power
    return [float(f"{step * i:.2g}") for i in range(1, CLASSES)]


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
