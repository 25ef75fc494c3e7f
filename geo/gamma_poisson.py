"""What a community's counts say about how its lanes' rates are distributed.

A lane's count is Poisson with mean exposure times rate. Most rates are Gamma(shape s m, rate s),
where m is their mean and s the exposure that the common knowledge is worth; a share of the lanes
may be outliers, with rates from one wide gamma (otherwise two bad lanes among sixty alike would be
drawn down to the others). Neither m nor s nor the share is known: the posterior of the three is
laid on a small grid, and what is believed of a lane is the mixture over the grid.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

# First grid of log(s / typical exposure): from a hundredfold spread to less than can be seen.
_STEP: Final = 0.5
_COARSE: Final = np.arange(-9.0, 9.5, _STEP)
_FINE: Final = 21
_NEGLIGIBLE: Final = 1e-3  # weight relative to the largest, below which a point is left out
# Points of log m around its best value for given s, in standard deviations, of equal width.
_AROUND: Final = np.linspace(-4.0, 4.0, 11)
_NEWTON: Final = 10
_NUDGE: Final = 1e-4  # of log m, for the slope of the score
# Jeffreys' prior of a Poisson rate, m ** -0.5, is m ** 0.5 for log m: half an event more.
_JEFFREYS: Final = 0.5
# Share of outliers, and how likely each is held to be beforehand. Own choice.
_SHARES: Final = ((0.0, 0.5), (0.03, 0.3), (0.12, 0.2))
# An outlier's rate is exponential with this mean, in terms of the common rate. Own choice.
_OUTLIER: Final = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """Mixture of k gammas for each of n lanes; arrays of shape (k, n).

    Attributes:
        weight: Of each part, adding up to 1 over the parts.
        shape: Shape of each gamma.
        scale: Exposure behind each gamma (its rate parameter).
        gain: Twice the log-likelihood that differing rates gain over one rate for all, >= 0.
    """

    weight: Floats
    shape: Floats
    scale: Floats
    gain: float

    def mean(self) -> Floats:
        """Return the mean rate of each lane, shape (n,)."""
        return np.asarray((self.weight * self.shape / self.scale).sum(axis=0))

    def variance(self) -> Floats:
        """Return the variance of each lane's rate, shape (n,): within the parts and between."""
        square = self.shape * (self.shape + 1.0) / self.scale**2
        return np.asarray((self.weight * square).sum(axis=0) - self.mean() ** 2)

    def above(self, rate: Floats) -> Floats:
        """Return the probability that each lane's rate is above a value, shape (n,)."""
        return np.asarray(
            (self.weight * special.gammaincc(self.shape, rate * self.scale)).sum(axis=0)
        )

    def density(self, rate: Floats) -> Floats:
        """Return the probability density of each lane's rate at a value > 0, shape (n,)."""
        scaled = rate * self.scale
        logs = (self.shape - 1.0) * np.log(scaled) - scaled - special.gammaln(self.shape)
        return np.asarray((self.weight * self.scale * np.exp(logs)).sum(axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """The data, and what they say at first sight.

    Attributes:
        y: Events of each lane.
        e: Exposure of each lane.
        typical: Median exposure.
        common: Events per exposure of all lanes together.
        outlier: Rate parameter of the exponential that outliers' rates are from.
        as_outlier: Log-likelihood of each lane as an outlier, less what the data alone decide.
    """

    y: Floats
    e: Floats
    typical: float
    common: float
    outlier: float
    as_outlier: Floats

    def as_usual(self, s: Floats, mean: Floats) -> Floats:
        """Return each lane's log-likelihood under a gamma, less what the data alone decide.

        Args:
            s: Shape (..., 1).
            mean: Shape (..., 1).
        """
        shape = s * mean
        rising = special.gammaln(shape + self.y) - special.gammaln(shape)
        return np.asarray(
            rising - shape * np.log1p(self.e / s) - self.y * np.log(s + self.e), np.float64
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Points of the posterior that matter, by rising `steps`; arrays of shape (k,).

    Attributes:
        steps: log(s / typical exposure).
        s: Exposure that the common knowledge is worth.
        mean: Mean rate m of the usual lanes.
        share: Share of outliers.
        weight: Probability, adding up to 1.
        best: Largest log-likelihood of any point.
    """

    steps: Floats
    s: Floats
    mean: Floats
    share: Floats
    weight: Floats
    best: float


def learn(events: Floats, exposure: Floats) -> Belief:
    """Return what is believed of each lane's rate, seeing all lanes.

    Args:
        events: Shape (n,), n >= 1, >= 0.
        exposure: Shape (n,), >= 0; where it is 0, so are the events.

    Returns:
        The mixture. Beforehand a / (1 + a) is uniform for the shape a = s m, and m has Jeffreys'
        prior: rates spread twofold either way are as likely as not.

    Source:
        Two gammas as prior: DuMouchel, The American Statistician 53 (1999) 177-190. Uniform
        shrinkage prior: Christiansen and Morris, JASA 92 (1997) 618-632, sec. 2.2, here for an
        exposure that holds one event on the average.
    """
    counts = _counts(events, exposure)
    coarse = _grid(counts, _COARSE)
    low, high = float(coarse.steps[0]) - _STEP, float(coarse.steps[-1]) + _STEP
    grid = _grid(counts, np.linspace(max(low, _COARSE[0]), min(high, _COARSE[-1]), _FINE))
    s, mean, share = (column[:, None] for column in (grid.s, grid.mean, grid.share))
    usual = grid.weight[:, None] * _usual(counts, s, mean, share)
    return Belief(
        weight=np.vstack((usual, np.maximum(0.0, 1.0 - usual.sum(axis=0)))),
        shape=np.vstack((s * mean + events, 1.0 + events)),
        scale=np.vstack((s + exposure, counts.outlier + exposure)),
        gain=max(0.0, 2.0 * (grid.best - _one_rate(counts))),
    )


def _counts(y: Floats, e: Floats) -> _Counts:
    """Put the data together with what an outlier is like."""
    typical = float(np.median(e[e > 0.0])) if e.any() else 1.0
    common = (y.sum() + _JEFFREYS) / max(float(e.sum()), typical)
    outlier = 1.0 / (_OUTLIER * common)
    tail = special.gammaln(1.0 + y) - np.log1p(e / outlier) - y * np.log(outlier + e)
    return _Counts(y, e, typical, common, outlier, tail)


def _grid(counts: _Counts, steps: Floats) -> _Grid:
    """Lay the posterior on a grid of log(s / typical exposure) and leave out what is negligible."""
    s = counts.typical * np.exp(steps)
    columns, best = [], -np.inf
    for share, prior in _SHARES:
        mean, spread = _means(counts, s, share)
        chance = _log_likelihood(counts, s[:, None], mean, share)
        best = max(best, float(chance.max()))
        shape = s[:, None] * mean
        before = np.log(shape) - 2.0 * np.log1p(shape) + np.log(spread * prior)[:, None]
        logs = chance + _JEFFREYS * np.log(mean) + before
        each = np.broadcast_arrays(steps[:, None], s[:, None], mean, share, logs)
        columns.append([column.ravel() for column in each])
    at, worths, means, shares, logs = (np.concatenate(c) for c in zip(*columns, strict=True))
    weight = np.exp(logs - logs.max())
    kept = np.flatnonzero(weight > _NEGLIGIBLE)
    kept = kept[np.argsort(at[kept], kind="stable")]
    weight = weight[kept] / weight[kept].sum()
    return _Grid(at[kept], worths[kept], means[kept], shares[kept], weight, best)


def _means(counts: _Counts, s: Floats, share: float) -> tuple[Floats, Floats]:
    """Return mean rates around the likeliest for each s, and how far they spread (log scale).

    Newton's method, the outliers left out as far as they seem to be ones (an EM step each time).

    Returns:
        Shapes (len(s), points) and (len(s),).
    """
    strength, log_m = s[:, None], np.full((s.size, 1), np.log(counts.common))
    information = np.ones((s.size, 1))
    for _ in range(_NEWTON):
        part = _usual(counts, strength, np.exp(log_m), share)
        here, beyond = (_score(counts, strength, log_m + step, part) for step in (0.0, _NUDGE))
        information = np.maximum((here - beyond) / _NUDGE, _JEFFREYS)
        log_m += np.clip(here / information, -1.0, 1.0)
    spread = 1.0 / np.sqrt(information)
    return np.exp(log_m + spread * _AROUND), spread[:, 0]


def _score(counts: _Counts, s: Floats, log_m: Floats, part: Floats) -> Floats:
    """Return how the log-posterior grows with log m, each lane counting by its part."""
    shape = s * np.exp(log_m)
    slope = special.digamma(shape + counts.y) - special.digamma(shape) - np.log1p(counts.e / s)
    return np.asarray((part * shape * slope).sum(axis=1, keepdims=True) + _JEFFREYS, np.float64)


def _usual(counts: _Counts, s: Floats, mean: Floats, share: Floats | float) -> Floats:
    """Return the probability that each lane is no outlier."""
    odds = np.exp(np.minimum(counts.as_outlier - counts.as_usual(s, mean), 700.0))
    return np.asarray((1.0 - share) / (1.0 - share + share * odds), np.float64)


def _log_likelihood(counts: _Counts, s: Floats, mean: Floats, share: float) -> Floats:
    """Return the log-likelihood of each grid point, less what the data alone decide."""
    usual = counts.as_usual(s[:, :, None], mean[:, :, None])
    if share == 0.0:
        return np.asarray(usual.sum(axis=2))
    tail = np.log(share) + counts.as_outlier
    return np.asarray(np.logaddexp(np.log1p(-share) + usual, tail).sum(axis=2))


def _one_rate(counts: _Counts) -> float:
    """Return the log-likelihood of one rate for all, less what the data alone decide."""
    total = float(counts.y.sum())
    return total * float(np.log(counts.common)) - counts.common * float(counts.e.sum())
