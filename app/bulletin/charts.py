"""Bars over the days of a period, as numbers that an inline SVG is drawn from. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 720.0, 120.0
LEFT, RIGHT, FOOT = 34.0, 12.0, 18.0  # for the scale and the days, in the view box's units
GAP = 0.25  # of a bar's place
DAYS_AT_MOST = 62
LABELS = 7


@dataclass(frozen=True)
class Bar:
    """One bar: its box, the middle of its foot, what it stands for in words, a label or none."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    said: str
    label: str


@dataclass(frozen=True)
class Chart:
    """A chart: its title, the highest of its bars in words, the bars, the end of its scale."""

    title: str
    most: str
    bars: tuple[Bar, ...]
    top: str
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    foot: float = HEIGHT - FOOT


@dataclass(frozen=True)
class Column:
    """What a bar is drawn from."""

    value: float
    said: str
    label: str


def bars(columns: Sequence[Column], top: float) -> tuple[Bar, ...]:
    """Return the bars of a chart, side by side, the scale ending at `top` > 0."""
    place = (WIDTH - LEFT - RIGHT) / max(len(columns), 1)
    every = max(1, math.ceil(len(columns) / LABELS))
    room = HEIGHT - FOOT
    return tuple(
        Bar(
            x=round(LEFT + (n + GAP / 2) * place, 1),
            y=round(room - room * one.value / top, 1),
            width=round(place * (1 - GAP), 1),
            height=round(room * one.value / top, 1),
            middle=round(LEFT + (n + 0.5) * place, 1),
            said=one.said,
            label=one.label if n % every == 0 else "",
        )
        for n, one in enumerate(columns)
    )


def round_top(highest: float) -> float:
    """Return the end of a scale: one of 1, 2, 4, 5, 8 times a power of ten, not below the highest.

    >>> round_top(37)
    40.0
    """
    if highest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest))
    return next(step * power for step in (1, 2, 4, 5, 8, 10) if step * power >= highest)


def by_month(days: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """Return the sums of each calendar month, under its first day, in order."""
    sums: dict[date, float] = {}
    for day, value in days:
        sums[day.replace(day=1)] = sums.get(day.replace(day=1), 0.0) + value
    return sorted(sums.items())
