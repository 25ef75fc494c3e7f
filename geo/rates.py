"""How often each lane has a problem, and how sure that is.

A lane's events (what patrols found there, or what residents reported) are Poisson with its rate
times its exposure (passes of a patrol, or days); the rates of a community's lanes are gamma
distributed; how they are is learnt from all lanes together. A lane that was passed twice is thus
held to be like the others until it shows otherwise, and its interval is wide.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from geo.discount import checked
from geo.errors import ShapeMismatch
from geo.gamma_poisson import Belief, learn

Floats = NDArray[np.float64]

LEVEL: Final = 0.95
WORSE_THAN: Final = 2.0  # times the median lane
# Twice the gain in log-likelihood that rates which do not differ reach by chance in one community
# of twenty: the 95 % point of half nothing, half chi-square (Self and Liang, JASA 82 (1987) 605).
_DIFFER_BY: Final = 2.7055
_STEPS: Final = 4  # of Newton's method
_SMALLEST: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """Rates of n lanes; arrays of shape (n,), in the order that the lanes were handed in.

    Attributes:
        events: What was counted.
        exposure: Over how many passes or days.
        rate: Expected events per pass or day: mean of what is believed, > 0.
        low: Lower end of the interval that holds the rate with probability 0.95.
        high: Its upper end; what is not known of the other lanes' spread is in it too.
        worse: Probability that the rate is more than twice `typical`.
        typical: Median of the rates.
        differ: Whether the lanes differ by more than chance (at the 5 % level). Where they do not,
            none is ranked before another.
    """

    events: Floats
    exposure: Floats
    rate: Floats
    low: Floats
    high: Floats
    worse: Floats
    typical: float
    differ: bool

    def ranks(self) -> Floats:
        """Return each lane's place, 1 for the highest rate; lanes that tie share the mean place.

        Where lanes do not differ by more than chance all tie. Ranking by the rates then would put
        lanes that are passed often behind (no finds) or before (a find) those passed seldom.
        """
        keys = -self.rate if self.differ else np.zeros_like(self.rate)
        _, group, tied = np.unique(keys, return_inverse=True, return_counts=True)
        return (np.cumsum(tied) - (tied - 1) / 2)[group]


def lane_rates(
    events: ArrayLike, exposure: ArrayLike, prior_factor: ArrayLike | None = None
) -> Rates:
    """Estimate the rate of every lane of a community.

    Args:
        events: Shape (n,), >= 0, whole or discounted. Pins found off patrol do not belong here
            when the exposure is passes: no pass stands behind them.
        exposure: Shape (n,), >= 0, in passes or days, discounted alike. Events of a lane without
            exposure are left out: a rate per pass knows nothing of them.
        prior_factor: What each lane is expected to have before its own events are seen, in terms
            of the others, > 0, shape (n,); `neighbour_factor` gives one. None: all alike.

    Returns:
        The rates. A lane without exposure gets what is known of all lanes. Without a single event
        the rates are small, not nought.

    Raises:
        ShapeMismatch: The arrays do not belong together.
        WeightOutOfRange: A number is negative, NaN or infinite.

    Source:
        Clayton and Kaldor, Biometrics 43 (1987) 671-681; the hyper-parameters are integrated over
        as in Christiansen and Morris, JASA 92 (1997) 618-632 (see `geo.gamma_poisson`).
    """
    count, over, factor = _together(events, exposure, prior_factor)
    count = np.where(over > 0.0, count, 0.0)
    if count.size == 0:
        return Rates(count, over, count, count, count, count, 0.0, differ=False)
    belief = learn(count, over * factor)
    mean = belief.mean()
    typical = float(np.median(mean * factor))
    low, high = (_quantile(belief, level) * factor for level in _tails())
    worse = belief.above(WORSE_THAN * typical / factor)
    differ = bool(belief.gain > _DIFFER_BY)
    return Rates(count, over, mean * factor, low, high, worse, typical, differ)


def neighbour_factor(
    events: ArrayLike, exposure: ArrayLike, pairs: ArrayLike, strength: float = 3.0
) -> Floats:
    """Return how many times the common rate a lane's neighbours have, as a prior for the lane.

    Args:
        events: Shape (n,), >= 0.
        exposure: Shape (n,), >= 0.
        pairs: Neighbouring lanes, positions, shape (m, 2), each pair once, either way round.
        strength: Events that the common rate counts for against the neighbours', > 0.

    Returns:
        Shape (n,), > 0; 1 for a lane without neighbours. The lane's own events do not enter. For
        expectations where a lane is hardly known; smoothing across lanes does not rank them better.

    Raises:
        ShapeMismatch, WeightOutOfRange, NotAdjacency: As their names say.

    Source:
        Local shrinkage, Marshall, Applied Statistics 40 (1991) 283-294.
    """
    from geo.getis import adjacency  # noqa: PLC0415 -- scipy.sparse, for those who ask for it

    count, over, _ = _together(events, exposure, None)
    beside = adjacency(pairs, count.size)
    common = count.sum() / over.sum() if count.sum() > 0.0 and over.sum() > 0.0 else 1.0
    expected = common * (beside @ over) + strength
    return np.asarray((beside @ count + strength) / expected, np.float64)


def _together(
    events: ArrayLike, exposure: ArrayLike, factor: ArrayLike | None
) -> tuple[Floats, Floats, Floats]:
    """Check that the arrays belong together."""
    count, over = checked(events), checked(exposure)
    prior = np.ones_like(count) if factor is None else checked(factor)
    if count.ndim != 1 or not count.shape == over.shape == prior.shape or (prior <= 0.0).any():
        message = f"Events {count.shape}, exposure {over.shape} and prior {prior.shape} differ"
        raise ShapeMismatch(message)
    return count, over, prior


def _tails() -> tuple[float, float]:
    """Return the probabilities below the two ends of the interval."""
    return (1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0


def _quantile(belief: Belief, level: float) -> Floats:
    """Return the rates below which `level` of the mixture of gammas lies, by Newton's method.

    It starts at the quantile of the gamma with the mixture's mean and variance, and works on the
    logarithms of the rate and of the smaller tail, which are nearly straight lines in each other.
    """
    mean, variance = belief.mean(), belief.variance()
    start = special.gammaincinv(mean**2 / variance, level) * variance / mean
    found = np.log(np.maximum(start, _SMALLEST * mean))
    upper = level > 0.5  # noqa: PLR2004 -- the middle
    wanted = 1.0 - level if upper else level
    for _ in range(_STEPS):
        rate = np.exp(found)
        above = belief.above(rate)
        tail = np.maximum(above if upper else 1.0 - above, _SMALLEST)
        slope = np.maximum(belief.density(rate) * rate / tail, 0.01)
        away = np.log(tail / wanted) / slope
        found += np.clip(away if upper else -away, -2.0, 2.0)
    return np.exp(found)
