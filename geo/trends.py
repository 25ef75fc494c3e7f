"""Whether a lane has been getting worse: its rate of late against its rate before."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from geo.discount import checked
from geo.errors import PeriodOutOfRange, ShapeMismatch

Floats = NDArray[np.float64]

RECENT_DAYS: Final = 28  # four weeks, so that every weekday counts alike
# Events that "no change" is worth before a lane's own are seen: four seldom double a rate.
_STEADINESS: Final = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Trends:
    """How the rates of n lanes changed; arrays of shape (n,).

    Attributes:
        ratio: Rate of late by rate before, > 0, drawn towards 1 where little was counted.
        rising: Probability that the rate has risen at all, in (0, 1); 0.5 where nothing is known.
    """

    ratio: Floats
    rising: Floats


def trends(events: ArrayLike, exposure: ArrayLike, recent_days: int = RECENT_DAYS) -> Trends:
    """Compare each lane's last days with all that went before.

    Args:
        events: Per lane and day, oldest day first, shape (n, days), >= 0, not discounted.
        exposure: The same: passes, or days (ones).
        recent_days: How many of the last days are "of late", >= 1 and less than all.

    Returns:
        The trends. A lane without exposure on either side of the line has none: 1 and 0.5.

    Raises:
        ShapeMismatch, WeightOutOfRange: The arrays do not belong together or hold no counts.
        PeriodOutOfRange: There is no day before, or none of late.

    Source:
        Given the total, the recent count is binomial (Przyborowski and Wilenski, Biometrika 31
        (1940) 313-323); its share has a beta prior around "no change", own choice.
    """
    count, over = checked(events), checked(exposure)
    if count.ndim != 2 or count.shape != over.shape:  # noqa: PLR2004
        message = f"Events {count.shape} and exposure {over.shape} do not belong together"
        raise ShapeMismatch(message)
    if not 0 < recent_days < count.shape[1]:
        message = f"{recent_days} of {count.shape[1]} days leave no time to compare"
        raise PeriodOutOfRange(message)
    count = np.where(over > 0.0, count, 0.0)
    late, before = (_split(array, recent_days) for array in (count, over))
    known = (before > 0.0).all(axis=0)
    share = np.divide(before[0], before.sum(axis=0), out=np.full(len(count), 0.5), where=known)
    a, b = late[0] + _STEADINESS * share, late[1] + _STEADINESS * (1.0 - share)
    ratio = np.where(known, a / b * (1.0 - share) / share, 1.0)
    return Trends(ratio, np.where(known, special.betaincc(a, b, share), 0.5))


def _split(daily: Floats, recent: int) -> Floats:
    """Return sums over the last days and over those before, shape (2, n)."""
    return np.stack((daily[:, -recent:].sum(axis=1), daily[:, :-recent].sum(axis=1)))
