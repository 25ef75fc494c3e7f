"""Two periods compared, lane by lane: how far a rate moved, and if by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.hotspots.queries import LaneCount
from app.hotspots.rates import RatedLane, class_breaks, class_of
from geo.changes import chance_of_difference
from geo.heat import lane_rate

SIDES = 3  # classes up and down
CHANCE = 0.1  # a change that chance makes more often than this is not coloured


@dataclass(frozen=True)
class ChangedLane:
    """A lane's rates before and now; `step` is 0 for no clear change, else -3 to 3."""

    rated: RatedLane
    reports_before: int
    before: float
    step: int

    @property
    def change(self) -> float:
        """Return by how much the rate rose, reports per 100 m of lane per month."""
        return self.rated.rate - self.before


def changed(
    now: list[RatedLane], before: list[LaneCount], days: int
) -> tuple[list[ChangedLane], list[float]]:
    """Return the lanes, those that rose most first, and the lower ends of classes 2 and 3.

    Args:
        now: The lanes of the period.
        before: The lanes of the period before; one that was not there then counts 0.
        days: Length of either period, >= 1.
    """
    counts = {lane.id: lane.reports for lane in before}
    pairs = [(one, counts.get(one.lane.id, 0)) for one in now]
    moved = [
        (one, was, lane_rate(was, one.lane.length_m, days), _is_clear(was, one.lane.reports))
        for one, was in pairs
    ]
    largest = max((abs(one.rate - rate) for one, _was, rate, clear in moved if clear), default=0.0)
    breaks = class_breaks(largest, SIDES)
    found = [
        ChangedLane(one, was, rate, _step(one.rate - rate, breaks) if clear else 0)
        for one, was, rate, clear in moved
    ]
    return sorted(found, key=lambda c: (-c.change, c.rated.lane.code, c.rated.lane.id)), breaks


def _is_clear(before: int, after: int) -> bool:
    return before != after and chance_of_difference(before, after) <= CHANCE


def _step(change: float, breaks: list[float]) -> int:
    step = class_of(abs(change), breaks)
    return step if change > 0 else -step


def document(lanes: list[ChangedLane], breaks: list[float]) -> dict[str, Any]:
    """Return the changes as they travel, by lane."""
    return {
        "breaks": breaks,
        "reports": sum(one.reports_before for one in lanes),
        "lanes": {
            str(one.rated.lane.id): {
                "reports": one.reports_before,
                "rate": round(one.before, 3),
                "change": round(one.change, 3),
                "step": one.step,
            }
            for one in lanes
        },
    }
