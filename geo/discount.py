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

# Half-lives in days, mixed in equal parts: the last weeks, a season, a street's lasting habit. They
# did well on Boston's parking and abandoned cars before the days that are judged by
# (docs/hotspots.md); others near them did as well.
HALF_LIVES: Final = (15.0, 90.0, 540.0)


def weights(days: int, half_lives: Sequence[float] = HALF_LIVES) -> Days:
    """Return what a report of each day counts, oldest day first.

    Args:
        days: How many days, >= 0.
        half_lives: Days after which each memory of the mix has lost half, each > 0; every memory
            has the same weight in all, so that a short one counts more for the last days.

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
    lost = -np.expm1(-math.log(2.0) / np.asarray(half_lives, np.float64))
    ages = np.arange(days - 1, -1, -1, dtype=np.float64)
    left = np.exp2(-ages / np.asarray(half_lives, np.float64)[:, None])
    return np.asarray(lost @ left / lost.sum(), np.float64)


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


def effective(
    events: ArrayLike, exposure: ArrayLike, half_lives: Sequence[float] = HALF_LIVES
) -> tuple[Days, Days]:
    """Discount events and exposure, scaled so that the sum of events varies like a Poisson count.

    A discounted sum varies less than a count as large: its variance is the rate times the squared
    weights. Both sums are therefore multiplied by weights over squared weights (above 1), so that a
    model for counts finds in them as much evidence as there is, while their ratio stays.

    Args:
        events: Shape (n, days), >= 0.
        exposure: The same.
        half_lives: As `weights`.

    Returns:
        Events and exposure, shape (n,) each; 0 and 0 without exposure.

    Raises:
        HalfLifeOutOfRange, WeightOutOfRange, ShapeMismatch: As their names say.

    Source:
        Kish, "Survey Sampling" (1965), sec. 11.7: the effective size of a weighted sample.
    """
    counts, over = checked(events), checked(exposure)
    if counts.shape != over.shape:
        message = f"Events {counts.shape} and exposure {over.shape} do not belong together"
        raise ShapeMismatch(message)
    weight = weights(counts.shape[-1], half_lives)
    sums, squares = over @ weight, over @ weight**2
    scale = np.divide(sums, squares, out=np.zeros_like(sums), where=squares > 0.0)
    return np.where(over > 0.0, counts, 0.0) @ weight * scale, sums * scale


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
