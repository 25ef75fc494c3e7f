"""Counts per day, discounted: what happened lately says more about tomorrow.

Days run along the last axis, oldest first; the last column is the newest day, of age 0.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.errors import HalfLifeOutOfRange, ShapeMismatch, WeightOutOfRange

Days = NDArray[np.float64]

# Half-lives in days, mixed in equal parts: a street's lasting habit, a season and the last weeks.
# Chosen on Boston's parking reports before the 180 days that are judged (docs/hotspots.md).
HALF_LIVES: Final = (30.0, 120.0, 480.0)


def weights(days: int, half_lives: Sequence[float] = HALF_LIVES) -> Days:
    """Return what a report of each day counts, oldest day first.

    Args:
        days: How many days, >= 0.
        half_lives: Days after which each part of the mix counts half, each > 0; equal parts.

    Returns:
        Shape (days,), increasing; the newest day, of age 0, counts 1.

    Raises:
        HalfLifeOutOfRange: None is given, or one is not a positive finite number.

    Source:
        Power discounting, West and Harrison, "Bayesian Forecasting and Dynamic Models" (1997)
        ch. 6 and 10.8; the mix of several is own choice, for memories of unknown length.

    >>> weights(3, (1.0,)).tolist()
    [0.25, 0.5, 1.0]
    """
    if not half_lives or not all(0.0 < life < math.inf for life in half_lives):
        message = f"Half-lives are positive numbers of days, not {tuple(half_lives)}"
        raise HalfLifeOutOfRange(message)
    ages = np.arange(days - 1, -1, -1, dtype=np.float64)
    return np.asarray(np.mean([0.5 ** (ages / life) for life in half_lives], axis=0))


def discounted(daily: ArrayLike, half_lives: Sequence[float] = HALF_LIVES) -> Days:
    """Add up daily counts, older ones counting less.

    Args:
        daily: Shape (..., days), finite, >= 0, oldest day first.
        half_lives: As `weights`.

    Returns:
        Shape (...,): sums in units of a report of the newest day.

    Raises:
        HalfLifeOutOfRange, WeightOutOfRange, ShapeMismatch: As their names say.
    """
    counts = checked(daily)
    return np.asarray(counts @ weights(counts.shape[-1], half_lives))


def checked(daily: ArrayLike) -> Days:
    """Return counts as floats.

    Raises:
        ShapeMismatch: There is no axis of days.
        WeightOutOfRange: A count is negative, NaN or infinite.
    """
    counts = np.asarray(daily, np.float64)
    if counts.ndim == 0:
        message = "Counts per day have an axis of days"
        raise ShapeMismatch(message)
    if not (np.isfinite(counts).all() and (counts >= 0.0).all()):
        message = "A count is negative, NaN or infinite"
        raise WeightOutOfRange(message)
    return counts
