"""The steps of the time slider: days or weeks of a period, and the reports of each. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
MOST_FRAMES = 400  # a slider has no more places than a screen has pixels


@dataclass(frozen=True)
class Frame:
    """A step of the slider: first and last day, both counted, and its reports."""

    start: date
    end: date
    reports: int


def frames(start: date, end: date, counts: Mapping[date, int], step: str) -> list[Frame]:
    """Return a period's days or weeks in order; weeks begin on Monday, the outer ones are cut.

    Args:
        start: First day.
        end: Last day, counted too, not before the first.
        counts: Reports by day; days without any may be missing.
        step: `day` or `week`; a period of too many days is cut into weeks all the same.
    """
    days = (end - start).days + 1
    length = 1 if step == "day" and days <= MOST_FRAMES else WEEK
    lead = start.weekday() if length == WEEK else 0
    found = []
    for first in range(-lead, days, length):
        inside = range(max(first, 0), min(first + length, days))
        dates = [start + timedelta(i) for i in inside]
        found.append(Frame(dates[0], dates[-1], sum(counts.get(day, 0) for day in dates)))
    return found
